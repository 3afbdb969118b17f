"""Ibis as a compiler: an expression becomes the SQL of an engine; nothing is executed here."""

from __future__ import annotations

import re
from typing import Any, Literal

import ibis
from ibis.config import Config

Dialect = Literal["duckdb", "pyspark"]


class _SparkOptions(Config):  # type: ignore[misc]
    treat_nan_as_null: bool = False


# Ibis reads this option while it compiles for Spark, but sets it only when PySpark is installed.
if getattr(ibis.options, "pyspark", None) is None:
    ibis.options.pyspark = _SparkOptions()


class SparkSQL(str):
    """SQL compiled for Spark: a cursor sees by it which engine is meant."""

    __slots__ = ()


def dialect_of(cursor: Any) -> Dialect:
    """The language of the engine that answers compiled SQL of this cursor."""
    return getattr(cursor, "dialect", "duckdb")


def to_sql(expression: Any, dialect: str = "duckdb") -> str:
    """The SQL of an expression over unbound tables.

    Nested selects are left to the engine's optimiser: fusing them takes half of the compile time and changes no plan.
    """
    before, ibis.options.sql.fuse_selects = ibis.options.sql.fuse_selects, False
    try:
        sql = str(ibis.to_sql(expression, dialect=dialect))
    finally:
        ibis.options.sql.fuse_selects = before
    return SparkSQL(_with_doubles(sql)) if dialect == "pyspark" else sql


_NUMBER = re.compile(r"'(?:[^'\\]|\\.|'')*'|`[^`]*`|(?<![\w.])\d+\.\d+(?![\w.])")


def _with_doubles(sql: str) -> str:
    """The same, with numbers such as 30.4375 said to be doubles: Spark takes them for decimals, and rounds quotients."""
    return _NUMBER.sub(lambda found: f"{found.group()}D" if found.group()[0].isdigit() else found.group(), sql)
