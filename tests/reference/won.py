"""Group 6: all new-business deals, by their outcome on the as-of day."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import partial

from .answer import Figure, Formula, Part, of, one
from .company import day, number
from .engaged import first_engaging_day, preset_of
from .opportunity import deal_dims, once_a_window
from .programme import cost_parts
from .rows import Deal
from .rules import DAY, Scope, Standing


def closed_deals(scope: Scope, *statuses: str) -> list[tuple[date, Deal, Standing]]:
    """New-business deals of the scope closed in the window: (close day, deal, standing on it)."""
    found = []
    for deal in scope.deals():
        closed_on = scope.closed(deal)
        if closed_on and scope.outcome(deal).status in statuses:
            standing = scope.belongs_prospect(deal, closed_on)
            if standing:
                found.append((closed_on, deal, standing))
    return found


def won_first(scope: Scope) -> dict[str, tuple[date, Standing]]:
    """Accounts whose first new-business deal won since entry closed in the window; once a window."""
    found = []
    for deal in scope.deals():
        past = scope.outcome(deal)
        if past.status == "won" and past.closed_on:
            standing = scope.belongs_prospect(deal, past.closed_on, any_tier=True)
            if standing:
                found.append((past.closed_on, deal, standing))
    return once_a_window(scope, found)


def accounts_won(scope: Scope) -> Figure:
    """W01."""
    return Figure("sum", [one(account, standing.tier) for account, (_, standing) in won_first(scope).items()])


def account_win_rate(scope: Scope) -> Figure:
    """W02, a stock: TW with a new-business deal of the scope won since entry and by the as-of day ÷ TW."""
    parts = []
    for name, standing in scope.TW().items():
        won = False
        for deal in scope.deals():
            past = scope.outcome(deal)
            closed_on = past.closed_on if past.status == "won" else None
            if deal.account == name and closed_on and (standing.entry is None or closed_on >= standing.entry):
                won = won or scope.belongs(deal, closed_on) is not None
        parts.append(of(name, standing.tier, won))
    return Figure("ratio", parts)


def win_rate(scope: Scope, variant: str | None = None) -> Figure:
    """W03: won ÷ (won + lost) deals closed in the window; `.amount` weighted; `.qualified` legitimate only."""
    parts = []
    left_out = {"unconverted": 0}
    for closed_on, deal, standing in closed_deals(scope, "won", "lost"):
        past = scope.outcome(deal)
        if variant == "qualified" and not scope.qualified_on(deal):
            continue
        weight: Fraction | None = Fraction(1)
        if variant == "amount":
            weight = scope.amount(deal, closed_on)
        if weight is None:
            left_out["unconverted"] += 1
            continue
        won = weight if past.status == "won" else Fraction(0)
        parts.append(Part(deal.account, standing.tier, won, weight, deal.id, tuple(deal_dims(scope, deal).items())))
    return Figure("ratio", parts, left_out=left_out)


def new_revenue(scope: Scope) -> Figure:
    """W04: Σ amount of new-business deals won."""
    parts, left_out = _amounts(scope)
    return Figure("sum", [_without_denominator(part) for part in parts], left_out=left_out)


def _without_denominator(part: Part) -> Part:
    return Part(part.account, part.tier, part.numerator, Fraction(0), part.key, part.dims)


def _amounts(scope: Scope) -> tuple[list[Part], dict[str, int]]:
    parts = []
    left_out = {"unconverted": 0}
    for closed_on, deal, standing in closed_deals(scope, "won"):
        amount = scope.amount(deal, closed_on)
        if amount is None:
            left_out["unconverted"] += 1
            continue
        dims = tuple(deal_dims(scope, deal).items())
        parts.append(Part(deal.account, standing.tier, amount, Fraction(1), deal.id, dims))
    return parts, left_out


def average_deal_size(scope: Scope, variant: str | None = None) -> Figure:
    """W09: mean amount of new-business deals won with amount > 0; `.median`."""
    parts, left_out = _amounts(scope)
    parts = [part for part in parts if part.numerator > 0]
    return Figure("median" if variant == "median" else "mean", parts, left_out=left_out)


def deal_cycle(scope: Scope, variant: str | None = None) -> Figure:
    """W05: mean over accounts of W01: close day − first engaging day; `.median`."""
    parts = []
    left_out = {"negative": 0, "without a first day": 0}
    for account, (event, standing) in won_first(scope).items():
        first = first_engaging_day(scope, preset_of(scope), account, standing.entry)
        if first is None or first > event:
            left_out["negative" if first else "without a first day"] += 1
            continue
        parts.append(of(account, standing.tier, (event - first).days))
    return Figure("median" if variant == "median" else "mean", parts, left_out=left_out)


def deal_velocity(scope: Scope, variant: str | None = None) -> Figure:
    """W06: mean over deals won in the window: close day − creation day; `.median`; `.censored`."""
    if variant == "censored":
        return Figure("censored", _spells(scope))
    parts = [
        Part(deal.account, s.tier, Fraction((closed_on - deal.created_on).days), Fraction(1), deal.id,
             tuple(deal_dims(scope, deal).items()))
        for closed_on, deal, s in closed_deals(scope, "won")
    ]  # fmt: skip
    return Figure("median" if variant == "median" else "mean", parts)


def _spells(scope: Scope) -> list[Part]:
    """Days of the scope's new-business deals created in the window, won, lost, or open (up to as-of)."""
    parts = []
    for deal in scope.deals():
        standing = scope.belongs_prospect(deal, deal.created_on) if scope.in_window(deal.created_on) else None
        past = scope.outcome(deal)
        end = scope.q.as_of if past.status == "open" else past.closed_on
        if standing and end:
            dims = (("how", past.status), *deal_dims(scope, deal).items())
            days = Fraction((end - deal.created_on).days)
            parts.append(Part(deal.account, standing.tier, days, Fraction(1), deal.id, dims))
    return parts


