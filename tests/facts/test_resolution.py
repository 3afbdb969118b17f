"""Rule 12, touch by touch: the person, the account, and the step that found it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assay.settings import Settings

Found = tuple[str | None, str | None, str]

ACCOUNTS = [
    {"account_id": "A", "name": "Acme", "domain": "acme.com"},
    {"account_id": "B", "name": "Bolt", "website": "https://www.bolt.de/start"},
    {"account_id": "A2", "name": "Acme again", "domain": "acme.org", "merged_into_id": "A"},
]
PEOPLE = [
    {"person_id": "p", "account_id": "A", "email": "Pat@acme.com"},
    {"person_id": "p2", "account_id": "B", "email": "pat.lee@gmail.com", "merged_into_id": "p"},
    {"person_id": "lead", "email": "lead@elsewhere.net"},
    {"person_id": "q", "account_id": "B", "email": "office@bolt.de"},
    {"person_id": "r", "account_id": "B", "email": "office@bolt.de"},
    {"person_id": "s", "account_id": "A2", "email": "both@gmail.com"},
    {"person_id": "t", "account_id": "B", "email": "both@gmail.com"},
    {"person_id": "u", "account_id": "A2", "email": "one@gmail.com"},
    {"person_id": "v", "account_id": "A", "email": "one@gmail.com"},
    {"person_id": "w", "account_id": "A", "email": "half@gmail.com"},
    {"person_id": "x", "email": "half@gmail.com"},
]
VISITORS = [
    {"visitor_id": "cookie", "person_id": "p", "identified_at": "2026-03-01T00:00"},
    {"visitor_id": "firm", "account_id": "B", "person_id": "p"},
    {"visitor_id": "refused", "person_id": "q", "consent": "refused"},
    {"visitor_id": "refused_firm", "account_id": "A2", "person_id": "q", "consent": "refused"},
    {"visitor_id": "nobody", "account_id": "gone", "person_id": "gone"},
]
RANGES = [
    {"cidr": "10.0.0.0/8", "account_id": "A"},
    {"cidr": "10.7.0.0/16", "account_id": "B"},
    {"cidr": "10.8.0.0/16", "account_id": "A2"},
    {"cidr": "2001:db8::/32", "account_id": "B"},
]
DOMAINS = [
    {"account_id": "A", "domain": "shared.com"},
    {"account_id": "B", "domain": "shared.com"},
    {"account_id": "B", "domain": "eu.acme.com"},
]


CASES: list[tuple[dict[str, str], Found]] = [
    # the account's own id, after merges; an unknown one counts as absent
    ({"account_id": "A2"}, (None, "A", "account_id")),
    ({"account_id": "gone"}, (None, None, "none")),
    ({"account_id": "gone", "domain": "acme.com"}, (None, "A", "domain")),
    ({"account_id": "B", "person_id": "p"}, ("p", "B", "account_id")),
    # the person: id, e-mail in any case, both after merges
    ({"person_id": "p2"}, ("p", "A", "person")),
    ({"email": " pat@ACME.com "}, ("p", "A", "person")),
    ({"email": "pat.lee@gmail.com"}, ("p", "A", "person")),
    ({"person_id": "gone", "email": "pat@acme.com"}, ("p", "A", "person")),
    ({"person_id": "p", "email": "both@gmail.com"}, ("p", "A", "person")),
    # a person without an account: the search goes on
    ({"person_id": "lead", "domain": "bolt.de"}, ("lead", "B", "domain")),
    ({"email": "lead@elsewhere.net", "ip": "2001:db8::9"}, ("lead", "B", "ip")),
    # several people with one address
    ({"email": "office@bolt.de", "visitor_id": "cookie"}, (None, "B", "email")),
    ({"email": "one@gmail.com"}, (None, "A", "email")),
    ({"email": "both@gmail.com", "visitor_id": "cookie", "domain": "acme.com"}, (None, None, "ambiguous")),
    ({"email": "half@gmail.com"}, (None, None, "ambiguous")),
    ({"email": "both@gmail.com", "account_id": "A"}, (None, "A", "account_id")),
    # visitors: their person first, then their account
    ({"visitor_id": "cookie"}, ("p", "A", "person")),
    ({"visitor_id": "firm"}, ("p", "A", "person")),
    ({"visitor_id": "refused"}, (None, "B", "visitor")),
    ({"visitor_id": "refused_firm"}, (None, "A", "visitor")),
    ({"visitor_id": "nobody"}, (None, None, "none")),
    ({"visitor_id": "unheard of", "ip": "10.1.1.1"}, (None, "A", "ip")),
    ({"email": "new@acme.com", "visitor_id": "refused"}, (None, "B", "visitor")),
    # domains: of the e-mail before the touch's own, exact before registrable
    ({"email": "new@acme.com", "domain": "bolt.de"}, (None, "A", "email_domain")),
    ({"email": "new@mail.acme.com"}, (None, "A", "email_domain")),
    ({"email": "new@eu.acme.com"}, (None, "B", "email_domain")),
    ({"domain": "HTTPS://WWW.Bolt.de/x"}, (None, "B", "domain")),
    ({"domain": "acme.org"}, (None, "A", "domain")),
    ({"domain": "shared.com", "ip": "10.1.1.1"}, (None, None, "ambiguous")),
    ({"email": "new@gmail.com", "domain": "acme.com"}, (None, "A", "domain")),
    ({"email": "new at acme.com", "domain": "bolt.de"}, (None, "B", "domain")),
    ({"email": "lead@elsewhere.net", "domain": "shared.com"}, ("lead", None, "ambiguous")),
    # addresses
    ({"ip": "10.7.1.1"}, (None, "B", "ip")),  # of two ranges around it the narrower one speaks
    ({"ip": "10.8.1.1"}, (None, "A", "ip")),
    ({"ip": "2001:db8:0:1::2"}, (None, "B", "ip")),
    ({"ip": "192.168.0.1"}, (None, None, "none")),
    ({}, (None, None, "none")),
]


def resolve(
    facts_of: Callable[..., Any], touches: list[dict[str, str]], settings: Settings | None = None
) -> list[Found]:
    """Person, account and match of each touch."""
    rows = [
        {"touch_id": f"{n:03}", "occurred_at": "2026-02-01T10:00", "kind": "page_view", **touch}
        for n, touch in enumerate(touches)
    ]
    facts = facts_of(
        settings=settings,
        accounts=ACCOUNTS,
        people=PEOPLE,
        visitors=VISITORS,
        ip_ranges=RANGES,
        account_domains=DOMAINS,
        touches=rows,
    )
    found: list[Found] = facts("SELECT person_id, account_id, match FROM touches ORDER BY touch_id")
    return found


@pytest.fixture(scope="module")
def resolved(facts_of: Callable[..., Any]) -> list[Found]:
    return resolve(facts_of, [touch for touch, _ in CASES])


@pytest.mark.parametrize("case", range(len(CASES)), ids=[str(touch) for touch, _ in CASES])
def test_steps(resolved: list[Found], case: int) -> None:
    assert resolved[case] == CASES[case][1]


def test_own_domains_identify_nobody_and_the_search_goes_on(facts_of: Callable[..., Any]) -> None:
    touches = [{"email": "new@acme.com", "ip": "2001:db8::1"}, {"email": "pat@acme.com"}]
    expected = [(None, "B", "ip"), ("p", "A", "person")]
    assert resolve(facts_of, touches, Settings(own_domains=("acme.com",))) == expected


def test_added_free_mail_domains_identify_nobody(facts_of: Callable[..., Any]) -> None:
    settings = Settings(free_mail_domains=("bolt.de",))
    assert resolve(facts_of, [{"domain": "mail.bolt.de"}], settings) == [(None, None, "none")]


def test_every_touch_is_kept_once(facts_of: Callable[..., Any]) -> None:
    touches = [
        {
            "touch_id": str(n),
            "occurred_at": "2026-02-01T10:00",
            "kind": "chat",
            "email": "office@bolt.de",
            "domain": "shared.com",
        }
        for n in range(5)
    ]
    facts = facts_of(accounts=ACCOUNTS, people=PEOPLE, account_domains=DOMAINS, touches=touches)
    assert facts("SELECT count(*), count(DISTINCT touch_id) FROM touches") == [(5, 5)]
