"""The traps of measuring account-based marketing, simulated: what people ask for is far off, the right method is not.

Each test names its trap. "Far off" is checked against the size of the error that the trap is known for.
"""

from __future__ import annotations

import numpy as np
import pytest

from assay.errors import DataError, UsageError
from assay.stats.effects import randomised_effect
from stats.naive import (
    any_look,
    days_to_win,
    engaged_hazard,
    faster_deals,
    growing_effect,
    hottest_accounts,
    influenced,
    touched_rate,
    won_within,
)

OPEN, WON, LOST = 0, 1, 2


def within_a_tenth(value: float, truth: float) -> bool:
    return abs(value - truth) <= 0.1 * abs(truth)


def warned(found, code: str) -> bool:
    return code in {caution.code for caution in found.warnings} and all(caution.text for caution in found.warnings)


def accounts_that_engage(seed: int = 11, number: int = 6_000):
    """Winning and engaging have nothing to do with each other; followed for a year."""
    random = np.random.default_rng(seed)
    won, engaged = random.exponential(150, number), random.exponential(190, number)
    days = np.minimum(won, 365)
    return days, won <= 365, np.where(engaged < days, engaged, np.inf)


def test_trap_1_engaged_against_not_engaged_is_immortal_time():
    days, won, engaged = accounts_that_engage()
    found = engaged_hazard(days, won, engaged)
    assert found.naive == pytest.approx(0.33, abs=0.04)
    assert within_a_tenth(found.right, 1)
    assert within_a_tenth(engaged_hazard(days, won, engaged, landmark=60).right, 1)
    assert warned(found, "immortal_time")


def test_the_hazard_ratio_is_that_of_lifelines():
    from assay.stats.survival import cox

    days, won, engaged = accounts_that_engage(number=800)
    expected = cox(days, won.astype(int), {"engaged": np.isfinite(engaged).astype(float)})
    assert engaged_hazard(days, won, engaged).naive == pytest.approx(expected[0].ratio, rel=1e-4)


def test_the_time_varying_hazard_ratio_is_that_of_lifelines():
    import pandas as pd
    from lifelines import CoxTimeVaryingFitter

    days, won, engaged = accounts_that_engage(number=300)
    rows = []
    for account, (end, event, since) in enumerate(zip(days, won, engaged, strict=True)):
        rows.append((account, 0.0, min(end, since), 0, event and not np.isfinite(since)))
        if np.isfinite(since):
            rows.append((account, since, end, 1, event))
    frame = pd.DataFrame(rows, columns=["id", "start", "stop", "engaged", "event"])
    fitted = CoxTimeVaryingFitter().fit(frame, id_col="id", event_col="event", start_col="start", stop_col="stop")
    assert engaged_hazard(days, won, engaged).right == pytest.approx(np.exp(fitted.params_["engaged"]), rel=1e-3)


def test_trap_2_touches_after_the_deal_was_opened():
    """Seven of ten opened deals are touched because they exist; before that nobody's touches do anything."""
    random = np.random.default_rng(12)
    opened, touched = random.exponential(800, 40_000), random.exponential(190, 40_000)
    created = np.minimum(opened, 365)
    happened = opened <= 365
    own = np.where(touched < created, touched, np.inf)
    because = np.where(happened & (random.random(40_000) < 0.72), created + random.exponential(10, 40_000), np.inf)
    first = np.minimum(np.where(touched < 365, touched, np.inf), np.where(because < 365, because, np.inf))
    found = touched_rate(created, happened, first, own)
    assert found.naive == pytest.approx(2.6, abs=0.15)
    assert within_a_tenth(found.right, 1)
    assert warned(found, "touches_after_creation")


def quarters(seed: int, number: int = 2_000, length: int = 8):
    """Engagement of accounts by quarter, in SD: 29 % of its variance is the account's own level, the rest is chance."""
    random = np.random.default_rng(seed)
    return np.sqrt(0.29) * random.normal(size=(number, 1)) + np.sqrt(0.71) * random.normal(size=(number, length))


def test_trap_3_the_hottest_accounts_cool_down_by_themselves():
    """Truth 0: within a tenth of the naive error. The gain of the 100 picked looks like −1.46 SD, DiD says −1.54."""
    found = []
    for seed in range(8):
        values = quarters(seed)
        picked = np.isin(np.arange(2_000), np.argsort(-values[:, 5])[:100])
        gain = values[picked, 6:].mean() - values[picked, 5].mean()
        found.append((gain, hottest_accounts(values, picked, launch=6, selected_on=5)))
    gains, naive = np.mean([gain for gain, _ in found]), np.mean([each.naive for _, each in found])
    assert gains == pytest.approx(-1.46, abs=0.06)
    assert naive == pytest.approx(-1.54, abs=0.06)
    assert abs(np.mean([each.right for _, each in found])) < 0.1 * 1.46
    assert warned(found[0][1], "regression_to_the_mean")


def test_trap_3_a_randomised_holdout_of_the_hottest_finds_nothing():
    estimates = []
    for seed in range(8):
        values = quarters(seed)
        hottest = np.argsort(-values[:, 5])[:200]
        lot = np.random.default_rng(seed).permutation(200) < 100
        estimates.append(randomised_effect(values[hottest, 6:].mean(axis=1), lot).estimate)
    assert abs(np.mean(estimates)) < 0.1 * 1.46


