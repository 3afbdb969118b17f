"""Wilson for shares; estimates that need all values at once: Aalen-Johansen and Kaplan-Meier medians, mean slopes."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assay.stats.clustered import mean_range
from assay.stats.quantiles import Z
from assay.stats.survival import LOST, OPEN, WON, median_among_won, median_until

Interval = tuple[float, float] | tuple[None, None]
Array = NDArray[np.float64]


def wilson(hits: float, cases: float, z: float = Z) -> Interval:
    """Wilson score interval of a share, of 95 % unless `z` says otherwise; it never has width 0, not even at 0 or 1."""
    if cases <= 0:
        return (None, None)
    share, spread = hits / cases, z * z / cases
    centre = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / cases + spread / (4 * cases)) / (1 + spread)
    return max(0.0, centre - half), min(1.0, centre + half)


def aalen_johansen_median(durations: Array, events: Array) -> dict[str, Any]:
    """Median days among wins, open deals censored and lost ones competing.

    The day by which half of the probability of ever winning, as far as it can be seen, has been reached. `events` are
    0 open, 1 won, 2 lost. Returns value (null where nothing was won), n, wins, losses, open.
    """
    counts = {name: int((events == code).sum()) for name, code in (("open", OPEN), ("wins", WON), ("losses", LOST))}
    return {"value": median_among_won(durations, events), "n": len(durations), **counts}


def kaplan_meier_median(durations: Array, events: Array) -> dict[str, Any]:
    """Median days until it happens, cases where it has not happened yet censored; null while less than half has."""
    happened = events == WON
    return {"value": median_until(durations, happened), "n": len(durations), "events": int(happened.sum())}


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
