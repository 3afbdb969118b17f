"""How much would have to be wrong before the finding is: unmeasured confounding, one large deal, another caliper.

E-value: VanderWeele & Ding 2017. Bounds for matched pairs: Rosenbaum 2002.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import erfc, exp, sqrt
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from assay.errors import UsageError
from assay.stats.cautions import Flags, arms, numbers
from assay.stats.effects import Effect

GAMMAS = np.arange(1.0, 10.01, 0.05)


@dataclass(frozen=True)
class EValue:
    """Risk ratio an unmeasured cause must have with list and outcome to explain the estimate (and its limit) away."""

    point: float
    limit: float | None

    def to_json(self) -> dict[str, Any]:
        return dict(vars(self))


def e_value(ratio: float, low: float | None = None, high: float | None = None) -> EValue:
    """E-value of a risk ratio; that of its interval is 1 where the interval holds 1. Raises UsageError below 0."""
    if ratio <= 0:
        raise UsageError(f"A risk ratio of {ratio}.", hint="Give a ratio above 0.")
    nearer = low if ratio >= 1 else high
    if nearer is None:
        return EValue(_strength(ratio), None)
    holds = nearer <= 1 if ratio >= 1 else nearer >= 1
    return EValue(_strength(ratio), 1.0 if holds else _strength(nearer))


def e_value_of_shares(treated: float, control: float, low: float, high: float) -> EValue:
    """E-value of a difference of shares: `treated`, `control` and the interval of treated − control, all as shares.

    The control share is held fixed where the interval is turned into ratios.
    """
    if control <= 0 or treated <= 0:
        raise UsageError(f"Shares of {treated} and {control} have no ratio.", hint="Both arms need some hits.")
    return e_value(treated / control, max((control + low) / control, 1e-12), (control + high) / control)


def e_value_of_smd(difference: float, error: float) -> EValue:
    """E-value of a difference in standard deviations with its standard error (risk ratio ≈ exp(0.91 d))."""
    ratio = exp(0.91 * difference)
    return e_value(ratio, exp(0.91 * difference - 1.78 * error), exp(0.91 * difference + 1.78 * error))


def rosenbaum_gamma(differences: ArrayLike, alpha: float = 0.05) -> float:
    """Largest Γ at which matched pairs [n] (treated − control) still differ by the signed-rank test, two-sided.

    Γ = 2: one of two partners could be twice as likely to be on the list for unseen reasons. Below 1: not significant
    even without any (then 0). 0/1 outcomes give the McNemar bound.
    """
    given = numbers(differences, "Pair differences")
    nonzero = given[given != 0]
    if not len(nonzero):
        return 0.0
    from scipy.stats import rankdata

    ranks = rankdata(np.abs(nonzero))
    positive = float(ranks[nonzero > 0].sum())
    statistic = max(positive, float(ranks.sum()) - positive)
    squares = float((ranks**2).sum())
    largest = 0.0
    for gamma in GAMMAS:
        chance = gamma / (1 + gamma)
        deviate = (statistic - chance * float(ranks.sum())) / sqrt(chance * (1 - chance) * squares)
        if erfc(deviate / sqrt(2)) > alpha:
            break
        largest = float(gamma)
    return round(largest, 2)


@dataclass(frozen=True)
class Check:
    """The finding under another assumption, beside the finding; `holds`: same sign, and as (un)certain as before."""

    name: str
    effect: Effect
    holds: bool


def without_largest(
    outcome: ArrayLike, treated: ArrayLike, estimate: Callable[[Flags], Effect], number: int = 1
) -> Check:
    """The effect without the treated accounts that have the `number` largest outcomes: does one deal carry it?

    `estimate` takes the mask [n] of the accounts to keep.
    """
    values = numbers(outcome, "Outcome")
    mask = arms(treated, len(values))
    places = np.flatnonzero(mask)
    if number >= len(places):
        raise UsageError(f"{number} of {len(places)} treated accounts cannot be left out.")
    kept = np.ones(len(values), dtype=bool)
    left = places[np.argsort(-values[places], kind="stable")[:number]]
    whole = estimate(kept.copy())
    kept[left] = False
    return _check(f"without the largest {number}", whole, estimate(kept))


def checks(whole: Effect, others: Mapping[str, Effect]) -> tuple[Check, ...]:
    """Named other estimates (fake launch date, other controls …), each compared with the `whole` one."""
    return tuple(_check(name, whole, each) for name, each in others.items())


@dataclass(frozen=True)
class FakeLists:
    """What the method says of lists that were no programme: it should find something in about 5 % of them."""

    estimates: tuple[float, ...]
    found: float
    rank_p: float


def fake_lists(
    actual: Effect,
    size: int,
    controls: int,
    estimate: Callable[[Flags], Effect],
    number: int = 100,
    seed: int = 20_260_101,
) -> FakeLists:
    """Draws `number` fake programmes of `size` among the `controls` accounts; `estimate` takes the fake mask [controls].

    `found`: share of fakes with p < .05; `rank_p`: how often a fake effect is at least as large as the actual one.
    """
    if not 0 < size < controls:
        raise UsageError(f"A fake list of {size} among {controls} accounts.", hint="Give fewer than there are.")
    random = np.random.default_rng(seed)
    effects = []
    for _ in range(number):
        mask = np.zeros(controls, dtype=bool)
        mask[random.choice(controls, size, replace=False)] = True
        effects.append(estimate(mask))
    larger = sum(abs(each.estimate) >= abs(actual.estimate) for each in effects)
    false_share = sum(each.p < 0.05 for each in effects) / number
    return FakeLists(tuple(each.estimate for each in effects), false_share, (1 + larger) / (1 + number))


def _strength(ratio: float) -> float:
    above = ratio if ratio >= 1 else 1 / ratio
    return above + sqrt(above * (above - 1))


def _check(name: str, whole: Effect, other: Effect) -> Check:
    same = whole.estimate * other.estimate > 0 and (whole.p < 0.05) == (other.p < 0.05)
    return Check(name, other, same)
