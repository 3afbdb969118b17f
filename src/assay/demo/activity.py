"""How often accounts visit and are called: counts per account and day, without the programme and because of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from assay.demo.accounts import Market
from assay.demo.calendar import DAYS, LAST, Bools, Floats, Ints, day_number, day_weights, stream
from assay.demo.lists import Lists

BLOCK = 63
"""Days over which an account's interest stays as it is."""
SPIKE_DAY = day_number("2026-09-22")
"""A day of the last full week, in which some accounts come in numbers."""


@dataclass(frozen=True)
class Activity:
    """Matrices of counts, accounts by days: website sessions, and sales conversations begun."""

    sessions: Ints
    sales: Ints

    def plus(self, other: Activity) -> Activity:
        return Activity(self.sessions + other.sessions, self.sales + other.sales)


def interactions(activity: Activity, launch: Ints) -> Ints:
    """Interactions of each account in the 365 days before its launch."""
    per_day = 3 * activity.sessions + activity.sales
    running = np.concatenate([np.zeros((len(launch), 1), dtype=np.int64), per_day.cumsum(axis=1)], axis=1)
    rows = np.arange(len(launch))
    return np.asarray(running[rows, launch] - running[rows, np.maximum(launch - 365, 0)])


def ordinary(market: Market, deals: pd.DataFrame, seed: int) -> Activity:
    """What happens anyway: interest that comes and goes, and more of both around the deals given."""
    rng = stream(seed, "ordinary")
    mood = _mood(rng, len(market), 0.3)
    base = np.exp(0.8 * market.activity)[:, None]
    around = _around(deals, len(market))
    customer = market.customer[:, None]
    web = (0.022 * base * mood + 0.04 * around + 0.02 * customer) * ~market.quiet[:, None] * day_weights()
    sales = (0.011 * np.sqrt(base) * mood + 0.055 * around) * day_weights()
    return Activity(rng.poisson(web), rng.poisson(sales))


def of_programme(market: Market, lists: Lists, seed: int) -> Activity:
    """What the programme adds to the accounts in scope, from their entry on."""
    rng = stream(seed, "programme")
    mood = _mood(rng, len(market), 0.2)
    inside = np.where(lists.treated[:, None], scope_days(lists), False)
    reached = (0.025 * np.exp(0.4 * market.activity))[:, None] * mood
    web, sales = (inside * reached * day_weights(), inside * 0.5 * reached * day_weights())
    return Activity(rng.poisson(web) + _spikes(rng, inside), rng.poisson(sales))


def around_deals(deals: pd.DataFrame, accounts: int, seed: int) -> Activity:
    """What deals created after launch bring along: research before, conversations while they are open."""
    rng = stream(seed, "around deals")
    rate = _around(deals, accounts) * day_weights()
    return Activity(rng.poisson(0.05 * rate), rng.poisson(0.07 * rate))


def scope_days(lists: Lists) -> Bools:
    day = np.arange(DAYS)[None, :]
    first = (day >= lists.entry[:, None]) & (day < lists.leave[:, None])
    return np.asarray(first | (day >= lists.again[:, None]), dtype=np.bool_)


def _mood(rng: np.random.Generator, accounts: int, shape: float) -> Floats:
    """Interest by account and day, 1 in the mean; the smaller `shape`, the rarer and stronger."""
    blocks = DAYS // BLOCK + 1
    return np.repeat(rng.gamma(shape, 1 / shape, (accounts, blocks)), BLOCK, axis=1)[:, :DAYS]


def _around(deals: pd.DataFrame, accounts: int) -> Floats:
    """1 on the days from a month before a deal to its close (150 days for those that never close)."""
    result = np.zeros((accounts, DAYS))
    for account, created, span in zip(deals["account"], deals["created"], deals["span"], strict=True):
        result[account, max(created - 30, 0) : min(created + span + 1, DAYS)] += 1
    return result


def _spikes(rng: np.random.Generator, inside: Bools) -> Ints:
    listed = np.flatnonzero(inside[:, LAST])
    result = np.zeros(inside.shape, dtype=np.int64)
    chosen = rng.permutation(listed)[:9]
    result[chosen, SPIKE_DAY] = rng.integers(4, 9, len(chosen))
    result[chosen, SPIKE_DAY + 1] = rng.integers(2, 6, len(chosen))
    return result
