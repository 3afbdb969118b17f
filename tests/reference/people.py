"""Figures of groups 4 and 5 whose unit is people, visitors or weeks."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from functools import partial

from assay.settings.whole import WEEKDAYS

from .answer import Figure, Formula, Part, of
from .coverage import below, people_of, person_part
from .engaged import look_back
from .engagement import sessions
from .rows import Person
from .rules import Scope


def website_spikes(scope: Scope) -> Figure:
    """E17: TA whose sessions in the last full week >= ratio × the mean of the weeks before, and >= min_visits."""
    spike = scope.company.settings.spike
    begins = WEEKDAYS.index(scope.company.settings.week_starts_on)
    monday = next(d for d in (scope.q.as_of - timedelta(days=n) for n in range(6, 13)) if d.weekday() == begins)
    visits = [(account, day) for account, day, _ in sessions(scope)]
    parts = []
    for name, standing in scope.TA().items():
        weeks = [
            sum(
                account == name and 0 <= (day - (monday - timedelta(days=7 * back))).days < 7 for account, day in visits
            )
            for back in range(spike.weeks + 1)
        ]
        usual = Fraction(sum(weeks[1:]), spike.weeks)
        if weeks[0] >= spike.min_visits and weeks[0] >= Fraction(str(spike.ratio)) * usual:
            parts.append(Part(name, standing.tier, Fraction(1), key=name))
    return Figure("sum", parts)


def deanonymisation_rate(scope: Scope) -> Figure:
    """E18: of visitors with a touch of TA in the window, not identified before it: identified in the window ÷ all."""
    found: dict[str, Part] = {}
    for touch in scope.touches:
        visitor = scope.company.visitors.get(touch.visitor or "")
        standing = scope.prospect(touch.account, touch.day) if scope.in_window(touch.day) and visitor else None
        if not visitor or not standing:
            continue
        day = visitor.identified_on
        if day is None or day >= scope.q.start:
            found.setdefault(visitor.id, of(touch.account, standing.tier, scope.in_window(day)))
    return Figure("ratio", list(found.values()))


def leads(scope: Scope) -> list[tuple[Person, Part]]:
    """E19: people created in the window at accounts in scope (on that day)."""
    found = []
    for person in scope.company.people.values():
        day = person.created_on
        if day and scope.in_window(day) and not person.objected:
            standing = scope.prospect(person.account, day)
            if standing:
                found.append((person, person_part(person, {person.account or "": standing}, 1, 0)))
    return found


def leads_from_targets(scope: Scope) -> Figure:
    return Figure("sum", [part for _, part in leads(scope)])


def lead_conversion(scope: Scope) -> Figure:
    """E19: those on a legitimate deal by the as-of day ÷ those."""
    legitimate = {deal.id for deal in scope.deals(type=None, legitimate=True)}
    on_a_deal = {person for deal, person in scope.company.deal_people if deal in legitimate}
    parts = [
        Part(part.account, part.tier, Fraction(person.id in on_a_deal), Fraction(1), person.id, part.dims)
        for person, part in leads(scope)
    ]
    return Figure("ratio", parts)


def buying_committee_size(scope: Scope) -> Figure:
    """O01: distinct active key people ÷ TA with at least one."""
    among = scope.TA()
    people = [person for person in people_of(scope, among) if person.role]
    some = {name: standing for name, standing in among.items() if any(p.account == name for p in people)}
    return Figure("ratio", [*below(some), *(person_part(p, among, 1, 0) for p in people)])


def account_penetration(scope: Scope, per_account: bool = False) -> Figure:
    """O02: active key people with an engaging touch in the look-back ÷ active key people of TA, or ÷ TA."""
    among = scope.TA()
    people = [person for person in people_of(scope, among) if person.role]
    days = scope.company.settings.engagement.lookback_days
    engaged = {touch.person for touch in look_back(scope.touches, scope.q.as_of, days)}
    if per_account:
        met = [person_part(person, among, 1, 0) for person in people if person.id in engaged]
        return Figure("ratio", [*below(among), *met])
    return Figure("ratio", [person_part(person, among, int(person.id in engaged), 1) for person in people])


FORMULAS: dict[str, Formula] = {
    "website_spikes": website_spikes,
    "deanonymisation_rate": deanonymisation_rate,
    "leads_from_targets": leads_from_targets,
    "lead_conversion": lead_conversion,
    "buying_committee_size": buying_committee_size,
    "account_penetration": account_penetration,
    "account_penetration.per_account": partial(account_penetration, per_account=True),
}
