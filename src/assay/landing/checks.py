"""What a row must fulfil to land, each rule as a SQL condition that holds when it is broken."""

from __future__ import annotations

import ipaddress
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

import duckdb

from assay.contract.kinds import KINDS
from assay.contract.tables import Column, Table
from assay.engine.literals import literal, quoted
from assay.landing.parse import CURRENCIES, Formats, is_code_sql
from assay.sources.budgets import CELL

UNKNOWN_KIND = "unknown touch kind"
NOT_ONE_OF = "not one of "
LANDED_WITHOUT = " (its row landed without it)"
DECISIVE = frozenset(
    [
        "arm",
        "valid_to",
        "ends_on",
        "currency",
        "status",
        "type",
        "direction",
        "quantity",
        "is_excluded",
        "is_deleted",
        "is_test",
        "is_qualified",
        "is_active",
        "email_bounced",
        "objected_at",
        "left_at",
        "merged_into_id",
        "consent",
        "identified_at",
        "renewal",
        "cluster",
        "probability",
        "scale_min",
        "scale_max",
        "state",
        "tier",
    ]
)
"""Columns that mean something where they are empty (no end, the default, not excluded): there a value that cannot be
read may not be taken for none."""
NO_CURRENCY = "not a currency code"
OPEN_SIGN = (
    "a sign of several currencies",
    "Say which one it is; or give the rows a column `currency`.",
)
_FILL = "Fill it in, or leave the row out."
_FILL_IN = {
    "created_at": "Fill it in, or keep such deals with --option undated=keep: created on their first known day.",
}
_ROUNDED = (
    "an id that a spreadsheet has turned into a number",
    "Its last digits are lost, so it names several records: export again and do not save the file in a spreadsheet, "
    "or format the column as text first.",
)
_COSTLY = frozenset(_ROUNDED[:1])
_ERROR_REMEDY = "Open the workbook, have it calculated and save it; or correct the cell."
SEVERAL_DAYS = (
    "several days in one row, where one day is meant",
    "Break the report down by day; or `--option period=first` puts such rows on their first day.",
)
NO_FLAG = ("neither true nor false", "Write true or false, in any of the usual languages.")
_DOUBTFUL = (
    "thousands or a fraction: no other number of its column tells",
    "Write 1200 or 1.20; `--option decimal=.` (or `,`) says that all such are fractions.",
)
_TOO_LONG = "Is it one value? A quote that is never closed takes what follows into it; else shorten it."
_INTERVALS = {
    "list_memberships": ("valid_from", "valid_to", "<=", "valid_to is not after valid_from (it is exclusive)"),
    "programmes": ("starts_on", "ends_on", "<", "ends_on is before starts_on"),
    "campaigns": ("starts_on", "ends_on", "<", "ends_on is before starts_on"),
    "contracts": ("starts_on", "ends_on", "<", "ends_on is before starts_on"),
    "survey_responses": ("scale_min", "scale_max", "<=", "scale_max is not above scale_min"),
}


@dataclass(frozen=True)
class Check:
    """`broken` is SQL over a typed row, whose texts are behind the names of `text_of`.

    `cell`: the row lands without the value when it is broken; otherwise the row does not land.
    """

    column: str
    broken: str
    rule: str
    hint: str
    cell: bool = False


def text_of(column: str) -> str:
    """The name under which a typed row keeps the text of a column."""
    return quoted(f"text of {column}")


