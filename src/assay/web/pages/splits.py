"""One view split by tier, list, owner, industry or programme: small multiples, and the sentence that says what they show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from assay.charts import Bar, Panel, Series, bar_panels, bars, line_panels
from assay.errors import UsageError
from assay.kpis import find
from assay.languages import formats
from assay.languages.labels import label
from assay.metrics.answer import Answer, Row
from assay.metrics.gap import Gap, largest_gap, share_text
from assay.metrics.parts import SPLITS, Parts, parts_of
from assay.stats.estimators import wilson
from assay.views.funnel import StageFigures
from assay.views.split import FunnelSplit, funnel_split
from assay.web.dates import Link
from assay.web.pages.happened import what_happened
from assay.web.pages.pictures import Picture, picture, series_of, unmeasured
from assay.web.scope_url import condition, quoted
from assay.web.tables import Column, TableData
from assay.web.visit import Visit, known_kpi


def split_by(visit: Visit) -> str | None:
    """The word `by` of the address, where it is one that any view can be split by."""
    asked = visit.query.get("by")
    return asked if asked in SPLITS else None


def asked_split(visit: Visit) -> str | None:
    """The same for a page that splits by nothing else. Raises UsageError for another word."""
    asked = visit.query.get("by")
    if asked is not None and asked not in SPLITS:
        raise UsageError(f"by is {asked!r}.", hint=f"One of {', '.join(SPLITS)}.")
    return asked


def split_links(visit: Visit) -> list[Link]:
    """The choice of a split; of all accounts there are no tiers, lists and programmes."""
    chosen = split_by(visit)
    links = [Link(visit._("all together"), visit.href(by=None, page=None), chosen is None)]
    for name in SPLITS:
        if not (visit.scope.arm == "all" and name in ("tier", "list", "programme")):
            title = label("dimensions", name, visit.language)
            links.append(Link(title, visit.href(by=name, page=None), chosen == name))
    return links


def parts(visit: Visit, by: str) -> Parts:
    return visit.ask(parts_of, by, scope=replace(visit.scope, mode="snapshot"))


def part_words(visit: Visit, by: str, value: str) -> dict[str, Any]:
    """The words of an address that choose one part, and end the split."""
    if by == "industry":
        return {"where": [*visit.query.all("where"), condition(by, value)], "by": None}
    return {by: quoted(value), "by": None}


def remark(visit: Visit, asked: Parts, gap: Gap) -> str:
    """What must be known of the parts: how many are not shown, and for how many looks an interval was widened."""
    said = []
    if asked.more:
        said.append(
            visit.ngettext("%(n)s smaller part is not shown.", "%(n)s smaller parts are not shown.", asked.more)
        )
    if asked.without:
        said.append(
            visit.ngettext("%(n)s account is in none of them.", "%(n)s accounts are in none of them.", asked.without)
        )
    if gap.looked_at > 1:
        said.append(
            visit._("Intervals are widened for the %(n)s differences looked at.", n=visit.fmt.number(gap.looked_at))
        )
    return " ".join(said)


# The funnel.


def funnel_parts(visit: Visit, by: str, *, mqa: bool = False) -> FunnelSplit:
    return visit.ask(funnel_split, by, visit.language, mqa=mqa, scope=replace(visit.scope, mode="snapshot"))


def funnel_panels(visit: Visit, split: FunnelSplit, width: int = 1180) -> Picture:
    """A panel for each stage, in it the share that went on in each part; a bar leads to the accounts in the stage."""
    small, by = visit.settings.small_n, split.asked.by
    panels = []
    for place, whole in enumerate(split.whole.stages[:-1]):
        rows = [(one, one.stages[place]) for one in split.parts]
        drawn = tuple(
            _passed(visit, by, one.part.value, one.part.name(by, visit.language), row, small) for one, row in rows
        )
        enough = whole.conversion if (whole.of or 0) >= small else None
        panels.append(Panel(label("funnel", whole.stage, visit.language), drawn, enough))
    title = visit._("Went on from each stage, %(by)s by %(by)s", by=label("dimensions", by, visit.language).lower())
    said = split.gap.sentence or title
    chart = bar_panels(title, panels, unit="share", language=visit.language, summary=said, width=width)
    return replace(picture("stages-in-parts", chart), summary=_bar_legend(visit))


def _passed(visit: Visit, by: str, value: str, name: str, row: StageFigures, small: int) -> Bar:
    href = visit.href("/funnel", stage=row.stage, **part_words(visit, by, value)) + "#in-stage"
    if not row.of:
        return Bar(name, None, n=0, written="–", href=href)
    made = f"{visit.fmt.number(row.advanced)}/{visit.fmt.number(row.of)}"
    if row.of < small:
        return Bar(name, row.conversion, n=row.of, written=made, href=href)
    low, high = wilson(row.advanced or 0, row.of)
    return Bar(
        name, row.conversion, low, high, row.of, share_text(row.advanced or 0, row.of, visit.language), href=href
    )


def counts_table(visit: Visit, split: FunnelSplit) -> TableData:
    """How many accounts of each part stand in each stage; each number leads to them."""
    by = split.asked.by

    def link(stage: str | None) -> Any:
        words = {"stage": stage} if stage else {}
        ending = "#in-stage" if stage else ""
        return lambda row: visit.href("/funnel", **words, **part_words(visit, by, row["value"])) + ending

    rows = [
        {
            "value": one.part.value,
            "part": one.part.name(by, visit.language),
            **{row.stage: row.accounts for row in one.stages if row.stage not in split.whole.unmeasured},
        }
        for one in split.parts
    ]
    stages = [row.stage for row in split.whole.stages]
    columns = (
        Column("part", label("dimensions", by, visit.language), link=link(None)),
        *(Column(stage, label("funnel", stage, visit.language), "number", link=link(stage)) for stage in stages),
    )
    return TableData("parts", visit._("Accounts in each stage"), columns, rows, sortable=False)


# Figures of KPIs.


def kpi_gap(visit: Visit, answer: Answer, by: str) -> Gap:
    """The largest difference between the parts of an answer."""
    names = parts(visit, by).names(visit.language)
    return largest_gap(answer, by, names, visit.settings.small_n, visit.language)


def gap_of(visit: Visit, key: str, by: str) -> Gap | None:
    """None for a figure that cannot be split so."""
    if by not in getattr(known_kpi(key), "dimensions", ()):
        return None
    return kpi_gap(visit, visit.kpi(key, by=(by,)), by)


def split_trend(
    visit: Visit, name: str, key: str, by: str, grain: str, *, title: str = "", width: int = 1180
) -> Picture:
    """A figure over time, a panel for each part, the others in grey behind it."""
    kpi = visit.kpi(key, by=(by,), grain=grain)
    title = title or kpi.name
    if not kpi.measured:
        return unmeasured(visit, name, title, kpi)
    gap = gap_of(visit, key, by)
    series, told = [*_series(visit, kpi, by, grain)], what_happened(visit, kpi, grain)
    summary = (gap and gap.sentence) or title
    chart = line_panels(
        title,
        series,
        unit=kpi.unit,
        language=visit.language,
        summary=summary,
        currency=kpi.currency,
        marks=told.marks,
        width=width,
    )
    drawn = picture(name, chart, kpi=key, asks=[visit.asks(key, by=by, grain=grain)], happened=told)
    legend = visit._("Each part has a drawing of its own, with the others in grey behind it.")
    return replace(drawn, summary=legend if name == "trend-chart" else f"{drawn.summary} {legend}")


def _series(visit: Visit, answer: Answer, by: str, grain: str) -> Iterator[Series]:
    for value, name in parts(visit, by).names(visit.language).items():
        rows = tuple(row for row in answer.rows if row.by[by] == value)
        words = part_words(visit, by, value)
        yield series_of(visit, name, replace(answer, rows=rows), grain, words=words)


def split_bars(visit: Visit, name: str, key: str, by: str, *, title: str = "", width: int = 620) -> Picture:
    """A figure's parts as bars with their intervals, and the figure of all as a line."""
    kpi = visit.kpi(key, by=(by,))
    title = title or kpi.name
    if not kpi.measured:
        return unmeasured(visit, name, title, kpi)
    rows = {row.by[by]: row for row in kpi.rows}
    groups = [
        _bar(visit, kpi, rows[value], part, visit.rows_href(key, **part_words(visit, by, value)))
        for value, part in parts(visit, by).names(visit.language).items()
        if value in rows
    ]
    total = (visit._("all"), kpi.total.value) if kpi.total.value is not None and _is_rate(kpi) else None
    chart = bars(
        title, groups, unit=kpi.unit, currency=kpi.currency, language=visit.language, reference=total, width=width
    )
    gap = gap_of(visit, key, by)
    chart = replace(chart, summary=gap.sentence) if gap and gap.sentence else chart
    return picture(name, chart, kpi=key, asks=[visit.asks(key, by=by)])


