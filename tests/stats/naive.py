"""The figure people ask for beside the one that is right, with the reason why they differ.

Every function returns `Beside`: nothing here gives the naive figure alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from assay.errors import DataError, UsageError
from assay.stats import survival
from assay.stats.cautions import Array, Caution, Flags, arms, numbers, table
from assay.stats.sequential import planned_limits
from assay.stats.staggered import staggered, two_way_fixed_effects

Z = 1.959963984540054


@dataclass(frozen=True)
class Beside:
    """`naive` must not be used alone; `right` answers the same question; `warnings` tell why they differ."""

    naive: float
    right: float
    warnings: tuple[Caution, ...]

    def to_json(self) -> dict[str, Any]:
        return {"naive": self.naive, "right": self.right, "warnings": [each.to_json() for each in self.warnings]}


def engaged_hazard(days: ArrayLike, won: ArrayLike, engaged_on: ArrayLike, landmark: float | None = None) -> Beside:
    """Hazard ratio of winning, engaged against not, from days followed [n], won 0/1 and the day of engagement (inf: never).

    Naive: whoever ever engaged, from day 0 on (the time until then cannot have held a win). Right: engaged from that
    day on; with `landmark`, only accounts still open on that day, engaged by then or not.
    """
    followed, happened = numbers(days, "Days"), numbers(won, "Won") > 0
    since = np.asarray(engaged_on, dtype=np.float64)
    naive = _hazard_ratio(followed, happened, np.where(since <= followed, -1.0, np.inf))
    if landmark is None:
        right = _hazard_ratio(followed, happened, since)
    else:
        late = followed > landmark
        right = _hazard_ratio(followed[late], happened[late], np.where(since[late] <= landmark, -1.0, np.inf))
    text = (
        "Accounts had to stay open until they engaged: comparing them with the others from the start rewards waiting."
    )
    return Beside(naive, right, (Caution("immortal_time", text),))


def touched_rate(followed: ArrayLike, opened: ArrayLike, first_touch: ArrayLike, first_own_touch: ArrayLike) -> Beside:
    """How many times as often touched accounts open an opportunity; days from the start of the window [n].

    `followed`: until creation or the window's end; `opened` 0/1; `first_touch`: the first touch at any time of the
    window (inf: none), `first_own_touch`: the first before creation. Naive counts touches made because the deal exists.
    """
    until, happened = numbers(followed, "Days"), numbers(opened, "Opened") > 0
    touched = np.isfinite(np.asarray(first_touch, dtype=np.float64))
    if touched.all() or not touched.any() or not happened[~touched].any():
        raise DataError("The accounts are all touched, all untouched, or none of the untouched opened an opportunity.")
    naive = float(happened[touched].mean() / happened[~touched].mean())
    right = _hazard_ratio(until, happened, np.asarray(first_own_touch, dtype=np.float64))
    text = (
        "Touches after the creation of a deal are its consequence: only those before it are counted, from their day on."
    )
    return Beside(naive, right, (Caution("touches_after_creation", text),))


def hottest_accounts(outcomes: ArrayLike, treated: ArrayLike, launch: int, selected_on: int) -> Beside:
    """Difference-in-differences of outcomes [accounts, quarters] for accounts picked by their value in one quarter.

    Naive starts from the quarter of the choice (`selected_on`, before `launch`), right from all quarters before it.
    """
    values = table(outcomes, "Outcomes")
    mask = arms(treated, len(values))
    if not 1 <= selected_on < launch < values.shape[1]:
        raise UsageError(
            f"Selection in quarter {selected_on}, launch in {launch} of {values.shape[1]}.",
            hint="A quarter before the selection and one after launch are needed.",
        )
    after = values[:, launch:].mean(axis=1)
    naive, right = (
        _gap(after - before, mask) for before in (values[:, selected_on], values[:, :selected_on].mean(axis=1))
    )
    text = "Accounts picked when they were hottest cool down by themselves: the quarter of the choice is no baseline."
    return Beside(naive, right, (Caution("regression_to_the_mean", text),))


def faster_deals(
    days_a: ArrayLike, event_a: ArrayLike, days_b: ArrayLike, event_b: ArrayLike, horizon: float | None = None
) -> Beside:
    """Days to win, arm a − arm b: means of won deals (naive), restricted means within what both groups reach (right)."""
    naive = _won_mean(days_a, event_a) - _won_mean(days_b, event_b)
    found = survival.restricted_mean_difference(days_a, event_a, days_b, event_b, horizon=horizon)
    if found.value is None:
        raise DataError("Too few deals to compare their duration.", hint="Choose a longer window.")
    text = "Of deals opened recently only the fast ones have closed: open deals count as open up to a common horizon."
    return Beside(naive, found.value, (Caution("recent_deals", text, found.horizon),))


def days_to_win(days: ArrayLike, event: ArrayLike) -> Beside:
    """Typical days to a win: mean of the won deals (naive), Kaplan-Meier median with open deals (right; nan if unknown)."""
    found = survival.median_days(days, event).value
    text = "The mean of won deals leaves out the slow ones, which are still open."
    return Beside(_won_mean(days, event), float("nan") if found is None else found, (Caution("only_won", text),))


def won_within(days: ArrayLike, outcome: ArrayLike, horizon: float) -> Beside:
    """Chance to be won within `horizon` days: lost deals as if still open (naive), as a competing end (right)."""
    won = (np.asarray(outcome) == survival.WON).astype(int)
    open_too, share = (survival.cumulative_incidence(days, one).at(horizon) for one in (won, outcome))
    text = "A lost deal cannot be won any more: treated as open it would make winning look far too likely."
    naive, right = (float("nan") if value is None else value for value in (open_too, share))
    return Beside(naive, right, (Caution("lost_as_open", text),))


def growing_effect(outcome: ArrayLike, account: ArrayLike, period: ArrayLike, wave: ArrayLike) -> Beside:
    """The effect of waves: two-way fixed effects (naive), Callaway & Sant'Anna's average (right); panel in rows."""
    naive = two_way_fixed_effects(outcome, account, period, wave)
    return Beside(naive.estimate, staggered(outcome, account, period, wave).simple.estimate, naive.warnings)


def any_look(z: ArrayLike, alpha: float = 0.05) -> Beside:
    """Share of programmes [m] of which some look [m, k] found something: at |z| > 1.96 each time (naive), within limits."""
    values = np.atleast_2d(numbers(z, "z"))
    limits = planned_limits(values.shape[1], alpha, kept=0.0, later=1).z[: values.shape[1]]
    text = f"Whoever looks {values.shape[1]} times and stops at the first p < .05 finds effects that are not there."
    naive, right = ((np.abs(values) > limit).any(axis=1).mean() for limit in (Z, limits))
    return Beside(float(naive), float(right), (Caution("repeated_looks", text, values.shape[1]),))


def influenced(amounts: ArrayLike, touched: ArrayLike) -> Beside:
    """Share of pipeline amounts [deals] that channels touched [deals, channels]: added up (naive), each deal once (right)."""
    values, flags = numbers(amounts, "Amounts"), np.asarray(touched).astype(bool)
    if flags.ndim != 2 or len(flags) != len(values) or not values.sum() > 0:
        raise UsageError(
            f"{values.shape} amounts and touches of {flags.shape}.", hint="Give one row of channels a deal."
        )
    summed, union = (float((values @ part) / values.sum()) for part in (flags.sum(axis=1), flags.any(axis=1)))
    text = "A deal that several channels touched is counted once for each of them: the sum is no part of the pipeline."
    return Beside(summed, union, (Caution("influence_summed", text, summed),))


def _gap(values: Array, mask: Flags) -> float:
    return float(values[mask].mean() - values[~mask].mean())


def _won_mean(days: ArrayLike, event: ArrayLike) -> float:
    won = np.asarray(days, dtype=np.float64)[np.asarray(event) == survival.WON]
    if not len(won):
        raise DataError("No deal was won.", hint="Choose a longer window.")
    return float(won.mean())


def _hazard_ratio(followed: Array, happened: Flags, since: Array) -> float:
    """Cox partial likelihood (Breslow) of one condition that starts on day `since` and stays; followed from day 0."""
    times, counts = np.unique(followed[happened], return_counts=True)
    at_risk = len(followed) - np.searchsorted(np.sort(followed), times)
    entered, left = np.sort(since[since < followed]), np.sort(followed[since < followed])
    exposed = np.searchsorted(entered, times) - np.searchsorted(left, times)
    hits = float((happened & (since < followed)).sum())
    if hits == 0 or hits == counts.sum():
        raise DataError("Only one side has any event.", hint="Choose a longer window.")
    logarithm = 0.0
    for _ in range(50):
        share = exposed * exp(logarithm) / (exposed * exp(logarithm) + at_risk - exposed)
        step = (hits - counts @ share) / max(float(counts @ (share * (1 - share))), 1e-12)
        logarithm += float(np.clip(step, -2, 2))
        if abs(step) < 1e-10:
            break
    return exp(logarithm)
