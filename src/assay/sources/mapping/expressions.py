"""Rules turned into DuckDB SQL over raw relations of VARCHAR columns. Values stay text; typing comes after."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from assay.sources.mapping.names import Place, find_headers, place_of
from assay.sources.mapping.rules import FIRST, PERIOD, AllOf, AnyOf, Condition, Join, Rule, Test
from assay.sources.truth import truth_sql

_ISO_STAMP = r"^(\d{4}-\d\d-\d\d)[ T](\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?)(?: UTC)?$"
_FLAGS = frozenset(("true", "false"))
REFERENCE = re.compile(r"\{([^{}]+)\}")


class Relation(NamedTuple):
    """A raw file as DuckDB sees it: what stands after FROM, and its headers (without `_line` and `_file`)."""

    sql: str
    columns: tuple[str, ...]


Lookup = Callable[[str], Relation | None]


class JoinUse(NamedTuple):
    """One look-up of one table: which join, by what, and the alias and relation it has in the query."""

    join: Join
    columns: tuple[str, ...]
    alias: str
    relation: Relation | None
    optional: bool = False


@dataclass(frozen=True)
class Scope:
    """What expressions may refer to: the headers behind `alias`, the joins, and how times are written."""

    headers: tuple[str, ...]
    alias: str = "r"
    joins: tuple[JoinUse, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    utc: bool = False
    each: tuple[str, ...] = ()
    plain: frozenset[str] = frozenset()
    """Headers none of whose cells is empty text or has blanks around it."""
    native: Mapping[str, str] = field(default_factory=dict)
    """The table's columns that take values as the file has typed them, with the raw relation's column of these."""


def identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def bare(cell: str) -> str:
    """SQL of a column without blanks around it, NULL where it is empty: most cells are left as they are, unread."""
    return f"CASE WHEN {cell} < '!' OR suffix({cell}, ' ') THEN nullif(trim({cell}), '') ELSE {cell} END"


def reference(columns: tuple[str, ...], scope: Scope) -> str:
    """The first filled one of some columns, trimmed; NULL when none of them is there."""
    places = [place_of(header, scope.headers) for header in find_headers(columns, scope.headers)]
    parts = [_cell(place, scope) for place in places if place]
    if not parts:
        return "CAST(NULL AS VARCHAR)"
    return parts[0] if len(parts) == 1 else f"coalesce({', '.join(parts)})"


def _cell(place: Place, scope: Scope) -> str:
    """What stands in a column, or in its JSON; of a list that gives a row for each element, the element."""
    of_each = place.header in scope.each
    cell = f"{scope.alias}.{'_each' if of_each else identifier(place.header)}"
    if not place.steps:
        return cell if of_each or place.header in scope.plain else bare(cell)
    value = f"json_of({cell})"
    for step in place.steps:
        value = f"json_step({value}, {literal(step)})"
    return f"nullif(trim(json_text({value})), '')"


def condition_sql(condition: Condition, scope: Scope, *, absent: bool) -> str:
    """A condition as SQL, never NULL. `absent` is what holds of a column that the file does not have."""
    if isinstance(condition, AllOf):
        if not condition.parts:
            return "true"
        return "(" + " AND ".join(condition_sql(part, scope, absent=absent) for part in condition.parts) + ")"
    if isinstance(condition, AnyOf):
        return _any_of(condition, scope, absent=absent)
    if not find_headers(condition.columns, scope.headers):
        holds = condition.values == ("true",) if condition.word == "empty" else absent
        return "true" if holds else "false"
    return _test(condition, reference(condition.columns, scope))


def _any_of(condition: AnyOf, scope: Scope, *, absent: bool) -> str:
    known = [part for part in condition.parts if find_headers(tested_columns(part), scope.headers)]
    if not known:
        return "true" if absent else "false"
    return "(" + " OR ".join(condition_sql(part, scope, absent=False) for part in known) + ")"


def tested_columns(condition: Condition) -> tuple[str, ...]:
    if isinstance(condition, Test):
        return condition.columns
    return tuple(column for part in condition.parts for column in tested_columns(part))


def _test(test: Test, value: str) -> str:
    if test.word == "empty":
        return f"({value} IS {'' if test.values == ('true',) else 'NOT '}NULL)"
    if test.word in ("starts_with", "contains"):
        matches = (f"{test.word}(lower({value}), {literal(item.lower())})" for item in test.values)
        return "coalesce(" + " OR ".join(matches) + ", false)"
    condition = "(" + " OR ".join(_equals(value, item) for item in test.values) + ")"
    return condition if test.word in ("is", "in") else f"(NOT {condition})"


def _equals(value: str, item: str) -> str:
    if item.lower() in _FLAGS:
        return f"coalesce({truth_sql(value)} = {item.lower()}, false)"
    return f"coalesce(lower({value}) = {literal(item.strip().lower())}, false)"


def unknown_flags(condition: Condition, scope: Scope) -> Iterator[tuple[str, str]]:
    """For each test of a condition against true or false: the header, and SQL of a text that is neither, else NULL."""
    if not isinstance(condition, Test):
        for part in condition.parts:
            yield from unknown_flags(part, scope)
        return
    headers = find_headers(condition.columns, scope.headers)
    words = {item.lower() for item in condition.values}
    if not headers or condition.word not in ("is", "is_not", "in", "not_in") or not words & _FLAGS:
        return
    value = reference(condition.columns, scope)
    others = "".join(f" AND lower({value}) <> {literal(word)}" for word in sorted(words - _FLAGS))
    yield headers[0], f"CASE WHEN {value} IS NOT NULL AND ({truth_sql(value)}) IS NULL{others} THEN {value} END"


def expression(rule: Rule, scope: Scope, *, timed: bool = False) -> str:
    """A rule's value as SQL text. `timed`: the target is a date or a timestamp, so constants and zones matter."""
    value = mapped(rule, before_map(rule, scope, timed=timed))
    if timed and rule.columns and not rule.join:
        value = _time_sql(rule, value, scope)
    if rule.when:
        value = f"CASE WHEN {condition_sql(rule.when, scope, absent=False)} THEN {value} END"
    if rule.fallback:
        value = f"coalesce({value}, {expression(rule.fallback, scope, timed=timed)})"
    return value


