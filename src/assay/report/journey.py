"""The six-stage funnel: where accounts stand and moved in the window, and how far those that entered got."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from assay.charts import FunnelStep
from assay.charts import funnel as funnel_chart
from assay.errors import AssayError
from assay.metrics.launch import launch_days
from assay.metrics.scope import Scope
from assay.report.brief import Brief
from assay.report.pack import Block, Drawing, Page, Pair, Prose, Table
from assay.views.funnel import FunnelAnswer, Reached, StageFigures, funnel, worst_step_sentence
from assay.views.split import funnel_split

WIDE = 640


def funnel_page(brief: Brief) -> Page | None:
    """None where a scope has no funnel."""
    say = brief.say
    try:
        funnel_seen = brief.asking.view(funnel, brief.scope)
    except AssayError:
        return None
    steps = tuple(_step(brief, row, row.stage not in funnel_seen.unmeasured) for row in funnel_seen.stages)
    message = _message(brief, funnel_seen)
    chart = funnel_chart(
        say("Account funnel"), steps, language=say.language, small_n=say.small_n, remark=message, width=WIDE
    )
    cohort = _cohort(brief)
    split = _split(brief)
    parted = (Prose(split, "note"),) if split else ()
    left: tuple[Block, ...] = (
        Drawing("funnel", chart, steps, "funnel"),
        *parted,
        Prose(_moved(brief, funnel_seen), "note"),
    )
    right = _cohort_blocks(brief, cohort) if cohort else ()
    table = _flow_table(brief, funnel_seen)
    blocks: tuple[Block, ...] = (Pair(left, right, "left") if right else Pair(left, (), ""), table)
    notes = tuple(f"{step.name}: {_meaning(brief, row)}" for step, row in zip(steps, funnel_seen.stages, strict=True))
    return Page("funnel", say("Account funnel"), message, blocks, (chart.summary, *notes))


def _step(brief: Brief, row: StageFigures, measured: bool) -> FunnelStep:
    name = brief.say.label("funnel", row.stage)
    return FunnelStep(name, row.accounts, row.before, row.advanced, row.of, row.median_days, measured=measured)


def _message(brief: Brief, funnel: FunnelAnswer) -> str:
    return worst_step_sentence(funnel.stages, brief.say.small_n, brief.say.language)


def _split(brief: Brief) -> str:
    """In which tier accounts are stuck, where there are several; else in which list."""
    for by in ("tier", "list"):
        split_seen = brief.asking.view(funnel_split, brief.scope, by, brief.say.language)
        if len(split_seen.parts) > 1:
            return split_seen.gap.sentence
    return ""


def _moved(brief: Brief, funnel: FunnelAnswer) -> str:
    return brief.say.many(
        "In the window %(n)s account moved back at least once.",
        "In the window %(n)s accounts moved back at least once.",
        funnel.moved_back,
    )


def _meaning(brief: Brief, row: StageFigures) -> str:
    say = brief.say
    if row.of:
        return say(
            "%(accounts)s now, %(before)s before the window; %(share)s of those that entered went on",
            accounts=say.number(row.accounts),
            before=say.number(row.before),
            share=say.share_of(row.advanced or 0, row.of),
        )
    return say(
        "%(accounts)s now, %(before)s before the window",
        accounts=say.number(row.accounts),
        before=say.number(row.before),
    )


def _flow_table(brief: Brief, funnel: FunnelAnswer) -> Table:
    say = brief.say
    columns = (
        say("Stage"),
        say("Before the window"),
        say("Came in"),
        say("Went forward"),
        say("Went back"),
        say("Left"),
        say("Now"),
        say("Median days in it"),
    )
    rows = tuple(
        (
            say.text(say.label("funnel", row.stage)),
            *map(say.count, (row.before, row.entered, row.forward, row.back, row.left, row.accounts, row.median_days)),
        )
        for row in funnel.stages
    )
    message = _moved(brief, funnel).rstrip(".")
    return Table("funnel", say("Moves between stages in the window"), columns, rows, message=message)


def _cohort(brief: Brief) -> tuple[FunnelAnswer, Scope] | None:
    """All that entered since the first list, each followed as long; None where nobody has an entry."""
    if brief.scope.arm in ("all", "rest"):
        return None
    first = _first_entry(brief)
    if first is None:
        return None
    scope = replace(brief.scope, mode="cohort", start=first, end=brief.timing.end, as_of=brief.timing.as_of)
    try:
        funnel_seen = brief.asking.view(funnel, scope)
    except AssayError:
        return None
    return (funnel_seen, scope) if funnel_seen.cohort and funnel_seen.cohort[0].of else None


def _first_entry(brief: Brief) -> date | None:
    """The first day of the scope's rows up to the window's end; where it is not told, the window's first."""
    days = launch_days(brief.asking.cursor(), brief.scope, brief.scope.arm)
    known = [day for day in days if day is None or day <= brief.timing.end]
    return (known[0] or brief.timing.start) if known else None


def _cohort_blocks(brief: Brief, cohort: tuple[FunnelAnswer, Scope]) -> tuple[Block, ...]:
    (found, scope), say = cohort, brief.say
    of = found.cohort[0].of
    said = say.many(
        "%(n)s account that entered from %(start)s to %(end)s, each followed for %(days)s.",
        "%(n)s accounts that entered from %(start)s to %(end)s, each followed for %(days)s.",
        of,
        start=say.day(scope.start),
        end=say.day(scope.end),
        days=say.days(scope.follow_days),
    )
    if found.immature:
        said += " " + say.many(
            "%(n)s of them is not yet followed that long.",
            "%(n)s of them are not yet followed that long.",
            found.immature,
        )
    columns = (say("Stage"), say("Reached it"), say("Share"), say("Median days"))
    rows = tuple(_cohort_row(brief, row) for row in found.cohort)
    return (Prose(said, "plain"), Table("cohort", say("How far accounts get"), columns, rows))


def _cohort_row(brief: Brief, row: Reached) -> tuple[Any, ...]:
    say = brief.say
    share = say.share_cell(row.share)
    if row.of < say.small_n:
        share = replace(share, text=f"{say.number(row.reached)}/{say.number(row.of)}")
    return (say.text(say.label("funnel", row.stage)), say.count(row.reached), share, say.count(row.median_days))
