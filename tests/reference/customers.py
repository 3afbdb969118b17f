"""Group 7: accounts ever targeted by the day asked that are customers on it; and influence (P01, P02), P12."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from functools import partial

from .answer import Figure, Formula, Part, of, one
from .awareness import nps_parts
from .engagement import flow_touches
from .opportunity import deal_dims, pipeline_deals
from .rows import Contract, Deal
from .rules import Scope, Standing
from .target import surging_accounts
from .won import closed_deals


def customers(scope: Scope) -> dict[str, Standing]:
    found = {name: _customer(scope, name, scope.q.as_of) for name in sorted(scope.names)}
    return {name: standing for name, standing in found.items() if standing}


def _customer(scope: Scope, account: str, day: date) -> Standing | None:
    return scope.ever(account, day) if scope.customer(account, day) else None


def customer_intent_surge(scope: Scope, share: bool = False) -> Figure:
    """X01: customers that surge on competitor topics in the newest week; `.share` ÷ customers."""
    surging = surging_accounts(scope, "competitor", 0)
    found = customers(scope).items()
    if share:
        return Figure("ratio", [of(name, standing.tier, name in surging) for name, standing in found])
    return Figure("sum", [one(name, standing.tier) for name, standing in found if name in surging])


def renewal_rate(scope: Scope, value: bool = False) -> Figure:
    """X03: contracts that end in the window and are renewed ÷ renewed or churned; `.value` by annual value."""
    parts = []
    left_out = {"unconverted": 0, "pending": 0}
    for contract in scope.company.contracts:
        standing = None
        if contract.ends_on and scope.in_window(contract.ends_on):
            standing = scope.ever(contract.account, contract.ends_on)
        if not standing:
            continue
        if contract.renewal not in ("renewed", "churned"):
            left_out["pending"] += 1
            continue
        weight = _annual(scope, contract) if value else Fraction(1)
        if weight is None:
            left_out["unconverted"] += 1
            continue
        renewed = weight if contract.renewal == "renewed" else Fraction(0)
        parts.append(Part(contract.account, standing.tier, renewed, weight, contract.id))
    return Figure("ratio", parts, left_out=left_out)


def _annual(scope: Scope, contract: Contract) -> Fraction | None:
    if contract.annual is None:
        return Fraction(0)
    return scope.money(contract.annual, contract.currency, scope.q.as_of)


def average_contract_value(scope: Scope) -> Figure:
    """X04: mean annual value of contracts in force that have one."""
    among = customers(scope)
    parts = []
    left_out = {"unconverted": 0}
    for contract in scope.company.contracts:
        in_force = contract.start <= scope.q.as_of <= contract.end
        if contract.account not in among or not in_force or contract.annual is None:
            continue
        amount = _annual(scope, contract)
        if amount is None:
            left_out["unconverted"] += 1
            continue
        parts.append(Part(contract.account, among[contract.account].tier, amount, Fraction(1), contract.id))
    return Figure("mean", parts, left_out=left_out)


def total_revenue(scope: Scope) -> Figure:
    """X05: Σ amount of deals of any type won in the window by accounts ever targeted by the close day."""
    parts = []
    left_out = {"unconverted": 0}
    for deal in scope.deals(type=None):
        closed_on = scope.closed(deal, "won")
        if not closed_on or closed_on < deal.created_on:  # rule 2: in no scope
            continue
        standing = scope.ever(deal.account or "", closed_on)
        amount = scope.amount(deal, closed_on)
        if standing and amount is None:
            left_out["unconverted"] += 1
        elif standing and amount is not None:
            dims = tuple(deal_dims(scope, deal).items())
            parts.append(Part(deal.account, standing.tier, amount, Fraction(0), deal.id, dims))
    return Figure("sum", parts, left_out=left_out)


def nps(scope: Scope, by_account: bool = False) -> Figure:
    """X06: of accounts that were customers on the answer's day; `.by_account` the mean of the accounts' own scores."""
    parts = nps_parts(scope, partial(_customer, scope))
    if not by_account:
        return Figure("mean", parts, scale=100)
    own: dict[str, list[Part]] = {}
    for part in parts:
        own.setdefault(part.account or "", []).append(part)
    means = [
        Part(name, found[-1].tier, 100 * sum((p.numerator for p in found), Fraction(0)) / len(found), Fraction(1), name)
        for name, found in own.items()
    ]
    return Figure("mean", means)


def _touched(scope: Scope, deal: Deal, last: date, engaged: bool) -> bool:
    """A marketing touch (any kind but email_bounced) from 180 days before the creation up to the last day."""
    first = deal.created_on - timedelta(days=scope.company.settings.influence.lookback_days)
    return any(
        touch.team == "marketing"
        and touch.kind != "email_bounced"
        and first <= touch.day <= last
        and (touch.engages or not engaged)
        for touch in scope.touches_of.get(deal.account or "", [])
    )


def _influenced(
    scope: Scope, deals: list[tuple[date, Deal, Standing]], last: Callable[[date], date], money: bool, engaged: bool
) -> Figure:
    parts = []
    left_out = {"unconverted": 0}
    for day, deal, standing in deals:
        amount = scope.amount(deal, day)
        if amount is None:
            left_out["unconverted"] += 1
            continue
        touched = amount if _touched(scope, deal, last(day), engaged) else Fraction(0)
        dims = tuple(deal_dims(scope, deal).items())
        below = Fraction(0) if money else amount
        parts.append(Part(deal.account, standing.tier, touched, below, deal.id, dims))
    return Figure("sum" if money else "ratio", parts, left_out=left_out)


def influenced_pipeline(scope: Scope, money: bool = False, engaged: bool = False) -> Figure:
    """P01: of the deals of O07, the amount of those touched up to the as-of day ÷ O07."""
    deals = [(scope.q.as_of, deal, standing) for deal, standing in pipeline_deals(scope)]
    return _influenced(scope, deals, lambda day: day, money, engaged)


def influenced_revenue(scope: Scope, money: bool = False, engaged: bool = False) -> Figure:
    """P02: of the deals of W04, the amount of those touched up to the close day ÷ W04."""
    return _influenced(scope, closed_deals(scope, "won"), lambda day: day, money, engaged)


def alignment(scope: Scope) -> Figure:
    """P12: TA touched in the window by both marketing and sales ÷ TA touched by either."""
    teams: dict[str, set[str]] = {}
    tiers: dict[str, str | None] = {}
    for touch, tier in flow_touches(scope, lambda touch: touch.team in ("marketing", "sales")):
        teams.setdefault(touch.account or "", set()).add(touch.team)
        tiers[touch.account or ""] = tier
    return Figure("ratio", [of(name, tiers[name], len(found) == 2) for name, found in teams.items()])


FORMULAS: dict[str, Formula] = {
    "customer_intent_surge": customer_intent_surge,
    "customer_intent_surge.share": partial(customer_intent_surge, share=True),
    "renewal_rate": renewal_rate,
    "renewal_rate.value": partial(renewal_rate, value=True),
    "average_contract_value": average_contract_value,
    "total_revenue": total_revenue,
    "nps": nps,
    "nps.by_account": partial(nps, by_account=True),
    "influenced_pipeline": influenced_pipeline,
    "influenced_pipeline.money": partial(influenced_pipeline, money=True),
    "influenced_pipeline.engaged": partial(influenced_pipeline, engaged=True),
    "influenced_revenue": influenced_revenue,
    "influenced_revenue.money": partial(influenced_revenue, money=True),
    "influenced_revenue.engaged": partial(influenced_revenue, engaged=True),
    "alignment": alignment,
}
