"""From outcomes of accounts to a difference with its interval; the statistics themselves are those of `assay.stats`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assay.comparison.outcomes import Floats, Outcome, accounts_of
from assay.stats.balance import effective_sample_size
from assay.stats.effects import Effect, effect, naive_difference
from assay.stats.intervals import newcombe
from assay.stats.lots import lot_effect
from assay.stats.ratios import ratio_effect
from assay.stats.resampling import median_difference
from assay.stats.survival import restricted_mean_difference

Flags = NDArray[np.bool_]
LEAST_HAPPENED = 10
"""Below so many accounts in an arm to which it has happened, means of days cover less than they say: no interval."""
LEAST_WEIGHTED = 10
"""So many accounts with a case, by effective number, does a weighted share or score of cases need in each arm."""
LEAST_WEIGHTED_MEAN = 20
"""So many where each case brings an amount: of amounts that grow with interest intervals of 10 to 20 held 84 to 90 of 100."""
LEAST_PAID = 5
"""Below so many accounts with an amount, both arms together, nothing tells how large amounts can be."""


@dataclass(frozen=True)
class Estimated:
    """Arm abm against the comparison arm: values, difference, 95 % interval and p. `horizon` in days, for durations.

    `cases`: families with a case in each arm. `short`, where there are too few for an interval: how many each arm needs,
    and how many count in each (weighted ones by what they are worth).
    """

    abm: float | None
    against: float | None
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    p_value: float | None = None
    horizon: float | None = None
    note: str | None = None
    cases: tuple[int, int] | None = None
    short: tuple[int, float, float] | None = None


@dataclass(frozen=True)
class Weighing:
    """Weights [n] of all accounts (0: not compared), covariates [n, k] for the regression, parents, strata of a lot."""

    weights: Floats | None = None
    covariates: Floats | None = None
    clusters: NDArray[Any] | None = None
    strata: NDArray[Any] | None = None
    drawn: bool = False


def difference(outcome: Outcome, treated: Flags, weighing: Weighing) -> Estimated:
    """Treated − controls under a weighing; null where an arm has no case."""
    weights = (
        np.ones(len(treated))
        if weighing.weights is None
        else np.where(treated & (weighing.weights > 0), 1.0, weighing.weights)
    )
    if outcome.kind == "duration":
        return _durations(outcome, treated, weights, weighing)
    if not (weights * outcome.bottoms)[treated].sum() > 0 or not (weights * outcome.bottoms)[~treated].sum() > 0:
        return _one_sided(outcome, treated, weights)
    if outcome.kind == "median":
        return _medians(outcome, treated, weights, weighing.clusters)
    if _is_few(outcome, weights):
        few = _without_interval(outcome, treated, weights, weighing.clusters)
        ours, theirs = (float(((outcome.tops != 0) & (weights > 0) & arm).sum()) for arm in (treated, ~treated))
        return replace(few, note="few_paid", short=(LEAST_PAID, ours, theirs))
    if weighing.drawn:
        return _of_lot(outcome, treated, weighing)
    return _of_weighted(outcome, treated, replace(weighing, weights=weights))


def _is_few(outcome: Outcome, weights: Floats) -> bool:
    """Whether too few accounts have an amount to tell how large amounts can be."""
    paid = int(((outcome.tops != 0) & (weights > 0)).sum())
    return not is_share(outcome) and 0 < paid < LEAST_PAID


def _without_interval(outcome: Outcome, treated: Flags, weights: Floats, clusters: NDArray[Any] | None) -> Estimated:
    abm, against = (_ratio(outcome, arm, weights) for arm in (treated, ~treated))
    return Estimated(abm, against, abm - against, note="few", cases=cases_of(outcome, treated, clusters))


def _of_lot(outcome: Outcome, treated: Flags, weighing: Weighing) -> Estimated:
    """A lot's own test: arms drawn again among families. What was known before sharpens means, unless it goes too far."""
    known: dict[str, Any] = {"strata": weighing.strata, "clusters": weighing.clusters}
    given = weighing.covariates if outcome.kind != "ratio" else None
    read = None
    if given is not None and given.shape[1]:
        read = lot_effect(outcome.tops, outcome.bottoms, treated, covariates=given, **known)
        read = None if read is not None and not possible(read.control, outcome) else read
    read = read or lot_effect(outcome.tops, outcome.bottoms, treated, **known)
    if read is None:
        return _unanimous(outcome, treated, np.ones(len(treated)), weighing.clusters)
    control = 0.0 if abs(read.control) < 1e-12 else read.control
    made = Estimated(read.treated, control, read.estimate, _finite(read.low), _finite(read.high), read.p)
    return _within(replace(made, cases=(read.families, read.others)), outcome)


