"""Series in calendars: each meeting that took place is a row, moved ones in their stead, cancelled ones not at all."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from icalendar import Calendar

from assay.sources.recurrences import MOST, meetings_of

NOW = datetime(2026, 5, 1, tzinfo=UTC)


def event(*lines: str) -> Any:
    text = "\r\n".join(("BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:u", *lines, "END:VEVENT", "END:VCALENDAR", ""))
    return Calendar.from_ical(text).walk("VEVENT")[0]


def utc(event: Any, now: datetime = NOW) -> list[str]:
    return [f"{one.astimezone(UTC):%m-%d %H:%M}" for one in meetings_of(event, now) if isinstance(one, datetime)]


def test_a_weekly_series_keeps_its_wall_clock_over_the_change_of_the_clocks() -> None:
    one = event("DTSTART;TZID=Europe/Berlin:20260325T100000", "RRULE:FREQ=WEEKLY;COUNT=3")
    assert utc(one) == ["03-25 09:00", "04-01 08:00", "04-08 08:00"]


def test_a_series_without_an_end_runs_up_to_now_and_has_a_limit() -> None:
    assert len(meetings_of(event("DTSTART:20260420T100000Z", "RRULE:FREQ=DAILY"), NOW)) == 11
    assert len(meetings_of(event("DTSTART:20000101T100000Z", "RRULE:FREQ=DAILY"), NOW)) == MOST


def test_dates_that_are_left_out_and_added() -> None:
    lines = ("DTSTART;TZID=Europe/Berlin:20260401T100000", "RRULE:FREQ=WEEKLY;UNTIL=20260420T220000Z")
    exceptions = ("EXDATE;TZID=Europe/Berlin:20260408T100000", "RDATE;TZID=Europe/Berlin:20260410T090000")
    assert utc(event(*lines, *exceptions)) == ["04-01 08:00", "04-10 07:00", "04-15 08:00"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("DTSTART;VALUE=DATE:20260401", "RRULE:FREQ=DAILY;COUNT=2"), [date(2026, 4, 1), date(2026, 4, 2)]),
        (("DTSTART:20270101T100000Z", "RRULE:FREQ=DAILY"), [datetime(2027, 1, 1, 10, tzinfo=UTC)]),
        (("DTSTART:20270101T100000Z",), [datetime(2027, 1, 1, 10, tzinfo=UTC)]),
        (
            ("DTSTART:20260401T100000", "RRULE:FREQ=DAILY;UNTIL=20260402T235959Z"),
            [datetime(2026, 4, 1, 10), datetime(2026, 4, 2, 10)],
        ),
    ],
)
def test_whole_days_wall_clocks_and_what_is_to_come(lines: tuple[str, ...], expected: list[date]) -> None:
    assert meetings_of(event(*lines), NOW) == expected
