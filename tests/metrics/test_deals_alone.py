"""A file of deals and nothing else: arm `all` answers, deals without an account in it and told."""

from __future__ import annotations

from datetime import date

import pytest

from assay.metrics.answers import answer
from assay.metrics.scope import Scope
from support.company import company

DEALS = [
    {"opportunity_id": "1", "amount": "100", "created_at": "2026-01-05", "closed_at": "2026-03-01", "status": "won"},
    {"opportunity_id": "2", "amount": "50", "created_at": "2026-01-06", "closed_at": "2026-03-02", "status": "lost"},
    {"opportunity_id": "3", "amount": "70", "created_at": "2026-01-06", "status": "open"},
]
ALL = Scope(arm="all", start=date(2026, 1, 1), end=date(2026, 6, 30))


@pytest.mark.parametrize(
    ("kpi", "value", "n"), [("new_revenue", 100, 1), ("pipeline", 70, 1), ("opportunities_created", 3, 3)]
)
def test_sums_and_counts_of_deals_need_no_accounts_in_arm_all(kpi: str, value: float, n: int) -> None:
    total = answer(company({"opportunities": DEALS}), kpi, ALL).total
    assert (total.value, total.extra["without_account"]) == (value, n)
    assert "without an account are in it" in (total.note or "")


def test_a_rate_says_what_it_left_out() -> None:
    total = answer(company({"opportunities": DEALS}), "win_rate", ALL).total
    assert (total.value, total.extra["left_out"]) == (None, {"no_account": 2})


def test_other_arms_and_figures_of_accounts_are_not_measured() -> None:
    run = company({"opportunities": DEALS})
    assert "accounts" in answer(run, "new_revenue", Scope()).total.extra["not_measured"]
    assert "accounts" in answer(run, "engaged_accounts", ALL).total.extra["not_measured"]
