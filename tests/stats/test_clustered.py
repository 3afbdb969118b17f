"""Intervals of figures by account: what they cover, and where there is none."""

from __future__ import annotations

import numpy as np
import pytest

from assay.stats.clustered import (
    LARGE,
    Cases,
    by_account,
    cost_range,
    count_range,
    design_effect,
    independent_cases,
    mean_range,
    median_range,
    ratio_range,
    share_range,
    sum_range,
)
from assay.stats.estimators import wilson

SAMPLES = 150


def deals(random, accounts, most):
    each = random.integers(1, most + 1, accounts)
    owner = np.repeat(np.arange(accounts), each)
    traits = np.sqrt(0.3) * random.normal(size=accounts)[owner] + np.sqrt(0.7) * random.normal(size=len(owner))
    return traits, owner


def covered(draw, truth):
    random = np.random.default_rng(7)
    found = [draw(random) for _ in range(SAMPLES)]
    return np.mean([one.low <= truth <= one.high for one in found])


@pytest.mark.parametrize("accounts", [10, 30])
def test_means_of_skewed_amounts_of_several_deals_an_account_are_covered(accounts):
    """A percentile bootstrap of the deals holds the truth in 80 of 100 here."""

    def draw(random):
        traits, owner = deals(random, accounts, 6)
        return mean_range(np.exp(0.9 * traits), owner)

    assert covered(draw, np.exp(0.9**2 / 2)) >= 0.9


def test_shares_of_several_deals_an_account_are_covered():
    def draw(random):
        traits, owner = deals(random, 40, 6)
        return share_range(by_account(traits < 0, None, owner))

    assert covered(draw, 0.5) >= 0.9


def test_sums_are_covered():
    def draw(random):
        traits, owner = deals(random, max(random.poisson(30), 10), 3)
        return sum_range(by_account(np.exp(0.9 * traits), None, owner).tops)

    assert covered(draw, 30 * 2 * np.exp(0.9**2 / 2)) >= 0.9


def test_deals_of_one_account_are_no_cases_of_their_own():
    """Ten accounts whose deals are all alike tell as much as ten deals; one account tells nothing."""
    one_each, many_each = (np.repeat(np.arange(10), times) for times in (1, 50))
    values = np.linspace(1, 10, 10)
    alone, together = mean_range(values, one_each), mean_range(np.repeat(values, 50), many_each)
    assert together.high - together.low > 0.8 * (alone.high - alone.low)
    hits = np.arange(10) < 4
    assert independent_cases(by_account(np.repeat(hits, 50), None, many_each)) < 10
    assert mean_range(np.arange(1.0, 51.0), ["a"] * 50).reason == "few_accounts"
    assert share_range(by_account(np.repeat([0, 1], 25), None, ["a"] * 50)).reason == "few_accounts"


def test_cases_without_an_account_stand_alone():
    assert by_account([1, 2, 3, 4], None, ["a", None, None, "a"]).tops.tolist() == [5, 2, 3]


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (mean_range([5.0, 7.0]), "few_accounts"),
        (mean_range([5.0] * 20), "all_alike"),
        (median_range([1.0, 2.0, 3.0]), "few_accounts"),
        (ratio_range(by_account([1.0] * 4, [2.0] * 4, None)), "few_accounts"),
        (sum_range(np.array([5.0, 7.0])), "few_accounts"),
        (count_range(0), "few_accounts"),
    ],
)
def test_where_there_is_none_the_reason_is_told(found, reason):
    assert (found.ends, found.reason) == ((None, None), reason)


def test_one_deal_each_is_the_wilson_interval():
    hits = np.arange(20) < 7
    assert share_range(by_account(hits, None, None)).ends == pytest.approx(wilson(7, 20))


def test_unanimous_accounts_count_as_accounts():
    found = share_range(by_account([1] * 100, None, np.repeat(np.arange(10), 10)))
    assert found.ends == pytest.approx((wilson(10, 10)[0], 1.0))


def test_one_large_deal_makes_a_share_of_money_wide():
    found = share_range(by_account([1000.0, 0, 0, 0, 0, 0], [1000.0, 10, 10, 10, 10, 10], None), weighted=True)
    assert found.low < 0.3
    assert 1000 / 1050 <= found.high <= 1


def test_the_median_takes_order_statistics():
    """Of 10 values, the 2nd and the 9th: P(at most 1 of 10 below) = 11/1024 < 2.5 %."""
    assert median_range(np.arange(1.0, 11.0)).ends == (2, 9)


def test_a_known_cost_over_a_count():
    """Of 10: 10 + z²/2 ± z √(10 + z²/4) = 5.43 to 18.41."""
    assert count_range(10).ends == pytest.approx((5.432, 18.409), abs=1e-3)
    assert cost_range(1000, 10).ends == pytest.approx((1000 / 18.409, 1000 / 5.432), rel=1e-3)


def test_bootstraps_are_the_same_every_time_and_hold_the_value():
    values = np.random.default_rng(1).lognormal(3, 1, 200)
    assert mean_range(values) == mean_range(values.copy())
    assert mean_range(values).low < values.mean() < mean_range(values).high


def test_very_many_accounts_take_the_normal_limit():
    values = np.tile([0.0, 10.0], LARGE)
    half = 1.96 * 5 / np.sqrt(2 * LARGE)
    assert mean_range(values).ends == pytest.approx((5 - half, 5 + half), abs=1e-3)


def test_no_end_lies_where_the_figure_cannot():
    assert mean_range([0.0] * 20 + [1.0] * 12).low >= 0
    assert mean_range([99.0, 100.0] * 6).within(0, 100).high <= 100


def test_deals_of_an_account_that_are_all_alike_tell_as_much_as_one():
    """Four accounts with four deals each, all won or all lost: 16 deals vary as 4 do. One deal each: as they are."""
    assert design_effect(Cases(np.array([4.0, 0, 4, 0]), np.full(4, 4.0))) == pytest.approx(4)
    assert design_effect(Cases(np.array([1.0, 0, 1, 0]), np.ones(4))) == 1
    assert design_effect(Cases(np.full(4, 4.0), np.full(4, 4.0))) == 4
