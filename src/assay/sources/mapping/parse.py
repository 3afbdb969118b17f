"""The TOML of a mapping, checked and turned into rules; a message names file, line and what was meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assay.contract.kinds import KINDS
from assay.contract.tables import TABLES, Column, Table
from assay.errors import UsageError, did_you_mean
from assay.sources.mapping.place import Place, entries, flag, items, optional, optional_text, text_of, values, words
from assay.sources.mapping.rules import AllOf, AnyOf, Case, Condition, Join, Otherwise, Rule, TableRule, Test, Unpivot
from assay.sources.mapping.units import parse_unit

OPTIONS: dict[str, tuple[str, ...]] = {
    "encoding": (),
    "delimiter": (),
    "quote": (),
    "decimal": (",", "."),
    "date_order": ("dmy", "mdy", "ymd"),
    "timestamp_format": (),
    "epoch": ("ms", "s"),
    "sheet": (),
    "skip": (),
    "header_row": (),
    "until": (),
    "comment": (),
    "unfold": (),
    "week_starts": ("monday", "sunday"),
    "null": (),
    "undated": ("keep",),
    "key": (),
    "repeated": ("add",),
    "period": ("first",),
}
TABLE_KEYS = (
    "to",
    "from",
    "options",
    "columns",
    "requires",
    "unless",
    "tells",
    "tells_not",
    "note",
    "unless_file",
    "where",
    "deleted",
    "modified_at",
    "each",
    "unpivot",
    "distinct",
    "complete",
    "rest",
    "lenient",
)
RULE_KEYS = (
    "from",
    "value",
    "text",
    "cases",
    "seconds_between",
    "join",
    "by",
    "take",
    "join_where",
    "prefer",
    "normalise",
    "none",
    "several",
    "map",
    "otherwise",
    "when",
    "unit",
    "as",
    "until",
    "epoch",
    "single",
    "optional",
    "or",
)
_SOURCES = ("from", "value", "text", "cases", "seconds_between", "join")
WORDS = ("is", "is_not", "in", "not_in", "empty", "starts_with", "contains")
_JOIN_KEYS = ("by", "take", "join_where", "prefer", "normalise", "none", "several")


def parse_table(document: Mapping[str, Any], place: Place, defaults: Mapping[str, Any]) -> TableRule:
    """One `[[table]]`. `defaults` are the keys of the mapping's head: options, lenient, complete, utc_if."""
    for key in entries(document, place, "table"):
        place.at(key).known(key, TABLE_KEYS, "key of a table")
    table = _target(document, place)
    columns = entries(document.get("columns", {}), place.at("columns"), "columns")
    options = {**defaults.get("options", {}), **parse_options(document.get("options", {}), place.at("options"))}
    lenient = flag(document.get("lenient", defaults.get("lenient", False)), place.at("lenient"))
    rule = TableRule(
        to=table.name,
        files=words(document.get("from"), place.at("from"), "from"),
        columns=tuple((name, _column_rule(table, name, written, place.at(name))) for name, written in columns.items()),
        options=tuple(options.items()),
        requires=_alternatives(document.get("requires", []), place.at("requires")),
        unless=_alternatives(document.get("unless", []), place.at("unless")),
        tells=_alternatives(document.get("tells", []), place.at("tells")),
        tells_not=_alternatives(document.get("tells_not", []), place.at("tells_not")),
        unless_files=words(document.get("unless_file", []), place.at("unless_file"), "unless_file", empty=True),
        where=optional(parse_condition, document.get("where"), place.at("where")),
        deleted=_deleted(document.get("deleted"), place.at("deleted")),
        modified_at=optional(parse_rule, document.get("modified_at"), place.at("modified_at")),
        each=_each(document.get("each"), place.at("each")),
        unpivot=optional(_unpivot, document.get("unpivot"), place.at("unpivot")),
        distinct=flag(document.get("distinct", False), place.at("distinct")),
        complete=flag(document.get("complete", defaults.get("complete", False)), place.at("complete")),
        rest=_rest(document.get("rest", "ignore"), place.at("rest")),
        utc_if=words(defaults.get("utc_if", []), place.at("utc_if"), "utc_if", empty=True),
        lenient=lenient,
        strict=() if lenient else tuple(columns),
        where_from=place.name,
        lines=dict(place.lines),
    )
    return _with_currency(rule, table, place)


def parse_options(written: Any, place: Place) -> dict[str, str]:
    if not isinstance(written, dict):
        raise place.fail(f"options = {written!r} is no table of options.", 'Write options = { decimal = "," }.')
    for name, value in written.items():
        allowed = OPTIONS[place.known(name, tuple(OPTIONS), "option")]
        if not isinstance(value, str) or (allowed and value not in allowed):
            raise place.fail(f"option {name} = {value!r}.", f"Allowed: {', '.join(allowed)}." if allowed else None)
    return dict(written)


