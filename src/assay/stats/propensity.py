"""The chance of being on the list, given what was known before launch: logistic regression, nothing more."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from assay.stats.cautions import Array, Caution, table

RIDGE = 1e-3


@dataclass(frozen=True)
class Propensity:
    """`logit` of treated [n1] and controls [n0]; `separated`: some covariate tells the arms apart, so a ridge held it."""

    treated: Array
    controls: Array
    separated: bool
    warnings: tuple[Caution, ...]


def propensity(treated: ArrayLike, controls: ArrayLike) -> Propensity:
    """Logits of belonging to the treated, from covariates [n1, k] and [n0, k], by Newton's method.

    Where the arms can be told apart completely the likelihood has no maximum: a small ridge is added and told.
    """
    first, second = table(treated, "Treated covariates"), table(controls, "Control covariates")
    values = np.vstack([first, second])
    spread = values.std(axis=0)
    kept = spread > 1e-12
    scaled = (values[:, kept] - values[:, kept].mean(axis=0)) / spread[kept]
    design = np.column_stack([np.ones(len(values)), scaled])
    arm = np.r_[np.ones(len(first)), np.zeros(len(second))]
    logits, converged = _newton(design, arm, 0.0)
    if not converged:
        logits, _ = _newton(design, arm, RIDGE * len(arm))
    told = (
        () if converged else (Caution("separated", "The covariates tell listed and other accounts apart completely."),)
    )
    return Propensity(logits[: len(first)], logits[len(first) :], not converged, told)


def _newton(design: Array, arm: Array, ridge: float) -> tuple[Array, bool]:
    coefficients = np.zeros(design.shape[1])
    penalty = ridge * np.diag(np.r_[0.0, np.ones(design.shape[1] - 1)])
    for _ in range(50):
        logits = np.clip(design @ coefficients, -30, 30)
        chance = 1 / (1 + np.exp(-logits))
        gradient = design.T @ (arm - chance) - penalty @ coefficients
        curvature = (design * (chance * (1 - chance))[:, None]).T @ design + penalty
        step = np.linalg.lstsq(curvature, gradient, rcond=1e-12)[0]
        coefficients = coefficients + step
        if np.abs(step).max() < 1e-10:
            return design @ coefficients, True
        if not ridge and np.abs(design @ coefficients).max() > 25:
            return design @ coefficients, False
    return design @ coefficients, False
