"""Data: sources, runs, quarantine, unmatched touches and freshness."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from assay.doctor import Diagnosis, diagnose
from assay.inventory import take_inventory
from assay.kpis import CATALOGUE
from assay.landing.manifest import landed_files
from assay.landing.quarantine import quarantined
from assay.store.workspace import Workspace
from assay.web.pages.alerts import alerts_table
from assay.web.pages.bring_cells import mended_at
from assay.web.pages.kinds import kind_name
from assay.web.pages.registry import Page, Shown
from assay.web.pages.rules import rule_name
from assay.web.pages.scheduled import SCHEDULED, jobs_table, schedules_told
from assay.web.pages.words import fact_name, need_name, reason_name, table_name
from assay.web.rights import KEEPERS
from assay.web.runs_told import run_told
from assay.web.tables import Column, TableData
from assay.web.visit import Visit, known_kpi

SAMPLE = 20
"""Bad values of each file that the page lists; the command line has them all."""


def data_page(visit: Visit) -> Shown:
    workspace = visit.workspace
    diagnosis = diagnose(take_inventory(workspace), CATALOGUE.values())
    tables = (
        sources_table(visit, diagnosis),
        alerts_table(visit),
        jobs_table(visit),
        files_table(visit, workspace),
        runs_table(visit),
        unmatched_table(visit, diagnosis),
        quarantine_table(visit, diagnosis),
        bad_values_table(visit, workspace),
        left_out_table(visit, diagnosis),
        lacking_table(visit, diagnosis),
    )
    job = visit.site.jobs.get(SCHEDULED)
    values = {
        "found": diagnosis,
        "runs": visit.runs,
        "summary": _summary(diagnosis),
        "schedules": schedules_told(visit),
        "working": bool(job and job.is_running),
    }
    return Shown("pages/data.html", values, tables, data=diagnosis.to_json())


def _summary(diagnosis: Diagnosis) -> dict[str, int]:
    touches = sum(one.touches for one in diagnosis.inventory.matching)
    return {
        "ready": sum(1 for one in diagnosis.kpis if one.state == "ready"),
        "kpis": len(diagnosis.kpis),
        "stale": len(diagnosis.stale),
        "quarantined": sum(one.rows for one in diagnosis.inventory.quarantined),
        "touches": touches,
        "unmatched": sum(one.unmatched + one.ambiguous for one in diagnosis.inventory.matching),
    }


def sources_table(visit: Visit, diagnosis: Diagnosis) -> TableData:
    """The canonical tables with rows and freshness, those without rows last."""
    stale = {one.table for one in diagnosis.stale}
    rows = [
        {
            "table": name,
            "rows": state.rows,
            "last_day": state.last_day,
            "days": (visit.today - state.last_day).days if state.last_day else None,
            "stale": name in stale,
            "pending": name in diagnosis.inventory.pending,
        }
        for name, state in diagnosis.inventory.tables.items()
    ]
    columns = (
        Column("table", visit._("Table"), words=partial(table_name, visit)),
        Column("rows", visit._("Rows"), "number"),
        Column("last_day", visit._("Last day"), "day"),
        Column("days", visit._("Days without news"), "number"),
        Column("stale", visit._("Too long"), "flag"),
        Column("pending", visit._("Landed since the run"), "flag"),
    )
    ordered = sorted(rows, key=lambda row: not row["rows"])
    return TableData("sources", visit._("Tables and freshness"), columns, ordered)


def files_table(visit: Visit, workspace: Workspace) -> TableData:
    rows = [
        {
            "file": file.report.file,
            "table": file.report.table,
            "landed_at": datetime.fromisoformat(file.landed_at),
            "rows_in": file.report.rows_in,
            "loaded": file.report.loaded,
            "unchanged": file.report.unchanged,
            "duplicate": file.report.duplicate,
            "conflict": file.report.conflict,
            "quarantined": file.report.quarantined,
            "retired": file.report.retired,
        }
        for file in landed_files(workspace)
    ]
    columns = (
        Column("file", visit._("File")),
        Column("table", visit._("Table"), words=partial(table_name, visit)),
        Column("landed_at", visit._("Landed at"), "moment"),
        Column("rows_in", visit._("Rows read"), "number"),
        Column("loaded", visit._("Loaded"), "number"),
        Column("unchanged", visit._("Unchanged"), "number"),
        Column("duplicate", visit._("Duplicate"), "number"),
        Column("conflict", visit._("In conflict"), "number"),
        Column("quarantined", visit._("In quarantine"), "number"),
        Column("retired", visit._("Retired"), "number"),
    )
    return TableData("files", visit._("Files loaded"), columns, rows, most=20)


def runs_table(visit: Visit) -> TableData:
    rows = [_run_row(run_told(visit, number)) for number in reversed(visit.runs)]
    columns = (
        Column("run", visit._("Run"), "number", link=lambda row: visit.href("/", run=row["run"])),
        Column("current", visit._("Current"), "flag"),
        Column("built_at", visit._("Built"), "moment"),
        Column("today", visit._("As seen on"), "day"),
        Column("last_day", visit._("Last day with data"), "day"),
        Column("megabytes", visit._("Megabytes"), "number"),
        Column("problem", visit._("Problem")),
    )
    return TableData("runs", visit._("Runs that are kept"), columns, rows, sortable=False)


def _run_row(told: dict[str, Any]) -> dict[str, Any]:
    built = told["built_at"]
    return {**told, "built_at": datetime.fromisoformat(built) if built else None}


def unmatched_table(visit: Visit, diagnosis: Diagnosis) -> TableData:
    rows = [
        {
            "kind": one.kind,
            "touches": one.touches,
            "unmatched": one.unmatched,
            "ambiguous": one.ambiguous,
            "share": (one.unmatched + one.ambiguous) / one.touches if one.touches else None,
        }
        for one in diagnosis.inventory.matching
    ]
    columns = (
        Column("kind", visit._("Kind of touch"), words=partial(kind_name, visit)),
        Column("touches", visit._("Touches"), "number"),
        Column("unmatched", visit._("No account"), "number"),
        Column("ambiguous", visit._("Several accounts"), "number"),
        Column("share", visit._("Share"), "share"),
    )
    return TableData("unmatched", visit._("Touches without an account"), columns, rows)


def quarantine_table(visit: Visit, diagnosis: Diagnosis) -> TableData:
    names = ("where", "table", "column", "rule", "rows")
    rows = [{name: getattr(one, name) for name in names} for one in diagnosis.inventory.quarantined]
    columns = (
        Column("where", visit._("Found"), words=partial(_place, visit)),
        Column("table", visit._("Table"), words=partial(table_name, visit)),
        Column("column", visit._("Column")),
        Column("rule", visit._("Rule"), words=partial(rule_name, visit), long=True),
        Column("rows", visit._("Rows"), "number"),
    )
    return TableData("quarantine", visit._("Quarantine"), columns, rows, empty=visit._("Nothing is in quarantine."))


def bad_values_table(visit: Visit, workspace: Workspace) -> TableData:
    names = ("file", "table", "line", "column", "value", "rule", "hint")
    rows = [{name: getattr(row, name) for name in names} for row in quarantined(workspace, SAMPLE)]
    titles = ("File", "Table", "Line", "Column", "Value", "Rule", "What to do")
    words = {name: partial(rule_name, visit) for name in ("rule", "hint")} | {"table": partial(table_name, visit)}
    mended = mended_at(workspace)
    links = {"file": lambda row: mended.get(row["file"])}
    columns = tuple(
        Column(
            name,
            visit._(title),
            "number" if name == "line" else "text",
            words=words.get(name),
            long=name in words,
            link=links.get(name),
        )
        for name, title in zip(names, titles, strict=True)
    )
    few = visit._("At most %(n)s values of each file.", n=SAMPLE)
    how = visit._("A file that is a link can be mended in its place; any other once it is sent again at Bring data.")
    note = f"{few} {how}"
    return TableData(
        "bad_values", visit._("Values that did not land"), columns, rows, note=note, most=25,
        empty=visit._("Nothing is in quarantine."),
    )  # fmt: skip


def _place(visit: Visit, where: str) -> str:
    """Whether a row was refused as it landed or as the model was built."""
    return {"landing": visit._("in a file"), "model": visit._("between tables")}.get(where, where)


def left_out_table(visit: Visit, diagnosis: Diagnosis) -> TableData:
    rows = [{"fact": one.fact, "reason": one.reason, "n": one.n} for one in diagnosis.inventory.left_out]
    columns = (
        Column("fact", visit._("What"), words=partial(fact_name, visit)),
        Column("reason", visit._("Reason"), words=partial(reason_name, visit)),
        Column("n", visit._("Rows"), "number"),
    )
    return TableData("left_out", visit._("What the run leaves out"), columns, rows, empty=visit._("Nothing."))


def lacking_table(visit: Visit, diagnosis: Diagnosis) -> TableData:
    rows = [
        {
            "key": one.key,
            "kpi": known_kpi(one.key).name[visit.language],
            "lacks": ", ".join(need_name(visit, need) for need in one.lacks),
        }
        for one in diagnosis.kpis
        if one.state != "ready"
    ]
    columns = (
        Column("kpi", visit._("KPI"), link=lambda row: visit.definition_href(row["key"])),
        Column("lacks", visit._("What it lacks")),
    )
    empty = visit._("Every KPI has what it needs.")
    return TableData("lacking", visit._("KPIs that lack something"), columns, rows, empty=empty)


PAGES = (Page("data", "/data", "Data", data_page, roles=KEEPERS, scoped=False),)
