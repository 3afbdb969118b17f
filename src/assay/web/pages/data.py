"""Data: sources, runs, quarantine, unmatched touches, freshness, and what changed between two runs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from assay.doctor import Diagnosis, diagnose
from assay.errors import UsageError
from assay.inventory import take_inventory
from assay.kpis import CATALOGUE
from assay.landing.manifest import landed_files
from assay.landing.quarantine import quarantined
from assay.memory.changed_rows import ChangedRows, changed_of_accounts, changed_rows, changed_tables
from assay.report.restated import CAUSES
from assay.store.workspace import Workspace
from assay.views.annotations import SETTINGS
from assay.web.looked import since_looked
from assay.web.pages.alerts import alerts_table
from assay.web.pages.bring_cells import mended_at
from assay.web.pages.kinds import kind_name
from assay.web.pages.previewed import window_name
from assay.web.pages.registry import Page, Shown
from assay.web.pages.rules import rule_name
from assay.web.pages.scheduled import SCHEDULED, jobs_table, schedules_told
from assay.web.pages.words import fact_name, names_of, need_name, reason_name, table_name
from assay.web.rights import KEEPERS
from assay.web.runs_told import run_told
from assay.web.scope_url import whole_number
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


def changes_page(visit: Visit) -> Shown:
    """What differs between two runs that are kept: up to the newest one, also while its pages are being made ready for readers."""
    from assay.memory.changes import compare_runs

    workspace, kept = visit.workspace, visit.runs
    after = whole_number("to-run", visit.query.get("to-run"), _told_of(visit))
    earlier = [number for number in kept if number < after]
    seen = since_looked(visit)
    asked = min(seen[1], after) if seen and visit.query.flag("since-looked") else None
    before = whole_number("from-run", visit.query.get("from-run"), asked or max(earlier, default=after))
    for number in (before, after):
        if number not in kept:
            raise UsageError(f"Run {number} is not kept.", hint=f"Kept: {', '.join(map(str, kept))}.")
    changes = visit.keep("changes", lambda: compare_runs(workspace, before, after), before, after)
    rows = _rows_asked(visit, changes)
    values = {
        "found": changes,
        "before": before,
        "after": after,
        "runs": kept,
        "cause_name": partial(_cause, visit),
        "in_words": partial(_in_words, visit),
        "plainly": partial(_plainly, visit),
        "changed": changed_tables(changes.from_run, changes.to_run),
        "of": visit.query.get("of"),
        "account": visit.query.get("account") or "",
        "seen": seen,
        "tells_newest": after == visit.run_to_come,
        "since_looked": asked is not None and before == asked,
        "first_visit": visit.query.flag("since-looked") and seen is None,
    }
    return Shown("pages/changes.html", values, (changes_table(visit, changes), *rows), data=changes.to_json())


def _told_of(visit: Visit) -> int:
    """The run that the address names, else the newest: whoever has just changed something looks for what it did."""
    return visit.run_number if visit.query.get("run") else visit.run_to_come or visit.run_number


def _rows_asked(visit: Visit, changes: Any) -> tuple[TableData, ...]:
    """The rows of the table that the address asks for, of one account where it names one."""
    table, account = visit.query.get("of"), visit.query.get("account")
    if table is None and account is None:
        return ()
    changed = changed_tables(changes.from_run, changes.to_run)
    if table is not None and table not in changed:
        raise UsageError(f"No row of {table!r} differs between these runs.", hint="Choose one of the tables listed.")
    known = visit.account_id(account) if account else None
    tables = [table] if table else changed_of_accounts(changed)
    rows = [changed_rows(visit.workspace, changes.from_run, changes.to_run, one, known) for one in tables]
    return (changed_rows_table(visit, rows, visit.query.get("account")),)


def changed_rows_table(visit: Visit, several: Sequence[ChangedRows], account: str | None = None) -> TableData:
    """A line for each column that differs: before and after, the file and line it came with, and who loaded it."""
    kinds = {"new": visit._("new row"), "changed": visit._("changed"), "gone": visit._("gone")}
    rows = [
        {
            "table": change.table,
            "key": _row_name(visit, change.table, row.key),
            "account_id": row.account_id,
            "kind": kinds[row.kind],
            "column": name,
            "before": _said(row.before.get(name)),
            "after": _said(row.after.get(name)),
            "file": f"{row.file}:{row.line}" if row.file else None,
            "batch": row.batch,
            "landed_at": row.landed_at,
            "loaded_by": row.loaded_by,
        }
        for change in several
        for row in change.rows
        for name in sorted({*row.before, *row.after})
    ]
    of, told = sum(change.of for change in several), sum(len(change.rows) for change in several)
    columns = (
        *((Column("table", visit._("Table"), words=partial(table_name, visit)),) if len(several) != 1 else ()),
        Column("key", visit._("Row")),
        Column("account_id", visit._("Account"), link=_account_link(visit), words=names_of(visit, "account")),
        Column("kind", visit._("What happened")),
        Column("column", visit._("Column")),
        Column("before", visit._("Before")),
        Column("after", visit._("After")),
        Column("file", visit._("File and line")),
        Column("batch", visit._("Batch"), "number"),
        Column("landed_at", visit._("Landed"), "moment"),
        Column("loaded_by", visit._("Loaded by")),
    )
    title = visit.ngettext(
        "%(n)s changed row of %(table)s",
        "%(n)s changed rows of %(table)s",
        of,
        table=table_name(visit, several[0].table) if len(several) == 1 else account or "",
    )
    note = visit._("Only the first %(n)s are listed.", n=visit.fmt.number(told))
    return TableData("changed", title, columns, rows, note=note if of > told else None)


def _row_name(visit: Visit, table: str, key: str) -> str:
    """The name of what a row is about, where it has one, with its id."""
    names = names_of(visit, {"accounts": "account", "opportunities": "deal", "programmes": "programme"}.get(table, ""))
    name = names(key) if names else key
    return key if name == key else f"{name} ({key})"


def _account_link(visit: Visit) -> Any:
    return lambda row: visit.account_href(row["account_id"]) if row["account_id"] else None


def _said(value: Any) -> str | None:
    return None if value is None else str(value)


LANDED = re.compile(r"(\w+): ([\d,]+) new or changed rows in \d+ loads?")
TAKEN_BACK = re.compile(r"(\w+): loads? ([\d, ]+) taken back")
PASSED = re.compile(r"(today|last day with data): (\S+) → (\S+)")


def _plainly(visit: Visit, line: str) -> str | None:
    """A line of what stands behind a cause in the reader's language; None where it is made of names and settings."""
    if landed := LANDED.fullmatch(line):
        rows = int(landed[2].replace(",", ""))
        counted = visit.ngettext("%(n)s new or changed row", "%(n)s new or changed rows", rows)
        return f"{table_name(visit, landed[1])}: {counted}"
    if back := TAKEN_BACK.fullmatch(line):
        return visit._("%(table)s: load %(n)s was taken back", table=table_name(visit, back[1]), n=back[2])
    if passed := PASSED.fullmatch(line):
        what = visit._("Looked at from") if passed[1] == "today" else visit._("Last day with data")
        return f"{what}: {_day(visit, passed[2])} → {_day(visit, passed[3])}"
    return visit._("Another version of Assay built the facts.") if line.startswith("another version") else None


