"""The bad values of a file told by what is wrong with them, each kind once, with a remedy that is sure to help."""

from __future__ import annotations

import duckdb

from assay.contract.tables import Column
from assay.engine.literals import literal
from assay.landing.checks import NO_CURRENCY, OPEN_SIGN, UNKNOWN_KIND
from assay.landing.parse import Formats, iso_sql, moment_sql
from assay.landing.remedies import is_about_sign, is_about_words, remedy
from assay.landing.report import Problem

MOST = 50
"""Kinds of problems that are told of one file."""
_SHOWN = 3
_ORDERS = ("dmy", "mdy", "ymd")
_DATES = {"not a date": Column("day", "date"), "not a timestamp": Column("moment", "timestamp")}


def problems_of(connection: duckdb.DuckDBPyConnection, bad: str, file: str, table: str) -> list[Problem]:
    """The kinds of problems of a file, the most frequent first; `bad` is a SELECT as `quarantine.problems_sql` gives it."""
    about_words = f"rule IN ({literal(UNKNOWN_KIND)}, {literal(NO_CURRENCY)}) OR starts_with(rule, 'not one of ')"
    about_sign = f"starts_with(rule, {literal(OPEN_SIGN[0])})"
    sign = r"lower(regexp_replace(value, '[\p{N}\p{Z}\s.,()''’+-]', '', 'g'))"  # what stands beside the digits
    rows = connection.execute(
        f"SELECT column_name, rule, hint, count(*) AS rows, list(line ORDER BY line)[:{_SHOWN}], "
        f"list(value ORDER BY line)[:{_SHOWN}] FROM (SELECT *, CASE WHEN {about_words} THEN as_word(value) WHEN {about_sign} THEN {sign} END AS word "
        f"FROM ({bad})) GROUP BY column_name, rule, hint, word ORDER BY rows DESC, min(line), column_name LIMIT {MOST}"
    ).fetchall()
    return [
        Problem(
            file,
            table,
            column,
            rule,
            number,
            tuple(lines),
            _values(rule, values),
            _hint(connection, bad, column, rule, hint, values),
        )
        for column, rule, hint, number, lines, values in rows
    ]


def _values(rule: str, values: list[str | None]) -> tuple[str | None, ...]:
    return tuple(dict.fromkeys(values[:1] if is_about_words(rule) else values))


def _hint(
    connection: duckdb.DuckDBPyConnection, bad: str, column: str, rule: str, hint: str, values: list[str | None]
) -> str:
    if rule in _DATES:
        return f"{_order_that_fits(connection, bad, column, rule)} {hint}".strip()
    if is_about_sign(rule):
        return " ".join(dict.fromkeys(remedy(column, rule, value, "").strip() for value in values)) + f" {hint}"
    return remedy(column, rule, values[0], hint)


def _order_that_fits(connection: duckdb.DuckDBPyConnection, bad: str, column: str, rule: str) -> str:
    """Days that are none in the file's order but are in another, as 31/01/2026 is where the file is read as mdy."""
    # Two steps: a macro repeats its argument wherever it uses it.
    read = ", ".join(f"{iso_sql('value', Formats(date_order=order))} AS {order}" for order in _ORDERS)
    counts = ", ".join(f"count(*) FILTER ({moment_sql(_DATES[rule], order)} IS NOT NULL)" for order in _ORDERS)
    asked = f"SELECT {read} FROM ({bad}) WHERE column_name = ? AND rule = ? AND value IS NOT NULL"
    row = connection.execute(f"SELECT count(*), {counts} FROM ({asked})", [column, rule]).fetchone()
    assert row is not None
    most, order = max((number, order) for order, number in zip(_ORDERS, row[1:], strict=True))
    if not most:
        return ""
    which = "These fit" if most == row[0] else f"{most:,} of them fit"
    return f"{which} {order}: --option date_order={order}, if the whole file is written so."
