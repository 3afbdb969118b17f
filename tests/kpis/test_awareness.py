from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assay.kpis import find
from assay.metrics.answers import answer
from assay.metrics.scope import Scope
from assay.store.runs import Run
from support.agreement import differences
from support.company import company

TOUCHES = (
    "emails_sent",
    "ad_impressions",
    "accounts_reached",
    "conversations",
    "ad_clicks",
    "view_through_visits",
    "view_through_conversions",
)
SURVEYS = ("brand_awareness", "brand_awareness.unaided", "brand_perception", "brand_attitude", "nps_targets")
JUNE: dict[str, Any] = {"start": date(2026, 6, 1), "end": date(2026, 6, 30)}


def on_list(account: str, since: str = "2026-01-01", until: str | None = None, **more: Any) -> dict[str, Any]:
    return {"list": "L", "account_id": account, "valid_from": since, "valid_to": until, **more}


def touches(*rows: tuple[Any, ...]) -> list[dict[str, Any]]:
    """(account, day of June, kind, more) each."""
    return [
        {"touch_id": str(i), "account_id": account, "occurred_at": f"2026-06-{day}", "kind": kind, **dict(*more)}
        for i, (account, day, kind, *more) in enumerate(rows)
    ]


def answers(*rows: tuple[Any, ...]) -> list[dict[str, Any]]:
    """(account, day of June, question, score, more) each."""
    return [
        {"response_id": str(i), "account_id": account, "answered_on": f"2026-06-{day}", "question": question}
        | {"score": score, **dict(*more)}
        for i, (account, day, question, score, *more) in enumerate(rows)
    ]


BASE: dict[str, list[dict[str, Any]]] = {
    "accounts": [{"account_id": name, "name": name} for name in "abcx"],
    "list_memberships": [
        on_list("a", tier="1"),
        on_list("b", tier="2"),
        on_list("c", "2026-06-11", "2026-06-21"),  # in scope from the 11th to the 20th
    ],
    "contracts": [{"contract_id": "k", "account_id": "b", "starts_on": "2025-01-01"}],  # b was a customer at entry
}

SENT = touches(
    ("a", "05", "email_sent", {"quantity": 3}),
    ("b", "05T10:00", "mail_out"),
    ("c", "05", "email_sent", {"quantity": 100}),  # not yet on the list
    ("c", "12", "ad_impression", {"quantity": 40}),
    ("a", "12", "ad_impression", {"quantity": 7, "channel": "email_signature"}),
    ("a", "13", "ad_impression", {"channel": "email_signature"}),
    (None, "13", "ad_impression", {"quantity": 1000}),
    ("b", "14", "ad_click", {"quantity": 2}),
    ("x", "14", "ad_click"),
    ("a", "15", "call", {"outcome": "Connected "}),
    ("a", "15", "call", {"outcome": "voicemail"}),
    ("a", "15", "call"),
    ("b", "16", "meeting_held", {"quantity": 5}),
    ("a", "16", "meeting_booked"),
)


@pytest.fixture(scope="module")
def run() -> Run:
    return company({**BASE, "touches": SENT})


def parts(run: Run, key: str, **scope: Any) -> tuple[float | None, float | None, float | None, int]:
    total = answer(run, key, Scope(**{**JUNE, **scope})).total
    return total.value, total.numerator, total.denominator, total.n


def groups(run: Run, key: str, *by: str, **scope: Any) -> dict[str | None, float | None]:
    found = answer(run, key, Scope(**{**JUNE, **scope}), by=by)
    return {next(iter(row.by.values())): row.figure.value for row in found.rows}


def test_mails_and_ads_are_summed_by_quantity_customers_included(run: Run) -> None:
    assert parts(run, "emails_sent") == (4.0, 4.0, None, 2)
    assert parts(run, "ad_impressions") == (48.0, 48.0, None, 3)
    assert parts(run, "ad_clicks") == (2.0, 2.0, None, 1)
    assert answer(run, "ad_impressions", Scope(**JUNE)).total.unmatched == 0.25  # touches, not impressions


def test_impressions_are_shown_by_channel(run: Run) -> None:
    assert groups(run, "ad_impressions") == {"display": 40, "email_signature": 8}


def test_a_conversation_is_a_connected_call_or_a_meeting_held(run: Run) -> None:
    assert parts(run, "conversations") == (2.0, 2.0, None, 2)
    assert groups(run, "conversations", "kind") == {"call": 1, "meeting_held": 1}


def test_reach_divides_by_the_accounts_in_scope_on_the_last_day(run: Run) -> None:
    assert parts(run, "accounts_reached") == (1.0, 2.0, 2.0, 2)  # a and b; c has left
    assert parts(run, "accounts_reached", end=date(2026, 6, 20))[:3] == (1.0, 3.0, 3.0)
    assert parts(run, "accounts_reached", end=date(2026, 6, 11))[1:3] == (2.0, 3.0)  # c: only before it was on the list
    assert parts(run, "accounts_reached", end=date(2026, 7, 31), as_of=date(2026, 6, 20))[1:3] == (3.0, 3.0)
    assert answer(run, "accounts_reached", Scope(**JUNE)).total.unmatched == pytest.approx(1 / 7)


