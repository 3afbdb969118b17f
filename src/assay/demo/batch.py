"""Touches while they are being made: numbers for accounts, people, visitors; `by` says what a row will be known by."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from assay.demo.calendar import LAST, Ints

DEFAULTS: dict[str, Any] = {
    "channel": None,
    "account": -1,
    "person": -1,
    "visitor": -1,
    "session": -1,
    "campaign": None,
    "asset": None,
    "url": None,
    "seconds": np.nan,
    "quantity": np.nan,
    "user": None,
    "outcome": None,
    "by": "account",
    "email": None,
    "domain": None,
    "ip": None,
}
"""`by` is one of `account`, `person`, `both`, `email`, `domain`, `visitor`, `unknown`, `given` (own e-mail,
domain or ip)."""


def batch(kind: Any, day: Ints, second: Ints, **columns: Any) -> pd.DataFrame:
    """Touches as a frame; seconds past midnight go over to the next day, and what lies after the last day is cut."""
    moment = day.astype(np.int64) * 86_400 + second.astype(np.int64)
    frame = pd.DataFrame({"moment": moment, "kind": kind, **DEFAULTS, **columns}, index=range(len(day)))
    return frame[(moment >= 0) & (moment < (LAST + 1) * 86_400)]


def join(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """All parts in one frame, column by column: far faster than pandas where columns are empty."""
    return pd.DataFrame({name: np.concatenate([part[name].to_numpy() for part in parts]) for name in parts[0]})


def when(frame: pd.DataFrame) -> tuple[Ints, Ints]:
    """Day and second of each touch."""
    moment = frame["moment"].to_numpy(np.int64)
    return moment // 86_400, moment % 86_400
