"""How many of something there are, in the English of the command line: `1 row`, `1,200 rows`."""

from __future__ import annotations


def many(number: int, one: str, several: str = "") -> str:
    """
    >>> many(1, "row"), many(1200, "row"), many(0, "company", "companies")
    ('1 row', '1,200 rows', '0 companies')
    """
    return f"{number:,} {one if number == 1 else several or one + 's'}"


__all__ = ["many"]
