"""Effects of groups drawn towards their mean: the eight schools of Rubin (1981), and what chance alone makes."""

from __future__ import annotations

import numpy as np
import pytest

from assay.stats.shrinkage import shrunk

SCHOOLS = [28, 8, -3, 7, -1, 1, 18, 12], [15, 10, 16, 11, 9, 11, 10, 18]


def test_the_eight_schools_share_one_effect():
    """DerSimonian and Laird find no spread between them; their pooled effect is 7.686, its error 4.07."""
    found = shrunk(*SCHOOLS)
    assert found.spread == 0
    assert found.values == pytest.approx([7.686] * 8, abs=1e-3)
    assert (found.high - found.low)[0] / 2 / 1.96 == pytest.approx(4.07, abs=0.01)


def test_groups_that_differ_keep_most_of_their_own():
    """Errors of 1: weights 1, mean 10, Q = 200, spread² = (200 − 1) / (2 − 1) = 199; each keeps 199/200 of its own."""
    found = shrunk([0, 20], [1, 1])
    assert found.spread**2 == pytest.approx(199)
    assert found.values == pytest.approx([10 - 10 * 199 / 200, 10 + 10 * 199 / 200])


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
