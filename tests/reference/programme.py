"""Group 8."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction

from .answer import Figure, Formula, Part
from .rows import Cost, Membership
from .rules import Scope, best_tier, days_of

Days = dict[tuple[str | None, str | None], tuple[Counter[tuple[str, str | None]], int]]


def programme_cost(scope: Scope) -> Figure:
    """P13: cost in scope."""
    parts, left_out = cost_parts(scope)
    return Figure("sum", parts, left_out=left_out)


def cost_parts(scope: Scope) -> tuple[list[Part], dict[str, int]]:
    """Rule 11: rows of accounts targeted in the window, on or after their entry (customers at entry included),
    + a share of the rows without an account. Other arms bear only their own rows."""
    parts: list[Part] = []
    left_out = {"unconverted": 0, "without a base": 0}
    targeted = scope.TW(customers=True)
    days: Days = {}
    for cost in scope.company.costs:
        if not scope.in_window(cost.day):
            continue
        shares: list[Part] = []
        if cost.account is None:
            shares = _shares(scope, cost, days, left_out)
        elif cost.account in targeted:
            entry = targeted[cost.account].entry
            if entry is None or cost.day >= entry:
                shares = [Part(cost.account, targeted[cost.account].tier, Fraction(1), key=cost.id)]
        if not shares:
            continue
        amount = scope.money(cost.amount, cost.currency, cost.day)
        if amount is None:
            left_out["unconverted"] += 1
            continue
        parts += [replace(part, numerator=part.numerator * amount) for part in shares]
    return parts, left_out


def _shares(scope: Scope, cost: Cost, known: Days, left_out: dict[str, int]) -> list[Part]:
    """(account-days of the scope) ÷ (account-days of all abm accounts), in the window, both restricted to the row's
    programme and tier where it has them; one part for each account and tier of the scope."""
    if scope.q.arm == "all" and scope.q.owner is None:  # the company's own
        return [Part(None, None, Fraction(1), key=cost.id)]
    if scope.q.arm != "abm":
        return []
    restriction = (cost.programme, cost.tier)
    if restriction not in known:
        base = _base(scope, *restriction)
        tiers = [(account, scope.tier(account, day)) for account, day in base if scope.in_scope(account, day)]
        known[restriction] = Counter(tiers), len(base)
    mine, size = known[restriction]
    if not size:
        left_out["without a base"] += 1
    return [
        Part(account, tier, Fraction(days, size), key=cost.id)
        for (account, tier), days in mine.items()
        if scope.tier_wanted(tier)
    ]


def _base(scope: Scope, programme: str | None, tier: str | None) -> set[tuple[str, date]]:
    """Account-days in the window of all abm accounts: of one programme, of one (highest) tier, where given."""
    by_account: dict[str, list[Membership]] = {}
    for row in scope.company.memberships:
        if row.arm == "abm" and (programme is None or row.programme == programme):
            by_account.setdefault(row.account, []).append(row)
    base = set()
    for account, rows in by_account.items():
        if scope.company.accounts[account].excluded:
            continue
        for day in days_of(scope.q.start, scope.q.end):
            covering = [row for row in rows if row.covers(day)]
            if covering and (tier is None or best_tier(row.tier for row in covering) == tier):
                base.add((account, day))
    return base


FORMULAS: dict[str, Formula] = {
    "programme_cost": programme_cost,
}
