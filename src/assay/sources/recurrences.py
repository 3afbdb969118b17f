"""The meetings of a series in a calendar (RRULE, RDATE, EXDATE of RFC 5545), as far as they have taken place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from itertools import islice
from typing import Any

from dateutil.rrule import rrule, rruleset, rrulestr

MOST = 1_000
"""Meetings of one series that are read, the first ones."""


def meetings_of(event: Any, now: datetime) -> list[date]:
    """When the meetings of an event begin, by the clock that it names: of a series all up to `now` (UTC), else the one.

    A series whose rule cannot be read has its first meeting alone. The first one is there whatever the day.
    """
    start = event.decoded("DTSTART")
    if "RRULE" not in event:
        return [start]
    try:
        days = list(islice(_until(_series(event, start), now), MOST))
    except (ValueError, TypeError, AttributeError):
        return [start]
    moments = days if isinstance(start, datetime) else [one.date() for one in days]
    return list(moments) or [start]


def moved(event: Any) -> date | None:
    """The meeting of its series that an event stands for instead."""
    return event.decoded("RECURRENCE-ID") if "RECURRENCE-ID" in event else None


def _series(event: Any, start: date) -> rruleset:
    begin = _moment(start)
    written = event["RRULE"].to_ical().decode()
    if begin.tzinfo is None:
        written = written.replace("Z", "")  # a wall clock has no end in UTC
    series = rruleset()
    repeated = rrulestr(written, dtstart=begin)
    if not isinstance(repeated, rrule):
        return repeated
    series.rrule(repeated)
    for day in _days(event.get("RDATE")):
        series.rdate(_like(day, begin))
    for day in _days(event.get("EXDATE")):
        series.exdate(_like(day, begin))
    return series


def _days(written: Any) -> Iterator[date]:
    for one in written if isinstance(written, list) else [written] if written else []:
        yield from (day.dt for day in one.dts)


def _moment(value: date) -> datetime:
    return value if isinstance(value, datetime) else datetime.combine(value, time())


def _like(value: date, begin: datetime) -> datetime:
    """The same moment as the series writes its own; a day alone is the meeting of that day."""
    if not isinstance(value, datetime):
        return datetime.combine(value, begin.time(), begin.tzinfo)
    if begin.tzinfo is None or value.tzinfo is None:
        return value.replace(tzinfo=begin.tzinfo)
    return value.astimezone(begin.tzinfo)


def _until(series: rruleset, now: datetime) -> Iterator[datetime]:
    for one in series:
        if (one if one.tzinfo else one.replace(tzinfo=UTC)) > now:
            return
        yield one
