"""Published intervals; unanimity is no certainty."""

from __future__ import annotations

import pytest

from assay.errors import UsageError
from assay.stats.intervals import newcombe, nps, nps_range, wilson


@pytest.mark.parametrize(("hits", "cases", "low", "high"), [(81, 263, 0.2553, 0.3662), (0, 20, 0, 0.1611)])
def test_wilson(hits, cases, low, high):
    assert wilson(hits, cases) == pytest.approx((low, high), abs=5e-5)


def test_newcombe():
    found = newcombe(56, 70, 48, 80)
    assert (found.estimate, found.low, found.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)
    assert found.excludes_zero


@pytest.mark.parametrize(("hits", "cases", "other", "others"), [(3, 20, 9, 60), (0, 10, 0, 12), (20, 20, 50, 60)])
def test_newcombe_is_that_of_statsmodels(hits, cases, other, others):
    from statsmodels.stats.proportion import confint_proportions_2indep

    found = newcombe(hits, cases, other, others)
    expected = confint_proportions_2indep(hits, cases, other, others, method="newcomb")
    assert (found.low, found.high) == pytest.approx(expected, abs=1e-9)
    assert found.low < found.high


def test_nps():
    found = nps(50, 30, 20)
    assert found.estimate == pytest.approx(30)
    assert (found.high - found.low) / 2 == pytest.approx(15.31, abs=0.01)


@pytest.mark.parametrize("answers", [(20, 0, 0), (0, 20, 0), (0, 0, 20), (200, 0, 0), (1, 0, 0)])
def test_unanimous_answers_are_no_certainty(answers):
    found = nps(*answers)
    assert found.high - found.low > 1
    assert -100 <= found.low <= found.estimate <= found.high <= 100


def test_nps_of_few_is_wide_and_symmetric():
    assert nps(20, 0, 0).low == pytest.approx(73.50, abs=0.01)
    assert nps(0, 0, 20).high == pytest.approx(-nps(20, 0, 0).low)


def test_the_small_nps_interval_covers():
    """Exact coverage over all samples of 12 answers (true shares 60/25/15): at least 92 %."""
    from math import factorial

    total = 0.0
    for promoters in range(13):
        for passives in range(13 - promoters):
            detractors = 12 - promoters - passives
            ways = factorial(12) / (factorial(promoters) * factorial(passives) * factorial(detractors))
            found = nps(promoters, passives, detractors)
            total += ways * 0.6**promoters * 0.25**passives * 0.15**detractors * (found.low <= 45 <= found.high)
    assert 0.92 <= total <= 0.99


def test_an_nps_by_account_is_never_of_width_0():
    """20 promoters of 20 companies are 73.5 to 100; of five companies they tell no more than five do."""
    assert nps_range([1] * 20).ends == pytest.approx((73.5, 100), abs=0.01)
    assert nps_range([1] * 20, ["a", "b", "c", "d", "e"] * 4).ends == (nps(5, 0, 0).low, 100)
    assert nps_range([1] * 20, ["a", "b"] * 10).reason == "few_accounts"


@pytest.mark.parametrize("call", [lambda: nps(0, 0, 0), lambda: nps(-1, 2, 3), lambda: newcombe(5, 4, 1, 2)])
def test_no_sample(call):
    with pytest.raises(UsageError):
        call()
