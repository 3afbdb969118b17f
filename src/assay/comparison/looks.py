"""A running programme is looked at again and again: which look this is, and how clear a difference must be at it.

Looks are counted in months since launch, whoever looks, and whoever looks more often than that pays for it: the looks that
were taken are kept (`memory/looks.py`) and counted besides, four a month at most. The verdict is planned for `verdict_on` of
assay.toml, else for a year after launch; until then, and on looks after it, `stats/looks.py` says which p a verdict needs, so
that all looks at all figures together err in 5 % of programmes at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from assay.comparison.arms import Arms
from assay.settings.programmes import Programme
from assay.stats.looks import PLANNED_DAYS, Plan


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
    plan = Plan((day - launch).days, bool(wanted))
    end = arms.asked.timing.end
    number = plan.look_after((end - launch).days)
    point, besides = _placed(
        number, (end - launch).days / plan.step, [(one - launch).days / plan.step for one in before if one < end]
    )
    return Look(number + len(besides), plan.looks + len(besides), day, plan.limit(point, besides))


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


def launched_on(arms: Arms) -> date:
    """The first launch of a treated account."""
    return min(one.launched_on for one in arms.treated)


def decided(arms: Arms) -> tuple[Programme, ...]:
    """What assay.toml says of the lists compared, or of their programmes."""
    known = arms.asked.run.settings.programmes
    names = dict.fromkeys((*arms.lists, *sorted({row for row in arms.rows.column("programme_id").to_pylist() if row})))
    return tuple(known[name] for name in names if name in known)
