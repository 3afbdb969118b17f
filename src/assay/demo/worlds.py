"""New-business deals, in the world with the programme and in the world without it: same accounts, same draws.

A frame of deals has one row per deal: `account` (place in the market), `created` (day), `span` (days to its close),
`outcome` (`won`, `lost`, or `stuck`: never closes), `depth` (open stages it enters), `first` (share of the span it
spends in the first stage), `amount` (EUR), `type`, `origin`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from assay.demo.accounts import Market, standardised
from assay.demo.calendar import LAST, NEVER, Bools, Floats, Ints, stream

OPPORTUNITY_LIFT = 0.17
WIN_LIFT = 0.10
SPAN_FACTOR = 0.72
AMOUNT_FACTOR = 1.25
UNQUALIFIED_PER_ACCOUNT = 1.15


def deals_before(market: Market, seed: int) -> pd.DataFrame:
    """Qualified deals created before the launch of each account's pool; what closes before it is lost, else the account
    would be a customer then."""
    rng = stream(seed, "deals before")
    pull = 0.5 * market.industry_pull + 0.25 * market.activity + 0.25 * market.size
    mean = np.where(market.customer | market.excluded, 0.0, 0.36 * np.exp(pull))
    account = np.repeat(np.arange(len(market)), np.minimum(rng.poisson(mean), 3))
    size = len(account)
    created = (rng.random(size) * (market.launch[account] - 15)).astype(np.int64)
    span = _span(rng, market.size[account], 120.0)
    late = created + span > market.launch[account]
    chance = rng.random(size)
    outcome = np.where(late & (chance < 0.3), "won", np.where(late & (chance < 0.4), "stuck", "lost"))
    return _frame(rng, account, created, span, outcome, _amount(rng, market.size[account]), "before")


def unqualified_deals(market: Market, seed: int) -> pd.DataFrame:
    """Deals that sales closes in the first stage: they never become legitimate opportunities."""
    rng = stream(seed, "unqualified")
    mean = np.where(market.excluded, 0.0, UNQUALIFIED_PER_ACCOUNT)
    account = np.repeat(np.arange(len(market)), rng.poisson(mean))
    size = len(account)
    created = (rng.random(size) * (LAST - 5)).astype(np.int64)
    span = rng.integers(5, 100, size)
    frame = _frame(
        rng, account, created, span, np.full(size, "lost"), _amount(rng, market.size[account]), "unqualified"
    )
    return frame.assign(depth=1, first=1.0)


def appetite(market: Market, before: pd.DataFrame) -> Floats:
    """What makes an account buy with or without the programme, standardised; all of it shows in data from before."""
    earlier = np.bincount(before["account"], minlength=len(market)).astype(float)
    index = 0.5 * market.activity + 0.4 * standardised(earlier) + 0.35 * market.size + 0.8 * market.industry_pull
    return standardised(index)


def potential_deals(market: Market, wish: Floats, entry: Ints, treated: Bools, seed: int) -> pd.DataFrame:
    """Two possible deals per account if exactly the `treated` accounts had the programme: two rows each, in the same
    order whoever is treated, with `exists` and `days_if_won`. The draws do not depend on `treated`, so calling twice
    gives both potential outcomes of the same accounts.
    """
    rng = stream(seed, "deals after")
    first = _slot(rng, market, wish, treated, np.clip(0.33 + 0.19 * wish, 0.04, 0.78), OPPORTUNITY_LIFT)
    room = np.maximum(LAST - entry - 30, 1)
    first["created"] = entry + 14 + (rng.beta(1.2, 1.25, len(market)) * room).astype(np.int64)
    second = _slot(rng, market, wish, treated, np.full(len(market), 0.28), 0.0)
    second["created"] = first["created"] + rng.integers(60, 260, len(market))
    second["exists"] &= first["exists"]
    both = pd.concat([first, second], ignore_index=True)
    outside = (market.customer | market.excluded)[both["account"]]
    return both.assign(exists=both["exists"] & ~outside & (both["created"] <= LAST))


def realised(potential: pd.DataFrame) -> pd.DataFrame:
    """The deals that come to be."""
    return potential[potential["exists"]].drop(columns=["exists", "days_if_won"]).reset_index(drop=True)


def _slot(
    rng: np.random.Generator, market: Market, wish: Floats, treated: Bools, chance: Floats, lift: float
) -> pd.DataFrame:
    size = len(market)
    exists = rng.random(size) < np.where(treated, chance + lift, chance)
    win = np.clip(0.40 + 0.08 * wish, 0.1, 0.85) + np.where(treated, WIN_LIFT, 0.0)
    draw = rng.random(size)
    outcome = np.where(draw < win, "won", np.where(draw < win + 0.15 * (1 - win), "stuck", "lost"))
    slow = _span(rng, market.size, 135.0)
    short = _span(rng, np.zeros(size), 95.0)
    faster = np.maximum((slow * SPAN_FACTOR).round().astype(np.int64), 10)
    won = np.where(treated, faster, slow)
    span = np.where(outcome == "won", won, short)
    amount = _amount(rng, market.size) * np.where(treated, AMOUNT_FACTOR, 1.0)
    nobody = np.zeros(size, dtype=np.int64)
    frame = _frame(rng, np.arange(size), nobody, span, outcome, amount, "after")
    return frame.assign(exists=exists, days_if_won=won)


def _frame(
    rng: np.random.Generator,
    account: Ints,
    created: Ints,
    span: Ints,
    outcome: np.ndarray,
    amount: Floats,
    origin: str,
) -> pd.DataFrame:
    size = len(account)
    depth = np.where(outcome == "won", 5, rng.integers(2, 6, size))
    columns = {"account": account, "created": created, "span": span, "outcome": outcome.astype(object), "depth": depth}
    first = rng.uniform(0.06, 0.25, size)
    return pd.DataFrame({**columns, "first": first, "amount": amount, "type": "new_business", "origin": origin})


def _span(rng: np.random.Generator, size: Floats, middle: float) -> Ints:
    days = middle * np.exp(0.16 * size + rng.normal(0, 0.35, len(size)))
    return np.asarray(np.clip(days.round(), 20, 420), dtype=np.int64)


def _amount(rng: np.random.Generator, size: Floats) -> Floats:
    return np.asarray(np.exp(10.75 + 0.30 * size + rng.normal(0, 0.42, len(size))), dtype=np.float64)


def closed_day(deals: pd.DataFrame) -> Ints:
    """The day a deal closes, NEVER for the stuck; may lie after the last day."""
    closes = (deals["created"] + deals["span"]).to_numpy(np.int64)
    return np.where(deals["outcome"].to_numpy() == "stuck", NEVER, closes)


def qualified_day(deals: pd.DataFrame) -> Ints:
    """The day a deal enters the second stage, the first that qualifies; NEVER for those that do not get there."""
    days = deals["created"].to_numpy(np.int64) + first_stay(deals)
    return np.where(deals["depth"].to_numpy() >= 2, days, NEVER)


def first_stay(deals: pd.DataFrame) -> Ints:
    days = (deals["first"] * deals["span"]).round().to_numpy(np.int64)
    return np.asarray(np.maximum(days, 1), dtype=np.int64)
