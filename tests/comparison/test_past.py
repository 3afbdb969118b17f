"""Designs that compare with the past: waves with the accounts not yet in, a segment with a blend of the others."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from assay.comparison.arms import Account
from assay.comparison.compare import compare
from assay.comparison.panels import Panel
from assay.comparison.waves import _period
from assay.errors import DataError, UsageError
from assay.metrics.scope import Scope
from comparison.market import Market

FIRST, END = date(2023, 1, 1), date(2025, 12, 31)
QUARTERS = [date(2023 + place // 4, 1 + 3 * (place % 4), 1) for place in range(12)]
WAVES = (date(2024, 7, 1), date(2025, 1, 10), date(2025, 4, 1))
EFFECT = 2
SINCE = Scope(start=date(2024, 7, 1), end=END)


def chats(market, account, quarter, number):
    for place in range(number):
        market.touch(account, quarter + timedelta(days=20 + place))


@pytest.fixture(scope="module")
def waves():
    """Three waves of 15 accounts and 30 without; a common trend, and two more chats a quarter from launch on."""
    market, random = Market(), np.random.default_rng(3)
    for place in range(75):
        account, wave = f"a{place:02}", place // 15 if place < 45 else None
        market.account(account)
        market.listed(account, "control" if wave is None else "abm", since=WAVES[0] if wave is None else WAVES[wave])
        level = 1 + place % 3
        for number, quarter in enumerate(QUARTERS):
            since = wave is not None and quarter >= WAVES[wave].replace(day=1)
            chats(market, account, quarter, int(random.poisson(level + 0.2 * number) + EFFECT * since))
    return market.run()


def test_waves_find_the_planted_effect(waves):
    found = compare(waves, "chats", SINCE, design="staggered")
    assert (found.design, found.rung, found.verdict, found.claim) == ("staggered", 2, "higher", "associated")
    assert found.low < EFFECT < found.high
    assert found.abm.accounts == 45
    study = {one["quarters"]: one for one in found.extra["event_study"]}
    assert all(abs(study[quarter]["estimate"]) < 1 for quarter in study if quarter < 0)
    assert all(study[quarter]["estimate"] > 1 for quarter in study if quarter >= 0)
    assert found.abm.value - found.against.value == pytest.approx(found.difference)


def test_averages_of_cases_have_no_past_of_each_account(waves):
    found = compare(waves, "win_rate", SINCE, design="staggered")
    assert found.difference is None
    assert "every account" in " ".join(found.warnings)


def test_waves_in_which_nothing_differs_have_no_interval():
    """All open a deal in every quarter: `no difference seen`, 0 to 0, came of it."""
    market = Market()
    for place in range(48):
        market.account(name := f"x{place:02}", employees=100)
        market.listed(name, "abm" if place < 32 else "control", date(2025, 7 if 16 <= place < 32 else 1, 1))
        for quarter in range(8):
            market.deal(name, date(2024, 1, 15) + timedelta(days=91 * quarter))
    market.touch("x00", END)
    said = compare(market.run(), "opportunity_rate", Scope(start=date(2025, 1, 1), end=END), design="staggered")
    assert (said.low, said.high, said.detectable) == (None, None, None)
    assert said.verdict == "cannot_tell_yet"


def test_one_wave_is_no_staggered_start():
    with pytest.raises(DataError, match="1 wave"):
        compare(_one_wave(), "chats", SINCE, design="staggered")


def _one_wave():
    market = Market()
    for place in range(30):
        market.account(f"a{place}")
        market.listed(f"a{place}", "abm" if place < 20 else "control", since=WAVES[0])
        chats(market, f"a{place}", QUARTERS[0], 1)
    market.touch("a0", END)
    return market.run()


@pytest.fixture(scope="module")
def regions():
    """Eight regions of 20 accounts; the programme runs in the first alone, from the third year on."""
    market, random = Market(), np.random.default_rng(5)
    for region in range(8):
        for place in range(20):
            account = f"r{region}-{place:02}"
            market.account(account, region=f"R{region}")
            if region == 0:
                market.listed(account, since=date(2025, 1, 1))
            for number, quarter in enumerate(QUARTERS):
                on = region == 0 and quarter >= date(2025, 1, 1)
                level = 1 + 0.2 * region + 0.3 * np.sin(number + region % 3)
                chats(market, account, quarter, int(level + random.random()) + EFFECT * on)
    return market.run()


def test_a_segment_is_compared_with_a_blend_of_the_others(regions):
    found = compare(
        regions, "chats", Scope(start=date(2025, 1, 1), end=END), design="synthetic", by="region", against="rest"
    )
    # First of eight: the smallest p there can be is an eighth, so that no verdict and no interval can be given.
    assert (found.design, found.rung, found.verdict) == ("synthetic", 4, "cannot_tell_yet")
    assert found.p_value == pytest.approx(1 / 8)
    assert found.low is found.high is None
    assert found.difference == pytest.approx(EFFECT, abs=0.6)
    assert found.extra["unit"] == "R0"
    assert found.extra["launch"] == "2025-01-01"
    assert sum(found.extra["weights"].values()) == pytest.approx(1, abs=1e-6)
    assert found.extra["rank"] == 1
    assert abs(found.extra["placebo_launch"]) < 0.6
    assert len(found.extra["placebos"]) == 7


def test_an_unknown_segment_is_an_error(regions):
    scope = Scope(start=date(2025, 1, 1), end=END)
    with pytest.raises(UsageError, match="R9"):
        compare(regions, "chats", scope, design="synthetic", unit="R9", against="rest")
    with pytest.raises(DataError, match="R3"):
        compare(regions, "chats", scope, design="synthetic", unit="R3", against="rest")


def test_who_launched_outside_the_quarters_looked_at():
    """Before the first whole quarter: nothing to compare with. After the last: a control still. In the first: the same."""
    made = Panel(tuple(QUARTERS), np.zeros((1, 12)), np.ones((1, 12)))

    def period(day, treated=True):
        return _period(made, Account("a", "A", "a", treated, day))

    assert [made.place(day) for day in (date(2022, 12, 31), FIRST, date(2025, 12, 31), date(2026, 1, 1))] == [
        -1,
        0,
        11,
        None,
    ]
    assert [period(day) for day in (date(2022, 6, 1), date(2023, 2, 1), date(2023, 4, 1), date(2026, 1, 1))] == [
        -1,
        -1,
        1,
        0,
    ]
    assert period(date(2023, 4, 1), treated=False) == 0
