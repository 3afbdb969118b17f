"""Durations: reference numbers, a table worked out by hand, and the traps of young programmes and lost deals."""

from __future__ import annotations

from itertools import pairwise
from math import gamma, inf, log

import numpy as np
import pytest
from lifelines import AalenJohansenFitter, KaplanMeierFitter
from lifelines.datasets import load_lung, load_rossi
from lifelines.utils import restricted_mean_survival_time

from assay.stats.survival import (
    LOST,
    OPEN,
    WON,
    common_horizon,
    cox,
    cumulative_incidence,
    median_among_won,
    median_days,
    reach,
    restricted_mean,
    restricted_mean_difference,
)

DAYS, EVENTS = [10, 20, 30, 40], [WON, LOST, WON, OPEN]
SHAPE = 1.4
MEAN, MEDIAN = 219.0, 185.0
SCALE = MEAN / gamma(1 + 1 / SHAPE)


@pytest.fixture(scope="module")
def lung():
    table = load_lung()
    return {sex: (group["time"].to_numpy(), group["status"].to_numpy()) for sex, group in table.groupby("sex")}


def durations(random: np.random.Generator, size: int) -> np.ndarray:
    return np.ceil(SCALE * random.weibull(SHAPE, size))


def seen(days: np.ndarray, followed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What is known of deals that take `days` and have been followed for `followed`."""
    return np.minimum(days, followed), (days <= followed).astype(int)


def test_lung_medians(lung):
    table = load_lung()
    assert median_days(table["time"], table["status"]).value == 310
    assert [median_days(*lung[sex]).value for sex in (1, 2)] == [270, 426]
    found = median_days(table["time"], table["status"])
    assert (found.low, found.high, found.n, found.events) == (284, 361, 228, 165)


def test_lung_cox():
    table = load_lung()
    (sex,) = cox(table["time"], table["status"], {"sex": table["sex"]})
    assert sex.coefficient == pytest.approx(-0.531022, abs=1e-3)
    assert sex.standard_error == pytest.approx(0.167179, abs=1e-3)
    assert sex.ratio == pytest.approx(np.exp(-0.531022), abs=1e-3)


def test_lung_restricted_means(lung):
    means = [restricted_mean(*lung[sex], 365) for sex in (1, 2)]
    assert [mean.value for mean in means] == pytest.approx([241.495, 297.465], abs=1e-3)
    difference = restricted_mean_difference(*lung[2], *lung[1], horizon=365)
    assert difference.value == pytest.approx(297.465 - 241.495, abs=1e-3)
    assert difference.low is not None
    assert difference.low > 0


def test_rossi_cox():
    table = load_rossi()
    names = ("fin", "age", "race", "wexp", "mar", "paro", "prio")
    found = {one.name: one for one in cox(table["week"], table["arrest"], {name: table[name] for name in names})}
    assert found["fin"].coefficient == pytest.approx(-0.3794, abs=1e-4)
    assert found["age"].coefficient == pytest.approx(-0.0574, abs=1e-4)
    assert found["prio"].coefficient == pytest.approx(0.0915, abs=1e-4)


def test_four_deals_by_hand():
    """Share won: 1/4 on day 10; of the 3 left one is lost, of the 2 then left one is won: 1/4 + 1/2 · 1/2 = 1/2."""
    curve = cumulative_incidence(DAYS, EVENTS)
    assert curve.share == pytest.approx([0.25, 0.25, 0.5, 0.5])
    assert curve.at_risk == (4, 3, 2, 1)
    assert (curve.at(5), curve.at(29)) == (None, pytest.approx(0.25))
    assert restricted_mean(DAYS, EVENTS, 40).value == pytest.approx(40 - 0.25 * 30 - 0.25 * 10)
    assert restricted_mean(DAYS, EVENTS, 40, measure="among_won").value == pytest.approx((10 + 30) / 2)
    assert restricted_mean(DAYS, EVENTS, 25, measure="among_won").value == pytest.approx(10)
    assert median_among_won(DAYS, EVENTS) == 10


def test_without_lost_deals_it_is_kaplan_meier(lung):
    days, events = lung[1]
    curve, fitted = cumulative_incidence(days, events), KaplanMeierFitter().fit(days, events)
    assert [1 - curve.at(day) for day in (100, 270, 500)] == pytest.approx(fitted.predict([100, 270, 500]).tolist())
    for horizon in (90, 365, 700):
        assert restricted_mean(days, events, horizon).value == pytest.approx(
            restricted_mean_survival_time(fitted, horizon)
        )


def test_aalen_johansen_agrees_with_lifelines_where_no_days_are_tied():
    random = np.random.default_rng(2)
    days, events = np.cumsum(random.uniform(0.5, 2, 60)), random.integers(0, 3, 60)
    fitted = AalenJohansenFitter(calculate_variance=False).fit(days, events, 1)
    assert cumulative_incidence(days, events).share == pytest.approx(fitted.cumulative_density_.iloc[1:, 0].tolist())


def test_the_jackknife_error_is_that_of_the_closed_form(lung):
    """Greenwood's variance of a restricted mean: Σ (area right of t)² · deaths ÷ (at risk · left after)."""
    days, events = lung[1]
    horizon, variance = 365.0, 0.0
    curve = cumulative_incidence(days, events)
    for time in np.unique(days[(events == 1) & (days <= horizon)]):
        at_risk, ended = (days >= time).sum(), ((days == time) & (events == 1)).sum()
        steps = [time, *(day for day in curve.days if time < day < horizon), horizon]
        area = sum((1 - (curve.at(low) or 0)) * (high - low) for low, high in pairwise(steps))
        variance += area**2 * ended / (at_risk * (at_risk - ended))
    assert restricted_mean(days, events, horizon).standard_error == pytest.approx(np.sqrt(variance), rel=0.02)


def test_weights_count_as_so_many_deals():
    twice = restricted_mean([10, 10, 20, 30, 40], [WON, WON, LOST, WON, OPEN], 40, measure="among_won")
    weighted = restricted_mean(DAYS, EVENTS, 40, measure="among_won", weights=[2, 1, 1, 1])
    assert weighted.value == pytest.approx(twice.value)


def test_deals_of_one_account_are_not_taken_for_independent():
    random = np.random.default_rng(5)
    pace = np.repeat(np.exp(random.normal(0, 0.6, 40)), 5)
    days = 100 * pace * random.weibull(3, 200)
    alone = restricted_mean(days, np.ones(200), 200).standard_error
    together = restricted_mean(days, np.ones(200), 200, clusters=np.repeat(np.arange(40), 5)).standard_error
    assert together > 1.5 * alone


def test_recently_opened_deals_are_not_faster():
    """Trap: the programme's deals were opened in the last months. Naive: more than half faster; in truth alike."""
    random = np.random.default_rng(4)
    young = seen(durations(random, 1500), random.uniform(0, 150, 1500))
    old = seen(durations(random, 1500), random.uniform(200, 900, 1500))
    naive = [days[event == 1].mean() for days, event in (young, old)]
    assert naive[0] < 0.5 * naive[1]
    found = restricted_mean_difference(*young, *old, horizon=140)
    assert found.a.value == pytest.approx(found.b.value, rel=0.1)
    assert found.a.value == pytest.approx(116, rel=0.1)
    assert found.low < 0 < found.high
    assert common_horizon(*young, *old) == pytest.approx(150, abs=5)


def test_the_mean_of_what_has_closed_is_too_short():
    """Trap: of deals opened in the last year only the fast ones have closed."""
    random = np.random.default_rng(6)
    days, event = seen(durations(random, 3000), random.uniform(0, 365, 3000))
    assert days[event == 1].mean() < 0.65 * MEAN
    assert median_days(days, event).value == pytest.approx(MEDIAN, rel=0.1)
    assert pytest.approx(MEDIAN, rel=0.01) == SCALE * log(2) ** (1 / SHAPE)


def test_lost_deals_are_not_open_ones():
    """Trap: with lost deals censored, six in ten seem to be won within a year; in truth .312 are."""
    random = np.random.default_rng(7)
    won, lost = random.exponential(1 / 0.00251, 4000), random.exponential(1 / 0.00504, 4000)
    followed = random.uniform(100, 900, 4000)
    ended = np.ceil(np.minimum(won, lost))
    days = np.minimum(ended, np.floor(followed))
    outcome = np.where(ended > days, OPEN, np.where(won < lost, WON, LOST))
    naive = cumulative_incidence(days, np.where(outcome == WON, WON, OPEN)).at(365)
    assert naive == pytest.approx(0.60, abs=0.03)
    assert cumulative_incidence(days, outcome).at(365) == pytest.approx(0.312, rel=0.1)


def test_winning_more_often_is_not_winning_faster():
    random = np.random.default_rng(8)
    days = np.ceil(random.uniform(20, 200, 2000))
    often, seldom = (np.where(random.random(2000) < rate, WON, LOST) for rate in (0.5, 0.2))
    among = restricted_mean_difference(days, often, days, seldom, horizon=200, measure="among_won")
    counting_all = restricted_mean_difference(days, often, days, seldom, horizon=200)
    assert abs(among.value) < 10
    assert among.low < 0 < among.high
    assert counting_all.high < 0


def test_an_interval_holds_the_truth_in_nineteen_of_twenty_cases():
    random = np.random.default_rng(9)
    hits = 0
    for _ in range(200):
        arms = []
        for size in (40, 120):
            pace = np.repeat(np.exp(random.normal(0, 0.4, size // 2)), 2)
            days, event = seen(pace * durations(random, size), random.uniform(60, 500, size))
            arms.append((days, event, np.repeat(np.arange(size // 2), 2)))
        (days_a, event_a, own_a), (days_b, event_b, own_b) = arms
        found = restricted_mean_difference(
            days_a, event_a, days_b, event_b, horizon=250, clusters_a=own_a, clusters_b=own_b
        )
        hits += found.low <= 0 <= found.high
    assert 0.91 <= hits / 200 <= 0.985


def test_how_far_a_curve_reaches():
    assert reach([1, 2, 3, 4], [1, 1, 1, 1]) is None
    assert reach([1, 2, 3, 4, 5, 6], [0, 1, 1, 1, 1, 0]) == 2
    assert reach([1, 2, 3, 4, 5, 6], [1, 2, 1, 1, 1, 2]) == inf
    assert reach(range(1, 201), [1] * 199 + [0]) == inf
    assert common_horizon([1, 2, 3, 4, 5, 6], [1] * 6, [2, 4, 6, 8, 9, 10], [1] * 6) == 10
    assert common_horizon([1, 2, 3, 4, 5, 6], [1] * 6, [2, 4, 6, 8, 9, 10], [0] * 6) == 4
    assert common_horizon([1, 2], [1, 1], range(9), [0] * 9) is None


@pytest.mark.parametrize(
    ("days", "events", "note"), [([5, 6], [1, 1], "too_few"), ([5, 6, 7, 8, 9], [0, 2, 2, 0, 0], "nothing_won")]
)
def test_too_little_is_said_to_be_too_little(days, events, note):
    other = ([3, 4, 5, 6, 7], [1, 1, 1, 1, 1])
    found = restricted_mean_difference(days, events, *other, measure="among_won")
    assert (found.value, found.low, found.note) == (None, None, note)


def test_no_deals_at_all():
    assert median_days([], []).value is None
    assert restricted_mean([], [], 90).value is None
    assert restricted_mean([5], [WON], 90).low is None
