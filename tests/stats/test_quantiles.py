"""Quantiles in closed form are SciPy's."""

from __future__ import annotations

import pytest
from scipy.special import stdtrit
from scipy.stats import binom

from assay.stats.quantiles import EXACT, LARGE, fair_tosses, student


@pytest.mark.parametrize("degrees", [*range(1, 60), 97, 250, LARGE - 1, LARGE, LARGE + 1, 12_345, 10**7])
def test_student_is_scipys(degrees: int) -> None:
    assert student(degrees) == pytest.approx(float(stdtrit(degrees, 0.975)), rel=1e-11)


@pytest.mark.parametrize("tosses", [*range(6, 120), 999, EXACT, EXACT + 1])
def test_tosses_are_scipys(tosses: int) -> None:
    heads = max(int(binom.ppf(0.025, tosses, 0.5)), 1)
    told = (heads, *(float(binom.cdf(most, tosses, 0.5)) for most in (heads - 1, heads)))
    assert fair_tosses(tosses) == pytest.approx(told, rel=1e-9)
