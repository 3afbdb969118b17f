"""Whether arms can be those of a lot at all: as many accounts left as were drawn, and no more unlike than chance makes them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assay.stats.arrangements import SEED, sums_drawn
from assay.stats.cautions import arms, table

SURE = 0.001
"""A lot is doubted below this p: a good one is lost once in a thousand."""
DRAWS = 4_999
"""As many as the figures of a lot take: they share them."""


def sample_ratio(kept: tuple[int, int], drawn: tuple[int, int]) -> float:
    """p that as many of each arm are left as chance leaves, of those that were drawn (Fisher's exact test).

    >>> sample_ratio((80, 20), (80, 20))
    1.0
    """
    from scipy.stats import fisher_exact

    lost = [max(all_of - left, 0) for all_of, left in zip(drawn, kept, strict=True)]
    if not any(lost):
        return 1.0
    return float(fisher_exact([list(kept), lost]).pvalue)


def holdout_share(treated: int, held: int, share: float) -> float:
    """p of so many held back where a share was to be (binomial)."""
    from scipy.stats import binomtest

    return float(binomtest(held, treated + held, share).pvalue)


def balance_p(
    covariates: ArrayLike,
    treated: ArrayLike,
    strata: ArrayLike | None = None,
    clusters: ArrayLike | None = None,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> float:
    """p that a lot within `strata` [n] parts accounts [n, k covariates] as much as these arms are parted.

    Mahalanobis' distance of the means, arms drawn again among families (`clusters`); 1 where nothing is known.
    """
    values = table(covariates, "Covariates")
    mask = arms(treated, len(values))
    names = np.arange(len(values)) if clusters is None else np.unique(np.asarray(clusters), return_inverse=True)[1]
    first, group, sizes = np.unique(names, return_index=True, return_inverse=True, return_counts=True)[1:]
    labels = np.zeros(len(values), int) if strata is None else np.unique(np.asarray(strata), return_inverse=True)[1]
    block, arm = labels[first], mask[first]
    means = np.column_stack([np.bincount(group, column) / sizes for column in values.T]) if values.size else values
    centred = np.column_stack([_within(column, block) for column in means.T]) if means.shape[1] else means
    centred = centred[:, centred.std(axis=0) > 1e-12] if centred.size else centred
    if not centred.shape[1]:
        return 1.0
    # On principal axes of equal length a distance is a plain sum of squares.
    left, spread, _ = np.linalg.svd(centred, full_matrices=False)
    axes = left[:, spread > 1e-8 * spread.max()]
    share = (np.bincount(block, arm) / np.maximum(np.bincount(block), 1))[block]
    base = share @ axes
    observed = float((((arm @ axes) - base) ** 2).sum())
    apart = ((sums_drawn(axes, arm, block, draws, seed) - base) ** 2).sum(axis=1)
    return float((int((apart >= observed - 1e-12).sum()) + 1) / (draws + 1))


def _within(column: NDArray[Any], block: NDArray[Any]) -> NDArray[Any]:
    return np.asarray(column - (np.bincount(block, column) / np.maximum(np.bincount(block), 1))[block])
