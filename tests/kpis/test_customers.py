"""X01 to X07: accounts ever targeted that are customers, on the list still or not."""

from __future__ import annotations

from math import exp
from typing import Any

import pytest

from assay.store.runs import Run
from metrics.cases import Entry, about, by_account, contract, detail, gather, listed, lost, person, total, touch, won
from support.agreement import differences

KEYS = (
    "customer_intent_surge",
    "customer_intent_surge.share",
    "renewal_rate",
    "renewal_rate.value",
    "average_contract_value",
    "total_revenue",
    "nps",
    "nps.by_account",
)
GONE = listed("2024-01-01", "2025-02-01")
LATER = listed("2025-07-01")
JUNE: dict[str, Any] = {"end": "2025-06-30"}


def served(since: str, until: str | None = None, value: float | None = None, **more: Any) -> Entry:
    return contract(since, until, annual_value=value, **{"currency": "EUR", **more})


def signal(account: str, topic: str, points: float = 60, cluster: str = "competitor", week: str = "2025-06-23") -> Any:
    return {
        "provider": "p",
        "week": week,
        "topic": topic,
        "score": points,
        "account_id": account,
        "cluster": cluster,
    }


def said(account: str, number: int, points: float, day: str = "2025-06-01") -> dict[str, Any]:
    return {
        "response_id": f"{account} {number}",
        "answered_on": day,
        "question": "nps",
        "score": points,
        "account_id": account,
    }


@pytest.fixture(scope="module")
def run() -> Run:
    return gather(
        # Left the list, renewed since: customers all the same
        about(
            "loyal",
            GONE,
            served("2024-03-01", "2025-02-28", 100, renewal="renewed"),
            served("2025-03-01", None, 300, one_off_value=5000),
            person("buyer", seniority="c_level"),
            touch("2025-06-30", "meeting_held", person_id="buyer"),
        ),
        about(
            "two contracts",
            listed("2025-01-01"),
            served("2025-01-01", "2025-06-30", 200, renewal="churned"),
            served("2025-04-01", None),  # no annual value
            person("user", seniority="c_level"),
            touch("2025-01-01", "meeting_held", person_id="user"),
        ),
        about("churned", listed("2023-01-01"), served("2024-01-01", "2025-04-30", 900, renewal="churned")),
        about("pending", listed("2025-01-01"), served("2024-01-01", "2025-05-31", 50, renewal="pending")),
        about("silent", listed("2025-01-01"), served("2024-01-01", "2025-05-31", 50)),
        about("not yet targeted", LATER, served("2024-01-01", "2025-05-31", 70, renewal="renewed"), served("2025-06-01", None, 70)),
        about("never targeted", served("2024-01-01", None, 7000)),
        about("not begun", listed("2025-01-01"), served("2025-07-01", None, 10)),
        about("in dollars", listed("2025-01-01"), served("2025-05-01", None, 10, currency="USD")),
        about("buyer without contract", listed("2025-01-01"), won("2025-02-01", "2025-03-01", amount=40)),
        about(
            "expanding",
            GONE,
            served("2024-01-01", None, 400),
            won("2025-01-01", "2025-05-01", amount=60, type="expansion"),
            won("2025-01-01", "2025-05-01", amount=30, type="renewal"),
            won("2025-01-01", "2025-07-01", amount=1, type="expansion"),
            lost("2025-01-01", "2025-05-01", amount=2, type="expansion"),
        ),
        about("bought too early", LATER, won("2025-01-01", "2025-05-01", amount=500)),
        intent_signals=[
            *[signal("outsider", topic, 1) for topic in ("rival", "other", "third", "fourth")],
            *[signal(name, "rival") for name in ("loyal", "churned", "never targeted")],
            signal("expanding", "rival", 59),
            signal("two contracts", "rival", 100, cluster="own"),
            signal("in dollars", "rival", 100, week="2025-06-16"),
        ],
        survey_responses=[
            *[said("loyal", number, points) for number, points in enumerate((10, 9, 8, 6))],
            *[said("two contracts", number, points) for number, points in enumerate((0, 7, 11, -1))],
            said("churned", 1, 10, "2025-05-01"),
            said("churned", 2, 10, "2025-04-30"),
            said("not yet targeted", 1, 0),
            said("never targeted", 1, 0),
        ],
        settings={"margin": 0.5},
        accounts=[{"account_id": "outsider", "name": "outsider"}],
    )  # fmt: skip


# Customers on 30 June that had been targeted by then.
CUSTOMERS = {"loyal", "two contracts", "in dollars", "buyer without contract", "expanding"}


def test_customers_are_those_ever_targeted_on_the_list_or_not(run: Run) -> None:
    rows = detail(run, "customer_intent_surge.share", **JUNE)
    assert {row["account_id"] for row in rows} == CUSTOMERS


def test_a_customer_that_looks_at_competitors(run: Run) -> None:
    # one of four tracked topics is a quarter; own topics, low scores, an older week and former customers do not count
    assert by_account(run, "customer_intent_surge", **JUNE) == {"loyal": 1}
    found = total(run, "customer_intent_surge.share", **JUNE)
    assert (found.numerator, found.denominator) == (1, 5)


