"""The effect of a programme on an outcome: adjusted difference of means, its interval, its p, its relative lift.

The estimate is a weighted regression of the outcome on the arm and the covariates (ANCOVA on the pre-period value):
right when either the weights or the line is right. Its errors are those of `assay.stats.regression`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from assay.errors import UsageError
from assay.stats.adjustment import design_of, least_error, relative_lift
from assay.stats.balance import effective_sample_size
from assay.stats.cautions import (
    FEW_EFFECTIVE,
    LEAST_TREATED,
    SMALL_PROGRAMME,
    Array,
    Caution,
    Flags,
    Places,
    arms,
    numbers,
    table,
)
from assay.stats.permutation import permutation
from assay.stats.regression import Fit, deviation, fit, quantile, two_sided

FEW_HITS = 15


@dataclass(frozen=True)
class Effect:
    """Treated minus what the treated would have had, in the outcome's unit; 95 % interval unless told otherwise.

    `control_mean` is the counterfactual (adjusted) mean, `lift` the effect as a share of it (null where it is not
    above 0). `method` names how p and interval were found.
    """

    estimate: float
    standard_error: float
    degrees: float
    low: float
    high: float
    p: float
    treated_mean: float
    control_mean: float
    lift: float | None
    lift_low: float | None
    lift_high: float | None
    treated: int
    controls: int
    ess: float
    method: str
    warnings: tuple[Caution, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return dict(vars(self)) | {"warnings": [each.to_json() for each in self.warnings]}


def effect(
    outcome: ArrayLike,
    treated: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    covariates: ArrayLike | None = None,
    clusters: ArrayLike | None = None,
    level: float = 0.95,
) -> Effect:
    """Effect on the treated from outcomes [n], a mask of the treated [n] and weights of the controls.

    `weights` [n]: those of treated rows are ignored (each counts 1), those of controls sum to whatever; equal without.
    `covariates` [n, k]: measured before launch. `clusters` [n]: parents. The outcome may be 0/1: shares then.
    """
    values = numbers(outcome, "Outcome")
    mask = arms(treated, len(values))
    weight = np.ones(len(values)) if weights is None else arm_weights(mask, weights)
    design, told = design_of(mask, weight, covariates)
    fitted = fit(design, values, weight, clusters)
    result = _read(fitted, values, mask, weight, design.shape[1], level)
    return replace(result, warnings=(*_cautions(mask, weight), *told))


def randomised_effect(
    outcome: ArrayLike,
    treated: ArrayLike,
    strata: ArrayLike | None = None,
    *,
    covariates: ArrayLike | None = None,
    clusters: ArrayLike | None = None,
    level: float = 0.95,
) -> Effect:
    """Effect of a randomised programme: differences within strata [n], each counting as its treated accounts.

    Strata without one of the arms say nothing and are left out (told as a caution). Below 30 treated accounts, or 15
    treated hits of a 0/1 outcome, p and interval come from permutation within strata (method `permutation`), without
    clusters only.
    """
    values = numbers(outcome, "Outcome")
    mask = arms(treated, len(values))
    labels = np.zeros(len(values), int) if strata is None else np.unique(np.asarray(strata), return_inverse=True)[1]
    usable = _usable(mask, labels)
    if not usable.any():
        raise UsageError("No stratum holds both treated and held-out accounts.", hint="Compare without strata.")
    given = None if covariates is None else table(covariates, "Covariates")[usable]
    parents = None if clusters is None else np.asarray(clusters)[usable]
    result = _within_strata(values[usable], mask[usable], labels[usable], given, parents, level)
    lost = int((~usable).sum())
    if lost:
        note = Caution(
            "strata_left_out", f"{lost} accounts lie in strata without one of the arms and are left out.", lost
        )
        result = replace(result, warnings=(*result.warnings, note))
    return result


def naive_difference(outcome: ArrayLike, treated: ArrayLike, *, level: float = 0.95) -> Effect:
    """The raw difference of means. Descriptive only: its caution says that it is no effect."""
    result = effect(outcome, treated, level=level)
    text = "A raw difference between accounts that were chosen and accounts that were not: no effect of the programme."
    return replace(result, method="naive", warnings=(Caution("naive", text), *result.warnings))


def arm_weights(mask: Flags, weights: ArrayLike | None) -> Array:
    """1 per treated account; the controls' weights scaled to the same sum, so that each arm counts alike."""
    given = np.ones(len(mask)) if weights is None else numbers(weights, "Weights").copy()
    if given.shape != mask.shape or (given[~mask] < 0).any() or not given[~mask].sum() > 0:
        raise UsageError(f"Weights must be {len(mask)} numbers of at least 0, some control above 0.")
    given[mask] = 1.0
    given[~mask] *= mask.sum() / given[~mask].sum()
    return given


