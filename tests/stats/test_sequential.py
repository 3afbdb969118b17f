"""Limits against published tables; false positives over 26 looks."""

from __future__ import annotations

import numpy as np
import pytest

from assay.errors import UsageError
from assay.stats.sequential import always_valid, spending_limits

FIVE = [0.2, 0.4, 0.6, 0.8, 1.0]


@pytest.mark.parametrize(
    ("shape", "published"),
    [
        ("obrien_fleming", [4.877, 3.357, 2.680, 2.290, 2.031]),
        ("pocock", [2.438, 2.427, 2.410, 2.397, 2.386]),
    ],
)
def test_published_limits(shape, published):
    """Lan & DeMets spending for five equal looks, two-sided 5 % (as in gsDesign and ldbounds)."""
    found = spending_limits(FIVE, shape=shape)
    assert found.z == pytest.approx(published, abs=1e-3)
    assert found.spent[-1] == pytest.approx(0.05)


def test_one_look_is_a_plain_test():
    assert spending_limits([1.0]).z == pytest.approx([1.959964], abs=1e-5)
    assert spending_limits([1.0]).p == pytest.approx([0.05])


def test_limits_fall_and_the_last_is_above_196():
    found = spending_limits(np.arange(1, 27) / 26)
    assert (np.diff(found.z) <= 1e-9).all()
    assert 1.96 < found.z[-1] < 2.2
    assert found.stops(25, -2.5)
    assert not found.stops(0, 3.5)


def test_always_valid_over_many_looks():
    random = np.random.default_rng(1)
    looks = np.arange(1, 27)
    z = random.normal(size=(1500, 26)).cumsum(axis=1) / np.sqrt(looks)
    found = sum(
        any(
            always_valid(value / np.sqrt(n), 1 / np.sqrt(n), 0.55).p < 0.05 for value, n in zip(row, looks, strict=True)
        )
        for row in z
    )
    assert found / 1500 < 0.05


def test_always_valid_p_and_interval_agree():
    for estimate in (0.5, 1.2, 2.8, 3.5):
        found = always_valid(estimate, 1.0, 2.8)
        assert (found.low > 0) == (found.p < 0.05)
    assert always_valid(0.0, 1.0, 2.8).p == 1


def test_always_valid_by_hand():
    """Mixture N(0, 1) against an error of 1: p = √2 · exp(−z²/4)."""
    assert always_valid(3.0, 1.0, 1.0).p == pytest.approx(np.sqrt(2) * np.exp(-9 / 4))


@pytest.mark.parametrize("looks", [[], [0.5, 0.4], [0.0, 1.0], [0.5, 1.2]])
def test_looks_must_rise(looks):
    with pytest.raises(UsageError):
        spending_limits(looks)


def test_unknown_shape():
    with pytest.raises(UsageError, match="haybittle"):
        spending_limits([1.0], shape="haybittle")
