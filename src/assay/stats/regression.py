"""Weighted least squares whose standard errors stay honest in small samples.

CR2 / HC2 variance (Bell & McCaffrey 2002) with Satterthwaite degrees of freedom (Imbens & Kolesár 2016, Pustejovsky &
Tipton 2018), made unbiased for errors of equal variance whatever the weights. Accounts of one parent form a cluster.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assay.stats.cautions import Array


@dataclass(frozen=True)
class Fit:
    """Coefficients [p]; `orthogonal` [n, p] spans the weighted design; `solve` [p, n] maps weighted outcomes to them."""

    coefficients: Array
    residuals: Array
    orthogonal: Array
    solve: Array
    weights: Array
    groups: NDArray[np.intp]


def fit(design: Array, outcome: Array, weights: Array | None = None, clusters: ArrayLike | None = None) -> Fit:
    """Least squares of `outcome` [n] on `design` [n, p]; collinear columns share their coefficient (minimum norm)."""
    weights = np.ones(len(outcome)) if weights is None else weights / weights.mean()
    root = np.sqrt(weights)
    left, singular, right = np.linalg.svd(design * root[:, None], full_matrices=False)
    kept = singular > 1e-10 * singular.max()
    orthogonal = left[:, kept]
    solve = (right[kept].T / singular[kept]) @ orthogonal.T
    scaled = outcome * root
    residuals = scaled - orthogonal @ (orthogonal.T @ scaled)
    groups = np.arange(len(outcome)) if clusters is None else np.unique(np.asarray(clusters), return_inverse=True)[1]
    return Fit(solve @ scaled, residuals, orthogonal, solve, weights, groups)


def deviation(fitted: Fit, contrast: Array) -> tuple[float, float]:
    """Standard error of `contrast` [p] times the coefficients, and its Satterthwaite degrees of freedom."""
    effect = contrast @ fitted.solve
    adjusted = _adjusted(fitted, effect)
    sums = np.bincount(fitted.groups, adjusted * fitted.residuals)
    mean, degrees = _moments(fitted, adjusted)
    if mean <= 0:
        return 0.0, 1.0
    # Equal-variance truth over what the raw estimate expects there: 1 without weights, a few per cent with them.
    unbiased = float((effect**2 * fitted.weights).sum()) / mean
    return float(np.sqrt((sums**2).sum() * unbiased)), degrees


def covariance(fitted: Fit, first: Array, second: Array) -> float:
    """Covariance of two contrasts under the same variance estimate, from the variances of their sum and difference."""
    return (deviation(fitted, first + second)[0] ** 2 - deviation(fitted, first - second)[0] ** 2) / 4


def quantile(level: float, degrees: float) -> float:
    """Student's t: half the width, in standard errors, of a two-sided interval of `level`."""
    from scipy.special import stdtrit

    return float(stdtrit(degrees, (1 + level) / 2))


def two_sided(t: float, degrees: float) -> float:
    """Two-sided p of a t value."""
    from scipy.special import stdtr

    return float(2 * stdtr(degrees, -abs(t)))


def _adjusted(fitted: Fit, effect: Array) -> Array:
    """The effect's row weights divided by the root of each cluster's share of residual variance (I − H)^½."""
    counts = np.bincount(fitted.groups)
    leverage = (fitted.orthogonal**2).sum(axis=1)
    adjusted: Array = effect / np.sqrt(np.clip(1 - leverage, 1e-6, None))
    for group in np.flatnonzero(counts > 1):
        rows = np.flatnonzero(fitted.groups == group)
        part = fitted.orthogonal[rows]
        left, singular, _ = np.linalg.svd(part, full_matrices=False)
        gain = 1 / np.sqrt(np.clip(1 - singular**2, 1e-6, None)) - 1
        adjusted[rows] = effect[rows] + left @ (gain * (left.T @ effect[rows]))
    return adjusted


def _moments(fitted: Fit, adjusted: Array) -> tuple[float, float]:
    """Expected variance estimate under errors of equal variance, and degrees = 2·mean²/variance of that estimate."""
    basis, weights, size = fitted.orthogonal, fitted.weights, int(fitted.groups.max()) + 1
    own = np.bincount(fitted.groups, weights * adjusted**2, size)
    into = _by_group(fitted.groups, adjusted[:, None] * basis, size)
    weighted = _by_group(fitted.groups, (adjusted * weights)[:, None] * basis, size)
    inner = basis.T @ (weights[:, None] * basis)
    # Σ over pairs of (δ·own − q·p − p·q + p·W·p)² without ever forming the groups × groups matrix.
    left, middle = np.hstack([weighted, into]), np.zeros((2 * basis.shape[1],) * 2)
    width = basis.shape[1]
    middle[:width, width:] = middle[width:, :width] = -np.eye(width)
    middle[width:, width:] = inner
    diagonal = np.einsum("ij,jk,ik->i", left, middle, left)
    mean = float((own + diagonal).sum())
    cross = middle @ (left.T @ left)
    squares = float((own**2).sum() + 2 * (own * diagonal).sum() + np.trace(cross @ cross))
    return mean, mean**2 / squares if squares > 0 else 1.0


def _by_group(groups: NDArray[np.intp], values: Array, size: int) -> Array:
    summed: Array = np.zeros((size, values.shape[1]))
    if size == len(values):
        summed[groups] = values
    else:
        np.add.at(summed, groups, values)
    return summed
