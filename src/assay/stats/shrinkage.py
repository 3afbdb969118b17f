"""Effects of several groups drawn towards their mean, as far as they differ no more than chance makes them.

A normal model of groups whose true effects differ by an unknown spread (Gelman et al., Bayesian Data Analysis, 5.4): every
spread counts as likely as the effects and a half-Cauchy prior make it, so that the intervals know that few groups hardly tell
how far groups lie apart (taking one estimated spread for true, they cover 87 % to 91 %). A small group is drawn most; where
the groups differ no more than chance they nearly share one effect.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

Z = 1.959963984540054
GRID, FAR = 200, 30.0
"""So many spreads are tried, up to so many typical errors."""


@dataclass(frozen=True)
class Shrunk:
    """Effects [k] drawn towards `mean`, their 95 % ends, and `spread`, the standard deviation between groups (its median)."""

    values: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    mean: float
    spread: float


def shrunk(effects: ArrayLike, errors: ArrayLike) -> Shrunk:
    """Effects [k] with their standard errors [k] (above 0), k at least 2.

    >>> shrunk([0.1, 0.1], [0.05, 0.05]).values.round(3).tolist()
    [0.1, 0.1]
    """
    effect, variance = np.asarray(effects, dtype=float), np.asarray(errors, dtype=float) ** 2
    typical = sqrt(len(effect) / float((1 / variance).sum()))
    # Evenly spaced in the prior's own quantiles: each spread then weighs as the effects alone make it.
    spreads = typical * np.minimum(np.tan(np.pi / 2 * (np.arange(GRID) + 0.5) / GRID), FAR)
    weight = 1 / (variance + spreads[:, None] ** 2)
    known = 1 / weight.sum(axis=1)
    means = (weight * effect).sum(axis=1) * known
    fits = 0.5 * np.log(weight).sum(axis=1) + 0.5 * np.log(known)
    fits -= 0.5 * (weight * (effect - means[:, None]) ** 2).sum(axis=1)
    chance = np.exp(fits - fits.max())
    chance /= chance.sum()
    kept = 1 - variance * weight
    drawn = means[:, None] + kept * (effect - means[:, None])
    # What is not kept of a group comes from the mean, which is not known exactly either.
    spread_of = kept * variance + (1 - kept) ** 2 * known[:, None]
    value = chance @ drawn
    error = np.sqrt(chance @ (spread_of + (drawn - value) ** 2))
    middle = float(spreads[np.searchsorted(np.cumsum(chance), 0.5)])
    return Shrunk(value, value - Z * error, value + Z * error, float(chance @ means), middle)
