"""A lot is believed when it was drawn, left alone and even; hand-picked arms called holdout are not."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from assay.comparison.compare import compare
from assay.comparison.gather import gather
from assay.errors import UsageError
from assay.metrics.scope import Scope
from assay.stats.gates import balance_p, holdout_share, sample_ratio
from comparison.market import END, LAUNCH, Market, later

YEAR = Scope(start=LAUNCH, end=END)
VOUCH = {"North": {"arm_origin": "drawn elsewhere", "drawn_by": "Ada King", "drawn_on": LAUNCH}}


def market(treated: int, held: int, *, hot: bool = False, since: date = LAUNCH) -> Market:
    """Accounts with a past: the treated the busiest when `hot`, else whoever a lot gives."""
    made = Market()
    names = [f"x{place:03}" for place in range(treated + held)]
    order = names if hot else [str(name) for name in np.random.default_rng(2).permutation(names)]
    for place, name in enumerate(names):
        made.account(name, employees=100 + place % 7, industry="Software")
        arm = "abm" if name in order[:treated] else "holdout"
        made.listed(name, arm, since if arm == "holdout" else LAUNCH)
        for number in range((treated + held - place) // 10 + place % 3):
            made.touch(name, LAUNCH - timedelta(days=30 + number))
        if place % 4 == 0 or (hot and place < treated // 2):
            made.deal(name, later(20 + place % 30), later(90 + place), won=True)
    made.touch(names[0], END)
    return made


def test_sixty_hottest_against_sixty_coldest_called_holdout_caused_nothing():
    found = compare(market(60, 60, hot=True).run(), "opportunity_rate", YEAR, against="holdout")
    assert found.design != "randomised"
    assert found.claim != "caused"
    assert any("No lot is on record" in warning for warning in found.warnings)


def test_nor_does_it_where_somebody_vouches_for_it():
    run = market(60, 60, hot=True).run(programmes=VOUCH)
    found = compare(run, "opportunity_rate", YEAR, against="holdout")
    assert found.design != "randomised"
    assert any("more than a lot makes them differ" in warning for warning in found.warnings)
    with pytest.raises(UsageError, match="not what a lot leaves"):
        compare(run, "opportunity_rate", YEAR, against="holdout", design="randomised")


def test_a_lot_that_somebody_vouches_for_is_printed_with_who_and_when():
    found = compare(market(60, 60).run(programmes=VOUCH), "opportunity_rate", YEAR, against="holdout")
    assert found.design == "randomised"
    assert "Ada King vouches" in found.rung_sentence
    assert found.extra["lots"][0] == {
        "since": "2025-01-01",
        "list": "North",
        "origin": "vouched",
        "by": "Ada King",
        "number": None,
        "seed": None,
        "share": None,
    }


def test_a_vouch_of_a_day_when_the_holdout_already_stood_is_not_believed():
    run = market(60, 60).run(programmes={"North": {**VOUCH["North"], "drawn_on": later(100)}})
    found = compare(run, "opportunity_rate", YEAR, against="holdout")
    assert found.design != "randomised"
    assert any("cannot have decided who stands there" in warning for warning in found.warnings)


def test_a_lot_that_is_to_be_drawn_after_the_window_is_none_yet():
    run = market(60, 60).run(programmes={"North": {**VOUCH["North"], "drawn_on": later(500)}})
    found = compare(run, "opportunity_rate", YEAR, against="holdout")
    assert found.design != "randomised"
    assert any("No lot is on record" in warning for warning in found.warnings)


def test_a_vouch_names_who_and_when():
    with pytest.raises(ValueError, match="drawn_by"):
        Market().run(programmes={"North": {"arm_origin": "drawn elsewhere"}})


def test_an_arm_that_lost_accounts_is_no_lot_any_more():
    """A hundred to a hundred were drawn; of the holdout fifty-five are left in the data."""
    run = market(100, 55).run(programmes={"North": {**VOUCH["North"], "holdout_share": 0.5}})
    found = compare(run, "opportunity_rate", YEAR, against="holdout")
    assert found.design != "randomised"
    assert any("lost more than chance" in warning for warning in found.warnings)


def test_a_holdout_listed_later_is_followed_from_the_launch_of_the_treated():
    run = market(60, 60, since=later(180)).run(programmes=VOUCH)
    arms = gather(run, YEAR, "holdout")
    assert {account.launched_on for account in arms.accounts} == {LAUNCH}
    assert arms.realigned


def test_switching_a_running_list_off_counts_from_the_draw_on():
    """All had the programme until the draw; what happened before counts for neither arm."""
    made = Market()
    drawn = later(100)
    for place in range(80):
        made.account(f"x{place:02}", employees=100)
        held = place % 2 == 0
        made.listed(f"x{place:02}", until=drawn if held else None)
        if held:
            made.listed(f"x{place:02}", "holdout", since=drawn)
        made.deal(f"x{place:02}", later(50), None)
        if not held and place % 4 == 1:
            made.deal(f"x{place:02}", later(150), None)
    made.touch("x01", END)
    run = made.run(programmes={"North": {**VOUCH["North"], "drawn_on": drawn}})
    arms = gather(run, YEAR, "holdout")
    assert {account.launched_on for account in arms.accounts} == {drawn}
    assert (len(arms.treated), len(arms.controls)) == (40, 40)
    found = compare(run, "opportunity_rate", YEAR, against="holdout")
    assert (found.design, found.abm.value, found.against.value) == ("randomised", pytest.approx(0.5), 0)


def test_an_account_moved_to_the_programme_stays_in_the_arm_it_was_drawn_into():
    made = market(60, 60)
    moved = next(row["account_id"] for row in made.tables["list_memberships"] if row["arm"] == "holdout")
    for row in made.tables["list_memberships"]:
        if row["account_id"] == moved:
            row["valid_to"] = later(60)
    made.listed(moved, "abm", since=later(60))
    arms = gather(made.run(programmes=VOUCH), YEAR, "holdout")
    assert moved in {account.account_id for account in arms.controls}


def test_the_tests_of_a_lot():
    assert sample_ratio((50, 50), (50, 50)) == 1
    assert sample_ratio((100, 55), (100, 100)) < 1e-6
    assert holdout_share(100, 100, 0.5) == pytest.approx(1)
    random = np.random.default_rng(1)
    values, arm = random.normal(size=(120, 3)), np.arange(120) < 60
    assert balance_p(values, arm, draws=499) > 0.01
    assert balance_p(values + arm[:, None], arm, draws=1_999) < 0.001


def test_the_balance_test_refuses_good_lots_as_rarely_as_it_says():
    random = np.random.default_rng(3)
    ps = [balance_p(random.normal(size=(40, 4)), random.permutation(40) < 20, draws=199) for _ in range(200)]
    assert np.mean(np.array(ps) < 0.1) == pytest.approx(0.1, abs=0.06)
