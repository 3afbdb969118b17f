"""Parts of an effect: the design it is fitted on, the least error it can have, its relative lift."""

from __future__ import annotations

from math import exp, isfinite, log, sqrt

import numpy as np
from numpy.typing import ArrayLike

from assay.errors import UsageError
from assay.stats.balance import effective_sample_size
from assay.stats.cautions import Array, Caution, Flags, table
from assay.stats.regression import Fit, covariance, deviation, quantile

ACCOUNTS_EACH = 3


def design_of(mask: Flags, weight: Array, covariates: ArrayLike | None) -> tuple[Array, tuple[Caution, ...]]:
    """Intercept, arm, covariates centred on the treated: the intercept is then the counterfactual mean.

    With more than one covariate for three accounts the line would fit anything: it is left out, and told.
    """
    columns = [np.ones(len(mask)), mask.astype(float)]
    if covariates is None:
        return np.column_stack(columns), ()
    values = table(covariates, "Covariates")
    if len(values) != len(mask):
        raise UsageError(f"{len(values)} rows of covariates for {len(mask)} accounts.")
    centred = values - values[mask].mean(axis=0)
    spread = centred[weight > 0].std(axis=0)
    varying = spread > 1e-12
    count = int(varying.sum())
    if count > ((weight > 0).sum() - 2) / ACCOUNTS_EACH:
        text = f"{count} covariates for {int((weight > 0).sum())} accounts: the outcome is not adjusted for them."
        return np.column_stack(columns), (Caution("not_adjusted", text, count),)
    return np.column_stack([*columns, centred[:, varying] / spread[varying]]), ()


def least_error(values: Array, mask: Flags, weight: Array) -> float:
    """Where an arm is unanimous in a 0/1 outcome: the error with an imagined hit and miss in each arm (Agresti-Caffo).

    Nobody of 20 won does not mean that nobody could. 0 where both arms have hits and misses, and for other outcomes.
    """
    if not np.isin(values, (0.0, 1.0)).all():
        return 0.0
    shares = [float(np.average(values[arm], weights=weight[arm])) for arm in (mask, ~mask)]
    if all(1e-9 < share < 1 - 1e-9 for share in shares):
        return 0.0
    sizes = [effective_sample_size(weight[arm]) for arm in (mask, ~mask)]
    smoothed = [(share * size + 1) / (size + 2) for share, size in zip(shares, sizes, strict=True)]
    return sqrt(sum(share * (1 - share) / (size + 2) for share, size in zip(smoothed, sizes, strict=True)))


def relative_lift(
    fitted: Fit, base: Array, arm: Array, level: float
) -> tuple[float | None, float | None, float | None]:
    """Relative lift; its interval on the log scale, null where a mean is not clearly above 0."""
    control, treated = float(base @ fitted.coefficients), float((base + arm) @ fitted.coefficients)
    if control <= 0:
        return None, None, None
    lift = treated / control - 1
    if treated <= 0:
        return lift, None, None
    (first, degrees), (second, fewer) = deviation(fitted, base + arm), deviation(fitted, base)
    spread = (first / treated) ** 2 + (second / control) ** 2
    spread -= 2 * covariance(fitted, base + arm, base) / (treated * control)
    half = quantile(level, min(degrees, fewer)) * sqrt(max(spread, 0.0))
    if not isfinite(half) or half > 10:
        return lift, None, None
    return lift, exp(log(treated / control) - half) - 1, exp(log(treated / control) + half) - 1
