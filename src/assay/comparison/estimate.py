"""From outcomes of accounts to a difference with its interval; the statistics themselves are those of `assay.stats`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assay.comparison.outcomes import Floats, Outcome, accounts_of
from assay.stats.effects import Effect, effect, naive_difference, randomised_effect
from assay.stats.intervals import newcombe
from assay.stats.ratios import ratio_effect
from assay.stats.resampling import median_difference
from assay.stats.survival import restricted_mean_difference

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Estimated:
    """Arm abm against the comparison arm: values, difference, 95 % interval and p. `horizon` in days, for durations."""

    abm: float | None
    against: float | None
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    p_value: float | None = None
    horizon: float | None = None
    note: str | None = None


@dataclass(frozen=True)
class Weighing:
    """Weights [n] of all accounts (0: not compared), covariates [n, k] for the regression, parents, strata of a lot."""

    weights: Floats | None = None
    covariates: Floats | None = None
    clusters: NDArray[Any] | None = None
    strata: NDArray[Any] | None = None
    drawn: bool = False


def difference(found: Outcome, treated: Flags, weighing: Weighing) -> Estimated:
    """Treated − controls under a weighing; null where an arm has no case."""
    weights = (
        np.ones(len(treated))
        if weighing.weights is None
        else np.where(treated & (weighing.weights > 0), 1.0, weighing.weights)
    )
    if found.kind == "duration":
        return _durations(found, treated, weights, weighing)
    if not (weights * found.bottoms)[treated].sum() > 0 or not (weights * found.bottoms)[~treated].sum() > 0:
        return _one_sided(found, treated, weights)
    if found.kind == "median":
        return _medians(found, treated, weights, weighing.clusters)
    kept = weights > 0
    read = effect_of(accounts_of(found, kept), treated[kept], _only(weighing, kept, weights))
    return Estimated(read.treated_mean, read.treated_mean - read.estimate, read.estimate, read.low, read.high, read.p)


def _only(weighing: Weighing, kept: Flags, weights: Floats) -> Weighing:
    def part(values: NDArray[Any] | None) -> Any:
        return None if values is None else values[kept]

    return replace(
        weighing,
        weights=weights[kept],
        covariates=part(weighing.covariates),
        clusters=part(weighing.clusters),
        strata=part(weighing.strata),
    )


def effect_of(found: Outcome, treated: Flags, weighing: Weighing) -> Effect:
    """The effect on every outcome that has a value per account or per case, not a duration or a median."""
    clusters = weighing.clusters
    clusters = clusters if clusters is not None and len(np.unique(clusters)) < len(clusters) else None
    given = weighing.covariates
    known: dict[str, Any] = {
        "clusters": clusters,
        "covariates": given if given is not None and given.shape[1] else None,
    }
    if found.kind == "ratio":
        return ratio_effect(found.tops, found.bottoms, treated, weights=weighing.weights, **known)
    if weighing.drawn:
        return randomised_effect(found.tops, treated, weighing.strata, **known)
    return effect(found.tops, treated, weights=weighing.weights, **known)


def _ratio(found: Outcome, arm: Flags, weights: Floats) -> float:
    share = weights * arm
    return float((share @ found.tops) / (share @ found.bottoms))


def _one_sided(found: Outcome, treated: Flags, weights: Floats) -> Estimated:
    values = [
        _ratio(found, arm, weights) if (weights * found.bottoms)[arm].sum() > 0 else None for arm in (treated, ~treated)
    ]
    return Estimated(values[0], values[1], note="no_case")


def raw(found: Outcome, treated: Flags) -> Estimated:
    """The arms as they are. Shares of accounts carry a Newcombe interval."""
    plain = difference(found, treated, Weighing())
    if found.kind != "account_share" or plain.difference is None:
        return plain
    arms = (treated, ~treated)
    (hits, other), (cases, others) = (
        [float(found.tops[arm].sum()) for arm in arms],
        [float(arm.sum()) for arm in arms],
    )
    interval = newcombe(hits, cases, other, others)
    return replace(plain, low=interval.low, high=interval.high, p_value=naive_difference(found.tops, treated).p)


def _durations(found: Outcome, treated: Flags, weights: Floats, weighing: Weighing) -> Estimated:
    """Mean days of what has happened within a horizon that both arms reach; open cases and other ends are reckoned with."""
    of_case, in_arm = weights[found.owners], treated[found.owners]
    sides = [in_arm & (of_case > 0), ~in_arm & (of_case > 0)]
    clusters = found.owners if weighing.clusters is None else weighing.clusters[found.owners]
    (days_a, events_a, clusters_a, weights_a), (days_b, events_b, clusters_b, weights_b) = (
        (found.values[side], found.events[side], clusters[side], of_case[side]) for side in sides
    )
    mean = restricted_mean_difference(
        days_a,
        events_a,
        days_b,
        events_b,
        measure="among_won",
        clusters_a=clusters_a,
        clusters_b=clusters_b,
        weights_a=weights_a,
        weights_b=weights_b,
    )
    note = None if mean.value is not None else "no_case"
    return Estimated(mean.a.value, mean.b.value, mean.value, mean.low, mean.high, mean.p_value, mean.horizon, note)


def _medians(found: Outcome, treated: Flags, weights: Floats, clusters: NDArray[Any] | None) -> Estimated:
    """Weighted medians over cases."""
    read = median_difference(found.values, found.owners, treated, weights, clusters=clusters)
    note = None if read.p_value is not None else "no_case"
    return Estimated(
        read.treated, read.control, read.value if note is None else None, read.low, read.high, read.p_value, note=note
    )
