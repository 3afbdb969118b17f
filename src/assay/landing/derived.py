"""What a file's own values say beyond what stands in its columns: ids written as numbers, ranges, the days of weeks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import duckdb

from assay.engine.literals import quoted
from assay.landing.checks import is_id
from assay.landing.evidence import Finding, find_whole_ids
from assay.landing.parse import Formats, moment_sql, prepared_sql
from assay.landing.stage import Mapped
from assay.sources.shape import Decision

Derived = tuple[Mapped, Formats, list[Decision]]


def derive(
    connection: duckdb.DuckDBPyConnection, mapped: Mapped, formats: Formats, findings: Sequence[Finding], file: str
) -> Derived:
    """The mapped rows with columns for what would be lost otherwise, how their values are written, and what was decided."""
    decisions: list[Decision] = []
    mapped = _with_ranges(mapped, findings)
    ids = [name for name in mapped.supplied if is_id(mapped.table[name]) and name not in mapped.plain]
    if whole := find_whole_ids(connection, mapped.sql, ids):
        formats = replace(formats, whole_ids=whole)
        headers = ", ".join(sorted({mapped.mapping.source_of(name) for name in whole}))
        reason = "all of them were written as numbers with a fraction: 12345.0 is 12345"
        decisions.append(Decision(file, f"ids in {headers}", "read as whole numbers", reason))
    formats = replace(formats, doubtful=tuple(_doubtful(connection, mapped, formats, findings)))
    if mapped.table.name == "intent_signals" and "week" in mapped.supplied:
        formats, told = _weeks(connection, mapped, formats, file)
        decisions += told
    return mapped, formats, decisions


def _with_ranges(mapped: Mapped, findings: Sequence[Finding]) -> Mapped:
    """Columns whose numbers are ranges are kept as text, too: `x_employees` of `51-200`."""
    ranged = dict.fromkeys(one.column for one in findings if one.reading == "range")
    names = [name for name in ranged if name in mapped.supplied and f"x_{name}" not in mapped.columns]
    if not names:
        return mapped
    kept = ", ".join(f"{quoted(name)} AS {quoted(f'x_{name}')}" for name in names)
    extra = tuple(f"x_{name}" for name in names)
    return replace(mapped, sql=f"SELECT *, {kept} FROM ({mapped.sql})", columns=(*mapped.columns, *extra))


def _doubtful(
    connection: duckdb.DuckDBPyConnection, mapped: Mapped, formats: Formats, findings: Sequence[Finding]
) -> Iterator[tuple[str, str]]:
    """Columns of money and counts where `1.200` may be 1,200 as well as 1.2, though the file's other numbers have points.

    A number of its own column settles it that has three decimals and cannot be a group of thousands (`0.125`, `1234.567`,
    `1.2345`). One decimal (`99.5`) says that zeros at the end are left out: then `1.234` is a fraction, `1.200` still is none.
    """
    reading = "comma_or_thousands" if formats.decimal == "," else "point_or_thousands"
    sign, other = (",", "[.]") if formats.decimal == "," else ("[.]", ",")
    long = rf"[+-]?(0?|[1-9]\d{{3,}}|\d{{1,3}}({other}\d{{3}})+){sign}\d{{3}}|[+-]?[\d.,]*{sign}\d{{4,}}"
    for name in dict.fromkeys(one.column for one in findings if one.reading == reading and not formats.stated):
        bare = f"unspaced(bare_number(latin_digits(clean({quoted(name)}))))"
        tests = ", ".join(
            f"coalesce(bool_or(regexp_full_match({bare}, '{one}')), false)" for one in (long, rf"[+-]?\d+{sign}\d")
        )
        is_long, is_short = connection.execute(f"SELECT {tests} FROM ({mapped.sql})").fetchall()[0]
        if not is_long:
            last = "0" if is_short else r"\d"
            yield name, rf"[+-]?[1-9]\d{{0,2}}{sign}\d\d{last}"


def _weeks(
    connection: duckdb.DuckDBPyConnection, mapped: Mapped, formats: Formats, file: str
) -> tuple[Formats, list[Decision]]:
    """Weeks that are named by other days than their Mondays. Sundays alone begin weeks that run to Saturday."""
    column = mapped.table["week"]
    own = formats.of(mapped.mapping.source_of("week"))
    if mapped.is_plain("week", own):
        day = "TRY_CAST(week AS TIMESTAMP)"
    else:
        day = moment_sql(column, prepared_sql(column, "latin_digits(clean(week))", own))
    query = f"SELECT isodow({day}) AS day, count(*) FROM ({mapped.sql}) GROUP BY day"
    days = {day: rows for day, rows in connection.execute(query).fetchall() if day}
    if not days or set(days) == {1}:
        return formats, []
    sundays = formats.sunday_weeks or (set(days) == {7} and not formats.monday_weeks)
    begin = "Sunday, so that it is the Monday after a Sunday" if sundays else "Monday"
    reason = f"{sum(days.values()) - days.get(1, 0)} of {sum(days.values())} days are no Monday; weeks begin on {begin}"
    told = Decision(file, "week", "the Monday of the week each day lies in", f"{reason} (option week_starts)")
    return replace(formats, sunday_weeks=sundays), [told]
