"""Controls chosen for each treated account: the nearest within a caliper, or those of the same cell."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assay.comparison.covariates import NUMBERS, Column
from assay.stats import matching

Floats = NDArray[np.float64]
CALIPER = 0.2
"""In standard deviations of the propensity's logit (Austin 2011)."""
CELLS = 3
"""So many ranges of each number, and numbers at most, where no covariates are chosen."""


def nearest(values: Floats, treated: NDArray[np.bool_], caliper: float | None = CALIPER) -> Floats:
    """Weights [n]: 1 for treated accounts with a partner, each partner's for controls, 0 for all others."""
    found = matching.nearest(values[treated], values[~treated], metric="logit", caliper=caliper, replace=True)
    return _weights(found, treated)


def exact(values: Floats, treated: NDArray[np.bool_], columns: tuple[Column, ...], chosen: bool) -> Floats:
    """Weights [n] by cells: numbers cut into thirds, levels as they are; the first numbers alone unless some are chosen."""
    numbers = [place for place, column in enumerate(columns) if column.covariate in NUMBERS and column.level is None]
    used = list(range(len(columns))) if chosen else numbers[:CELLS]
    cells = np.column_stack([_thirds(values[:, place]) if place in numbers else values[:, place] for place in used])
    return _weights(matching.exact_matching(cells[treated], cells[~treated]), treated)


def _thirds(values: Floats) -> Floats:
    cuts = np.unique(np.quantile(values, np.arange(1, CELLS) / CELLS))
    return np.asarray(np.digitize(values, cuts), dtype=np.float64)


def _weights(found: matching.Matching, treated: NDArray[np.bool_]) -> Floats:
    weights = np.zeros(len(treated))
    weights[treated] = found.matched
    weights[~treated] = found.weights
    return weights
