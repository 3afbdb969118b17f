"""One deal that two systems both have is told beside every figure that reads deals, and not silently counted twice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assay.metrics.answers import answer
from assay.metrics.doubled import doubled_deals
from assay.metrics.scope import Scope
from support.company import company

SCOPE = Scope(arm="all", start=date(2026, 1, 1), end=date(2026, 6, 30))


def deal(identifier: str, **more: Any) -> dict[str, Any]:
    row = {
        "opportunity_id": identifier,
        "account_id": "a",
        "created_at": "2026-02-01",
        "amount": "1000",
        "status": "open",
    }
    return {**row, **more}


def run_of(*deals: dict[str, Any]) -> Any:
    return company(
        {"accounts": [{"account_id": "a", "name": "A"}, {"account_id": "b", "name": "B"}], "opportunities": deals}
    )


@pytest.mark.parametrize(
    ("first", "second", "number"),
    [
        ({"name": "Roll-out"}, {"name": "roll-out ", "created_at": "2026-03-01"}, 1),
        ({"name": "Roll-out"}, {"name": "A: Roll-out"}, 1),
        ({"name": "Roll-out"}, {"name": "Roll-out", "amount": "5000", "created_at": "2026-03-01"}, 0),
        ({"name": "Roll-out"}, {"name": "Pilot", "created_at": "2026-03-01"}, 0),
        ({"name": "Roll-out"}, {"name": "Roll-out", "account_id": "b"}, 0),
    ],
)
def test_what_is_taken_for_one_deal(first: dict[str, Any], second: dict[str, Any], number: int) -> None:
    run = run_of(deal("1", **first), deal("hubspot:9", **second))
    assert doubled_deals(run.cursor()) == number


def test_figures_that_read_deals_say_so() -> None:
    run = run_of(deal("1", name="Roll-out"), deal("hubspot:9", name="Roll-out"))
    total = answer(run, "opportunities_created", SCOPE).total
    assert total.value == 2
    assert "1 deal seems to stand in two systems" in (total.note or "")


def test_two_deals_of_one_system_are_two() -> None:
    run = run_of(deal("1", name="Roll-out"), deal("2", name="Roll-out"))
    assert doubled_deals(run.cursor()) == 0
    assert "two systems" not in (answer(run, "opportunities_created", SCOPE).total.note or "")
