"""The TOML of a mapping, checked and turned into rules; a message names file, line and what was meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from assay.errors import UsageError, did_you_mean
from assay.model.kinds import KINDS
from assay.model.tables import TABLES, Column, Table
from assay.sources.mapping_rules import AllOf, AnyOf, Case, Condition, Join, Otherwise, Rule, TableRule, Test
from assay.sources.mapping_units import parse_unit

T = TypeVar("T")

OPTIONS: dict[str, tuple[str, ...]] = {
    "encoding": (),
    "delimiter": (),
    "quote": (),
    "decimal": (",", "."),
    "date_order": ("dmy", "mdy", "ymd"),
    "timestamp_format": (),
    "epoch": ("ms", "s"),
    "sheet": (),
    "null": (),
}
_TABLE_KEYS = (
    "to",
    "from",
    "options",
    "columns",
    "requires",
    "unless",
    "unless_file",
    "where",
    "deleted",
    "modified_at",
    "each",
    "distinct",
    "rest",
    "lenient",
)
_RULE_KEYS = (
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
    "epoch",
    "single",
    "optional",
    "or",
)
_SOURCES = ("from", "value", "text", "cases", "seconds_between", "join")
_WORDS = ("is", "is_not", "in", "not_in", "empty", "starts_with", "contains")
_JOIN_KEYS = ("by", "take", "join_where", "prefer", "normalise", "none", "several")


@dataclass(frozen=True)
class Place:
    """Where in a mapping file one is reading; raises with that place."""

    name: str
    lines: Mapping[str, int]
    key: str = ""

    def at(self, key: str) -> Place:
        return replace(self, key=key)

    def fail(self, message: str, hint: str | None = None) -> UsageError:
        line = self.lines.get(self.key, self.lines.get("", 0))
        return UsageError(f"{self.name}:{line}: {message}" if line else f"{self.name}: {message}", hint=hint)

    def known(self, word: str, words: Sequence[str], what: str) -> str:
        if word not in words:
            raise self.fail(f"unknown {what} {word!r}.", did_you_mean(word, tuple(words)))
        return word


def key_lines(text: str) -> list[dict[str, int]]:
    """The lines of the keys of each `[[table]]`, in order; the table's own line under the empty key."""
    tables: list[dict[str, int]] = [{}]
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(r"\s*\[\[\s*table\s*\]\]", line):
            tables.append({"": number})
        elif key := re.match(r"""\s*["']?([\w.-]+)["']?\s*=|\s*\[table\.columns\.([\w-]+)""", line):
            tables[-1].setdefault(key.group(1) or key.group(2), number)
    return tables


def parse_table(document: Mapping[str, Any], place: Place, defaults: Mapping[str, Any]) -> TableRule:
    """One `[[table]]`. `defaults` are the keys of the mapping's head: options, lenient, utc_if."""
    for key in document:
        place.at(key).known(key, _TABLE_KEYS, "key of a table")
    table = _target(document, place)
    options = {**defaults.get("options", {}), **parse_options(document.get("options", {}), place.at("options"))}
    lenient = _flag(document.get("lenient", defaults.get("lenient", False)), place.at("lenient"))
    rule = TableRule(
        to=table.name,
        files=_words(document.get("from"), place.at("from"), "from"),
        columns=tuple(
            (name, _column_rule(table, name, written, place.at(name)))
            for name, written in document.get("columns", {}).items()
        ),
        options=tuple(options.items()),
        requires=_alternatives(document.get("requires", []), place.at("requires")),
        unless=_alternatives(document.get("unless", []), place.at("unless")),
        unless_files=_words(document.get("unless_file", []), place.at("unless_file"), "unless_file", empty=True),
        where=_optional(parse_condition, document.get("where"), place.at("where")),
        deleted=_deleted(document.get("deleted"), place.at("deleted")),
        modified_at=_optional(parse_rule, document.get("modified_at"), place.at("modified_at")),
        each=_each(document.get("each"), place.at("each")),
        distinct=_flag(document.get("distinct", False), place.at("distinct")),
        rest=_rest(document.get("rest", "ignore"), place.at("rest")),
        utc_if=tuple(defaults.get("utc_if", ())),
        lenient=lenient,
        strict=() if lenient else tuple(document.get("columns", {})),
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
        return AnyOf(tuple(parse_condition(part, place) for part in written["any"]))
    if set(written) == {"all"}:
        return AllOf(tuple(parse_condition(part, place) for part in written["all"]))
    for key in written:
        place.known(key, ("column", *_WORDS), "word of a condition")
    words = [word for word in _WORDS if word in written]
    if "column" not in written or len(words) != 1:
        raise place.fail(f"condition {written!r} wants a column and one of {', '.join(_WORDS)}.")
    return Test(_words(written["column"], place, "column"), words[0], _values(written[words[0]]))  # type: ignore[arg-type]


def parse_rule(written: Any, place: Place) -> Rule:
    """One column's source: a header, or a table of where it comes from and what is done to it."""
    if isinstance(written, str | list):
        return Rule(columns=_words(written, place, "from"))
    if not isinstance(written, dict):
        raise place.fail(
            f"{place.key} = {written!r} is no source.", '"header", { value = "constant" } or { from = … }.'
        )
    for key in written:
        place.known(key, _RULE_KEYS, f"word in {place.key}")
    _one_source(written, place)
    between = written.get("seconds_between")
    return Rule(
        columns=_words(written.get("from", []), place, "from", empty=True),
        value=_optional_text(written.get("value")),
        text=_optional_text(written.get("text")),
        cases=tuple(_case(case, place) for case in written.get("cases", [])),
        between=(_words(between[0], place, "seconds_between"), _words(between[1], place, "seconds_between"))
        if between
        else None,
        join=_join(written, place) if "join" in written else None,
        map=_map(written["map"], place) if "map" in written else None,
        otherwise=_otherwise(written.get("otherwise", "keep"), place),
        when=_optional(parse_condition, written.get("when"), place),
        unit=_unit(written["unit"], place) if "unit" in written else None,
        as_date=_as_date(written.get("as"), place),
        epoch=_flag(written.get("epoch", False), place),
        single=_flag(written.get("single", False), place),
        optional=_flag(written.get("optional", False), place),
        fallback=_optional(parse_rule, written.get("or"), place),
    )


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
        files=_words(written["join"], place, "join"),
        by=_words(written.get("by", []), place, "by", empty=True),
        take=_words(written["take"], place, "take"),
        where=_optional(parse_condition, written.get("join_where"), place),
        prefer=_optional(parse_condition, written.get("prefer"), place),
        normalise=_flag(written.get("normalise", False), place),
        none=place.known(written.get("none", "keep"), ("keep", "empty"), "value of none"),  # type: ignore[arg-type]
        several=place.known(written.get("several", "keep"), policies, "value of several"),  # type: ignore[arg-type]
    )


