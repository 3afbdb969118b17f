"""O01 and O02: the people who decide at target accounts, and how many of them we have reached."""

from __future__ import annotations

from typing import Any

import pytest

from assay.store.runs import Run
from metrics.cases import about, ask, by_account, contract, gather, groups, listed, person, total, touch
from support.agreement import differences

KEYS = ("buying_committee_size", "account_penetration", "account_penetration.per_account")
SINCE = listed("2025-01-01", tier="1")
JUNE: dict[str, Any] = {"end": "2025-06-30"}


def key(name: str, role: str = "champion", **more: Any) -> Any:
    return person(name, buying_role=role, **more)


def by(name: str, day: str, kind: str = "chat") -> Any:
    return touch(day, kind, person_id=name)


@pytest.fixture(scope="module")
def run() -> Run:
    return gather(
        about(
            "three of four",
            SINCE,
            key("ann", "decision_maker"),
            key("bob", "decision_maker"),
            key("cid"),
            key("dan", "influencer"),
            person("no role"),
            key("gone", left_at="2025-06-29"),
            key("still there", left_at="2025-07-01", merged_into_id="dan"),
            key("objector", objected_at="2026-01-01"),
            key("not yet", created_at="2025-07-01"),
            by("ann", "2025-04-02"),  # the first of ninety days
            by("ann", "2025-06-30"),
            by("bob", "2025-04-01"),  # the day before
            by("cid", "2025-06-01", "email_opened"),
            by("cid", "2025-06-01", "email_sent"),
            by("still there", "2025-06-01"),  # that is dan
            by("no role", "2025-06-01"),
            by("gone", "2025-06-01"),
            by("bob", "2025-07-01"),
        ),
        about("one of one", listed("2025-06-01", tier="2"), key("eve"), by("eve", "2025-05-01")),
        about("without a committee", SINCE, person("fay"), by("fay", "2025-06-01")),
        about("customer", SINCE, contract("2024-01-01"), key("gus"), by("gus", "2025-06-01")),
        about("left the list", listed("2025-01-01", "2025-06-30"), key("hal"), by("hal", "2025-06-01")),
    )


def test_a_committee_is_the_active_people_with_a_role(run: Run) -> None:
    # ann, bob, cid and dan (once, though merged), and eve: five at the two accounts that have any
    found = total(run, "buying_committee_size", **JUNE)
    assert (found.value, found.numerator, found.denominator, found.n) == (2.5, 5, 2, 2)
    assert by_account(run, "buying_committee_size", **JUNE) == {"three of four": 4, "one of one": 1}


def test_a_committee_is_that_of_the_day(run: Run) -> None:
    before = by_account(run, "buying_committee_size", end="2025-06-28")  # the day before one left
    assert (before["left the list"], before["three of four"]) == (1, 5)
    assert by_account(run, "buying_committee_size", end="2025-07-01")["three of four"] == 5  # one more has come


def test_penetration_asks_for_an_engaging_touch_in_the_look_back(run: Run) -> None:
    # ann, dan (through the merged record) and eve, whose touch lies before entry; opens and what is sent do not engage
    found = total(run, "account_penetration", **JUNE)
    assert (found.value, found.numerator, found.denominator) == (0.6, 3, 5)
    assert groups(ask(run, "account_penetration", by=["tier"], **JUNE)) == {"1": 0.5, "2": 1}
    assert groups(ask(run, "account_penetration", by=["role"], **JUNE)) == {
        "champion": 0.5,
        "decision_maker": 0.5,
        "influencer": 1,
    }


def test_penetration_per_account_divides_by_all_target_accounts(run: Run) -> None:
    found = total(run, "account_penetration.per_account", **JUNE)
    assert (found.value, found.numerator, found.denominator) == (1, 3, 3)
    assert by_account(run, "account_penetration.per_account", **JUNE) == {
        "three of four": 2,
        "one of one": 1,
        "without a committee": 0,
    }


def test_without_key_people_there_is_nothing_to_divide_by() -> None:
    run = gather(about("a", SINCE, person("fay"), by("fay", "2025-06-01")))
    for name in ("buying_committee_size", "account_penetration"):
        found = total(run, name, **JUNE)
        assert (found.value, found.n) == (None, 0)
        assert found.note
    assert total(run, "account_penetration.per_account", **JUNE).value == 0


@pytest.mark.parametrize(
    ("seed", "scope"), [(1, {}), (1, {"arm": "rest"}), (4, {"by": "tier"}), (4, {"roll_up": True})], ids=str
)
def test_agrees_with_the_second_formulation(seed: int, scope: dict[str, Any]) -> None:
    assert [found for name in KEYS for found in differences(seed, name, **scope)] == []
