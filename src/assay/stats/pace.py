"""Where a figure comes to if it goes on as it did: a sum of steps with the interval that their spread allows."""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import t

from assay.errors import UsageError
from assay.stats.intervals import Interval

LEAST_STEPS = 4
"""With fewer steps their spread is not known well enough to say anything."""


def projected(now: float, steps: ArrayLike, ahead: float) -> Interval | None:
    """95 % prediction interval of `now` plus `ahead` more steps like those seen [n]; None with fewer than four of them.

    Steps are taken as independent with one mean: the interval has their own spread and that of the mean, which was
    itself worked out from n of them (Student's t with n − 1 degrees of freedom). `ahead` may be broken. Raises UsageError
    for a negative one.
    """
    if ahead < 0:
        raise UsageError(f"{ahead} steps ahead are none.")
    given = np.asarray(steps, dtype=float)
    if len(given) < LEAST_STEPS:
        return None
    mean, spread = float(given.mean()), float(given.std(ddof=1))
    half = float(t.ppf(0.975, len(given) - 1)) * spread * sqrt(ahead + ahead**2 / len(given))
    value = now + ahead * mean
    return Interval(value, value - half, value + half)


__all__ = ["LEAST_STEPS", "projected"]
