"""Weekly intent scores of two providers: topics of ours and of the competition, a few of them surging."""

from __future__ import annotations

import numpy as np
import pandas as pd

from assay.demo.accounts import Market
from assay.demo.calendar import Bools, Floats, Ints, Words, date_words, day_number, either, stream
from assay.demo.words import COMPETITOR_TOPICS, OWN_TOPICS

FIRST_WEEK, NEWEST_WEEK = day_number("2023-10-02"), day_number("2026-09-21")
TOPICS = (*OWN_TOPICS, *COMPETITOR_TOPICS)
WEEKS = (NEWEST_WEEK - FIRST_WEEK) // 7 + 1


def intent_table(market: Market, treated: Bools, customers: Ints, seed: int) -> pd.DataFrame:
    """`intent_signals`; `customers` are the accounts under contract now, some of which look at the competition."""
    rng = stream(seed, "intent")
    quiet = _background(rng, market)
    loud = _surges(rng, market, treated)
    leaving = _leaving(rng, customers)
    main = _unique(pd.concat([loud, leaving, quiet], ignore_index=True))
    second = _unique(_background(rng, market, 0.05).query("week > 60"))
    rows = pd.concat([_named(rng, market, main, "TopicRadar", 0.3), _named(rng, market, second, "Signalhaus", 0.0)])
    return pd.concat([rows, _nobody(rng)], ignore_index=True).sort_values(["week", "provider"], kind="stable")


def _background(rng: np.random.Generator, market: Market, mean: float = 0.22) -> pd.DataFrame:
    """Scores of no importance, more of them where there is activity."""
    rate: Floats = mean * np.exp(0.3 * market.activity)
    account, week = np.nonzero(rng.random((len(market), WEEKS)) < rate[:, None])
    return _rows(account, week, rng.integers(0, len(TOPICS), len(account)), rng.normal(50, 7, len(account)))


def _surges(rng: np.random.Generator, market: Market, treated: Bools) -> pd.DataFrame:
    """Bursts of three to six weeks on three or more own topics."""
    chance = 0.010 * np.exp(0.5 * market.activity + 0.9 * treated)
    account, start = np.nonzero(rng.random((len(market), WEEKS)) < chance[:, None])
    topics = rng.random((len(account), len(OWN_TOPICS))).argsort(axis=1)[:, :4]
    weeks = rng.integers(3, 7, len(account))
    burst, nth = np.nonzero(np.arange(6)[None, :] < weeks[:, None])
    parts = [
        _rows(account[burst], start[burst] + nth, topics[burst, i], rng.normal(72, 9, len(burst))) for i in range(4)
    ]
    rows = pd.concat(parts)
    return rows[rows["week"] < WEEKS]


def _leaving(rng: np.random.Generator, customers: Ints) -> pd.DataFrame:
    """Customers who read about the competition in the newest weeks."""
    account = np.repeat(np.sort(rng.permutation(customers)[:9]), 6)
    week = WEEKS - 1 - np.tile(np.arange(6) // 2, 9)
    topic = len(OWN_TOPICS) + np.tile([0, 1], len(account) // 2)
    return _rows(account, week, topic, rng.normal(76, 6, len(account)))


def _rows(account: Ints, week: Ints, topic: Ints, score: Floats) -> pd.DataFrame:
    clipped = np.clip(score, 20, 99).round()
    return pd.DataFrame({"account": account, "week": week, "topic": topic, "score": clipped})


def _unique(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.drop_duplicates(["account", "week", "topic"]).sort_values(["week", "account", "topic"])


def _named(
    rng: np.random.Generator, market: Market, rows: pd.DataFrame, provider: str, by_domain: float
) -> pd.DataFrame:
    """Rows with ids; a share of the accounts is known to the provider by domain only."""
    account = rows["account"].to_numpy()
    masked = (rng.random(len(market)) < by_domain)[account]
    domains: Words = np.array([company.domain for company in market.companies], dtype=object)
    topic = rows["topic"].to_numpy()
    return pd.DataFrame(
        {
            "provider": provider,
            "week": date_words(FIRST_WEEK + 7 * rows["week"].to_numpy()),
            "topic": np.array(TOPICS, dtype=object)[topic],
            "score": rows["score"].to_numpy(),
            "account_id": either(masked, None, market.ids[account]),
            "domain": either(masked, domains[account], None),
            "cluster": either(topic < len(OWN_TOPICS), either(topic == 3, None, "own"), "competitor"),
        }
    )


def _nobody(rng: np.random.Generator) -> pd.DataFrame:
    """Signals of companies that are nobody's account."""
    week = rng.permutation(WEEKS)[:80]
    rows = {"provider": "TopicRadar", "week": date_words(FIRST_WEEK + 7 * week), "topic": OWN_TOPICS[0], "score": 55.0}
    return pd.DataFrame({**rows, "account_id": None, "domain": "aubach-werke.de", "cluster": "own"})
