"""Columns that need no cleaning, because every text of theirs is written plainly.

Cleaning a text costs more than all else that a load does with it, and most columns of most files need none. One cheap pass
over the file tells which: their pattern holds of every value, and no value that it holds of is changed by a step that is
left out then (`tests/landing/test_plain.py` says so for each).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import duckdb

from assay.contract.tables import Column, Table
from assay.engine.literals import literal, quoted
from assay.landing.checks import is_id
from assay.landing.parse import NUMBERS, SALESFORCE, TIMES
from assay.sources.budgets import CELL

Writing = Literal["text", "id", "digits", "point", "day", "moment", "utc"]
"""What all values of a column are: a text as it is meant, an id, a number without or with a decimal point, and of times a
day, a moment without a zone, or one in UTC."""

_FIRST = r'[!"$-<>-~\x{A1}-\x{1FFF}\x{2070}-\x{2FFF}\x{3001}-\x{D7FF}]'
_LAST = r"[!-~\x{A1}-\x{1FFF}\x{2070}-\x{2FFF}\x{3001}-\x{D7FF}]"
_DAY = r"[1-9]\d{3}-\d\d-\d\d"
_MOMENT = rf"{_DAY}([T ]\d\d:\d\d(:\d\d(\.\d+)?)?)?"
_PATTERNS: Mapping[Writing, str] = {
    "text": rf"{_FIRST}(?s:.*{_LAST})?",
    # A digit tells an id from the words that stand for nothing; a plus, a comma or `.0` from what a spreadsheet made of it.
    "id": r"[A-Za-z_:@/.-]*[0-9][A-Za-z0-9_:@/.-]*",
    "digits": r"[+-]?\d+",
    "point": r"[+-]?\d+(\.\d+)?",
    "day": _DAY,
    "moment": _MOMENT,
    "utc": rf"{_DAY}[T ]\d\d:\d\d:\d\d(\.\d+)?Z",
}


_ID_SIGN, _ID_PART = "[A-Za-z_:@/-]", "[A-Za-z0-9_:@/-]*"
_EASY_ID = (
    rf"(?:\d+|{_ID_SIGN}+\d{_ID_PART}|[1-469]{_ID_PART}|[0578][A-Za-z0-9]*[_:@/-]{_ID_PART}|[0578][A-Za-z0-9]{{15,}})"
)
"""An id that is plain whatever its length: without a point, and by its first digit, its signs or its length none of Salesforce
without the three last characters."""
_WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT")
_NATIVE: Mapping[str, Mapping[str, Writing]] = {
    "date": {"DATE": "day", "TIMESTAMP": "moment"},
    "timestamp": {"DATE": "day", "TIMESTAMP": "moment"},
    "number": {"DOUBLE": "point", **dict.fromkeys(_WHOLE, "digits")},
    "integer": dict.fromkeys(_WHOLE, "digits"),
}
"""What the values of a column are as plain as, where the file's own format has typed them so. Amounts are not among them:
their texts may carry a currency, and a binary fraction is not always rounded to cents as its text is."""


def native_writing(column: Column, type: str | None) -> Writing | None:
    """How values are written that a file has typed (in DuckDB's words) as the column's are; None where they are not."""
    return _NATIVE.get(column.type, {}).get(type or "")


def find_plain(
    connection: duckdb.DuckDBPyConnection, relation: str, table: Table, columns: Mapping[str, str]
) -> dict[str, Writing]:
    """How columns are written, canonical ones and `x_`, by name; those that are not plain are left out.

    `columns` are the names with the columns of text of the `relation` that hold them.
    """
    asked = [(name, writing) for name in columns for writing in _writings(table, name)]
    if not asked:
        return {}
    ids = [name for name, writing in asked if writing == "id"]
    rest = [one for one in asked if one[1] != "id"]
    tests = [f"bool_and({plain_test(quoted(columns[name]), writing)})" for name, writing in rest]
    easy = f"bool_and({easy_ids_test([quoted(columns[name]) for name in ids])})" if ids else "true"
    are_easy, *holds = connection.execute(f"SELECT {', '.join([easy, *tests])} FROM ({relation})").fetchone() or (True,)
    writings = _holding(rest, holds)
    if are_easy is not False:  # null: there are no rows
        return writings | dict.fromkeys(ids, "id")
    tests = [f"bool_and({plain_test(quoted(columns[name]), 'id')})" for name in ids]
    holds = list(connection.execute(f"SELECT {', '.join(tests)} FROM ({relation})").fetchone() or ())
    return writings | _holding([(name, "id") for name in ids], holds)


def _holding(asked: Sequence[tuple[str, Writing]], holds: Sequence[bool | None]) -> dict[str, Writing]:
    """The first writing of each column that holds."""
    writings: dict[str, Writing] = {}
    for (name, writing), held in zip(asked, holds, strict=True):
        if held is not False and name not in writings:  # null: the column has no value at all
            writings[name] = writing
    return writings


def _writings(table: Table, name: str) -> Iterable[Writing]:
    """What a column could be, the narrowest first."""
    if name.startswith("x_"):
        return ("text",)
    return _of_column(table[name]) if name in table.names else ()


def _of_column(column: Column) -> Iterator[Writing]:
    if column.type == "date":
        yield "day"
    elif column.type in TIMES:
        yield from ("moment", "utc")
    elif column.type in NUMBERS:
        yield from ("digits", "point")
    elif is_id(column):
        yield "id"
    elif column.type == "text":
        yield "text"


def easy_ids_test(texts: Sequence[str]) -> str:
    """SQL: all ids of a row are written as nearly all are. One look at them together costs half of one at each.

    What joins them is part of no id; in one that has it, it is nothing that cleaning would change.
    """
    joined = f"concat_ws(chr(1), {', '.join(texts)})"
    pattern = rf"{_EASY_ID}(?:\x01{_EASY_ID})*"
    easy = f"strlen({joined}) <= {CELL} AND regexp_full_match({joined}, {literal(pattern)})"
    nothing = f"coalesce({', '.join(texts)}) IS NULL"  # an empty text is no id that cleaning would leave as it is
    return f"CASE WHEN {joined} = '' THEN {nothing} ELSE {easy} END"


def plain_test(text: str, writing: Writing) -> str:
    """SQL: the text is written so; null where there is none."""
    matches = f"regexp_full_match({text}, {literal(_PATTERNS[writing])})"
    if writing == "text":
        return f"strlen({text}) <= {CELL} AND {matches}"
    if writing == "id":
        # Fifteen characters may be a Salesforce id without the three that tell upper from lower case.
        short = f"CASE WHEN strlen({text}) = 15 THEN NOT regexp_full_match({text}, {literal(SALESFORCE)}) ELSE true END"
        return f"strlen({text}) <= {CELL} AND NOT suffix({text}, '.0') AND {short} AND {matches}"
    return matches