def _is_rate(answer: Answer) -> bool:
    """Whether the figure of all lies among those of its parts: of a sum it does not."""
    return answer.unit == "share" or find(answer.kpi).measure.aggregate in ("mean", "median", "estimate")


def _bar(visit: Visit, answer: Answer, row: Row, name: str, href: str) -> Bar:
    small = formats.is_small(row.figure, answer.unit)
    low, high = (None, None) if small else (row.figure.low, row.figure.high)
    written = visit.fmt.figure(row.figure, answer.unit, visit.money_of(answer), True)
    return Bar(name, row.figure.value, low, high, row.figure.n, written, href=href)


def stage_panels(visit: Visit, key: str, by: str, title: str, order: dict[str, int], width: int = 1180) -> Picture:
    """A figure of deals by their stages, a panel for each, in it the parts."""
    kpi = visit.kpi(key, by=("stage", by))
    if not kpi.measured:
        return unmeasured(visit, key, title, kpi)
    names = parts(visit, by).names(visit.language)
    of_all = {row.by["stage"]: row.figure for row in visit.kpi(key, by=("stage",)).rows}
    stages = sorted({row.by["stage"] or "–" for row in kpi.rows}, key=lambda stage: (order.get(stage, 99), stage))
    cells = {(row.by["stage"] or "–", row.by[by]): row for row in kpi.rows}
    panels = [
        Panel(
            stage,
            tuple(
                _bar(visit, kpi, cells[stage, value], name, visit.rows_href(key, **part_words(visit, by, value)))
                for value, name in names.items()
                if (stage, value) in cells and cells[stage, value].figure.value is not None
            ),
            of_all[stage].value if stage in of_all and not formats.is_small(of_all[stage], kpi.unit) else None,
        )
        for stage in stages
    ]
    panels = [panel for panel in panels if panel.bars]
    summary = visit._("%(title)s, %(by)s by %(by)s.", title=title, by=label("dimensions", by, visit.language).lower())
    chart = bar_panels(title, panels, unit=kpi.unit, language=visit.language, summary=summary, width=width)
    drawn = picture(key, chart, kpi=key, asks=[visit.asks(key, by=f"stage,{by}")])
    return replace(drawn, summary=_bar_legend(visit))


def _bar_legend(visit: Visit) -> str:
    return visit._("Bars with their 95% intervals, few cases as k of n; the dashed line is all of them together.")


__all__ = [
    "asked_split",
    "counts_table",
    "funnel_panels",
    "funnel_parts",
    "gap_of",
    "kpi_gap",
    "part_words",
    "parts",
    "remark",
    "split_bars",
    "split_by",
    "split_links",
    "split_trend",
    "stage_panels",
]
