"""The decimal sign and the date order of a file, decided on every value of it or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import duckdb

from assay.contract.tables import Column
from assay.engine.literals import quoted
from assay.errors import UsageError
from assay.landing.parse import NUMBERS, TIMES, Formats
from assay.sources.shape import Decision

_TOLD = "as the mapping or option says"
_DATE_REMEDY = 'Say it: date_order = "dmy" (or "mdy", "ymd") among the mapping\'s options, or as an option of the load.'
_SIGN_REMEDY = 'Say it: decimal = "," (or ".") among the mapping\'s options, or as an option of the load.'
_PARTS = r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?:\D.*)?$"

_SIGNS = {".": "point", ",": "comma"}
_PASSED_OVER = (
    ("two_digits", "two-digit years", "70 to 99 are 19.., the others 20.."),
    ("day_of_moment", "times in date columns", "left out, the day is kept as written"),
    ("currency_mark", "currency marks beside amounts", "left out, the column currency counts"),
)

Reading = Literal[
    "point",
    "comma",
    "point_or_thousands",
    "comma_or_thousands",
    "likely_point",
    "dmy",
    "mdy",
    "ymd",
    "any_order",
    "two_digits",
    "day_of_moment",
    "currency_mark",
]


@dataclass(frozen=True)
class Finding:
    """How often the values of a column can only be read one way (or either way), and the first of them."""

    reading: Reading
    header: str
    rows: int
    value: str
    line: int


@dataclass(frozen=True)
class Clue:
    """A column of a relation to look for clues in. `header` is the file's own name of it."""

    column: Column
    header: str


def find_clues(connection: duckdb.DuckDBPyConnection, relation: str, clues: Sequence[Clue]) -> list[Finding]:
    """Reads every value of the columns; `relation` is SQL that yields them as text, with `_line`."""
    asked = [(clue, reading, test) for clue in clues for reading, test in _tests(clue.column)]
    if not asked:
        return []
    names = [quoted(clue.column.name) for clue, _, _ in asked]
    columns = ", ".join(
        f"count(*) FILTER ({test}), min_by({name}, _line) FILTER ({test}), min(_line) FILTER ({test})"
        for name, (_, _, test) in zip(names, asked, strict=True)
    )
    prepared = ", ".join(_prepared(clue.column) for clue in clues)
    row = connection.execute(f"SELECT {columns} FROM (SELECT {prepared}, _line FROM ({relation}))").fetchone() or ()
    findings = []
    for place, (clue, reading, _) in enumerate(asked):
        rows, value, line = row[3 * place : 3 * place + 3]
        if rows:
            findings.append(Finding(reading, clue.header, rows, value, line))
    return findings


def _prepared(column: Column) -> str:
    name = quoted(column.name)
    clean = f"clean({name})"
    if column.type in TIMES:
        parts = f"CASE WHEN {clean} NOT LIKE '____-%' THEN regexp_extract({clean}, '{_PARTS}', ['a', 'b', 'c']) END"
        return f"{clean} AS {name}, {parts} AS {quoted(column.name + ' parts')}"
    amount = f"unscaled({clean})" if column.type == "decimal" else clean
    bare = f"CASE WHEN regexp_full_match({clean}, '[-+0-9.,]*') THEN {clean} ELSE unspaced(bare_number({amount})) END"
    return f"{clean} AS {name}, {bare} AS {quoted(column.name + ' bare')}"


def _tests(column: Column) -> Iterable[tuple[Reading, str]]:
    if column.type in TIMES:
        yield from _date_tests(quoted(column.name + " parts"))
        if column.type == "date":
            name = quoted(column.name)
            yield "day_of_moment", f"contains({name}, ':') AND NOT regexp_matches({name}, '[T ]0?0:00(:00)?')"
    elif column.type in NUMBERS:
        name, bare = quoted(column.name), quoted(column.name + " bare")
        yield from _number_tests(column, bare)
        yield "currency_mark", rf"{name} <> {bare} AND regexp_matches({name}, '\p{{L}}|\p{{Sc}}') AND {bare} ~ '\d.*'"


def _date_tests(parts: str) -> Iterable[tuple[Reading, str]]:
    first, second, third = (f"TRY_CAST({parts}.{name} AS INTEGER)" for name in "abc")
    yield "dmy", f"{first} BETWEEN 13 AND 31 AND {second} <= 12"
    yield "mdy", f"{second} BETWEEN 13 AND 31 AND {first} <= 12"
    yield "ymd", f"{first} > 31 AND {second} <= 12 AND {third} <= 31"
    yield "any_order", f"{first} <= 12 AND {second} <= 12"
    yield "two_digits", f"length({parts}.c) = 2"


def _number_tests(column: Column, bare: str) -> Iterable[tuple[Reading, str]]:
    point_group, comma_group = (rf"regexp_full_match({bare}, '[+-]?[1-9]\d{{0,2}}[{mark}]\d{{3}}')" for mark in ".,")
    sure_point = f"{_sure(bare, '[.]', ',')} AND NOT {point_group}"
    sure_comma = f"{_sure(bare, ',', '[.]')} AND NOT {comma_group}"
    if column.type == "integer":
        yield "point", f"({sure_point}) OR {comma_group}"
        yield "comma", f"({sure_comma}) OR ({point_group} AND {bare} NOT LIKE '%000')"
        yield "point_or_thousands", f"{point_group} AND {bare} LIKE '%000'"
        return
    yield "point", sure_point
    yield "comma", sure_comma
    yield "likely_point" if column.type == "number" else "point_or_thousands", point_group
    yield "comma_or_thousands", comma_group


