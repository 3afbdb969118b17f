"""Accounts that show something: visits above their usual, topics they research, relationships that fade, silence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from assay.engine.tables import Table
from assay.kpis.rows import Customers
from assay.metrics.answers import Run, answer
from assay.metrics.context import Context
from assay.metrics.dimensions import chosen
from assay.metrics.relations import rows_of
from assay.metrics.scope import Scope
from assay.settings.whole import WEEKDAYS
from assay.views.question import question
from assay.views.scores import DEGRADING


@dataclass(frozen=True)
class Spike:
    """Visits in the week that begins on `week`, and the mean of the weeks before."""

    account_id: str
    name: str | None
    owner: str | None
    week: date
    visits: int
    usual: float


@dataclass(frozen=True)
class Surge:
    """Topics of an account at or above the score in the newest week, the highest first."""

    account_id: str
    name: str | None
    owner: str | None
    topics: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Fading:
    """A customer's relationship score now and ninety days before."""

    account_id: str
    name: str | None
    owner: str | None
    score: float
    before: float


def spikes(run: Run, scope: Scope | None = None) -> tuple[Spike, ...]:
    """The accounts of `website_spikes`, the most visits first."""
    scope = scope or Scope()
    found = answer(run, "website_spikes", scope, rows=True)
    weeks = run.settings.spike.weeks
    following = found.as_of + timedelta(days=1)
    end = following - timedelta(days=(following.weekday() - WEEKDAYS.index(run.settings.week_starts_on)) % 7)
    last = end - timedelta(days=7)
    days = [last, last - timedelta(days=7 * weeks), end]
    visits = {account: (now, before) for account, now, before in run.cursor().execute(_VISITS, days).fetchall()}
    lines = []
    for account, name, owner in _named(run, _hits(found.detail)):
        now, before = visits.get(account, (0, 0))
        lines.append(Spike(account, name, owner, last, now, before / weeks))
    return tuple(sorted(lines, key=lambda one: (-one.visits, one.account_id)))


def surges(run: Run, scope: Scope | None = None, cluster: str = "own") -> tuple[Surge, ...]:
    """The accounts of `intent_surge`, or of `customer_intent_surge` for competitor topics, the most topics first."""
    key = "customer_intent_surge" if cluster == "competitor" else "intent_surge"
    found = answer(run, key, scope or Scope(), rows=True)
    rows = run.cursor().execute(_TOPICS, [cluster, run.settings.surge.score, found.as_of]).fetchall()
    topics: dict[str, list[tuple[str, float]]] = {}
    for account, topic, score in rows:
        topics.setdefault(account, []).append((topic, float(score)))
    lines = [
        Surge(account, name, owner, tuple(topics.get(account, ())))
        for account, name, owner in _named(run, _hits(found.detail))
    ]
    return tuple(sorted(lines, key=lambda one: (-len(one.topics), one.account_id)))


def fading(run: Run, scope: Scope | None = None) -> tuple[Fading, ...]:
    """Customers whose score fell by twenty points or more in ninety days (X02), the steepest fall first."""
    asked = question(run, scope)
    rows = [row for row in asked.rows(_relationships) if _fell(row["relationship"], row["relationship_before"])]
    scores = {row["account_id"]: (row["relationship"] or 0.0, row["relationship_before"]) for row in rows}
    lines = [Fading(account, name, owner, *scores[account]) for account, name, owner in _named(run, scores)]
    return tuple(sorted(lines, key=lambda one: (one.score - one.before, one.account_id)))


def _fell(now: float | None, before: float | None) -> bool:
    return before is not None and before - (now or 0.0) >= DEGRADING


def _relationships(context: Context) -> Table:
    rows = chosen(context, rows_of(Customers(relationship=True), context))
    return rows.select("account_id", "relationship", "relationship_before")


def _hits(detail: Iterable[dict[str, Any]] | None) -> list[str]:
    return [row["account_id"] for row in detail or () if row["left_out"] is None and row["numerator"]]


def _named(run: Run, accounts: Iterable[str]) -> list[tuple[str, str | None, str | None]]:
    wanted = list(accounts)
    rows: list[tuple[str, str | None, str | None]] = run.cursor().execute(_NAMES, [wanted]).fetchall() if wanted else []
    return rows


_NAMES = """
SELECT a.account_id, a.name, coalesce(u.name, a.owner_id) FROM accounts AS a LEFT JOIN users AS u ON u.user_id = a.owner_id
WHERE list_contains($1, a.account_id) ORDER BY a.account_id
"""
_VISITS = """
SELECT account_id, count(DISTINCT session_key) FILTER (WHERE started_on >= $1),
       count(DISTINCT session_key) FILTER (WHERE started_on < $1)
FROM sessions WHERE started_on >= $2 AND started_on < $3 GROUP BY account_id
"""
_TOPICS = """
SELECT account_id, topic, max(score) FROM signals
WHERE coalesce(cluster, 'own') = $1 AND score >= $2 AND account_id IS NOT NULL
  AND week = (SELECT max(week) FROM signals WHERE week <= $3)
GROUP BY ALL ORDER BY account_id, 3 DESC, topic
"""

__all__ = ["Fading", "Spike", "Surge", "fading", "spikes", "surges"]
