"""Compiled SQL and the names of the values it asks for; the values come with the question."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from math import isfinite
from typing import Any, Literal

import duckdb

from assay.engine.literals import literal

Dialect = Literal["duckdb", "pyspark"]
UNPLANNED = "Failed to bind column reference"

_NAMES = {
    "duckdb": re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\$([A-Za-z_]\w*)"),
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


class SparkSQL(str):
    """SQL compiled for Spark: a cursor sees by it which engine is meant."""

    __slots__ = ()


@dataclass(frozen=True)
class Statement:
    """SQL with `$name` (Spark: `:name`) for each value that it asks for."""

    sql: str
    names: tuple[str, ...] = ()
    dialect: Dialect = "duckdb"

    @classmethod
    def of(cls, sql: str, dialect: Dialect = "duckdb") -> Statement:
        asked = (match.group(1) for match in _NAMES[dialect].finditer(sql))
        return cls(sql, tuple(dict.fromkeys(name for name in asked if name)), dialect)

    def run(self, cursor: Any, values: Mapping[str, Any]) -> Any:
        """The cursor, at the answer. The values are written in: DuckDB's Python loads pandas (0.3 s) to take any apart."""
        filled = self.filled(values)
        return cursor.execute(SparkSQL(filled)) if self.dialect == "pyspark" else _executed(cursor, filled)

    def filled(self, values: Mapping[str, Any]) -> str:
        """The SQL with the values written into it, for people and for engines that take no parameters."""
        if not self.names:
            return self.sql
        texts = {name: written(values[name], self.dialect) for name in self.names}
        pieces = _pieces(self.sql, self.dialect)
        return "".join(texts[piece] if place % 2 else piece for place, piece in enumerate(pieces))

    def around(self, before: str, after: str) -> Statement:
        """The same within other SQL, which asks for nothing."""
        return Statement(before + self.sql + after, self.names, self.dialect)

    def to_text(self) -> str:
        return json.dumps([self.sql, self.names])

    @classmethod
    def from_text(cls, text: str, dialect: Dialect = "duckdb") -> Statement:
        sql, names = json.loads(text)
        return cls(sql, tuple(names), dialect)


def dialect_of(cursor: Any) -> Dialect:
    """The language of the engine that answers compiled SQL of this cursor."""
    return getattr(cursor, "dialect", "duckdb")


def written(value: Any, dialect: str = "duckdb") -> str:
    """A value as SQL: texts quoted, days as dates, moments as timestamps, lists as arrays.

    Numbers are written so that no engine takes them for decimals.
    """
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return f"{value!r}D" if dialect == "pyspark" else _double(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime):
        return f"TIMESTAMP '{value.isoformat(sep=' ')}'"
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    if isinstance(value, list | tuple):
        inside = ", ".join(written(one, dialect) for one in value)
        return f"ARRAY({inside})" if dialect == "pyspark" else f"[{inside}]"
    if dialect == "pyspark":
        return "'" + str(value).replace("\\", "\\\\").replace("'", "\\'") + "'"
    return literal(str(value))


def _double(value: float) -> str:
    text = repr(value)
    if not isfinite(value):
        return f"CAST('{text}' AS DOUBLE)"
    return text if "e" in text else f"{text}e0"