def _sure(bare: str, sign: str, thousands: str) -> str:
    """Numbers with a fraction behind `sign`, or several groups of three between `thousands`."""
    fraction = rf"[+-]?(\d+|\d{{1,3}}({thousands}\d{{3}})+)?{sign}\d*([eE][+-]?\d+)?"
    return rf"regexp_full_match({bare}, '{fraction}|[+-]?\d{{1,3}}({thousands}\d{{3}}){{2,}}')"


def decide_formats(
    file: str, findings: Sequence[Finding], options: Mapping[str, str]
) -> tuple[Formats, list[Decision]]:
    """The formats of a file and why. UsageError when its values can be read two ways, naming the option."""
    formats = Formats(
        decimal=options.get("decimal", "."),
        date_order=options.get("date_order"),
        timestamp_format=options.get("timestamp_format"),
        epoch=options.get("epoch"),
        null=tuple(options["null"].split(",")) if "null" in options else (),
    )
    _check_options(formats)
    given = [name for name in ("decimal", "date_order", "timestamp_format", "epoch", "null") if name in options]
    decisions = [Decision(file, name, _SIGNS.get(options[name], options[name]), _TOLD) for name in given]
    decisions += [decision for decision in _passed_over(file, findings) if decision]
    if "decimal" not in options and (sign := _decimal(file, findings)):
        formats = replace(formats, decimal="," if sign.value == "comma" else ".")
        decisions.append(sign)
    if "date_order" not in options and "timestamp_format" not in options and (order := _date_order(file, findings)):
        formats = replace(formats, date_order=order.value)
        decisions.append(order)
    return formats, decisions


def _passed_over(file: str, findings: Sequence[Finding]) -> Iterable[Decision]:
    """What the values have that is not kept."""
    for reading, what, value in _PASSED_OVER:
        if found := _of(reading, findings):
            rows = sum(finding.rows for finding in found)
            yield Decision(file, what, value, f"in {rows} values, first {_shown(found)}")


def _check_options(formats: Formats) -> None:
    if formats.decimal not in (".", ","):
        raise UsageError(f"decimal = {formats.decimal!r} is no decimal sign.", hint='decimal = "." or decimal = ","')
    if formats.date_order not in (None, "dmy", "mdy", "ymd"):
        raise UsageError(f"date_order = {formats.date_order!r} is no order.", hint="It is dmy, mdy or ymd.")
    if formats.epoch not in (None, "ms", "s"):
        raise UsageError(f"epoch = {formats.epoch!r} is no unit.", hint="It is ms (milliseconds) or s (seconds).")


def _decimal(file: str, findings: Sequence[Finding]) -> Decision | None:
    point, comma = _of("point", findings), _of("comma", findings)
    if point and comma:
        raise UsageError(
            f"{file}: {_shown(point)} wants a decimal point, {_shown(comma)} a decimal comma.",
            hint=f"{_SIGN_REMEDY} Rows that do not fit are quarantined.",
        )
    if point or comma:
        name, found = ("point", point) if point else ("comma", comma)
        rows = sum(finding.rows for finding in found)
        return Decision(file, "decimal", name, f"{rows} numbers can be read in no other way, first {_shown(found)}")
    either = _of("point_or_thousands", findings) + _of("comma_or_thousands", findings)
    if either:
        raise UsageError(
            f"{file}: {_shown(either)} may be thousands or a fraction, and no number of the file tells.",
            hint=_SIGN_REMEDY,
        )
    if likely := _of("likely_point", findings):
        return Decision(file, "decimal", "point", f"none is a money amount or a count, first {_shown(likely)}")
    return None


def _date_order(file: str, findings: Sequence[Finding]) -> Decision | None:
    orders = {order: found for order in ("dmy", "mdy", "ymd") if (found := _of(order, findings))}
    if len(orders) > 1:
        shown = ", ".join(f"{_shown(found)} is {order}" for order, found in orders.items())
        raise UsageError(f"{file}: {shown}.", hint=f"{_DATE_REMEDY} Rows that do not fit are quarantined.")
    if orders:
        order, found = next(iter(orders.items()))
        rows = sum(finding.rows for finding in found)
        return Decision(file, "date_order", order, f"{rows} dates can be read in no other way, first {_shown(found)}")
    if either := _of("any_order", findings):
        raise UsageError(
            f"{file}: {_shown(either)} can be day/month or month/day, and no day of the file is above 12.",
            hint=_DATE_REMEDY,
        )
    return None


def _of(reading: str, findings: Sequence[Finding]) -> list[Finding]:
    return sorted((found for found in findings if found.reading == reading), key=lambda found: found.line)


def _shown(found: Sequence[Finding]) -> str:
    return f"{found[0].value!r} (line {found[0].line}, column {found[0].header})"
