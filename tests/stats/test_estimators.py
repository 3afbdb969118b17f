"""Rule 9's intervals and rule 10's estimates, against figures worked out elsewhere or by hand."""

from __future__ import annotations

import numpy as np
import pytest

from assay.stats.estimators import (
    aalen_johansen_median,
    kaplan_meier_median,
    mean_slope,
    wilson,
)


def numbers(*values):
    return np.array(values, dtype=float)


@pytest.mark.parametrize(
    ("hits", "cases", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, table I
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (20, 20, 0.8389, 1.0),
    ],
)
def test_wilson(hits, cases, low, high):
    assert wilson(hits, cases) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_wilson_of_nothing():
    assert wilson(0, 0) == (None, None)


OPEN, WON, LOST = 0, 1, 2


def test_aalen_johansen_by_hand():
    """Won after 10 and 50 days, lost after 20 and 30, open for 25: incidence 1/5, then 1/5 + 3/10 at day 50."""
    found = aalen_johansen_median(numbers(10, 20, 25, 30, 50), numbers(WON, LOST, OPEN, LOST, WON))
    assert found == {"value": 50, "n": 5, "wins": 2, "losses": 2, "open": 1}


def test_aalen_johansen_without_censoring_is_the_median_of_the_wins():
    """Won after 10, 20, 40: incidence 1/6, 2/6, 3/6; half of it is reached at 20, wherever the losses lie."""
    days, events = numbers(10, 20, 40, 15, 30, 100), numbers(WON, WON, WON, LOST, LOST, LOST)
    assert aalen_johansen_median(days, events)["value"] == 20


def test_aalen_johansen_where_open_deals_push_the_median_out():
    """Won after 10 and 60; eight are open: at 20 four leave unseen, so the late win stands for more.

    At 10, 1 of 6 is won: 1/6, 5/6 go on. At 60, 1 of 1: + 5/6. Half of 1 is reached at 60; the wins' own median is 35.
    """
    found = aalen_johansen_median(numbers(10, 20, 20, 20, 20, 60), numbers(WON, OPEN, OPEN, OPEN, OPEN, WON))
    assert found["value"] == 60


def test_nothing_won_nothing_to_estimate():
    assert aalen_johansen_median(numbers(), numbers())["value"] is None
    assert aalen_johansen_median(numbers(5, 7), numbers(LOST, OPEN))["value"] is None
    assert kaplan_meier_median(numbers(), numbers())["value"] is None
    assert kaplan_meier_median(numbers(5, 7), numbers(OPEN, OPEN))["value"] is None


def test_kaplan_meier_by_hand():
    """6 × 10 events, 11 censored, 15 event, 20 event, 30 censored: survival 3/4, then 3/4 × 1/2 = 3/8 at 15."""
    found = kaplan_meier_median(numbers(10, 11, 15, 30), numbers(WON, OPEN, WON, OPEN))
    assert found == {"value": 15, "n": 4, "events": 2}
    # two of four have happened by day 20: half has
    assert kaplan_meier_median(numbers(10, 20, 30, 40), numbers(WON, WON, WON, WON))["value"] == 20
    # less than half has happened
    assert kaplan_meier_median(numbers(10, 20, 30), numbers(WON, OPEN, OPEN))["value"] is None


@pytest.mark.parametrize(
    ("slopes", "direction"),
    [
        (np.linspace(-3, -1, 12), "degrading"),
        (np.linspace(1, 3, 12), "improving"),
        (np.linspace(-3, 2, 12), "steady"),
        (numbers(-3, -2), None),
    ],
)
def test_a_trend_has_a_direction_only_with_an_interval(slopes, direction):
    assert mean_slope(slopes, slopes)["direction"] == direction


def test_one_kaplan_meier_for_figures_and_curves():
    """The figure's median is that of the curve, which lifelines draws; ties and censoring at random."""
    from lifelines import KaplanMeierFitter
    from lifelines.utils import median_survival_times

    chance = np.random.default_rng(7)
    for size in (1, 2, 3, 8, 40, 300):
        days, events = chance.integers(1, 60, size).astype(float), chance.integers(0, 2, size).astype(float)
        theirs = float(median_survival_times(KaplanMeierFitter().fit(days, events).survival_function_))
        ours = kaplan_meier_median(days, events)["value"]
        assert (np.inf if ours is None else ours) == theirs
