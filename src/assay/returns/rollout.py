"""The case for another region or vertical (Q10): the measured effect on that segment's own base rate, against its cost."""

from __future__ import annotations

from dataclasses import replace
from math import hypot

from assay.comparison.best import best_against
from assay.comparison.compare import compare
from assay.comparison.result import Comparison
from assay.engine.tables import Table
from assay.errors import DataError, UsageError
from assay.metrics.answers import Run, answer
from assay.metrics.context import Context
from assay.metrics.dimensions import chosen
from assay.metrics.populations import population
from assay.metrics.scope import Scope
from assay.returns.money import unconverted, waits_until
from assay.returns.result import BreakEven, Range, Rollout
from assay.returns.rollout_segment import Segment, segment_of
from assay.returns.rollout_words import rollout_sentences
from assay.views.question import Question, question

EFFECT = "account_win_rate"


def rollout(
    run: Run,
    scope: Scope | None = None,
    *,
    to: str,
    from_list: str | None = None,
    accounts: int | None = None,
    cost_per_account: float | None = None,
    fixed_cost: float = 0.0,
    against: str | None = None,
    language: str | None = None,
) -> Rollout:
    """What the programme of `scope` (or of the list `from_list`) would bring in the segment `to`, a condition on accounts.

    `accounts`: how many to take in (default: all that qualify); `cost_per_account` in the answer's currency (default:
    cost in scope ÷ accounts targeted). Raises UsageError for conditions or numbers that make no sense, DataError for a
    segment without accounts.
    """
    _check(accounts, cost_per_account, fixed_cost)
    scope, language = _scope(scope or Scope(), from_list), language or run.settings.language
    segment = segment_of(run, scope, to)
    asked = question(run, scope)
    size = segment.accounts if accounts is None else accounts
    each = _cost_per_account(run, asked, scope) if cost_per_account is None else cost_per_account
    against = against or best_against(run, scope)
    comparison, missing = _measured(run, scope, against, language)
    due = waits_until(run, scope, comparison)
    made = project(asked, segment, size, each, fixed_cost, None if due else comparison)
    made = replace(made, comparison=comparison, verdict_on=due)
    return rollout_sentences(made, missing, language)


def project(
    asked: Question,
    segment: Segment,
    accounts: int,
    cost_per_account: float | None,
    fixed_cost: float,
    comparison: Comparison | None,
) -> Rollout:
    """The arithmetic: lift × base rate × accounts × deal size × margin − cost."""
    margin = asked.run.settings.margin
    lift = lift_of(comparison)
    expected = segment.base_rate * accounts
    wins = on_base(lift, segment).times(accounts)
    revenue = wins.times(segment.deal_size)
    profit = revenue.times(margin)
    cost = None if cost_per_account is None else cost_per_account * accounts + fixed_cost
    net = profit.less(cost)
    sure = on_base(lift_of(comparison, at_every_look=True), segment).times(accounts).times(segment.deal_size)
    roi = net.times(1 / cost) if cost else Range()
    worth = None if segment.deal_size is None else segment.deal_size * margin
    even = break_even(cost, cost_per_account, fixed_cost, worth, segment.base_rate, expected, lift.value)
    return Rollout(
        {**asked.heading(), "to_segment": segment.where},
        asked.currency,
        margin,
        segment,
        accounts,
        cost_per_account,
        fixed_cost,
        cost,
        lift,
        wins,
        revenue,
        profit,
        net,
        roi,
        even,
        comparison,
        net_at_every_look=sure.times(margin).less(cost),
    )


def lift_of(comparison: Comparison | None, *, at_every_look: bool = False) -> Range:
    """The effect relative to the comparison arm, which is taken as known; nothing where no effect may be claimed.

    `at_every_look`: with the ends that hold however often a running programme is looked at.
    """
    if comparison is None or not comparison.trustworthy or comparison.difference is None:
        return Range()
    base = comparison.against.value
    if not base:
        return Range()
    # Nobody wins fewer than none: the low end cannot lie below the loss of all wins.
    sure = comparison.extra.get("sequential", {}) if at_every_look else {}
    ends = [sure.get("low", comparison.low), sure.get("high", comparison.high)]
    return Range(comparison.difference / base, *(None if one is None else max(one / base, -1.0) for one in ends))


def on_base(lift: Range, segment: Segment) -> Range:
    """Lift × base rate, with the uncertainty of both (variances recovered from the limits, Donner and Zou 2012).

    Nothing where nobody of the segment won: a lift relative to nothing says nothing.
    """
    if lift.value is None or not segment.base_rate:
        return Range()
    value, base = lift.value * segment.base_rate, segment.base_rate
    below, above = base - segment.base_low, segment.base_high - base
    down, up = (below, above) if value >= 0 else (above, below)

    def reach(end: float | None, of_base: float) -> float | None:
        return None if end is None else hypot((end - lift.value) * base, lift.value * of_base)  # type: ignore[operator]

    low, high = reach(lift.low, down), reach(lift.high, up)
    lowest = None if low is None else max(value - low, -base)
    return Range(value, lowest, None if high is None else value + high)


def break_even(
    cost: float | None,
    cost_per_account: float | None,
    fixed_cost: float,
    worth: float | None,
    base_rate: float | None,
    expected: float | None,
    lift: float | None,
) -> BreakEven:
    """`worth`: gross profit of a deal; `expected`: wins of these accounts without the programme.

    >>> break_even(1000.0, 10.0, 0.0, 500.0, 0.02, 2.0, None)
    BreakEven(deals=2.0, lift=1.0, accounts=None)
    """
    deals = cost / worth if cost is not None and worth else None
    needed = deals / expected if deals is not None and expected else None
    accounts = None
    if fixed_cost and worth and base_rate and lift is not None and cost_per_account is not None:
        gain = base_rate * lift * worth - cost_per_account
        accounts = fixed_cost / gain if gain > 0 else None
    return BreakEven(deals, needed, accounts)


def _check(accounts: int | None, cost_per_account: float | None, fixed_cost: float) -> None:
    if accounts is not None and accounts < 1:
        raise UsageError(f"--accounts is {accounts}; it must be 1 or more.")
    for word, value in (("--cost-per-account", cost_per_account), ("--fixed-cost", fixed_cost)):
        if value is not None and not 0 <= value < float("inf"):
            raise UsageError(f"{word} is {value:g}; it must be 0 or more.")


def _scope(scope: Scope, from_list: str | None) -> Scope:
    if from_list is None:
        return scope
    if scope.lists and scope.lists != (from_list,):
        raise UsageError("--from-list and --list name different lists.", hint="Name one of them.")
    return replace(scope, lists=(from_list,))


def _measured(run: Run, scope: Scope, against: str, language: str) -> tuple[Comparison | None, DataError | None]:
    try:
        return compare(run, EFFECT, scope, against=against, language=language), None  # type: ignore[arg-type]
    except DataError as error:
        return None, error


def _cost_per_account(run: Run, asked: Question, scope: Scope) -> float | None:
    """Cost in scope of the programme, over the accounts it was aimed at in the window, customers at entry included."""
    cost = answer(run, "programme_cost", scope).total
    (row,) = asked.rows(_targeted, shape=asked.customers_too)
    return cost.value / row["accounts"] if cost.value and row["accounts"] and not unconverted(cost) else None


def _targeted(context: Context) -> Table:
    rows = chosen(context, population(context, "targeted"))
    return rows.aggregate(accounts=rows.account_id.nunique())


__all__ = ["Segment", "break_even", "lift_of", "project", "rollout"]
