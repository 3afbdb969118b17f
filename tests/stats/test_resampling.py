"""Bootstrap of medians: weighted, over cases of accounts, parents drawn whole."""

from __future__ import annotations

import numpy as np
import pytest

from assay.stats.resampling import draws, median_difference, weighted_median


@pytest.mark.parametrize(
    ("values", "weights", "median"),
    [
        ([3, 1, 2], [1, 1, 1], 2),
        ([1, 2, 3, 4], [1, 1, 1, 1], 2.5),
        ([1, 2, 3], [1, 1, 5], 3),
        ([1, 2, 3], [2, 0, 2], 2),
        ([7], [2], 7),
    ],
)
def test_weighted_median(values, weights, median):
    assert weighted_median(values, weights) == median


def test_no_weight_has_no_median():
    assert weighted_median([1, 2], [0, 0]) is None


def of_own(outcome, treated, **more):
    """Each account is its own case."""
    given = {"weights": np.ones(len(outcome)), "resamples": 400, **more}
    return median_difference(np.asarray(outcome, dtype=float), np.arange(len(outcome)), treated, **given)


def test_difference_of_medians():
    random = np.random.default_rng(1)
    treated = np.arange(200) < 100
    outcome = np.exp(random.normal(size=200)) + 1.0 * treated
    found = of_own(outcome, treated)
    assert found.value == pytest.approx(np.median(outcome[:100]) - np.median(outcome[100:]))
    assert 0 < found.low < 1 < found.high
    assert found.p_value < 0.05


def test_accounts_without_weight_are_neither_counted_nor_drawn():
    treated = np.array([True] * 3 + [False] * 4)
    outcome = np.array([5.0, 6, 7, 1, 2, 3, 1000])
    weights = np.array([1.0, 1, 1, 1, 1, 1, 0])
    found = of_own(outcome, treated, weights=weights)
    assert (found.treated, found.control) == (6, 2)
    assert found.low >= 5 - 3


def test_an_arm_without_a_case_has_no_difference():
    treated = np.array([True, False, False])
    found = median_difference(np.array([1.0, 2.0]), np.array([1, 2]), treated, np.ones(3), resamples=20)
    assert (found.treated, found.control, found.value, found.p_value) == (None, 1.5, None, None)


def test_accounts_of_one_parent_are_drawn_together():
    """Ten copies of each of eight values are eight cases, not eighty: the interval is as wide as that of eight."""
    random = np.random.default_rng(5)
    values, treated = random.normal(size=16), np.arange(16) < 8
    many, arms, parents = np.repeat(values, 10), np.repeat(treated, 10), np.repeat(np.arange(16), 10)
    alone, whole, apart = (
        of_own(values, treated),
        of_own(many, arms, clusters=parents),
        of_own(many, arms),
    )
    assert whole.high - whole.low == pytest.approx(alone.high - alone.low, rel=0.15)
    assert apart.high - apart.low < 0.7 * (whole.high - whole.low)


def test_clusters_are_drawn_whole():
    mask = np.array([True] * 4 + [False] * 4)
    parents = np.array([1, 1, 2, 2, 3, 3, 3, 4])
    for rows in draws(mask, parents, 20, 1):
        counts = np.bincount(rows, minlength=8)
        assert counts[0] == counts[1]
        assert counts[4] == counts[5] == counts[6]
        assert counts[:4].sum() == 4


def test_the_same_every_time():
    outcome, treated = np.random.default_rng(4).normal(size=40), np.arange(40) < 20
    assert of_own(outcome, treated) == of_own(outcome, treated)
