"""Two arms' durations side by side: those won within a horizon both reach, the naive average, and a ratio for support."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from assay.stats.survival import (
    LOST,
    OPEN,
    WON,
    Curve,
    Difference,
    Estimate,
    Hazard,
    Measure,
    common_horizon,
    cox,
    cumulative_incidence,
    median_among_won,
    restricted_mean_difference,
)
from assay.views.question import Record

Warn = Literal["young", "disagrees"]
Floats = NDArray[np.float64]
DISAGREES = 0.1
"""The naive difference is warned of when it is off by more than this share of the comparison's days."""


@dataclass(frozen=True)
class Cycles:
    """Deals (or accounts) of one arm: days followed, `event` 0 open, 1 won, 2 lost, and the account of each."""

    days: Floats
    event: NDArray[np.int64]
    account: NDArray[Any]

    def __len__(self) -> int:
        return len(self.days)

    def count(self, event: int) -> int:
        return int((self.event == event).sum())


@dataclass(frozen=True)
class Speed:
    """One arm. `mean` is that of deals won within the horizon, `restricted` counts the others with the horizon itself.

    `naive` averages the won deals as they are; `followed` is the median of how long its deals have been seen.
    """

    n: int
    won: int
    lost: int
    open: int
    naive: float | None
    median: float | None
    mean: Estimate
    restricted: Estimate
    followed: float | None
    curve: Curve | None

    def to_json(self) -> Record:
        curve = self.curve
        points = zip(curve.days, curve.share, curve.low, curve.high, strict=True) if curve else ()
        names = ("day", "won", "low", "high")
        return {
            **{name: getattr(self, name) for name in ("n", "won", "lost", "open", "naive", "median", "followed")},
            "mean": _estimate(self.mean),
            "restricted": _estimate(self.restricted),
            "curve": [dict(zip(names, point, strict=True)) for point in points],
        }


@dataclass(frozen=True)
class CycleDifference:
    """Arm a against arm b. `headline` compares deals won within the common horizon; `restricted` counts all of them."""

    a: Speed
    b: Speed
    headline: Difference
    restricted: Difference
    support: Hazard | None
    warnings: tuple[Warn, ...]

    @property
    def horizon(self) -> float | None:
        return self.headline.horizon

    @property
    def naive_difference(self) -> float | None:
        return None if self.a.naive is None or self.b.naive is None else self.a.naive - self.b.naive

    def to_json(self) -> Record:
        support = None if self.support is None else {"ratio": self.support.ratio, "low": self.support.low}
        if self.support and support:
            support |= {"high": self.support.high, "p_value": self.support.p_value}
        return {
            "horizon": self.horizon,
            "difference": self.headline.value,
            "low": self.headline.low,
            "high": self.headline.high,
            "p_value": self.headline.p_value,
            "note": self.headline.note,
            "restricted": _difference(self.restricted),
            "naive": {"abm": self.a.naive, "against": self.b.naive, "difference": self.naive_difference},
            "hazard_ratio": support,
        }


def _estimate(estimate: Estimate) -> Record:
    return {
        "value": estimate.value,
        "low": estimate.low,
        "high": estimate.high,
        "n": estimate.n,
        "won": estimate.events,
    }


def _difference(difference: Difference) -> Record:
    return {name: getattr(difference, name) for name in ("value", "low", "high", "p_value")}


def cycle_difference(
    a: Cycles,
    b: Cycles,
    *,
    horizon: float | None = None,
    weights_a: Floats | None = None,
    weights_b: Floats | None = None,
    support: bool = False,
) -> CycleDifference:
    """Days of arm a − those of arm b at a horizon both reach; clustered by account, `support` adds a Cox ratio."""
    until = horizon if horizon is not None else common_horizon(a.days, a.event, b.days, b.event)

    def difference(measure: Measure) -> Difference:
        return restricted_mean_difference(
            a.days,
            a.event,
            b.days,
            b.event,
            horizon=until,
            measure=measure,
            clusters_a=a.account,
            clusters_b=b.account,
            weights_a=weights_a,
            weights_b=weights_b,
        )

    among, all_of_them = difference("among_won"), difference("until_won")
    one = _speed(a, among, among.a, all_of_them.a, weights_a)
    two = _speed(b, among, among.b, all_of_them.b, weights_b)
    return CycleDifference(
        one, two, among, all_of_them, _support(a, b) if support else None, _warned(one, two, among.value)
    )


def _speed(
    cycles: Cycles, difference: Difference, mean: Estimate, restricted: Estimate, weights: Floats | None
) -> Speed:
    won = cycles.days[cycles.event == WON]
    return Speed(
        n=len(cycles),
        won=cycles.count(WON),
        lost=cycles.count(LOST),
        open=cycles.count(OPEN),
        naive=float(won.mean()) if len(won) else None,
        median=median_among_won(cycles.days, cycles.event, difference.horizon) if len(won) else None,
        mean=mean,
        restricted=restricted,
        followed=float(np.median(cycles.days)) if len(cycles) else None,
        curve=cumulative_incidence(cycles.days, cycles.event, cycles.account, weights) if len(cycles) else None,
    )


def _support(a: Cycles, b: Cycles) -> Hazard | None:
    """Hazard of being won, a against b; null where an arm has won nothing."""
    if not (a.count(WON) and b.count(WON)):
        return None
    treated = np.concatenate([np.ones(len(a)), np.zeros(len(b))])
    _, accounts = np.unique(np.concatenate([a.account, b.account]).astype(str), return_inverse=True)
    days = np.concatenate([a.days, b.days])
    (found,) = cox(days, np.concatenate([a.event, b.event]), {"treated": treated}, clusters=accounts)
    return found


def _warned(a: Speed, b: Speed, honest: float | None) -> tuple[Warn, ...]:
    if a.naive is None or not b.naive or honest is None or abs(a.naive - b.naive - honest) <= DISAGREES * b.naive:
        return ()
    younger = abs(a.open / a.n - b.open / b.n) > DISAGREES
    return ("young",) if younger else ("disagrees",)