def multiplier(rule: Rule, scope: Scope) -> str | None:
    """What to multiply the parsed value with, as SQL text; a fallback may be in another unit. None: no unit is said."""
    steps = [rule]
    while steps[-1].fallback:
        steps.append(steps[-1].fallback)
    if not any(step.unit for step in steps):
        return None
    units = [literal(step.unit.multiplier if step.unit else "1") for step in steps]
    factors = (expression(replace(step, fallback=None), scope) for step in steps)
    branches = " ".join(f"WHEN {value} IS NOT NULL THEN {unit}" for value, unit in zip(factors, units, strict=True))
    return f"CASE {branches} END" if len(steps) > 1 else units[0]


def before_map(rule: Rule, scope: Scope, *, timed: bool = False) -> str:
    """A rule's value before its value map."""
    if rule.value is not None:
        constant = _written_time(rule.value, scope.options) if timed and rule.value else rule.value
        return literal(constant) if constant else "CAST(NULL AS VARCHAR)"
    if rule.text is not None:
        return _template(rule.text, scope)
    if rule.cases:
        return _cases(rule, scope)
    if rule.between:
        return _seconds_between(rule.between, scope)
    if rule.join:
        return _joined(rule, scope)
    value = reference(rule.columns, scope)
    return _single(value, repeated=rule.single == "repeated") if rule.single else value


def _single(value: str, *, repeated: bool) -> str:
    """The only element of a list of ids, else the only one that is listed twice; other lists stay as they are."""
    ids = f"listed_ids({value})"
    different = f"list_distinct({ids})"
    twice = f"list_filter({different}, lambda id: len(list_filter({ids}, lambda other: other = id)) > 1)"
    primary = f"WHEN len({twice}) = 1 THEN trim({twice}[1]) " if repeated else ""
    return f"CASE WHEN len({ids}) = 0 THEN NULL WHEN len({different}) = 1 THEN trim({ids}[1]) {primary}ELSE {value} END"


def _template(text: str, scope: Scope) -> str:
    names = [tuple(name.strip() for name in part.split("|")) for part in REFERENCE.findall(text)]
    values = [reference(name, scope) for name in names]
    pieces = REFERENCE.split(text)
    glued = " || ".join(
        f"coalesce({values[index // 2]}, '')" if index % 2 else literal(piece)
        for index, piece in enumerate(pieces)
        if piece
    )
    if not values:
        return literal(text)
    return f"CASE WHEN coalesce({', '.join(values)}) IS NOT NULL THEN trim({glued}) END"


def _cases(rule: Rule, scope: Scope) -> str:
    known = [case for case in rule.cases if find_headers(tested_columns(case.when), scope.headers)]
    if not known:
        return "CAST(NULL AS VARCHAR)"
    branches = " ".join(
        f"WHEN {condition_sql(case.when, scope, absent=False)} THEN {_filled(case.value)}" for case in known
    )
    other = literal(rule.otherwise.value) if rule.otherwise.action == "value" and rule.otherwise.value else "NULL"
    return f"CASE {branches} ELSE {other} END"


