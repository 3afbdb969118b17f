"""T03, T05, X02 and X07: the profile, the published formula of the relationship, and what a customer is worth."""

from __future__ import annotations

import operator
import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from functools import partial
from math import exp, sqrt

from .answer import Figure, Formula, Part, of
from .company import number
from .customers import average_contract_value, customers
from .rows import Touch
from .rules import Scope

WEIGHTS = {"meeting_held": 3.0, "call": 2.0, "mail_in": 1.0, "mail_out": 0.25}
COMPARISONS = {"=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}  # fmt: skip


def icp_fit(scope: Scope) -> Figure:
    """T03: mean over TA of criteria met ÷ criteria evaluable; an account of which no field is known is left out."""
    parts = []
    for name, standing in scope.TA().items():
        judged = [_judged(scope, name, text) for text in scope.company.settings.icp.criteria]
        known = [verdict for verdict in judged if verdict is not None]
        if known:
            parts.append(Part(name, standing.tier, Fraction(sum(known), len(known)), Fraction(1), name))
    return Figure("mean", parts)


def _judged(scope: Scope, name: str, text: str) -> bool | None:
    match = re.fullmatch(r"(\w+) *(<=|>=|!=|=|<|>) *(.+)", text)
    assert match, text
    field, comparison, wanted = match.groups()
    value = scope.company.accounts[name].row.get(field)
    if value in (None, ""):
        return None
    if wanted.startswith("'"):
        return bool(COMPARISONS[comparison](str(value), wanted.strip("'")))
    return bool(COMPARISONS[comparison](number(value), Fraction(wanted)))


def score_on(scope: Scope, account: str, day: date) -> float | None:
    """100 (1 − Π (1 − s · seniority)) over the persons of all mails, connected calls and meetings up to the day."""
    contacts = [t for t in scope.touches_of.get(account, []) if t.day <= day and _counts(t)]
    if not contacts:
        return None
    persons: dict[str, list[Touch]] = defaultdict(list)
    for touch in contacts:
        persons[touch.person or touch.visitor or ""].append(touch)
    together = _attendees(scope.touches_of[account])
    missing = 1.0
    for touches in persons.values():
        missing *= max(1 - _strength(scope, touches, day, together) * _seniority(scope, touches), 1e-12)
    return 100 * (1 - missing)


def _counts(touch: Touch) -> bool:
    return touch.kind in WEIGHTS and (touch.kind != "call" or touch.outcome == "connected")


def _attendees(touches: Iterable[Touch]) -> dict[object, int]:
    found: dict[object, int] = defaultdict(int)
    for touch in touches:
        if touch.kind == "meeting_held":
            found[touch.at] += 1
    return found


def _strength(scope: Scope, touches: list[Touch], day: date, together: dict[object, int]) -> float:
    half_life = scope.company.settings.relationship.half_life_days
    evidence = inbound = outbound = 0.0
    for touch in touches:
        fading = 0.5 ** ((day - touch.day).days / half_life)
        weight = WEIGHTS[touch.kind]
        evidence += fading * (weight / sqrt(together[touch.at]) if touch.kind == "meeting_held" else weight)
        inbound += fading * (touch.kind != "mail_out")
        outbound += fading * (touch.kind != "mail_in")
    mutual = (min(inbound, outbound) + 0.25) / (max(inbound, outbound) + 0.5)
    return 1 - exp(-evidence * (0.35 + 0.65 * mutual) / 4)


def _seniority(scope: Scope, touches: list[Touch]) -> float:
    weights = scope.company.settings.weights.seniority
    person = scope.company.people.get(touches[0].person or "")
    name = person.seniority if person else None
    return weights.get(name or "unknown", weights["unknown"]) / max(weights.values())


def relationship_score(scope: Scope) -> Figure:
    """T05: mean over TA with a score."""
    return _mean_score(scope, {name: standing.tier for name, standing in scope.TA().items()})


def customer_relationship(scope: Scope, degrading: bool = False) -> Figure:
    """X02: mean over customers with a score; `.degrading` those that fell by 20 points in 90 days ÷ those with one."""
    tiers = {name: standing.tier for name, standing in customers(scope).items()}
    if not degrading:
        return _mean_score(scope, tiers)
    parts = []
    for name, tier in tiers.items():
        now, before = (score_on(scope, name, scope.q.as_of - timedelta(days=days)) for days in (0, 90))
        if now is not None:
            parts.append(of(name, tier, before is not None and before - now >= 20))
    return Figure("ratio", parts)


def _mean_score(scope: Scope, tiers: dict[str, str | None]) -> Figure:
    scores = {name: score_on(scope, name, scope.q.as_of) for name in tiers}
    found = [
        Part(name, tiers[name], Fraction(score), Fraction(1), name)
        for name, score in scores.items()
        if score is not None
    ]
    return Figure("mean", found)


def lifetime_value(scope: Scope) -> Fraction | None:
    """X07: X04 × margin × 1 ÷ the share of the customers of a year ago (ever targeted by now) that are gone, ≤ 10 years."""
    worth = [part.numerator for part in average_contract_value(scope).parts]
    then = scope.q.as_of - timedelta(days=365)
    base = [name for name in scope.names if scope.customer(name, then) and scope.ever(name, scope.q.as_of)]
    if not worth or not base:
        return None
    lost = sum(not scope.customer(name, scope.q.as_of) for name in base)
    years = min(Fraction(10), Fraction(len(base), lost)) if lost else Fraction(10)
    return sum(worth, Fraction(0)) / len(worth) * Fraction(str(scope.company.settings.margin)) * years


FORMULAS: dict[str, Formula] = {
    "icp_fit": icp_fit,
    "relationship_score": relationship_score,
    "customer_relationship": customer_relationship,
    "customer_relationship.degrading": partial(customer_relationship, degrading=True),
}
