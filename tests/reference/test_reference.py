"""The reference on tiny cases worked out by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from .cases import MARCH, STAGES, YEAR, company, deal, entered, on_list, touch
from .reference import Reference

# ---- rule 2: scope, entry, tiers -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("second", "entry"),
    [("2026-02-01", "2026-01-01"), ("2026-01-20", "2026-01-01"), ("2026-02-02", "2026-02-02")],
    ids=["touching", "overlapping", "a day apart"],
)
def test_entry_is_the_first_day_of_the_unbroken_run(second: str, entry: str) -> None:
    # A contract that ends on 15 January makes a customer on the day before 2 February? No: only a run that is new
    # and begins while the contract runs (until 1 February) has a customer at entry.
    found = company(
        list_memberships=[on_list(until="2026-02-01"), on_list(since=second, tier="2")],
        contracts=[{"account_id": "a", "starts_on": "2026-01-10", "ends_on": "2026-02-01"}],
    )
    assert found.value("target_accounts", as_of="2026-03-31").value == (entry == "2026-01-01")


def test_valid_to_is_exclusive_and_valid_from_inclusive() -> None:
    found = company(list_memberships=[on_list(since="2026-01-05", until="2026-02-01")])
    days = ["2026-01-04", "2026-01-05", "2026-01-31", "2026-02-01"]
    assert [found.value("target_accounts", as_of=day).value for day in days] == [0, 1, 1, 0]


def test_highest_tier_by_number_then_words_then_none() -> None:
    rows = [on_list(tier=tier, list=f"L{tier}") for tier in ("10", "2", "gold", None)]
    found = company(list_memberships=rows)
    assert set(found.value("target_accounts", as_of="2026-03-01", by="tier").groups) == {"2"}
    found = company(list_memberships=rows[2:])
    assert set(found.value("target_accounts", as_of="2026-03-01", by="tier").groups) == {"gold"}


def test_a_tier_change_is_no_entry_and_targeted_takes_the_last_tier() -> None:
    found = company(
        list_memberships=[
            on_list(until="2026-02-01", tier="1"),
            on_list(since="2026-02-01", until="2026-03-10", tier="2"),
        ]
    )
    assert set(found.value("target_accounts.targeted", **YEAR, by="tier").groups) == {"2"}
    assert found.value("target_accounts.targeted", **YEAR, tiers=["1"]).value == 0
    assert found.value("target_accounts.targeted", start="2026-01-01", end="2026-01-31", tiers=["1"]).value == 1


def test_rest_has_no_claimed_day_in_the_window_and_starts_with_the_list() -> None:
    found = company(
        accounts=[
            {"account_id": name, "name": name, "created_at": created}
            for name, created in (("a", None), ("b", None), ("c", "2026-03-10"), ("d", None))
        ],
        list_memberships=[on_list(since="2026-02-01", until="2026-03-05"), on_list("d", arm="other")],
    )
    # a is claimed on 1-4 March; b and d are rest from 1 February; c from its creation on 10 March.
    assert found.value("target_accounts.targeted", arm="rest", **MARCH).value == 3
    assert found.value("target_accounts", arm="rest", as_of="2026-01-31").value == 0
    assert found.value("target_accounts", arm="rest", as_of="2026-03-09").value == 3  # a, b, d
    assert found.value("target_accounts", arm="rest", lists=["none"], as_of="2026-03-31").value == 0


def test_all_is_every_account_but_excluded_and_merged_ones() -> None:
    accounts = [{"account_id": "a", "name": "a", "merged_into_id": "b"}, {"account_id": "b", "name": "b"}]
    found = company(accounts=[*accounts, {"account_id": "x", "name": "x", "is_excluded": True}])
    assert found.value("target_accounts", arm="all", as_of="2026-01-01").value == 1


# ---- rule 1: merges and roll-up --------------------------------------------------------------------------


def test_merges_are_followed_in_chains_and_roll_up_goes_to_the_top() -> None:
    accounts = [
        {"account_id": "a", "name": "a", "merged_into_id": "b"},
        {"account_id": "b", "name": "b", "merged_into_id": "c"},
        {"account_id": "c", "name": "c", "parent_account_id": "top"},
        {"account_id": "top", "name": "top"},
    ]
    found = company(accounts=accounts, list_memberships=[on_list("a"), on_list("top")])
    assert found.value("target_accounts", as_of="2026-03-01").value == 2
    rolled = found.value("target_accounts", as_of="2026-03-01", roll_up=True, by="account")
    assert rolled.value == 1
    assert set(rolled.groups) == {"top"}


# ---- rule 3: customers -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts_on", "customer"),
    [("2025-05-30", True), ("2025-05-31", False), ("2025-12-01", False), ("2026-01-01", True)],
    ids=["32 days before the close", "31 days before", "after, and ended", "only on the entry day"],
)
def test_a_won_deal_makes_a_customer_unless_a_contract_followed(starts_on: str, customer: bool) -> None:
    # Won on 1 July 2025; the contract lasts until the end of the year at most; entry on 2 January 2026.
    found = company(
        list_memberships=[on_list(since="2026-01-02")],
        opportunities=[deal("2025-06-01", type="renewal", stage="Won", closed_at="2025-07-01")],
        contracts=[{"account_id": "a", "starts_on": starts_on, "ends_on": max(starts_on, "2025-12-31")}],
    )
    assert found.value("target_accounts", as_of="2026-06-01").value == (0 if customer else 1)


# ---- rule 5, presets -------------------------------------------------------------------------------------


def test_look_back_is_n_days_ending_with_the_day() -> None:
    found = company(list_memberships=[on_list()], touches=[touch("2026-01-01T10:00:00")])
    assert found.value("engaged_accounts", as_of="2026-03-31").value == 1  # day 90 of 90
    assert found.value("engaged_accounts", as_of="2026-04-01").value == 0
    assert found.value("engaged_share", as_of="2026-04-01").value == 0
    assert found.value("unengaged_share", as_of="2026-04-01").value == 1


def test_opens_sends_and_unconnected_calls_do_not_engage() -> None:
    kinds = ("email_opened", "email_sent", "mail_out", "call", "meeting_booked", "ad_impression")
    found = company(list_memberships=[on_list()], touches=[touch("2026-03-01", kind) for kind in kinds])
    assert found.value("engaged_accounts", as_of="2026-03-31").value == 0
    assert found.value("engagement_minutes", as_of="2026-03-31").value == 0


def test_minutes_are_exact_capped_and_weighted() -> None:
    people = [{"person_id": "p", "account_id": "a", "seniority": "director"}]
    found = company(
        list_memberships=[on_list()],
        people=people,
        touches=[
            touch("2026-03-01", "page_view", seconds=3600),  # 30, weight .5 = 15
            touch("2026-03-02", "page_view", seconds=90, person_id="p"),  # 1.5 × 1.25 = 1.875
            touch("2026-03-03", "download", quantity=2, seconds=999),  # no cap: 5 × 2 × .5 = 5
            touch("2026-03-04", "call", seconds=120, outcome="connected"),  # 2 × .5 = 1
            touch("2026-03-05", "call", seconds=120),  # 0
        ],
    )
    assert found.value("engagement_minutes", as_of="2026-03-31").value == Fraction("22.875")
    assert found.value("content_minutes", **MARCH).value == Fraction("31.5")


def test_mqa_needs_people_with_more_than_ten_minutes_each_known_by_then() -> None:
    people = [{"person_id": name, "account_id": "a", "seniority": "c_level"} for name in "pq"]
    people[1]["created_at"] = "2026-03-20"
    touches = [
        touch("2026-03-02", "meeting_held", None, person_id="p"),  # 60
        touch("2026-03-03", "page_view", None, person_id="q", seconds=300),  # exactly 10: not more
    ]
    found = company(list_memberships=[on_list()], people=people, touches=touches)
    assert found.value("mqa_accounts", **MARCH).value == 0
    touches[1]["seconds"] = 301
    found = company(list_memberships=[on_list()], people=people, touches=touches)
    assert found.value("mqa_accounts", **MARCH).value == 1
    assert found.value("mqa_accounts", start="2026-03-01", end="2026-03-19").value == 0  # q not yet known
    assert found.value("mqa_accounts", start="2026-03-20", end="2026-03-20").value == 1
    assert found.value("mqa_rate", start="2026-01-01", end="2026-03-19").value == 0
    assert found.value("engaged_accounts", as_of="2026-03-20", engaged="mqa").value == 1


def test_first_engaging_day_counts_touches_from_entry_on_only() -> None:
    found = company(
        list_memberships=[on_list(since="2026-02-01")],
        touches=[touch("2026-01-31"), touch("2026-02-10"), touch("2026-02-12"), touch("2026-02-20")],
        opportunities=[deal("2026-02-15", stage="Offer")],
    )
    both: dict[str, Any] = {"start": "2026-02-01", "end": "2026-02-28"}
    assert found.value("engaged_to_opportunity", **both).value == 1
    assert found.value("engaged_to_opportunity", **both, engaged="three_views_30d").value == 0  # the third on the 20th
    assert found.value("days_to_opportunity", **both).value == 5
    assert found.value("days_to_opportunity", **both, engaged="three_views_30d").extra["negative"] == 1
    assert found.value("days_to_opportunity.first_contact", **both).value == 5


# ---- rules 6 and 7: deals --------------------------------------------------------------------------------


def pipeline_on(found: Reference, day: str, key: str = "pipeline") -> Fraction | float | None:
    return found.value(key, start="2026-01-01", end=day, as_of=day).value


def test_the_past_of_a_deal_is_its_history_and_the_present_its_row() -> None:
    found = company(
        list_memberships=[on_list()],
        opportunities=[deal("2026-01-05", opportunity_id="d", amount="900", stage="Offer")],
        opportunity_stages=[
            entered("Talk", "2026-01-05", "100"),
            entered("Offer", "2026-02-01"),
            entered("Lost", "2026-03-01", "50"),
            entered("Offer", "2026-04-01", "700"),
        ],
    )
    days = ("2026-01-31", "2026-02-01", "2026-03-01", "2026-03-31", "2026-04-01")
    # Not yet legitimate; qualified with the last amount known; lost; lost; no later row: the deal row's 900.
    assert [pipeline_on(found, day) for day in days] == [0, 100, 0, 0, 900]
    assert pipeline_on(found, "2026-02-01", "pipeline.weighted") == 50


def test_closed_at_wins_over_the_closing_row() -> None:
    found = company(
        list_memberships=[on_list()],
        opportunities=[deal("2026-01-05", opportunity_id="d", amount="900", stage="Won", closed_at="2026-03-20")],
        opportunity_stages=[entered("Offer", "2026-01-05"), entered("Won", "2026-03-10", "800")],
    )
    assert pipeline_on(found, "2026-03-15") == 900  # still open, before closed_at
    assert found.value("win_rate", start="2026-03-10", end="2026-03-10", as_of="2026-04-01").value is None
    assert found.value("accounts_won", start="2026-03-20", end="2026-03-20").value == 1
    assert found.value("deal_velocity", **MARCH).value == 74


def test_a_deal_is_closed_from_an_earlier_closed_at_on() -> None:
    found = company(
        list_memberships=[on_list()],
        opportunities=[deal("2026-01-05", opportunity_id="d", amount="900", stage="Won", closed_at="2026-03-05")],
        opportunity_stages=[entered("Offer", "2026-01-05"), entered("Won", "2026-03-10")],
    )
    assert [pipeline_on(found, day) for day in ("2026-03-04", "2026-03-05", "2026-03-07")] == [900, 0, 0]


def test_one_outcome_the_latest() -> None:
    found = company(
        list_memberships=[on_list()],
        opportunities=[deal("2026-01-05", opportunity_id="d", amount="900", stage="Won", closed_at="2026-03-20")],
        opportunity_stages=[
            entered("Offer", "2026-01-05"),
            entered("Lost", "2026-02-10"),
            entered("Offer", "2026-02-20"),
            entered("Won", "2026-03-20"),
        ],
    )
    assert found.value("win_rate", start="2026-02-01", end="2026-02-15").value == 0  # as of then: lost
    assert found.value("win_rate", start="2026-02-01", end="2026-02-15", as_of="2026-04-01").value is None
    assert found.value("win_rate", **MARCH).value == 1
    assert pipeline_on(found, "2026-02-20") == 900


def test_legitimate_at_the_flagged_stage_at_creation_or_at_the_win() -> None:
    def qualified(**more: Any) -> list[Fraction | float | None]:
        found = company(list_memberships=[on_list()], **more)
        return [found.value("opportunities_created", **MARCH, as_of=day).value for day in ("2026-03-31", "2026-06-30")]

    row = deal("2026-03-05", opportunity_id="d", stage="Offer")
    later = [entered("Talk", "2026-03-05"), entered("Offer", "2026-05-01")]
    assert qualified(opportunities=[row], opportunity_stages=later) == [0, 1]
    assert qualified(opportunities=[row]) == [1, 1]  # without history
    flags_none = [{**stage, "is_qualified": None} for stage in STAGES]
    assert qualified(opportunities=[row], opportunity_stages=later, stages=flags_none) == [1, 1]
    won = [entered("Talk", "2026-03-05"), entered("Won", "2026-05-01")]
    assert qualified(opportunities=[{**row, "stage": "Won"}], opportunity_stages=won) == [0, 1]


def test_a_deal_belongs_by_the_last_day_in_scope_of_its_life() -> None:
    rows = [on_list(until="2026-02-01", tier="1"), on_list("b", since="2026-01-01", until="2026-02-01")]
    found = company(
        list_memberships=rows,
        opportunities=[
            deal("2026-01-20", stage="Won", closed_at="2026-03-05"),  # off the list on signing: counts
            deal("2026-02-01", "b", stage="Won", closed_at="2026-03-06"),  # opened after it left: does not
            deal("2026-03-10", stage="Lost", closed_at="2026-03-09"),  # closed before its creation
        ],
    )
    assert found.value("win_rate", **MARCH).n == 1
    assert set(found.value("win_rate", **MARCH, by="tier").groups) == {"1"}
    assert found.value("accounts_won", **MARCH, tiers=["1"]).value == 1
    assert found.value("account_win_rate", **MARCH).denominator == 0  # nobody targeted in March
    assert found.value("account_win_rate", start="2026-01-01", end="2026-03-31").value == Fraction(1, 2)


def test_first_win_since_entry_counts_once_an_entry() -> None:
    found = company(
        list_memberships=[on_list(until="2026-02-01"), on_list(since="2026-03-01")],
        opportunities=[
            deal("2025-12-01", stage="Won", closed_at="2026-01-10", opportunity_id="d1"),  # opened before entry: counts
            deal("2026-01-11", stage="Won", closed_at="2026-01-20", opportunity_id="d2"),  # the second
            deal("2026-03-02", stage="Won", closed_at="2026-03-20", opportunity_id="d3"),  # by then a customer at entry
        ],
    )
    assert found.value("accounts_won", start="2026-01-01", end="2026-01-15").value == 1
    assert found.value("accounts_won", start="2026-01-15", end="2026-01-31").value == 0
    assert found.value("accounts_won", **MARCH).value == 0


def test_censored_median_is_aalen_johansen() -> None:
    # Days 10 won, 20 lost, 30 won, 40 open. F: 1/4; at 30: S = 1/2, 1/2 × 1/2 = 1/4 more. Half of 1/2 is 1/4: day 10.
    ends = (("Won", "2026-01-11"), ("Lost", "2026-01-21"), ("Won", "2026-01-31"), ("Offer", None))
    found = company(
        list_memberships=[on_list()],
        opportunities=[deal("2026-01-01", stage=stage, closed_at=day) for stage, day in ends],
    )
    answer = found.value("deal_velocity.censored", start="2026-01-01", end="2026-01-31", as_of="2026-02-10")
    assert (answer.value, answer.n, answer.extra["incidence"]) == (10, 4, Fraction(1, 2))