def parse_condition(written: Any, place: Place) -> Condition:
    """A test of a column, a list of them that must all hold, or `{ any = [...] }`."""
    if isinstance(written, list):
        return AllOf(tuple(parse_condition(part, place) for part in written))
    if not isinstance(written, dict):
        raise place.fail(f"{written!r} is no condition.", '{ column = "IsDeleted", is_not = true } is one.')
    if set(written) == {"any"}:
        return AnyOf(tuple(parse_condition(part, place) for part in items(written["any"], place, "any")))
    if set(written) == {"all"}:
        return AllOf(tuple(parse_condition(part, place) for part in items(written["all"], place, "all")))
    for key in written:
        place.known(key, ("column", *WORDS), "word of a condition")
    tests = [word for word in WORDS if word in written]
    if "column" not in written or len(tests) != 1:
        raise place.fail(f"condition {written!r} wants a column and one of {', '.join(WORDS)}.")
    return Test(words(written["column"], place, "column"), tests[0], values(written[tests[0]], place))  # type: ignore[arg-type]


def parse_rule(written: Any, place: Place) -> Rule:
    """One column's source: a header, or a table of where it comes from and what is done to it."""
    if isinstance(written, str | list):
        return Rule(columns=words(written, place, "from"))
    if not isinstance(written, dict):
        raise place.fail(
            f"{place.key} = {written!r} is no source.", '"header", { value = "constant" } or { from = … }.'
        )
    for key in written:
        place.known(key, RULE_KEYS, f"word in {place.key}")
    _one_source(written, place)
    rule = Rule(
        columns=words(written.get("from", []), place, "from", empty=True),
        value=optional_text(written.get("value")),
        text=optional_text(written.get("text")),
        cases=tuple(_case(case, place) for case in items(written.get("cases", []), place, "cases")),
        between=optional(_between, written.get("seconds_between"), place),
        join=_join(written, place) if "join" in written else None,
        map=_map(written["map"], place) if "map" in written else None,
        otherwise=_otherwise(written.get("otherwise", "keep"), place),
        when=optional(parse_condition, written.get("when"), place),
        unit=_unit(written["unit"], place) if "unit" in written else None,
        as_date=_as_date(written.get("as"), place),
        until=words(written.get("until", []), place, "until", empty=True),
        epoch=flag(written.get("epoch", False), place),
        single=_single(written.get("single", False), place),
        optional=flag(written.get("optional", False), place),
        fallback=optional(parse_rule, written.get("or"), place),
    )
    return _by_host_first(rule)


def _between(written: Any, place: Place) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if not isinstance(written, list) or len(written) != 2:
        raise place.fail(f"seconds_between = {written!r} wants a start and an end.")
    return words(written[0], place, "seconds_between"), words(written[1], place, "seconds_between")


def _one_source(written: Mapping[str, Any], place: Place) -> None:
    sources = [key for key in _SOURCES if key in written]
    if sources not in ([one] for one in _SOURCES) and sources != ["from", "join"]:
        raise place.fail(
            f"{place.key} has {' and '.join(sources) or 'no source'}.",
            f"It wants one of {', '.join(_SOURCES)}, or from with join.",
        )
    if stray := [key for key in _JOIN_KEYS if key in written and "join" not in written]:
        raise place.fail(f"{place.key} has {stray[0]} without join.")


def _column_rule(table: Table, name: str, written: Any, place: Place) -> Rule:
    if not name.startswith("x_"):
        place.known(name, table.names, f"column of {table.name}")
    rule = parse_rule(written, place)
    if not name.startswith("x_"):
        _check_values(table, table[name], rule, place)
    return rule


def _check_values(table: Table, column: Column, rule: Rule, place: Place) -> None:
    choices = tuple(KINDS) if (table.name, column.name) == ("touches", "kind") else column.choices
    if not choices:
        return
    constants = [rule.value, *(case.value for case in rule.cases), *(value for _, value in rule.map or ())]
    if rule.otherwise.action == "value":
        constants.append(rule.otherwise.value)
    for constant in constants:
        if constant and constant not in choices and not constant.startswith(column.prefixes or "\0"):
            raise place.fail(f"{column.name} cannot be {constant!r}.", did_you_mean(constant, choices))
    if rule.fallback:
        _check_values(table, column, rule.fallback, place)


def _with_currency(rule: TableRule, table: Table, place: Place) -> TableRule:
    """A unit with a currency gives the table its currency, unless the mapping says it itself."""
    mapped = dict(rule.columns)
    units = {column.unit.currency: name for name, column in mapped.items() if column.unit and column.unit.currency}
    if not units or "currency" in mapped or "currency" not in table.names:
        return rule
    if len(units) > 1:
        names = " and ".join(units.values())
        raise place.fail(f"{names} are in different currencies, {table.name} has one.")
    currency = next(iter(units))
    return replace(rule, columns=(*rule.columns, ("currency", Rule(value=currency))))


def _target(document: Mapping[str, Any], place: Place) -> Table:
    if "to" not in document or "from" not in document:
        raise place.fail("a table wants to = (one of Assay's tables) and from = (a file).")
    return TABLES[place.at("to").known(str(document["to"]), tuple(TABLES), "table")]


