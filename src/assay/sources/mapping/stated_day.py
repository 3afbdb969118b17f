"""The day that a whole file is about, where none of its columns says it: as the user says, or as its name does.

Weekly extracts of intent, lists of who came to a trade fair, a bill: their date stands beside the table. `--option day=2026-11-23`
(or a week, `2026-W48`) fills the required day of each row. Of intent signals alone the file's name is asked, too: their extracts
tell what is known on the day they are written, and are called by it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from assay.contract.tables import TABLES
from assay.errors import UsageError
from assay.sources.mapping.rules import Rule, TableRule

DAY = "day"
_TIMES = ("date", "timestamp")
STATE_IT = "--option day=2026-11-23 says which day the whole file is about; of a weekly extract any day of its week, or day=2026-W48."
_HINT = "Write a day, 2026-11-23, or a week, 2026-W48."
_WHOLE = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTHS = {word: place for place, name in enumerate(_WHOLE, 1) for word in (name, name[:3])} | {"sept": 9}
_MONTH = rf"({'|'.join(sorted(_MONTHS, key=len, reverse=True))})(?![a-z])"
"""A month's whole name or its usual short form: `market 12 2026` and `5 marketing 2026` tell no day in March."""
_NAMED = (
    r"(?<!\d)((?:19|20)\d\d)([-_. ]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)",
    r"(?<!\d)((?:19|20)\d\d)[-_ ]?w(\d\d)(?!\d)",
    rf"(?<![^\W_]){_MONTH}[-_. ]*(\d{{1,2}})(?:st|nd|rd|th)?[-_., ]+((?:19|20)\d\d)(?!\d)",
    rf"(?<!\d)(\d{{1,2}})[-_. ]*{_MONTH}[-_. ]*((?:19|20)\d\d)(?!\d)",
)


def read_day(written: str) -> date:
    """A day, or the Monday of an ISO week. UsageError for anything else."""
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        raise UsageError(f"day = {written!r} is no day.", hint=_HINT) from None


def day_in_name(name: str) -> date | None:
    """The one day that a file's name tells, the first of several in one week; None where it tells none, or two weeks.

    A Sunday is none: some tools begin their weeks on it, for others it is the last day of a week.

    >>> day_in_name("Company_Surge_2026-11-23.csv"), day_in_name("surge 2026W48.csv"), day_in_name("surge (2).csv")
    (datetime.date(2026, 11, 23), datetime.date(2026, 11, 23), None)
    """
    days = sorted({day for pattern in _NAMED for parts in re.findall(pattern, name.lower()) if (day := _day(parts))})
    weeks = {_monday(day) for day in days}
    return days[0] if len(weeks) == 1 and days[0].isoweekday() != 7 else None


def _day(parts: Sequence[str]) -> date | None:
    try:
        match parts:
            case year, week if len(week) == 2:
                return date.fromisocalendar(int(year), int(week), 1)
            case year, _, month, day:
                return date(int(year), int(month), int(day))
            case one, other, year:
                month, day = (one, other) if one.isalpha() else (other, one)
                return date(int(year), _MONTHS[month], int(day))
    except ValueError:
        pass
    return None


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def day_headers(table: TableRule) -> frozenset[str]:
    """All headers from which the required days of a table may come."""
    wanted = {column.name for column in TABLES[table.to].columns if column.required and column.type in _TIMES}
    return frozenset(name for to, rule in table.columns if to in wanted for names in _headers(rule) for name in names)


def _headers(rule: Rule) -> list[tuple[str, ...]]:
    return [rule.columns, *(_headers(rule.fallback) if rule.fallback else [])]


def with_day(table: TableRule, names: Sequence[str], day: date) -> TableRule:
    """A table whose required days `names` are `day` in every row; a week is its Monday."""
    sunday = dict(table.options).get("week_starts") == "sunday"
    week = _monday(day + timedelta(days=int(sunday)))
    values = {name: Rule(value=str(week if name == "week" else day)) for name in names}
    kept = tuple((name, values.pop(name, rule)) for name, rule in table.columns)
    return replace(table, columns=(*kept, *values.items()))
