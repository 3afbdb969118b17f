"""The periods of a series: where each of them ends."""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

STEPS = {
    "day": {"days": 1},
    "week": {"days": 7},
    "month": {"months": 1},
    "quarter": {"months": 3},
    "year": {"years": 1},
}


def last_day(first: date, grain: str) -> date:
    """The last day of the period that begins on a day."""
    following: date = first + relativedelta(**STEPS[grain])  # type: ignore[arg-type]
    return following - timedelta(days=1)


__all__ = ["last_day"]