def deals(random, number: int, window: int, median: float = 185.0):
    """Deals opened within the last `window` days, log-normal days to a win; won by now or open."""
    until = random.uniform(0, window, number)
    win = np.exp(np.log(median) + 0.58 * random.normal(size=number))
    days = np.minimum(win, until)
    return np.ceil(days), np.where(win <= until, WON, OPEN), win


def test_trap_4_deals_opened_recently_look_faster():
    """The programme opened its deals in the last 100 days, the others over two years; both take as long."""
    random = np.random.default_rng(14)
    abm, abm_event, _ = deals(random, 6_000, 100)
    rest, rest_event, _ = deals(random, 6_000, 730)
    found = faster_deals(abm, abm_event, rest, rest_event)
    fast, slow = abm[abm_event == WON].mean(), rest[rest_event == WON].mean()
    assert 1 - fast / slow == pytest.approx(0.65, abs=0.03)
    assert abs(found.right) < 0.1 * 116
    assert found.naive < -0.5 * slow
    assert warned(found, "recent_deals")


def test_trap_5_the_mean_of_won_deals():
    random = np.random.default_rng(15)
    days, event, win = deals(random, 6_000, 245)
    assert win.mean() == pytest.approx(219, rel=0.03)
    found = days_to_win(days, event)
    assert found.naive == pytest.approx(119, rel=0.05)
    assert within_a_tenth(found.right, 185)
    assert warned(found, "only_won")


def test_trap_6_lost_deals_are_not_open_deals():
    random = np.random.default_rng(16)
    number = 6_000
    win, loss = random.exponential(400, number), random.exponential(225, number)
    until = random.uniform(200, 900, number)
    days = np.minimum(np.minimum(win, loss), until)
    outcome = np.where(days == until, OPEN, np.where(win < loss, WON, LOST))
    truth = np.mean((win < loss) & (win <= 365))
    assert truth == pytest.approx(0.312, abs=0.02)
    found = won_within(np.ceil(days), outcome, 365)
    assert found.naive == pytest.approx(0.60, abs=0.03)
    assert within_a_tenth(found.right, truth)
    assert warned(found, "lost_as_open")


def test_trap_7_waves_with_a_growing_effect():
    """Four waves of 40 over 10 months, effects of .3 a month of membership, nobody left out at the end."""
    random = np.random.default_rng(17)
    wave = np.repeat([3, 5, 7, 9], 40)
    when = np.arange(1, 11)
    launched = when >= wave[:, None]
    effects = np.where(launched, 0.4 + 0.3 * (when - wave[:, None]), 0.0)
    outcome = random.normal(size=(160, 1)) + 0.2 * when + effects + 0.4 * random.normal(size=effects.shape)
    found = growing_effect(outcome.ravel(), np.repeat(np.arange(160), 10), np.tile(when, 160), np.repeat(wave, 10))
    seen = launched & (when < 9)
    truth = effects[seen].mean()
    assert within_a_tenth(found.right, truth)
    assert found.naive < 0.65 * truth
    assert warned(found, "naive")


def test_trap_8_twenty_six_weekly_looks():
    random = np.random.default_rng(18)
    weeks = np.arange(1, 27)
    z = random.normal(size=(6_000, 26)).cumsum(axis=1) / np.sqrt(weeks)
    found = any_look(z)
    assert found.naive == pytest.approx(0.267, abs=0.02)
    assert 0.03 <= found.right <= 0.055
    assert warned(found, "repeated_looks")


def test_trap_9_influence_summed_over_channels():
    random = np.random.default_rng(19)
    touched = random.random((4_000, 5)) < np.array([0.55, 0.45, 0.4, 0.3, 0.17])
    found = influenced(random.lognormal(10, 0.5, 4_000), touched)
    assert found.naive == pytest.approx(1.87, abs=0.05)
    assert found.right == pytest.approx(0.92, abs=0.02)
    assert warned(found, "influence_summed")


def test_influence_by_hand():
    """Deals of 60 and 40; mail touched both, events the first: 160 % summed, 100 % of the pipeline."""
    found = influenced([60, 40], [[1, 1], [1, 0]])
    assert (found.naive, found.right) == (pytest.approx(1.6), pytest.approx(1.0))


@pytest.mark.parametrize(
    "call",
    [
        lambda: influenced([1.0], [1]),
        lambda: influenced([0.0], [[1]]),
        lambda: hottest_accounts(np.zeros((3, 3)), [1, 0, 0], launch=1, selected_on=1),
        lambda: days_to_win([3.0], [0]),
        lambda: touched_rate([1.0, 2.0], [1, 0], [1.0, 1.0], [1.0, 1.0]),
        lambda: engaged_hazard([1.0, 2.0], [1, 1], [0.5, 0.5]),
        lambda: faster_deals([1.0], [1], [2.0], [1]),
    ],
)
def test_what_cannot_be_told(call):
    with pytest.raises((DataError, UsageError)):
        call()
