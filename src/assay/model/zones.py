"""Local time to UTC and back as plain SQL, the same on every engine: a zone's offsets written as a search tree.

Of a repeated local hour the first is meant; a local time that is skipped is read with the offset before the skip.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_FIRST, _LAST = datetime(1950, 1, 1), datetime(2050, 1, 1)


@dataclass(frozen=True)
class Change:
    """From the UTC moment `at` on the zone is `after` seconds ahead of UTC, until then `before`."""

    at: datetime
    before: int
    after: int


@lru_cache
def changes(zone: str) -> tuple[Change, ...]:
    """Every change of offset from 1950 to 2050; before and after, the first and the last offset hold."""
    return tuple(_changes(ZoneInfo(zone)))


def to_utc(stamp: str, zone: str) -> str:
    """SQL for the UTC moment of a wall-clock stamp (an SQL expression)."""
    borders = [change.at + timedelta(seconds=max(change.before, change.after)) for change in changes(zone)]
    return _shifted(stamp, "-", _offsets(zone), borders)


def to_local(stamp: str, zone: str) -> str:
    """SQL for the wall-clock stamp of a UTC moment (an SQL expression)."""
    return _shifted(stamp, "+", _offsets(zone), [change.at for change in changes(zone)])


def _offsets(zone: str) -> list[int]:
    return [_offset(ZoneInfo(zone), _FIRST), *(change.after for change in changes(zone))]


def _shifted(stamp: str, sign: str, offsets: list[int], borders: list[datetime]) -> str:
    if not any(offsets):
        return stamp
    return f"({stamp} {sign} to_seconds({_tree(stamp, offsets, borders)}))"


def _tree(stamp: str, offsets: list[int], borders: list[datetime]) -> str:
    if not borders:
        return str(offsets[0])
    half = len(borders) // 2
    earlier = _tree(stamp, offsets[: half + 1], borders[:half])
    later = _tree(stamp, offsets[half + 1 :], borders[half + 1 :])
    return f"CASE WHEN {stamp} < TIMESTAMP '{borders[half]}' THEN {earlier} ELSE {later} END"


def _changes(zone: ZoneInfo) -> Iterator[Change]:
    moment, offset = _FIRST, _offset(zone, _FIRST)
    while moment < _LAST:
        following = moment + timedelta(days=7)
        later = _offset(zone, following)
        if later != offset:
            yield Change(_border(zone, moment, following), offset, later)
        moment, offset = following, later


def _border(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The first second with the later offset."""
    offset = _offset(zone, before)
    while after - before > timedelta(seconds=1):
        middle = (before + (after - before) // 2).replace(microsecond=0)
        before, after = (middle, after) if _offset(zone, middle) == offset else (before, middle)
    return after


def _offset(zone: ZoneInfo, moment: datetime) -> int:
    shift = moment.replace(tzinfo=UTC).astimezone(zone).utcoffset()
    return int(shift.total_seconds()) if shift else 0
