"""The dates of a question and the periods of a series (rule 4)."""

from __future__ import annotations

from datetime import date

import pytest

from assay.errors import DataError, UsageError
from assay.metrics.periods import period_start, resolve, windows
from assay.metrics.scope import Scope
from assay.settings import Settings

LAST = date(2026, 2, 10)


def test_all_dates_by_default():
    timing = resolve(Scope(), LAST)
    assert (timing.start, timing.end, timing.as_of) == (date(2025, 3, 1), LAST, LAST)


def test_from_is_eleven_months_before_the_month_of_to():
    assert resolve(Scope(end=date(2025, 12, 31)), LAST).start == date(2025, 1, 1)
    assert resolve(Scope(end=date(2025, 1, 15)), LAST).start == date(2024, 2, 1)


def test_as_of_follows_to_and_to_never_lies_after_as_of():
    assert resolve(Scope(end=date(2025, 6, 30)), LAST).as_of == date(2025, 6, 30)
    assert resolve(Scope(as_of=date(2025, 6, 30)), LAST).end == date(2025, 6, 30)
    timing = resolve(Scope(end=date(2025, 12, 31), as_of=date(2025, 6, 30)), LAST)
    assert (timing.start, timing.end, timing.asked_end) == (date(2024, 7, 1), date(2025, 6, 30), date(2025, 12, 31))


def test_without_any_data_a_date_is_needed():
    with pytest.raises(DataError, match="as-of day") as error:
        resolve(Scope(), None)
    assert "--as-of" in str(error.value.hint)
    assert resolve(Scope(end=date(2025, 6, 30)), None).as_of == date(2025, 6, 30)


def test_a_window_that_starts_after_what_is_known():
    with pytest.raises(UsageError, match=r"--from 2026-03-01 lies after the as-of day 2026-02-10"):
        resolve(Scope(start=date(2026, 3, 1)), LAST)


@pytest.mark.parametrize(
    ("grain", "settings", "starts"),
    [
        ("day", {}, date(2025, 5, 14)),
        ("week", {}, date(2025, 5, 12)),  # a Wednesday; weeks from Monday
        ("week", {"week_starts_on": "sunday"}, date(2025, 5, 11)),
        ("week", {"week_starts_on": "thursday"}, date(2025, 5, 8)),
        ("month", {}, date(2025, 5, 1)),
        ("quarter", {}, date(2025, 4, 1)),
        ("quarter", {"fiscal_year_starts_in": 2}, date(2025, 5, 1)),
        ("quarter", {"fiscal_year_starts_in": 12}, date(2025, 3, 1)),
        ("year", {}, date(2025, 1, 1)),
        ("year", {"fiscal_year_starts_in": 7}, date(2024, 7, 1)),
    ],
)
def test_the_period_of_a_day(grain, settings, starts):
    assert period_start(date(2025, 5, 14), grain, Settings(**settings)) == starts


def spans(scope, grain, clock):
    found = windows(resolve(scope, LAST), grain, clock, Settings())
    return [tuple(day.isoformat()[2:] for day in (w.period, w.start, w.end, w.as_of)) for w in found]


QUARTER = Scope(start=date(2025, 1, 10), end=date(2025, 3, 20), as_of=date(2025, 6, 30))


def test_periods_of_a_flow_are_cut_at_the_window():
    assert spans(QUARTER, "month", "flow") == [
        ("25-01-01", "25-01-10", "25-01-31", "25-06-30"),
        ("25-02-01", "25-02-01", "25-02-28", "25-06-30"),
        ("25-03-01", "25-03-01", "25-03-20", "25-06-30"),
    ]


def test_periods_of_a_stock_look_back_to_from_and_are_seen_from_their_end():
    assert spans(QUARTER, "month", "stock") == [
        ("25-01-01", "25-01-10", "25-01-31", "25-01-31"),
        ("25-02-01", "25-01-10", "25-02-28", "25-02-28"),
        ("25-03-01", "25-01-10", "25-03-20", "25-03-20"),
    ]


@pytest.mark.parametrize("clock", ["flow", "stock"])
def test_without_a_grain_there_is_one_window_seen_from_the_as_of_day(clock):
    assert spans(QUARTER, None, clock) == [("25-01-10", "25-01-10", "25-03-20", "25-06-30")]


def test_unknown_grains():
    with pytest.raises(UsageError, match="Unknown grain 'moth'") as error:
        spans(QUARTER, "moth", "flow")
    assert "month" in str(error.value.hint)


def test_leap_days_and_ends_of_months():
    found = spans(Scope(start=date(2024, 1, 31), end=date(2024, 3, 1)), "month", "flow")
    assert [start_end[1:3] for start_end in found] == [
        ("24-01-31", "24-01-31"),
        ("24-02-01", "24-02-29"),
        ("24-03-01", "24-03-01"),
    ]
