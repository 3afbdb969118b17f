"""Contracts, their renewals and expansions, and the deals of type `renewal` and `expansion` that belong to them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from assay.demo.accounts import Market
from assay.demo.calendar import LAST, Floats, Ints, date_words, either, stream
from assay.demo.worlds import closed_day

FORMER = 12
"""Accounts whose only contract ended before launch: targets again."""
RENEWED = 0.84


def first_contracts(market: Market, after: pd.DataFrame, seed: int) -> pd.DataFrame:
    """The contract each customer began with: `account`, `starts`, `ends`, `value` (EUR a year), `kept` (renewed until
    launch for sure), `former`."""
    rng = stream(seed, "first contracts")
    old = np.flatnonzero(market.customer)
    began = market.launch[old] - rng.integers(60, 900, len(old))
    term = np.where(rng.random(len(old)) < 0.8, 365, 730)
    kept = _contracts(old, began, term, _value(rng, market.size[old])).assign(kept=True)
    won = after[(after["outcome"] == "won") & (closed_day(after) <= LAST)].drop_duplicates("account")
    starts = closed_day(won) + rng.integers(0, 20, len(won))
    new = _contracts(won["account"].to_numpy(), starts, np.full(len(won), 365), won["amount"].to_numpy())
    others = np.flatnonzero(~market.customer & ~market.excluded & ~np.isin(np.arange(len(market)), won["account"]))
    gone = np.sort(rng.permutation(others)[:FORMER])
    over = market.launch[gone] - rng.integers(60, 300, FORMER)
    past = _contracts(gone, over - 365, np.full(FORMER, 365), _value(rng, market.size[gone])).assign(former=True)
    return pd.concat([kept, new, past], ignore_index=True)


def _contracts(account: Ints, starts: Ints, term: Ints, value: Floats) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "account": account,
            "starts": starts,
            "ends": starts + term - 1,
            "value": value,
            "kept": False,
            "former": False,
        }
    )


def _value(rng: np.random.Generator, size: Floats) -> Floats:
    return np.asarray(np.exp(10.6 + 0.3 * size + rng.normal(0, 0.4, len(size))), dtype=np.float64)


def contract_chains(market: Market, first: pd.DataFrame, seed: int) -> pd.DataFrame:
    """All contracts up to the last day, with `renewal`: `renewed`, `churned`, `pending`, or None where not yet due."""
    rng = stream(seed, "chains")
    links, current = [], first
    while len(current):
        judged = current.assign(renewal=_fate(rng, market, current))
        links.append(judged)
        current = _successors(rng, judged[judged["renewal"] == "renewed"])
    return pd.concat(links, ignore_index=True)


def _fate(rng: np.random.Generator, market: Market, contracts: pd.DataFrame) -> np.ndarray:
    ends = contracts["ends"].to_numpy()
    sure = contracts["kept"].to_numpy(bool) & (ends < market.launch[contracts["account"]] + 5)
    stays = sure | (rng.random(len(contracts)) < RENEWED)
    fate = np.where(contracts["former"].to_numpy(bool) | ~stays, "churned", "renewed").astype(object)
    undecided = (ends > LAST - 25) & (rng.random(len(contracts)) < 0.6)
    fate = np.where((ends > LAST) | undecided, "pending", fate)
    return either(ends > LAST + 90, None, fate)


def _successors(rng: np.random.Generator, renewed: pd.DataFrame) -> pd.DataFrame:
    growth = np.where(rng.random(len(renewed)) < 0.3, 1.22, rng.normal(1.02, 0.03, len(renewed)))
    starts = renewed["ends"] + 1
    return renewed.drop(columns="renewal").assign(starts=starts, ends=starts + 364, value=renewed["value"] * growth)


def with_expansions(contracts: pd.DataFrame, expansions: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Contracts, and an add-on for each expansion won: it ends with the contract it adds to."""
    rng = stream(seed, "add-ons")
    won = expansions[(expansions["outcome"] == "won") & (closed_day(expansions) <= LAST)]
    base = contracts.iloc[won["contract"].to_numpy()].reset_index(drop=True)
    starts = np.minimum(closed_day(won) + rng.integers(1, 10, len(won)), base["ends"])
    added = base.assign(starts=starts, value=won["amount"].to_numpy())
    return pd.concat([contracts, added], ignore_index=True)