def create_checks(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes what the checks need known to a connection."""
    connection.create_function("as_network", as_network, ["VARCHAR"], "VARCHAR")  # type: ignore[list-item, arg-type]


def as_network(written: str) -> str:
    """A network in its normal spelling, empty when it is none.

    >>> as_network("10.1.2.3/8"), as_network("10.0.0.300/8")
    ('10.0.0.0/8', '')
    """
    try:
        return str(ipaddress.ip_network(written.strip(), strict=False))
    except ValueError:
        return ""


def checks_of(
    table: Table,
    supplied: Sequence[str],
    formats: Formats,
    excused: Sequence[str] = (),
    plain: Container[str] = (),
) -> Iterator[Check]:
    """The checks of a table for the columns a file supplies; a required column it lacks fails on every row.

    `excused` are required columns that may be empty, `plain` those whose texts are known to be well written.
    """
    for column in table.columns:
        if column.required and column.name not in excused:
            yield Check(column.name, f"{text_of(column.name)} IS NULL", "required", _FILL_IN.get(column.name, _FILL))
        if column.name in supplied:
            own = _of_column(table, column, formats, plain=column.name in plain)
            yield from (as_cell(table, check) for check in own)
    if table.name in _INTERVALS:
        yield _interval(table.name)


def as_cell(table: Table, check: Check) -> Check:
    """An optional value that cannot be read does not cost its row, unless the row says something else without it."""
    column = table[check.column]
    if column.required or check.column in table.key or check.rule in _COSTLY:
        return check
    if column.name in DECISIVE or column.name == "stage":
        return check
    if column.name == "closed_at" and table.name == "opportunities":
        return replace(check, broken=f"({check.broken}) AND status IS DISTINCT FROM 'open'")
    return replace(check, rule=check.rule + LANDED_WITHOUT, cell=True)


def _of_column(table: Table, column: Column, formats: Formats, *, plain: bool) -> Iterator[Check]:
    name, text = quoted(column.name), text_of(column.name)
    if column.type != "text":
        broken = f"{text} IS NOT NULL AND {name} IS NULL"
        if not plain:
            yield from _lost_by_spreadsheets(column)
            broken += f" AND NOT spreadsheet_error({text})"
        if pattern := dict(formats.doubtful).get(column.name):
            yield Check(
                column.name, f"regexp_full_match(unspaced(bare_number({text})), {literal(pattern)})", *_DOUBTFUL
            )
        yield Check(column.name, broken, *_unreadable(column, formats))
    elif not plain:
        yield from _of_text(column)
    if column.minimum is not None:
        rule = f"below {column.minimum:g}"
        yield Check(column.name, f"{name} < {column.minimum}", rule, f"The least is {column.minimum:g}.")
    if column.choices:
        yield _choice(column)
    yield from _special(table, column)


def _of_text(column: Column) -> Iterator[Check]:
    text, rule = text_of(column.name), f"longer than {CELL:,} characters"
    if is_id(column):
        yield Check(column.name, f"rounded_id({text})", *_ROUNDED)
    else:
        yield from _lost_by_spreadsheets(column)
    yield Check(column.name, f"strlen({text}) > {CELL} AND length({text}) > {CELL}", rule, _TOO_LONG)


def is_id(column: Column) -> bool:
    """Whether a column holds the name of a record by which tables are joined."""
    return column.type == "text" and (column.name.endswith("_id") or column.refers_to is not None)


def _lost_by_spreadsheets(column: Column) -> Iterator[Check]:
    text = text_of(column.name)
    yield Check(column.name, f"spreadsheet_error({text})", "an error or a formula without a value", _ERROR_REMEDY)


def _special(table: Table, column: Column) -> Iterator[Check]:
    name, text = quoted(column.name), text_of(column.name)
    if (table.name, column.name) == ("touches", "kind"):
        known = ", ".join(map(literal, KINDS))
        yield Check(
            "kind",
            f"{name} NOT IN ({known})",
            UNKNOWN_KIND,
            "`assay tables touches` lists the kinds; --set kind.WORD=KIND settles one.",
        )
    if column.name in CURRENCIES:
        yield Check(column.name, f"NOT ({is_code_sql(name)})", NO_CURRENCY, "Write its ISO 4217 code: EUR, USD.")
    if (table.name, column.name) == ("fx_rates", "rate"):
        yield Check("rate", f"{name} <= 0", "not above 0", "One unit of from_currency is so many of to_currency.")
    if (table.name, column.name) == ("ip_ranges", "cidr"):
        yield Check(
            "cidr", f"{text} IS NOT NULL AND {name} = ''", "not a network", "Write 192.0.2.0/24 or 2001:db8::/32."
        )


def _choice(column: Column) -> Check:
    name = quoted(column.name)
    known = ", ".join(map(literal, column.choices))
    prefixed = "".join(
        f" AND NOT (starts_with({name}, {literal(prefix)}) AND length({name}) > {len(prefix)})"
        for prefix in column.prefixes
    )
    words = [*column.choices, *(f"{prefix}<name>" for prefix in column.prefixes)]
    rule = f"{NOT_ONE_OF}{', '.join(words)}"
    return Check(
        column.name, f"{name} NOT IN ({known}){prefixed}", rule, "Use one of them, or a value map in a mapping."
    )


def _interval(table: str) -> Check:
    start, end, order, rule = _INTERVALS[table]
    return Check(end, f"{quoted(end)} {order} {quoted(start)}", rule, "Correct one of the two.")


def _unreadable(column: Column, formats: Formats) -> tuple[str, str]:
    if column.type in ("date", "timestamp"):
        order = f", in this file also as {formats.date_order}" if formats.date_order else ""
        return f"not a {column.type}", f"Write YYYY-MM-DD{' HH:MM' if column.type == 'timestamp' else ''}{order}."
    if column.type == "boolean":
        return NO_FLAG
    if column.type == "integer":
        return "not a whole number", "Write digits alone; of a range, the text is kept as an x_ column."
    sign = "comma" if formats.decimal == "," else "point"
    return f"not a number with a decimal {sign}", 'Correct it, or name the sign: decimal = "," or "." in a mapping.'
