"""The whole SELECT of a table's rule, and which headers the rule uses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assay.contract.tables import TABLES
from assay.sources.mapping.expressions import (
    REFERENCE,
    JoinUse,
    Lookup,
    Scope,
    bare,
    condition_sql,
    expression,
    identifier,
    join_sql,
    literal,
    multiplier,
    several_days,
    skipped,
    unknown_flags,
    unknown_value,
    unmatched_steps,
)
from assay.sources.mapping.names import columns_of, find_headers
from assay.sources.mapping.rules import AllOf, Condition, Rule, TableRule, Test, Unpivot

_CLOCK = ("date", "timestamp")


def select(
    rule: TableRule, raw: str, scope: Scope, attributes: Sequence[tuple[str, str]], *, shadowed: bool = False
) -> str:
    """The SELECT over `raw`, which may be anything FROM takes.

    `attributes` are (target column, header); `shadowed` leaves no rows.
    """
    texts = [*_canonical(rule, scope), *_attributes(attributes, scope), *_companions(rule, scope)]
    typed = {name: f"{scope.alias}.{identifier(column)}" for name, column in scope.native.items()}
    columns = [(name, typed.get(name, sql)) for name, sql in texts]
    listed = ",\n  ".join(f"{sql} AS {identifier(name)}" for name, sql in columns)
    joins = "\n".join(join_sql(use, scope) for use in scope.joins if use.relation)
    where = "false" if shadowed else " AND ".join(_conditions(rule, scope)) or "true"
    query = f"SELECT\n  {listed},\n  r._line, r._file\nFROM {_source(rule, raw, scope)} AS r\n{joins}\nWHERE {where}"
    return _distinct(rule, query, [name for name, _ in columns]) if rule.distinct else query


def direct(rule: TableRule, scope: Scope, attributes: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The columns that hold what stands under one header and nothing else, with that header."""
    cells = {bare(f"{scope.alias}.{identifier(header)}"): header for header in scope.headers}
    columns = [*_canonical(rule, scope), *_attributes(attributes, scope)]
    return {name: cells[sql] for name, sql in columns if sql in cells}


def unmapped(rule: TableRule, raw: str, scope: Scope) -> str | None:
    """(column_name, value, n, why) of values no value map knows and no join finds; None for a table that has neither.

    `why` is what became of them: `reject` (the row is quarantined), `skip` (it is none of the table's) or `value`, as
    `otherwise` says; `not_found` or `several`, of a join: they stay as they are.
    """
    joins = "\n".join(join_sql(use, scope) for use in scope.joins if use.relation)
    where = " AND ".join(_row_conditions(rule, scope)) or "true"
    source = f"FROM {_source(rule, raw, scope)} AS r {joins} WHERE {where}"
    parts = [
        f"SELECT {literal(name)} AS column_name, {value} AS value, count(*) AS n, {why} AS why "
        f"{source} AND {value} IS NOT NULL GROUP BY ALL"
        for name, column in rule.columns
        for value, why in (
            (_changed_unknown(column, scope), literal(column.otherwise.action)),
            *unmatched_steps(column, scope),
        )
        if value and is_supplied(column, scope.headers)
    ]
    return "\nUNION ALL ".join(parts) or None


def _changed_unknown(rule: Rule, scope: Scope) -> str | None:
    return None if rule.otherwise.action == "keep" else unknown_value(rule, scope)


def _canonical(rule: TableRule, scope: Scope) -> Iterator[tuple[str, str]]:
    types = {column.name: column.type for column in TABLES[rule.to].columns}
    for name, column in rule.columns:
        if is_supplied(column, scope.headers):
            yield name, expression(column, scope, timed=types.get(name) in _CLOCK)


def _attributes(attributes: Sequence[tuple[str, str]], scope: Scope) -> Iterator[tuple[str, str]]:
    for name, header in attributes:
        cell = f"{scope.alias}.{identifier(header)}"
        yield name, cell if header in scope.plain else bare(cell)


def _companions(rule: TableRule, scope: Scope) -> Iterator[tuple[str, str]]:
    for name, column in rule.columns:
        if not is_supplied(column, scope.headers):
            continue
        if unit := multiplier(column, scope):
            yield f"_unit_{name}", unit
        if column.otherwise.action == "reject" and (unknown := unknown_value(column, scope)):
            yield f"_reject_{name}", unknown
        if days := several_days(column, scope):
            yield f"_days_{name}", days
    if flags := _unknown_flags(rule, scope):
        values = ", ".join(value for _, value in flags)
        names = " ".join(f"WHEN {value} IS NOT NULL THEN {literal(header)}" for header, value in flags)
        yield "_flag", f"coalesce({values}, NULL)"
        yield "_flag_of", f"CASE {names} END"
    if rule.modified_at and is_supplied(rule.modified_at, scope.headers):
        yield "_modified_at", expression(rule.modified_at, scope, timed=True)
    if rule.deleted is not None:
        yield "_deleted", f"CASE WHEN {condition_sql(rule.deleted, scope, absent=False)} THEN 'true' ELSE 'false' END"


def _unknown_flags(rule: TableRule, scope: Scope) -> list[tuple[str, str]]:
    """Header and SQL of each flag that the rule's conditions test: NULL unless it is neither true nor false."""
    conditions = [condition for condition in (rule.where, rule.deleted) if condition]
    for _, column in rule.columns:
        step: Rule | None = column
        while step:
            conditions += [*(case.when for case in step.cases), *((step.when,) if step.when else ())]
            step = step.fallback
    return list(dict(pair for condition in conditions for pair in unknown_flags(condition, scope)).items())


