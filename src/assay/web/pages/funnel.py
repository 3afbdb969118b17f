"""The account funnel: six stages as flow or cohort, the accounts that stand in one, days and stalls of the deals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from assay.charts import Bar, bars
from assay.errors import UsageError, did_you_mean
from assay.languages import formats
from assay.languages.labels import label
from assay.metrics.answers import Run
from assay.metrics.scope import Scope
from assay.views.diagnosis import StallLine, stalls
from assay.views.funnel import FunnelAnswer, funnel, stays_on
from assay.views.question import Record, question
from assay.views.stages import STAGES
from assay.web.pages.help import helped
from assay.web.pages.overview import funnel_picture
from assay.web.pages.pictures import Picture, picture, unmeasured
from assay.web.pages.registry import Page, Shown
from assay.web.pages.splits import asked_split, counts_table, funnel_panels, funnel_parts, remark, stage_panels
from assay.web.tables import Column, TableData
from assay.web.visit import Visit


@helped
def funnel_page(visit: Visit) -> Shown:
    mqa = visit.query.flag("mqa")
    answer = visit.ask(funnel, mqa=mqa)
    cohort = visit.scope.mode == "cohort"
    by = asked_split(visit) if not cohort else None
    split = funnel_parts(visit, by, mqa=mqa) if by else None
    values = {
        "found": answer,
        "split": split,
        "panels": funnel_panels(visit, split) if split and len(split.parts) > 1 else None,
        "remark": remark(visit, split.asked, split.gap) if split else "",
        "mqa": mqa,
        "cohort": cohort,
        "picture": _cohort_picture(visit, answer) if cohort else funnel_picture(visit, answer, width=1180),
        "stage": visit.query.get("stage"),
        **(_deal_pictures(visit, by) if not cohort else {}),
    }
    tables = (
        (_cohort_table(visit, answer),)
        if cohort
        else (
            _stage_table(visit, answer),
            *_in_stage(visit, mqa, answer.unmeasured),
            _stall_table(visit),
            *([counts_table(visit, split)] if split else []),
        )
    )
    data = {**answer.to_json(), **(split.to_json(visit.language) if split else {})}
    return Shown("pages/funnel.html", values, tables, data=data)


def _cohort_picture(visit: Visit, funnel: FunnelAnswer) -> Picture:
    """How far the accounts that entered in the window have come while they were followed."""
    groups = [
        Bar(
            label("funnel", one.stage, visit.language),
            one.share,
            one.low,
            one.high,
            one.of,
            written=None if one.of >= visit.settings.small_n else f"{one.reached}/{one.of}",
            note=f"{visit.fmt.number(one.reached)}/{visit.fmt.number(one.of)}"
            if one.of >= visit.settings.small_n
            else "",
        )
        for one in funnel.cohort
    ]
    chart = bars(visit._("How far the cohort has come"), groups, unit="share", language=visit.language, width=900)
    return picture("funnel", chart)


def _stage_table(visit: Visit, funnel: FunnelAnswer) -> TableData:
    small = visit.settings.small_n
    rows = [
        {"stage": one.stage}
        if one.stage in funnel.unmeasured
        else {**asdict(one), "went_on": _went_on(visit, one.advanced, one.of, small)}
        for one in funnel.stages
    ]
    columns = (
        Column(
            "stage", visit._("Stage"), label="funnel", link=lambda row: visit.href(stage=row["stage"]) + "#in-stage"
        ),
        Column("accounts", visit._("Accounts"), "number"),
        Column("before", visit._("Before the window"), "number"),
        Column("entered", visit._("Came in"), "number"),
        Column("forward", visit._("Forward"), "number"),
        Column("back", visit._("Back"), "number"),
        Column("left", visit._("Left the funnel"), "number"),
        Column("went_on", visit._("Went on")),
        Column("median_days", visit._("Median days"), "number"),
        Column("ended", visit._("Stays ended"), "number"),
    )
    moved_back = visit.ngettext(
        "%(n)s account moved back at least once.", "%(n)s accounts moved back at least once.", funnel.moved_back
    )
    return TableData("stages", visit._("Stages in the window"), columns, rows, note=moved_back, sortable=False)


def _went_on(visit: Visit, advanced: int | None, of: int | None, small: int) -> str:
    """Of those that entered the stage in the window: k of n, and the share where there are enough."""
    if advanced is None or not of:
        return ""
    parts = f"{visit.fmt.number(advanced)}/{visit.fmt.number(of)}"
    return parts if of < small else f"{visit.fmt.percent(advanced / of)} ({parts})"


def _cohort_table(visit: Visit, funnel: FunnelAnswer) -> TableData:
    rows = [asdict(one) for one in funnel.cohort]
    columns = (
        Column("stage", visit._("Stage"), label="funnel"),
        Column("reached", visit._("Reached"), "number"),
        Column("of", visit._("Of"), "number"),
        Column("share", visit._("Share"), "share"),
        Column("low", visit._("Lower end"), "share"),
        Column("high", visit._("Upper end"), "share"),
        Column("median_days", visit._("Median days"), "number"),
    )
    immature = visit.ngettext(
        "%(n)s account is not yet followed for the whole time.",
        "%(n)s accounts are not yet followed for the whole time.",
        funnel.immature,
    )
    return TableData(
        "cohort",
        visit._("How far the cohort has come"),
        columns,
        rows,
        note=immature if funnel.immature else None,
        sortable=False,
    )


def _in_stage(visit: Visit, mqa: bool, unmeasured: Sequence[str]) -> tuple[TableData, ...]:
    """The accounts that stand in the stage that was chosen: as many as its bar says."""
    stage = visit.query.get("stage")
    if stage is None:
        return ()
    if stage not in STAGES:
        raise UsageError(f"There is no stage {stage!r}.", hint=did_you_mean(stage, STAGES))
    rows = visit.ask(accounts_in_stage, stage, mqa=mqa)
    columns = (
        Column("name", visit._("Account"), link=lambda row: visit.account_href(row["account_id"])),
        Column("days", visit._("Days in the stage"), "number"),
        Column("since", visit._("Since"), "day"),
        Column("industry", visit._("Industry")),
        Column("country", visit._("Country")),
        Column("owner", visit._("Rep")),
        Column("account_id", visit._("Id")),
    )
    title = visit._("Accounts in the stage %(stage)s", stage=label("funnel", stage, visit.language))
    empty = visit._("not measured") if stage in unmeasured else None
    return (TableData("in-stage", title, columns, rows, empty=empty),)


def accounts_in_stage(run: Run, scope: Scope | None, stage: str, *, mqa: bool = False) -> list[Record]:
    """Accounts that stand in a stage at the end of the as-of day, those longest in it first, off the list among them.

    `days` and `since` are empty where it is not known since when.
    """
    asked = question(run, scope)
    as_of = asked.timing.as_of
    since = stays_on(run, replace(scope or Scope(), mode="snapshot"), as_of, stage, mqa=mqa)
    found = asked.cursor.execute(_NAMED, [list(since)])
    names = [column[0] for column in found.description]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    for row in rows:
        day = since[row["account_id"]]
        row |= {"since": day, "days": (as_of - day).days if day else None}
    return sorted(rows, key=lambda row: -(row["days"] or 0))


_NAMED = """
SELECT a.account_id, coalesce(a.name, a.account_id) AS name, a.industry, a.country, coalesce(u.name, a.owner_id) AS owner
FROM accounts AS a LEFT JOIN users AS u ON u.user_id = a.owner_id
WHERE list_contains($1, a.account_id) ORDER BY name, a.account_id
"""


def _deal_pictures(visit: Visit, by: str | None) -> dict[str, Any]:
    return {
        "days": _by_stage(visit, "days_in_stage", visit._("Days of deals in each stage"), by),
        "conversion": _by_stage(visit, "stage_conversion", visit._("Deals that went on from each stage"), by),
    }


def _by_stage(visit: Visit, key: str, title: str, by: str | None) -> Picture:
    """A KPI by the stages of deals, in their order, and by the parts of a split; each bar leads to its rows."""
    order = dict(visit.keep("stage_order", lambda: visit.cursor().execute(_POSITIONS).fetchall()))
    if by:
        return stage_panels(visit, key, by, title, order)
    kpi = visit.kpi(key, by=("stage",))
    if not kpi.measured:
        return unmeasured(visit, key, title, kpi)
    rows = sorted(kpi.rows, key=lambda row: (order.get(row.by["stage"], 99), row.by["stage"] or ""))
    groups = [
        Bar(
            row.by["stage"] or "–",
            row.figure.value,
            None if formats.is_small(row.figure, kpi.unit) else row.figure.low,
            None if formats.is_small(row.figure, kpi.unit) else row.figure.high,
            row.figure.n,
            written=visit.fmt.figure(row.figure, kpi.unit),
            href=visit.rows_href(key, by="stage"),
        )
        for row in rows
        if row.figure.value is not None
    ]
    chart = bars(title, groups, unit=kpi.unit, language=visit.language, width=620)
    return picture(key, chart, kpi=key, asks=[visit.asks(key, by="stage")])


_POSITIONS = "SELECT stage, position FROM stages"


def _stall_table(visit: Visit) -> TableData:
    lines: Sequence[StallLine] = visit.ask(stalls)
    rows = [{**asdict(line), "note": visit._(line.note) if line.note else None} for line in lines]
    columns = (
        Column("stage", visit._("Stage"), link=lambda _: visit.rows_href("stalled_deals", by="stage")),
        Column("stalled", visit._("Stalled"), "number"),
        Column("open", visit._("Open deals"), "number"),
        Column("note", visit._("Note")),
    )
    note = visit._("Stalled: longer in the stage than three of four won deals took.")
    return TableData(
        "stalls", visit._("Where deals stall"), columns, rows, note=note, empty=visit._("No deal is open.")
    )


PAGES = (Page("funnel", "/funnel", "Funnel", funnel_page, words=("mqa", "stage", "table")),)