def _seconds_between(ends: tuple[tuple[str, ...], tuple[str, ...]], scope: Scope) -> str:
    start, end = (f"epoch(try_cast({_iso_utc(_from_epoch(reference(name, scope)))} AS TIMESTAMPTZ))" for name in ends)
    return f"CAST(CAST(CASE WHEN {end} >= {start} THEN {end} - {start} END AS BIGINT) AS VARCHAR)"


def mapped(rule: Rule, value: str) -> str:
    """The value after the value map; compares without case."""
    if rule.map is None:
        return value
    branches = " ".join(f"WHEN {literal(key)} THEN {_filled(meant)}" for key, meant in rule.map if key)
    empty = next((f"WHEN {value} IS NULL THEN {_filled(meant)} " for key, meant in rule.map if not key), "")
    other = value if rule.otherwise.action == "keep" else _filled(rule.otherwise.value)
    if rule.otherwise.action == "value" and not empty:
        empty = f"WHEN {value} IS NULL THEN NULL "
    known = f"CASE lower({value}) {branches} ELSE {other} END" if branches else other
    return f"CASE {empty}ELSE {known} END" if empty else known


def _filled(text: str) -> str:
    return literal(text) if text else "NULL"


def unknown_value(rule: Rule, scope: Scope) -> str | None:
    """The text that the rule's value map does not know, NULL for the others; no map, no SQL."""
    if not rule.map:
        return None
    value = before_map(rule, scope)
    keys = ", ".join(literal(key) for key, _ in rule.map if key)
    return f"CASE WHEN lower({value}) NOT IN ({keys}) THEN {value} END" if keys else value


def several_days(rule: Rule, scope: Scope) -> str | None:
    """`first – last` of the days that a row is about where they are several, NULL else; no `until`, no SQL.

    What stands for one day must not hold what several days came to. With the option `period = "first"` it may.
    """
    if scope.options.get(PERIOD) == FIRST:
        return None
    earlier: list[str] = []
    step: Rule | None = rule
    while step is not None:
        if step.until and find_headers(step.until, scope.headers) and find_headers(step.columns, scope.headers):
            first, last = (_without_time(reference(names, scope)) for names in (step.columns, step.until))
            before = "".join(f"{value} IS NULL AND " for value in earlier)
            return f"CASE WHEN {before}{first} <> {last} THEN {first} || ' – ' || {last} END"
        earlier.append(reference(step.columns, scope))
        step = step.fallback
    return None


def _without_time(value: str) -> str:
    return f"regexp_replace({value}, '[ T][0-9]{{1,2}}:.*$', '')"


def unmatched(rule: Rule, scope: Scope) -> str | None:
    """The text that the rule's join finds no or several rows for; for joins that keep such text."""
    use = _use(rule, scope)
    if use is None or use.relation is None or not use.join.by or use.join.none != "keep":
        return None
    return f"CASE WHEN {use.alias}.n IS DISTINCT FROM 1 THEN {reference(rule.columns, scope)} END"


def unmatched_steps(rule: Rule, scope: Scope) -> Iterator[tuple[str | None, str | None]]:
    """`unmatched` and `found_several` of a rule and of each it falls back on, which is asked where those before gave nothing."""
    before: list[str] = []
    step: Rule | None = rule
    while step is not None:
        text = unmatched(step, scope) if step is rule or not step.optional else None
        if text and before:
            text = f"CASE WHEN {' AND '.join(f'({value}) IS NULL' for value in before)} THEN {text} END"
        yield text, found_several(step, scope)
        if step.fallback is not None:
            before.append(expression(replace(step, fallback=None), scope))
        step = step.fallback


def found_several(rule: Rule, scope: Scope) -> str | None:
    """Of an unmatched text `several` or `not_found`, as its join found it."""
    use = _use(rule, scope)
    return f"CASE WHEN {use.alias}.n > 1 THEN 'several' ELSE 'not_found' END" if use else None


def _use(rule: Rule, scope: Scope) -> JoinUse | None:
    return next((use for use in scope.joins if (use.join, use.columns) == (rule.join, rule.columns)), None)


def skipped(rule: Rule, scope: Scope) -> str | None:
    """A condition under which the row is no row of this table, for rules with `otherwise = "skip"`."""
    if rule.otherwise.action != "skip":
        return None
    own = expression(rule, scope)
    return f"({own}) IS NULL"


def _time_sql(rule: Rule, value: str, scope: Scope) -> str:
    value = _from_epoch(value) if rule.epoch else value
    if rule.as_date:
        return rf"regexp_replace({value}, '^(\d{{4}}-\d\d-\d\d)[ T].*$', '\1')"
    return _iso_utc(value) if scope.utc and "timestamp_format" not in scope.options else value


