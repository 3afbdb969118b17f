"""No interval is impossible, none is empty: what carries a width, and what has none."""

from __future__ import annotations

import numpy as np
import pytest

from assay.comparison import design
from assay.comparison.compare import compare
from assay.comparison.covariates import Column, Covariates
from assay.comparison.design import Balanced, Rung
from assay.comparison.estimate import Weighing, difference
from assay.comparison.outcomes import Outcome
from assay.comparison.verdict import detectable, verdict
from assay.metrics.scope import Scope
from assay.stats.balance import moment_balance
from comparison.market import END, LAUNCH, arms, later


def outcome(kind, tops, bottoms):
    tops, bottoms = np.asarray(tops, float), np.asarray(bottoms, float)
    none = np.zeros(0)
    return Outcome(kind, tops, bottoms, bottoms.astype(int), none, none.astype(int), none.astype(int))


def lot(first, second):
    """Both arms one below the other, drawn by lot."""
    mask = np.arange(len(first) + len(second)) < len(first)
    return mask, Weighing(clusters=np.arange(len(mask)), strata=np.zeros(len(mask)), drawn=True)


@pytest.mark.parametrize("drawn", [True, False])
def test_nobody_of_fifteen_against_nobody_of_fifteen(drawn):
    mask, counts = lot([0] * 15, [0] * 15)
    counts = counts if drawn else Weighing(weights=np.ones(30))
    found = difference(outcome("account_share", [0] * 30, [1] * 30), mask, counts)
    assert (found.low, found.high) == pytest.approx((-0.204, 0.204), abs=5e-4)
    assert found.p_value == 1


def test_all_of_twenty_against_none_of_twenty():
    mask, counts = lot([1] * 20, [0] * 20)
    found = difference(outcome("account_share", [1] * 20 + [0] * 20, [1] * 40), mask, counts)
    assert found.difference == 1
    assert 0.7 < found.low < 1
    assert found.high == 1
    assert found.p_value < 1e-6


@pytest.mark.parametrize("drawn", [True, False])
def test_five_of_five_deals_against_eight_of_eight(drawn):
    """Thirty accounts an arm, but the widths are those of five and eight cases: Newcombe's −43 to +32 points."""
    tops = [1] * 5 + [0] * 25 + [1] * 8 + [0] * 22
    mask, counts = lot([0] * 30, [0] * 30)
    counts = counts if drawn else Weighing(weights=np.ones(60))
    found = difference(outcome("ratio", tops, tops), mask, counts)
    assert (found.low, found.high) == pytest.approx((-0.434, 0.324), abs=1e-3)
    assert verdict(found, Rung("randomised"), 0.5) == "cannot_tell_yet"


def test_few_weighted_deals_get_no_interval_for_what_they_came_to():
    """Four of four against four of eight, weighted: an interval given to such arms alone held the truth 74 times in a hundred."""
    tops, bottoms = [1] * 4 + [0] * 26 + [1] * 4 + [0] * 26, [1] * 4 + [0] * 26 + [1] * 8 + [0] * 22
    mask, _ = lot([0] * 30, [0] * 30)
    found = difference(outcome("ratio", tops, bottoms), mask, Weighing(weights=np.ones(60)))
    assert (found.low, found.high, found.note) == (None, None, "few")
    assert found.short == (10, 4, 8)


def test_weighted_amounts_ask_for_more_cases_than_weighted_shares():
    """Fifteen deals an arm: enough for a share won, not for what a deal brings, which may grow with what was weighted for."""
    mask, _ = lot([0] * 30, [0] * 30)
    bottoms, weighted = ([1] * 15 + [0] * 15) * 2, Weighing(weights=np.ones(60))
    won = difference(outcome("ratio", ([1] * 7 + [0] * 23) * 2, bottoms), mask, weighted)
    assert won.low is not None
    money = difference(outcome("ratio", ([*range(100, 115)] + [0] * 15) * 2, bottoms), mask, weighted)
    assert (money.low, money.note, money.short) == (None, "few", (20, 15, 15))


