"""What changed between two runs: figures with their causes, what stands behind each cause, and the rows themselves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from assay.errors import UsageError
from assay.memory.changed_rows import ChangedRows, changed_of_accounts, changed_rows, changed_tables
from assay.memory.differences import (
    CodeChanged,
    DayPassed,
    Difference,
    ListChanged,
    LoadsTakenBack,
    MoreListsChanged,
    RowsLanded,
    SettingChanged,
)
from assay.report.restated import CAUSES
from assay.views.annotations import SETTINGS
from assay.web.looked import since_looked
from assay.web.pages.previewed import window_name
from assay.web.pages.registry import Page, Shown
from assay.web.pages.words import LIST_CHANGES, names_of, table_name
from assay.web.rights import KEEPERS
from assay.web.scope_url import whole_number
from assay.web.tables import Column, TableData
from assay.web.visit import Visit, known_kpi


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
        "decides": partial(_decides, visit),
        "worded": partial(_worded, visit),
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


def _worded(visit: Visit, one: Difference) -> str | None:
    """What differs in the reader's language; None where it is made of names and settings, which are told as they are written."""
    match one:
        case RowsLanded():
            counted = visit.ngettext("%(n)s new or changed row", "%(n)s new or changed rows", one.rows)
            return f"{table_name(visit, one.table)}: {counted}"
        case LoadsTakenBack():
            loads = ", ".join(map(str, one.loads))
            return visit._("%(table)s: load %(n)s was taken back", table=table_name(visit, one.table), n=loads)
        case DayPassed():
            what = visit._("Looked at from") if one.what == "today" else visit._("Last day with data")
            then, now = ("–" if day is None else visit.fmt.day(day) for day in (one.before, one.after))
            return f"{what}: {then} → {now}"
        case ListChanged():
            accounts = visit.ngettext("%(n)s account", "%(n)s accounts", one.accounts)
            kind = visit._(LIST_CHANGES[one.kind]) if one.kind in LIST_CHANGES else one.kind
            why = f" ({one.reason})" if one.reason else ""
            return f"{one.list}: {kind}, {accounts}, {visit.fmt.day(one.day)}, {one.by}{why}"
        case MoreListsChanged():
            return visit.ngettext("and %(n)s more change of lists", "and %(n)s more changes of lists", one.changes)
        case CodeChanged():
            return visit._("Another version of Assay built the facts.")
        case _:
            return None


SMALL_N = "below how many cases k of n is shown"
"""What `small_n` decides: how figures are told, none of which differs by it."""


def _decides(visit: Visit, one: Difference) -> str:
    """What a setting that differs decides: `margin: 0.7 → 0.6` is about "the margin"; nothing of other differences."""
    words = {**SETTINGS, "small_n": SMALL_N}
    return visit._(words[one.section]) if isinstance(one, SettingChanged) and one.section in words else ""


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
