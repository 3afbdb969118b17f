"""Values that SQL asks for by name: what a question is about is bound when it is asked, never written into the SQL."""

from __future__ import annotations

from typing import Any

import ibis.expr.datashape as shapes
import ibis.expr.datatypes as types
import ibis.expr.operations as operations
import sqlglot.expressions as sql


class Parameter(operations.Value):  # type: ignore[misc]
    """A value of a type that is known by its name alone; engines fold it like a constant."""

    name: str
    dtype: types.DataType
    shape = shapes.scalar


def parameter(name: str, type: str) -> Any:
    """The value bound as `name` when the SQL is run; `engagement.lookback_days` is asked for as $engagement_lookback_days."""
    return Parameter(name=plain(name), dtype=types.dtype(type)).to_expr()


def plain(name: str) -> str:
    return name.replace(".", "_")


class Placeholders:
    """What a compiler of Ibis needs to know of parameters: `CAST($name AS type)`, so that every engine knows the type."""

    cast: Any

    def visit_Parameter(self, op: Parameter, *, name: str, dtype: types.DataType) -> Any:  # noqa: ARG002
        return self.cast(sql.Placeholder(this=name), dtype)
