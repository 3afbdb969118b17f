"""The SQL of a build's expressions and what each of them reads, compiled once for the same settings and code."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import ibis.expr.operations as operations
import ibis.expr.types as ir

from assay.engine.compile import to_sql
from assay.facts.plan import Plan
from assay.facts.schema import FOREVER
from assay.store.durable import write_durably


@dataclass(frozen=True)
class Statement:
    """A SELECT, and the tables it reads by their names with schema."""

    sql: str
    reads: tuple[str, ...]


Expressions = Mapping[str, Callable[[Plan], ir.Table]]


def compiled(expressions: Expressions, plan: Plan, code: str, cache: Path) -> dict[str, Statement]:
    """The statements by the names of the expressions. `code` is a fingerprint of what they are written in.

    All but those that `today` has a say in are kept in the file `cache`.
    """
    timeless = replace(plan, today=FOREVER)
    mark = _mark(timeless, code, expressions)
    found = _read(cache, mark)
    if found is None:
        found = {name: statement(expression, timeless) for name, expression in expressions.items()}
        _write(cache, mark, found)
    return {**found, **{name: statement(expressions[name], plan) for name in _TIMELY if name in expressions}}


_TIMELY = ("lookup.last_day",)


def statement(expression: Callable[[Plan], ir.Table], plan: Plan) -> Statement:
    table = expression(plan)
    read = {f"{one.namespace.database}.{one.name}" for one in table.op().find(operations.UnboundTable)}
    return Statement(to_sql(table, "duckdb"), tuple(sorted(read)))


def _mark(plan: Plan, code: str, expressions: Expressions) -> str:
    made_with = [version(name) for name in ("ibis-framework", "sqlglot", "duckdb")]
    said = [code, plan.settings.model_dump_json(), plan.extras, made_with, list(expressions)]
    return sha256(json.dumps(said).encode()).hexdigest()


def _read(cache: Path, mark: str) -> dict[str, Statement] | None:
    try:
        found = json.loads(cache.read_text("utf-8"))
        if found["mark"] != mark:
            return None
        return {name: Statement(sql, tuple(reads)) for name, (sql, reads) in found["statements"].items()}
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(cache: Path, mark: str, found: Mapping[str, Statement]) -> None:
    statements = {name: [one.sql, one.reads] for name, one in found.items()}
    write_durably(cache, json.dumps({"mark": mark, "statements": statements}))
