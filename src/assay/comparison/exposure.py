"""The same time for both arms: every control is followed from a launch day of the treated, in their proportions.

A control that was listed earlier or later than the accounts it is compared with would have had more, or less, time for
the same thing to happen. Its own first day is therefore replaced by a launch day of the treated: controls in the order
in which they were listed take the launches in theirs, those listed on one day by an order that has nothing to do with
them. Where both arms were listed alike nothing is moved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

import numpy as np

ALIKE = 0.02
"""Arms are listed alike when their launches lie apart by less than this share of the time that follows."""
LEFT_ALIKE = 0.05
"""Arms leave alike when the shares of days on the list differ by less: a rate then moves by less than a twentieth."""


@dataclass(frozen=True)
class Alignment:
    """The day from which each control is followed, and whether any of them is not its own."""

    launches: Mapping[str, date]
    moved: bool


def aligned(treated: Sequence[date], controls: Mapping[str, date], start: date, end: date) -> Alignment:
    """Launch days of the controls, from those of the treated and the days on which the controls were listed.

    Days before `start`, on which the window begins, are all alike.

    >>> day = date(2025, 1, 1)
    >>> aligned([day, day], {"a": date(2025, 4, 1)}, day, date(2025, 12, 31)).launches
    {'a': datetime.date(2025, 1, 1)}
    """
    waves = sorted(treated)
    order = sorted(controls, key=lambda one: (controls[one], sha256(one.encode()).digest()))
    given = {one: waves[int((place + 0.5) / len(order) * len(waves))] for place, one in enumerate(order)}
    apart = [abs((max(given[one], start) - max(controls[one], start)).days) for one in order]
    followed = [(end - max(day, start)).days + 1 for day in waves]
    if not order or np.mean(apart) <= ALIKE * np.mean(followed):
        return Alignment(dict(controls), False)
    return Alignment(given, True)


def followed_share(spells: Sequence[tuple[date, date]], launch: date, start: date, end: date) -> float:
    """The share of the days from launch (or the window's start) to the window's end on which an account was on its list.

    `spells` are [from, until) days.
    """
    first = max(launch, start)
    possible = (end - first).days + 1
    if possible <= 0:
        return 1.0
    days = np.zeros(possible, dtype=bool)
    for since, until in spells:
        days[max((since - first).days, 0) : max((until - first).days, 0)] = True
    return float(days.mean())


def unlike(treated: Sequence[float], controls: Sequence[float]) -> bool:
    """Whether one arm leaves its list earlier than the other."""
    return bool(abs(np.mean(treated) - np.mean(controls)) > LEFT_ALIKE)
