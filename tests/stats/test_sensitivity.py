"""E-values and Rosenbaum's bound against published figures; the checks that leave something out."""

from __future__ import annotations

import numpy as np
import pytest

from assay.errors import UsageError
from assay.stats.effects import effect
from assay.stats.sensitivity import (
    checks,
    e_value,
    e_value_of_shares,
    e_value_of_smd,
    fake_lists,
    rosenbaum_gamma,
    without_largest,
)


def alike(first, second):
    return (first.point, first.limit) == pytest.approx((second.point, second.limit))


def test_published_e_value():
    found = e_value(3.9, 1.8, 8.7)
    assert found.point == pytest.approx(7.26, abs=0.01)
    assert found.limit == pytest.approx(3.00, abs=0.01)


def test_protective_ratios_are_turned_round():
    assert alike(e_value(1 / 3.9, 1 / 8.7, 1 / 1.8), e_value(3.9, 1.8, 8.7))


def test_an_interval_that_holds_one_needs_no_confounder():
    assert e_value(1.4, 0.9, 2.2).limit == 1
    assert e_value(0.7, 0.4, 1.1).limit == 1
    assert e_value(2.0).limit is None


def test_shares():
    assert alike(e_value_of_shares(0.3, 0.1, 0.05, 0.35), e_value(3.0, 1.5, 4.5))
    assert e_value_of_shares(0.3, 0.1, -0.2, 0.35).limit == 1


def test_standardised_difference():
    """exp(0.91 × 0.5) = 1.576, E = 2.53; limit exp(0.455 − 1.78 × 0.2) = 1.104, E = 1.443."""
    found = e_value_of_smd(0.5, 0.2)
    assert (found.point, found.limit) == pytest.approx((2.529, 1.443), abs=1e-3)


def test_rosenbaum_is_the_exact_bound():
    """The exact worst case: every rank is positive with chance Γ/(1 + Γ), all sums counted; ours is its normal limit."""
    differences = np.random.default_rng(8).normal(1, 1.5, 150)
    ranks = np.abs(differences).argsort().argsort() + 1
    statistic = ranks[differences > 0].sum()

    def worst(gamma):
        sums = np.zeros(ranks.sum() + 1)
        sums[0] = 1
        for rank in ranks:
            positive = np.concatenate([np.zeros(rank), sums[:-rank]])
            sums = (sums + gamma * positive) / (1 + gamma)
        return sums[statistic:].sum()

    gamma = rosenbaum_gamma(differences)
    assert gamma > 1.5
    assert worst(0.93 * gamma) < 0.025 < worst(1.07 * gamma)


def test_rosenbaum_of_nothing():
    assert rosenbaum_gamma(np.zeros(5)) == 0
    assert rosenbaum_gamma([1, -1, 1, -1]) == 0


def test_more_certain_pairs_stand_more():
    random = np.random.default_rng(1)
    weak, strong = random.normal(0.4, 1, 100), random.normal(1.0, 1, 100)
    assert 1 <= rosenbaum_gamma(weak) < rosenbaum_gamma(strong)
    assert rosenbaum_gamma(-strong) == rosenbaum_gamma(strong)


def test_one_deal_that_carries_everything():
    random = np.random.default_rng(2)
    treated = np.arange(60) < 20
    outcome = random.normal(1, 0.3, 60)
    outcome[3] = 60.0
    found = without_largest(outcome, treated, lambda kept: effect(outcome[kept], treated[kept]))
    assert found.effect.treated == 19
    assert abs(found.effect.estimate) < 0.3
    steady = np.where(treated, 3.0, 1.0) + random.normal(0, 0.3, 60)
    assert without_largest(steady, treated, lambda kept: effect(steady[kept], treated[kept]), 2).holds


def test_named_checks():
    whole = effect([4.0, 5.0, 6.0, 1.0, 2.0, 3.0], [1, 1, 1, 0, 0, 0])
    assert [each.name for each in checks(whole, {"fake launch date": whole})] == ["fake launch date"]


def test_fake_lists_find_nothing():
    random = np.random.default_rng(3)
    outcome = random.normal(size=120)
    actual = effect(np.r_[random.normal(3, 1, 20), outcome], np.arange(140) < 20)
    found = fake_lists(actual, 20, 120, lambda mask: effect(outcome, mask), number=60)
    assert len(found.estimates) == 60
    assert found.found <= 0.15
    assert found.rank_p == pytest.approx(1 / 61)


@pytest.mark.parametrize(
    "call",
    [
        lambda: e_value(0),
        lambda: e_value_of_shares(0.2, 0.0, 0.1, 0.3),
        lambda: fake_lists(None, 5, 5, effect),
        lambda: without_largest([1.0, 2.0], [1, 0], effect),
    ],
)
def test_bad_input(call):
    with pytest.raises(UsageError):
        call()
