"""A running programme is looked at again and again: which look this is, and how clear a difference must be at it.

Looks are counted in months since launch, whoever looks and however often within a month. The verdict is planned for
`verdict_on` of assay.toml, else for a year after launch; until then, and on looks after it, `planned_limits` says which p a
verdict needs, so that all looks together err in 5 % of programmes at most.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

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


def look_of(arms: Arms) -> Look:
    """The look that these arms are seen at, on their as-of day."""
    launch = launched_on(arms)
    wanted = [one.verdict_on for one in decided(arms) if one.verdict_on is not None and one.verdict_on > launch]
    day = max(wanted, default=launch + timedelta(days=PLANNED_DAYS))
    planned = min(max(round((day - launch).days / MONTH_DAYS), 1), MOST_LOOKS)
    whole = max((day - launch).days, 1)
    number = max(round((arms.asked.timing.end - launch).days / whole * planned), 1)
    limits = _limits(planned, KEPT if wanted else KEPT_OPEN)
    return Look(number, planned, day, float(limits.p[min(number, len(limits.p)) - 1]))


@cache
def _limits(planned: int, kept: float) -> Limits:
    return planned_limits(planned, kept=kept)


def launched_on(arms: Arms) -> date:
    """The first launch of a treated account."""
    return min(one.launched_on for one in arms.treated)


def decided(arms: Arms) -> tuple[Programme, ...]:
    """What assay.toml says of the lists compared, or of their programmes."""
    known = arms.asked.run.settings.programmes
    names = dict.fromkeys((*arms.lists, *sorted({row for row in arms.rows.column("programme_id").to_pylist() if row})))
    return tuple(known[name] for name in names if name in known)
