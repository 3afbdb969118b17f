"""The effect that a lot allows to state: ratios of sums of families, the arms drawn again as they were drawn at launch.

A family (accounts of one parent) was drawn as one and counts as one. Its outcome is Σ tops ÷ Σ bottoms of an arm: a mean
where every account's bottom is 1, a share of deals or money per deal where it counts cases. The statistic is the score of
"no effect beyond δ", divided by its own spread (Chung & Romano 2013): exact where the arms differ in nothing, and of the
right size in larger ones whatever the skew. The interval holds every δ that this test does not refuse.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike

from assay.stats.arrangements import SEED, sums_drawn
from assay.stats.cautions import Array, Flags, Places, arms, numbers, table

DRAWS = 4_999
MANY, FEWER_DRAWS = 400, 1_999
"""So many families need fewer draws: their statistic hardly varies from a normal one."""
FAR = 60.0
"""Shifts beyond so many standard errors are not looked for: the interval is open there."""
STEPS = 40


@dataclass(frozen=True)
class LotEffect:
    """Treated − held back, with the interval of what is not refused (an open end is infinite) and a two-sided mid-p.

    `families` and `others` are those with a case in each arm; `error` the standard error of the estimate.
    """

    estimate: float
    low: float
    high: float
    p: float
    treated: float
    control: float
    error: float
    families: int
    others: int


@dataclass(frozen=True)
class _Units:
    """Families: residuals of outcome and arm under "no effect", the share of their stratum that is treated, the arm."""

    outcome: Array
    arm: Array
    share: Array
    mask: Flags
    labels: Places


@dataclass(frozen=True)
class _Sums:
    """Of arrangements [m]: the score and its slope in the shift, and the three parts of its spread."""

    score: Array
    slope: Array
    spread: tuple[Array, Array, Array]

    @classmethod
    def of(cls, sums: Array, fixed: Array) -> _Sums:
        own, arm = (np.ascontiguousarray(sums[:, place] - fixed[place]) for place in (0, 1))
        first, second, third = (np.ascontiguousarray(sums[:, place] + fixed[place]) for place in (2, 3, 4))
        return cls(own, arm, (first, second, third))

    def statistic(self, shift: float) -> Array:
        """Scores at a shift over their spread, one an arrangement [m]."""
        score = self.score - shift * self.slope
        first, second, third = self.spread
        squares = first - 2 * shift * second + shift**2 * third
        with np.errstate(divide="ignore", invalid="ignore"):
            value = score / np.sqrt(np.maximum(squares, 0.0, out=squares))
            finite = bool(np.isfinite(value.sum()))
        if not finite:
            ends = ~np.isfinite(value)
            value[ends] = np.where(score[ends] > 0, np.inf, -np.inf)
        return np.asarray(value, dtype=np.float64)


def lot_effect(
    tops: ArrayLike,
    bottoms: ArrayLike,
    treated: ArrayLike,
    *,
    strata: ArrayLike | None = None,
    clusters: ArrayLike | None = None,
    covariates: ArrayLike | None = None,
    level: float = 0.95,
    draws: int | None = None,
    seed: int = SEED,
) -> LotEffect | None:
    """Effect of a programme that was drawn by lot, from accounts [n]; null where an arm has no case or nothing varies.

    `strata` [n]: what the lot was drawn within; a family stands in the stratum of its first account. `covariates` [n, k]
    from before launch are taken out of means (CUPED); ratios are left as they are. Accounts without a case (bottom 0)
    say nothing about a ratio and do not count.
    """
    top, bottom = numbers(tops, "Numerators"), numbers(bottoms, "Denominators")
    mask = arms(treated, len(top))
    kept = bottom > 0
    if not (kept & mask).any() or not (kept & ~mask).any():
        return None
    names = np.arange(len(top)) if clusters is None else np.unique(np.asarray(clusters), return_inverse=True)[1]
    labels = np.zeros(len(top), int) if strata is None else np.unique(np.asarray(strata), return_inverse=True)[1]
    given = None if covariates is None else table(covariates, "Covariates")[kept]
    units = _units(top[kept], bottom[kept], mask[kept], names[kept], labels[kept], given)
    if units is None:
        return None
    known = draws or (DRAWS if len(units.mask) <= MANY else FEWER_DRAWS)
    own = float(top[mask].sum() / bottom[mask].sum())
    return _tested(units, own, level, known, seed)


def _tested(units: _Units, own: float, level: float, draws: int, seed: int) -> LotEffect | None:
    fixed = _fixed(units)
    sums = _sums_of(units, units.mask)
    observed = _Sums.of(sums[None, :], fixed)
    drawn = _Sums.of(sums_drawn(_columns(units), units.mask, units.labels, draws, seed), fixed)
    score, slope = sums[0] - fixed[0], sums[1] - fixed[1]
    if not slope > 0:
        return None
    estimate = float(score / slope)
    error = sqrt(max(_spread(sums, fixed, estimate), 0.0)) / float(slope)
    if not error > 1e-12 * max(1.0, abs(own)):
        return None

    def tails(shift: float) -> tuple[float, float]:
        return _tails(observed.statistic(shift)[0], drawn.statistic(shift))

    above, below = tails(0.0)
    tail = (1 - level) / 2
    low = _end(lambda shift: tails(shift)[0], estimate, -error, tail)
    high = _end(lambda shift: tails(shift)[1], estimate, error, tail)
    count = int(units.mask.sum())
    p = min(1.0, 2 * min(above, below))
    if p >= 1 - level - 1e-9:  # a statistic whose spread moves with the shift can cross its limit twice: p decides
        low, high = min(low, 0.0), max(high, 0.0)
    return LotEffect(estimate, low, high, p, own, own - estimate, error, count, len(units.mask) - count)


def _units(
    top: Array, bottom: Array, mask: Flags, names: Places, labels: Places, covariates: Array | None
) -> _Units | None:
    """Families with what remains of outcome and arm beyond the level of their stratum (means) or of all (ratios)."""
    first = np.unique(names, return_index=True)[1]
    group = np.unique(names, return_inverse=True)[1]
    stratum, arm = labels[first], mask[first]
    _, stratum = np.unique(stratum, return_inverse=True)
    means = bool((bottom == 1).all())
    within = labels if means else np.zeros(len(top), int)
    columns = _levels(bottom, within)
    if covariates is not None and means:
        columns = np.hstack([columns, covariates - covariates.mean(axis=0)])
    pair = np.column_stack([top, mask * bottom])
    # Freedman & Lane: what the columns tell is taken out of outcome and arm before arms are drawn again.
    rest = pair - columns @ np.linalg.lstsq(columns, pair, rcond=1e-10)[0] if means else _ratio_rest(pair, bottom)
    outcome, own = (np.bincount(group, column).astype(np.float64) for column in rest.T)
    if not np.abs(outcome).max() > 1e-12 * max(1.0, float(np.abs(top).max())):
        return None
    share = (np.bincount(stratum, arm) / np.bincount(stratum))[stratum]
    return _Units(outcome, own, share, arm, stratum)


def _levels(bottom: Array, labels: Places) -> Array:
    return np.asarray((labels[:, None] == np.unique(labels)[None, :]) * bottom[:, None], dtype=np.float64)


def _ratio_rest(pair: Array, bottom: Array) -> Array:
    """Tops beyond what the common ratio gives to their bottoms; the arm's alike."""
    return np.asarray(pair - bottom[:, None] * (pair.sum(axis=0) / bottom.sum()), dtype=np.float64)


