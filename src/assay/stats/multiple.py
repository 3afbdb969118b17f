"""Many KPIs in one report: the false discovery rate of those that were not marked as primary in advance."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from assay.errors import UsageError
from assay.stats.cautions import Array


def benjamini_hochberg(p_values: ArrayLike) -> Array:
    """Adjusted p [n] (Benjamini & Hochberg 1995), in the order given; a missing p stays missing and is not counted."""
    given = np.asarray(p_values, dtype=np.float64)
    known = np.flatnonzero(~np.isnan(given))
    if ((given[known] < 0) | (given[known] > 1)).any():
        raise UsageError("A p value lies between 0 and 1.")
    result = np.full(len(given), np.nan)
    order = known[np.argsort(given[known], kind="stable")]
    scaled = given[order] * len(order) / np.arange(1, len(order) + 1)
    result[order] = np.minimum(1.0, np.minimum.accumulate(scaled[::-1])[::-1])
    return result