def test_weights_for_amounts_are_made_for_amounts_alone_and_once(monkeypatch):
    """They cost a hundred times those of means, and the first page asks for a share."""
    made = []
    monkeypatch.setattr(design, "moment_balance", lambda *given: made.append(given) or moment_balance(*given))
    mask, _ = lot([0] * 30, [0] * 30)
    known = Covariates((Column("employees"),), np.linspace(0, 1, 60)[:, None], 1)
    balanced = Balanced(np.ones(60), (), 30.0, known=known, treated=mask)
    share = outcome("ratio", [0, 1] * 30, [1] * 60)
    assert balanced.of(share) is balanced
    assert not made
    money = outcome("per_account", [0, 900] * 30, [1] * 60)
    assert balanced.of(money).ess < balanced.ess
    balanced.of(money)
    assert len(made) == 1


def test_no_money_anywhere_has_no_interval():
    mask, counts = lot([0] * 30, [0] * 30)
    found = difference(outcome("per_account", [0] * 60, [1] * 60), mask, counts)
    assert (found.difference, found.low, found.high, found.note) == (0, None, None, "no_spread")
    assert verdict(found, Rung("randomised"), 10.0) == "cannot_tell_yet"
    assert detectable(found) is None


def test_four_amounts_do_not_tell_how_large_amounts_can_be():
    tops = [900, 1100] + [0] * 28 + [1000, 1000] + [0] * 28
    mask, counts = lot([0] * 30, [0] * 30)
    found = difference(outcome("per_account", tops, [1] * 60), mask, counts)
    assert (found.low, found.high, found.note) == (None, None, "few_paid")
    assert found.short == (5, 2, 2)


@pytest.mark.parametrize("drawn", [True, False])
def test_the_treated_cannot_have_had_less_than_nothing(drawn):
    """A line on the past that points below zero is left out rather than believed."""
    random = np.random.default_rng(1)
    past = np.concatenate([random.uniform(0, 1, 30), random.uniform(5, 9, 30)])
    tops = np.where(np.arange(60) < 30, random.random(60) < 0.2, random.random(60) < 0.5).astype(float)
    tops[30:] = (past[30:] > 7).astype(float)
    mask, counts = lot([0] * 30, [0] * 30)
    counts = Weighing(covariates=past[:, None], clusters=np.arange(60), strata=np.zeros(60), drawn=drawn)
    found = difference(outcome("account_share", tops, [1] * 60), mask, counts)
    assert 0 <= found.against <= 1
    assert -1 <= found.low <= found.high <= 1


def test_a_description_does_not_extrapolate():
    """Neither of two comparison accounts has a deal: that is 0 %, whatever a line through five accounts makes of it."""
    market, ours, _ = arms(3, 2)
    market.deal(ours[0], later(10))
    said = compare(market.run(), "opportunity_rate", Scope(start=LAUNCH, end=END))
    assert said.design == "descriptive"
    assert said.against.value == 0


def test_a_handful_rules_nothing_out():
    """Equal deal sizes of twelve accounts an arm: the interval is narrow, and says nothing of a difference that matters."""
    tops = np.tile([100.0, 101.0], 12)
    mask, counts = lot([0] * 12, [0] * 12)
    found = difference(outcome("ratio", tops, [1] * 24), mask, counts)
    assert -1 < found.low < found.high < 1
    assert verdict(found, Rung("randomised"), 10.0) == "cannot_tell_yet"
    tops = np.tile([100.0, 101.0], 40)
    mask, counts = lot([0] * 40, [0] * 40)
    assert (
        verdict(difference(outcome("ratio", tops, [1] * 80), mask, counts), Rung("randomised"), 10.0)
        == "no_difference_seen"
    )


def test_the_past_sharpens_a_lot():
    """Correlation .6 with the past (CUPED): as narrow as with 1 ÷ (1 − .36) times the accounts."""
    random = np.random.default_rng(4)
    past = random.normal(size=400)
    tops = 10 + 0.6 * past + 0.8 * random.normal(size=400)
    mask, counts = lot([0] * 200, [0] * 200)
    plain = difference(outcome("per_account", tops, [1] * 400), mask, counts)
    sharper = difference(
        outcome("per_account", tops, [1] * 400),
        mask,
        Weighing(covariates=past[:, None], clusters=np.arange(400), strata=np.zeros(400), drawn=True),
    )
    assert ((plain.high - plain.low) / (sharper.high - sharper.low)) ** 2 == pytest.approx(1 / (1 - 0.36), rel=0.15)
