"""Limits against published tables; false positives over 26 looks."""

from __future__ import annotations

import numpy as np
import pytest

from assay.stats.sequential import planned_limits


def limits(looks):
    """Those of a plan that keeps nothing for later: what is published. The one look later is left out."""
    found = planned_limits(looks, kept=0.0, later=1)
    return found.z[:looks], found.p[:looks], found.spent[:looks]


def test_published_limits():
    """Lan & DeMets spending for five equal looks, two-sided 5 % (as in gsDesign and ldbounds)."""
    z, _, spent = limits(5)
    assert z == pytest.approx([4.877, 3.357, 2.680, 2.290, 2.031], abs=1e-3)
    assert spent[-1] == pytest.approx(0.05)


def test_one_look_is_a_plain_test():
    z, p, _ = limits(1)
    assert z == pytest.approx([1.959964], abs=1e-5)
    assert p == pytest.approx([0.05])


def test_limits_fall_and_the_last_is_above_196():
    z, _, _ = limits(26)
    assert (np.diff(z) <= 1e-9).all()
    assert 1.96 < z[-1] < 2.2
