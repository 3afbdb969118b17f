"""Counts what is in a workspace, for `assay.doctor`: what has landed, and what the current run made of it."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import duckdb

from assay.contract.tables import OF_NO_FIGURE, TABLES, Table
from assay.doctor import Inventory, LeftOut, Matching, Quarantined, TableState
from assay.engine.literals import quoted
from assay.landing.current import current_sql, fingerprint
from assay.landing.quarantine import quarantined
from assay.store.runs import Run, current, open_run
from assay.store.workspace import Workspace

_DAY = {
    "touches": "occurred_at",
    "opportunities": "created_at",
    "opportunity_stages": "entered_at",
    "people": "created_at",
    "visitors": "first_seen_at",
    "survey_responses": "answered_on",
    "intent_signals": "week",
    "costs": "incurred_on",
    "fx_rates": "date",
}
"""The column that tells how recent a table's rows are."""


def take_inventory(workspace: Workspace) -> Inventory:
    """Works at any time, also before the first load or refresh; tables are counted as they have landed."""
    if current(workspace) is None:
        return _landed(workspace, datetime.now(workspace.settings.zone).date())
    with closing(open_run(workspace)) as run:
        return _built(workspace, run, _landed(workspace, run.today))


def _landed(workspace: Workspace, today: date) -> Inventory:
    with duckdb.connect() as connection:
        tables = {name: _table(connection, workspace, table, today) for name, table in TABLES.items()}
        touches = current_sql(workspace, "touches")
        kinds = connection.execute(f"SELECT kind, count(*) FROM ({touches}) GROUP BY kind ORDER BY kind").fetchall()
    return Inventory(today, None, tables, dict(kinds), quarantined=_at_landing(workspace))


def _built(workspace: Workspace, run: Run, landed: Inventory) -> Inventory:
    cursor = run.cursor()
    built_from = dict(cursor.execute("SELECT name, fingerprint FROM build.inputs").fetchall())
    return replace(
        landed,
        run=run.number,
        pending=tuple(
            name
            for name in TABLES
            if name not in OF_NO_FIGURE and built_from.get(f"landing.{name}") != fingerprint(workspace, name)
        ),
        matching=tuple(Matching(*row) for row in cursor.execute(_MATCHING).fetchall()),
        quarantined=(*landed.quarantined, *_in_model(cursor)),
        left_out=tuple(LeftOut(*row) for row in cursor.execute(_LEFT_OUT).fetchall()),
        stages_known=tuple(label for (label,) in cursor.execute(_STAGES_KNOWN).fetchall()),
    )


_STAGES_KNOWN = (
    "SELECT DISTINCT label FROM model.stage_meanings WHERE basis = 'name' AND status IN ('won', 'lost') ORDER BY label"
)
_MATCHING = (
    "SELECT kind, count(*), count(*) FILTER (WHERE match = 'none'), count(*) FILTER (WHERE match = 'ambiguous') "
    "FROM main.touches GROUP BY kind ORDER BY kind"
)
_LEFT_OUT = "SELECT fact, reason, n FROM main.left_out ORDER BY n DESC, fact, reason"


def _table(cursor: Any, workspace: Workspace, table: Table, today: date) -> TableState:
    counts = ", ".join(f"count({quoted(name)})" for name in table.names)
    day = f"CAST({quoted(_DAY[table.name])} AS DATE)" if table.name in _DAY else "CAST(NULL AS DATE)"
    last = f"max({day}) FILTER (WHERE {day} <= DATE '{today}')"
    query = f"SELECT count(*), {last}, {counts} FROM ({current_sql(workspace, table.name)})"
    rows, last_day, *filled = cursor.execute(query).fetchone()
    return TableState(rows, dict(zip(table.names, filled, strict=True)), last_day)


def _at_landing(workspace: Workspace) -> tuple[Quarantined, ...]:
    counted = Counter((row.table, row.column, row.rule) for row in quarantined(workspace))
    return tuple(Quarantined("landing", *what, rows) for what, rows in counted.most_common())


def _in_model(cursor: Any) -> tuple[Quarantined, ...]:
    query = "SELECT table_name, column_name, rule, count(*) FROM model.quarantine GROUP BY ALL ORDER BY 4 DESC, 1, 2"
    return tuple(Quarantined("model", *row) for row in cursor.execute(query).fetchall())
