"""What can be expected when: how far the programme is for each figure, and the date of the first honest verdict."""

from __future__ import annotations

from typing import Any

from assay.errors import AssayError
from assay.metrics.scope import Scope
from assay.planning.expectations import Maturity, Ripeness, maturity
from assay.planning.power import power
from assay.planning.result import Line, PowerAnswer
from assay.report.brief import Brief
from assay.report.pack import Block, Cell, Page, Points, Prose, Table

EARLY = 6
"""Months within which a figure counts as an early one."""


def ripeness(run: Any, scope: Scope, language: str) -> Maturity:
    return maturity(run, scope, language=language)


def forecast(run: Any, scope: Scope, against: str, language: str) -> PowerAnswer:
    return power(run, scope, against=against, language=language)  # type: ignore[arg-type]


def outlook_page(brief: Brief) -> Page:
    say, topic = brief.say, brief.say("What can be expected when")
    try:
        ripe = brief.asking.view(ripeness, brief.scope, say.language)
    except AssayError as error:
        return Page("outlook", topic, say("No forecast can be made"), (Prose(_said(error), "caution"),))
    seen = _forecast(brief)
    if not ripe.rows:
        return Page(
            "outlook",
            topic,
            say("No forecast can be made"),
            (Prose(say("No account has entered the programme."), "caution"),),
        )
    blocks: list[Block] = [Prose(_pace(brief, ripe)), _table(brief, ripe, seen)]
    points = _points(brief, seen)
    if points:
        blocks.append(points)
    return Page(
        "outlook",
        topic,
        _message(brief, ripe),
        tuple(blocks),
        tuple(f"{row.name}: {row.sentence}" for row in ripe.rows),
    )


def _said(error: AssayError) -> str:
    return " ".join(filter(None, (error.message, error.hint)))


def _forecast(brief: Brief) -> PowerAnswer | None:
    if brief.against is None:
        return None
    try:
        return brief.asking.view(forecast, brief.scope, brief.against.arm, brief.say.language)
    except AssayError:
        return None


def _message(brief: Brief, ripe: Maturity) -> str:
    say, done = brief.say, [row for row in ripe.rows if row.is_ripe]
    if len(done) == len(ripe.rows):
        return say("The programme is old enough to be judged on every figure")
    if not done:
        first = min(row.ripe_on for row in ripe.rows)
        return say("Too early for any verdict: the first can be given on %(day)s", day=say.day(first))
    return say.many(
        "The programme is old enough to be judged on %(n)s of %(all)s figures",
        "The programme is old enough to be judged on %(n)s of %(all)s figures",
        len(done),
        all=say.number(len(ripe.rows)),
    )


def _pace(brief: Brief, ripe: Maturity) -> str:
    say, cycle = brief.say, ripe.cycle
    if not cycle.own:
        return say("Too few deals have closed here: usual cycles stand in for the company’s own.")
    return say(
        "At this company’s own pace an account takes %(lead)s from its first engagement to an opportunity, and a won deal "
        "%(deal)s from creation to close (medians). Until most accounts have been followed that long, figures run low.",
        lead=say.days(round(cycle.lead_days or 0)),
        deal=say.days(round(cycle.deal_days or 0)),
    )


def _table(brief: Brief, ripe: Maturity, seen: PowerAnswer | None) -> Table:
    say = brief.say
    columns = (
        say("Figure"),
        say("Days an account must be followed"),
        say("Accounts followed that long"),
        say("First honest verdict"),
        say("Smallest change that would be seen by then"),
    )
    lines = {line.kpi: line for line in seen.lines} if seen else {}
    rows = tuple(_row(brief, row, lines.get(row.kpi)) for row in ripe.rows)
    note = say("A change is relative: 50% means half as much again. A change above 100% can practically not be proven.")
    note += " " + say("It is what a programme has to show that is looked at every month.")
    return Table("outlook", say("Maturity of the programme"), columns, rows, note)


def _row(brief: Brief, row: Ripeness, line: Line | None) -> tuple[Cell, ...]:
    """A verdict is due when most accounts have been followed long enough and the change would be seen."""
    say = brief.say
    verdict = line.verdict if line else None
    return (
        say.text(row.name),
        say.count(row.needed_days),
        Cell(say.share_of(row.followed, row.accounts), row.followed / row.accounts if row.accounts else None, "share"),
        say.day_cell(max(row.ripe_on, verdict.on) if verdict and verdict.on else row.ripe_on),
        say.share_cell(_rounded(verdict.detectable_at_look if verdict else None)),
    )


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 2)


def _points(brief: Brief, seen: PowerAnswer | None) -> Points | None:
    """What moves earlier than deals do, by the looks of a running programme."""
    if seen is None:
        return None
    say = brief.say
    points = []
    for line in seen.lines:
        reach = next((one for one in line.reaches if (one.relative_at_look or 1) < 1), None)
        if line.leading and reach is not None and reach.months <= EARLY:
            points.append(
                say.many(
                    "“%(figure)s”: a rise by %(lift)s would be seen after %(n)s month.",
                    "“%(figure)s”: a rise by %(lift)s would be seen after %(n)s months.",
                    reach.months,
                    figure=line.name,
                    lift=say.percent(_rounded(reach.relative_at_look)),
                )
            )
    return Points(tuple(points), say("Figures that move earlier")) if points else None