def _of_weighted(outcome: Outcome, treated: Flags, weighing: Weighing) -> Estimated:
    weights = weighing.weights
    assert weights is not None
    kept = weights > 0
    part, own, counts = accounts_of(outcome, kept), treated[kept], _only(weighing, kept, weights)
    weight = np.ones(len(own)) if counts.weights is None else counts.weights
    ours, theirs = (_effective_cases(part, arm, weight, counts.clusters) for arm in (own, ~own))
    least = LEAST_WEIGHTED if is_bounded(part) else LEAST_WEIGHTED_MEAN
    few = outcome.kind == "ratio" and min(ours, theirs) < least
    # Few cases of which one arm's alone agree get no interval either: it would be given for what they came to.
    if _is_unanimous(part, own) and not (few and _ratio(part, own, weight) != _ratio(part, ~own, weight)):
        return _unanimous(part, own, counts.weights, counts.clusters)
    if few:
        made = _without_interval(part, own, weight, counts.clusters)
        return replace(made, short=(least, ours, theirs))
    read = effect_of(part, own, counts)
    if not possible(read.control_mean if outcome.kind != "ratio" else read.treated_mean - read.estimate, outcome):
        read = effect_of(part, own, replace(counts, covariates=None))
    made = Estimated(read.treated_mean, read.treated_mean - read.estimate, read.estimate, read.low, read.high, read.p)
    return _within(replace(made, cases=cases_of(part, own, counts.clusters)), outcome)


def possible(control: float, outcome: Outcome) -> bool:
    """Whether the treated could have had this without the programme: no less than nothing, no more than all."""
    least, most = limits(outcome)
    return least - 1e-9 <= control <= most + 1e-9


def limits(outcome: Outcome) -> tuple[float, float]:
    """The least and the most that an arm's value can be."""
    least = 0.0 if not (outcome.tops < 0).any() else -np.inf
    return (0.0, 1.0) if is_share(outcome) else (least, np.inf)


def is_share(outcome: Outcome) -> bool:
    """Whether the outcome counts how many of its cases are hits."""
    whole = (outcome.tops == np.rint(outcome.tops)) & (outcome.tops >= 0) & (outcome.tops <= outcome.bottoms)
    counted = bool(whole.all() and (outcome.bottoms == np.rint(outcome.bottoms)).all())
    return outcome.kind == "account_share" or (outcome.kind == "ratio" and counted)


def is_bounded(outcome: Outcome) -> bool:
    """Whether no case brings more than 1 or less than −1: hits, and answers that speak for or against."""
    return bool((np.abs(outcome.tops) <= outcome.bottoms).all())


def cases_of(outcome: Outcome, treated: Flags, clusters: NDArray[Any] | None) -> tuple[int, int]:
    """Families with a case in each arm: what a width can rest on."""
    names = np.arange(len(treated)) if clusters is None else np.unique(clusters, return_inverse=True)[1]
    counted = outcome.bottoms > 0
    first, second = (len(np.unique(names[counted & arm])) for arm in (treated, ~treated))
    return first, second


