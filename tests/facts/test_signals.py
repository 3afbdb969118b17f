from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

FactsOf = Callable[..., Any]
ACCOUNTS = [
    {"account_id": "A", "name": "A", "domain": "acme.com"},
    {"account_id": "B", "name": "B", "merged_into_id": "A", "domain": "acme.org"},
    {"account_id": "C", "name": "C", "domain": "shared.com", "parent_account_id": "A"},
    {"account_id": "D", "name": "D", "domain": "shared.com"},
]
PEOPLE = [
    {"person_id": "p", "account_id": "C"},
    {"person_id": "q", "merged_into_id": "p", "account_id": "A"},
    {"person_id": "o", "account_id": "A", "objected_at": "2026-01-01T00:00"},
]


def test_a_visitor_counts_as_its_row_says(facts_of: FactsOf) -> None:
    visitors = [
        {"visitor_id": "1", "person_id": "q", "identified_at": "2026-03-01T10:00", "consent": "granted"},
        {"visitor_id": "2", "account_id": "B", "person_id": "p", "first_seen_at": "2026-01-01T10:00"},
        {"visitor_id": "3", "account_id": "gone", "person_id": "p", "consent": "refused"},
        {"visitor_id": "4"},
    ]
    facts = facts_of(accounts=ACCOUNTS, people=PEOPLE, visitors=visitors)
    assert facts("FROM visitors ORDER BY visitor_id") == [
        ("1", "C", "A", "p", None, date(2026, 3, 1), "granted"),
        ("2", "A", "A", "p", date(2026, 1, 1), None, "unknown"),
        ("3", "C", "A", None, None, None, "refused"),
        ("4", None, None, None, None, None, "unknown"),
    ]


def test_answers_of_people_who_objected_are_out(facts_of: FactsOf) -> None:
    answers = [
        {"response_id": response, "answered_on": "2026-03-01", "question": "nps", "score": 9, **more}
        for response, more in {
            "1": {"person_id": "q"},
            "2": {"person_id": "p", "account_id": "B"},
            "3": {"person_id": "o", "account_id": "A"},
            "4": {"account_id": "gone", "person_id": "gone"},
        }.items()
    ]
    facts = facts_of(accounts=ACCOUNTS, people=PEOPLE, survey_responses=answers)
    assert facts("SELECT response_id, account_id, parent_id, person_id FROM survey_answers ORDER BY 1") == [
        ("1", "C", "A", "p"),
        ("2", "A", "A", "p"),
        ("4", None, None, None),
    ]
    assert facts.left_out()["survey_answers", "of people who objected"] == 1
    assert facts.left_out()["survey_answers", "without an account"] == 1


def test_signals_belong_to_their_account_else_to_their_domains(facts_of: FactsOf) -> None:
    signals = [
        {"provider": "x", "week": "2026-03-02", "topic": topic, "score": 70, **more}
        for topic, more in {
            "given": {"account_id": "B", "domain": "shared.com", "cluster": "competitor"},
            "domain": {"domain": "https://www.acme.org/"},
            "unknown": {"account_id": "gone", "domain": "mail.acme.com"},
            "midweek": {"account_id": "C", "week": "2026-03-04"},
            "sunday": {"account_id": "C", "week": "2026-03-08"},
            "ambiguous": {"domain": "shared.com"},
            "free": {"domain": "gmail.com"},
            "nobody": {},
        }.items()
    ]
    facts = facts_of(accounts=ACCOUNTS, intent_signals=signals)
    monday = date(2026, 3, 2)
    assert facts("SELECT topic, account_id, parent_id, week, cluster FROM signals ORDER BY 1") == [
        ("ambiguous", None, None, monday, "own"),
        ("domain", "A", "A", monday, "own"),
        ("free", None, None, monday, "own"),
        ("given", "A", "A", monday, "competitor"),
        ("midweek", "C", "A", monday, "own"),
        ("nobody", None, None, monday, "own"),
        ("sunday", "C", "A", monday, "own"),
        ("unknown", "A", "A", monday, "own"),
    ]
    assert facts.left_out()["signals", "ambiguous"] == 1
    assert facts.left_out()["signals", "without an account"] == 2
