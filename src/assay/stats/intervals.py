"""Intervals of shares, differences of shares, NPS, averages: none of them has width 0 because a sample was unanimous.

Wilson 1927, Newcombe 1998 (method 10), Zou & Donner 2008, Bonett & Price 2012 for small NPS samples; bootstrap and order statistics are
those that every KPI uses (`assay.stats.estimators`).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assay.errors import UsageError
from assay.stats.clustered import LEAST_SHARE, Cases, Range, by_account, clustered_error, small_sample
from assay.stats.estimators import wilson
from assay.stats.quantiles import Z

__all__ = ["Interval", "difference_of", "newcombe", "nps", "nps_range", "wilson"]

FEW_ANSWERS = 30
FEW_EACH = 5


@dataclass(frozen=True)
class Interval:
    estimate: float
    low: float
    high: float

    @property
    def excludes_zero(self) -> bool:
        return self.low > 0 or self.high < 0


def newcombe(hits: float, cases: float, other_hits: float, other_cases: float, z: float = Z) -> Interval:
    """Interval of hits/cases − other_hits/other_cases, from the Wilson limits of both; within −1 and 1. 95 % without `z`."""
    first, second = _share(hits, cases), _share(other_hits, other_cases)
    (low, high), (other_low, other_high) = wilson(hits, cases, z), wilson(other_hits, other_cases, z)
    assert low is not None
    assert high is not None
    assert other_low is not None
    assert other_high is not None
    return difference_of((first, low, high), (second, other_low, other_high))


Ends = tuple[float, float, float]
"""An estimate and both ends of its interval."""


def difference_of(first: Ends, second: Ends) -> Interval:
    """95 % interval of first − second from the intervals of both, which may lean to one side (square and add).

    Zou & Donner 2008. It holds for samples of their own; for the same accounts looked at twice it is too wide, which
    calls too little a change rather than too much.
    """
    (value, low, high), (other, other_low, other_high) = first, second
    down = sqrt((value - low) ** 2 + (other_high - other) ** 2)
    up = sqrt((high - value) ** 2 + (other - other_low) ** 2)
    return Interval(value - other, value - other - down, value - other + up)


def nps(promoters: float, passives: float, detractors: float) -> Interval:
    """Net promoter score (−100 to 100) with its 95 % interval.

    The multinomial normal interval where it holds (30 answers, 5 promoters, 5 detractors), else the adjusted one of
    Bonett & Price, which adds an imagined promoter and detractor and is never of width 0. Raises UsageError without answers.
    """
    answers = promoters + passives + detractors
    if min(promoters, passives, detractors) < 0 or answers == 0:
        raise UsageError(f"{promoters} promoters, {passives} passives, {detractors} detractors are no NPS sample.")
    estimate = (promoters - detractors) / answers
    small = answers < FEW_ANSWERS or min(promoters, detractors) < FEW_EACH
    extra = 1 if small else 0
    size = answers + 2 * extra
    first, second = (promoters + extra) / size, (detractors + extra) / size
    half = Z * sqrt((first + second - (first - second) ** 2) / size)
    centre = first - second
    low, high = max(-1.0, centre - half), min(1.0, centre + half)
    return Interval(100 * estimate, 100 * min(low, estimate), 100 * max(high, estimate))


def nps_range(answers: ArrayLike, accounts: ArrayLike | None = None) -> Range:
    """95 % interval of a net promoter score from answers [n] (1 promoter, 0, −1 detractor) of accounts [n].

    Answers of one account count as many as would tell as much if each had come from an account of its own.
    """
    given = np.asarray(answers, dtype=float)
    # On the scale 0 to 1 the spread of a score is that of a share, at most.
    cases = by_account((given + 1) / 2, None, accounts)
    if cases.accounts < LEAST_SHARE:
        return Range(reason="few_accounts")
    scale = _independent(given, cases) / len(given)
    told = nps(*(float((given == kind).sum()) * scale for kind in (1, 0, -1)))
    return Range(told.low, told.high)


def _independent(given: NDArray[np.float64], cases: Cases) -> float:
    if cases.accounts == len(given):
        return float(len(given))
    if np.ptp(given) == 0:
        return float(cases.accounts)
    error = clustered_error(cases)
    told = float(((given + 1) / 2).var()) / error**2 if error > 0 else cases.accounts
    return float(max(min(told, len(given)) * small_sample(cases.accounts), min(cases.accounts, len(given)) / 2))


def _share(hits: float, cases: float) -> float:
    if cases <= 0 or not 0 <= hits <= cases:
        raise UsageError(f"{hits} of {cases} is no share.")
    return hits / cases
