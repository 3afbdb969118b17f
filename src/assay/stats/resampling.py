"""Bootstrap of a difference of medians, which has no closed form: accounts are drawn again, those of one parent together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assay.stats.cautions import Array, Flags

SEED = 20_260_101
RESAMPLES = 1_000


@dataclass(frozen=True)
class MedianDifference:
    """Treated minus (weighted) controls with the 95 % percentile interval; without it where too few draws have both."""

    treated: float | None
    control: float | None
    low: float | None = None
    high: float | None = None
    p_value: float | None = None

    @property
    def value(self) -> float | None:
        return None if self.treated is None or self.control is None else self.treated - self.control


def median_difference(
    values: Array,
    owners: NDArray[np.intp],
    treated: Flags,
    weights: Array,
    *,
    clusters: ArrayLike | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> MedianDifference:
    """Difference of weighted medians of cases [m], which belong to accounts `owners` [m] (places among the n accounts).

    `treated`, `weights` and `clusters` are those of the accounts [n]. The weights stay as they are in every draw.
    """
    kept = np.flatnonzero(weights > 0)
    names = None if clusters is None else np.asarray(clusters)[kept]
    differences = []
    for rows in draws(treated[kept], names, resamples, seed):
        counts = np.bincount(kept[rows], minlength=len(treated))
        own, control = _medians(values, owners, treated, weights * counts)
        if own is not None and control is not None:
            differences.append(own - control)
    own, control = _medians(values, owners, treated, weights)
    if own is None or control is None or len(differences) < resamples / 2:
        return MedianDifference(own, control)
    drawn = np.array(differences)
    low, high = np.percentile(drawn, [2.5, 97.5])
    tail = min(float((drawn <= 0).mean()), float((drawn >= 0).mean()))
    return MedianDifference(own, control, float(low), float(high), min(1.0, max(2 * tail, 1 / resamples)))


def _medians(
    values: Array, owners: NDArray[np.intp], treated: Flags, weights: Array
) -> tuple[float | None, float | None]:
    of_case, arm = weights[owners], treated[owners]
    own, control = (weighted_median(values[side], of_case[side]) for side in (arm, ~arm))
    return own, control


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


def weighted_median(values: ArrayLike, weights: ArrayLike) -> float | None:
    """The value at which half of the weight is reached; between two values where it is reached exactly; None of nothing."""
    given, weight = np.asarray(values, dtype=float), np.asarray(weights, dtype=float)
    given, weight = given[weight > 0], weight[weight > 0]
    if not len(given):
        return None
    order = np.argsort(given, kind="stable")
    given, reached = given[order], np.cumsum(weight[order]) / weight.sum()
    place = int(np.searchsorted(reached, 0.5 - 1e-12))
    if abs(reached[place] - 0.5) < 1e-9 and place + 1 < len(given):
        return float(given[place] + given[place + 1]) / 2
    return float(given[place])


def _members(rows: NDArray[np.intp], clusters: ArrayLike | None) -> list[NDArray[np.intp]]:
    if clusters is None:
        return [rows[place : place + 1] for place in range(len(rows))]
    names = np.asarray(clusters)[rows]
    order = np.argsort(names, kind="stable")
    edges = np.flatnonzero(names[order][1:] != names[order][:-1]) + 1
    return list(np.split(rows[order], edges))