def touches_per_won_account(scope: Scope, variant: str | None = None) -> Figure:
    """W07: touches of marketing or sales on the days from entry to close ÷ accounts of W01; `.lost`."""
    accounts = lost_last(scope) if variant == "lost" else won_first(scope)
    parts = []
    for account, (event, standing) in accounts.items():
        touches = [
            touch
            for touch in scope.touches_of.get(account, [])
            if touch.team in ("marketing", "sales")
            and touch.day <= event
            and (standing.entry is None or touch.day >= standing.entry)
        ]
        parts.append(of(account, standing.tier, len(touches)))
    return Figure("ratio", parts)


def lost_last(scope: Scope) -> dict[str, tuple[date, Standing]]:
    """Accounts with at least one new-business deal of the scope, all lost, the last of them in the window."""
    mine: dict[str, list[tuple[date, Standing]]] = {}
    not_lost: set[str] = set()
    for deal in scope.deals():
        past = scope.outcome(deal)
        standing = scope.belongs(deal, past.closed_on or scope.q.as_of)
        if not standing or not deal.account:
            continue
        if past.status != "lost":
            not_lost.add(deal.account)
        elif past.closed_on:
            mine.setdefault(deal.account, []).append((past.closed_on, standing))
    found = {}
    for account, closes in mine.items():
        event, standing = max(closes, key=lambda close: close[0])
        customer = scope.customer_at_entry(account, standing.entry)
        if account not in not_lost and not customer and scope.in_window(event) and scope.tier_wanted(standing.tier):
            found[account] = (event, standing)
    return found


def cost_per_won_account(scope: Scope) -> Figure:
    """W08: cost in scope ÷ W01."""
    reached = [Part(n, s.tier, Fraction(0), Fraction(1), n) for n, (_, s) in won_first(scope).items()]
    costs, left_out = cost_parts(scope)
    return Figure("ratio", [*costs, *reached], left_out=left_out)


def quota_attainment(scope: Scope) -> Figure:
    """P14: new revenue won in the window by an owner's deals ÷ the owner's quotas of the periods that lie in it."""
    quotas = [
        (row["owner_id"], number(row["amount"]), row.get("currency") or scope.company.settings.currency, last)
        for row in scope.company.rows("quotas")
        for first, last in [(day(row["period_start"]), day(row["period_end"]))]
        if first and last and first < last and scope.q.start <= first and last - DAY <= scope.q.end
    ]
    parts, left_out = [], {"no_quota": 0, "unconverted": 0}
    for owner, amount, currency, last in quotas:
        worth = scope.money(amount or Fraction(0), currency, last - DAY)
        if worth is None:
            left_out["unconverted"] += 1
        else:
            parts.append(Part(None, None, Fraction(0), worth, f"{owner} {last}", (("deal_owner", owner),)))
    owners = {owner for owner, *_ in quotas}
    for closed_on, deal, standing in closed_deals(scope, "won"):
        worth = scope.amount(deal, closed_on)
        if worth is None or deal.owner not in owners:
            left_out["unconverted" if worth is None else "no_quota"] += 1
        else:
            parts.append(Part(deal.account, standing.tier, worth, dims=(("deal_owner", deal.owner),)))
    return Figure("ratio", parts, left_out=left_out)


FORMULAS: dict[str, Formula] = {
    "accounts_won": accounts_won,
    "quota_attainment": quota_attainment,
    "account_win_rate": account_win_rate,
    "win_rate": win_rate,
    "win_rate.amount": partial(win_rate, variant="amount"),
    "win_rate.qualified": partial(win_rate, variant="qualified"),
    "new_revenue": new_revenue,
    "deal_cycle": deal_cycle,
    "deal_cycle.median": partial(deal_cycle, variant="median"),
    "deal_velocity": deal_velocity,
    "deal_velocity.median": partial(deal_velocity, variant="median"),
    "deal_velocity.censored": partial(deal_velocity, variant="censored"),
    "touches_per_won_account": touches_per_won_account,
    "touches_per_won_account.lost": partial(touches_per_won_account, variant="lost"),
    "cost_per_won_account": cost_per_won_account,
    "average_deal_size": average_deal_size,
    "average_deal_size.median": partial(average_deal_size, variant="median"),
}
