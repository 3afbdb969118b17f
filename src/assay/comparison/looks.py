"""A running programme is looked at again and again: which look this is, and how clear a difference must be at it.

Looks are counted in months since launch, whoever looks, and whoever looks more often than that pays for it: the looks that
were taken are kept (`memory/looks.py`) and counted besides, four a month at most. The verdict is planned for `verdict_on` of
assay.toml, else for a year after launch; until then, and on looks after it, `planned_limits` says which p a verdict needs, so
that all looks together err in 5 % of programmes at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np

from assay.comparison.arms import Arms
from assay.settings import Programme
from assay.stats.sequential import Limits, planned_limits

PLANNED_DAYS = 365
MONTH_DAYS = 30.4375
MOST_LOOKS = 36
KEPT, KEPT_OPEN = 0.2, 0.4
"""What is kept for looks after the planned day: more of it where nobody has said when the verdict is due."""


@dataclass(frozen=True)
class Look:
    """Look `number` of the `planned` ones up to day `on`; a verdict needs a p below `limit`."""

    number: int
    planned: int
    on: date
    limit: float

    def to_json(self) -> dict[str, Any]:
        return {"number": self.number, "planned": self.planned, "on": self.on.isoformat(), "limit": self.limit}


def look_of(arms: Arms, before: Sequence[date] = ()) -> Look:
    """The look that these arms are seen at, on their as-of day; `before`: days up to which they were seen earlier."""
    launch = launched_on(arms)
    wanted = [one.verdict_on for one in decided(arms) if one.verdict_on is not None and one.verdict_on > launch]
    day = max(wanted, default=launch + timedelta(days=PLANNED_DAYS))
    planned = min(max(round((day - launch).days / MONTH_DAYS), 1), MOST_LOOKS)
    step = max((day - launch).days, 1) / planned
    end = arms.asked.timing.end
    number = max(round((end - launch).days / step), 1)
    point, besides = _placed(
        number, (end - launch).days / step, [(one - launch).days / step for one in before if one < end]
    )
    limits = _limits(planned, KEPT if wanted else KEPT_OPEN, besides)
    place = min(int(np.searchsorted(limits.information * planned, point - 1e-9)), len(limits.p) - 1)
    return Look(number + len(besides), planned + len(besides), day, float(limits.p[place]))


PARTS = 4


def _placed(number: int, now: float, before: Sequence[float]) -> tuple[float, tuple[float, ...]]:
    """Where this look stands, in months, and the looks besides the monthly ones, itself among them.

    >>> _placed(3, 3.1, [1.0, 2.0]), _placed(3, 3.1, [1.0, 1.5, 2.9])
    ((3, ()), (3.25, (1.5, 3.25)))
    """
    seen = {max(round(one * PARTS), 1) / PARTS for one in before}
    same_month = [one for one in seen if one >= number - 0.5]
    point = max(round(now * PARTS) / PARTS, max(same_month) + 1 / PARTS) if same_month else float(number)
    besides = {one for one in seen if one < point and not one.is_integer()}
    besides |= {point} if not point.is_integer() else set()
    return (number if not same_month else point), tuple(sorted(besides))


@cache
def _limits(planned: int, kept: float, besides: tuple[float, ...] = ()) -> Limits:
    return planned_limits(planned, kept=kept, besides=besides)


def launched_on(arms: Arms) -> date:
    """The first launch of a treated account."""
    return min(one.launched_on for one in arms.treated)


def decided(arms: Arms) -> tuple[Programme, ...]:
    """What assay.toml says of the lists compared, or of their programmes."""
    known = arms.asked.run.settings.programmes
    names = dict.fromkeys((*arms.lists, *sorted({row for row in arms.rows.column("programme_id").to_pylist() if row})))
    return tuple(known[name] for name in names if name in known)
