"""Waves: the published example where its data are at hand, else panels whose truth is known."""

from __future__ import annotations

import numpy as np
import pytest

from assay.errors import DataError, UsageError
from assay.stats.staggered import staggered, two_way_fixed_effects
from stats.published import castle, mpdta


def panel(seed=1, growth=0.5, waves=(0, 3, 5), each=40, periods=8, noise=0.3, parents=False):
    """Account and period effects, and per wave an effect of growth × (1 + periods since launch). Truth beside it."""
    random = np.random.default_rng(seed)
    wave = np.repeat(waves, each)
    account = np.arange(len(wave))
    base = random.normal(size=len(wave)) + 0.3 * (wave == waves[1])
    common = random.normal(size=periods)
    when = np.arange(1, periods + 1)
    launched = (wave[:, None] > 0) & (when >= wave[:, None])
    effects = np.where(launched, growth * (1 + when - wave[:, None]), 0.0)
    noise = noise * random.normal(size=effects.shape)
    outcome = base[:, None] + common + effects + (noise[account // 4] if parents else noise)
    truth = effects[launched].mean() if launched.any() else 0.0
    long = (outcome.ravel(), np.repeat(account, periods), np.tile(when, len(wave)), np.repeat(wave, periods))
    return long, truth


@pytest.mark.parametrize(
    ("average", "published"), [("simple", -0.0400), ("dynamic", -0.0772), ("group", -0.0310), ("calendar", -0.0417)]
)
def test_the_published_example(average, published):
    data = mpdta()
    found = staggered(data.lemp, data.countyreal, data.year, data["first.treat"], controls="never")
    assert getattr(found, average).estimate == pytest.approx(published, abs=1e-4)
    assert found.simple.standard_error == pytest.approx(0.0120, abs=5e-4)


def test_castle_doctrine():
    """Two-way fixed effects of the vignette of R's bacondecomp: .0818; what Assay believes lies above it."""
    data = castle()
    found = staggered(data.l_homicide, data.sid, data.year, data.wave)
    assert found.naive is not None
    assert found.naive.estimate == pytest.approx(0.0818116169306475, abs=1e-9)
    assert found.simple.low < 0.08 < found.simple.high
    assert sorted(data[data.wave > 0].groupby("wave").sid.nunique()) == [1, 1, 2, 4, 13]


@pytest.fixture(scope="module")
def growing():
    long, truth = panel()
    return staggered(*long), truth, long


def test_a_growing_effect_is_found(growing):
    found, truth, _ = growing
    assert found.simple.estimate == pytest.approx(truth, rel=0.05)
    assert found.simple.low < truth < found.simple.high
    assert found.warnings == ()


def test_the_event_study_grows_and_is_flat_before(growing):
    found, _, _ = growing
    for event in found.event_study:
        expected = 0.5 * (1 + event.periods) if event.periods >= 0 else 0
        assert event.average.estimate == pytest.approx(expected, abs=0.2)
    assert {event.periods: event.waves for event in found.event_study}[4] == 1
    assert found.pre_trend_p > 0.01


def test_two_way_fixed_effects_are_far_off_and_warn(growing):
    found, truth, long = growing
    assert found.naive.estimate < 0.8 * truth
    assert found.naive.warnings[0].code == "naive"
    assert two_way_fixed_effects(*long) == found.naive


def test_two_way_fixed_effects_are_the_regression():
    import pandas as pd
    import statsmodels.formula.api as smf

    long, _ = panel(each=5)
    frame = pd.DataFrame(dict(zip("yatw", long, strict=True))).assign(
        d=lambda f: ((f.w > 0) & (f.t >= f.w)).astype(int)
    )
    expected = smf.ols("y ~ d + C(a) + C(t)", frame).fit().params["d"]
    assert two_way_fixed_effects(*long).estimate == pytest.approx(expected, abs=1e-8)


def test_averages_by_hand():
    """Two accounts a wave without noise: wave 3 grows 1, 2, wave 4 has 1; never-treated stand still."""
    wave = np.repeat([0, 3, 4], 2)
    when = np.tile(np.arange(1, 5), 6)
    start = np.repeat(wave, 4)
    outcome = np.where((start > 0) & (when >= start), 1.0 + when - start, 0.0) + np.repeat(np.arange(6), 4)
    found = staggered(outcome, np.repeat(np.arange(6), 4), when, start)
    assert found.simple.estimate == pytest.approx((1 + 2 + 1) / 3)
    assert found.dynamic.estimate == pytest.approx((1 + 2) / 2)
    assert found.group.estimate == pytest.approx((1.5 + 1) / 2)
    assert found.calendar.estimate == pytest.approx((1 + 1.5) / 2)
    assert "small_waves" in {caution.code for caution in found.warnings}


def test_errors_are_those_of_diff_diff():
    """diff-diff gives errors for the simple average and each time since launch; ours for all four averages."""
    import pandas as pd
    from diff_diff import CallawaySantAnna

    long, _ = panel(seed=3, each=15)
    frame = pd.DataFrame(dict(zip("yatw", long, strict=True)))
    theirs = CallawaySantAnna(control_group="not_yet_treated").fit(
        frame, outcome="y", unit="a", time="t", first_treat="w"
    )
    ours = staggered(*long)
    assert ours.simple.standard_error == pytest.approx(theirs.overall_se, rel=1e-6)
    events = theirs.aggregate("event_study")
    for event, error in zip(ours.event_study, events.se, strict=True):
        assert event.average.standard_error == pytest.approx(error, rel=1e-6)


def test_accounts_of_one_parent_move_together():
    long, _ = panel(seed=4, parents=True, waves=(0, 3), each=60, growth=0.0)
    alone, together = staggered(*long), staggered(*long, clusters=long[1] // 4)
    assert together.simple.estimate == pytest.approx(alone.simple.estimate)
    assert together.simple.standard_error > 1.5 * alone.simple.standard_error


def test_a_trend_before_launch_is_seen():
    long, _ = panel(seed=5, growth=0.0)
    outcome, account, when, wave = long
    drifting = outcome + 0.3 * when * (wave == 5)
    assert staggered(drifting, account, when, wave).pre_trend_p < 0.001
    assert staggered(*long).pre_trend_p > 0.05


def test_covariates_explain_different_growth():
    random = np.random.default_rng(6)
    (outcome, account, when, wave), _ = panel(seed=6, growth=0.0, waves=(0, 4), each=100)
    size = random.normal(size=200) + (np.repeat([0, 4], 100) == 4)
    long_size = np.repeat(size, 8)
    growing = outcome + 0.4 * when * long_size
    raw, adjusted = (
        staggered(growing, account, when, wave),
        staggered(growing, account, when, wave, covariates=long_size),
    )
    assert raw.simple.low > 0.5
    assert adjusted.simple.low < 0 < adjusted.simple.high


def test_a_wave_without_a_period_before_is_left_out_and_told():
    (outcome, account, when, wave), _ = panel(waves=(0, 1, 4))
    found = staggered(outcome, account, when, wave)
    assert {cell.wave for cell in found.cells} == {4}
    assert "waves_left_out" in {caution.code for caution in found.warnings}


def test_nobody_to_compare_with():
    (outcome, account, when, wave), _ = panel(waves=(1, 1, 1), growth=0.0)
    with pytest.raises(DataError):
        staggered(outcome, account, when, wave)


def test_bad_arguments():
    (outcome, account, when, wave), _ = panel(each=5)
    with pytest.raises(UsageError, match="nobody"):
        staggered(outcome, account, when, wave, controls="nobody")
    with pytest.raises(UsageError, match="different lengths"):
        staggered(outcome[:-1], account, when, wave)
