"""The windows of a question as small tables of its cursor, which every compiled statement joins."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from assay.engine.statements import dialect_of, written
from assay.metrics import periods
from assay.settings import Settings

WINDOW_COLUMNS = ("period", "starts_on", "ends_on", "as_of")
WINDOW_TABLES = ("windows", "days", "recent")


def bind(cursor: Any, spans: list[periods.Window], settings: Settings, wanted: Collection[str] = WINDOW_TABLES) -> None:
    """Gives the windows, their days and the days looked back on to the cursor as tables of its own.

    The other two are made of `windows`: whoever wants one of them has that one bound as well.
    """
    for name, select in _window_tables(spans, settings.longest_lookback):
        if name not in wanted:
            continue
        if dialect_of(cursor) != "duckdb":
            cursor.register(name, cursor.execute(select).to_arrow_table())
        else:
            cursor.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {select}")


def tables_read(sql: str) -> frozenset[str]:
    """Which of them compiled SQL reads, `windows` always."""
    return frozenset(("windows", *(name for name in WINDOW_TABLES[1:] if f'"{name}"' in sql or f"`{name}`" in sql)))


def _window_tables(spans: Sequence[periods.Window], longest: int) -> Iterator[tuple[str, str]]:
    """Each table with its SELECT, made of those before it; `recent` has the last days up to each as-of day (age 0)."""
    named = ", ".join(WINDOW_COLUMNS)
    rows = [f"({written((span.period, span.start, span.end, span.as_of))[1:-1]})" for span in spans]
    empty = f"({', '.join(['NULL::DATE'] * len(WINDOW_COLUMNS))})"
    condition = "" if rows else " WHERE false"
    yield "windows", f"SELECT * FROM (VALUES {', '.join(rows or [empty])}) AS t({named}){condition}"
    yield "days", f"SELECT {SPAN_DAYS['duckdb']} AS day, {named} FROM windows"
    yield "recent", RECENT["duckdb"].format(days=longest)


RECENT = {
    "duckdb": "SELECT as_of - CAST(age AS INTEGER) AS day, as_of, age FROM (SELECT DISTINCT as_of FROM windows) AS seen "
    "CROSS JOIN (SELECT UNNEST(RANGE({days})) AS age) AS ages",
    "pyspark": "SELECT DATE_SUB(as_of, CAST(age AS INT)) AS day, as_of, age FROM (SELECT DISTINCT as_of FROM windows) AS seen "
    "CROSS JOIN (SELECT EXPLODE(SEQUENCE(0, {days} - 1)) AS age) AS ages",
    "postgres": "SELECT as_of - age AS day, as_of, age FROM (SELECT DISTINCT as_of FROM windows) AS seen "
    "CROSS JOIN GENERATE_SERIES(0, {days} - 1) AS ages(age)",
    "clickhouse": "SELECT as_of - age AS day, as_of, age FROM (SELECT DISTINCT as_of FROM windows) AS seen "
    "CROSS JOIN (SELECT CAST(number AS Int64) AS age FROM numbers({days})) AS ages",
    "snowflake": "SELECT DATEADD(DAY, -age, as_of) AS day, as_of, age FROM (SELECT DISTINCT as_of FROM windows) AS seen "
    "CROSS JOIN (SELECT SEQ4() AS age FROM TABLE(GENERATOR(ROWCOUNT => {days}))) AS ages",
}
SPAN_DAYS = {
    "duckdb": "CAST(UNNEST(GENERATE_SERIES(starts_on, ends_on, INTERVAL 1 DAY)) AS DATE)",
    "pyspark": "EXPLODE(SEQUENCE(starts_on, ends_on, INTERVAL 1 DAY))",
    "postgres": "CAST(GENERATE_SERIES(starts_on, ends_on, INTERVAL '1 day') AS DATE)",
    "clickhouse": "arrayJoin(arrayMap(n -> starts_on + n, range(toUInt32(dateDiff('day', starts_on, ends_on) + 1))))",
    "snowflake": "DATEADD(DAY, value, starts_on)",
}
SPREAD = {"snowflake": ", TABLE(FLATTEN(ARRAY_GENERATE_RANGE(0, DATEDIFF(DAY, starts_on, ends_on) + 1)))"}
"""What the days come from besides `windows`."""
