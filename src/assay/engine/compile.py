"""Ibis as a compiler: an expression becomes the SQL of an engine; nothing is executed here."""

from __future__ import annotations

import re
import threading
from functools import cache
from typing import Any

import ibis
import sqlglot.expressions as sge
from ibis.backends.sql.compilers import DuckDBCompiler, PySparkCompiler
from ibis.config import Config

from assay.engine.parameters import Placeholders
from assay.engine.statements import Dialect, Statement


class _DuckDB(Placeholders, DuckDBCompiler):  # type: ignore[misc]
    pass


class _PySpark(Placeholders, PySparkCompiler):  # type: ignore[misc]
    pass


class _SparkOptions(Config):  # type: ignore[misc]
    treat_nan_as_null: bool = False


# Ibis reads this option while it compiles for Spark, but sets it only when PySpark is installed.
if getattr(ibis.options, "pyspark", None) is None:
    ibis.options.pyspark = _SparkOptions()


@cache
def _compiler(dialect: Dialect) -> Any:
    """Each engine's is loaded when it is first asked for."""
    if dialect in ("duckdb", "pyspark"):
        return _DuckDB() if dialect == "duckdb" else _PySpark()
    from assay.engine.warehouse_compilers import COMPILERS

    return COMPILERS[dialect]()


_compiling = threading.RLock()
"""Ibis has an option for the whole process, which is set while one expression is compiled."""


def to_statement(expression: Any, dialect: Dialect = "duckdb") -> Statement:
    """The SQL of an expression over unbound tables, and what it asks for."""
    columns = () if dialect in ("duckdb", "pyspark") else _columns(expression)
    return Statement.of(to_sql(expression, dialect), dialect, columns)


def _columns(expression: Any) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(kind.copy(nullable=True))) for name, kind in expression.as_table().schema().items())


def to_sql(expression: Any, dialect: Dialect = "duckdb") -> str:
    """The SQL of an expression over unbound tables.

    Nested selects are left to the engine's optimiser: fusing them takes half of the compile time and changes no plan.
    """
    compiler = _compiler(dialect)
    with _compiling:
        before, ibis.options.sql.fuse_selects = ibis.options.sql.fuse_selects, False
        try:
            tree = compiler.to_sqlglot(expression)
        finally:
            ibis.options.sql.fuse_selects = before
    for star in tree.find_all(sge.Star):
        if left_out := star.args.get("except_"):  # a set to Ibis, which comes in another order in every process
            star.set("except_", sorted(left_out, key=str))
    # Ibis puts one node into several places, which nobody minds until a rule for an engine moves it: a copy is a tree.
    sql = str(tree.sql(dialect=compiler.dialect, copy=dialect not in ("duckdb", "pyspark")))
    return _with_doubles(sql, _DOUBLES[dialect]) if dialect in _DOUBLES else sql


_NUMBER = re.compile(r"'(?:[^'\\]|\\.|'')*'|`[^`]*`|\"[^\"]*\"|(?<![\w.])\d+\.\d+(?![\w.])")
_DOUBLES = {
    "pyspark": "{}D",
    "databricks": "{}D",
    "postgres": "CAST({} AS DOUBLE PRECISION)",
    "snowflake": "CAST({} AS DOUBLE)",
    "trino": "CAST({} AS DOUBLE)",
}


def _with_doubles(sql: str, double: str) -> str:
    """The same, with numbers such as 30.4375 said to be doubles: these engines take them for decimals, and round quotients."""
    return _NUMBER.sub(lambda match: double.format(match.group()) if match.group()[0].isdigit() else match.group(), sql)
