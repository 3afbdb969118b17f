"""Lists picked on how busy accounts looked, and a programme without any effect: it must never come out as one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from assay.comparison.compare import compare
from assay.metrics.scope import Scope
from comparison.market import END, LAUNCH, Market, later

WORLDS, ACCOUNTS, PICKED = 6, 240, 60


@dataclass(frozen=True)
class Worlds:
    """Companies side by side in one run, each with a list of its own; nobody's programme has any effect."""

    run: object
    excess: float


def worlds(pick) -> Worlds:
    """Accounts differ in how busy they are for good; `pick` chooses the list from the touches of the last quarter."""
    market, excess = Market(), []
    for world in range(WORLDS):
        random = np.random.default_rng(world)
        busy = random.gamma(2.0, 1.0, ACCOUNTS)
        quarters = random.poisson(busy[:, None], (ACCOUNTS, 4))
        after = random.poisson(busy)
        chosen = pick(random, quarters[:, -1])
        excess.append(after[chosen].mean() - after[~chosen].mean())
        for place in range(ACCOUNTS):
            name = f"w{world}-{place:03}"
            market.account(name)
            market.listed(name, "abm" if chosen[place] else "control", list=f"World {world}")
            for quarter, count in enumerate(quarters[place]):
                for number in range(count):
                    market.touch(name, later(-365 + 91 * quarter + number))
            for number in range(after[place]):
                market.touch(name, later(10 + number))
    market.touch("w0-000", END)
    return Worlds(market.run(), float(np.mean(excess)))


def hottest(_random, touches):
    """The accounts with most touches in the last quarter, all of them."""
    chosen = np.zeros(ACCOUNTS, bool)
    chosen[np.argsort(-touches, kind="stable")[:PICKED]] = True
    return chosen


def rather_hot(random, touches):
    """The same with luck: some hot accounts are left to compare with."""
    return hottest(random, touches + random.gumbel(0, 1.5, ACCOUNTS))


@pytest.fixture(scope="module")
def picked_by_heat():
    return worlds(hottest)


@pytest.fixture(scope="module")
def picked_by_looks():
    return worlds(rather_hot)


def each(found: Worlds, **how):
    for world in range(WORLDS):
        scope = Scope(lists=(f"World {world}",), start=LAUNCH, end=END)
        yield compare(found.run, "chats", scope, covariates=("prior_touches", "recent_touches"), **how)


@pytest.fixture(scope="module")
def matched(picked_by_looks):
    return list(each(picked_by_looks))


def test_the_hottest_accounts_do_better_without_any_programme(picked_by_heat, picked_by_looks):
    assert picked_by_heat.excess > 1
    assert picked_by_looks.excess > 0.7


def test_the_raw_difference_is_large_and_never_an_effect(picked_by_heat):
    for found in each(picked_by_heat, method="raw"):
        assert found.low > 0
        assert (found.verdict, found.claim) == ("not_an_effect", "touched")
        assert any("busy accounts" in warning for warning in found.warnings)


def test_the_hottest_accounts_never_come_out_as_an_effect(picked_by_heat):
    """No control is as hot: either they cannot be made alike, or what was known explains the difference."""
    found = [one.verdict for one in each(picked_by_heat)]
    assert sum(verdict in ("higher", "lower") for verdict in found) <= 1, found


def test_a_list_picked_by_looks_is_balanced_on_them_and_shows_nothing(picked_by_looks, matched):
    assert all(one.design == "matched" for one in matched)
    assert max(abs(line.after) for one in matched for line in one.balance) < 1e-6
    assert sum(one.verdict in ("higher", "lower") for one in matched) <= 1
    assert abs(np.mean([one.difference for one in matched])) < 0.35 < picked_by_looks.excess / 2


def test_intervals_hold_the_truth(matched):
    assert sum(one.low <= 0 <= one.high for one in matched) >= WORLDS - 1
