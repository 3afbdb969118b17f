"""What changed: the last closed quarter against the one before, trends, and what later data did to figures already told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from assay.charts import Mark, Point, Series, marks_of, trend
from assay.errors import AssayError
from assay.languages.formats import is_small
from assay.memory.figures import closed
from assay.metrics import periods
from assay.metrics.answer import Answer, Row
from assay.metrics.change import Change, Turn
from assay.metrics.scope import Scope
from assay.report.brief import MONTHS_OF_ONE_YEAR, Brief
from assay.report.headline import change_of, moved_message
from assay.report.pack import Block, Cell, Drawing, Page, Pair, Table
from assay.report.say import plain
from assay.views.annotations import annotations_of, chart_notes

FIGURES = (
    "target_accounts",
    "engaged_share",
    "opportunity_rate",
    "pipeline",
    "accounts_won",
    "win_rate",
    "new_revenue",
    "deal_velocity",
    "programme_cost",
)
LONGEST_LINE = 160
"""Letters of what happened on a day."""
TRENDS = ("engaged_share", "pipeline")


def changes_page(brief: Brief, told: Sequence[Block] = ()) -> Page:
    """`told` is what is to be said of figures told earlier, where it is short."""
    say = brief.say
    now = quarter(brief, brief.timing.end)
    before = quarter(brief, now.start - timedelta(days=1)) if now.start else now
    rows = [row for key in FIGURES if (row := _row(brief, key, now, before))]
    columns = (
        say("Figure"),
        _name(brief, before),
        _name(brief, now),
        say("Difference"),
        say("95% interval of the difference"),
        say("Better or worse"),
    )
    table = Table("quarters", say("Quarter against quarter"), columns, tuple(cells for cells, _ in rows))
    drawn = tuple(one for key in TRENDS if (one := _trend(brief, key)))
    blocks: list[Block] = [table]
    if len(drawn) == 2:
        blocks.append(Pair(drawn[:1], drawn[1:]))
    else:
        blocks += drawn
    otherwise = say("What changed since the quarter before")
    message = f"{_name(brief, now)}: {moved_message(brief, [turn for _, turn in rows], otherwise)}"
    notes = tuple(drawing.chart.summary for drawing in drawn)
    return Page("changes", say("What changed"), message, (*blocks, *told), notes)


def quarter(brief: Brief, day: date) -> Scope:
    """The scope in the last fiscal quarter that is over on this day, seen from its last day."""
    window = closed("quarter", day, brief.asking.settings, replace(brief.scope, start=None, end=None, as_of=None))
    return replace(window, as_of=window.end)


def _name(brief: Brief, scope: Scope) -> str:
    assert scope.start is not None
    if brief.asking.settings.fiscal_year_starts_in in (1, 4, 7, 10):
        return brief.say.period(scope.start, "quarter")
    return brief.say("Quarter to %(day)s", day=brief.say.day(scope.end))


def _row(brief: Brief, key: str, now: Scope, before: Scope) -> tuple[tuple[Cell, ...], Turn] | None:
    found, earlier = brief.maybe(key, now), brief.maybe(key, before)
    if found is None:
        return None
    say, unit, currency = brief.say, found.unit, found.currency
    change = change_of(brief, found, earlier, before) if earlier else Change()
    cells = (
        say.text(found.name),
        say.figure_cell(earlier.total, unit, currency) if earlier else say.text(""),
        say.figure_cell(found.total, unit, currency),
        say.difference_cell(change.difference, unit, currency),
        say.differences_cell(change.low, change.high, unit, currency),
        say.text({"better": say("better"), "worse": say("worse")}.get(change.turn) or change.remark(say.language)),
    )
    return cells, change.turn


def _trend(brief: Brief, key: str) -> Drawing | None:
    """A figure over the window's months; of shares beside the comparison arm, in grey."""
    own = _series(brief, key, brief.scope, brief.say.label("arms", brief.scope.arm))
    if own is None or not any(point.value is not None for point in own[1].points):
        return None
    found, series = own
    together = [series]
    other = brief.of_other_arm(brief.scope) if found.unit == "share" else None
    if other is not None and brief.against:
        beside = _series(brief, key, other, brief.against.name)
        together += [replace(beside[1], comparison=True)] if beside else []
    marks = _marks(brief, found)
    chart = trend(
        found.name,
        together,
        unit=found.unit,
        currency=found.currency,
        language=brief.say.language,
        marks=marks,
        width=600,
    )
    return Drawing(f"trend_{key}", chart, tuple(together), "trend", found.unit, found.currency, marks=marks)


def _marks(brief: Brief, answer: Answer) -> tuple[Mark, ...]:
    """What happened within the periods of a series, as the pages show it."""
    starts = [row.period for row in answer.rows if row.period]
    if not starts:
        return ()
    workspace, last = brief.asking.workspace, max(answer.end, starts[-1])
    notes = chart_notes(workspace) if workspace else ()
    told = annotations_of(
        brief.asking.cursor(),
        brief.scope,
        starts[0],
        last,
        language=brief.say.language,
        workspace=workspace,
        kpi=answer.kpi,
        notes=notes,
    )
    return marks_of([(one.day, plain(one.line(brief.say.language), LONGEST_LINE)) for one in told], starts, last)


def _series(brief: Brief, key: str, scope: Scope, name: str) -> tuple[Answer, Series] | None:
    grain = grain_of(brief.timing)
    try:
        answer = brief.asking.kpi(key, scope, brief.say.language, grain=grain)
    except AssayError:
        return None
    last = len(answer.rows) - 1
    points = tuple(
        _point(brief, answer, row, grain, provisional=answer.provisional and place == last)
        for place, row in enumerate(answer.rows)
    )
    return (answer, Series(name, points)) if points else None


def grain_of(timing: periods.Timing) -> str:
    months = 12 * (timing.end.year - timing.start.year) + timing.end.month - timing.start.month
    return "month" if months < MONTHS_OF_ONE_YEAR else "quarter"


def _point(brief: Brief, answer: Answer, row: Row, grain: str, *, provisional: bool) -> Point:
    name = brief.say.short_period(row.period, grain) if row.period else ""
    figure = row.figure
    small = is_small(figure, answer.unit)
    parts = brief.say.figure(figure, answer.unit, answer.currency) if small else ""
    return Point(name, figure.value, figure.low, figure.high, figure.n, provisional=provisional, parts=parts)
