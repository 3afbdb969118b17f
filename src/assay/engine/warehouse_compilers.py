"""Ibis's compilers for the warehouses, with the values that SQL asks for written `$name`."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

import ibis.expr.datatypes as types
import ibis.expr.operations as operations
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
from assay.engine.statements import FIRST_DAY, LAST_DAY


class _Named:
    """Their own marks for values differ, and some cannot be told from other SQL: all get DuckDB's."""

    cast: Any

    def visit_Parameter(self, op: Parameter, *, name: str, dtype: types.DataType) -> Any:  # noqa: ARG002
        return self.cast(sge.Var(this=f"${name}"), dtype)


class _Postgres(_Named, PostgresCompiler):  # type: ignore[misc]
    pass


class _ClickHouse(_Named, ClickHouseCompiler):  # type: ignore[misc]
    """Days and moments of the wide kinds, exact quantiles, and arrays without members in the place of null ones."""

    SIMPLE_OPS: ClassVar[Any] = {operations.Date: "toDate32"}

    def visit_Quantile(self, op: Any, *, arg: Any, quantile: Any, where: Any) -> Any:  # noqa: ARG002
        return self._visit_quantile("quantileExactInclusive", arg, quantile, where)

    def visit_NonNullLiteral(self, op: Any, *, value: Any, dtype: Any) -> Any:
        if dtype.is_date():
            return self.f.toDate32(min(max(value, FIRST_DAY), LAST_DAY).isoformat())
        return super().visit_NonNullLiteral(op, value=value, dtype=dtype)

    def visit_DateFromYMD(self, op: Any, *, year: Any, month: Any, day: Any) -> Any:
        if all(isinstance(one, operations.Literal) for one in (op.year, op.month, op.day)):
            written = date(op.year.value, op.month.value, op.day.value)
            return self.f.toDate32(min(max(written, FIRST_DAY), LAST_DAY).isoformat())
        return self.f.makeDate32(year, month, day)

    def visit_Cast(self, op: Any, *, arg: Any, to: Any) -> Any:
        """It cuts off the digits that a decimal has no room for; others round."""
        if to.is_decimal() and (op.arg.dtype.is_floating() or op.arg.dtype.is_decimal()):
            arg = self.f.round(arg, to.scale)
        return super().visit_Cast(op, arg=arg, to=to)

    def visit_Sum(self, op: Any, **words: Any) -> Any:
        """Sums and numbers of rows have no sign there, and a union of both kinds has the type of neither."""
        return self._with_sign(op, super().visit_Sum(op, **words))

    def visit_Count(self, op: Any, **words: Any) -> Any:
        return self._with_sign(op, super().visit_Count(op, **words))

    def visit_CountStar(self, op: Any, **words: Any) -> Any:
        return self._with_sign(op, super().visit_CountStar(op, **words))

    def visit_CountDistinct(self, op: Any, **words: Any) -> Any:
        return self._with_sign(op, super().visit_CountDistinct(op, **words))

    def visit_WindowFunction(self, op: Any, *, func: Any, **words: Any) -> Any:
        signed = isinstance(func, sge.Anonymous) and func.this == "toInt64"
        window = super().visit_WindowFunction(op, func=func.expressions[0] if signed else func, **words)
        return self.f.toInt64(window) if signed else window

    def _with_sign(self, op: Any, window: Any) -> Any:
        return self.f.toInt64(window) if op.dtype.is_integer() else window

    def visit_ArrayIndex(self, op: Any, *, arg: Any, index: Any) -> Any:  # noqa: ARG002
        """Ibis 12 counts from 0 here, ClickHouse from 1; a place before the first is that of no member."""
        return self.if_(index < 0, sge.Null(), self.f.arrayElement(arg, index + 1))

    def visit_IsNull(self, op: Any, *, arg: Any) -> Any:
        return self.f.empty(arg) if op.arg.dtype.is_array() else super().visit_IsNull(op, arg=arg)

    def visit_NotNull(self, op: Any, *, arg: Any) -> Any:
        return self.f.notEmpty(arg) if op.arg.dtype.is_array() else super().visit_NotNull(op, arg=arg)

    def to_sqlglot(self, *arguments: Any, **options: Any) -> Any:
        tree = super().to_sqlglot(*arguments, **options)
        for kind in tree.find_all(sge.DataType):
            if kind.this == sge.DType.DATE:
                kind.set("this", sge.DType.DATE32)
            if kind.this in (sge.DType.TIMESTAMP, sge.DType.DATETIME):
                kind.set("this", sge.DType.DATETIME64)
                kind.set(
                    "expressions", [sge.DataTypeParam(this=sge.convert(6)), sge.DataTypeParam(this=sge.convert("UTC"))]
                )
        return tree


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
