"""Bootstrap of differences that have no closed form: medians, weighted sums, anything; parents are drawn whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assay.stats.balance import entropy_balance
from assay.stats.cautions import Array, Flags, arms, numbers, table

SEED = 20_260_101
RESAMPLES = 1_000
Statistic = Literal["mean", "median"]


@dataclass(frozen=True)
class Difference:
    """Treated minus (weighted) controls, with the 95 % percentile interval of the bootstrap."""

    estimate: float
    low: float
    high: float
    treated: float
    control: float
    statistic: str
    resamples: int

    def to_json(self) -> dict[str, Any]:
        return dict(vars(self))


def bootstrap_difference(
    outcome: ArrayLike,
    treated: ArrayLike,
    *,
    statistic: Statistic = "median",
    weights: ArrayLike | None = None,
    covariates: ArrayLike | None = None,
    clusters: ArrayLike | None = None,
    resamples: int = RESAMPLES,
    level: float = 0.95,
    seed: int = SEED,
) -> Difference:
    """Difference of means or medians of outcomes [n], accounts (or whole clusters) drawn again within each arm.

    With `covariates` [n, k] the controls are entropy-balanced anew in every draw and `weights` are not used.
    """
    values = numbers(outcome, "Outcome")
    mask = arms(treated, len(values))
    columns = None if covariates is None else table(covariates, "Covariates")
    given = np.ones(len(values)) if weights is None else numbers(weights, "Weights").copy()
    given[mask] = 1.0

    def both(rows: NDArray[np.intp]) -> tuple[float, float]:
        weight = given[rows] if columns is None else _balanced(columns[rows], mask[rows])
        first, arm = values[rows], mask[rows]
        return _statistic(first[arm], weight[arm], statistic), _statistic(first[~arm], weight[~arm], statistic)

    own, control = both(np.arange(len(values)))
    drawn = np.array([first - second for first, second in map(both, draws(mask, clusters, resamples, seed))])
    low, high = np.percentile(drawn, [50 * (1 - level), 50 * (1 + level)])
    return Difference(own - control, float(low), float(high), own, control, statistic, resamples)


def bootstrap(
    statistic: Callable[[NDArray[np.intp]], float],
    treated: ArrayLike,
    *,
    clusters: ArrayLike | None = None,
    resamples: int = RESAMPLES,
    level: float = 0.95,
    seed: int = SEED,
) -> tuple[float, float]:
    """Percentile interval of `statistic`, a function of drawn row numbers; draws in which it is not finite are left out."""
    mask = np.asarray(treated).astype(bool)
    found = np.array([statistic(rows) for rows in draws(mask, clusters, resamples, seed)])
    low, high = np.percentile(found[np.isfinite(found)], [50 * (1 - level), 50 * (1 + level)])
    return float(low), float(high)


def draws(mask: Flags, clusters: ArrayLike | None, resamples: int, seed: int) -> list[NDArray[np.intp]]:
    """Row numbers of each resample: with replacement within each arm; clusters stay together (by arm)."""
    random = np.random.default_rng(seed)
    groups = [_members(np.flatnonzero(arm), clusters) for arm in (mask, ~mask)]
    return [
        np.concatenate([part[place] for part in groups for place in random.integers(0, len(part), len(part))])
        if clusters is not None
        else np.concatenate([random.choice(np.flatnonzero(arm), int(arm.sum())) for arm in (mask, ~mask)])
        for _ in range(resamples)
    ]


def weighted_median(values: ArrayLike, weights: ArrayLike) -> float:
    """The value at which half of the weight is reached; between two values where it is reached exactly."""
    given, weight = np.asarray(values, dtype=float), np.asarray(weights, dtype=float)
    order = np.argsort(given, kind="stable")
    reached = np.cumsum(weight[order]) / weight.sum()
    place = int(np.searchsorted(reached, 0.5 - 1e-12))
    value = float(given[order][place])
    following = np.flatnonzero(weight[order][place + 1 :] > 0)
    if abs(reached[place] - 0.5) < 1e-12 and len(following):
        return (value + float(given[order][place + 1 + following[0]])) / 2
    return value


def _members(rows: NDArray[np.intp], clusters: ArrayLike | None) -> list[NDArray[np.intp]]:
    if clusters is None:
        return [rows[place : place + 1] for place in range(len(rows))]
    names = np.asarray(clusters)[rows]
    order = np.argsort(names, kind="stable")
    edges = np.flatnonzero(names[order][1:] != names[order][:-1]) + 1
    return list(np.split(rows[order], edges))


def _balanced(columns: Array, arm: Flags) -> Array:
    weight = np.ones(len(arm))
    weight[~arm] = entropy_balance(columns[arm], columns[~arm]).weights
    return weight


def _statistic(values: Array, weights: Array, statistic: Statistic) -> float:
    return weighted_median(values, weights) if statistic == "median" else float(np.average(values, weights=weights))