def test_reach_by_month_asks_each_month_anew(run: Run) -> None:
    scope = Scope(start=date(2026, 5, 1), end=date(2026, 6, 30))
    found = answer(run, "accounts_reached", scope, grain="month").rows
    assert [(row.figure.numerator, row.figure.denominator) for row in found] == [(0, 2), (2, 2)]


def test_reach_of_a_cohort_looks_at_its_own_days(run: Run) -> None:
    assert parts(run, "accounts_reached", mode="cohort", follow_days=5) == (1.0, 1.0, 1.0, 1)  # c, from the 11th
    assert parts(run, "accounts_reached", mode="cohort", follow_days=1) == (0.0, 0.0, 1.0, 1)


VIEWS: list[tuple[tuple[Any, ...], ...]] = [
    (("a", "08", "ad_impression"),),  # seven days before
    (("a", "15T23:00", "ad_impression"),),  # the same day, later
    (("c", "08", "ad_impression"),),  # before the account was in scope
]
NO_VIEWS: list[tuple[tuple[Any, ...], ...]] = [
    (),
    (("a", "07T23:59", "ad_impression"),),
    (("a", "16", "ad_impression"),),
    (("b", "10", "ad_impression"),),
    (("a", "10", "ad_impression"), ("a", "08", "ad_click")),
    (("a", "10", "ad_impression"), ("a", "15T23:00", "ad_click")),
]


def visits_after(*rows: tuple[Any, ...], **settings: Any) -> tuple[float | None, float | None]:
    who = "c" if any(row[0] == "c" for row in rows) else "a"
    seen = [
        (who, "15T10:00", "page_view", {"session_id": "s"}),
        (who, "15T10:01", "page_view", {"session_id": "s"}),
        (who, "15T10:02", "form_submitted"),
        (who, "15T10:03", "conversion"),
        (who, "15T10:04", "download"),
    ]
    run = company({**BASE, "touches": touches(*seen, *rows)}, **settings)
    return parts(run, "view_through_visits")[0], parts(run, "view_through_conversions")[0]


@pytest.mark.parametrize("rows", VIEWS, ids=str)
def test_view_through_follows_an_impression_by_at_most_seven_days(rows: tuple[tuple[Any, ...], ...]) -> None:
    assert visits_after(*rows) == (1, 2)


@pytest.mark.parametrize("rows", NO_VIEWS, ids=str)
def test_no_view_through_without_an_impression_or_with_a_click(rows: tuple[tuple[Any, ...], ...]) -> None:
    assert visits_after(*rows) == (0, 0)


def test_a_click_of_long_ago_does_not_matter_and_the_days_can_be_set() -> None:
    rows = (("a", "13", "ad_impression"), ("a", "07", "ad_click"))
    assert visits_after(*rows) == (1, 2)
    assert visits_after(*rows, view_through={"days": 8}) == (0, 0)
    assert visits_after(*rows, view_through={"days": 1}) == (0, 0)


def test_a_view_of_any_day_counts_once_for_a_visit() -> None:
    assert visits_after(*(("a", "10", "ad_impression") for _ in range(3)), ("a", "11", "ad_impression")) == (1, 2)


ANSWERS = answers(
    ("a", "05", "aware_aided", 1),
    ("a", "05", "aware_aided", 0),
    ("b", "05", "aware_aided", 1),  # a customer: counts for the brand
    ("c", "05", "aware_aided", 1),  # not on the list that day
    (None, "05", "aware_aided", 1),
    ("a", "05", "aware_unaided", 0),
    ("a", "05", "attribute:trust", 4, {"scale_min": 1, "scale_max": 5}),  # 75
    ("b", "05", "attribute:trust", 1, {"scale_min": 1, "scale_max": 5}),  # 0
    ("a", "05", "attribute:price", 10, {"scale_min": 0, "scale_max": 10}),  # 100
    ("a", "05", "attribute:price", 10),
    ("a", "05", "attribute:price", 10, {"scale_min": 10, "scale_max": 10}),
    ("a", "05", "nps", 10),
    ("a", "05", "nps", 9),
    ("a", "05", "nps", 8.5),
    ("a", "05", "nps", 6),
    ("a", "05", "nps", 11),
    ("b", "05", "nps", 0),  # a customer at entry is no target
    ("c", "15", "nps", 7),
    ("c", "25", "nps", 0),
    ("a", "05", "nps", 0, {"person_id": "o"}),  # objected
)


@pytest.fixture(scope="module")
def asked() -> Run:
    objector = {"person_id": "o", "account_id": "a", "objected_at": "2026-12-01"}
    return company({**BASE, "people": [objector], "survey_responses": ANSWERS})