def _conditions(rule: TableRule, scope: Scope) -> Iterator[str]:
    yield from _row_conditions(rule, scope)
    for _, column in rule.columns:
        if is_supplied(column, scope.headers) and (condition := skipped(column, scope)):
            yield f"NOT ({condition})"


def _row_conditions(rule: TableRule, scope: Scope) -> Iterator[str]:
    if scope.each:
        yield "r._each <> ''"
    conditions = rule.where.parts if isinstance(rule.where, AllOf) else (rule.where,) if rule.where else ()
    for condition in conditions:
        holds = condition_sql(condition, scope, absent=True)
        # A flag that cannot be read keeps its row, for it to be told.
        unknown = "".join(f" OR ({value}) IS NOT NULL" for _, value in unknown_flags(condition, scope))
        yield f"({holds}{unknown})" if unknown else holds


def _source(rule: TableRule, raw: str, scope: Scope) -> str:
    if rule.unpivot:
        raw = _unpivoted(rule.unpivot, raw, scope)
    if not rule.each or not scope.each:
        return raw
    elements = f"unnest(elements(coalesce({identifier(scope.each[0])}, ''), {literal(rule.each[1])}))"
    return f"(SELECT *, trim(_element) AS _each FROM (SELECT *, {elements} AS _element FROM {raw}))"


def _unpivoted(unpivot: Unpivot, raw: str, scope: Scope) -> str:
    """A row for each filled cell of the columns that are meant."""
    pairs = ", ".join(
        f"{{'name': {literal(name)}, 'value': {identifier(header)}}}" for header, name in unpivot.matches(scope.headers)
    )
    return (
        f"(SELECT * EXCLUDE (_pair), _pair.name AS {identifier(unpivot.name)}, _pair.value AS {identifier(unpivot.value)} "
        f"FROM (SELECT *, unnest([{pairs}]) AS _pair FROM {raw}) WHERE nullif(trim(_pair.value), '') IS NOT NULL)"
    )


def _distinct(rule: TableRule, query: str, names: Sequence[str]) -> str:
    """One row per key: the commonest combination of the other columns, of equally common ones the first by value."""
    columns = ", ".join(identifier(name) for name in names)
    key = ", ".join(identifier(name) for name in TABLES[rule.to].key if name in names)
    return (
        f"SELECT {columns}, _line, _file FROM (\n"
        f"  SELECT {columns}, count(*) AS _n, min(_line) AS _line, min(_file) AS _file\n"
        f"  FROM (\n{query}\n) GROUP BY {columns}\n"
        f") QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY _n DESC, {columns}) = 1"
    )


def join_uses(rule: TableRule, headers: Sequence[str], lookup: Lookup) -> tuple[JoinUse, ...]:
    """The look-ups a table makes, each once, with the relation of the first of its files that is in the load."""
    uses: dict[tuple[object, tuple[str, ...]], JoinUse] = {}
    for column in all_rules(rule):
        if column.join and (not column.columns or find_headers(column.columns, headers)):
            relation = next(filter(None, (lookup(file) for file in column.join.files)), None)
            use = JoinUse(column.join, column.columns, f"j{len(uses)}", relation, column.optional)
            uses.setdefault((column.join, column.columns), use)
    return tuple(uses.values())


def all_rules(rule: TableRule) -> Iterator[Rule]:
    """The rules of all columns, their fallbacks included."""
    for _, column in rule.columns:
        step: Rule | None = column
        while step:
            yield step
            step = step.fallback


def is_supplied(rule: Rule, headers: Sequence[str]) -> bool:
    """Whether a file with these headers gives the rule anything to work on."""
    if rule.fallback and is_supplied(rule.fallback, headers):
        return True
    if rule.value or (rule.text is not None and not REFERENCE.search(rule.text)):
        return True
    if rule.join and not rule.columns:
        return True
    return bool(headers_of_rule(rule, headers))


def wanted_headers(rule: Rule) -> Iterator[tuple[str, ...]]:
    """What the rule names, each as its spellings: a strict mapping wants one of each."""
    if rule.optional:
        return
    yield from _named(rule)
    if rule.fallback:
        yield from wanted_headers(rule.fallback)


def _named(rule: Rule) -> Iterator[tuple[str, ...]]:
    if rule.columns:
        yield rule.columns
    if rule.between:
        yield from rule.between
    for reference_text in REFERENCE.findall(rule.text or ""):
        yield tuple(name.strip() for name in reference_text.split("|"))
    for condition in (*(case.when for case in rule.cases), *((rule.when,) if rule.when else ())):
        yield from condition_headers(condition)


def condition_headers(condition: Condition) -> Iterator[tuple[str, ...]]:
    if isinstance(condition, Test):
        yield condition.columns
        return
    for part in condition.parts:
        yield from condition_headers(part)


def headers_of_rule(rule: Rule, headers: Sequence[str]) -> tuple[str, ...]:
    """The headers of a file that a rule reads, its fallbacks' after its own."""
    named = (*_named(rule), *((rule.until,) if rule.until else ()))
    own = tuple(header for candidates in named for header in find_headers(candidates, headers))
    return own if rule.fallback is None else (*own, *headers_of_rule(rule.fallback, headers))


def used_headers(rule: TableRule, headers: Sequence[str]) -> set[str]:
    """Every header of a file that a table's rule reads, conditions included."""
    rules = [column for _, column in rule.columns] + ([rule.modified_at] if rule.modified_at else [])
    used = {header for column in rules for header in headers_of_rule(column, headers)}
    for condition in (rule.where, rule.deleted):
        for names in condition_headers(condition) if condition else ():
            used.update(find_headers(names, headers))
    if rule.each:
        used.update(find_headers(rule.each[0], headers))
    if rule.unpivot:
        used.update(header for header, _ in rule.unpivot.matches(headers))
    return set(columns_of(used, headers))
