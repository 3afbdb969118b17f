"""What happened at one account week by week and channel by channel, and the stages its deals stood in."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from assay.facts.schema import FOREVER
from assay.metrics.answers import Run
from assay.metrics.periods import period_start
from assay.metrics.scope import Scope
from assay.views.question import Record, question


@dataclass(frozen=True)
class TouchWeek:
    """Touches of a channel in the week that begins on `week`; `engaging` of them engage. `minutes` are weighted."""

    week: date
    channel: str
    touches: int
    engaging: int
    minutes: float
    people: int


@dataclass(frozen=True)
class DealStay:
    """A stay of a deal in a stage; `until` is the as-of day while it lasts."""

    opportunity_id: str
    name: str | None
    stage: str
    status: str
    position: float | None
    starts_on: date
    until: date
    going_on: bool


@dataclass(frozen=True)
class Timeline:
    """`known_people` lists the day on which each active person became known, those known before the window left out."""

    heading: Record
    account_id: str
    weeks: tuple[TouchWeek, ...]
    stays: tuple[DealStay, ...]
    known_people: tuple[date, ...]

    def to_json(self) -> Record:
        parts = {"weeks": [asdict(one) for one in self.weeks], "stays": [asdict(one) for one in self.stays]}
        return {**self.heading, "account_id": self.account_id, **parts, "known_people": list(self.known_people)}


def timeline(run: Run, scope: Scope | None, account_id: str) -> Timeline:
    """Of an account by its id, in the window; what it did does not depend on the lists it is on."""
    asked = question(run, scope)
    days = [account_id, asked.timing.start, asked.timing.end]
    cursor = asked.cursor
    weeks = [_week(run, row) for row in cursor.execute(_TOUCHES, days).fetchall()]
    stays = [DealStay(*row) for row in cursor.execute(_STAYS, [*days, FOREVER]).fetchall()]
    people = tuple(day for (day,) in cursor.execute(_PEOPLE, days).fetchall())
    return Timeline(asked.heading(), account_id, _merged(weeks), tuple(stays), people)


def touches_of(
    run: Run, scope: Scope | None, account_id: str, channel: str | None = None, week: date | None = None
) -> tuple[Record, ...]:
    """Touches of an account in the window, or in a week of it, of one channel or of all; the latest first."""
    asked = question(run, scope)
    first, last = asked.timing.start, asked.timing.end
    if week is not None:
        first, last = max(first, week), min(last, week + timedelta(days=6))
    rows = asked.cursor.execute(_ROWS, [account_id, first, last, channel])
    names = [column[0] for column in rows.description]
    return tuple(dict(zip(names, row, strict=True)) for row in rows.fetchall())


def _week(run: Any, row: tuple[Any, ...]) -> TouchWeek:
    day, channel, touches, engaging, minutes, people = row
    week = period_start(day, "week", run.settings)
    return TouchWeek(week, channel or "", touches, engaging, float(minutes), people)


def _merged(days: list[TouchWeek]) -> tuple[TouchWeek, ...]:
    """Days of one week and channel added up; a person counts once a day at most, the most people of a day stand."""
    by_week: dict[tuple[date, str], TouchWeek] = {}
    for one in days:
        key = (one.week, one.channel)
        before = by_week.get(key)
        if before is None:
            by_week[key] = one
            continue
        by_week[key] = TouchWeek(
            one.week,
            one.channel,
            before.touches + one.touches,
            before.engaging + one.engaging,
            before.minutes + one.minutes,
            max(before.people, one.people),
        )
    return tuple(by_week[key] for key in sorted(by_week))


_TOUCHES = """
SELECT occurred_on, channel, count(*), count(*) FILTER (WHERE engages),
       coalesce(sum(weighted_seconds) FILTER (WHERE engages), 0) / 60, count(DISTINCT person_id)
FROM touches WHERE counts AND account_id = $1 AND occurred_on BETWEEN $2 AND $3
GROUP BY ALL ORDER BY occurred_on, channel
"""
_ROWS = """
SELECT t.occurred_on, t.kind, t.channel, t.direction, t.team, t.person_id, p.first_name, p.last_name, u.name AS user,
       t.campaign_id, t.outcome, t.url, t.engages, t.weighted_seconds / 60 AS minutes, t.quantity, t.touch_id
FROM touches AS t LEFT JOIN people AS p ON p.person_id = t.person_id AND p.counts
LEFT JOIN users AS u ON u.user_id = t.user_id
WHERE t.counts AND t.account_id = $1 AND t.occurred_on BETWEEN $2 AND $3 AND ($4 IS NULL OR t.channel = $4)
ORDER BY t.occurred_at DESC, t.touch_id
"""
_STAYS = """
SELECT d.opportunity_id, d.name, s.stage, coalesce(k.status, 'open'), k.position, s.starts_on,
       least(s.ends_on, $3), s.ends_on > $3 AND s.ends_on = $4
FROM deals AS d JOIN deal_stages AS s USING (opportunity_id) LEFT JOIN stages AS k ON k.stage = s.stage
WHERE d.account_id = $1 AND s.starts_on <= $3 AND s.ends_on >= $2
ORDER BY d.created_on, d.opportunity_id, s.starts_on, k.position
"""
_PEOPLE = """
SELECT created_on FROM people
WHERE counts AND account_id = $1 AND created_on BETWEEN $2 AND $3 AND (left_on IS NULL OR left_on > $3) ORDER BY 1
"""

__all__ = ["DealStay", "Timeline", "TouchWeek", "timeline", "touches_of"]
