from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assay.errors import DefinitionError
from assay.kpis.declare import NewPeople, People
from assay.metrics.answers import answer
from assay.metrics.scope import Scope
from assay.store.runs import Run
from support.agreement import differences
from support.company import company

KEYS = ("deanonymisation_rate", "leads_from_targets", "lead_conversion")
JUNE: dict[str, Any] = {"start": date(2026, 6, 1), "end": date(2026, 6, 30)}


def on_list(account: str, since: str = "2026-01-01", **more: Any) -> dict[str, Any]:
    return {"list": "L", "account_id": account, "valid_from": since, **more}


def person(name: str, created: str | None, **more: Any) -> dict[str, Any]:
    return {"person_id": name, "account_id": name[0], "created_at": created, **more}


def view(name: str, account: str, day: str, visitor: str) -> dict[str, Any]:
    return {"touch_id": name, "account_id": account, "occurred_at": day, "kind": "page_view", "visitor_id": visitor}


def deal(name: str, **more: Any) -> dict[str, Any]:
    return {"opportunity_id": name, "account_id": "a", "created_at": "2026-06-20", "stage": "Offer", **more}


def on_deal(name: str, *people: str) -> list[dict[str, Any]]:
    return [{"opportunity_id": name, "person_id": person} for person in people]


TABLES: dict[str, list[dict[str, Any]]] = {
    "accounts": [{"account_id": name, "name": name} for name in "abcx"],
    "list_memberships": [on_list("a", tier="1"), on_list("b", tier="1"), on_list("c", "2026-06-15", tier="2")],
    "contracts": [{"contract_id": "k", "account_id": "b", "starts_on": "2025-01-01"}],  # b was a customer at entry
    "stages": [
        {"stage": "Talk", "position": 1, "status": "open"},
        {"stage": "Offer", "position": 2, "status": "open", "is_qualified": True},
        {"stage": "Won", "position": 3, "status": "won"},
    ],
    "people": [
        person("a1", "2026-06-01"),
        person("a2", "2026-06-30T23:00", left_at="2026-06-30"),
        person("a3", "2026-06-10"),
        person("a4", "2026-05-31"),
        person("a5", None),
        person("a6", "2026-06-10", objected_at="2026-12-01"),
        person("a7", "2026-06-10", merged_into_id="a1"),
        person("a8", "2026-07-01"),
        person("b1", "2026-06-10"),
        person("c1", "2026-06-14"),  # the day before the account came on the list
        person("c2", "2026-06-15"),
        person("x1", "2026-06-10"),
    ],
    "opportunities": [
        deal("new"),
        deal("expansion", type="expansion"),
        deal("talk", stage="Talk"),
        deal("test", is_test=True),
        deal("later", stage="Offer"),
    ],
    "opportunity_stages": [
        {"opportunity_id": "new", "stage": "Offer", "entered_at": "2026-06-20"},
        {"opportunity_id": "talk", "stage": "Talk", "entered_at": "2026-06-20"},
        {"opportunity_id": "later", "stage": "Talk", "entered_at": "2026-06-20"},
        {"opportunity_id": "later", "stage": "Offer", "entered_at": "2026-07-01"},
    ],
    "opportunity_people": [
        *on_deal("new", "a7", "a4"),  # a7 is a1
        *on_deal("expansion", "a1", "c2"),
        *on_deal("talk", "a2"),
        *on_deal("test", "a2"),
        *on_deal("later", "a3"),
    ],
    "visitors": [
        {"visitor_id": "v1", "identified_at": "2026-06-01", "consent": "granted"},
        {"visitor_id": "v2", "consent": "refused"},
        {"visitor_id": "v3", "identified_at": "2026-05-31"},
        {"visitor_id": "v4", "identified_at": "2026-07-01"},
        {"visitor_id": "v5", "identified_at": "2026-06-20"},
        {"visitor_id": "v6", "identified_at": "2026-06-20"},
        {"visitor_id": "v7", "identified_at": "2026-06-20"},
    ],
    "touches": [
        view("1", "a", "2026-06-30", "v1"),
        view("2", "a", "2026-06-10", "v2"),
        view("3", "a", "2026-06-10", "v3"),
        view("4", "a", "2026-06-10", "v4"),
        view("5", "a", "2026-06-10", "v5"),
        view("6", "c", "2026-06-20", "v5"),
        view("7", "b", "2026-06-10", "v6"),
        view("8", "c", "2026-06-10", "v7"),
    ],
}


