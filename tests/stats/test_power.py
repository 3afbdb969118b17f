"""What can be detected: reference numbers, the table of realistic expectations, and forecasts that simulations keep."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import statsmodels.api as sm

from assay.stats.effects import effect
from assay.stats.power import (
    Design,
    accounts_for_count,
    accounts_for_share,
    adjusted_differences,
    detectable_count_rise,
    detectable_hazard_ratio,
    detectable_mean_difference,
    detectable_share_lift,
    events_for_hazard_ratio,
    expectation,
    power_of_means,
    power_of_shares,
    simulate,
)

EXPECTATIONS = {
    20: (0.314, 0.73, 0.59, 2.54),
    50: (0.189, 0.46, 0.37, 1.81),
    100: (0.129, 0.32, 0.26, 1.52),
    200: (0.089, 0.23, 0.18, 1.34),
}


def test_reference_numbers():
    assert power_of_means(0.5, 1.0, Design(64, 64)) == pytest.approx(0.8015, abs=1e-4)  # 63.77 for .8
    assert events_for_hazard_ratio(2) == pytest.approx(65.35, abs=0.01)
    assert events_for_hazard_ratio(1.5) == pytest.approx(190.97, abs=0.01)


@pytest.mark.parametrize("treated", EXPECTATIONS)
def test_realistic_expectations(treated):
    """Three controls each, 15 % won, correlation .6 with the time before, 60 % of the deals closed."""
    share, deviations, adjusted, ratio = EXPECTATIONS[treated]
    found = expectation(treated)
    assert found.controls == 3 * treated
    assert found.share_lift == pytest.approx(share, abs=0.0005)
    assert found.deviations == pytest.approx(deviations, abs=0.005)
    assert found.deviations_adjusted == pytest.approx(adjusted, abs=0.005)
    assert found.hazard_ratio == pytest.approx(ratio, abs=0.0051)


def test_what_is_detectable_is_detected_with_the_power_asked_for():
    design = Design(40, 120, power=0.9)
    assert power_of_shares(0.2, detectable_share_lift(0.2, design), design) == pytest.approx(0.9, abs=1e-6)
    assert power_of_means(detectable_mean_difference(3, design, 0.4), 3, design, 0.4) == pytest.approx(0.9, abs=1e-6)
    assert events_for_hazard_ratio(detectable_hazard_ratio(80, 0.3), 0.3) == pytest.approx(80)
    assert accounts_for_share(0.2, detectable_share_lift(0.2, Design(40, 120)), 3) == pytest.approx(40, abs=0.01)
    rise = detectable_count_rise(1.2, Design(200, 200), 0.5)
    assert accounts_for_count(rise, 1.2, 1, 0.5) == pytest.approx(200, rel=0.02)


def test_no_lift_is_seen_as_often_as_chance_allows():
    assert power_of_shares(0.2, 0, Design(50, 50)) == 0.05


def test_what_no_comparison_of_this_size_can_show():
    assert detectable_share_lift(0.9, Design(5, 5)) is None
    assert detectable_share_lift(0.2, Design(1, 100)) is None
    assert detectable_mean_difference(0, Design(50, 50)) is None
    assert detectable_count_rise(0, Design(50, 50)) is None
    assert detectable_hazard_ratio(0) is None
    assert accounts_for_share(0.5, 0.2) == pytest.approx(93, abs=1)


def test_a_base_of_zero_is_rare_not_impossible():
    assert 0 < detectable_share_lift(0.0, Design(50, 150)) < 0.2


def test_more_accounts_and_a_known_past_show_smaller_changes():
    lifts = [detectable_share_lift(0.15, Design(n, 3 * n)) for n in (20, 50, 100)]
    assert lifts == sorted(lifts, reverse=True)
    assert detectable_mean_difference(1, Design(50, 50), 0.6) == pytest.approx(
        0.8 * detectable_mean_difference(1, Design(50, 50))
    )


def test_the_adjusted_comparison_is_a_regression():
    random = np.random.default_rng(1)
    past, outcome = random.normal(size=(3, 40)), random.poisson(2, (3, 40)).astype(float)
    estimates, errors = adjusted_differences(past, outcome, 10)
    arm = np.arange(40) < 10
    for place in range(3):
        fitted = sm.OLS(outcome[place], np.c_[np.ones(40), arm, past[place]]).fit(cov_type="HC2")
        assert estimates[place] == pytest.approx(fitted.params[1])
        assert errors[place] == pytest.approx(fitted.bse[1])


def test_a_past_that_never_varies_is_not_adjusted_for():
    estimates, _ = adjusted_differences(np.zeros((1, 6)), np.array([[1.0, 2, 3, 0, 1, 2]]), 3)
    assert estimates == pytest.approx([2 - 1])


@pytest.fixture(scope="module")
def history():
    """Three hundred accounts: meetings before and after a launch that never was, and who won a deal."""
    random = np.random.default_rng(3)
    busy = random.gamma(1.5, 1.0, 300)
    return random.poisson(busy), random.poisson(busy), (random.random(300) < 0.15).astype(float)


@pytest.mark.parametrize("treated", [20, 50])
def test_the_forecast_keeps_its_word_on_counts(history, treated):
    before, after, _ = history
    design = Design(treated, 3 * treated)
    rise = detectable_count_rise(after.std(), design, float(np.corrcoef(before, after)[0, 1]))
    found = simulate(before, after, design, [rise / 2, rise, 1.5 * rise], kind="count", draws=1000)
    assert found.power[1] == pytest.approx(0.8, abs=0.05)
    assert found.power[0] < 0.4 < 0.9 < found.power[2]
    assert found.detectable == pytest.approx(rise, rel=0.12)
    assert 0.03 <= found.false_positives <= 0.075
    assert found.bias == pytest.approx((0, 0, 0), abs=0.04)


def test_the_forecast_keeps_its_word_on_shares(history):
    *_, won = history
    design = Design(50, 150)
    lift = detectable_share_lift(won.mean(), design, pooled=False)
    found = simulate(np.zeros(300), won, design, [lift], kind="share", draws=1000)
    assert found.power[0] == pytest.approx(0.8, abs=0.05)
    assert found.bias[0] == pytest.approx(0, abs=0.01)


def test_a_simulation_is_the_same_every_time(history):
    before, after, _ = history
    first, second = (simulate(before, after, Design(20, 60), [1.0], draws=50) for _ in range(2))
    assert first == second


def test_no_history_is_no_ground():
    with pytest.raises(ValueError, match="3 accounts"):
        simulate([1, 2, 3], [1, 2, 3], Design(2, 2), [1.0])


@pytest.mark.parametrize("treated", EXPECTATIONS)
def test_the_page_shows_this_table(treated):
    page = (Path(__file__).parents[2] / "docs" / "expectations.md").read_text("utf-8")
    row = next(line for line in page.splitlines() if line.startswith(f"| {treated} |"))
    shown = [float(cell.replace("points", "")) for cell in row.strip("| ").split("|")[1:]]
    share, *others = EXPECTATIONS[treated]
    assert shown == pytest.approx([100 * share, *others])


def test_the_comparison_itself_sees_what_was_forecast(history):
    """The estimator of `assay compare`, on the same history with the forecast rise planted."""
    before, after, _ = (np.asarray(values, float) for values in history)
    design = Design(20, 60)
    rise = detectable_count_rise(after.std(), design, float(np.corrcoef(before, after)[0, 1]))
    random, treated, seen = np.random.default_rng(5), np.arange(80) < 20, 0
    for _ in range(300):
        places = random.integers(0, 300, 80)
        outcome = after[places] + np.where(treated, random.poisson(rise, 80), 0)
        seen += effect(outcome, treated, covariates=before[places][:, None]).p < 0.05
    assert seen / 300 == pytest.approx(0.8, abs=0.05)
