"""Wilson for shares; estimates that need all values at once: Aalen-Johansen and Kaplan-Meier medians, mean slopes."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assay.stats.clustered import mean_range

Interval = tuple[float, float] | tuple[None, None]
Array = NDArray[np.float64]

Z = 1.959963984540054


def wilson(hits: float, cases: float) -> Interval:
    """95 % Wilson score interval of a share; it never has width 0, not even at 0 or 1."""
    if cases <= 0:
        return (None, None)
    share, spread = hits / cases, Z * Z / cases
    centre = (share + spread / 2) / (1 + spread)
    half = Z * sqrt(share * (1 - share) / cases + spread / (4 * cases)) / (1 + spread)
    return max(0.0, centre - half), min(1.0, centre + half)


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
    """Mean points a week with its interval; `improving` or `degrading` only where the interval excludes 0.

    Without an interval (too few accounts) there is no direction, not even `steady`.
    """
    if not len(slopes):
        return {"value": None, "n": 0, "low": None, "high": None, "direction": None}
    low, high = mean_range(slopes).ends
    direction = None
    if low is not None and high is not None:
        direction = "steady" if low <= 0 <= high else "improving" if slopes.mean() > 0 else "degrading"
    return {"value": float(slopes.mean()), "n": len(slopes), "low": low, "high": high, "direction": direction}


ESTIMATORS: dict[str, Callable[[Array, Array], dict[str, Any]]] = {
    "aalen_johansen_median": aalen_johansen_median,
    "kaplan_meier_median": kaplan_meier_median,
    "mean_slope": mean_slope,
}
