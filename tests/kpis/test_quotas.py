"""P14: what owners won against what they were to sell. A ratio that divides by a sum of rows without an account."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pytest

from assay.errors import UsageError
from assay.store.runs import Run
from metrics.cases import SETTINGS, TODAY, about, ask, gather, groups, listed, tables_of, total, won
from reference import Reference
from support.company import company


def quota(owner: str, start: str, end: str, amount: float, **more: Any) -> dict[str, Any]:
    return {"owner_id": owner, "period_start": start, "period_end": end, "amount": amount, **more}


@lru_cache
def tables() -> dict[str, Any]:
    """ann won 300 in the first quarter and 500 in the second; bob 100 in the first; cid has no quota."""
    return tables_of(
        about(
            "a",
            listed("2024-01-01", tier="1"),
            won("2025-01-10", "2025-02-01", amount=300, owner_id="ann"),
            won("2025-01-10", "2025-05-01", amount=500, owner_id="ann"),
        ),
        about(
            "b",
            listed("2024-01-01", tier="2"),
            won("2025-01-10", "2025-03-31", amount=100, owner_id="bob"),
            won("2025-01-10", "2025-03-01", amount=70, owner_id="cid"),
        ),
        quotas=[
            quota("ann", "2025-01-01", "2025-04-01", 400),
            quota("ann", "2025-04-01", "2025-07-01", 400),
            quota("bob", "2025-01-01", "2025-04-01", 1000, currency="USD"),
            quota("dan", "2025-01-01", "2025-04-01", 50),
        ],
        fx_rates=[{"date": "2025-01-01", "from_currency": "USD", "to_currency": "EUR", "rate": 0.5}],
        users=[{"user_id": "ann", "name": "Ann"}],
    )


@pytest.fixture(scope="module")
def run() -> Run:
    return company(tables(), today=TODAY, **SETTINGS)


Q1: dict[str, Any] = {"start": "2025-01-01", "end": "2025-03-31"}


def test_revenue_over_quota_by_owner(run: Run) -> None:
    """ann 300 ÷ 400, bob 100 ÷ 500 (of 1,000 dollars), dan 0 ÷ 50; cid has no quota to divide by."""
    found = ask(run, "quota_attainment", **Q1)
    assert groups(found) == {"ann": 0.75, "bob": 0.2, "dan": 0, "cid": None}
    assert (found.total.numerator, found.total.denominator, found.total.n) == (400, 950, 3)
    assert found.total.extra["left_out"] == {"no_quota": 1}
    assert "1 left out: their owner has no quota in these periods (€70)." in found.total.note
    assert groups(ask(run, "quota_attainment", by=["owner"], **Q1)) == groups(found)


def test_by_period(run: Run) -> None:
    found = ask(run, "quota_attainment", grain="quarter", owners=("Ann",), start="2025-01-01", end="2025-06-30")
    assert [row.figure.value for row in found.rows if row.by["deal_owner"] == "ann"] == [0.75, 1.25]
    assert found.total.value == 1


def test_a_period_that_is_not_over_has_no_quota_yet(run: Run) -> None:
    assert total(run, "quota_attainment", start="2025-04-01", end="2025-06-29").value is None
    assert total(run, "quota_attainment", start="2025-04-01", end="2025-06-30").value == 1.25


def test_of_some_accounts(run: Run) -> None:
    """The revenue is that of the scope, the quota the whole one: of tier 2, 100 of bob's; of 950."""
    assert total(run, "quota_attainment", tiers=("2",), **Q1).value == pytest.approx(100 / 950)
    with pytest.raises(UsageError, match="industry"):
        ask(run, "quota_attainment", by=["industry"], **Q1)


def test_without_quotas_nothing_is_measured() -> None:
    bare = gather(about("a", listed("2025-01-01"), won("2025-01-10", "2025-02-01")))
    assert total(bare, "quota_attainment").extra == {"not_measured": ["quotas"]}


@pytest.mark.parametrize("end", ["2025-03-31", "2025-06-30", "2025-12-31"])
def test_agrees_with_the_second_formulation(run: Run, end: str) -> None:
    asked = {"start": "2025-01-01", "end": end}
    wanted = Reference(tables(), SETTINGS, TODAY).value("quota_attainment", by="deal_owner", **asked)
    found = ask(run, "quota_attainment", **asked)
    assert found.total.value == pytest.approx(float(wanted.value or 0))
    assert found.total.n == wanted.n
    named = {name: None if ref.value is None else float(ref.value) for name, ref in wanted.groups.items()}
    assert {name: value for name, value in groups(found).items() if name != "cid"} == pytest.approx(named)
