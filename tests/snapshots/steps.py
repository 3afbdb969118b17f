"""Compiled SQL as people can review it: one line a step, innermost first, named by its content.

A KPI's SQL is a hundred selects within each other. Here each stands on a line of its own as `_name: SELECT …`, where the
name is a hash of the line: an equal step has one name in every KPI, and a change shows where it begins.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

import sqlglot
from sqlglot import exp

ALIAS = re.compile(r"t\d+")
PLAIN = re.compile(r'"([a-z_][a-z0-9_]*)"')


def steps(sql: str, dialect: str = "duckdb") -> str:
    found: dict[str, str] = {}
    _name(sqlglot.parse_one(sql, dialect=dialect), found, {}, dialect)
    return "".join(f"{name}: {text}\n" for name, text in found.items())


def _name(query: exp.Expression, found: dict[str, str], tables: dict[str, str], dialect: str) -> str:
    _name_common_tables(query, found, tables, dialect)
    source = _from(query)
    if isinstance(source, exp.Subquery) and _takes_all(query):
        return _name(source.this, found, tables, dialect)
    text = _text(query, found, tables, dialect)
    name = "_" + hashlib.sha256(text.encode()).hexdigest()[:6]
    found.setdefault(name, text)
    return name


def _text(query: exp.Expression, found: dict[str, str], tables: dict[str, str], dialect: str) -> str:
    for inner in list(_subqueries(query)):
        named = exp.to_table(_name(inner.this, found, tables, dialect))
        inner.replace(exp.alias_(named, inner.alias, table=True) if inner.alias else named)
    for table in query.find_all(exp.Table):
        if table.name in tables:
            table.set("this", exp.to_identifier(tables[table.name]))
    _rename_aliases(query)
    return PLAIN.sub(r"\1", query.sql(dialect=dialect))


def _name_common_tables(query: exp.Expression, found: dict[str, str], tables: dict[str, str], dialect: str) -> None:
    common = query.args.pop("with_", None) or query.args.pop("with", None)
    for table in common.expressions if common else ():
        tables[table.alias] = _name(table.this, found, tables, dialect)


def _from(query: exp.Expression) -> Any:
    clause = query.args.get("from_") or query.args.get("from")
    return clause.this if clause else None


def _takes_all(query: exp.Expression) -> bool:
    """`SELECT * FROM (…)` and nothing else."""
    others = {name for name, value in query.args.items() if value} - {"expressions", "from_", "from"}
    star = query.expressions[0] if len(query.expressions) == 1 else None
    return not others and isinstance(star, exp.Star) and not any(star.args.values())


def _subqueries(node: exp.Expression) -> Any:
    for child in node.iter_expressions():
        if isinstance(child, exp.Subquery):
            yield child
        else:
            yield from _subqueries(child)


def _rename_aliases(query: exp.Expression) -> None:
    """`t41` becomes `a`, `b`, … in a join, and nothing where there is one table: numbers say nothing and always move."""
    joins = query.args.get("joins") or []
    sources = [source for source in (_from(query), *(join.this for join in joins)) if source is not None]
    letters = iter("abcdefghijklmnop")
    named = {s.alias: next(letters) if joins else None for s in sources if ALIAS.fullmatch(s.alias or "")}
    for column in query.find_all(exp.Column):
        if column.table in named:
            letter = named[column.table]
            column.set("table", exp.to_identifier(letter) if letter else None)
    for source in sources:
        if source.alias in named:
            letter = named[source.alias]
            source.set("alias", exp.TableAlias(this=exp.to_identifier(letter)) if letter else None)