def test_awareness_counts_answers_of_accounts_in_scope_on_their_day(asked: Run) -> None:
    assert parts(asked, "brand_awareness") == (pytest.approx(2 / 3), 2.0, 3.0, 3)
    assert parts(asked, "brand_awareness.unaided") == (0.0, 0.0, 1.0, 1)
    assert groups(asked, "brand_awareness", "tier") == {"1": 0.5, "2": 1.0}


def test_perception_is_rescaled_per_attribute_and_leaves_out_what_has_no_scale(asked: Run) -> None:
    found = answer(asked, "brand_perception", Scope(**JUNE))
    assert {row.by["attribute"]: row.figure.value for row in found.rows} == {"price": 100, "trust": 37.5}
    assert (found.total.value, found.total.n) == (pytest.approx(175 / 3), 3)
    assert found.total.extra["left_out"] == {"no_scale": 2}


def test_nps_of_targets_leaves_out_customers_at_entry_and_scores_off_the_scale(asked: Run) -> None:
    found = answer(asked, "nps_targets", Scope(**JUNE)).total  # 10 9 | 8.5 7 | 6
    assert (found.value, found.numerator, found.denominator, found.n) == (20.0, 1, 5, 5)
    assert found.extra["left_out"] == {"not_0_to_10": 1}
    assert (found.low, found.extra["no_interval"]) == (None, "few_accounts")


def attitude(*rows: tuple[str, str | None, float, str]) -> dict[str, Any]:
    """`extra` of brand_attitude for (day of June, person, score of 0 to 10, wave)."""
    scale = {"scale_min": 0, "scale_max": 10}
    given = answers(*(("a", d, "attitude", score, {"person_id": p, "wave": w, **scale}) for d, p, score, w in rows))
    people = [{"person_id": name, "account_id": "a"} for name in "pqr"]
    return answer(
        company({**BASE, "people": people, "survey_responses": given}), "brand_attitude", Scope(**JUNE)
    ).total.extra


def test_changes_of_the_same_respondents_and_of_cross_sections_are_kept_apart() -> None:
    extra = attitude(
        ("02", "p", 4, "spring"),
        ("02", "q", 6, "spring"),
        ("03", None, 8, "spring"),
        ("20", "p", 6, "autumn"),
        ("20", "r", 1, "autumn"),
        ("20", None, 2, "autumn"),
    )
    assert extra["waves"] == [
        {"wave": "spring", "value": 60, "n": 3},  # by first day, not by name
        {"wave": "autumn", "value": 30, "n": 3},
    ]
    (change,) = extra["changes"]
    assert (change["from"], change["to"]) == ("spring", "autumn")
    assert (change["same_respondents"]["value"], change["same_respondents"]["n"]) == (20, 1)  # p alone
    assert (change["cross_sections"]["value"], change["cross_sections"]["n"]) == (-30, 6)
    assert change["cross_sections"]["low"] < -30 < change["cross_sections"]["high"]


def test_without_common_respondents_the_panel_has_no_change() -> None:
    extra = attitude(("02", "p", 4, "1"), ("20", "q", 6, "2"), ("25", "q", 8, "2"))
    (change,) = extra["changes"]
    assert (change["same_respondents"]["value"], change["same_respondents"]["n"]) == (None, 0)
    assert change["cross_sections"]["value"] == 30
    assert attitude(("02", "p", 4, "1"))["changes"] == []


def test_a_respondent_counts_once_a_wave() -> None:
    extra = attitude(
        ("02", "p", 2, "1"), ("03", "p", 4, "1"), ("20", "p", 5, "2"), ("20", "q", 5, "2"), ("02", "q", 5, "1")
    )
    assert extra["changes"][0]["same_respondents"] | {"low": 0, "high": 0} == {"value": 10, "n": 2, "low": 0, "high": 0}


def test_all_keep_customers_but_the_targets() -> None:
    kept = [getattr(find(key).measure.of, "customers", True) for key in TOUCHES]
    assert all(kept)
    assert {key: getattr(find(key).measure.of, "population", None) for key in SURVEYS} == {
        **dict.fromkeys(SURVEYS, "scope"),
        "nps_targets": "target",
    }


@pytest.mark.parametrize("key", [*TOUCHES, *SURVEYS])
def test_rows_add_up_to_the_figure(run: Run, asked: Run, key: str) -> None:
    found = answer(run if key in TOUCHES else asked, key, Scope(**JUNE), rows=True)
    rows = [row for row in found.detail or () if row["left_out"] is None]
    assert sum(row["numerator"] or 0 for row in rows) == pytest.approx(found.total.numerator)
    assert sum(row["denominator"] or 0 for row in rows) == pytest.approx(found.total.denominator or 0)


@pytest.mark.parametrize(
    ("seed", "scope"), [(1, {}), (1, {"arm": "rest"}), (4, {"by": "tier"}), (4, {"roll_up": True})], ids=str
)
def test_agrees_with_the_second_formulation(seed: int, scope: dict[str, Any]) -> None:
    assert [found for key in (*TOUCHES, *SURVEYS) for found in differences(seed, key, **scope)] == []
