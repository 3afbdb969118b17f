"""How often a rule would have told of something in the last quarter: judged week by week, as of each week's last day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from assay.alerts.rules import Finding, findings
from assay.metrics.answers import Run
from assay.settings.alerts import AlertRule

WEEKS = 13


@dataclass(frozen=True)
class Fired:
    """Something that the rule began to hold for: on this day it held, a week before it did not."""

    on: date
    finding: Finding


@dataclass(frozen=True)
class Trial:
    """`today` is what the rule holds for now, `fired` what it would have told of since `since`, the newest first.

    It is judged by what is known today of each day: what came late counts where it belongs.
    """

    since: date
    today: tuple[Finding, ...]
    fired: tuple[Fired, ...]


def trial(run: Run, rule: AlertRule, weeks: int = WEEKS) -> Trial | None:
    """None where there is nothing to judge by today; errors as in `findings`."""
    if run.last_day is None:
        return None
    days = [run.last_day - timedelta(weeks=back) for back in range(weeks, -1, -1)]
    held = [findings(run, rule, day) for day in days]
    if held[-1] is None:
        return None
    return Trial(days[0], held[-1], fired_of(days, held))


def fired_of(days: Sequence[date], held: Sequence[Sequence[Finding] | None]) -> tuple[Fired, ...]:
    """What begins to hold between days, in their order; a day on which nothing could be judged ends and begins nothing."""
    known = [(day, found) for day, found in zip(days, held, strict=True) if found is not None]
    fired: list[Fired] = []
    for (_, before), (day, found) in pairwise(known):
        there = {one.subject for one in before}
        fired += [Fired(day, one) for one in found if one.subject not in there]
    return tuple(reversed(fired))


__all__ = ["Fired", "Trial", "fired_of", "trial"]
