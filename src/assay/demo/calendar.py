"""The three years of the sample company: days as whole numbers from FIRST_DAY, local time in Paris."""

from __future__ import annotations

from datetime import date
from typing import Any
from zlib import crc32

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Words = NDArray[np.object_]
Days = NDArray[np.datetime64]

FIRST_DAY = date(2023, 10, 1)
LAST_DAY = date(2026, 9, 30)
ZONE = "Europe/Paris"
NEVER = 100_000
"""A day number beyond every date: what has not happened."""


def day_number(text: str) -> int:
    return (date.fromisoformat(text) - FIRST_DAY).days


DAYS = (LAST_DAY - FIRST_DAY).days + 1
LAST = DAYS - 1


def stream(seed: int, name: str) -> np.random.Generator:
    """A generator of its own for each part, so that one part can change without moving the draws of the others."""
    return np.random.default_rng([seed, crc32(name.encode())])


def dates(days: Ints) -> Days:
    """Dates of day numbers; NEVER becomes NaT."""
    known = days < NEVER
    result = np.datetime64(FIRST_DAY, "D") + np.where(known, days, 0).astype("timedelta64[D]")
    return np.where(known, result, np.datetime64("NaT", "D"))


def date_words(days: Ints) -> Words:
    """ISO dates as text, None for NEVER."""
    words = np.datetime_as_string(dates(days), unit="D").astype(object)
    return either(days < NEVER, words, None)


def local(days: Ints, seconds: Ints) -> pd.DatetimeIndex:
    """Wall clock in ZONE, without zone; NaT for NEVER."""
    return pd.DatetimeIndex(dates(days).astype("datetime64[s]") + seconds.astype("timedelta64[s]"))


def utc(days: Ints, seconds: Ints) -> pd.DatetimeIndex:
    """The same moments in UTC: of a repeated hour the first is meant, an hour that never was moves forward."""
    ambiguous = np.ones(len(days), dtype=bool)
    zoned = local(days, seconds).tz_localize(ZONE, ambiguous=ambiguous, nonexistent="shift_forward")
    return zoned.tz_convert("UTC")


def office_seconds(rng: np.random.Generator, size: int) -> Ints:
    """Seconds since midnight, mostly within office hours."""
    return np.clip(rng.normal(12.7, 2.6, size) * 3600, 6 * 3600, 22 * 3600).astype(np.int64)


def any_seconds(rng: np.random.Generator, size: int) -> Ints:
    """Seconds since midnight, also late at night: one in twelve at any hour."""
    anytime = rng.integers(0, 86_400, size)
    return np.where(rng.random(size) < 1 / 12, anytime, office_seconds(rng, size))


def day_weights() -> Floats:
    """How busy each day is, 1 on a common working day: weekends, August and the end of the year are quiet."""
    days = pd.date_range(FIRST_DAY, LAST_DAY)
    weekday = np.where(days.dayofweek < 5, 1.0, 0.12)
    quiet = np.where(days.month == 8, 0.6, 1.0)
    december = (days.month == 12) & (days.day >= 22)
    return np.asarray(weekday * quiet * np.where(december, 0.25, 1.0), dtype=np.float64)


def counts_to_rows(counts: Ints) -> tuple[Ints, Ints]:
    """(account, day) of every event of a matrix of counts, accounts by days."""
    account, day = np.nonzero(counts)
    times = counts[account, day]
    return np.repeat(account, times), np.repeat(day, times)


def either(mask: Any, words: Any, other: Any = None) -> Words:
    """`words` where the mask holds, else `other`: as objects, so that None stays None."""
    return np.asarray(np.where(mask, words, other), dtype=object)
