"""The launch of a scope: the first day of the list rows that it chooses, those of excluded accounts left out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from assay.facts.schema import BEGINNING
from assay.metrics.list_rows import first_days
from assay.metrics.scope import Scope


def launch_days(cursor: Any, scope: Scope, arm: str = "abm") -> tuple[date | None, ...]:
    """The first days of an arm's rows on the scope's lists and programmes, in order; None: since when is not known."""
    days = first_days(cursor, arm=(arm,), list=scope.lists, programme_id=scope.programmes)
    return tuple(None if day == BEGINNING else day for day in days)


def launch_day(cursor: Any, scope: Scope, arm: str = "abm") -> date | None:
    """The day the scope's programme began; None where no row is chosen or one of them does not say since when."""
    return next(iter(launch_days(cursor, scope, arm)), None)


def last_launch_day(cursor: Any, scope: Scope, arm: str = "abm") -> date | None:
    """The day on which the last of the scope's rows began."""
    return next(iter(reversed(launch_days(cursor, scope, arm))), None)


def window_before(first: date, last: date, launch: date | None) -> tuple[date, date] | None:
    """As many days as from `first` to `last`, ending on the day before the launch."""
    if launch is None:
        return None
    eve = launch - timedelta(days=1)
    length = last - first
    return (eve - length, eve) if eve - date.min >= length else None
