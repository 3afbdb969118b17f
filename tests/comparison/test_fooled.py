"""Ways in which a list could be made to show an effect where nothing happened, by chance, by custom or on purpose."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from assay.comparison.as_said import Said, as_said
from assay.comparison.compare import compare
from assay.comparison.gather import gather
from assay.comparison.same_time import crowded_at_first
from assay.facts.schema import FOREVER
from assay.metrics.scope import Scope
from assay.planning import holdout_record
from comparison.market import END, LAUNCH, Market, arms, later

YEAR = Scope(start=LAUNCH, end=END)
DAY = timedelta(days=1)


def busy(treated: int, controls: int) -> Market:
    """Every third account of either arm opens a deal in the year, evenly over it."""
    market, ours, theirs = arms(treated, controls)
    for names in (ours, theirs):
        for place, account in enumerate(names):
            if place % 3 == 0:
                market.deal(account, later(40 + 7 * place))
    return market


def rates(found) -> tuple[float | None, float | None]:
    return found.abm.value, found.against.value


def ids(accounts):
    return {account.account_id for account in accounts}


def test_controls_that_are_taken_into_the_programme_with_their_deal_stay_controls():
    market = busy(20, 20)
    for place in range(0, 20, 3):
        market.listed(f"c{place:03}", "abm", since=later(40 + 7 * place))
    found = compare(market.run(), "opportunity_rate", YEAR, against="control", covariates=("employees",))
    assert rates(found) == pytest.approx((7 / 20, 7 / 20), abs=0.01)
    assert any("came into a programme later: 7" in warning for warning in found.warnings)


def test_accounts_that_are_called_controls_once_they_do_nothing_stay_treated():
    market = busy(20, 20)
    for row in market.tables["list_memberships"]:
        place = int(row["account_id"][1:])
        if row["arm"] == "abm" and place % 3:
            row["valid_to"] = later(100)
            market.tables["list_memberships"].append(
                {**row, "arm": "control", "valid_from": later(100), "valid_to": None}
            )
    arms_of = gather(market.run(), YEAR, "control")
    assert (len(arms_of.treated), len(arms_of.controls)) == (20, 20)


def test_others_that_are_put_on_another_list_with_their_deal_stay_among_the_others():
    market = busy(20, 20)
    rows = market.tables["list_memberships"]
    market.tables["list_memberships"] = [row for row in rows if row["arm"] == "abm"]
    for place in range(0, 20, 3):
        market.listed(f"c{place:03}", list="Hot", since=later(40 + 7 * place))
    found = gather(market.run(), Scope(start=LAUNCH, end=END, lists=("North",)), "rest")
    assert len(found.controls) == 20
    assert found.crossed == 7


def test_in_waves_an_account_is_treated_from_its_own_launch_on():
    market, _, _ = arms(3, 3)
    market.listed("c000", "abm", since=later(90))
    assert "c000" in ids(gather(market.run(), YEAR, "control", as_written=True).treated)


def test_who_stands_in_both_arms_is_in_neither_and_many_of_them_are_no_comparison():
    """Two companies that are merged bring the rows of both: the deals of a control to a treated account."""
    market = busy(20, 20)
    for row in market.tables["accounts"]:
        if row["account_id"] in ("c000", "c003", "c006"):
            row["merged_into_id"] = row["account_id"].replace("c", "a")
    run = market.run()
    assert {one.account_id for one in gather(run, YEAR, "control").excluded} == {"a000", "a003", "a006"}
    found = compare(run, "opportunity_rate", YEAR, against="control")
    assert found.design == "descriptive"
    assert "both groups" in found.sentence


def test_excluding_accounts_of_one_arm_afterwards_is_seen():
    market = busy(30, 30)
    for row in market.tables["accounts"]:
        if row["account_id"][0] == "a" and int(row["account_id"][1:]) in range(1, 30, 3):
            row["is_excluded"] = True
    found = compare(market.run(), "opportunity_rate", YEAR, against="control")
    assert found.design == "descriptive"
    assert "excluded" in found.sentence


def test_controls_made_relatives_of_the_treated_because_they_had_deals_leave_no_finding():
    market = busy(60, 60)
    for row in market.tables["accounts"]:
        if row["account_id"][0] == "c" and int(row["account_id"][1:]) % 3 == 0:
            row["parent_account_id"] = "a001"
    found = compare(market.run(), "opportunity_rate", YEAR, against="control", covariates=("employees",))
    assert found.low is not None
    assert found.low > 0
    assert found.verdict == "cannot_tell_yet"
    assert "belong to companies of the programme" in found.sentence


def test_accounts_listed_on_the_day_of_their_deal_are_no_effect():
    market = busy(30, 30)
    for row in market.tables["list_memberships"]:
        place = int(row["account_id"][1:])
        if row["arm"] == "abm" and place % 3 == 0:
            row["valid_from"] = later(40 + 7 * place)
    found = compare(market.run(), "opportunity_rate", YEAR, against="control")
    assert found.design == "descriptive"
    assert "when their deals were opened" in found.sentence


def test_deals_of_one_account_are_one_sign_and_few_are_none():
    assert not crowded_at_first([("a", 0)] * 20 + [("b", 100)], [365] * 40)
    assert not crowded_at_first([(str(place), 1) for place in range(3)], [365] * 40)


def said(account: str, arm: str, on: date, since: date = LAUNCH) -> Said:
    return Said("North", account, arm, since, FOREVER, None, None, on)


def row(account: str, arm: str, since: date = LAUNCH):
    return {
        "list": "North",
        "account_id": account,
        "parent_id": account,
        "arm": arm,
        "starts_on": since,
        "ends_on": FOREVER,
    }


def arms_of(told):
    return {one["account_id"]: (one["arm"], one["starts_on"]) for one in told.rows}


PARENTS = {name: name for name in "abcde"}


def test_a_load_after_the_results_moves_nobody():
    history = [
        said("a", "abm", LAUNCH),
        said("b", "control", LAUNCH),
        said("a", "control", later(200)),
        said("b", "abm", later(200)),
    ]
    told = as_said([row("a", "control"), row("b", "abm")], history, PARENTS)
    assert arms_of(told) == {"a": ("abm", LAUNCH), "b": ("control", LAUNCH)}
    assert told.moved == 2


def test_a_load_soon_after_the_first_may_put_right_what_it_said():
    history = [said("a", "abm", LAUNCH), said("a", "control", LAUNCH + 20 * DAY)]
    told = as_said([row("a", "control")], history, PARENTS)
    assert (arms_of(told), told.changes) == ({"a": ("control", LAUNCH)}, 0)


def test_a_list_loaded_after_its_results_is_believed_as_it_was_first_loaded():
    history = [said("a", "abm", later(300)), said("a", "control", later(320))]
    assert arms_of(as_said([row("a", "control")], history, PARENTS)) == {"a": ("abm", LAUNCH)}


def test_accounts_that_a_load_drops_from_the_past_come_back():
    history = [
        said("a", "abm", LAUNCH),
        said("b", "abm", LAUNCH),
        said("gone", "abm", LAUNCH),
        said("a", "abm", later(200)),
    ]
    told = as_said([row("a", "abm")], history, PARENTS)
    assert arms_of(told) == {"a": ("abm", LAUNCH), "b": ("abm", LAUNCH)}
    assert told.dropped == 1


def test_accounts_added_with_days_of_before_count_from_the_day_on_which_they_were_said():
    history = [said("a", "abm", LAUNCH), said("b", "abm", later(200)), said("c", "control", later(200), later(190))]
    told = as_said([row("a", "abm"), row("b", "abm"), row("c", "control", later(190))], history, PARENTS)
    assert arms_of(told) == {"a": ("abm", LAUNCH), "b": ("abm", later(200)), "c": ("control", later(190))}
    assert told.added == 1


def test_a_launch_that_is_moved_afterwards_stays_where_it_was():
    history = [said("a", "abm", LAUNCH), said("a", "abm", later(200), later(150))]
    assert arms_of(as_said([row("a", "abm", later(150))], history, PARENTS)) == {"a": ("abm", LAUNCH)}


def test_controls_that_a_load_calls_treated_from_the_start_are_compared_as_controls(monkeypatch):
    market = busy(20, 20)
    history = [said(one["account_id"], one["arm"], LAUNCH) for one in market.tables["list_memberships"]]
    for one in market.tables["list_memberships"]:
        if one["account_id"] in ("c000", "c003"):
            one["arm"] = "abm"
            history.append(said(one["account_id"], "abm", later(300)))
    monkeypatch.setattr("assay.comparison.assigned.landed_rows", lambda _run: tuple(history))
    found = gather(market.run(), YEAR, "control")
    assert (len(found.treated), len(found.controls), found.said.moved) == (20, 20, 2)


def test_what_nothing_contradicts_stays_as_it_is():
    rows = [row("a", "abm"), row("b", "control")]
    assert as_said(rows, [], PARENTS).rows == rows


def draws(monkeypatch, *made: tuple[int, date, date]):
    """Draws of list North: number, day of the draw, day from which it counts. The same accounts are held back by each."""
    held = {f"x{place:03}": "holdout" if place % 2 else "abm" for place in range(80)}
    records = tuple(
        holdout_record.DrawRecord(number, "North", 1, 0.5, (), f"{on}T10:00:00", since, 1, held, {})
        for number, on, since in made
    )
    monkeypatch.setattr("assay.comparison.lots.drawn", lambda _run, _name: records)
    market = Market()
    for place, (account, arm) in enumerate(held.items()):
        market.account(account, employees=100 + place % 7)
        market.listed(account, arm)
        if place % 5 == 0:
            market.deal(account, later(60 + place))
    market.touch("x000", END)
    return market.run()


def test_a_draw_on_record_is_believed(monkeypatch):
    found = compare(draws(monkeypatch, (1, LAUNCH, LAUNCH)), "opportunity_rate", YEAR, against="holdout")
    assert found.design == "randomised"


def test_one_draw_chosen_among_several_is_not(monkeypatch):
    """Five lots are drawn at launch; a year later the one that looks best is loaded."""
    run = draws(monkeypatch, (1, LAUNCH, LAUNCH), (2, LAUNCH, LAUNCH))
    monkeypatch.setattr("assay.comparison.lots._record", lambda _run, _name, _held: holdout_of(run, 1))
    found = compare(run, "opportunity_rate", YEAR, against="holdout")
    assert found.design != "randomised"
    assert any("drawn again" in warning for warning in found.warnings)


def holdout_of(run, number):
    from assay.comparison import lots

    return next(one for one in lots.drawn(run, "North") if one.id == number)


def test_a_draw_with_a_day_of_before_counts_from_the_day_on_which_it_was_made(monkeypatch):
    run = draws(monkeypatch, (1, later(100), LAUNCH))
    found = gather(run, YEAR, "holdout")
    assert {one.launched_on for one in found.accounts} == {later(100)}
