"""The SQL of a build's expressions and what each of them reads, compiled once for the same code, whatever the settings."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from assay.contract.systems import referenced_system
from assay.engine.statements import Statement
from assay.engine.tables import Table
from assay.facts.plan import Plan


@dataclass(frozen=True)
class Select:
    """A SELECT with the values of a build written into it, and the tables it reads by their names with schema."""

    sql: str
    reads: tuple[str, ...]


Expressions = Mapping[str, Callable[[Plan], Table]]


def compiled(expressions: Expressions, plan: Plan) -> dict[str, Select]:
    """The statements by the names of the expressions."""
    return {name: kept(name, expression, plan) for name, expression in expressions.items()}


def kept(name: str, expression: Callable[[Plan], Table], plan: Plan) -> Select:
    """The SELECT of an expression, compiled once for the same code."""
    seen = replace(plan, extras=_extras_seen(name, plan))

    def made() -> str:
        from assay.engine.compile import to_sql

        table = expression(seen)
        return json.dumps([to_sql(table), reads_of(table)])

    # Builds of everything and by month have expressions of their own for a table.
    question = repr(("fact", name, expression.__qualname__, seen.extras))
    sql, reads = json.loads(plan.store.text(question, made, "facts"))
    return Select(Statement.of(sql).filled(plan.values), tuple(reads))


WITH_EXTRAS = ("main.accounts", "main.deals")
"""The tables that have the columns x_… of the files; the others see none of them, but for ids of other systems."""

REFERRING = {"lookup.cross_references": "accounts", "lookup.person_references": "people"}


def _extras_seen(name: str, plan: Plan) -> dict[str, dict[str, str]]:
    if name in WITH_EXTRAS:
        return plan.extras
    table = REFERRING.get(name)
    own = plan.extras.get(table, {}) if table else {}
    held = {column: own[column] for column in sorted(own) if referenced_system(column)}
    return {table: held} if table and held else {}


def reads_of(table: Table) -> list[str]:
    import ibis.expr.operations as operations

    return sorted({f"{one.namespace.database}.{one.name}" for one in table.op().find(operations.UnboundTable)})
