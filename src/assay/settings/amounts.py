"""Amounts as settings write them: days, and bytes as DuckDB writes them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

Days = Annotated[int, Field(ge=1)]
Bytes = Annotated[str, Field(pattern=r"^[1-9][0-9]*(MB|MiB|GB|GiB)$")]
"""So many bytes, as DuckDB writes it."""
_UNITS = {"MB": 10**6, "MiB": 2**20, "GB": 10**9, "GiB": 2**30}


def in_bytes(words: str) -> int:
    """
    >>> in_bytes("384MiB"), in_bytes("2GB")
    (402653184, 2000000000)
    """
    number = words.rstrip("MGiB")
    return int(number) * _UNITS[words.removeprefix(number)]
