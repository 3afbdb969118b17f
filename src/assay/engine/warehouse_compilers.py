"""Ibis's compilers for the warehouses, with the values that SQL asks for written `$name`."""

from __future__ import annotations

from typing import Any

import ibis.expr.datatypes as types
import sqlglot.expressions as sge
from ibis.backends.sql.compilers import (
    BigQueryCompiler,
    ClickHouseCompiler,
    DatabricksCompiler,
    PostgresCompiler,
    SnowflakeCompiler,
    TrinoCompiler,
)

from assay.engine.parameters import Parameter


class _Named:
    """Their own marks for values differ, and some cannot be told from other SQL: all get DuckDB's."""

    cast: Any

    def visit_Parameter(self, op: Parameter, *, name: str, dtype: types.DataType) -> Any:  # noqa: ARG002
        return self.cast(sge.Var(this=f"${name}"), dtype)


class _Postgres(_Named, PostgresCompiler):  # type: ignore[misc]
    pass


class _ClickHouse(_Named, ClickHouseCompiler):  # type: ignore[misc]
    pass


class _Snowflake(_Named, SnowflakeCompiler):  # type: ignore[misc]
    pass


class _BigQuery(_Named, BigQueryCompiler):  # type: ignore[misc]
    pass


class _Databricks(_Named, DatabricksCompiler):  # type: ignore[misc]
    pass


class _Trino(_Named, TrinoCompiler):  # type: ignore[misc]
    pass


COMPILERS = {
    "postgres": _Postgres,
    "clickhouse": _ClickHouse,
    "snowflake": _Snowflake,
    "bigquery": _BigQuery,
    "databricks": _Databricks,
    "trino": _Trino,
}
