"""What a list of this size can show, and when: lifts that would be seen, the first honest verdict, what moves earlier.

Told before launch, on the company's own history. Not a word about an effect: only about what a comparison could see.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil, isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assay.errors import UsageError, did_you_mean
from assay.impact.arms import AGAINST, Against
from assay.impact.expectations import Cycle, company_cycle, needed_days, sentences
from assay.impact.past import FORECASTS, Forecast, Past, Subjects, past, subjects
from assay.kpis import find
from assay.metrics.scope import Scope
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
from assay.views.question import Record

Floats = NDArray[np.float64]
MONTHS = (1, 2, 3, 6, 9, 12)
MONTH_DAYS = 30.4375
FEW = 20
"""Base rates of fewer accounts are not told."""
LEAST = 0.5
"""Nor those of a smaller share of the accounts than shorter stretches have: late launches would stand for all."""
DRAWS = 400
KEYS = tuple(forecast.kpi for forecast in FORECASTS)


@dataclass(frozen=True)
class Reach:
    """What can be seen after so many months: `detectable` in units of the KPI, `relative` to its base.

    For `deal_velocity`, `base` is the company's median days of a won deal, `detectable` how many days fewer it must be.
    `n` accounts (or deals) of history; `events` expected in both arms together.
    """

    months: int
    base: float | None
    detectable: float | None
    relative: float | None
    n: int
    deviation: float | None = None
    correlation: float | None = None
    events: float | None = None

    def to_json(self) -> Record:
        return dict(vars(self))


@dataclass(frozen=True)
class Verdict:
    """The first day on which a KPI can be judged honestly: enough accounts are followed long enough (`matures_on`), and the
    expected lift, where one is stated, would be seen. `on` is null where it would not be within the months looked at;
    `accounts_needed` treated accounts would show it then.
    """

    kpi: str
    on: date | None
    months: float | None
    matures_on: date
    expect: float | None
    detectable: float | None
    accounts_needed: int | None

    def to_json(self) -> Record:
        return dict(vars(self))


@dataclass(frozen=True)
class Line:
    """One KPI: what can be seen after each number of months, and when it can first be judged.

    `simulated` is how often the lift in focus was seen in imagined programmes on this history; null where it was not tried.
    """

    kpi: str
    id: str
    name: str
    unit: str
    leading: bool
    reaches: tuple[Reach, ...]
    verdict: Verdict
    simulated: float | None

    def at(self, months: int) -> Reach:
        return next(reach for reach in self.reaches if reach.months == months)

    def to_json(self) -> Record:
        named = {name: getattr(self, name) for name in ("kpi", "id", "name", "unit", "leading", "simulated")}
        return {**named, "months": [reach.to_json() for reach in self.reaches], "verdict": self.verdict.to_json()}


@dataclass(frozen=True)
class PowerAnswer:
    heading: Record
    treated: int
    controls: int
    against: str
    launches_on: date
    months: int
    cycle: Cycle
    lines: tuple[Line, ...]
    sentences: tuple[str, ...]

    def to_json(self) -> Record:
        names = ("treated", "controls", "against", "launches_on", "months")
        return {
            **self.heading,
            **{name: getattr(self, name) for name in names},
            "power": 0.8,
            "alpha": 0.05,
            "cycle": dict(vars(self.cycle)),
            "kpis": [line.to_json() for line in self.lines],
            "sentences": list(self.sentences),
        }


def power(
    run: Any,
    scope: Scope | None = None,
    *,
    keys: Sequence[str] = (),
    months: int = 3,
    share_controls: float | None = None,
    expect: float | None = None,
    against: Against = "control",
    curve: Sequence[int] = MONTHS,
    language: str | None = None,
) -> PowerAnswer:
    """What a programme on this scope's accounts can show after each number of months.

    `share_controls` holds that share of the accounts back (before launch); without it the loaded controls count.
    `expect` is the lift one expects as a share of the base (0.25: a quarter more, or a quarter fewer days).
    Raises UsageError for words out of range, DataError where nobody is on a list.
    """
    scope = scope or Scope()
    _check(scope, against, share_controls, expect, months)
    forecasts = _chosen(keys)
    found = subjects(run, scope, against)
    treated, controls = _sizes(found, share_controls)
    wanted = tuple(sorted({*curve, months}))
    cycle = company_cycle(found.asked)
    history = past(found, forecasts, wanted, settle=timedelta(days=round(cycle.deal_days or 0)))
    lines = tuple(
        _line(run, language, forecast, history, cycle, Design(treated, controls), found, wanted, months, expect)
        for forecast in forecasts
    )
    against_word = "lot" if share_controls is not None else against
    said = PowerAnswer(
        _heading(found, scope), treated, controls, against_word, found.launches_on, months, cycle, lines, ()
    )
    return replace(said, sentences=sentences(said, language or run.settings.language))


def first_honest_verdict(
    run: Any,
    kpi: str,
    scope: Scope | None = None,
    *,
    expect: float | None = None,
    against: Against = "control",
    language: str | None = None,
) -> Verdict | None:
    """When this KPI can first be judged for this scope's programme; null for a KPI that is not forecast."""
    key = find(kpi).key
    if key not in KEYS:
        return None
    return power(run, scope, keys=(key,), expect=expect, against=against, language=language).lines[0].verdict


