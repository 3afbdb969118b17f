"""The SQL of an answer as text that runs on the run's file by itself."""

from __future__ import annotations

from collections.abc import Sequence

from assay.engine.statements import dialect_of, written
from assay.kpis import find
from assay.metrics import periods
from assay.metrics.answers import Asker, Run, asked_of
from assay.metrics.scope import Scope
from assay.metrics.window_tables import RECENT, SPAN_DAYS, SPREAD, WINDOW_COLUMNS


def sql_of(
    run: Run, key: str, scope: Scope, by: Sequence[str] = (), grain: str | None = None, *, part: str = "grouped"
) -> str:
    """The SQL of an answer, runnable on the run's file: the windows and their days stand in front of it.

    `part` is `grouped`, its sums, or `rows`, what they are sums of.
    """
    import sqlglot

    kpi, cursor = find(key), run.cursor()
    asker = Asker(run, cursor, kpi, asked_of(run, cursor, scope), periods.resolve(scope, run.last_day))
    spans = periods.windows(asker.timing, grain, kpi.clock, run.settings)
    engine = dialect_of(cursor)
    dialect = "spark" if engine == "pyspark" else engine
    values = ", ".join(
        "(" + ", ".join(written(day, engine) for day in (span.period, span.start, span.end, span.as_of)) + ")"
        for span in spans
    )
    named = ", ".join(WINDOW_COLUMNS)
    statement = asker.statement(part, tuple(by) or kpi.default_by)
    query = sqlglot.parse_one(statement.filled(asker.values), dialect=dialect)
    rows = f"(VALUES {values}) AS t({named})"
    if engine == "clickhouse":
        rows = f"VALUES('{', '.join(f'{name} Date32' for name in WINDOW_COLUMNS)}', {values})"
    with_windows = query.with_("windows", as_=f"SELECT * FROM {rows}", dialect=dialect)  # type: ignore[attr-defined]
    spread = SPREAD.get(engine, "")
    days = f"SELECT {SPAN_DAYS[engine]} AS day, {named} FROM windows{spread}"
    with_days = with_windows.with_("days", as_=days, dialect=dialect)
    recent = RECENT[engine].format(days=run.settings.longest_lookback)
    with_recent = with_days.with_("recent", as_=recent, dialect=dialect)
    common = with_recent.find(sqlglot.exp.With)
    *inner, windows_cte, days_cte, recent_cte = common.expressions
    common.set("expressions", [windows_cte, days_cte, recent_cte, *inner])
    return str(with_recent.sql(dialect=dialect, pretty=True))
