"""Who is compared with whom: one clock for both arms, treated from launch on, no relatives and no treated controls."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from assay.comparison.compare import compare
from assay.comparison.gather import gather
from assay.errors import DataError
from assay.metrics.scope import Scope
from comparison.market import END, LAUNCH, Market, arms, later

YEAR = Scope(start=LAUNCH, end=END)


def ids(accounts):
    return {account.account_id for account in accounts}


@pytest.fixture(scope="module")
def mixed():
    """Twenty treated and twenty controls, and one of everything that is left out."""
    market, _, _ = arms(20, 20)
    market.account("child", parent_account_id="a000")
    market.listed("child", "control")
    market.account("switched")
    market.listed("switched", "control", until=later(100))
    market.listed("switched", "abm", since=later(100))
    market.account("before")
    market.listed("before", list="South", since=date(2024, 6, 1), until=LAUNCH)
    market.listed("before", "control")
    market.account("left")
    market.listed("left", "abm", until=later(60))
    market.deal("left", later(30), later(40), won=True)
    market.account("customer")
    market.listed("customer")
    market.tables["contracts"].append({"contract_id": "k", "account_id": "customer", "starts_on": "2024-01-01"})
    market.account("gone")
    market.listed("gone", since=date(2023, 1, 1), until=date(2024, 1, 1))
    market.account("other")
    market.listed("other", "other")
    market.account("young", created_at="2025-06-01")
    market.account("unborn", created_at="2026-02-01")
    market.account("partner", is_excluded=True)
    market.tables["campaigns"].append({"campaign_id": "m", "name": "M", "programme_id": "P"})
    for row in market.tables["list_memberships"]:
        row["programme_id"] = "P"
    market.touch("c001", later(10), campaign_id="m")
    market.touch("c002", date(2024, 12, 1), campaign_id="m")
    return market.run()


@pytest.fixture(scope="module")
def against_control(mixed):
    return gather(mixed, YEAR, "control")


def test_treated_is_who_was_on_the_list_also_who_left_it(against_control):
    treated = ids(against_control.treated)
    assert {"left", "a000"} <= treated
    assert not {"customer", "gone", "partner", "other", "switched"} & treated


def test_relatives_and_accounts_that_were_treated_before_are_no_controls(against_control):
    assert ids(against_control.controls) == {"switched", *(f"c{place:03}" for place in range(20))}
    reasons = {one.account_id: one.reason for one in against_control.excluded}
    assert reasons == {"child": "relative", "before": "treated", "customer": "customer"}
    assert next(one.name for one in against_control.excluded if one.account_id == "child") == "Company child"


def test_touches_of_the_programme_contaminate_from_launch_on(against_control):
    assert against_control.contamination == pytest.approx(1 / 21)


def test_the_clock_starts_at_launch(against_control):
    launches = {one.account_id: one.launched_on for one in against_control.accounts}
    assert launches["a000"] == launches["c000"] == LAUNCH
    assert launches["switched"] == LAUNCH


def test_a_win_of_an_account_that_left_the_list_counts(mixed):
    assert compare(mixed, "account_win_rate", YEAR, covariates=("employees",)).abm.value == pytest.approx(1 / 21)


def test_all_others_have_the_launch_days_of_the_treated(mixed):
    found = gather(mixed, YEAR, "rest")
    assert ids(found.controls) == {"other", "young"}
    launches = {one.account_id: one.launched_on for one in found.controls}
    assert launches["young"] >= date(2025, 6, 1)


def test_each_wave_gets_its_share_of_all_others():
    market = Market()
    for place in range(40):
        market.account(f"a{place}")
        market.listed(f"a{place}", since=LAUNCH if place < 30 else later(90))
    for place in range(80):
        market.account(f"r{place}")
    market.touch("a0", END)
    found = gather(market.run(), YEAR, "rest")
    assert Counter(one.launched_on for one in found.controls) == {LAUNCH: 60, later(90): 20}


def test_a_holdout_is_compared_with_the_lists_it_was_drawn_from():
    market, _, _ = arms(5, 5)
    for place in range(5):
        market.account(f"h{place}")
        market.listed(f"h{place}", "holdout", list="South")
        market.account(f"s{place}")
        market.listed(f"s{place}", list="South")
    found = gather(market.run(), YEAR, "holdout")
    assert ids(found.treated) == {f"s{place}" for place in range(5)}
    assert found.narrowed == ("South",)


def test_who_joined_after_the_lot_was_not_in_it():
    market, _, _ = arms(5, 0)
    for place in range(5):
        market.account(f"h{place}")
        market.listed(f"h{place}", "holdout")
    market.account("late")
    market.listed("late", since=later(30))
    found = gather(market.run(), YEAR, "holdout")
    assert "late" not in ids(found.accounts)
    assert [(one.account_id, one.reason) for one in found.excluded] == [("late", "late")]


def test_a_roll_up_compares_parents():
    market, _, _ = arms(3, 3)
    for name, arm, parent in (("x1", "abm", "p"), ("x2", "control", "p"), ("y", "control", "q")):
        market.account(name, parent_account_id=parent)
        market.listed(name, arm)
    market.account("p")
    market.account("q")
    found = gather(market.run(), Scope(start=LAUNCH, end=END, roll_up=True), "control")
    assert "p" in ids(found.treated)
    assert "q" in ids(found.controls)
    assert not {"x1", "x2", "y"} & ids(found.accounts)


def test_an_empty_arm_is_an_error(mixed):
    with pytest.raises(DataError, match="holdout"):
        gather(mixed, YEAR, "holdout")
    with pytest.raises(DataError, match="abm"):
        gather(mixed, Scope(start=date(2021, 1, 1), end=date(2021, 12, 31)), "control")
