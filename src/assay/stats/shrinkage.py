"""Effects of several groups drawn towards their mean, as far as they differ no more than chance makes them (empirical Bayes).

The spread between groups is DerSimonian and Laird's (1986); each group's effect is weighed against the mean of all by how sure
it is (normal model). A small group is drawn most; where the groups differ no more than chance they share one effect.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

Z = 1.959963984540054


@dataclass(frozen=True)
class Shrunk:
    """Effects [k] drawn towards `mean`, their 95 % ends, and `spread`, the standard deviation between groups."""

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
    weight = 1 / variance
    fixed = float((weight * effect).sum() / weight.sum())
    apart = float((weight * (effect - fixed) ** 2).sum()) - (len(effect) - 1)
    between = max(apart / float(weight.sum() - (weight**2).sum() / weight.sum()), 0.0)
    weight = 1 / (variance + between)
    mean = float((weight * effect).sum() / weight.sum())
    kept = between / (between + variance)
    value = mean + kept * (effect - mean)
    # What is not kept of a group comes from the mean, which is not known exactly either.
    error = np.sqrt(kept * variance + (1 - kept) ** 2 / weight.sum())
    return Shrunk(value, value - Z * error, value + Z * error, mean, sqrt(between))
