"""Makes controls comparable: entropy balancing, standardised differences before and after, effective sample size.

Entropy balancing (Hainmueller 2012) finds the weights closest to equal ones under which the controls' means are the
treated ones' means. Where no weights can do it, the differences are penalised instead and what remains is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf, isfinite
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from assay.errors import UsageError
from assay.stats.cautions import FEW_EFFECTIVE, UNBALANCED, Array, Caution, Flags, table
from assay.stats.entropy import solve


@dataclass(frozen=True)
class BalanceRow:
    """One covariate. Standardised by the treated ones' standard deviation (as `cobalt` does for effects on the treated)."""

    name: str
    treated: float
    controls_before: float
    controls_after: float
    smd_before: float
    smd_after: float
    variance_ratio_before: float | None
    variance_ratio_after: float | None

    def to_json(self) -> dict[str, Any]:
        return dict(vars(self))


@dataclass(frozen=True)
class Balancing:
    """Weights of the controls (they sum to 1), and how well they balance.

    `exact`: every mean meets the treated ones'. `penalty` > 0 marks the approximate solution. `constant`: columns
    (by place) in which neither arm varies, which need no balancing. `moments`: 1 for means alone, 2 and 3 for squares and
    cubes of the numbers as well.
    """

    weights: Array
    converged: bool
    exact: bool
    max_smd: float
    ess: float
    smd_before: Array
    smd_after: Array
    penalty: float
    constant: tuple[int, ...]
    warnings: tuple[Caution, ...]
    moments: int = 1


MOMENTS, LEAST_KEPT = 3, 0.5
"""Up to this moment numbers are balanced, where the controls keep at least this share of their effective number."""


def scales(treated: Array, controls: Array) -> Array:
    """The treated ones' SD per column; both arms' together where the treated ones do not vary; 1 where nobody does."""
    own = _deviations(treated)
    everybody = _deviations(np.vstack([treated, controls]))
    size = np.abs(np.vstack([treated, controls])).max(axis=0)
    flat = 1e-10 * np.maximum(size, 1e-300)
    return np.where(own > flat, own, np.where(everybody > flat, everybody, 1.0))


def smd(treated: ArrayLike, controls: ArrayLike, weights: ArrayLike | None = None) -> Array:
    """Standardised mean differences [k], treated minus (weighted) controls, in SDs of the treated."""
    first, second = table(treated, "Treated"), table(controls, "Controls")
    share = shares(weights, len(second))
    difference: Array = (first.mean(axis=0) - share @ second) / scales(first, second)
    return difference


def shares(weights: ArrayLike | None, size: int) -> Array:
    """Weights that sum to 1; equal ones where none are given."""
    if weights is None:
        return np.full(size, 1.0 / size)
    given = np.asarray(weights, dtype=np.float64)
    if given.shape != (size,) or (given < 0).any() or not given.sum() > 0:
        raise UsageError(f"Weights must be {size} numbers of at least 0 with a positive sum.")
    share: Array = given / given.sum()
    return share


def effective_sample_size(weights: ArrayLike) -> float:
    """Kish: (Σw)² / Σw²: how many equally weighted accounts would tell as much."""
    given = np.asarray(weights, dtype=np.float64)
    squares = float((given**2).sum())
    return float(given.sum()) ** 2 / squares if squares else 0.0


def entropy_balance(
    treated: ArrayLike, controls: ArrayLike, *, start: ArrayLike | None = None, approximate: bool = True
) -> Balancing:
    """Weights of the controls [n0] under which their covariate means meet the treated ones' [n1, k].

    `start`: base weights to stay close to (equal ones by default). Failing is told: `exact` is false, `max_smd` is
    what remains and `warnings` says so; without `approximate` no second best is looked for. Raises DataError for missing values.
    """
    first, second = table(treated, "Treated covariates"), table(controls, "Control covariates")
    if first.shape[1] != second.shape[1] or not len(first) or not len(second):
        raise UsageError(
            f"Covariates of shape {first.shape} (treated) and {second.shape} (controls) cannot be compared."
        )
    scale = scales(first, second)
    distance = (second - first.mean(axis=0)) / scale
    constant = np.abs(distance).max(axis=0) < 1e-10
    moving = distance[:, ~constant]
    base = shares(start, len(second))
    weights, converged, penalty = solve(moving, base, approximate=approximate)
    after = -(weights @ distance)
    exact = bool(np.abs(after).max(initial=0.0) < 1e-6)
    return Balancing(
        weights=weights,
        converged=converged,
        exact=exact,
        max_smd=float(np.abs(after).max(initial=0.0)),
        ess=effective_sample_size(weights),
        smd_before=-(shares(None, len(second)) @ distance),
        smd_after=after,
        penalty=penalty,
        constant=tuple(int(place) for place in np.flatnonzero(constant)),
        warnings=_cautions(after, weights, exact),
    )


