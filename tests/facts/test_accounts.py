from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

FactsOf = Callable[..., Any]


def account(account_id: str, **more: Any) -> dict[str, Any]:
    return {"account_id": account_id, "name": account_id, **more}


def test_merges_are_followed_and_the_survivors_attributes_stay(facts_of: FactsOf) -> None:
    facts = facts_of(
        accounts=[
            account("A", industry="Tools", x_score="7"),
            account("B", merged_into_id="A", industry="Toys"),
            account("C", merged_into_id="B"),
            account("D", merged_into_id="gone"),
        ]
    )
    assert facts("SELECT account_id, industry, x_score FROM accounts ORDER BY 1") == [
        ("A", "Tools", "7"),
        ("D", None, None),
    ]
    assert facts.left_out()["accounts", "merged"] == 2


def test_a_merge_cycle_is_no_merge_and_counted(facts_of: FactsOf) -> None:
    facts = facts_of(accounts=[account("A", merged_into_id="B"), account("B", merged_into_id="A")])
    assert facts("SELECT account_id FROM accounts ORDER BY 1") == [("A",), ("B",)]
    assert facts.left_out()["accounts", "merge cycle"] == 2


def test_the_parent_is_the_ultimate_one_after_merges(facts_of: FactsOf) -> None:
    facts = facts_of(
        accounts=[
            account("top"),
            account("middle", parent_account_id="top"),
            account("old", merged_into_id="middle", parent_account_id="elsewhere"),
            account("elsewhere"),
            account("leaf", parent_account_id="old"),
            account("orphan", parent_account_id="gone"),
            account("self", parent_account_id="self"),
        ]
    )
    assert facts("SELECT account_id, parent_id FROM accounts ORDER BY 1") == [
        ("elsewhere", "elsewhere"),
        ("leaf", "top"),
        ("middle", "top"),
        ("orphan", "orphan"),
        ("self", "self"),
        ("top", "top"),
    ]
    assert ("accounts", "parent cycle") not in facts.left_out()


def test_a_parent_merged_into_its_child_is_no_parent(facts_of: FactsOf) -> None:
    facts = facts_of(accounts=[account("A", parent_account_id="B"), account("B", merged_into_id="A")])
    assert facts("SELECT account_id, parent_id FROM accounts") == [("A", "A")]


def test_a_parent_cycle_is_no_parent_and_counted(facts_of: FactsOf) -> None:
    facts = facts_of(accounts=[account("A", parent_account_id="B"), account("B", parent_account_id="A")])
    assert facts("SELECT account_id, parent_id FROM accounts ORDER BY 1") == [("A", "A"), ("B", "B")]
    assert facts.left_out()["accounts", "parent cycle"] == 2


def test_exclusion_is_the_survivors_and_an_owner_needs_no_users_table(facts_of: FactsOf) -> None:
    facts = facts_of(
        accounts=[
            account("A", owner_id="u", created_at="2026-01-01T10:00"),
            account("B", is_excluded=True, owner_id="gone"),
            account("C", merged_into_id="A", is_excluded=True),
        ],
        users=[{"user_id": "u", "name": "U"}],
    )
    rows = [("A", False, "u", date(2026, 1, 1)), ("B", True, "gone", None)]
    assert facts("SELECT account_id, is_excluded, owner_id, created_on FROM accounts ORDER BY 1") == rows
    assert facts.left_out()["accounts", "excluded"] == 1


def test_people_live_at_their_survivors_account(facts_of: FactsOf) -> None:
    facts = facts_of(
        accounts=[account("A"), account("B", merged_into_id="A", parent_account_id="A"), account("C")],
        people=[
            {"person_id": "p", "account_id": "B", "buying_role": "champion", "created_at": "2026-01-01T10:00"},
            {"person_id": "q", "account_id": "C", "merged_into_id": "p", "left_at": "2026-02-01T10:00"},
            {"person_id": "r", "account_id": "gone"},
        ],
    )
    rows = [("p", "A", "A", "champion", date(2026, 1, 1), None, True), ("r", None, None, None, None, None, True)]
    sql = "SELECT person_id, account_id, parent_id, role, created_on, left_on, counts FROM people ORDER BY 1"
    assert facts(sql) == rows
    assert facts.left_out()["people", "without an account"] == 1


def test_an_objection_of_any_merged_record_holds_for_the_person(facts_of: FactsOf) -> None:
    facts = facts_of(
        people=[
            {"person_id": "p"},
            {"person_id": "q", "merged_into_id": "p", "objected_at": "2026-02-01T10:00"},
            {"person_id": "r", "objected_at": "2030-01-01T10:00"},
            {"person_id": "s"},
        ]
    )
    assert facts("SELECT person_id, counts FROM people ORDER BY 1") == [("p", False), ("r", False), ("s", True)]
    assert facts.left_out()["people", "objected"] == 2


def membership(account_id: str, tier: str | None = None, **more: Any) -> dict[str, Any]:
    return {"list": "L", "account_id": account_id, "valid_from": "2026-01-01", "arm": "abm", "tier": tier, **more}


def test_tiers_numbers_by_value_before_words_none_last(facts_of: FactsOf) -> None:
    tiers = ["10", "9", "2.5", "gold", "Silver", None, "-1", "1e3", "nan"]
    facts = facts_of(accounts=[account("A")], list_memberships=[membership("A", tier) for tier in tiers])
    found = [row[0] for row in facts("SELECT tier FROM memberships ORDER BY tier_order")]
    assert found == ["-1", "2.5", "9", "10", "1e3", "gold", "nan", "Silver", None]
    assert facts("SELECT count(DISTINCT tier_order) FROM memberships") == [(9,)]


def test_one_tier_has_one_order_on_all_lists(facts_of: FactsOf) -> None:
    rows = [membership("A", "1"), membership("B", "1", list="M"), membership("B", None)]
    facts = facts_of(accounts=[account("A"), account("B")], list_memberships=rows)
    assert facts("SELECT tier, min(tier_order), max(tier_order) FROM memberships GROUP BY 1 ORDER BY 1") == [
        ("1", 0, 0),
        (None, 1, 1),
    ]


def test_memberships_move_to_the_survivor_and_stay_open(facts_of: FactsOf) -> None:
    facts = facts_of(
        accounts=[account("A", is_excluded=True), account("B", merged_into_id="A")],
        programmes=[{"programme_id": "P", "name": "P"}],
        list_memberships=[
            membership("B", programme_id="P"),
            membership("A", valid_to="2026-02-01", programme_id="gone", arm="control"),
            membership("A", valid_to="2026-01-01"),
            membership("gone"),
        ],
    )
    sql = "SELECT account_id, arm, programme_id, starts_on, ends_on FROM memberships ORDER BY arm"
    start = date(2026, 1, 1)
    assert facts(sql) == [("A", "abm", "P", start, date(9999, 12, 31)), ("A", "control", None, start, date(2026, 2, 1))]
    assert facts.left_out()["memberships", "holds on no day"] == 1
    assert facts.left_out()["memberships", "unknown account"] == 1


@pytest.mark.parametrize("table", ["users", "programmes", "campaigns"])
def test_own_tables_are_there_even_when_empty(facts_of: FactsOf, table: str) -> None:
    assert facts_of()(f"FROM {table}") == []