def strength(fading: float) -> float:
    """Of one meeting of a c_level, so much faded."""
    return 100 * (1 - exp(-3 * fading * (0.35 + 0.65 * (fading + 0.25) / (fading + 0.5)) / 4))


def test_the_relationship_of_customers(run: Run) -> None:
    # `loyal` met today, `two contracts` 180 days ago: four half-lives
    found = total(run, "customer_relationship", **JUNE)
    assert found.value == pytest.approx((strength(1) + strength(2**-4)) / 2, abs=1e-6)
    assert (found.n, found.extra["left_out"]) == (2, {"no_score": 3})
    assert found.extra["trend"]["n"] == 2


def test_a_degrading_relationship_fell_by_twenty_points_in_ninety_days(run: Run) -> None:
    # `two contracts` met on 1 January: 48.8 then, 13.7 ninety days on, 3.3 on 30 June. Only the first fall is one of twenty.
    assert strength(2**-2) - strength(2**-4) < 20 < strength(1) - strength(2**-2)
    found = total(run, "customer_relationship.degrading", **JUNE)
    assert (found.numerator, found.denominator) == (0, 2)
    april = total(run, "customer_relationship.degrading", end="2025-04-01")
    assert (april.numerator, april.denominator) == (1, 1)


def test_renewals_leave_pending_ones_apart(run: Run) -> None:
    # In 2025 up to June: `loyal` renewed, `two contracts` and `churned` not; `not yet targeted` came later
    found = total(run, "renewal_rate", **JUNE)
    assert (found.numerator, found.denominator) == (1, 3)
    assert found.extra["left_out"] == {"pending": 2}
    assert "2 pending" in (found.note or "")


def test_renewals_by_value(run: Run) -> None:
    found = total(run, "renewal_rate.value", **JUNE)
    assert (found.numerator, found.denominator) == (100, 100 + 200 + 900)


def test_average_contract_value_leaves_one_off_fees_out(run: Run) -> None:
    # 300, 200 (its last day) and 400; without a value, without a rate, former and future ones do not count
    found = total(run, "average_contract_value", **JUNE)
    assert (found.value, found.numerator, found.n) == (300, 900, 3)
    assert found.extra["left_out"] == {"no_amount": 1, "unconverted": 1}
    assert total(run, "average_contract_value", end="2025-07-01").value == pytest.approx((300 + 400 + 70 + 10) / 4)


def test_total_revenue_counts_deals_of_any_type(run: Run) -> None:
    assert by_account(run, "total_revenue", **JUNE) == {"buyer without contract": 40, "expanding": 90}
    assert total(run, "total_revenue", **JUNE).value == 130
    assert total(run, "total_revenue").value == 131  # the deal of `bought too early` was won before it was targeted


def test_nps_of_customers_on_the_day_of_the_answer(run: Run) -> None:
    # loyal +100 +100 0 −100; two contracts −100 0, two off the scale; churned +100 on its last day, no customer the day after
    found = total(run, "nps", **JUNE)
    assert (found.value, found.n) == (pytest.approx(100 / 7), 7)
    assert (found.numerator, found.denominator) == (1, 7)  # promoters − detractors: 2 + 0 + 1 − 1 − 1
    assert found.extra["left_out"] == {"off_scale": 2}


def test_nps_by_account_weighs_accounts_alike(run: Run) -> None:
    # 25, −50 and 100
    found = total(run, "nps.by_account", **JUNE)
    assert (found.value, found.n, found.numerator) == (25, 3, 75)


def test_lifetime_value_is_value_times_margin_times_expected_years(run: Run) -> None:
    """Customers on 30 June 2024: loyal, churned, pending, silent, expanding; three of them are lost a year later.

    5/3 years × 300 × a margin of one half.
    """
    found = total(run, "lifetime_value", **JUNE)
    assert found.extra["churn"] == pytest.approx(3 / 5)
    assert (found.extra["years"], found.extra["contract_value"]) == (pytest.approx(5 / 3), 300)
    assert (found.value, found.n) == (pytest.approx(250), 3)


def test_a_lifetime_ends_after_ten_years() -> None:
    stays = about("stays", listed("2024-01-01"), served("2024-01-01", None, 300))
    found = total(gather(stays), "lifetime_value", **JUNE)
    assert (found.value, found.extra["years"], found.extra["churn"]) == (3000, 10, 0)
    young = gather(about("new", listed("2025-01-01"), served("2025-03-01", None, 300)))
    assert total(young, "lifetime_value", **JUNE).value is None


@pytest.mark.parametrize(("seed", "scope"), [(1, {}), (1, {"roll_up": True}), (4, {"arm": "rest"})], ids=str)
def test_agrees_with_the_second_formulation(seed: int, scope: dict[str, Any]) -> None:
    assert [found for key in KEYS for found in differences(seed, key, **scope)] == []