def growth_deals(contracts: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Renewal deals from 90 days before a contract ends, expansion deals in its first months; `contract`: its place."""
    rng = stream(seed, "growth deals")
    place = np.arange(len(contracts))
    soon = contracts[(contracts["ends"] < LAST + 85) & (contracts["ends"] > 95) & ~contracts["former"]]
    close = soon["ends"].to_numpy() + np.where(soon["renewal"] == "churned", 12, -rng.integers(0, 30, len(soon)))
    outcome = soon["renewal"].map({"renewed": "won", "churned": "lost"}).fillna("stuck").to_numpy()
    renewals = _deals(rng, soon, place[soon.index], soon["ends"].to_numpy() - 90, close, outcome, "renewal", 1.0)
    grows = contracts[(rng.random(len(contracts)) < 0.5) & (contracts["starts"] > 0) & ~contracts["former"]]
    created = grows["starts"].to_numpy() + rng.integers(40, 230, len(grows))
    won = np.where(rng.random(len(grows)) < 0.6, "won", "lost")
    ends = created + rng.integers(25, 110, len(grows))
    more = _deals(rng, grows, place[grows.index], created, ends, won, "expansion", 0.35)
    both = pd.concat([renewals, more], ignore_index=True)
    return both[(both["created"] >= 0) & (both["created"] <= LAST)].reset_index(drop=True)


def _deals(
    rng: np.random.Generator,
    contracts: pd.DataFrame,
    place: Ints,
    created: Ints,
    close: Ints,
    outcome: np.ndarray,
    kind: str,
    part: float,
) -> pd.DataFrame:
    amount = contracts["value"].to_numpy() * part * rng.uniform(0.9, 1.15, len(contracts))
    columns = {"account": contracts["account"].to_numpy(), "created": created, "span": np.maximum(close - created, 5)}
    shape = {"depth": 2, "first": rng.uniform(0.3, 0.6, len(contracts)), "amount": amount, "type": kind}
    return pd.DataFrame({**columns, **shape, "outcome": outcome, "origin": "growth", "contract": place})


def founding_deals(first: pd.DataFrame, seed: int) -> pd.DataFrame:
    """The new-business deals by which customers at launch became customers, where they fall into the three years."""
    rng = stream(seed, "founding")
    span = rng.integers(50, 240, len(first))
    close = first["starts"].to_numpy() - rng.integers(1, 15, len(first))
    inside = first["kept"].to_numpy(bool) & (close - span >= 0)
    frame = _deals(
        rng, first, np.arange(len(first)), close - span, close, np.full(len(first), "won"), "new_business", 1.0
    )
    return frame.assign(depth=5, first=0.15, origin="founding", contract=-1)[inside]


def contracts_table(market: Market, contracts: pd.DataFrame, seed: int) -> pd.DataFrame:
    """`contracts`, sorted by their start."""
    rng = stream(seed, "contracts table")
    rows = contracts.sort_values(["starts", "account", "ends"], kind="stable").reset_index(drop=True)
    account = rows["account"].to_numpy()
    fee = np.where(rng.random(len(rows)) < 0.25, (rng.uniform(4, 20, len(rows))).round() * 500, np.nan)
    return pd.DataFrame(
        {
            "contract_id": [f"K-{i + 1:04d}" for i in range(len(rows))],
            "account_id": market.ids[account],
            "starts_on": date_words(rows["starts"].to_numpy()),
            "ends_on": date_words(rows["ends"].to_numpy()),
            "annual_value": (rows["value"] / 100).round() * 100,
            "one_off_value": fee,
            "currency": market.currency[account],
            "renewal": rows["renewal"],
            "opportunity_id": None,
        }
    )
