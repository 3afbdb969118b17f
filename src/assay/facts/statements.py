"""The SQL of a build's expressions and what each of them reads, compiled once for the same settings and code."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import ibis.expr.operations as operations
import ibis.expr.types as ir

from assay.engine.compile import to_sql
from assay.engine.kept import text_of
from assay.facts.plan import Plan


@dataclass(frozen=True)
class Statement:
    """A SELECT, and the tables it reads by their names with schema."""

    sql: str
    reads: tuple[str, ...]


Expressions = Mapping[str, Callable[[Plan], ir.Table]]


TODAY = date(8888, 8, 8)
"""Stands for today in what is kept, so that a new day needs no compiling."""


def compiled(expressions: Expressions, plan: Plan) -> dict[str, Statement]:
    """The statements by the names of the expressions."""
    return {name: kept(name, expression, plan) for name, expression in expressions.items()}


def kept(name: str, expression: Callable[[Plan], ir.Table], plan: Plan) -> Statement:
    """The statement of an expression, which is compiled once for the same settings and code."""

    def made() -> str:
        found = statement(expression, replace(plan, today=TODAY))
        return json.dumps([found.sql, found.reads])

    # Builds of everything and by month have expressions of their own for a table.
    question = repr(("fact", name, expression.__qualname__, plan.settings.model_dump_json(), plan.extras))
    sql, reads = json.loads(text_of(question, made))
    return Statement(sql.replace(_written(TODAY), _written(plan.today)), tuple(reads))


def _written(day: date) -> str:
    return f"MAKE_DATE({day.year}, {day.month}, {day.day})"


def statement(expression: Callable[[Plan], ir.Table], plan: Plan) -> Statement:
    table = expression(plan)
    read = {f"{one.namespace.database}.{one.name}" for one in table.op().find(operations.UnboundTable)}
    return Statement(to_sql(table, "duckdb"), tuple(sorted(read)))
