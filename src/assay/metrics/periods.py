"""Windows of time: the whole window of a question and its periods, as rows the compiled queries join."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from dateutil.relativedelta import relativedelta

from assay.errors import DataError, UsageError, did_you_mean
from assay.metrics.scope import Scope
from assay.settings import Settings
from assay.settings.whole import WEEKDAYS

GRAINS = ("day", "week", "month", "quarter", "year")
MOST_PERIODS = 1_500
"""Points of one series: four years by day. Each is a window of its own in the query, and a point nobody could see."""


@dataclass(frozen=True)
class Window:
    """One window: the period's first day as its label, the days it spans (both inclusive) and the day it is seen from."""

    period: date
    start: date
    end: date
    as_of: date


@dataclass(frozen=True)
class Timing:
    """The resolved dates of a question (rule 4); `end` is never after `as_of`."""

    start: date
    end: date
    as_of: date
    asked_end: date


def resolve(scope: Scope, last_day: date | None) -> Timing:
    """Defaults of rule 4; raises DataError where there is neither a date nor any data to take it from."""
    as_of = scope.as_of or scope.end or last_day
    if as_of is None:
        raise DataError(
            "There is no touch, deal or stage row to take the as-of day from.", hint="Name it: --as-of DATE."
        )
    asked_end = scope.end or as_of
    end = min(asked_end, as_of)
    start = scope.start or (end.replace(day=1) - relativedelta(months=11))
    if start > end:
        raise UsageError(f"--from {start} lies after the as-of day {end}.")
    return Timing(start, end, as_of, asked_end)


def windows(timing: Timing, grain: str | None, clock: str, settings: Settings) -> list[Window]:
    """The windows of a flow (each period by itself) or of a stock (from `--from` to each period's end).

    Without a grain there is one window, seen from the as-of day; a stock in a series is seen from each period's end.
    """
    whole = Window(timing.start, timing.start, timing.end, timing.as_of)
    if grain is None:
        return [whole]
    if grain not in GRAINS:
        raise UsageError(f"Unknown grain {grain!r}.", hint=did_you_mean(grain, GRAINS))
    found = list(islice(_pieces(timing, grain, settings), MOST_PERIODS + 1))
    if len(found) > MOST_PERIODS:
        coarser = GRAINS[min(GRAINS.index(grain) + 1, len(GRAINS) - 1)]
        raise UsageError(
            f"A series by {grain} from {timing.start} to {timing.end} has more than {MOST_PERIODS:,} points.",
            hint=f"Ask by {coarser}, or for a shorter window.",
        )
    pieces = [replace(whole, period=first, start=low, end=high) for first, low, high in found]
    if clock == "stock":
        return [replace(piece, start=timing.start, as_of=piece.end) for piece in pieces]
    return pieces


def _pieces(timing: Timing, grain: str, settings: Settings) -> Iterator[tuple[date, date, date]]:
    first = period_start(timing.start, grain, settings)
    while first <= timing.end:
        following = _next(first, grain)
        yield first, max(first, timing.start), min(following - timedelta(days=1), timing.end)
        first = following


def period_start(day: date, grain: str, settings: Settings) -> date:
    """First day of the period that holds `day`; quarters and years are fiscal."""
    if grain == "day":
        return day
    if grain == "week":
        return day - timedelta(days=(day.weekday() - WEEKDAYS.index(settings.week_starts_on)) % 7)
    if grain == "month":
        return day.replace(day=1)
    months = (day.month - settings.fiscal_year_starts_in) % (3 if grain == "quarter" else 12)
    return day.replace(day=1) - relativedelta(months=months)


def _next(first: date, grain: str) -> date:
    steps = {"day": {"days": 1}, "week": {"days": 7}, "month": {"months": 1}, "quarter": {"months": 3}}
    return first + relativedelta(**steps.get(grain, {"years": 1}))  # type: ignore[arg-type]


def days(spans: list[Window]) -> Iterator[tuple[date, Window]]:
    """Every day of every window, for flows: an equality join is what engines do fast."""
    for span in spans:
        for offset in range((span.end - span.start).days + 1):
            yield span.start + timedelta(days=offset), span
