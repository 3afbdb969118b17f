"""What accepting a proposal would change, told before it is done."""

from __future__ import annotations

from assay.views.matching_preview import shared_addresses
from support.company import company


def test_touches_by_an_address_of_people_at_both_accounts_gain_one() -> None:
    accounts = [{"account_id": name, "name": name} for name in ("a", "b", "c")]
    people = [
        {"person_id": "1", "account_id": "a", "email": "Jo@x.example"},
        {"person_id": "2", "account_id": "b", "email": "jo@x.example"},
        {"person_id": "3", "account_id": "a", "email": "ann@x.example"},
        {"person_id": "4", "account_id": "c", "email": "ann@x.example"},
        {"person_id": "5", "account_id": "b", "email": "lee@x.example"},
        {"person_id": "6", "email": "lee@x.example"},
    ]
    run = company({"accounts": accounts, "people": people})
    assert shared_addresses(run.connection, frozenset("ab")) == ["jo@x.example"]
    assert shared_addresses(run.connection, frozenset("bc")) == []
