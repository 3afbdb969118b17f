"""Surges: found where they were planted, quiet where there are none, and better than the simple rules."""

from __future__ import annotations

import importlib.util
import time
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from assay.stats.surge import Surges, benjamini_hochberg, surges, week_factors

BENCH = Path(__file__).parents[2] / "bench" / "surge.py"


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    if not BENCH.exists():
        pytest.skip("needs the checkout")
    spec = importlib.util.spec_from_file_location("bench_surge", BENCH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Dataclasses look their module up.
    import sys

    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def planted(bench: ModuleType):
    return bench.world(5, accounts=6_000)


@pytest.fixture(scope="module")
def found(planted) -> Surges:
    return surges(planted.users)


def test_better_than_the_simple_rules_and_near_the_oracle(bench: ModuleType, planted, found: Surges) -> None:
    average, first = bench.precision(found.evidence, planted.surging, 30)
    assert average >= 0.45
    assert first >= 0.66
    for name, rule in bench.RULES.items():
        other = bench.precision(rule(planted), planted.surging)[0]
        assert average < other if name == "oracle" else average > other + 0.1, name


def test_alerts_are_true_more_often_than_promised(planted, found: Surges) -> None:
    assert found.alert.sum() >= 8
    assert (found.alert & ~planted.surging).sum() <= 0.2 * found.alert.sum()


def test_quiet_in_a_null_week(bench: ModuleType) -> None:
    quiet = [surges(bench.world(seed, accounts=4_000, share=0).users) for seed in (31, 32, 33, 34)]
    assert 0.007 <= np.mean([(one.p_value <= 0.01).mean() for one in quiet]) <= 0.013
    assert max(one.alert.sum() for one in quiet) <= 2
    # Half of "as many" is counted: on average neither too sure nor too careful.
    assert np.mean([one.p_value.mean() for one in quiet]) == pytest.approx(0.5, abs=0.01)


def test_fast(bench: ModuleType) -> None:
    users = bench.world(1, accounts=4_000).users
    began = time.process_time()
    surges(users)
    assert time.process_time() - began < 3


def steady(accounts: int = 400, weeks: int = 20, mean: float = 4.0, seed: int = 3) -> np.ndarray:
    return np.random.default_rng(seed).poisson(mean, (accounts, weeks))


def test_what_is_expected_is_the_accounts_own_mean() -> None:
    """Half have 2 users a week, half 8: three weeks of 6 and of 24."""
    users = np.concatenate([steady(200, mean=2.0), steady(200, mean=8.0)])
    found = surges(users)
    assert found.expected[:200].mean() == pytest.approx(6, abs=0.3)
    assert found.expected[200:].mean() == pytest.approx(24, abs=0.8)
    assert found.observed[0] == users[0, -3:].sum()


def test_one_account_that_doubles_is_the_only_alert() -> None:
    users = steady()
    users[7, -3:] = 12
    found = surges(users)
    assert np.flatnonzero(found.alert).tolist() == [7]
    assert np.argmax(found.evidence) == 7


def test_a_crowd_in_every_account_is_the_season() -> None:
    """All accounts treble in the last weeks: the week did it."""
    users = np.hstack([steady(weeks=17), steady(weeks=3, mean=12.0, seed=4)])
    found = surges(users)
    assert found.alert.sum() == 0
    assert found.factors[-3:] == pytest.approx([3, 3, 3], rel=0.15)


def test_week_factors_by_hand() -> None:
    users = np.tile(np.array([4, 4, 8, 4, 2, 4, 4, 4, 4, 8]), (50, 1))
    # The seven weeks before the window have a mean of 30 / 7 users.
    assert week_factors(users) == pytest.approx(users[0] / (30 / 7), rel=1e-6)


def test_one_large_account_is_not_the_season() -> None:
    users = steady()
    users[0] = 300
    users[0, 5] = 30_000
    users[1, -1] = 3_000
    assert week_factors(users)[[5, -1]] == pytest.approx([1, 1], abs=0.1)


def test_one_person_more_is_no_surge() -> None:
    """However often somebody comes, he is one user in each week."""
    users = np.random.default_rng(0).poisson(0.3, (400, 20))
    users[9, :-3], users[9, -3:] = 0, 1
    users[0] = np.arange(20) % 2
    assert not surges(users).alert[9]


def test_a_restless_account_needs_more() -> None:
    """Two accounts with the same mean, one steady, one in bursts of 24 every sixth week: 24 again is usual for it."""
    users = steady(mean=4.0)
    bursts = np.random.default_rng(2).negative_binomial(0.3, 0.3 / 4.3, (200, 20))
    users[200:] = bursts
    users[0, :-3], users[0, -3:] = 4, [4, 4, 16]
    users[300, :-3], users[300, -3:] = [24 if week % 6 == 5 else 0 for week in range(17)], [0, 24, 0]
    found = surges(users)
    assert found.p_value[0] < 0.005
    assert found.p_value[300] > 0.05


def test_accounts_that_are_not_judged_are_no_alerts_and_cost_nothing() -> None:
    users = steady()
    users[7, -3:] = users[8, -3:] = 12
    judged = np.zeros(400, dtype=bool)
    judged[:8] = True
    found = surges(users, judged=judged)
    assert found.alert[7]
    assert not found.alert[8:].any()
    assert found.q_value[7] < surges(users).q_value[7]


def test_weeks_before_an_account_was_known_are_no_zeros() -> None:
    """Known for six weeks with 4 users in each, before and in the window: nothing unusual."""
    users = steady(weeks=20)
    users[5, :11] = 0
    since = np.zeros(400, dtype=np.int64)
    since[5] = 11
    assert surges(users, since=since).p_value[5] > surges(users).p_value[5]
    assert surges(users, since=since).expected[5] > 1.3 * surges(users).expected[5]
    since[5] = 14
    users[5, -3:] = 40
    assert not surges(users, since=since).alert[5]


def test_too_short_or_empty() -> None:
    with pytest.raises(ValueError, match="6 weeks"):
        surges(np.ones((5, 6), dtype=np.int64))
    silent = surges(np.zeros((5, 10), dtype=np.int64))
    assert not silent.alert.any()
    assert surges(np.zeros((0, 10), dtype=np.int64)).p_value.shape == (0,)


def test_benjamini_hochberg_by_hand() -> None:
    """.01·4/1 = .04; .02·4/2 = .04; .03·4/3 = .04; .5·4/4 = .5 — and steps never go down."""
    assert benjamini_hochberg(np.array([0.5, 0.01, 0.03, 0.02])) == pytest.approx([0.5, 0.04, 0.04, 0.04])
    assert benjamini_hochberg(np.array([0.9, 0.001])) == pytest.approx([0.9, 0.002])


@pytest.mark.parametrize("kind", ["lasting", "event", "rhythm", "crawlers"])
def test_nobody_surges_in_a_restless_company(bench: ModuleType, kind: str) -> None:
    """Without earlier windows and industries 2 to 4 in a hundred accounts were alerts in every such week."""
    found = [
        surges(users, groups=industry).alert for users, industry in (bench.restless(kind, seed) for seed in range(4))
    ]
    assert np.mean(found) <= 0.002


def test_a_crowd_is_an_alert_among_the_restless(bench: ModuleType) -> None:
    users, industry = bench.restless("rhythm", 1)
    users[5, -3:] = 40 + 10 * users[5].max()
    assert surges(users, groups=industry).alert[5]


def test_a_single_week_can_be_judged(bench: ModuleType) -> None:
    users, industry = bench.restless("steady", 2)
    assert surges(users, window=1, groups=industry).alert.sum() == 0
    users[7, -1] = 20 * users[7].max() + 40
    assert np.flatnonzero(surges(users, window=1, groups=industry).alert).tolist() == [7]