def _effective_cases(outcome: Outcome, arm: Flags, weights: Floats, clusters: NDArray[Any] | None) -> float:
    """As many families of equal weight those of an arm with a case are worth (Kish)."""
    counted = arm & (outcome.bottoms > 0) & (weights > 0)
    if not counted.any():
        return 0.0
    names = np.arange(len(arm)) if clusters is None else np.unique(clusters, return_inverse=True)[1]
    _, places = np.unique(names[counted], return_inverse=True)
    return effective_sample_size(np.bincount(places, weights[counted]))


def _is_unanimous(outcome: Outcome, treated: Flags) -> bool:
    """Whether an arm of shares has nothing but hits or nothing but misses, or nobody has anything at all."""
    if not outcome.tops.any():
        return True
    return (
        outcome.kind == "ratio" and is_share(outcome) and min(_misses(outcome, arm) for arm in (treated, ~treated)) == 0
    )


def _misses(outcome: Outcome, arm: Flags) -> float:
    """The rarer of hits and misses."""
    hits, cases = float(outcome.tops[arm].sum()), float(outcome.bottoms[arm].sum())
    return min(hits, cases - hits)


def _unanimous(outcome: Outcome, treated: Flags, weights: Floats | None, clusters: NDArray[Any] | None) -> Estimated:
    """Shares without any spread carry Newcombe's interval on as many cases as there are families with one; money has none."""
    weight = np.ones(len(treated)) if weights is None else weights
    abm, against = (_ratio(outcome, arm, weight) for arm in (treated, ~treated))
    cases = cases_of(outcome, treated, clusters)
    if not is_share(outcome):
        return Estimated(abm, against, abm - against, note="no_spread", cases=cases)
    effective = min(float(cases[1]), effective_sample_size(weight[~treated]))
    made = newcombe(abm * cases[0], cases[0], against * effective, effective)
    # Mid-way between "nothing is seen" and a test: Newcombe's interval decides, p only says on which side of 5 %.
    p = 1.0 if abm == against else _fisher(abm * cases[0], cases[0], against * effective, effective)
    return Estimated(abm, against, made.estimate, made.low, made.high, p, cases=cases)


def _fisher(hits: float, cases: float, other: float, others: float) -> float:
    from scipy.stats import fisher_exact

    table = [[round(hits), round(cases - hits)], [round(other), round(others - other)]]
    return float(fisher_exact(table).pvalue)


def _within(made: Estimated, outcome: Outcome) -> Estimated:
    """No end lies beyond what two shares can differ by."""
    if not is_share(outcome) or made.low is None or made.high is None:
        return made
    return replace(made, low=max(made.low, -1.0), high=min(made.high, 1.0))


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


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


def effect_of(outcome: Outcome, treated: Flags, weighing: Weighing) -> Effect:
    """The weighted effect on every outcome that has a value per account or per case, not a duration or a median."""
    clusters = weighing.clusters
    clusters = clusters if clusters is not None and len(np.unique(clusters)) < len(clusters) else None
    given = weighing.covariates
    known: dict[str, Any] = {
        "clusters": clusters,
        "covariates": given if given is not None and given.shape[1] else None,
    }
    if outcome.kind == "ratio":
        return ratio_effect(outcome.tops, outcome.bottoms, treated, weights=weighing.weights, **known)
    return effect(outcome.tops, treated, weights=weighing.weights, **known)


def _ratio(outcome: Outcome, arm: Flags, weights: Floats) -> float:
    share = weights * arm
    return float((share @ outcome.tops) / (share @ outcome.bottoms))


def _one_sided(outcome: Outcome, treated: Flags, weights: Floats) -> Estimated:
    values = [
        _ratio(outcome, arm, weights) if (weights * outcome.bottoms)[arm].sum() > 0 else None
        for arm in (treated, ~treated)
    ]
    return Estimated(values[0], values[1], note="no_case")


def stands_out(made: Estimated) -> bool:
    """Whether the interval, looked at once and alone, leaves zero out."""
    return made.low is not None and made.high is not None and (made.low > 0 or made.high < 0)


