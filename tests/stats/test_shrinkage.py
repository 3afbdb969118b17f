"""Effects of groups drawn towards their mean: the eight schools of Rubin (1981), and what chance alone makes."""

from __future__ import annotations

import numpy as np
import pytest

from assay.stats.shrinkage import shrunk

SCHOOLS = [28, 8, -3, 7, -1, 1, 18, 12], [15, 10, 16, 11, 9, 11, 10, 18]


def test_the_eight_schools_nearly_share_one_effect():
    """Bayesian Data Analysis, table 5.3: posterior medians 5 to 10 where the schools' own effects are -3 to 28; the pooled one is 7.7."""
    found = shrunk(*SCHOOLS)
    assert found.mean == pytest.approx(7.7, abs=0.3)
    assert found.values.tolist() == pytest.approx([10, 8, 7, 8, 6, 7, 10, 8], abs=1.2)
    assert ((found.low < 7.686) & (found.high > 7.686)).all()
    assert (found.high - found.low > 2 * 1.96 * 4.07).all()


def test_groups_that_differ_keep_most_of_their_own():
    found = shrunk([0, 20], [1, 1])
    assert found.values == pytest.approx([0, 20], abs=0.5)
    assert found.spread > 5


@pytest.mark.parametrize("spread", [0.0, 0.5, 2.0])
def test_intervals_hold_the_truth_whether_groups_differ_or_not(spread):
    """Three groups, 1,000 times: of 3,000 intervals 92 to 99 in a hundred hold theirs."""
    random = np.random.default_rng(7)
    held = []
    for _ in range(1000):
        truth, errors = random.normal(1, spread, 3), random.uniform(0.5, 1.5, 3)
        found = shrunk(random.normal(truth, errors), errors)
        held += [*((found.low <= truth) & (truth <= found.high))]
    assert 0.92 <= np.mean(held) <= 0.99


def test_the_unsure_are_drawn_most():
    found = shrunk([0.0, 10.0, 20.0], [1.0, 1.0, 8.0])
    assert abs(found.values[2] - found.mean) < abs(20 - found.mean) / 2
    assert abs(found.values[0] - 0) < 0.5


def test_nearer_the_truth_than_each_alone():
    random = np.random.default_rng(5)
    alone, together = [], []
    for _ in range(200):
        truth, errors = random.normal(1, 0.5, 5), random.uniform(0.5, 1.5, 5)
        seen = random.normal(truth, errors)
        alone.append(((seen - truth) ** 2).mean())
        together.append(((shrunk(seen, errors).values - truth) ** 2).mean())
    assert np.mean(together) < 0.6 * np.mean(alone)
