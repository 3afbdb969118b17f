"""How sure a figure is: Wilson for shares, bootstrap and order statistics for averages, Aalen-Johansen for durations."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

Interval = tuple[float, float] | tuple[None, None]
Array = NDArray[np.float64]

SEED = 20_260_101
RESAMPLES = 1_000
SMALL = 15
LARGE = 20_000
Z = 1.959963984540054


def wilson(hits: float, cases: float) -> Interval:
    """95 % Wilson score interval of a share; it never has width 0, not even at 0 or 1."""
    if cases <= 0:
        return (None, None)
    share, spread = hits / cases, Z * Z / cases
    centre = (share + spread / 2) / (1 + spread)
    half = Z * sqrt(share * (1 - share) / cases + spread / (4 * cases)) / (1 + spread)
    return max(0.0, centre - half), min(1.0, centre + half)


def mean_interval(values: Array) -> Interval:
    """95 % percentile bootstrap of a mean (fixed seed); the normal limit of it where there are very many values."""
    if len(values) < 2:
        return (None, None)
    if len(values) > LARGE:
        half = Z * float(values.std()) / sqrt(len(values))
        return float(values.mean()) - half, float(values.mean()) + half
    return _percentiles(_resampled(values, lambda drawn: drawn.mean(axis=1)))


def median_interval(values: Array) -> Interval:
    """95 % interval of a median: order statistics below 15 values, bootstrap above."""
    if len(values) < 2:
        return (None, None)
    if len(values) < SMALL:
        return _order_statistics(np.sort(values))
    sample = values if len(values) <= LARGE else np.random.default_rng(SEED).choice(values, LARGE)
    return _percentiles(_resampled(sample, lambda drawn: np.median(drawn, axis=1)))


def ratio_interval(numerators: Array, denominators: Array) -> Interval:
    """95 % bootstrap of a ratio of sums over the same cases (a share weighted by money).

    Where there are very many cases, the normal limit of it over all of them: the first of them are no sample, as rows
    come in an order.
    """
    if len(numerators) < 2:
        return (None, None)
    if len(numerators) > LARGE:
        return _ratio_limit(numerators, denominators)
    pairs = np.column_stack([numerators, denominators])

    def ratio(drawn: Array) -> Array:
        sums = drawn.sum(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            result: Array = sums[:, 0] / sums[:, 1]
        return result

    drawn = _resampled(pairs, ratio)
    return _percentiles(drawn[np.isfinite(drawn)])


def _ratio_limit(numerators: Array, denominators: Array) -> Interval:
    """Delta method: the spread of numerator − ratio × denominator, over the sum of the denominators."""
    whole = float(denominators.sum())
    if not whole:
        return (None, None)
    ratio = float(numerators.sum()) / whole
    half = Z * sqrt(len(numerators)) * float((numerators - ratio * denominators).std()) / abs(whole)
    return ratio - half, ratio + half


def _resampled(values: Array, statistic: Callable[[Array], Array]) -> Array:
    random = np.random.default_rng(SEED)
    size = max(1, 2_000_000 // len(values))
    parts = []
    for first in range(0, RESAMPLES, size):
        draws = random.integers(0, len(values), (min(size, RESAMPLES - first), len(values)))
        parts.append(statistic(values[draws]))
    return np.concatenate(parts)


def _percentiles(drawn: Array) -> Interval:
    if not len(drawn):
        return (None, None)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(low), float(high)


def _order_statistics(ordered: Array) -> Interval:
    from scipy.stats import binom

    rank = int(binom.ppf(0.025, len(ordered), 0.5))
    rank = max(rank, 1)
    return float(ordered[rank - 1]), float(ordered[len(ordered) - rank])


OPEN, WON, LOST = 0, 1, 2


def aalen_johansen_median(durations: Array, events: Array) -> dict[str, Any]:
    """Median days among wins, open deals censored and lost ones competing.

    The day by which half of the probability of ever winning, as far as it can be seen, has been reached. `events` are
    0 open, 1 won, 2 lost. Returns value (null where nothing was won), n, wins, losses, open.
    """
    order = np.argsort(durations, kind="stable")
    times, kinds = durations[order], events[order].astype(int)
    incidence, survival, reached = 0.0, 1.0, []
    for time in np.unique(times):
        at_risk = float((times >= time).sum())
        here = kinds[times == time]
        incidence += survival * float((here == WON).sum()) / at_risk
        survival *= 1 - float((here != OPEN).sum()) / at_risk
        reached.append((float(time), incidence))
    half = incidence / 2
    value = next((time for time, share in reached if incidence > 0 and share >= half - 1e-12), None)
    counts = {name: int((kinds == code).sum()) for name, code in (("open", OPEN), ("wins", WON), ("losses", LOST))}
    return {"value": value, "n": len(times), **counts}


def kaplan_meier_median(durations: Array, events: Array) -> dict[str, Any]:
    """Median days until it happens, cases where it has not happened yet censored; null while less than half has."""
    from statsmodels.duration.survfunc import SurvfuncRight

    if not len(durations):
        return {"value": None, "n": 0, "events": 0}
    happened = (events == WON).astype(int)
    value = SurvfuncRight(durations, happened).quantile(0.5) if happened.any() else float("nan")
    known = float(value) if value is not None and isfinite(float(value)) else None
    return {"value": known, "n": len(durations), "events": int(happened.sum())}


def mean_slope(slopes: Array, _: Array) -> dict[str, Any]:
    """Mean points a week with its interval; `improving` or `degrading` only where the interval excludes 0."""
    if not len(slopes):
        return {"value": None, "n": 0, "low": None, "high": None, "direction": None}
    low, high = mean_interval(slopes)
    steady = low is None or high is None or low <= 0 <= high
    direction = "steady" if steady else "improving" if slopes.mean() > 0 else "degrading"
    return {"value": float(slopes.mean()), "n": len(slopes), "low": low, "high": high, "direction": direction}


ESTIMATORS: dict[str, Callable[[Array, Array], dict[str, Any]]] = {
    "aalen_johansen_median": aalen_johansen_median,
    "kaplan_meier_median": kaplan_meier_median,
    "mean_slope": mean_slope,
}
