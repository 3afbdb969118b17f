"""The decimal sign and the date order of a file, decided on every value of it or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import duckdb

from assay.contract.tables import Column
from assay.engine.literals import quoted
from assay.errors import UsageError
from assay.landing.parse import INDIAN, NUMBERS, SERIAL, TIMES, Formats, is_code_sql
from assay.sources.shape import Decision

_TOLD = "as the mapping or option says"
_DATE_REMEDY = 'Say it: date_order = "dmy" (or "mdy", "ymd") among the mapping\'s options, or as an option of the load.'
_DOTS = "dates with dots are written day.month.year, first {shown}"
_SIGN_REMEDY = 'Say it: decimal = "," (or ".") among the mapping\'s options, or as an option of the load.'
_RANGE = (
    r"(?i)[^\d]{0,4}\d[\d.,\s]*[a-z]{0,3}\s*([-–—]|to|bis|à|до)\s*[^\d]{0,4}\d[\d.,\s]*[a-z]{0,8}"
    r"|[^\d]{0,4}\d[\d.,\s]*[a-z]{0,3}\s*\+[^\d]*|([<>≤≥]=?|under|over|up to|more than)\s*[^\d]{0,4}\d.*"
)
_DOTTED = r"^\d{1,2}[.]\d{1,2}[.]"
_PARTS = r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?:\D.*)?$"

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
    "dotted",
    "two_digits",
    "day_of_moment",
    "currency_mark",
    "currency_text",
    "serial",
    "filler",
    "duration",
    "range",
    "dmy_or_ymd",
]

_ORDERS: tuple[Reading, ...] = ("dmy", "mdy", "ymd")
_SIGNS = {".": "point", ",": "comma"}
_PASSED_OVER = (
    ("two_digits", "two-digit years", "70 to 99 are 19.., the others 20.."),
    ("day_of_moment", "times in date columns", "left out, the day is kept as written"),
    ("currency_mark", "currency marks beside amounts", "left out; the column currency says it, else the workspace"),
    ("serial", "numbers in date columns", "days as spreadsheets count them"),
    ("filler", "words for no value", "taken for empty cells"),
    ("duration", "lengths of time", "read as seconds"),
    ("range", "ranges", "no number; the text is kept in an x_ column"),
)


@dataclass(frozen=True)
class Finding:
    """How often the values of a column can only be read one way (or either way), and the first of them."""

    reading: Reading
    header: str
    rows: int
    value: str
    line: int
    column: str = ""


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
    columns_of = [clue.column.name for clue in clues]
    row = (
        connection.execute(
            f"SELECT {columns} FROM (SELECT {prepared}, _line FROM {_cleaned(relation, columns_of)})"
        ).fetchone()
        or ()
    )
    findings = []
    for place, (clue, reading, _) in enumerate(asked):
        rows, value, line = row[3 * place : 3 * place + 3]
        if rows:
            findings.append(Finding(reading, clue.header, rows, value, line, clue.column.name))
    return findings


def find_whole_ids(connection: duckdb.DuckDBPyConnection, relation: str, columns: Sequence[str]) -> frozenset[str]:
    """Columns of ids all of which were written as numbers with a fraction of nothing: `12345.0`."""
    if not columns:
        return frozenset()
    asked = ", ".join(f"coalesce(bool_and(whole_id({quoted(name)}) <> {quoted(name)}), false)" for name in columns)
    row = connection.execute(f"SELECT {asked} FROM {_cleaned(relation, columns)}").fetchone() or ()
    return frozenset(name for name, whole in zip(columns, row, strict=True) if whole)


def _cleaned(relation: str, columns: Sequence[str]) -> str:
    """The columns with `_line`, trimmed in two steps: a macro repeats its argument wherever it uses it."""
    trimmed = ", ".join(f"trimmed({quoted(name)}) AS {quoted(name)}" for name in columns)
    words = ", ".join(f"latin_digits(untold({quoted(name)})) AS {quoted(name)}" for name in columns)
    return f"(SELECT {words}, _line FROM (SELECT {trimmed}, _line FROM ({relation})))"


def _prepared(column: Column) -> str:
    name = quoted(column.name)
    if column.type in TIMES:
        parts = f"CASE WHEN {name} NOT LIKE '____-%' THEN regexp_extract({name}, '{_PARTS}', ['a', 'b', 'c']) END"
        return f"{name}, {parts} AS {quoted(column.name + ' parts')}"
    if column.type == "text":
        return name
    amount = f"unscaled({name})" if column.type == "decimal" else name
    bare = f"CASE WHEN regexp_full_match({name}, '[-+0-9.,]*') THEN {name} ELSE unspaced(bare_number({amount})) END"
    return f"{name}, {bare} AS {quoted(column.name + ' bare')}"


def _tests(column: Column) -> Iterable[tuple[Reading, str]]:
    if column.type == "text":  # of currencies, the only ones that are asked for
        yield "currency_text", f"NOT ({is_code_sql(quoted(column.name))})"
        return
    filled = "filled_time" if column.type in TIMES else "filled"
    yield "filler", f"{quoted(column.name)} IS NOT NULL AND {filled}({quoted(column.name)}) IS NULL"
    if column.type in TIMES:
        yield from _date_tests(quoted(column.name), quoted(column.name + " parts"))
        yield "serial", f"regexp_full_match({quoted(column.name)}, '{SERIAL}')"
        if column.type == "date":
            name = quoted(column.name)
            yield "day_of_moment", f"contains({name}, ':') AND NOT regexp_matches({name}, '[T ]0?0:00(:00)?')"
    elif column.type in NUMBERS:
        name, bare = quoted(column.name), quoted(column.name + " bare")
        yield from _number_tests(column, bare)
        yield "range", f"{is_range_sql(name)} AND NOT regexp_full_match({bare}, '[-+]?[0-9.,]*')"
        if column.name == "seconds":
            yield "duration", f"duration_text({name}) IS NOT NULL"
            return
        yield "currency_mark", rf"{name} <> {bare} AND regexp_matches({name}, '\p{{L}}|\p{{Sc}}') AND {bare} ~ '\d.*'"


def is_range_sql(text: str) -> str:
    """SQL: a cleaned text names a range of numbers: `$1M - $10M`, `51+`."""
    return f"coalesce(regexp_full_match({text}, '{_RANGE}'), false)"


def _date_tests(name: str, parts: str) -> Iterable[tuple[Reading, str]]:
    first, second, third = (f"TRY_CAST({parts}.{name} AS INTEGER)" for name in "abc")
    # A year of two digits between hyphens may stand first, as in ISO 8601, as well as last: 24-01-15.
    either = f"length({parts}.c) = 2 AND contains({name}, '-') AND {first} BETWEEN 13 AND 31 AND {second} <= 12 AND {third} <= 31"
    yield "dmy_or_ymd", either
    yield "dmy", f"{first} BETWEEN 13 AND 31 AND {second} <= 12 AND NOT ({either})"
    yield "mdy", f"{second} BETWEEN 13 AND 31 AND {first} <= 12"
    yield "ymd", f"{first} > 31 AND {second} <= 12 AND {third} <= 31"
    # 03/03/2026 is one day in either order; dots are written between day, month and year, hardly ever between month and day.
    same = f"{first} = {second} AND NOT (length({parts}.c) = 2 AND contains({name}, '-'))"
    open_day = f"{first} <= 12 AND {second} <= 12 AND NOT ({same})"
    yield "any_order", f"{open_day} AND NOT regexp_matches({name}, '{_DOTTED}')"
    yield "dotted", f"{open_day} AND regexp_matches({name}, '{_DOTTED}')"
    yield "two_digits", f"length({parts}.c) = 2"


def _number_tests(column: Column, bare: str) -> Iterable[tuple[Reading, str]]:
    point_group, comma_group = (rf"regexp_full_match({bare}, '[+-]?[1-9]\d{{0,2}}[{mark}]\d{{3}}')" for mark in ".,")
    sure_point = f"({_sure(bare, '[.]', ',')} AND NOT {point_group})"
    sure_point += f" OR regexp_full_match({bare}, '{INDIAN}')"
    sure_comma = f"{_sure(bare, ',', '[.]')} AND NOT {comma_group}"
    if column.type == "integer" or column.name == "quantity":
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
        stated="decimal" in options,
        date_order=options.get("date_order"),
        timestamp_format=options.get("timestamp_format"),
        epoch=options.get("epoch"),
        null=tuple(options["null"].split(",")) if "null" in options else (),
        sunday_weeks=options.get("week_starts") == "sunday",
        monday_weeks=options.get("week_starts") == "monday",
    )
    _check_options(formats, options)
    given = [
        name
        for name in ("decimal", "date_order", "timestamp_format", "epoch", "null", "week_starts")
        if name in options
    ]
    decisions = [Decision(file, name, _SIGNS.get(options[name], options[name]), _TOLD) for name in given]
    decisions += [decision for decision in _passed_over(file, findings) if decision]
    if "decimal" not in options and (sign := _decimal(file, findings)):
        formats = replace(formats, decimal="," if sign.value == "comma" else ".")
        decisions.append(sign)
    if "date_order" not in options and "timestamp_format" not in options:
        orders = _date_orders(file, findings)
        decisions += orders.values()
        named = tuple((header, order.value) for header, order in orders.items() if header)
        formats = replace(formats, date_order=orders[""].value if "" in orders else None, orders=named)
    return formats, decisions


def _passed_over(file: str, findings: Sequence[Finding]) -> Iterable[Decision]:
    """What the values have that is not kept."""
    for reading, what, value in _PASSED_OVER:
        if readings := _of(reading, findings):
            rows = sum(finding.rows for finding in readings)
            yield Decision(file, what, value, f"in {rows} values, first {_shown(readings)}")


def _check_options(formats: Formats, options: Mapping[str, str]) -> None:
    if formats.decimal not in (".", ","):
        raise UsageError(f"decimal = {formats.decimal!r} is no decimal sign.", hint='decimal = "." or decimal = ","')
    if formats.date_order not in (None, "dmy", "mdy", "ymd"):
        raise UsageError(f"date_order = {formats.date_order!r} is no order.", hint="It is dmy, mdy or ymd.")
    if not (formats.sunday_weeks or formats.monday_weeks) and "week_starts" in options:
        raise UsageError(f"week_starts = {options['week_starts']!r} is no day.", hint="It is sunday or monday.")
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


def _date_orders(file: str, findings: Sequence[Finding]) -> dict[str, Decision]:
    """The order of the file's dates under "", or of each column under its header where they differ.

    A column that does not tell takes the order that all others have. UsageError where that leaves a choice.
    """
    dates = _with_dots(findings)
    headers = dict.fromkeys(one.header for one in dates)
    decided = {
        header: order
        for header in headers
        if (order := _order_of_column(file, [one for one in dates if one.header == header]))
    }
    orders = {order.value for order in decided.values()}
    if len(orders) == 1:
        return {"": _order_of_column(file, dates) or next(iter(decided.values()))}
    open_ones = sorted((one for one in dates if one.header not in decided), key=lambda one: one.line)
    if not open_ones:
        return {header: replace(order, what=f"date_order of {header}") for header, order in decided.items()}
    either = "day-month-year or year-month-day" if open_ones[0].reading == "dmy_or_ymd" else "day/month or month/day"
    why = "the other columns have different orders" if orders else "no day of the file is above 12"
    if open_ones[0].reading == "dmy_or_ymd":
        why = "no year of the file has four digits"
    raise UsageError(f"{file}: {_shown(open_ones)} can be {either}, and {why}.", hint=_DATE_REMEDY)


def _with_dots(findings: Sequence[Finding]) -> list[Finding]:
    """What tells of the order of dates; 03.02.2026 tells dmy, unless a day of the file is known to be mdy."""
    dates = [one for one in findings if one.reading in (*_ORDERS, "any_order", "dotted", "dmy_or_ymd")]
    told: Reading = "any_order" if any(one.reading == "mdy" for one in dates) else "dotted"
    return [replace(one, reading=told) if one.reading == "dotted" else one for one in dates]


def _order_of_column(file: str, findings: Sequence[Finding]) -> Decision | None:
    orders = {order: readings for order in _ORDERS if (readings := _of(order, findings))}
    if len(orders) > 1:
        shown = ", ".join(f"{_shown(readings)} is {order}" for order, readings in orders.items())
        raise UsageError(f"{file}: {shown}.", hint=f"{_DATE_REMEDY} Rows that do not fit are quarantined.")
    if not orders:
        dotted = _of("dotted", findings)
        slashed = any(one.reading in ("any_order", "dmy_or_ymd") for one in findings)
        return (
            Decision(file, "date_order", "dmy", _DOTS.format(shown=_shown(dotted))) if dotted and not slashed else None
        )
    order, readings = next(iter(orders.items()))
    if order == "mdy" and (either := _of("dmy_or_ymd", findings)):
        raise UsageError(f"{file}: {_shown(readings)} is mdy, {_shown(either)} is not.", hint=_DATE_REMEDY)
    rows = sum(finding.rows for finding in readings)
    return Decision(file, "date_order", order, f"{rows} dates can be read in no other way, first {_shown(readings)}")


def _of(reading: str, findings: Sequence[Finding]) -> list[Finding]:
    return sorted(
        (readings for readings in findings if readings.reading == reading), key=lambda readings: readings.line
    )


def _shown(findings: Sequence[Finding]) -> str:
    return f"{findings[0].value!r} (line {findings[0].line}, column {findings[0].header})"