@pytest.fixture(scope="module")
def run() -> Run:
    return company(TABLES)


def parts(run: Run, key: str, **scope: Any) -> tuple[float | None, float | None, float | None, int]:
    total = answer(run, key, Scope(**{**JUNE, **scope})).total
    return total.value, total.numerator, total.denominator, total.n


def groups(run: Run, key: str, by: str) -> dict[str | None, tuple[float | None, float | None]]:
    found = answer(run, key, Scope(**JUNE), by=(by,))
    return {row.by[by]: (row.figure.numerator, row.figure.denominator) for row in found.rows}


def test_visitors_not_known_before_the_window_and_refusals_stay_below(run: Run) -> None:
    assert parts(run, "deanonymisation_rate") == (0.5, 2.0, 4.0, 4)  # v1 v5 of v1 v2 v4 v5
    assert parts(run, "deanonymisation_rate", as_of=date(2026, 7, 31))[1] == 2  # v4 was identified after the window
    assert parts(run, "deanonymisation_rate", end=date(2026, 7, 1))[1] == 3


def test_a_visitor_of_two_accounts_counts_once_in_the_total_and_in_each_group(run: Run) -> None:
    assert groups(run, "deanonymisation_rate", "account") == {"a": (2, 4), "c": (1, 1)}
    assert groups(run, "deanonymisation_rate", "tier") == {"1": (2, 4), "2": (1, 1)}


def test_leads_are_people_created_while_their_account_was_in_scope(run: Run) -> None:
    assert parts(run, "leads_from_targets") == (4.0, 4.0, None, 4)  # a1 a2 a3, c2
    assert groups(run, "leads_from_targets", "tier") == {"1": (3, None), "2": (1, None)}
    found = answer(run, "leads_from_targets", Scope(start=date(2026, 5, 1), end=date(2026, 7, 31)), grain="month")
    assert [row.figure.value for row in found.rows] == [1, 4, 1]


def test_a_lead_converts_on_a_legitimate_deal_of_any_type_by_the_as_of_day(run: Run) -> None:
    assert parts(run, "lead_conversion") == (0.5, 2.0, 4.0, 4)  # a1 through its merged record, c2 on an expansion
    assert parts(run, "lead_conversion", as_of=date(2026, 7, 1))[1] == 3  # a3: its deal qualified on 1 July
    assert parts(run, "lead_conversion", as_of=date(2026, 6, 19), end=date(2026, 6, 19))[1] == 0


def test_leads_of_a_cohort_come_in_the_days_after_entry(run: Run) -> None:
    assert parts(run, "leads_from_targets", mode="cohort", follow_days=1) == (1.0, 1.0, None, 1)  # c2
    assert parts(run, "lead_conversion", mode="cohort", follow_days=5)[1:3] == (0.0, 1.0)  # as of 19 June
    assert parts(run, "lead_conversion", mode="cohort", follow_days=6)[1:3] == (1.0, 1.0)
    assert parts(run, "deanonymisation_rate", mode="cohort", follow_days=16)[1:3] == (1.0, 1.0)


def test_what_people_cannot_have_is_a_definition_error() -> None:
    with pytest.raises(DefinitionError, match="reached"):
        People(attach=("reached",))
    with pytest.raises(DefinitionError, match="minutes"):
        NewPeople(attach=("minutes",))


@pytest.mark.parametrize("key", KEYS)
def test_rows_add_up_to_the_figure(run: Run, key: str) -> None:
    found = answer(run, key, Scope(**JUNE), rows=True)
    rows = [row for row in found.detail or () if row["left_out"] is None]
    assert sum(row["numerator"] or 0 for row in rows) == pytest.approx(found.total.numerator)
    assert sum(row["denominator"] or 0 for row in rows) == pytest.approx(found.total.denominator or 0)


@pytest.mark.parametrize(
    ("seed", "scope"), [(1, {}), (1, {"arm": "rest"}), (4, {"by": "tier"}), (4, {"roll_up": True})], ids=str
)
def test_agrees_with_the_second_formulation(seed: int, scope: dict[str, Any]) -> None:
    assert [found for key in KEYS for found in differences(seed, key, **scope)] == []