def _day(visit: Visit, written: str) -> str:
    return "–" if written == "None" else visit.fmt.day(date.fromisoformat(written))


SMALL_N = "below how many cases k of n is shown"
"""What `small_n` decides: how figures are told, none of which differs by it."""


def _in_words(visit: Visit, line: str) -> str:
    """What a changed setting decides, in the reader's words: `margin: 0.7 → 0.6` as "the margin"."""
    name = line.partition(":")[0].partition(".")[0]
    words = {**SETTINGS, "small_n": SMALL_N}
    return visit._(words[name]) if name in words else ""


def _cause(visit: Visit, cause: str) -> str:
    return visit._(CAUSES[cause]) if cause in CAUSES else cause


def changes_table(visit: Visit, changes: Any) -> TableData:
    rows = [_change_row(visit, change) for change in changes.changed]
    columns = (
        Column("name", visit._("KPI"), link=lambda row: visit.definition_href(row["kpi"])),
        Column("window", visit._("Window"), words=partial(window_name, visit)),
        Column("before_text", visit._("Before"), "shown", sorts="before"),
        Column("after_text", visit._("After"), "shown", sorts="after"),
        Column("difference_text", visit._("Difference"), "shown", sorts="difference"),
        Column("causes", visit._("Causes")),
    )
    empty = visit._("None of these figures differs.")
    return TableData("changes", visit._("Figures that differ"), columns, rows, empty=empty)


def _change_row(visit: Visit, change: Any) -> dict[str, Any]:
    kpi = known_kpi(change.question.kpi)
    currency = change.after.currency or change.before.currency

    def text(value: Any) -> str:
        return visit.fmt.value(value, kpi.unit, currency)

    parts = (
        f"{_cause(visit, part.cause)} {visit.fmt.difference(part.difference, kpi.unit, currency)}"
        for part in change.parts
    )
    return {
        "kpi": kpi.key,
        "name": kpi.name[visit.language],
        "window": change.question.window,
        "before": change.before.value,
        "after": change.after.value,
        "difference": change.difference,
        "before_text": text(change.before.value),
        "after_text": text(change.after.value),
        "difference_text": visit.fmt.difference(change.difference, kpi.unit, currency),
        "causes": "; ".join(parts),
    }


PAGES = (
    Page("data", "/data", "Data", data_page, roles=KEEPERS, scoped=False),
    Page(
        "changes",
        "/data/changes",
        "What changed",
        changes_page,
        ("from-run", "to-run", "of", "account", "since-looked"),
        KEEPERS,
        scoped=False,
    ),
)