def _from_epoch(value: str) -> str:
    """Seconds (10 digits), milliseconds (12 to 14) and microseconds (15 to 17) since 1970 as ISO; other texts as they are."""
    number = f"try_cast({value} AS BIGINT)"
    micros = (
        rf"CASE WHEN regexp_full_match({value}, '\d{{15,17}}') THEN {number} "
        rf"WHEN length({value}) = 10 THEN {number} * 1000000 ELSE {number} * 1000 END"
    )
    written = f"strftime(make_timestamp({micros}), '%Y-%m-%dT%H:%M:%S.%fZ')"
    return rf"CASE WHEN regexp_full_match({value}, '1\d{{9}}|\d{{12,17}}') THEN {written} ELSE {value} END"


def _iso_utc(value: str) -> str:
    """ISO with its zone, and with the digits that an ISO stamp has."""
    marked = rf"regexp_replace({value}, '{_ISO_STAMP}', '\1T\2Z')"
    hours = rf"regexp_replace({marked}, 'T(\d):', 'T0\1:')"
    return rf"regexp_replace({hours}, 'T(\d\d:\d\d)Z$', 'T\1:00Z')"


def _written_time(constant: str, options: Mapping[str, str]) -> str:
    """A constant is ISO in the mapping; it must look like the rest of the file to be read with the file's options."""
    if "timestamp_format" in options:
        return datetime.fromisoformat(constant).strftime(options["timestamp_format"])
    if "epoch" in options:
        seconds = datetime.fromisoformat(constant + "+00:00").timestamp()
        return str(int(seconds * (1000 if options["epoch"] == "ms" else 1)))
    return constant


def _joined(rule: Rule, scope: Scope) -> str:
    assert rule.join is not None
    join, raw = rule.join, reference(rule.columns, scope)
    use = next((use for use in scope.joins if (use.join, use.columns) == (join, rule.columns)), None)
    if use is None or use.relation is None:
        return raw if join.none == "keep" else "CAST(NULL AS VARCHAR)"
    several = {"keep": raw, "empty": "NULL", "list": f"{use.alias}.listed"}[join.several]
    none = raw if join.none == "keep" else "NULL"
    return f"CASE WHEN {use.alias}.n IS NULL THEN {none} WHEN {use.alias}.n > 1 THEN {several} ELSE {use.alias}.one END"


def join_sql(use: JoinUse, scope: Scope) -> str:
    """LEFT JOIN with one row per key: how many values it has, the one, and all of them."""
    if use.relation is None:
        return ""
    table = f"({_join_table(use.join, use.relation)}) AS {use.alias}"
    if not use.join.by:
        return f"LEFT JOIN {table} ON true"
    return f"LEFT JOIN {table} ON {use.alias}.key = {_join_keys(reference(use.columns, scope), use.join)}[1]"


def _join_table(join: Join, relation: Relation) -> str:
    other = Scope(relation.columns, alias="o")
    keys = _join_keys(reference(join.by, other), join) if join.by else "['']"
    preferred = condition_sql(join.prefer, other, absent=False) if join.prefer else "false"
    where = condition_sql(join.where, other, absent=True) if join.where else "true"
    pairs = (
        f"SELECT unnest({keys}) AS key, {reference(join.take, other)} AS value, {preferred} AS preferred "
        f"FROM {relation.sql} AS o WHERE {where}"
    )
    once = (
        f"SELECT key, value, bool_or(preferred) AS preferred FROM ({pairs}) "
        "WHERE key IS NOT NULL AND value IS NOT NULL GROUP BY key, value"
    )
    best = f"FROM ({once}) QUALIFY preferred OR NOT bool_or(preferred) OVER (PARTITION BY key)"
    return (
        f"SELECT key, count(*) AS n, min(value) AS one, string_agg(value, ' | ' ORDER BY value) AS listed "
        f"FROM ({best}) GROUP BY key"
    )


def _join_keys(value: str, join: Join) -> str:
    """A list of what a value is compared by: a cell may name several hosts."""
    if join.normalise == "no":
        return f"[{value}]"
    if join.normalise in ("host", "domain"):
        return f"spoken_{join.normalise}s({value})"
    is_host = f"contains({value}, '.') AND NOT contains({value}, ' ') AND NOT contains({value}, '@')"
    hosts = f"CASE WHEN {is_host} THEN spoken_hosts({value}) END"
    return f"CASE WHEN len({hosts}) > 0 THEN {hosts} ELSE [name_key({value})] END"
