"""Effects on ratios of sums (deals won over deals closed, pipeline over meetings): accounts are the cases, not deals.

An account with many deals pulls on both sums, so deals of one account are never counted as independent. The ratio is
linearised per account (delta method) and then goes through the same regression as every other outcome.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from assay.errors import DataError
from assay.stats.cautions import Array, Caution, arms, numbers
from assay.stats.effects import Effect, arm_weights, effect

FEW_CASES = 10


def ratio_effect(
    numerators: ArrayLike,
    denominators: ArrayLike,
    treated: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    covariates: ArrayLike | None = None,
    clusters: ArrayLike | None = None,
    level: float = 0.95,
) -> Effect:
    """Σ numerator / Σ denominator [n accounts each] of the treated minus that of the (weighted) controls.

    Accounts with a denominator of 0 say nothing about the ratio and are left aside: the degrees of freedom are those of
    accounts that have a case. Arguments as in `effect`. Raises DataError where an arm's denominators sum to 0.
    """
    top, bottom = numbers(numerators, "Numerators"), numbers(denominators, "Denominators")
    mask = arms(treated, len(top))
    weight = arm_weights(mask, weights)
    linear = np.empty(len(top))
    for arm, name in ((mask, "treated"), (~mask, "control")):
        linear[arm] = _linearised(top[arm], bottom[arm], weight[arm] * (bottom[arm] > 0), name)
    kept = (bottom > 0) & (weight > 0)
    part = [None if given is None else np.asarray(given)[kept] for given in (covariates, clusters)]
    result = effect(linear[kept], mask[kept], weights=weight[kept], covariates=part[0], clusters=part[1], level=level)
    counted = min(int((bottom[mask] > 0).sum()), int((bottom[~mask] > 0).sum()))
    result = replace(
        result, method="ratio", treated_mean=float(top[mask].sum() / bottom[mask].sum()), warnings=result.warnings
    )
    if counted >= FEW_CASES:
        return result
    text = f"Only {counted} accounts of an arm have anything to divide by: the interval is rough."
    return replace(result, warnings=(*result.warnings, Caution("few_cases", text, counted)))


def _linearised(top: Array, bottom: Array, weight: Array, name: str) -> Array:
    """Each account's ratio-equivalent: the arm's ratio plus the account's share in its deviation; their mean is the ratio."""
    whole = float(weight @ bottom)
    if whole <= 0:
        raise DataError(
            f"The {name} accounts have nothing to divide by.", hint="Choose a longer window or an earlier stage."
        )
    ratio = float(weight @ top) / whole
    linear: Array = ratio + (top - ratio * bottom) * float(weight.sum()) / whole
    return linear