def _map(written: Any, place: Place) -> tuple[tuple[str, str], ...]:
    if not isinstance(written, dict):
        raise place.fail(f"map = {written!r} is no map.", 'Write map = { Won = "Closed Won" }.')
    pairs: dict[str, str] = {}
    for value, meant in written.items():
        if pairs.setdefault(value.strip().casefold(), _text(meant)) != _text(meant):
            raise place.fail(f"the map of {place.key} has {value!r} twice; letters' case does not count.")
    return tuple(pairs.items())


def _otherwise(written: Any, place: Place) -> Otherwise:
    if isinstance(written, dict) and set(written) == {"value"}:
        return Otherwise("value", _text(written["value"]))
    if written in ("keep", "reject", "skip"):
        return Otherwise(written)
    if isinstance(written, dict | list):
        raise place.fail(f"otherwise = {written!r}.", '"keep", "reject", "skip" or a value.')
    return Otherwise("value", _text(written))


def _case(written: Any, place: Place) -> Case:
    if not isinstance(written, dict) or set(written) != {"when", "value"}:
        raise place.fail(f"case {written!r} wants when and value.")
    return Case(parse_condition(written["when"], place), _text(written["value"]))


def _unit(written: Any, place: Place) -> Any:
    try:
        return parse_unit(written)
    except UsageError as error:
        raise place.fail(error.message, error.hint) from None


def _as_date(written: Any, place: Place) -> bool:
    if written not in (None, "date"):
        raise place.fail(f"as = {written!r}.", 'as = "date" is known.')
    return written is not None


def _deleted(written: Any, place: Place) -> Condition | None:
    return AllOf(()) if written is True else _optional(parse_condition, written, place)


def _each(written: Any, place: Place) -> tuple[tuple[str, ...], str] | None:
    if written is None:
        return None
    if not isinstance(written, dict) or set(written) != {"column", "separator"}:
        raise place.fail(f"each = {written!r} wants column and separator.")
    return _words(written["column"], place, "column"), _text(written["separator"])


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
    return tuple(_words(item, place, place.key) for item in items)


def _words(written: Any, place: Place, key: str, *, empty: bool = False) -> tuple[str, ...]:
    words = [written] if isinstance(written, str) else written
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        raise place.fail(f"{key} = {written!r} is no name and no list of names.")
    if not words and not empty:
        raise place.fail(f"{key} is empty.")
    return tuple(words)


def _values(written: Any) -> tuple[str, ...]:
    return tuple(_text(value) for value in (written if isinstance(written, list) else [written]))


def _flag(written: Any, place: Place) -> bool:
    if not isinstance(written, bool):
        raise place.fail(f"{place.key} = {written!r} is neither true nor false.")
    return written


def _text(written: Any) -> str:
    return str(written).lower() if isinstance(written, bool) else str(written)


def _optional_text(written: Any) -> str | None:
    return None if written is None else _text(written)


def _optional(parse: Callable[[Any, Place], T], written: Any, place: Place) -> T | None:
    return None if written is None else parse(written, place)