def moment_balance(treated: ArrayLike, controls: ArrayLike, most: int) -> Balancing:
    """Entropy balancing of means and, as far as `most` columns go, of squares and cubes of what takes more values.

    Equal means are not equal sums of what grows faster than in a line: where money grows with interest, controls of the same
    mean interest but less spread buy smaller (a spell of interest: 88 of 100 intervals of deal size held, 95 with moments).
    Higher moments are given up where they cannot be met exactly, or would cost more than half of what the controls tell.
    """
    first, second = table(treated, "Treated covariates"), table(controls, "Control covariates")
    plain = entropy_balance(first, second)
    for highest in range(MOMENTS, 1, -1) if plain.exact else ():
        powers = _powers(first, second, highest)
        if first.shape[1] + powers[0].shape[1] > most or not powers[0].shape[1]:
            continue
        both = (np.hstack([arm, more]) for arm, more in zip((first, second), powers, strict=True))
        made = entropy_balance(*both, approximate=False)
        if made.exact and made.ess >= LEAST_KEPT * plain.ess:
            means = first.shape[1]
            return replace(made, smd_before=made.smd_before[:means], smd_after=made.smd_after[:means], moments=highest)
    return plain


def _powers(first: Array, second: Array, highest: int) -> tuple[Array, Array]:
    """Powers 2 to `highest` of the columns that take more values than that, about the treated ones' mean and in their SD."""
    centre, scale = first.mean(axis=0), scales(first, second)
    many = np.array([len(np.unique(column)) for column in np.vstack([first, second]).T])
    parts = [
        [((arm[:, many > power] - centre[many > power]) / scale[many > power]) ** power for arm in (first, second)]
        for power in range(2, highest + 1)
    ]
    return np.hstack([part[0] for part in parts]), np.hstack([part[1] for part in parts])


def balance_table(
    treated: ArrayLike, controls: ArrayLike, weights: ArrayLike | None = None, names: Sequence[str] | None = None
) -> tuple[BalanceRow, ...]:
    """One row per covariate [k]: means, standardised differences and variance ratios before and after weighting."""
    first, second = table(treated, "Treated"), table(controls, "Controls")
    share = shares(weights, len(second))
    labels = tuple(names) if names is not None else tuple(f"covariate {place + 1}" for place in range(first.shape[1]))
    if len(labels) != first.shape[1]:
        raise UsageError(f"{len(labels)} names for {first.shape[1]} covariates.")
    before, after = smd(first, second), smd(first, second, share)
    own, plain, weighted = _variances(first, None), _variances(second, None), _variances(second, share)
    return tuple(
        BalanceRow(
            name=name,
            treated=float(first[:, k].mean()),
            controls_before=float(second[:, k].mean()),
            controls_after=float(share @ second[:, k]),
            smd_before=float(before[k]),
            smd_after=float(after[k]),
            variance_ratio_before=_variance_ratio(float(own[k]), float(plain[k])),
            variance_ratio_after=_variance_ratio(float(own[k]), float(weighted[k])),
        )
        for k, name in enumerate(labels)
    )


def _variance_ratio(treated: float, controls: float) -> float | None:
    """None where controls do not vary, or by so little (a subnormal) that no number says how much."""
    ratio = treated / controls if controls > 0 else inf
    return ratio if isfinite(ratio) else None


@dataclass(frozen=True)
class Overlap:
    """Common support: who lies outside the other arm's range, per covariate and altogether."""

    treated_outside: Flags
    controls_outside: Flags
    outside_by_column: Array


def overlap(treated: ArrayLike, controls: ArrayLike) -> Overlap:
    """Which treated accounts [n1] lie outside the range of the controls in any column, and the other way round.

    `outside_by_column` [k]: the share of treated accounts outside. For one figure per account, give propensity logits.
    """
    first, second = table(treated, "Treated"), table(controls, "Controls")
    outside = (first < second.min(axis=0)) | (first > second.max(axis=0))
    beyond = (second < first.min(axis=0)) | (second > first.max(axis=0))
    return Overlap(outside.any(axis=1), beyond.any(axis=1), outside.mean(axis=0))


def _deviations(values: Array) -> Array:
    return values.std(axis=0, ddof=1) if len(values) > 1 else np.zeros(values.shape[1])


def _variances(values: Array, weights: Array | None) -> Array:
    share = shares(weights, len(values))
    centred = values - share @ values
    rest = 1.0 - float((share**2).sum())
    return (share @ centred**2) / rest if rest > 1e-12 else np.zeros(values.shape[1])


def _cautions(after: Array, weights: Array, exact: bool) -> tuple[Caution, ...]:
    left, ess = float(np.abs(after).max(initial=0.0)), effective_sample_size(weights)
    cautions = []
    if not exact:
        cautions.append(
            Caution(
                "approximate", f"The controls cannot be made equal; the largest difference left is {left:.2f} SD.", left
            )
        )
    if left > UNBALANCED:
        cautions.append(
            Caution(
                "unbalanced", f"A difference of {left:.2f} SD remains: more than {UNBALANCED} is descriptive.", left
            )
        )
    if ess < FEW_EFFECTIVE:
        cautions.append(Caution("few_effective", f"The weighted controls count as {ess:.1f} accounts only.", ess))
    return tuple(cautions)
