"""Compiled SQL and the names of the values it asks for; the values come with the question."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from math import isfinite
from typing import Any, Literal

import duckdb

from assay.engine.literals import literal
from assay.errors import UsageError

Dialect = Literal["duckdb", "pyspark", "postgres", "clickhouse", "snowflake", "bigquery", "databricks", "trino"]
UNPLANNED = "Failed to bind column reference"

_DOUBLED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\$([A-Za-z_]\w*)")
_ESCAPED = re.compile(r"'(?:[^'\\]|\\.|'')*'|\"(?:[^\"\\]|\\.|\"\")*\"|`[^`]*`|\$([A-Za-z_]\w*)")
_NAMES: dict[Dialect, re.Pattern[str]] = {
    "duckdb": _DOUBLED,
    "postgres": _DOUBLED,
    "trino": _DOUBLED,
    "clickhouse": _ESCAPED,
    "snowflake": _ESCAPED,
    "bigquery": _ESCAPED,
    "databricks": _ESCAPED,
    "pyspark": re.compile(r"'(?:[^'\\]|\\.|'')*'|`[^`]*`|(?<![:\w]):([A-Za-z_]\w*)"),
}
"""Quoted texts and names first, so that what is in them is none of the names asked for."""


def _executed(cursor: Any, sql: str) -> Any:
    """The cursor, at the answer.

    DuckDB 1.5 cannot plan some statements whose tables are empty once it shares their common parts ("Failed to bind
    column reference"): those are planned without. The answer is the same, only some work is done twice.
    """
    try:
        return cursor.execute(sql)
    except duckdb.InternalException as error:
        if UNPLANNED not in str(error):
            raise
    cursor.execute("SET disabled_optimizers = 'common_subplan'")
    try:
        return cursor.execute(sql)
    finally:
        cursor.cursor().execute("RESET disabled_optimizers")


@lru_cache(maxsize=500)
def _pieces(sql: str, dialect: Dialect) -> tuple[str, ...]:
    """What stands between the values, and the names of these, in turn: thousands of quoted names are read through once."""
    pieces, end = [], 0
    for match in _NAMES[dialect].finditer(sql):
        if match.group(1):
            pieces += [sql[end : match.start()], match.group(1)]
            end = match.end()
    return (*pieces, sql[end:])


def _without_null_arrays(pieces: Sequence[str], values: Mapping[str, Any]) -> list[str]:
    """ClickHouse has no array that is null: one without members stands for it, and no list that is bound has none."""
    mended = list(pieces)
    for place in range(1, len(pieces), 2):
        if values[pieces[place]] is None and pieces[place + 1].startswith(" AS Array("):
            mended[place] = ""
            mended[place + 1] = "[]" + pieces[place + 1]
    return mended


class Compiled(str):
    """SQL compiled for an engine that is not DuckDB: a cursor sees by it who is meant.

    `columns` are the names and types (Ibis's words) of what it yields, where they are known.
    """

    columns: tuple[tuple[str, str], ...] = ()

    def __new__(cls, text: str, columns: tuple[tuple[str, str], ...] = ()) -> Compiled:
        made = super().__new__(cls, text)
        made.columns = columns
        return made


@dataclass(frozen=True)
class Statement:
    """SQL with `$name` (Spark: `:name`) for each value that it asks for.

    For engines other than DuckDB it tells the types of its columns (Ibis's words): they have types of their own for sums.
    """

    sql: str
    names: tuple[str, ...] = ()
    dialect: Dialect = "duckdb"
    columns: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, sql: str, dialect: Dialect = "duckdb", columns: tuple[tuple[str, str], ...] = ()) -> Statement:
        asked = (match.group(1) for match in _NAMES[dialect].finditer(sql))
        return cls(sql, tuple(dict.fromkeys(name for name in asked if name)), dialect, columns)

    def run(self, cursor: Any, values: Mapping[str, Any]) -> Any:
        """The cursor, at the answer. The values are written in: DuckDB's Python loads pandas (0.3 s) to take any apart."""
        filled = self.filled(values)
        if self.dialect == "duckdb":
            return _executed(cursor, filled)
        return cursor.execute(Compiled(filled, self.columns))

    def filled(self, values: Mapping[str, Any]) -> str:
        """The SQL with the values written into it, for people and for engines that take no parameters."""
        if not self.names:
            return self.sql
        texts = {"": "", **{name: written(values[name], self.dialect) for name in self.names}}
        pieces: Sequence[str] = _pieces(self.sql, self.dialect)
        if self.dialect == "clickhouse":
            pieces = _without_null_arrays(pieces, values)
        return "".join(texts[piece] if place % 2 else piece for place, piece in enumerate(pieces))

    def around(self, before: str, after: str) -> Statement:
        """The same within other SQL, which asks for nothing."""
        return Statement(before + self.sql + after, self.names, self.dialect, self.columns)

    def to_text(self) -> str:
        return json.dumps([self.sql, self.names, *([self.columns] if self.columns else ())])

    @classmethod
    def from_text(cls, text: str, dialect: Dialect = "duckdb") -> Statement:
        sql, names, *columns = json.loads(text)
        return cls(sql, tuple(names), dialect, tuple((name, kind) for name, kind in (columns or [()])[0]))


def dialect_of(cursor: Any) -> Dialect:
    """The language of the engine that answers compiled SQL of this cursor."""
    return getattr(cursor, "dialect", "duckdb")


def written(value: Any, dialect: Dialect = "duckdb") -> str:
    """A value as SQL: texts quoted, days as dates, moments as timestamps, lists as arrays.

    Numbers are written so that no engine takes them for decimals.
    """
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _double(value, dialect)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime):
        text = value.isoformat(sep=" ")
        return f"toDateTime64('{text}', 6, 'UTC')" if dialect == "clickhouse" else f"TIMESTAMP '{text}'"
    if isinstance(value, date):
        return _day(value, dialect)
    if isinstance(value, list | tuple):
        inside = ", ".join(written(one, dialect) for one in value)
        return f"{_ARRAYS.get(dialect, '[')}{inside}{')' if dialect in _CALLED else ']'}"
    return _text(str(value), dialect)


_ARRAYS = {"pyspark": "ARRAY(", "databricks": "ARRAY(", "postgres": "ARRAY[", "trino": "ARRAY["}
_CALLED = ("pyspark", "databricks")
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2299, 12, 31)
"""The first and the last day that ClickHouse knows: the begin and the end of all days are held by them there."""


def _day(value: date, dialect: Dialect) -> str:
    if dialect == "clickhouse":
        return f"toDate32('{min(max(value, FIRST_DAY), LAST_DAY).isoformat()}')"
    return f"DATE '{value.isoformat()}'"


def _text(value: str, dialect: Dialect) -> str:
    """Engines differ in what a backslash means; PostgreSQL knows no null character."""
    if dialect == "duckdb":
        return literal(value)
    if "\0" in value:
        raise UsageError(f"{value!r} holds a null character, which only DuckDB can compare with.")
    if _NAMES[dialect] is _DOUBLED:
        return "'" + value.replace("'", "''") + "'"
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _double(value: float, dialect: Dialect) -> str:
    text = repr(value)
    if dialect == "pyspark":
        return f"{text}D"
    if not isfinite(value):
        return f"CAST('{text}' AS DOUBLE)"
    return text if "e" in text else f"{text}e0"