def _within_strata(
    values: Array, mask: Flags, labels: Places, covariates: Array | None, clusters: Array | None, level: float
) -> Effect:
    counts = np.bincount(labels, mask) / np.maximum(np.bincount(labels, ~mask), 1)
    weight = np.where(mask, 1.0, counts[labels])
    dummies = (labels[:, None] == np.unique(labels)[None, 1:]).astype(float)
    columns = dummies if covariates is None else np.hstack([dummies, covariates])
    result = effect(
        values, mask, weights=weight, covariates=columns if columns.shape[1] else None, clusters=clusters, level=level
    )
    if clusters is not None or not _small(values, mask):
        return result
    shuffled = permutation(values, mask, labels, covariates=covariates, level=level)
    if not isfinite(shuffled.low) or not isfinite(shuffled.high):
        return result
    moved = result.estimate - shuffled.estimate
    return replace(result, p=shuffled.p, low=shuffled.low + moved, high=shuffled.high + moved, method="permutation")


def _small(values: Array, mask: Flags) -> bool:
    """Too few treated accounts, or too few of them with (or without) the hit, for a t distribution."""
    if mask.sum() < SMALL_PROGRAMME:
        return True
    hits = float(values[mask].sum())
    return bool(np.isin(values, (0.0, 1.0)).all()) and min(hits, mask.sum() - hits) < FEW_HITS


def _usable(mask: Flags, labels: Places) -> Flags:
    both = (np.bincount(labels, mask) > 0) & (np.bincount(labels, ~mask) > 0)
    usable: Flags = both[labels]
    return usable


def _read(fitted: Fit, values: Array, mask: Flags, weight: Array, width: int, level: float) -> Effect:
    arm, base = np.eye(width)[1], np.eye(width)[0]
    error, degrees = deviation(fitted, arm)
    error = max(error if error > 1e-10 * np.abs(values).max() else 0.0, least_error(values, mask, weight))
    estimate, control = float(arm @ fitted.coefficients), float(base @ fitted.coefficients)
    half = quantile(level, degrees) * error
    p = two_sided(estimate / error, degrees) if error > 0 else 1.0
    lift = relative_lift(fitted, base, arm, level)
    return Effect(
        estimate=estimate,
        standard_error=error,
        degrees=degrees,
        low=estimate - half if error > 0 else min(0.0, estimate),
        high=estimate + half if error > 0 else max(0.0, estimate),
        p=p,
        treated_mean=float(values[mask].mean()),
        control_mean=control,
        lift=lift[0],
        lift_low=lift[1],
        lift_high=lift[2],
        treated=int(mask.sum()),
        controls=int((~mask & (weight > 0)).sum()),
        ess=effective_sample_size(weight[~mask]),
        method="regression",
    )


def _cautions(mask: Flags, weight: Array) -> tuple[Caution, ...]:
    found, count = [], int(mask.sum())
    if count < LEAST_TREATED:
        text = f"{count} treated accounts: below {LEAST_TREATED} a difference is described, not called an effect."
        found.append(Caution("few_treated", text, count))
    ess = effective_sample_size(weight[~mask])
    if ess < FEW_EFFECTIVE:
        found.append(Caution("few_effective", f"The weighted controls count as {ess:.1f} accounts only.", ess))
    return tuple(found)
