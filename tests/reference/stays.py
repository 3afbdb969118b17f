"""O11 and O12: the days a deal spends in a stage, and what becomes of it. All new-business deals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .answer import Figure, Formula, Part
from .opportunity import deal_dims
from .rows import Deal
from .rules import Scope, Standing

ENOUGH = 5


@dataclass(frozen=True)
class Stay:
    stage: str
    start: date
    end: date | None


def stays(scope: Scope, deal: Deal) -> list[Stay]:
    """Stays in open stages, visible on the as-of day. Rows that repeat the stage do not end a stay; the close ends the
    last."""
    rows = [row for row in deal.history if row.day <= scope.q.as_of]
    changes = [row for i, row in enumerate(rows) if i == 0 or rows[i - 1].stage != row.stage]
    closed_on = scope.outcome(deal).closed_on
    ends: list[date | None] = [*(row.day for row in changes[1:]), closed_on]
    found = [Stay(row.stage, row.day, end) for row, end in zip(changes, ends, strict=True)] if changes else []
    return [stay for stay in found if scope.company.stages[stay.stage].status == "open"]


def by_stage(scope: Scope, deal: Deal) -> dict[str, list[Stay]]:
    found: dict[str, list[Stay]] = {}
    for stay in stays(scope, deal):
        found.setdefault(stay.stage, []).append(stay)
    return found


def days_in_stage(scope: Scope) -> Figure:
    """O11: per open stage, mean over deals whose last stay in it ended in the window: days of all stays there."""
    parts = []
    left_out = {"negative": 0}
    for deal in scope.deals():
        for stage, found in by_stage(scope, deal).items():
            end = found[-1].end
            standing = scope.belongs_prospect(deal, end) if end and scope.in_window(end) else None
            if not standing:
                continue
            if any(stay.end is None or stay.end < stay.start for stay in found):
                left_out["negative"] += 1
                continue
            days = Fraction(sum((stay.end - stay.start).days for stay in found if stay.end))
            parts.append(_part(scope, deal, standing, stage, days, 1))
    return Figure("mean", parts, left_out=left_out)


def _part(scope: Scope, deal: Deal, standing: Standing, stage: str, numerator: Fraction, denominator: int) -> Part:
    dims = deal_dims(scope, deal) | {"stage": stage}
    key = f"{deal.id} in {stage}"
    return Part(deal.account, standing.tier, numerator, Fraction(denominator), key, tuple(dims.items()))


def quartile(values: list[int]) -> Fraction:
    """The 75th percentile, linear between the neighbours."""
    ordered = sorted(values)
    place = Fraction(3, 4) * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def usual_days(scope: Scope) -> dict[str, Fraction]:
    """P75 of the summed days per stage of all new-business deals won by the as-of day, of at least five."""
    found: dict[str, list[int]] = {}
    for deal in scope.deals():
        account = scope.company.accounts.get(deal.account or "")
        if scope.outcome(deal).status != "won" or (account and account.excluded):
            continue
        for stage, mine in by_stage(scope, deal).items():
            if all(stay.end and stay.end >= stay.start for stay in mine):
                found.setdefault(stage, []).append(sum((stay.end - stay.start).days for stay in mine if stay.end))
    return {stage: quartile(days) for stage, days in found.items() if len(days) >= ENOUGH}


def stalled_deals(scope: Scope) -> Figure:
    """O11: deals of the scope open in a stage whose summed days there exceed the P75 of the won ones'."""
    usual = usual_days(scope)
    parts = []
    for deal in scope.deals():
        past = scope.outcome(deal)
        standing = scope.belongs_prospect(deal, scope.q.as_of) if past.status == "open" else None
        if not standing or past.stage not in usual:
            continue
        mine = by_stage(scope, deal).get(past.stage, [])
        days = sum(((stay.end or scope.q.as_of) - stay.start).days for stay in mine)
        if mine and days > usual[past.stage]:
            parts.append(_part(scope, deal, standing, past.stage, Fraction(1), 0))
    return Figure("sum", parts, nothing=not usual)


def stage_conversion(scope: Scope) -> Figure:
    """O12: deals that first entered the stage in the window and have since entered a higher open stage, or were won."""
    stages = scope.company.stages
    parts = []
    for deal in scope.deals():
        rows = [row for row in deal.history if row.day <= scope.q.as_of]
        for stage in {row.stage for row in rows if stages[row.stage].status == "open"}:
            first = next(i for i, row in enumerate(rows) if row.stage == stage)
            day = rows[first].day
            standing = scope.belongs_prospect(deal, day) if scope.in_window(day) else None
            if not standing:
                continue
            since = [stages[row.stage] for row in rows[first + 1 :]]
            higher = any(
                later.status == "open"
                and later.pipeline == stages[stage].pipeline
                and later.position > stages[stage].position
                for later in since
            )
            won = scope.outcome(deal).status == "won"
            parts.append(_part(scope, deal, standing, stage, Fraction(higher or won), 1))
    return Figure("ratio", parts)


FORMULAS: dict[str, Formula] = {
    "days_in_stage": days_in_stage,
    "stalled_deals": stalled_deals,
    "stage_conversion": stage_conversion,
}
