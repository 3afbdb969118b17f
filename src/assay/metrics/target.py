"""A figure against its target: what is missing, what it comes to at its pace, and whether that will do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Literal

from dateutil.relativedelta import relativedelta

from assay.kpis import find
from assay.languages.words import Words
from assay.metrics.answer import Answer, Figure
from assay.metrics.periods import period_start
from assay.metrics.scope import Scope
from assay.settings import Settings
from assay.stats.pace import projected

Outcome = Literal["reached", "missed", "open", ""]
DAYS_A_MONTH = 365.25 / 12
MONTHS_SEEN = 12
Series = Callable[[date, date], Answer]
"""A figure by month from one day to another."""


@dataclass(frozen=True)
class Standing:
    """Where a figure stands against its target.

    `value` is what is compared: of what adds up over time the year so far (since `since`), else the figure itself. `gap`
    is what is missing, negative where there is more than enough. `outcome` is what the interval `low` to `high` answers:
    that of the figure at the end of its fiscal year (`until`), else the figure's own.
    """

    wanted: float
    value: float | None
    gap: float | None
    reached: bool | None
    outcome: Outcome = ""
    since: date | None = None
    until: date | None = None
    expected: float | None = None
    low: float | None = None
    high: float | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "target": self.wanted,
            "value": self.value,
            "gap": self.gap,
            "reached": self.reached,
            "outcome": self.outcome or None,
            "since": self.since,
            "until": self.until,
            "expected": self.expected,
            "low": self.low,
            "high": self.high,
        }


def has_target(settings: Settings, key: str, scope: Scope) -> bool:
    """Targets are for the programme as a whole: beside a part of it they would judge what they were not set for."""
    narrowed = scope.lists or scope.tiers or scope.owners or scope.programmes or scope.where
    return key in settings.targets and scope.arm == "abm" and not narrowed and scope.mode == "snapshot"


def adds_up(key: str) -> bool:
    """Whether the periods of a figure add up to a year of it: revenue does, the share of accounts engaged does not."""
    kpi = find(key)
    return kpi.clock == "flow" and kpi.measure.aggregate == "sum"


def standing(key: str, wanted: float, total: Figure, last_day: date, settings: Settings, series: Series) -> Standing:
    """The target of a figure for the fiscal year that holds `last_day`, the last day that is known."""
    until = period_start(last_day, "year", settings) + relativedelta(years=1) - timedelta(days=1)
    months = (until - last_day).days / DAYS_A_MONTH
    if adds_up(key):
        return _of_year(key, wanted, last_day, until, months, settings, series)
    judged = _judged(key, Standing(wanted, total.value, None, None, low=total.low, high=total.high))
    if find(key).clock == "stock" and total.value is not None:
        levels = [value for value in _by_month(series, last_day) if value is not None]
        steps = [after - before for before, after in pairwise(levels)]
        ahead = projected(total.value, steps, months)
        if ahead is not None:
            top = 1.0 if find(key).unit == "share" else float("inf")
            ends = (min(max(0.0, one), top) for one in (ahead.estimate, ahead.low, ahead.high))
            expected, low, high = ends
            return _judged(key, replace(judged, until=until, expected=expected, low=low, high=high))
    return judged


def _of_year(
    key: str, wanted: float, last_day: date, until: date, months: float, settings: Settings, series: Series
) -> Standing:
    """What has come in since the year began, and what comes if the months go on as the last ones did."""
    since = period_start(last_day, "year", settings)
    so_far = series(since, last_day).total.value
    so_far_standing = Standing(wanted, so_far, None, None, since=since, until=until)
    if so_far is None:
        return so_far_standing
    steps = _without_the_start([value or 0.0 for value in _by_month(series, last_day)])
    ahead = projected(so_far, steps, months)
    if ahead is None:
        return _judged(key, so_far_standing)
    low = max(so_far, ahead.low)
    return _judged(key, replace(so_far_standing, expected=ahead.estimate, low=low, high=ahead.high))


def _by_month(series: Series, last_day: date) -> list[float | None]:
    """The values of the last full months, the oldest first."""
    following = (last_day + timedelta(days=1)).replace(day=1)
    end = following - timedelta(days=1)
    totals = series(following - relativedelta(months=MONTHS_SEEN), end)
    return [row.figure.value for row in totals.rows if row.period is not None]


def _without_the_start(values: list[float]) -> list[float]:
    """From the first month on in which there was anything: before it nothing had begun."""
    first = next((place for place, value in enumerate(values) if value), len(values))
    return values[first:]


def _judged(key: str, standing: Standing) -> Standing:
    if standing.value is None:
        return standing
    sign = -1 if find(key).direction == "down" else 1
    gap = sign * (standing.wanted - standing.value)
    outcome: Outcome = ""
    if standing.low is not None and standing.high is not None:
        worst, best = sorted((sign * standing.low, sign * standing.high))
        outcome = (
            "reached" if worst >= sign * standing.wanted else "missed" if best < sign * standing.wanted else "open"
        )
    return replace(standing, gap=gap, reached=gap <= 0, outcome=outcome)


def target_text(standing: Standing, unit: str, currency: str | None, words: Words) -> str:
    """`target 35%: 4.2 pp to go`; of what adds up, how much of it has come in."""
    said = words.say("target %(value)s", value=words.value(standing.wanted, unit, currency, True))
    if standing.gap is None:
        return said
    left = words.value(standing.gap, unit, currency, True)
    if unit == "share":
        left = words.difference(standing.gap, unit).removeprefix("+")
    state = words.say("reached") if standing.gap <= 0 else words.say("%(gap)s to go", gap=left)
    if standing.since is None:
        return f"{said}: {state}"
    so_far = words.value(standing.value, unit, currency, True)
    return f"{said}: {words.say('%(value)s since %(day)s', value=so_far, day=words.day(standing.since))}, {state}"


_AHEAD = {
    "reached": "At this pace %(value)s by %(day)s (%(low)s to %(high)s): it will be reached.",
    "missed": "At this pace %(value)s by %(day)s (%(low)s to %(high)s): it will not be reached.",
    "open": "At this pace %(value)s by %(day)s (%(low)s to %(high)s): it may be reached or not.",
}
_STILL = {
    "reached": "At this pace %(value)s by %(day)s (%(low)s to %(high)s): it will still be met.",
    "missed": "At this pace %(value)s by %(day)s (%(low)s to %(high)s): it will no longer be met.",
    "open": "At this pace %(value)s by %(day)s (%(low)s to %(high)s): it may be met then or not.",
}
"""Of what is reached and may be lost again: a share, a level."""
_NOW = {
    "reached": "The whole interval meets the target.",
    "missed": "The whole interval falls short of the target.",
    "open": "The target lies within the interval: which side of it is true cannot be told yet.",
}


def outlook_text(standing: Standing, unit: str, currency: str | None, words: Words) -> str:
    """Whether the target will be reached, as far as the interval tells; of what adds up and has reached it there is no more to say."""
    if not standing.outcome or (standing.reached and standing.since):
        return ""
    if standing.expected is None or standing.until is None:
        return words.say(_NOW[standing.outcome])
    values = {"value": standing.expected, "low": standing.low, "high": standing.high}
    said = {name: words.value(value, unit, currency, True) for name, value in values.items()}
    told = _STILL if standing.reached else _AHEAD
    return words.say(told[standing.outcome], day=words.day(standing.until), **said)


def line_of(key: str, wanted: float, grain: str) -> float:
    """Where the target lies in a series: of what adds up over a year a period's part of it."""
    parts = {"week": 365.25 / 7, "month": 12.0, "quarter": 4.0}
    return wanted / parts.get(grain, 1.0) if adds_up(key) else wanted


__all__ = ["Standing", "adds_up", "has_target", "line_of", "outlook_text", "standing", "target_text"]
