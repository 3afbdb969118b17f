"""What job titles suggest fills gaps, never stands over what a file says, and is told beside each figure that rests on it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assay.languages import LANGUAGES
from assay.metrics.answers import answer
from assay.metrics.scope import Scope
from assay.views.account import account
from assay.views.coverage import coverage
from support.company import company

ON = date(2026, 6, 30)
SCOPE = Scope(start=date(2026, 6, 1), end=ON)
PEOPLE = [
    {"person_id": "told", "account_id": "a", "job_title": "CFO", "seniority": "staff", "buying_role": "champion"},
    {"person_id": "cfo", "account_id": "a", "job_title": "Directeur financier"},
    {"person_id": "buyer", "account_id": "a", "job_title": "Einkäuferin"},
    {"person_id": "silent", "account_id": "a", "job_title": "-"},
]


def run_of(**identity: Any) -> Any:
    return company(
        {
            "accounts": [{"account_id": "a", "name": "A"}],
            "list_memberships": [{"list": "l", "account_id": "a", "valid_from": "2026-01-01"}],
            "people": PEOPLE,
            "touches": [
                {"touch_id": "t", "occurred_at": "2026-06-10 10:00", "kind": "meeting_held", "person_id": "cfo"},
            ],
        },
        today=ON,
        identity=identity,
        completeness={"fields": ["buying_role"]},
    )


@pytest.fixture(scope="module")
def run() -> Any:
    return run_of()


def people(run: Any) -> dict[str, tuple[Any, ...]]:
    rows = run.cursor().execute("SELECT person_id, seniority, department, role FROM people").fetchall()
    return {row[0]: row[1:] for row in rows}


def test_gaps_are_filled_and_what_a_file_says_stays(run: Any) -> None:
    assert people(run) == {
        "told": ("staff", "finance", "champion"),
        "cfo": ("c_level", "finance", "economic_buyer"),
        "buyer": ("staff", "procurement", "procurement"),
        "silent": (None, None, None),
    }


def test_each_suggestion_carries_its_rule(run: Any) -> None:
    rows = run.cursor().execute("SELECT person_id, rule FROM suggested_people ORDER BY 1").fetchall()
    assert [person for person, _ in rows] == ["buyer", "cfo", "told"]
    assert dict(rows)["buyer"] == "einkaufer* · einkauf*"


def test_figures_that_rest_on_suggestions_say_how_many(run: Any) -> None:
    total = answer(run, "key_contacts", SCOPE).total
    assert (total.value, total.extra["suggested"]) == (3, 2)
    assert "2 suggested" in (total.note or "")
    assert answer(run, "contacts_per_account", SCOPE).total.extra.get("suggested") is None
    assert answer(run, "relationship_score", SCOPE).total.extra["suggested"] == 2
    assert answer(run, "engagement_minutes", SCOPE).total.extra["suggested"] == 2
    assert answer(run, "contacts_with_relationship", SCOPE, by=["seniority"]).total.extra["suggested"] == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_said_in_every_language(run: Any, language: str) -> None:
    note = answer(run, "key_contacts", SCOPE, language=language).total.note or ""
    assert note.startswith("2 ")
    assert ("suggested" in note) == (language == "en")


def test_a_record_is_not_filled_by_what_is_suggested(run: Any) -> None:
    total = answer(run, "completeness", SCOPE).total
    assert (total.numerator, total.denominator) == (1, 4)


def test_the_suggested_seniority_weighs_minutes(run: Any) -> None:
    silent = run_of(suggest_from_titles=False)
    weighed, plain = (answer(one, "engagement_minutes", SCOPE).total.value for one in (run, silent))
    assert weighed == 4 * plain  # c_level 2, nobody known 0.5


def test_a_setting_turns_suggestions_off() -> None:
    run = run_of(suggest_from_titles=False)
    assert people(run)["cfo"] == (None, None, None)
    total = answer(run, "key_contacts", SCOPE).total
    assert (total.value, total.extra.get("suggested")) == (1, None)


def test_a_workspace_s_own_rows_come_first() -> None:
    run = run_of(titles=[{"words": "directeur financier", "seniority": "vp", "role": "blocker"}])
    assert people(run)["cfo"] == ("vp", "finance", "blocker")


def test_the_heat_map_and_the_account_show_suggestions_as_such(run: Any) -> None:
    cells = {(cell.role, cell.seniority): cell.suggested for cell in coverage(run, SCOPE).cells}
    assert cells == {
        ("champion", "staff"): 0,
        ("economic_buyer", "c_level"): 1,
        ("procurement", "staff"): 1,
        (None, None): 0,
    }
    marks = {one["person_id"]: one["suggested"] for one in account(run, "a", SCOPE).people}
    assert marks["cfo"] == ["seniority", "department", "role"]
    assert marks["told"] == ["department"]