def _columns(units: _Units) -> Array:
    """What is added up over the treated: both residuals, and the parts of the spread (a square of their difference)."""
    apart = 1 - 2 * units.share
    own, arm = units.outcome, units.arm
    return np.column_stack([own, arm, apart * own**2, apart * own * arm, apart * arm**2])


def _fixed(units: _Units) -> Array:
    """What every arrangement shares."""
    own, arm, share = units.outcome, units.arm, units.share
    parts = (share * own, share * arm, (share * own) ** 2, share**2 * own * arm, (share * arm) ** 2)
    return np.array([float(part.sum()) for part in parts])


def _sums_of(units: _Units, mask: Flags) -> Array:
    return np.asarray(_columns(units)[mask].sum(axis=0))


def _spread(sums: Array, fixed: Array, shift: float) -> float:
    parts = sums[..., 2:] + fixed[2:]
    return float(parts[0] - 2 * shift * parts[1] + shift**2 * parts[2])


def _tails(observed: float, drawn: Array) -> tuple[float, float]:
    """Shares of arrangements at least as high, and as low; ties with the observed one count half (mid-p)."""
    close = 1e-9 * max(1.0, abs(observed)) if np.isfinite(observed) else 0.0
    above, below = (int(np.count_nonzero(one)) for one in (drawn > observed + close, drawn < observed - close))
    ties = len(drawn) - above - below + 1 if np.isfinite(observed) else 1
    return (above + ties / 2) / (len(drawn) + 1), (below + ties / 2) / (len(drawn) + 1)


def _end(tail_at: Callable[[float], float], estimate: float, step: float, tail: float) -> float:
    """The shift on one side at which the test begins to refuse; infinite where it never does."""
    inside, reach = estimate, 1.0
    while tail_at(estimate + reach * step) >= tail:
        inside, reach = estimate + reach * step, reach * 1.6
        if reach > FAR:
            return float(np.sign(step)) * np.inf
    outside = estimate + reach * step
    for _ in range(STEPS):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if tail_at(middle) >= tail else (inside, middle)
        if abs(outside - inside) < 1e-4 * abs(step):
            break
    return float(outside)
