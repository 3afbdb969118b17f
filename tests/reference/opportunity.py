"""Group 5."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import partial

from .answer import Figure, Formula, Part, of, one
from .engaged import first_engaging_day, first_touch, preset_of
from .programme import cost_parts
from .rows import Deal
from .rules import Scope, Standing


def accounts_with_opportunity(scope: Scope, variant: str | None = None) -> Figure:
    """O03: TW with at least one such deal; `.open` with one open now; `.pre_existing` a legitimate one before entry."""
    parts = [one(n, s.tier) for n, s in scope.TW().items() if _has_opportunity(scope, n, s, variant)]
    return Figure("sum", parts)


def _has_opportunity(scope: Scope, account: str, standing: Standing, variant: str | None = None) -> bool:
    if variant == "pre_existing":
        entry = standing.entry
        mine = [deal for deal in scope.deals(legitimate=True) if deal.account == account]
        return entry is not None and any(deal.created_on < entry for deal in mine)
    such = scope.such_deals(account, standing.entry)
    if variant == "open":
        return any(scope.outcome(deal).status == "open" for deal in such)
    return bool(such)


def opportunity_rate(scope: Scope) -> Figure:
    """O04: O03 ÷ TW."""
    return Figure("ratio", [of(n, s.tier, _has_opportunity(scope, n, s)) for n, s in scope.TW().items()])


def engaged_to_opportunity(scope: Scope) -> Figure:
    """O05: of TW with a first engaging day: those whose first such deal was created on or after it ÷ all."""
    parts = []
    for name, standing in scope.TW().items():
        engaged_on = first_engaging_day(scope, preset_of(scope), name, standing.entry)
        if engaged_on is None:
            continue
        such = scope.such_deals(name, standing.entry)
        parts.append(of(name, standing.tier, bool(such) and such[0].created_on >= engaged_on))
    return Figure("ratio", parts)


def opportunities_created(scope: Scope) -> Figure:
    """O06: legitimate new-business deals, by creation day."""
    parts = []
    for deal in scope.deals(legitimate=True):
        standing = scope.belongs_prospect(deal, deal.created_on) if scope.in_window(deal.created_on) else None
        if standing:
            parts.append(one(deal.account, standing.tier, deal.id, **deal_dims(scope, deal)))
    return Figure("sum", parts)


def deal_dims(scope: Scope, deal: Deal) -> dict[str, str | None]:
    return {"approach": deal.approach, "deal_owner": deal.owner, "stage": scope.outcome(deal).stage}


def pipeline_deals(scope: Scope) -> list[tuple[Deal, Standing]]:
    """Open legitimate new-business deals of the scope on the as-of day."""
    found = []
    for deal in scope.deals(legitimate=True):
        if scope.outcome(deal).status == "open":
            standing = scope.belongs_prospect(deal, scope.q.as_of)
            if standing:
                found.append((deal, standing))
    return found


def pipeline(scope: Scope, variant: str | None = None) -> Figure:
    """O07: Σ amount of open legitimate new-business deals; `.weighted` × the probability of the stage."""
    parts = []
    left_out = {"unconverted": 0, "without probability": 0}
    for deal, standing in pipeline_deals(scope):
        past = scope.outcome(deal)
        probability: Fraction | None = Fraction(1)
        if variant == "weighted":
            probability = scope.company.stages[past.stage].probability if past.stage else None
        if probability is None:
            left_out["without probability"] += 1
            continue
        amount = scope.amount(deal, scope.q.as_of)
        if amount is None:
            left_out["unconverted"] += 1
            continue
        dims = tuple(deal_dims(scope, deal).items())
        parts.append(Part(deal.account, standing.tier, amount * probability, Fraction(0), deal.id, dims))
    return Figure("sum", parts, left_out=left_out)


def first_per_entry(
    found: list[tuple[date, Deal, Standing]],
) -> dict[tuple[str, date | None], tuple[date, Deal, Standing]]:
    """The first event of every (account, entry): entries follow from the deal's *belongs*, so none comes after it."""
    first: dict[tuple[str, date | None], tuple[date, Deal, Standing]] = {}
    for event, deal, standing in sorted(found, key=lambda row: (row[0], row[1].id)):
        first.setdefault((deal.account or "", standing.entry), (event, deal, standing))
    return first


def qualified_first(scope: Scope) -> dict[str, tuple[date, Standing]]:
    """Accounts whose first legitimate deal with qualified_on >= entry qualified in the window; once a window."""
    found = []
    for deal in scope.deals(legitimate=True):
        qualified_on = scope.qualified_on(deal)
        standing = scope.belongs_prospect(deal, qualified_on, any_tier=True) if qualified_on else None
        if standing and qualified_on:
            found.append((qualified_on, deal, standing))
    return once_a_window(scope, found)


def once_a_window(scope: Scope, found: list[tuple[date, Deal, Standing]]) -> dict[str, tuple[date, Standing]]:
    accounts: dict[str, tuple[date, Standing]] = {}
    for event, deal, standing in sorted(first_per_entry(found).values(), key=lambda row: row[0]):
        if scope.in_window(event) and scope.tier_wanted(standing.tier):
            accounts.setdefault(deal.account or "", (event, standing))
    return accounts


def days_to_opportunity(scope: Scope, variant: str | None = None) -> Figure:
    """O08: qualified_on − first engaging day; `.first_contact` − first touch of any direction since entry."""
    parts = []
    left_out = {"negative": 0, "without a first day": 0}
    for account, (event, standing) in qualified_first(scope).items():
        if variant == "first_contact":
            first = first_touch(scope, account, standing.entry)
        else:
            first = first_engaging_day(scope, preset_of(scope), account, standing.entry)
        if first is None or first > event:  # rule 10: negative durations are left out and counted
            left_out["negative" if first else "without a first day"] += 1
            continue
        parts.append(of(account, standing.tier, (event - first).days))
    return Figure("mean", parts, left_out=left_out)


def cost_per_opportunity_account(scope: Scope) -> Figure:
    """O09: cost in scope ÷ TA whose first such deal was created in the window."""
    reached: dict[str, Part] = {}
    for account in sorted(scope.names):
        for entry, last in scope.runs(account):
            such = [deal for deal in scope.such_deals(account, entry) if deal.created_on <= last]
            day = such[0].created_on if such else None
            standing = scope.prospect(account, day) if day and scope.in_window(day) else None
            if standing:
                reached.setdefault(account, Part(account, standing.tier, Fraction(0), Fraction(1), account))
    costs, left_out = cost_parts(scope)
    return Figure("ratio", [*costs, *reached.values()], left_out=left_out)


FORMULAS: dict[str, Formula] = {
    "accounts_with_opportunity": accounts_with_opportunity,
    "accounts_with_opportunity.open": partial(accounts_with_opportunity, variant="open"),
    "accounts_with_opportunity.pre_existing": partial(accounts_with_opportunity, variant="pre_existing"),
    "opportunity_rate": opportunity_rate,
    "engaged_to_opportunity": engaged_to_opportunity,
    "opportunities_created": opportunities_created,
    "pipeline": pipeline,
    "pipeline.weighted": partial(pipeline, variant="weighted"),
    "days_to_opportunity": days_to_opportunity,
    "days_to_opportunity.first_contact": partial(days_to_opportunity, variant="first_contact"),
    "cost_per_opportunity_account": cost_per_opportunity_account,
}