def _join(written: Mapping[str, Any], place: Place) -> Join:
    if "take" not in written or ("by" in written) != ("from" in written):
        raise place.fail(f"{place.key}: a join wants from, by and take, or take alone.")
    policies = ("keep", "empty", "list")
    return Join(
        files=words(written["join"], place, "join"),
        by=words(written.get("by", []), place, "by", empty=True),
        take=words(written["take"], place, "take"),
        where=optional(parse_condition, written.get("join_where"), place),
        prefer=optional(parse_condition, written.get("prefer"), place),
        normalise=_comparison(written.get("normalise", False), place),
        none=place.known(written.get("none", "keep"), ("keep", "empty"), "value of none"),  # type: ignore[arg-type]
        several=place.known(written.get("several", "keep"), policies, "value of several"),  # type: ignore[arg-type]
    )


def _map(written: Any, place: Place) -> tuple[tuple[str, str], ...]:
    if not isinstance(written, dict):
        raise place.fail(f"map = {written!r} is no map.", 'Write map = { Won = "Closed Won" }.')
    pairs: dict[str, str] = {}
    for value, meant in written.items():
        if pairs.setdefault(value.strip().casefold(), text_of(meant)) != text_of(meant):
            raise place.fail(f"the map of {place.key} has {value!r} twice; letters' case does not count.")
    return tuple(pairs.items())


def _otherwise(written: Any, place: Place) -> Otherwise:
    if isinstance(written, dict) and set(written) == {"value"}:
        return Otherwise("value", text_of(written["value"]))
    if written in ("keep", "reject", "skip"):
        return Otherwise(written)
    if isinstance(written, dict | list):
        raise place.fail(f"otherwise = {written!r}.", '"keep", "reject", "skip" or a value.')
    return Otherwise("value", text_of(written))


def _case(written: Any, place: Place) -> Case:
    if not isinstance(written, dict) or set(written) != {"when", "value"}:
        raise place.fail(f"case {written!r} wants when and value.")
    return Case(parse_condition(written["when"], place), text_of(written["value"]))


def _unit(written: Any, place: Place) -> Any:
    try:
        return parse_unit(written)
    except UsageError as error:
        raise place.fail(error.message, error.hint) from None


def _comparison(written: Any, place: Place) -> Any:
    if written not in (True, False, "domain"):
        raise place.fail(f"normalise = {written!r}.", 'true compares names, "domain" websites and addresses.')
    return {True: "name", False: "no"}.get(written, written)


def _by_host_first(rule: Rule) -> Rule:
    """A look-up by domain takes the very host where it is known, else the domain that was registered for it."""
    if not rule.join or rule.join.normalise != "domain":
        return rule
    return replace(rule, join=replace(rule.join, normalise="host", none="empty"), fallback=rule)


def _single(written: Any, place: Place) -> Any:
    if written not in (True, False, "repeated"):
        raise place.fail(
            f"single = {written!r}.", 'true takes the only element of a list, "repeated" also the one listed twice.'
        )
    return {True: "only", False: ""}.get(written, written)


def _as_date(written: Any, place: Place) -> bool:
    if written not in (None, "date"):
        raise place.fail(f"as = {written!r}.", 'as = "date" is known.')
    return written is not None


def _deleted(written: Any, place: Place) -> Condition | None:
    return AllOf(()) if written is True else optional(parse_condition, written, place)


def _each(written: Any, place: Place) -> tuple[tuple[str, ...], str] | None:
    if written is None:
        return None
    if not isinstance(written, dict) or "column" not in written or not set(written) <= {"column", "separator"}:
        raise place.fail(f"each = {written!r} wants column, and a separator where it is no JSON list.")
    return words(written["column"], place, "column"), text_of(written.get("separator", ","))


def _unpivot(written: Any, place: Place) -> Unpivot:
    if not isinstance(written, dict) or set(written) != {"columns", "name", "value"}:
        raise place.fail(f"unpivot = {written!r} wants columns, name and value.")
    patterns = words(written["columns"], place, "columns")
    if wrong := [pattern for pattern in patterns if "*" not in pattern]:
        raise place.fail(f"{wrong[0]!r} wants a * for what tells the columns apart.", 'columns = "Date entered *"')
    return Unpivot(patterns, text_of(written["name"]), text_of(written["value"]))


def _rest(written: Any, place: Place) -> tuple[str, ...]:
    if written == "ignore":
        return ()
    if written == "attributes":
        return ("*",)
    if isinstance(written, list):
        return tuple(str(pattern) for pattern in written)
    raise place.fail(f"rest = {written!r}.", '"ignore", "attributes" or a list of header patterns.')


def _alternatives(written: Any, place: Place) -> tuple[tuple[str, ...], ...]:
    items = written if isinstance(written, list) else [written]
    return tuple(words(item, place, place.key) for item in items)
