"""iCalendar files (.ics) as rows: one for each event and each of its attendees, times in UTC."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from assay.engine.literals import literal, parquet, quoted
from assay.errors import DataError
from assay.sources.encoding import decide_encoding, decoded, survey
from assay.sources.shape import Decision, Progress, Raw, silent

COLUMNS = (
    "UID",
    "RECURRENCE-ID",
    "SUMMARY",
    "DTSTART",
    "DTEND",
    "CREATED",
    "LAST-MODIFIED",
    "STATUS",
    "TRANSP",
    "ORGANIZER",
    "ATTENDEE",
    "PARTSTAT",
    "ROLE",
    "RRULE",
    "LOCATION",
    "URL",
)
_HINT = "It wants to begin with BEGIN:VCALENDAR and hold events (BEGIN:VEVENT)."


def read_calendar(
    connection: duckdb.DuckDBPyConnection,  # noqa: ARG001
    path: Path,
    name: str,
    options: dict[str, str],
    spool: Path,
    progress: Progress = silent,
) -> Raw:
    """Reads the events into `spool`. `_line` is the number of the event. DataError when the file holds none.

    A series is one event: its first meeting. Meetings of a series that were moved are events of their own.
    """
    encoding, *letters = decide_encoding(path, name, survey(path, progress), options.get("encoding"))
    with decoded(path, encoding.value) as stream:
        events = list(_events(stream.read(), name))
    rows = [(*row, number) for number, event in enumerate(events, 1) for row in _rows(event)]
    if not rows:
        raise DataError(f"{name} holds no event.", hint=_HINT)
    target = spool.with_suffix(".parquet")
    columns = list(zip(*rows, strict=True))
    arrays = [pa.array(column, pa.string()) for column in columns[:-1]] + [pa.array(columns[-1], pa.int64())]
    pq.write_table(pa.table(arrays, names=[*COLUMNS, "line"]), target)
    listed = ", ".join(map(quoted, COLUMNS))
    return Raw(
        path=path,
        name=name,
        relation=f"SELECT {listed}, line AS _line, {literal(name)} AS _file FROM {parquet([target])}",
        columns=COLUMNS,
        rows=len(rows),
        decisions=(encoding, *letters, *_told(name, events, len(rows))),
    )


def _events(text: str, name: str) -> Iterator[Any]:
    from icalendar import Calendar

    try:
        calendars = Calendar.from_ical(text, multiple=True)
    except (ValueError, IndexError, KeyError) as error:
        raise DataError(f"{name} is no calendar: {str(error).splitlines()[0]}.", hint=_HINT) from None
    for calendar in calendars:
        yield from calendar.walk("VEVENT")


def _rows(event: Any) -> Iterator[tuple[str | None, ...]]:
    attendees = event.get("ATTENDEE") or [None]
    start, end = _moment(event, "DTSTART"), _moment(event, "DTEND")
    if end is None and start and event.get("DURATION"):
        end = _text(event.decoded("DTSTART") + event.decoded("DURATION"))
    for attendee in attendees if isinstance(attendees, list) else [attendees]:
        parameters = getattr(attendee, "params", {})
        yield (
            _word(event, "UID"),
            _moment(event, "RECURRENCE-ID"),
            _word(event, "SUMMARY"),
            start,
            end,
            _moment(event, "CREATED"),
            _moment(event, "LAST-MODIFIED"),
            _word(event, "STATUS"),
            _word(event, "TRANSP"),
            _address(event.get("ORGANIZER")),
            _address(attendee),
            parameters.get("PARTSTAT"),
            parameters.get("ROLE"),
            event["RRULE"].to_ical().decode() if "RRULE" in event else None,
            _word(event, "LOCATION"),
            _word(event, "URL"),
        )


def _word(event: Any, key: str) -> str | None:
    value = event.get(key)
    return str(value) if value is not None else None


def _address(value: Any) -> str | None:
    text = str(value or "").strip()
    return text[7:] if text.lower().startswith("mailto:") else text or None


def _moment(event: Any, key: str) -> str | None:
    return _text(event.decoded(key)) if key in event else None


def _text(value: Any) -> str | None:
    """ISO 8601: UTC where the zone is known, the wall clock where none is named, a day where there is no hour."""
    if isinstance(value, datetime):
        if value.tzinfo is None:
            return value.isoformat(timespec="seconds")
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat() if isinstance(value, date) else None


def _told(name: str, events: list[Any], rows: int) -> Iterator[Decision]:
    yield Decision(name, "events", str(len(events)), f"one row for each of their attendees: {rows}")
    if series := sum("RRULE" in event for event in events):
        yield Decision(
            name, "series", str(series), "only the first meeting of each is a row, and those that were moved"
        )
