"""Exchange rates: dollars to euros every working day, euros to pounds once a month, crowns not at all."""

from __future__ import annotations

import numpy as np
import pandas as pd

from assay.demo.calendar import DAYS, LAST, Floats, Ints, Words, date_words, dates, stream


def dollar_rates(seed: int) -> Floats:
    """EUR per USD for each day, the last working day's on weekends."""
    rng = stream(seed, "dollar")
    walk = 0.92 * np.exp(np.cumsum(rng.normal(0, 0.0035, DAYS)))
    pulled = np.round(0.92 + 0.5 * (walk - 0.92), 5)
    working = np.maximum.accumulate(np.where(_working(), np.arange(DAYS), 0))
    return np.asarray(pulled[working], dtype=np.float64)


def _working() -> np.ndarray:
    return np.asarray(pd.DatetimeIndex(dates(np.arange(DAYS))).dayofweek < 5)


def fx_table(seed: int) -> pd.DataFrame:
    """`fx_rates`: USD to EUR directly, GBP only as EUR to GBP, so that pounds need the inverse."""
    rng = stream(seed, "pound")
    days = np.flatnonzero(_working() | (np.arange(DAYS) == 0))
    dollar = pd.DataFrame({"date": date_words(days), "from_currency": "USD", "to_currency": "EUR"})
    firsts = np.flatnonzero(pd.DatetimeIndex(dates(np.arange(DAYS))).day == 1)
    pound = pd.DataFrame({"date": date_words(firsts), "from_currency": "EUR", "to_currency": "GBP"})
    rates = [dollar_rates(seed)[days], np.round(0.86 + rng.normal(0, 0.008, len(firsts)), 5)]
    return pd.concat([dollar, pound], ignore_index=True).assign(rate=np.concatenate(rates))


def in_own_currency(euros: Floats, currency: Words, day: Ints, rates: Floats) -> Floats:
    """Amounts in the currency given, at the rate of the day (the last day's for later ones), in whole hundreds."""
    rate = rates[np.clip(day, 0, LAST)]
    return np.asarray((np.where(currency == "USD", euros / rate, euros) / 100).round() * 100, dtype=np.float64)