def agrees(other: Estimated, made: Estimated) -> bool:
    """Whether another reckoning leaves zero out on the same side."""
    return stands_out(other) and ((other.difference or 0.0) > 0) == ((made.difference or 0.0) > 0)


def raw(outcome: Outcome, treated: Flags) -> Estimated:
    """The arms as they are. Shares of accounts carry a Newcombe interval."""
    plain = difference(outcome, treated, Weighing())
    if outcome.kind != "account_share" or plain.difference is None:
        return plain
    arms = (treated, ~treated)
    (hits, other), (cases, others) = (
        [float(outcome.tops[arm].sum()) for arm in arms],
        [float(arm.sum()) for arm in arms],
    )
    interval = newcombe(hits, cases, other, others)
    return replace(plain, low=interval.low, high=interval.high, p_value=naive_difference(outcome.tops, treated).p)


def _durations(outcome: Outcome, treated: Flags, weights: Floats, weighing: Weighing) -> Estimated:
    """Mean days of what has happened within a horizon that both groups reach; open cases and other ends are reckoned with."""
    of_case, in_arm = weights[outcome.owners], treated[outcome.owners]
    sides = [in_arm & (of_case > 0), ~in_arm & (of_case > 0)]
    clusters = outcome.owners if weighing.clusters is None else weighing.clusters[outcome.owners]
    (days_a, events_a, clusters_a, weights_a), (days_b, events_b, clusters_b, weights_b) = (
        (outcome.values[side], outcome.events[side], clusters[side], of_case[side]) for side in sides
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
    cases = _happened(events_a, clusters_a), _happened(events_b, clusters_b)
    counting = _effective(events_a, clusters_a, weights_a), _effective(events_b, clusters_b, weights_b)
    short = (LEAST_HAPPENED, *counting)
    if note is None and min(counting) < LEAST_HAPPENED:
        few = Estimated(mean.a.value, mean.b.value, mean.value, horizon=mean.horizon, note="few", cases=cases)
        return replace(few, short=short)
    return Estimated(
        mean.a.value,
        mean.b.value,
        mean.value,
        mean.low,
        mean.high,
        mean.p_value,
        mean.horizon,
        note,
        cases,
        None if note is None else short,
    )


def _happened(events: NDArray[Any], clusters: NDArray[Any]) -> int:
    """Accounts with a case that has happened."""
    return len(np.unique(clusters[events == 1]))


def _effective(events: NDArray[Any], clusters: NDArray[Any], weights: Floats) -> float:
    """As many accounts of equal weight those with a case that has happened are worth (Kish).

    Where weights pile up on a few controls their spread looks small by chance: intervals of plain counts covered 84 %.
    """
    happened = events == 1
    _, places = np.unique(clusters[happened], return_inverse=True)
    share = np.bincount(places, weights[happened]) / np.maximum(np.bincount(places), 1)
    if not share.any():
        return 0.0
    share = share / share.max()
    return float(share.sum() ** 2 / (share**2).sum())


def _medians(outcome: Outcome, treated: Flags, weights: Floats, clusters: NDArray[Any] | None) -> Estimated:
    """Weighted medians over cases."""
    read = median_difference(outcome.values, outcome.owners, treated, weights, clusters=clusters)
    note = None if read.p_value is not None else "no_case"
    known = outcome.owners if clusters is None else clusters[outcome.owners]
    cases = [len(np.unique(known[treated[outcome.owners] == arm])) for arm in (True, False)]
    made = Estimated(
        read.treated, read.control, read.value if note is None else None, read.low, read.high, read.p_value, note=note
    )
    if min(cases) < LEAST_HAPPENED and note is None:
        made = replace(made, low=None, high=None, p_value=None, note="few", short=(LEAST_HAPPENED, cases[0], cases[1]))
    return replace(made, cases=(cases[0], cases[1]))
