from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assay.errors import UsageError
from assay.metrics.answers import answer
from assay.metrics.people import NOTHING
from assay.metrics.scope import Scope
from assay.store.runs import Run
from support.agreement import differences
from support.company import company

KEYS = (
    "contacts_per_account",
    "key_contacts",
    "role_coverage",
    "accounts_covered",
    "known_devices",
    "coverage_trend",
    "completeness",
    "contacts_with_relationship",
)
JUNE: dict[str, Any] = {"start": date(2026, 6, 1), "end": date(2026, 6, 30)}


def on_list(account: str, since: str = "2026-01-01", **more: Any) -> dict[str, Any]:
    return {"list": "L", "account_id": account, "valid_from": since, **more}


def person(name: str, role: str | None = None, **more: Any) -> dict[str, Any]:
    return {"person_id": name, "account_id": name[0], "buying_role": role, **more}


def touch(name: str, day: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"touch_id": name, "occurred_at": day, "kind": kind, **more}


TABLES: dict[str, list[dict[str, Any]]] = {
    "accounts": [
        *({"account_id": name, "name": name} for name in "abcx"),
        {"account_id": "z", "name": "z", "is_excluded": True},
    ],
    "list_memberships": [
        on_list("a", tier="1"),
        on_list("b", tier="2"),
        on_list("c", "2026-06-15"),
        on_list("z"),
    ],
    "contracts": [{"contract_id": "k", "account_id": "b", "starts_on": "2025-01-01"}],  # b was a customer at entry
    "people": [
        person("a1", "decision_maker", created_at="2026-01-01", email="a1@a.com", phone="123", job_title="CEO"),
        person("a2", "influencer", created_at="2026-06-10", email="a2@a.com", email_bounced=True, phone="N/A ",
               job_title="Tester"),
        person("a3", "influencer", left_at="2026-06-20"),
        person("a4", "champion", objected_at="2026-12-01"),
        person("a5", "champion", merged_into_id="a1"),
        person("a6", "champion", created_at="2026-07-01"),
        person("a7", created_at="2026-06-12", email="a7@localhost", phone=" TBD", job_title="-"),
        person("b1", "champion", email=" B1@b.com ", job_title="VP"),
        person("b2", created_at="2026-05-01"),
        person("c1", "decision_maker", created_at="2026-06-16", email="c1@c.com"),
        person("x1", "decision_maker"),
        person("z1", "decision_maker"),
        {"person_id": "nobody", "buying_role": "decision_maker"},
    ],
    "visitors": [
        {"visitor_id": "v1", "consent": "granted"},
        {"visitor_id": "v2", "consent": "refused"},
        {"visitor_id": "v3", "consent": "granted"},
        {"visitor_id": "v4", "consent": "granted"},
        {"visitor_id": "v5", "consent": "granted"},
        {"visitor_id": "v6"},
    ],
    "touches": [
        touch("1", "2026-01-02", "mail_in", person_id="a1"),  # the first of the last 180 days
        touch("2", "2026-01-01", "mail_in", person_id="b1"),
        touch("3", "2026-06-20", "call", person_id="a2", outcome="voicemail"),
        touch("4", "2026-06-20", "call", person_id="a7", outcome="connected"),
        touch("5", "2026-06-20", "email_clicked", person_id="b2"),
        touch("6", "2026-06-20", "meeting_booked", person_id="c1"),
        touch("7", "2026-04-02", "page_view", account_id="a", visitor_id="v1"),  # the first of the last 90 days
        touch("8", "2026-06-01", "page_view", account_id="a", visitor_id="v2"),
        touch("9", "2026-04-01", "page_view", account_id="a", visitor_id="v3"),
        touch("10", "2026-06-01", "page_view", account_id="a", visitor_id="v4"),
        touch("11", "2026-06-01", "page_view", account_id="b", visitor_id="v4"),
        touch("12", "2026-06-01", "page_view", account_id="x", visitor_id="v5"),
        touch("13", "2026-06-01", "page_view", account_id="a", visitor_id="v6"),
        touch("14", "2026-07-02", "page_view", account_id="a", visitor_id="v3"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def run() -> Run:
    return company(TABLES)


def parts(run: Run, key: str, **scope: Any) -> tuple[float | None, float | None, float | None, int]:
    total = answer(run, key, Scope(**{**JUNE, **scope})).total
    return total.value, total.numerator, total.denominator, total.n


def groups(run: Run, key: str, by: str, **scope: Any) -> dict[str | None, float | None]:
    found = answer(run, key, Scope(**{**JUNE, **scope}), by=(by,))
    return {row.by[by]: row.figure.value for row in found.rows}


def test_contacts_are_active_people_of_all_accounts_in_scope_customers_included(run: Run) -> None:
    assert parts(run, "contacts_per_account") == (2.0, 6.0, 3.0, 3)  # a1 a2 a7, b1 b2, c1; a, b, c
    assert groups(run, "contacts_per_account", "account") == {"a": 3, "b": 2, "c": 1}
    assert parts(run, "contacts_per_account", end=date(2026, 6, 9))[:3] == (2.0, 4.0, 2.0)  # a1 a3, b1 b2
    assert parts(run, "contacts_per_account", end=date(2026, 6, 20))[1] == 6  # a3 left on that day
    assert parts(run, "contacts_per_account", end=date(2026, 6, 19))[1] == 7


def test_an_account_without_contacts_counts_as_none() -> None:
    elsewhere = {"accounts": [{"account_id": "a", "name": "a"}, {"account_id": "b", "name": "b"}]}
    run = company(
        {
            **elsewhere,
            "people": [{"person_id": "p", "account_id": "b", "buying_role": "champion"}],
            "list_memberships": [on_list("a")],
        }
    )
    assert parts(run, "contacts_per_account") == (0.0, 0.0, 1.0, 1)
    assert parts(run, "role_coverage") == (0.0, 0.0, 1.0, 1)
    assert parts(run, "accounts_covered") == (0.0, 0.0, 1.0, 1)
    assert parts(run, "completeness") == (None, 0.0, 0.0, 0)


def test_key_contacts_have_a_buying_role(run: Run) -> None:
    assert parts(run, "key_contacts") == (4.0, 4.0, None, 4)  # a1 a2 b1 c1
    assert groups(run, "key_contacts", "role") == {"decision_maker": 2, "influencer": 1, "champion": 1}
    assert groups(run, "key_contacts", "tier") == {"1": 2, "2": 1, None: 1}


def test_role_coverage_asks_for_the_wanted_number_in_each_role(run: Run) -> None:
    assert parts(run, "role_coverage") == (pytest.approx(1 / 3), pytest.approx(1), 3.0, 3)  # one role of three each
    assert parts(run, "accounts_covered") == (0.0, 0.0, 3.0, 3)


@pytest.mark.parametrize(("threshold", "covered"), [(0.6, 1), (0.5, 2), (0, 3)])
def test_accounts_covered_reach_the_threshold(threshold: float, covered: int) -> None:
    committee = {"decision_maker": 1, "influencer": 1}
    run = company(TABLES, buying_committee=committee, coverage={"threshold": threshold})
    assert groups(run, "role_coverage", "account") == {"a": 1, "b": 0, "c": 0.5}
    assert parts(run, "accounts_covered") == (pytest.approx(covered / 3), covered, 3.0, 3)


def test_a_threshold_is_met_exactly() -> None:
    roles = ("decision_maker", "influencer", "champion", "user", "blocker")
    tables = {**TABLES, "people": [person(f"a{i}", role) for i, role in enumerate(roles[:3])]}
    run = company(tables, buying_committee=dict.fromkeys(roles, 1), coverage={"threshold": 0.6})
    assert parts(run, "accounts_covered")[1] == 1


def test_without_a_committee_there_is_no_role_coverage() -> None:
    run = company(TABLES, buying_committee={})
    found = answer(run, "role_coverage", Scope(**JUNE)).total
    assert (found.value, found.n, found.extra["left_out"]) == (None, 0, {"no_committee": 3})
    assert parts(run, "accounts_covered") == (None, 0.0, 0.0, 0)


def test_known_devices_gave_consent_and_were_seen_in_the_last_90_days(run: Run) -> None:
    assert parts(run, "known_devices") == (2.0, 2.0, None, 2)  # v1 and v4
    assert groups(run, "known_devices", "account") == {"a": 2, "b": 1}  # v4 at both, once in the total
    assert len(answer(run, "known_devices", Scope(**JUNE), rows=True).detail or ()) == 2


def test_coverage_trend_freezes_the_list_at_the_first_day(run: Run) -> None:
    # 1 June: a1 a3, b1 b2; 30 June: a1 a2 a7, b1 b2. c came on 15 June and does not count.
    assert parts(run, "coverage_trend") == (0.5, 1.0, 2.0, 2)
    assert groups(run, "coverage_trend", "account") == {"a": 1, "b": 0}
    found = answer(run, "coverage_trend", Scope(start=date(2026, 5, 1), end=date(2026, 6, 30)), grain="month")
    assert [row.figure.value for row in found.rows] == [0.0, 0.5]


def test_coverage_trend_lists_who_came_and_who_went(run: Run) -> None:
    detail = answer(run, "coverage_trend", Scope(**JUNE), rows=True).detail or ()
    changes = {row["person_id"]: row["numerator"] for row in detail if row["person_id"]}
    assert changes == {"a1": 0, "a2": 1, "a3": -1, "a7": 1, "b1": 0, "b2": 0}


def test_completeness_counts_filled_and_valid_fields(run: Run) -> None:
    # a1 4, a2 2 (bounced, n/a), a7 0, b1 3, b2 0, c1 2, of four fields each
    assert parts(run, "completeness") == (pytest.approx(11 / 24), 11.0, 24.0, 24)
    detail = answer(run, "completeness", Scope(**JUNE), rows=True).detail or ()
    assert {row["field"] for row in detail if row["person_id"] == "a2" and not row["numerator"]} == {"email", "phone"}


def test_words_that_say_nothing_fill_no_field() -> None:
    words = [*NOTHING, *(word.upper() for word in NOTHING), " n/a ", None, "0", "None of it"]
    people = [{"person_id": str(i), "account_id": "a", "department": word} for i, word in enumerate(words)]
    run = company({**TABLES, "people": people}, completeness={"fields": ["department"]})
    assert parts(run, "completeness")[1:3] == (2.0, len(words))


@pytest.mark.parametrize("address", ["a", "a@b", "a@b.", "@b.com", "a@@b.com", "a b@c.com", "a@.com"])
def test_an_e_mail_needs_a_name_and_a_host_with_a_dot(address: str) -> None:
    people = [{"person_id": "p", "account_id": "a", "email": address}]
    run = company({**TABLES, "people": people}, completeness={"fields": ["email"]})
    assert parts(run, "completeness")[1:3] == (0.0, 1.0)


def test_a_field_that_people_do_not_have_is_named() -> None:
    run = company(TABLES, completeness={"fields": ["email", "job_titel"]})
    with pytest.raises(UsageError, match=r"(?s)job_titel.*job_title"):
        answer(run, "completeness", Scope(**JUNE))
    with pytest.raises(UsageError, match="empty"):
        answer(company(TABLES, completeness={"fields": []}), "completeness", Scope(**JUNE))


def test_a_relationship_needs_a_two_way_touch_in_the_last_180_days(run: Run) -> None:
    assert parts(run, "contacts_with_relationship") == (pytest.approx(2 / 6), 2.0, 6.0, 6)  # a1 and a7
    assert parts(run, "contacts_with_relationship", end=date(2026, 7, 1))[1] == 1  # a1's mail is too old


def test_a_roll_up_gives_people_to_the_parent_but_not_those_of_excluded_accounts() -> None:
    accounts = [
        {"account_id": "a", "name": "a"},
        {"account_id": "b", "name": "b", "parent_account_id": "a"},
        {"account_id": "z", "name": "z", "parent_account_id": "a", "is_excluded": True},
    ]
    tables = {**TABLES, "accounts": accounts, "list_memberships": [on_list("b")]}
    assert parts(company(tables), "contacts_per_account", roll_up=True) == (5.0, 5.0, 1.0, 1)  # a1 a2 a7 b1 b2


def test_a_cohort_has_its_own_days(run: Run) -> None:
    cohort = {"mode": "cohort", "follow_days": 10}
    assert parts(run, "contacts_per_account", **cohort) == (1.0, 1.0, 1.0, 1)  # c, ten days after 15 June
    assert parts(run, "coverage_trend", **cohort) == (1.0, 1.0, 1.0, 1)  # c1 came on 16 June


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
