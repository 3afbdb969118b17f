"""What a provider says of a visit's company: a floor for its confidence, and carriers that are nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assay.settings import Settings
from assay.settings.identity import Identity

ACCOUNTS = [
    {"account_id": "a", "name": "Acme", "domain": "acme.example"},
    {"account_id": "c", "name": "Comcast Cable", "domain": "comcast.com"},
]


def accounts_of(facts_of: Callable[..., Any], *touches: dict[str, Any], **identity: Any) -> list[str | None]:
    rows = [
        {"touch_id": str(n), "occurred_at": "2026-05-01 10:00", "kind": "page_view", **row}
        for n, row in enumerate(touches)
    ]
    facts = facts_of(accounts=ACCOUNTS, touches=rows, settings=Settings(identity=Identity(**identity)))
    return [account for (account,) in facts("SELECT account_id FROM touches ORDER BY touch_id")]


@pytest.mark.parametrize(
    ("written", "taken"),
    [("0.8", True), ("80", True), ("80 %", True), ("0,5", True), ("High", True), ("very high", True), ("medium", True),
     ("low", False), ("0.49", False), ("12%", False), ("who knows", False), (None, True)],
)  # fmt: skip
def test_the_floor_in_whatever_way_a_provider_writes(
    facts_of: Callable[..., Any], written: str | None, taken: bool
) -> None:
    touch = {"domain": "acme.example", "provider": "p", "confidence": written}
    assert accounts_of(facts_of, touch) == (["a"] if taken else [None])


def test_the_floor_is_a_setting_and_counts_for_names_too(facts_of: Callable[..., Any]) -> None:
    touch = {"company": "ACME, Inc.", "provider": "p", "confidence": "0.6"}
    assert accounts_of(facts_of, touch) == ["a"]
    assert accounts_of(facts_of, touch, visit_confidence=0.7) == [None]


def test_an_unsure_company_leaves_what_else_is_known(facts_of: Callable[..., Any]) -> None:
    touch = {"company": "Comcast Cable", "confidence": "low", "email": "jo@acme.example"}
    assert accounts_of(facts_of, touch) == ["a"]


def test_carriers_are_nobody_where_a_provider_speaks_and_only_there(facts_of: Callable[..., Any]) -> None:
    visits = (
        {"company": "Comcast Cable, LLC", "provider": "p"},
        {"domain": "comcast.com", "provider": "p", "confidence": "high"},
        {"email": "jo@comcast.com", "provider": "p"},
        {"company": "Comcast Cable"},
    )
    assert accounts_of(facts_of, *visits) == [None, None, "c", "c"]
    assert accounts_of(facts_of, {"company": "Acme", "provider": "p"}, carriers=("acme",)) == [None]
