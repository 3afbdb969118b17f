"""Visitors of the website and what they do there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from assay.demo.accounts import Market
from assay.demo.batch import batch, join, when
from assay.demo.calendar import LAST, NEVER, Bools, Ints, Words, any_seconds, counts_to_rows, either, stream
from assay.demo.people import People
from assay.demo.words import CONTENT, DOWNLOADS, PAGES

SITE = "https://www.brevonne.eu"
_SPREAD = 2_654_435_761
"""Odd, so that consecutive numbers become different ids that look like a tracker's."""


@dataclass(frozen=True)
class Visitors:
    """Sorted by (account, born). `person` -1: unknown; `by_ip`: the row names nobody, the network does."""

    ids: Words
    account: Ints
    born: Ints
    person: Ints
    identified: Ints
    by_ip: Bools
    consent: Words
    first: Ints


def make_visitors(market: Market, people: People, networks: Bools, seed: int) -> Visitors:
    rng = stream(seed, "visitors")
    counts = 2 + rng.poisson(3.0 * np.exp(0.35 * market.activity))
    account = np.repeat(np.arange(len(market)), counts)
    size = len(account)
    born = np.where(rng.random(size) < 0.4, 0, rng.integers(0, LAST, size))
    born[np.searchsorted(account, np.arange(len(market)))] = 0
    order = np.lexsort((born, account))
    account, born = account[order], born[order]
    own = people.first[account] + rng.integers(0, 10_000, size) % np.diff(people.first)[account]
    identified = np.maximum(born, people.created[own]) + rng.exponential(70, size).astype(np.int64)
    named = (rng.random(size) < 0.6) & (identified <= LAST)
    consent = rng.choice(np.array(["granted", "refused", "unknown"], dtype=object), size, p=[0.68, 0.12, 0.20])
    return Visitors(
        ids=np.array([f"v-{key * _SPREAD % 2**32:08x}" for key in range(1, size + 1)], dtype=object),
        account=account,
        born=born,
        person=np.where(named, own, -1),
        identified=np.where(named, identified, NEVER),
        by_ip=~named & networks[account] & (rng.random(size) < 0.6),
        consent=consent,
        first=np.searchsorted(account, np.arange(len(market) + 1)),
    )


def pick_visitor(rng: np.random.Generator, visitors: Visitors, account: Ints, day: Ints) -> Ints:
    key = visitors.account * 10_000 + visitors.born
    known = np.searchsorted(key, account * 10_000 + day, side="right") - visitors.first[account]
    return np.asarray(visitors.first[account] + np.floor(rng.random(len(account)) * known).astype(np.int64))


def web_touches(sessions: Ints, visitors: Visitors, seed: int, name: str) -> pd.DataFrame:
    """Page views and what goes with them, from a matrix of sessions (accounts by days)."""
    rng = stream(seed, f"web {name}")
    account, day = counts_to_rows(sessions)
    visitor = pick_visitor(rng, visitors, account, day)
    number = np.arange(len(account)) + {"ordinary": 1, "programme": 300_001, "deals": 600_001}[name]
    views = _views(rng, account, day, visitor, number)
    return join([views, *(_extra(rng, views, *extra) for extra in _EXTRAS)])


def _views(rng: np.random.Generator, account: Ints, day: Ints, visitor: Ints, number: Ints) -> pd.DataFrame:
    start = any_seconds(rng, len(account))
    pages = 1 + np.minimum(rng.poisson(1.9, len(account)), 11)
    session = np.repeat(np.arange(len(account)), pages)
    seconds = np.minimum(np.exp(rng.normal(3.8, 0.9, len(session))), 1500).round()
    passed = np.cumsum(seconds) - seconds
    passed -= passed[np.searchsorted(session, session)]
    weights = np.array([page[2] for page in PAGES], dtype=float)
    page = rng.choice(len(PAGES), len(session), p=weights / weights.sum())
    tagged = np.where(rng.random(len(session)) < 0.1, "?utm_source=letter", "")
    return batch(
        "page_view",
        day[session],
        start[session] + passed.astype(np.int64),
        account=account[session],
        visitor=visitor[session],
        session=np.where((pages[session] == 1) & (rng.random(len(session)) < 0.12), -1, number[session]),
        url=(SITE + np.array([entry[0] for entry in PAGES], dtype=object))[page] + tagged,
        asset=np.array([entry[1] for entry in PAGES], dtype=object)[page],
        seconds=np.where(rng.random(len(session)) < 0.06, np.nan, seconds),
        by="visitor",
    )


_EXTRAS = (
    ("content_viewed", 0.035, CONTENT, "/resources/watch", 240.0),
    ("download", 0.020, DOWNLOADS, "/resources/download", None),
    ("chat", 0.010, (), "/platform", 260.0),
    ("form_submitted", 0.012, (), "/contact", None),
    ("conversion", 0.003, (), "/demo/thanks", None),
    ("campaign_response", 0.006, (), "/offers", None),
)
"""Kind, share of page views it follows, assets, path, mean seconds."""


def _extra(
    rng: np.random.Generator,
    views: pd.DataFrame,
    kind: str,
    share: float,
    assets: tuple[str, ...],
    path: str,
    mean: float | None,
) -> pd.DataFrame:
    chosen = views[rng.random(len(views)) < share]
    day, second = when(chosen)
    size = len(chosen)
    return batch(
        kind,
        day,
        second + 20,
        account=chosen["account"].to_numpy(),
        visitor=chosen["visitor"].to_numpy(),
        session=chosen["session"].to_numpy(),
        asset=np.array(assets, dtype=object)[rng.integers(0, len(assets), size)] if assets else None,
        url=SITE + path,
        seconds=rng.exponential(mean, size).round() + 15 if mean else np.nan,
        by="visitor",
    )


def visitors_table(market: Market, visitors: Visitors, seen: Ints) -> pd.DataFrame:
    """`visitors` as the tracker exports it, for those seen at least once; `seen` is the first moment of each, NEVER
    where there is none."""
    kept = np.flatnonzero(seen < NEVER * 86_400)
    first = np.minimum(seen[kept], np.where(visitors.identified < NEVER, visitors.identified, LAST + 1)[kept] * 86_400)
    return pd.DataFrame(
        {
            "visitor": kept,
            "visitor_id": visitors.ids[kept],
            "first_seen": first,
            "account_id": either(visitors.by_ip[kept], None, market.ids[visitors.account[kept]]),
            "person": visitors.person[kept],
            "identified": visitors.identified[kept],
            "consent": visitors.consent[kept],
        }
    )
