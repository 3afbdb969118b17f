"""Group 2: all accounts in scope count, customers at entry included."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from functools import partial

from .answer import Figure, Formula, Part, of
from .identity import email
from .rows import Person
from .rules import Scope, Standing

EMPTY = {"", "n/a", "na", "none", "null", "test", "-", "--", "?", "unknown", "tbd", "xxx"}
TWO_WAY = ("mail_in", "call", "meeting_held", "chat")


def accounts(scope: Scope, day: date | None = None) -> dict[str, Standing]:
    return scope.on(day or scope.q.as_of, customers=True)


def people_of(scope: Scope, among: dict[str, Standing], day: date | None = None) -> list[Person]:
    """Rule 13: the active people of these accounts."""
    found = sorted(scope.company.people.values(), key=lambda person: person.id)
    return [person for person in found if person.account in among and person.active(day or scope.q.as_of)]


def person_part(person: Person, among: dict[str, Standing], numerator: int | Fraction, denominator: int) -> Part:
    tier = among[person.account or ""].tier
    dims = (("role", person.role), ("seniority", person.seniority))
    return Part(person.account, tier, Fraction(numerator), Fraction(denominator), person.id, dims)


def below(among: dict[str, Standing]) -> list[Part]:
    """One below the line for each account."""
    return [Part(name, standing.tier, Fraction(0), Fraction(1), name) for name, standing in among.items()]


def contacts_per_account(scope: Scope) -> Figure:
    """C01: active people of accounts in scope ÷ accounts in scope."""
    among = accounts(scope)
    return Figure("ratio", [*below(among), *(person_part(p, among, 1, 0) for p in people_of(scope, among))])


def key_contacts(scope: Scope) -> Figure:
    """C02: active key people of accounts in scope."""
    among = accounts(scope)
    return Figure("sum", [person_part(p, among, 1, 0) for p in people_of(scope, among) if p.role])


def coverage_of(scope: Scope, people: list[Person]) -> Fraction:
    """Roles of the template with at least the wanted number ÷ roles in it."""
    template = scope.company.settings.buying_committee
    met = [sum(person.role == role for person in people) >= wanted for role, wanted in template.items()]
    return Fraction(sum(met), len(met))


def role_coverage(scope: Scope, enough: bool = False) -> Figure:
    """C03: mean over accounts of role coverage; C04: accounts with at least the threshold ÷ accounts."""
    among = accounts(scope)
    people = people_of(scope, among)
    threshold = Fraction(str(scope.company.settings.coverage.threshold))
    parts = []
    for name, standing in among.items():
        share = coverage_of(scope, [person for person in people if person.account == name])
        parts.append(of(name, standing.tier, share >= threshold if enough else share))
    return Figure("ratio" if enough else "mean", parts)


def known_devices(scope: Scope) -> Figure:
    """C05: distinct visitors with consent granted and a touch in the last 90 days tied to an account in scope."""
    among = accounts(scope)
    first = scope.q.as_of - timedelta(days=89)
    parts = []
    for touch in scope.touches:
        visitor = scope.company.visitors.get(touch.visitor or "")
        if visitor and visitor.consent == "granted" and touch.day >= first and touch.account in among:
            parts.append(Part(touch.account, among[touch.account].tier, Fraction(1), key=visitor.id))
    return Figure("distinct", parts)


def coverage_trend(scope: Scope) -> Figure:
    """C06: C01 on `to` − C01 on `from`, over the accounts in scope at the end of `from`."""
    among = accounts(scope, scope.q.start)
    then, now = people_of(scope, among, scope.q.start), people_of(scope, among, scope.q.end)
    more = [person_part(p, among, 1, 0) for p in now] + [person_part(p, among, -1, 0) for p in then]
    return Figure("ratio", [*below(among), *more])


def filled(person: Person, field: str) -> bool:
    """C07: not one of the words for nothing; an e-mail is one, and not bounced."""
    text = str(person.row.get(field) if person.row.get(field) is not None else "").strip()
    if text.lower() in EMPTY:
        return False
    return field != "email" or (email(text) is not None and not person.bounced)


def completeness(scope: Scope) -> Figure:
    """C07: filled and valid target fields ÷ targeted fields over active people in scope."""
    among = accounts(scope)
    fields = scope.company.settings.completeness.fields
    found = people_of(scope, among)
    return Figure("ratio", [person_part(p, among, sum(filled(p, f) for f in fields), len(fields)) for p in found])


def contacts_with_relationship(scope: Scope) -> Figure:
    """C08: active people with a two-way touch in the last 180 days ÷ active people."""
    among = accounts(scope)
    first = scope.q.as_of - timedelta(days=179)
    talked = {
        touch.person
        for touch in scope.touches
        if touch.kind in TWO_WAY and touch.day >= first and (touch.kind != "call" or touch.outcome == "connected")
    }
    return Figure("ratio", [person_part(p, among, int(p.id in talked), 1) for p in people_of(scope, among)])


FORMULAS: dict[str, Formula] = {
    "contacts_per_account": contacts_per_account,
    "key_contacts": key_contacts,
    "role_coverage": role_coverage,
    "accounts_covered": partial(role_coverage, enough=True),
    "known_devices": known_devices,
    "coverage_trend": coverage_trend,
    "completeness": completeness,
    "contacts_with_relationship": contacts_with_relationship,
}
