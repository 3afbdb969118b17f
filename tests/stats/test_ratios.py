"""Ratios of sums over accounts, by hand and against the bootstrap."""

from __future__ import annotations

import numpy as np
import pytest

from assay.errors import DataError
from assay.stats.ratios import ratio_effect
from assay.stats.resampling import draws


@pytest.fixture
def deals():
    random = np.random.default_rng(1)
    treated = np.arange(300) < 100
    closed = random.poisson(2, 300) * (1 + 4 * (random.random(300) < 0.1))
    tendency = np.clip(0.3 + 0.1 * treated + 0.15 * random.normal(size=300), 0, 1)
    return random.binomial(closed, tendency), closed, treated


def test_by_hand():
    """Treated 3 of 4 deals, controls 2 of 8; the account without a closed deal changes nothing."""
    found = ratio_effect([2, 1, 0, 1, 1], [2, 2, 0, 4, 4], [1, 1, 1, 0, 0])
    assert found.treated_mean == pytest.approx(0.75)
    assert found.control_mean == pytest.approx(0.25)
    assert found.estimate == pytest.approx(0.5)
    assert found.lift == pytest.approx(2)
    assert "few_cases" in {caution.code for caution in found.warnings}


def test_weights_count_in_both_sums():
    found = ratio_effect([1, 1, 4], [2, 1, 4], [1, 0, 0], weights=[1, 3, 1])
    assert found.control_mean == pytest.approx((3 * 1 + 4) / (3 * 1 + 4))
    found = ratio_effect([1, 0, 4], [2, 1, 4], [1, 0, 0], weights=[1, 3, 1])
    assert found.control_mean == pytest.approx(4 / 7)


def bootstrap(statistic, treated):
    """The percentile interval of a function of row numbers, accounts drawn again within each arm."""
    found = [statistic(rows) for rows in draws(treated, None, 1_000, 1)]
    return tuple(np.percentile(found, [2.5, 97.5]))


def test_the_interval_is_that_of_a_bootstrap_of_accounts(deals):
    won, closed, treated = deals
    found = ratio_effect(won, closed, treated)
    low, high = bootstrap(
        lambda rows: (
            won[rows][treated[rows]].sum() / closed[rows][treated[rows]].sum()
            - won[rows][~treated[rows]].sum() / closed[rows][~treated[rows]].sum()
        ),
        treated,
    )
    assert found.low == pytest.approx(low, abs=0.012)
    assert found.high == pytest.approx(high, abs=0.012)


def test_the_interval_is_that_of_a_weighted_bootstrap(deals):
    """Weights that follow the accounts' own ratio: what an account adds is reckoned from the weighted ratio."""
    won, closed, treated = deals
    weights = np.where(won > closed / 3, 6.0, 0.5)
    weights[treated] = 1
    found = ratio_effect(won, closed, treated, weights=weights)
    low, high = bootstrap(
        lambda rows: (
            won[rows][treated[rows]].sum() / closed[rows][treated[rows]].sum()
            - (weights * won)[rows][~treated[rows]].sum() / (weights * closed)[rows][~treated[rows]].sum()
        ),
        treated,
    )
    assert found.high - found.low == pytest.approx(high - low, rel=0.1)


def test_deals_of_one_account_are_not_independent(deals):
    """Taken for independent deals the interval would be narrower than it is."""
    won, closed, treated = deals
    shares = [won[arm].sum() / closed[arm].sum() for arm in (treated, ~treated)]
    naive = np.sqrt(sum(s * (1 - s) / closed[arm].sum() for s, arm in zip(shares, (treated, ~treated), strict=True)))
    assert ratio_effect(won, closed, treated).standard_error > 1.1 * naive


def test_nothing_to_divide_by():
    with pytest.raises(DataError, match="treated accounts"):
        ratio_effect([0, 0, 1], [0, 0, 2], [1, 1, 0])
