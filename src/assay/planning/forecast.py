"""One KPI's forecast: the change that would be seen after so many months, and the first day it can be judged honestly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import ceil, isfinite

import numpy as np
from numpy.typing import NDArray

from assay.planning.cycle import MONTH_DAYS, Cycle
from assay.planning.past import Forecast, Past
from assay.planning.result import Reach, Verdict
from assay.stats.clustered import Cases, design_effect
from assay.stats.looks import Plan
from assay.stats.power import (
    Design,
    accounts_for_count,
    accounts_for_share,
    detectable_count_rise,
    detectable_hazard_ratio,
    detectable_share_lift,
    events_for_hazard_ratio,
    simulate,
)

Floats = NDArray[np.float64]
FEW = 20
"""Base rates of fewer accounts are not told."""
LEAST = 0.5
"""Nor those of a smaller share of the accounts than shorter stretches have: late launches would stand for all."""
LEAST_EVENTS = 5
DRAWS = 400


def reach_at_look(
    forecast: Forecast, history: Past, cycle: Cycle, design: Design, months: int, shorter: float, plan: Plan
) -> Reach:
    """What a verdict asked for once would see, and what the monthly look after so many months does."""
    once = reach_of(forecast, history, cycle, design, months, shorter)
    asks = plan.limit_after(round(months * MONTH_DAYS))
    surely = reach_of(forecast, history, cycle, replace(design, alpha=asks), months, shorter)
    return replace(once, asks=asks, detectable_at_look=surely.detectable, relative_at_look=surely.relative)


def reach_of(
    forecast: Forecast, history: Past, cycle: Cycle, design: Design, months: int, shorter: float = 0.0
) -> Reach:
    """`shorter` is the correlation of a shorter stretch, for those that have none before them."""
    after, of = history.values[forecast.kpi, months, "after"], history.of[forecast.kpi, months, "after"]
    known = ~np.isnan(after)
    n = int(known.sum())
    if n < max(FEW, LEAST * history.widest(forecast.kpi)):
        return Reach(months, None, None, None, n)
    if forecast.kind == "deal_share":
        return _reach_of_deals(months, after[known], of[known], design)
    if forecast.kind == "speed":
        return _reach_of_speed(months, after[known], cycle, design)
    base, deviation = float(after[known].mean()), float(after[known].std(ddof=1))
    related = _correlation(after, history.values[forecast.kpi, months, "before"], shorter)
    if forecast.kind == "share":
        detectable = detectable_share_lift(base, design, pooled=False, correlation=related)
    else:
        detectable = detectable_count_rise(deviation, design, related)
    return Reach(months, base, detectable, _relative(detectable, base), n, deviation, related)


def _reach_of_deals(months: int, won: Floats, closed: Floats, design: Design) -> Reach:
    """Deals of an account are alike: they count for as many as tell as much, by what they were like so far."""
    each = float(closed.sum()) / len(closed)
    if not closed.sum():
        return Reach(months, None, None, None, 0)
    base = float(won.sum() / closed.sum())
    tells = each / design_effect(Cases(won[closed > 0], closed[closed > 0]))
    deals = replace(design, treated=design.treated * tells, controls=design.controls * tells)
    lift = detectable_share_lift(base, deals, pooled=False)
    events = each * (design.treated + design.controls)
    return Reach(months, base, lift, _relative(lift, base), int(closed.sum()), events=events)


def _reach_of_speed(months: int, won: Floats, cycle: Cycle, design: Design) -> Reach:
    accounts = design.treated + design.controls
    events = float(won.mean()) * accounts
    known = (design.treated / accounts, design.power, design.alpha) if design.is_possible else None
    ratio = detectable_hazard_ratio(events, *known) if known else None
    fewer = None if ratio is None or events < LEAST_EVENTS else 1 - 1 / ratio
    days = None if fewer is None or cycle.deal_days is None else fewer * cycle.deal_days
    return Reach(months, cycle.deal_days, days, fewer, int(won.sum()), events=events)


def _correlation(after: Floats, before: Floats, shorter: float) -> float:
    """Of an outcome with its own value in the stretch before; where that reaches back too far, of a shorter stretch."""
    both = ~np.isnan(after) & ~np.isnan(before)
    if both.sum() < FEW:
        return shorter
    if after[both].std() == 0 or before[both].std() == 0:
        return 0.0
    return float(np.clip(np.corrcoef(after[both], before[both])[0, 1], 0, 0.95))


def _relative(detectable: float | None, base: float | None) -> float | None:
    return detectable / base if detectable is not None and base else None


def verdict_of(
    forecast: Forecast, reaches: Sequence[Reach], design: Design, launch: date, mature: date, expect: float | None
) -> Verdict:
    """Without an expected lift: the day on which the KPI has had its time, and what would be seen by then."""
    length = (mature - launch).days / MONTH_DAYS
    if expect is None:
        return Verdict(forecast.kpi, mature, round(length, 1), mature, None, _relative_at(reaches, length), None)
    seen = crossing([(reach.months, reach.relative) for reach in reaches], expect)
    needed = None if seen is not None else accounts_needed(forecast, reaches[-1], design, expect)
    if seen is None:
        return Verdict(forecast.kpi, None, None, mature, expect, reaches[-1].relative, needed)
    months = max(seen, length)
    on = max(launch + timedelta(days=ceil(seen * MONTH_DAYS)), mature)
    return Verdict(forecast.kpi, on, round(months, 1), mature, expect, _relative_at(reaches, months), None)


def at_its_look(found: Verdict, reaches: Sequence[Reach], launch: date, plan: Plan) -> Verdict:
    """The verdict with what the monthly look of its day asks for, and would see."""
    if found.on is None or found.months is None:
        return found
    known = [(reach.months, reach.relative_at_look) for reach in reaches if reach.relative is not None]
    reached = bool(known) and all(lift is not None for months, lift in known if months >= found.months - 1)
    seen = _between(found.months, known) if reached else None
    return replace(found, asks=plan.limit_after((found.on - launch).days), detectable_at_look=seen)


def crossing(curve: Sequence[tuple[float, float | None]], expect: float) -> float | None:
    """The first month at which the detectable lift is no larger than the expected one, by straight lines; null if never.

    >>> crossing([(1, 0.9), (3, 0.5), (6, 0.3)], 0.4)
    4.5
    """
    before: tuple[float, float] | None = None
    for months, lift in curve:
        if lift is None:
            continue
        if lift <= expect:
            if before is None or before[1] <= lift:
                return months
            share = (before[1] - expect) / (before[1] - lift)
            return round(before[0] + share * (months - before[0]), 2)
        before = (months, lift)
    return None


def _relative_at(reaches: Sequence[Reach], months: float) -> float | None:
    """The relative lift that would be seen after so many months, between those that were worked out."""
    return _between(months, [(reach.months, reach.relative) for reach in reaches])


def _between(months: float, curve: Sequence[tuple[int, float | None]]) -> float | None:
    known = [(at, lift) for at, lift in curve if lift is not None]
    return float(np.interp(months, [at for at, _ in known], [lift for _, lift in known])) if known else None


def accounts_needed(forecast: Forecast, reach: Reach, design: Design, expect: float) -> int | None:
    """Treated accounts that would show the expected lift after that many months, with as many controls for each."""
    if not reach.base or not design.is_possible:
        return None
    if forecast.kind == "speed":
        if not reach.events:
            return None
        events = events_for_hazard_ratio(
            1 / (1 - min(expect, 0.99)), design.treated / (design.treated + design.controls)
        )
        return ceil(design.treated * events / reach.events)
    if forecast.kind == "count":
        known = (reach.deviation or 0.0, design.ratio, reach.correlation or 0.0)
        return ceil(accounts_for_count(expect * reach.base, *known)) if known[0] else None
    lift = expect * reach.base
    if reach.base + lift >= 1:
        return None
    cases = accounts_for_share(reach.base, lift, design.ratio, pooled=False)
    if forecast.kind == "deal_share" and reach.events:
        cases *= (design.treated + design.controls) / reach.events
    return ceil(cases) if isfinite(cases) else None


def simulated(forecast: Forecast, history: Past, design: Design, reach: Reach) -> float | None:
    """How often the lift in focus is seen when this history is played again with it."""
    if reach.detectable is None or not design.is_possible or forecast.kind not in ("count", "share"):
        return None
    after = history.values[forecast.kpi, reach.months, "after"]
    before = history.values[forecast.kpi, reach.months, "before"]
    both = ~np.isnan(after) & ~np.isnan(before)
    known = both if both.sum() >= FEW else ~np.isnan(after)
    earlier = np.nan_to_num(before[known]) if both.sum() >= FEW else np.zeros(known.sum())
    played = simulate(earlier, after[known], design, [reach.detectable], kind=forecast.kind, draws=DRAWS)
    return played.power[0]
