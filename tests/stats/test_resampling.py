"""Bootstrap of medians and means: weighted, clustered, balanced anew."""

from __future__ import annotations

import numpy as np
import pytest

from assay.stats.effects import effect
from assay.stats.resampling import bootstrap, bootstrap_difference, draws, weighted_median


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


def test_difference_of_medians():
    random = np.random.default_rng(1)
    treated = np.arange(200) < 100
    outcome = np.exp(random.normal(size=200)) + 1.0 * treated
    found = bootstrap_difference(outcome, treated, resamples=400)
    assert found.estimate == pytest.approx(np.median(outcome[:100]) - np.median(outcome[100:]))
    assert found.low < 1 < found.high
    assert found.low > 0


def test_the_mean_has_the_interval_of_the_regression():
    random = np.random.default_rng(2)
    treated = np.arange(200) < 80
    outcome = random.normal(size=200)
    found, expected = bootstrap_difference(outcome, treated, statistic="mean"), effect(outcome, treated)
    assert found.estimate == pytest.approx(expected.estimate)
    assert (found.low, found.high) == (pytest.approx(expected.low, abs=0.03), pytest.approx(expected.high, abs=0.03))


def test_balanced_anew_in_every_draw():
    random = np.random.default_rng(3)
    size = random.normal(size=150)
    treated = np.arange(150) < 40
    size[treated] += 0.8
    outcome = 3 * size + random.normal(size=150)
    raw = bootstrap_difference(outcome, treated, statistic="mean", resamples=150)
    found = bootstrap_difference(outcome, treated, statistic="mean", covariates=size, resamples=150)
    assert raw.low > 0
    assert found.low < 0 < found.high
    assert found.high - found.low < raw.high - raw.low


def test_clusters_are_drawn_whole():
    mask = np.array([True] * 4 + [False] * 4)
    parents = np.array([1, 1, 2, 2, 3, 3, 3, 4])
    for rows in draws(mask, parents, 20, 1):
        counts = np.bincount(rows, minlength=8)
        assert counts[0] == counts[1]
        assert counts[4] == counts[5] == counts[6]
        assert counts[:4].sum() == 4


def test_a_statistic_that_is_not_always_defined():
    low, high = bootstrap(lambda rows: float(len(rows)) if rows[0] else float("nan"), [True, True, False], resamples=50)
    assert low == high == 3


def test_the_same_every_time():
    outcome, treated = np.random.default_rng(4).normal(size=40), np.arange(40) < 20
    assert bootstrap_difference(outcome, treated, resamples=50) == bootstrap_difference(outcome, treated, resamples=50)
