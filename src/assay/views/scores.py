"""The scores of one account, each with what it rests on: relationship, profile, intent and website."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pyarrow as pa

from assay.engine.tables import Table, named_table
from assay.metrics.answers import Run
from assay.metrics.context import Context
from assay.metrics.populations import population
from assay.metrics.relationship import TREND_WEEKS, scores
from assay.metrics.scope import Scope
from assay.metrics.signals import profile
from assay.settings.whole import WEEKDAYS
from assay.views.question import Question, Record, question

DEGRADING = 20
"""Points lost in ninety days that count as a degrading relationship (X02)."""
CONTACT_DAYS = 180


@dataclass(frozen=True)
class Reason:
    """What a score rests on: `what` names it (a kind of touch, a topic, a criterion), the numbers say how much.

    `holds` tells of a criterion whether it is met, None where the field is empty.
    """

    what: str
    count: int | None = None
    value: float | None = None
    on: date | None = None
    holds: bool | None = None
    people: int | None = None


@dataclass(frozen=True)
class Score:
    """`name` is relationship, icp, intent_surge or website_spike. `holds` tells whether the flag is up, where it is one.

    `value` is the score (0–100), the share of criteria met, the share of tracked topics, or visits in the last full
    week; `before` the same ninety days ago, or what is usual in a week. None: nothing to judge by.
    """

    name: str
    value: float | None
    before: float | None = None
    holds: bool | None = None
    of: int | None = None
    since: date | None = None
    reasons: tuple[Reason, ...] = field(default=())


def account_scores(run: Run, scope: Scope | None, account_id: str) -> tuple[Score, ...]:
    """The scores on the as-of day, of an account on any list or none."""
    asked = question(run, replace(scope or Scope(), arm="all", lists=(), programmes=(), tiers=(), owners=(), where=()))
    asked = replace(asked, shape=replace(asked.shape, roll_up=False))
    asked.cursor.register("scored_account", pa.table({"account_id": pa.array([account_id], pa.string())}))
    return (
        _relationship(asked, account_id),
        _profile(asked),
        _surge(asked, account_id),
        _spike(asked, account_id),
    )


def _relationship(asked: Question, account_id: str) -> Score:
    score_by_days = {row["days_before"]: row["score"] for row in asked.rows(_relationships)}
    rows = asked.cursor.execute(_CONTACTS, [account_id, asked.timing.as_of, CONTACT_DAYS]).fetchall()
    reasons = tuple(Reason(kind, count=count, on=last, people=people) for kind, count, people, last in rows)
    now, before = score_by_days.get(0), score_by_days.get(90)
    lost = now is not None and before is not None and before - now >= DEGRADING
    return Score("relationship", now, before, holds=lost, reasons=reasons)


def _relationships(context: Context) -> Table:
    rows = population(context, "scope")
    rows = rows.semi_join(named_table({"account_id": "string"}, name="scored_account"), "account_id")
    return scores(context, rows, (0, 90)).select("days_before", "score")


def _profile(asked: Question) -> Score:
    criteria = asked.run.settings.icp.criteria
    if not criteria:
        return Score("icp", None)
    holds = {row["criterion"]: row["met"] for row in asked.rows(_criteria) if row["known"]}
    reasons = tuple(Reason(text, holds=holds.get(place)) for place, text in enumerate(criteria))
    known = [reason for reason in reasons if reason.holds is not None]
    value = sum(1 for reason in known if reason.holds) / len(known) if known else None
    return Score("icp", value, of=len(known), reasons=reasons)


def _criteria(context: Context) -> Table:
    accounts = context.fact("accounts")
    scored = named_table({"account_id": "string"}, name="scored_account")
    return profile(context, accounts.semi_join(scored, "account_id"))


def _surge(asked: Question, account_id: str) -> Score:
    surge, as_of = asked.run.settings.surge, asked.timing.as_of
    (newest, tracked) = asked.cursor.execute(_TRACKED, [as_of]).fetchone()
    if newest is None or not tracked:
        return Score("intent_surge", None)
    rows = asked.cursor.execute(_TOPICS, [account_id, newest, as_of]).fetchall()
    reasons = tuple(Reason(topic, value=float(score), holds=score >= surge.score) for topic, score in rows)
    hot = sum(1 for reason in reasons if reason.holds)
    share = hot / tracked
    return Score(
        "intent_surge", share, holds=share >= surge.topic_share and hot > 0, of=tracked, since=newest, reasons=reasons
    )


def _spike(asked: Question, account_id: str) -> Score:
    spike = asked.run.settings.spike
    following = asked.timing.as_of + timedelta(days=1)
    first = WEEKDAYS.index(asked.run.settings.week_starts_on)
    end = following - timedelta(days=(following.weekday() - first) % 7)
    weeks = [end - timedelta(days=7 * number) for number in range(1, spike.weeks + 2)]
    rows = dict(asked.cursor.execute(_VISITS, [account_id, weeks[-1], end]).fetchall())
    visits = [sum(count for day, count in rows.items() if week <= day < week + timedelta(days=7)) for week in weeks]
    usual = sum(visits[1:]) / spike.weeks
    reasons = tuple(Reason("week", count=number, on=week) for week, number in zip(weeks, visits, strict=True))
    holds = visits[0] >= spike.min_visits and visits[0] >= spike.ratio * usual
    return Score("website_spike", float(visits[0]), usual, holds=holds, since=weeks[0], reasons=reasons)


def to_records(scores: tuple[Score, ...]) -> list[Record]:
    """Plain values, reasons as dictionaries of what they say."""
    return [
        {
            "score": one.name,
            "value": one.value,
            "before": one.before,
            "holds": one.holds,
            "of": one.of,
            "since": one.since,
            "reasons": [
                {name: value for name, value in vars(reason).items() if value is not None} for reason in one.reasons
            ],
        }
        for one in scores
    ]


_CONTACTS = """
SELECT kind, count(*), count(DISTINCT person_id), max(occurred_on) FROM touches
WHERE counts AND account_id = $1 AND occurred_on <= $2 AND date_diff('day', occurred_on, $2) < $3
  AND (kind IN ('meeting_held', 'mail_in', 'mail_out') OR (kind = 'call' AND outcome = 'connected'))
GROUP BY kind ORDER BY 2 DESC, kind
"""
_TRACKED = """
SELECT max(week), count(DISTINCT topic) FILTER (WHERE coalesce(cluster, 'own') = 'own' AND date_diff('day', week, $1) < 90)
FROM signals WHERE week <= $1
"""
_TOPICS = """
SELECT topic, max(score) FROM signals
WHERE account_id = $1 AND week = $2 AND coalesce(cluster, 'own') = 'own'
  AND topic IN (SELECT topic FROM signals WHERE week <= $3 AND date_diff('day', week, $3) < 90)
GROUP BY topic ORDER BY 2 DESC, topic
"""
_VISITS = """
SELECT started_on, count(DISTINCT session_key) FROM sessions
WHERE account_id = $1 AND started_on >= $2 AND started_on < $3 GROUP BY started_on
"""

__all__ = ["CONTACT_DAYS", "DEGRADING", "TREND_WEEKS", "Reason", "Score", "account_scores", "to_records"]
