"""Rule 2: stretches on lists, by arm and unit, over all lists and over each programme's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

FactsOf = Callable[..., Any]
FOREVER = date(9999, 12, 31)
JANUARY, MARCH, MAY, JULY = (date(2026, month, 1) for month in (1, 3, 5, 7))


def row(account_id: str, start: date, end: date | None = None, **more: Any) -> dict[str, Any]:
    named = {"list": more.get("programme_id") or "L", "arm": "abm"}
    return {"account_id": account_id, "valid_from": start, "valid_to": end, **named, **more}


def spells(facts: Any, columns: str, where: str) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = facts(f"SELECT {columns} FROM membership_spells WHERE {where} ORDER BY ALL")
    return found


def test_lists_that_overlap_or_touch_are_one_run_and_a_gap_starts_another(facts_of: FactsOf) -> None:
    """January to March in tier 2, March to May in tiers 2 and 1, nothing until July: two entries, three stretches."""
    facts = facts_of(
        accounts=[{"account_id": "A", "name": "A"}],
        list_memberships=[
            row("A", JANUARY, MAY, tier="2"),
            row("A", MARCH, MAY, tier="1", list="M"),
            row("A", JULY),
        ],
    )
    found = spells(facts, "starts_on, ends_on, entered_on, tier", "unit = 'account' AND programme_id IS NULL")
    gap = (MAY, JULY)
    assert [one for one in found if one[:2] != gap] == [
        (JANUARY, MARCH, JANUARY, "2"),
        (MARCH, MAY, JANUARY, "1"),
        (JULY, FOREVER, JULY, None),
    ]
    assert gap not in [one[:2] for one in found]


def test_each_programme_has_its_own_and_all_lists_have_theirs(facts_of: FactsOf) -> None:
    facts = facts_of(
        accounts=[{"account_id": "A", "name": "A"}],
        programmes=[{"programme_id": "P", "name": "P"}],
        list_memberships=[row("A", JANUARY, MAY), row("A", MARCH, None, programme_id="P", list="Of P")],
    )
    assert spells(facts, "programme_id, min(entered_on)", "unit = 'account' GROUP BY 1") == [
        ("P", MARCH),
        (None, JANUARY),
    ]


def test_a_parent_stands_for_its_children_but_not_for_an_excluded_one(facts_of: FactsOf) -> None:
    facts = facts_of(
        accounts=[
            {"account_id": "P", "name": "P"},
            {"account_id": "A", "name": "A", "parent_account_id": "P"},
            {"account_id": "X", "name": "X", "parent_account_id": "P", "is_excluded": True},
        ],
        list_memberships=[row("A", MARCH), row("X", JANUARY)],
    )
    assert spells(facts, "unit, account_id, entered_on", "true") == [("account", "A", MARCH), ("parent", "P", MARCH)]


def test_arms_are_apart(facts_of: FactsOf) -> None:
    facts = facts_of(
        accounts=[{"account_id": "A", "name": "A"}],
        list_memberships=[row("A", JANUARY, MARCH), row("A", MARCH, None, arm="control", list="C")],
    )
    assert spells(facts, "arm, entered_on, ends_on", "unit = 'account'") == [
        ("abm", JANUARY, MARCH),
        ("control", MARCH, FOREVER),
    ]