def _check(scope: Scope, against: str, share_controls: float | None, expect: float | None, months: int) -> None:
    if scope.arm not in ("abm", "all"):
        raise UsageError(f"A programme is forecast for arm abm or all, not {scope.arm}.", hint="Leave --arm out.")
    if against not in AGAINST:
        raise UsageError(f"Cannot compare against {against!r}.", hint=did_you_mean(against, AGAINST))
    if share_controls is not None and not 0 < share_controls < 1:
        raise UsageError(
            f"--share-controls is {share_controls:g}; it is a share between 0 and 1.", hint="0.2 holds a fifth back."
        )
    if expect is not None and not 0 < expect <= 10:
        raise UsageError(
            f"--expect is {expect:g}; it is a share of the base above 0.", hint="0.25 means a quarter more than today."
        )
    if not 1 <= months <= 24:
        raise UsageError(f"--months is {months}; it is 1 to 24.")


def _chosen(keys: Sequence[str]) -> tuple[Forecast, ...]:
    """The forecasts of these KPIs, all by default; a variant stands for its KPI."""
    if not keys:
        return FORECASTS
    by_key = {forecast.kpi: forecast for forecast in FORECASTS}
    chosen = []
    for word in keys:
        key = find(word).key
        if key not in by_key:
            hint = did_you_mean(key, KEYS) or f"Forecast are: {', '.join(KEYS)}."
            raise UsageError(f"There is no forecast for {key}.", hint=hint)
        chosen.append(by_key[key])
    return tuple(dict.fromkeys(chosen))


def _sizes(found: Subjects, share_controls: float | None) -> tuple[int, int]:
    if share_controls is None:
        return len(found.treated), len(found.controls)
    held = round(len(found.treated) * share_controls)
    return len(found.treated) - held, held


def _heading(found: Subjects, scope: Scope) -> Record:
    said = found.asked.heading()
    return {"as_of": said["as_of"], "scope": scope.to_json(), "run": said["run"]}


def _line(
    run: Any,
    language: str | None,
    forecast: Forecast,
    history: Past,
    cycle: Cycle,
    design: Design,
    found: Subjects,
    curve: Sequence[int],
    months: int,
    expect: float | None,
) -> Line:
    kpi = find(forecast.kpi)
    reaches: tuple[Reach, ...] = ()
    for length in curve:
        shorter = next((reach.correlation for reach in reversed(reaches) if reach.correlation), None)
        reaches = (*reaches, _reach(forecast, history, cycle, design, length, shorter or 0.0))
    focus = next(reach for reach in reaches if reach.months == months)
    mature = found.launches_on + timedelta(days=needed_days(run.settings, cycle)[forecast.kpi])
    verdict = _verdict(forecast, reaches, design, found.launches_on, mature, expect)
    simulated = _simulated(forecast, history, design, focus)
    name = kpi.name[language or run.settings.language]
    return Line(kpi.key, kpi.id, name, kpi.unit, forecast.leading, reaches, verdict, simulated)


def _reach(forecast: Forecast, history: Past, cycle: Cycle, design: Design, months: int, shorter: float = 0.0) -> Reach:
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
        lift = detectable_share_lift(base, design, pooled=False)
        # A value before launch explains a share of the spread, of a rate as of a mean.
        detectable = None if lift is None else lift * float(np.sqrt(1 - related**2))
    else:
        detectable = detectable_count_rise(deviation, design, related)
    return Reach(months, base, detectable, _relative(detectable, base), n, deviation, related)


def _reach_of_deals(months: int, won: Floats, closed: Floats, design: Design) -> Reach:
    """Deals of an account are taken for independent: a programme's win rate has few of them anyway."""
    each = float(closed.sum()) / len(closed)
    if not closed.sum():
        return Reach(months, None, None, None, 0)
    base = float(won.sum() / closed.sum())
    deals = replace(design, treated=design.treated * each, controls=design.controls * each)
    lift = detectable_share_lift(base, deals, pooled=False)
    events = deals.treated + deals.controls
    return Reach(months, base, lift, _relative(lift, base), int(closed.sum()), events=events)


def _reach_of_speed(months: int, won: Floats, cycle: Cycle, design: Design) -> Reach:
    accounts = design.treated + design.controls
    events = float(won.mean()) * accounts
    ratio = detectable_hazard_ratio(events, design.treated / accounts) if design.is_possible else None
    fewer = None if ratio is None or events < 5 else 1 - 1 / ratio
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


def _verdict(
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
    known = [(reach.months, reach.relative) for reach in reaches if reach.relative is not None]
    if not known:
        return None
    return float(np.interp(months, [at for at, _ in known], [lift or 0.0 for _, lift in known]))


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


def _simulated(forecast: Forecast, history: Past, design: Design, reach: Reach) -> float | None:
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
