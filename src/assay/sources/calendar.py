"""iCalendar files (.ics) as rows: one for each event and each of its attendees, times in UTC."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from assay.engine.literals import literal, parquet, quoted
from assay.errors import DataError
from assay.sources.encoding import decide_encoding, decoded, survey
from assay.sources.recurrences import MOST, meetings_of, moved
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

    Of a series each meeting up to now is a row; those that were moved are events of their own and stand in their stead.
    """
    encoding, *letters = decide_encoding(path, name, survey(path, progress), options.get("encoding"))
    with decoded(path, encoding.value) as stream:
        events = list(_events(stream.read(), name))
    rows = [(*row, number) for number, event in enumerate(events, 1) for row in _rows(event, _moved(events))]
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


def _moved(events: Iterable[Any]) -> frozenset[tuple[str | None, str | None]]:
    """The meetings of series, by series and moment, in whose stead others stand."""
    return frozenset((_word(event, "UID"), _moment(event, "RECURRENCE-ID")) for event in events if moved(event))


def _rows(event: Any, stood_for: frozenset[tuple[str | None, str | None]]) -> Iterator[tuple[str | None, ...]]:
    if "DTSTART" not in event:
        yield from _of_meeting(event, None, None, None)
        return
    first, lasts = event.decoded("DTSTART"), _length(event)
    for start in meetings_of(event, datetime.now(UTC)):
        again = _moment(event, "RECURRENCE-ID") or (_text(start) if start != first else None)
        if "RRULE" in event and (_word(event, "UID"), _text(start)) in stood_for:
            continue
        yield from _of_meeting(event, again, _text(start), _text(start + lasts) if lasts is not None else None)


def _length(event: Any) -> timedelta | None:
    if "DTEND" in event:
        lasting: timedelta = event.decoded("DTEND") - event.decoded("DTSTART")
        return lasting
    return event.decoded("DURATION") if event.get("DURATION") else None


def _of_meeting(event: Any, again: str | None, start: str | None, end: str | None) -> Iterator[tuple[str | None, ...]]:
    attendees = event.get("ATTENDEE") or [None]
    for attendee in attendees if isinstance(attendees, list) else [attendees]:
        parameters = getattr(attendee, "params", {})
        yield (
            _word(event, "UID"),
            again,
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
            name,
            "series",
            str(series),
            f"their meetings up to now are rows, at most {MOST:,} of each, and those that were moved",
        )
