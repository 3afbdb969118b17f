"""A programme is looked at month by month until the day its verdict is planned for: what a verdict asks for at each look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from assay.stats.sequential import Limits, planned_limits

PLANNED_DAYS = 365
"""The verdict of a programme for which nobody has set a day."""
MONTH_DAYS = 30.4375
MOST_LOOKS = 36
SPENT = 0.04
"""What the primary figure may err in over all its looks; the others have a fifth of it (`comparison/family.py`): 5 % in all."""
GROWTH = 1.5
"""Shares of accounts fill up: with half of them open after a year, that year says less of the next than a sum of so much and
as much again would. Their information grows as odds do, about so fast; figures that grow in a line are judged a little
too strictly."""
KEPT, KEPT_OPEN = 0.2, 0.4
"""What is kept for looks after the planned day: more of it where nobody has said when the verdict is due."""


@dataclass(frozen=True)
class Plan:
    """Looks from launch to the verdict `days` later; `chosen` where somebody set that day.

    >>> [f"{Plan().limit_after(round(MONTH_DAYS * months)):.1g}" for months in (3, 6, 12, 26)]
    ['1e-06', '0.0007', '0.02', '0.004']
    """

    days: int = PLANNED_DAYS
    chosen: bool = False

    @property
    def looks(self) -> int:
        """How many there are until then: one a month."""
        return min(max(round(self.days / MONTH_DAYS), 1), MOST_LOOKS)

    @property
    def step(self) -> float:
        """Days from one look to the next."""
        return max(self.days, 1) / self.looks

    def look_after(self, days: int) -> int:
        """The number of the look that is nearest to this day, from 1."""
        return max(round(days / self.step), 1)

    def limit(self, point: float, besides: Sequence[float] = ()) -> float:
        """The p below which a difference is a finding `point` steps after launch; `besides` are looks between the monthly ones."""
        limits = _limits(self.looks, KEPT if self.chosen else KEPT_OPEN, tuple(besides))
        place = min(int(np.searchsorted(limits.times * self.looks, point - 1e-9)), len(limits.p) - 1)
        return float(limits.p[place])

    def limit_after(self, days: int) -> float:
        """That of the monthly look nearest to this day."""
        return self.limit(self.look_after(days))


@cache
def _limits(looks: int, kept: float, besides: tuple[float, ...]) -> Limits:
    return planned_limits(looks, SPENT, kept, besides=besides, growth=GROWTH)
