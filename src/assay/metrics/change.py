"""A change between two windows, judged: better or worse is said only of what is more than noise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil
from typing import Any, Literal

from dateutil.relativedelta import relativedelta

from assay.kpis import find
from assay.languages import translator
from assay.languages.formats import day
from assay.metrics.answer import Figure
from assay.metrics.list_rows import list_rows
from assay.metrics.scope import Scope
from assay.stats.intervals import Interval, difference_of

Turn = Literal["better", "worse", "same", ""]
Unjudged = Literal["", "few", "unlike", "no_interval"]
SETTLED = 2 / 3
"""Two windows are alike when so many of the accounts were on their lists before the earlier one began."""


@dataclass(frozen=True)
class Change:
    """`difference` in the KPI's unit with its 95 % interval; `turn` is `same` within noise, empty where it is not judged.

    `unjudged` says why: `few` cases for a share, windows `unlike` each other, or a sum that has no interval.
    `settled_on` is the day by which most accounts were on their lists, where windows are unlike for that.
    """

    difference: float | None = None
    low: float | None = None
    high: float | None = None
    turn: Turn = ""
    unjudged: Unjudged = ""
    settled_on: date | None = None

    def remark(self, language: str) -> str:
        """What must stand beside the difference: that it is noise, or that the windows cannot be compared."""
        say = translator(language).gettext
        if self.unjudged == "unlike":
            return say("not comparable")
        return say("no more than noise") if self.turn == "same" else ""

    def reason(self, language: str) -> str:
        """Why the windows cannot be compared, as a sentence; nothing where they can."""
        if self.settled_on is None:
            return ""
        said = translator(language).gettext(
            "The window before is not comparable: most of these accounts were listed only in its course (by %(day)s)."
        )
        return said % {"day": day(self.settled_on, language)}


def judged(key: str, now: Figure, then: Figure, settled_on: date | None = None) -> Change:
    """The change of a KPI from `then` to `now`; `settled_on` is told where the windows are unlike (`unlike_since`)."""
    if now.value is None or then.value is None:
        return Change()
    if settled_on is not None:
        return Change(unjudged="unlike", settled_on=settled_on)
    if find(key).unit == "share" and (now.extra.get("small_n") or then.extra.get("small_n")):
        return Change(unjudged="few")
    difference = now.value - then.value
    interval = _interval(now, then)
    if interval is None:
        return Change(difference, turn="same" if not difference else "", unjudged="no_interval" if difference else "")
    turn = turn_of(key, difference) if interval.excludes_zero else "same"
    return Change(difference, interval.low, interval.high, turn)


def _interval(now: Figure, then: Figure) -> Interval | None:
    ends = (now.value, now.low, now.high, then.value, then.low, then.high)
    known = [float(end) for end in ends if end is not None]
    if len(known) < len(ends):
        return None
    return difference_of((known[0], known[1], known[2]), (known[3], known[4], known[5]))


def turn_of(key: str, difference: float) -> Turn:
    """Whether a difference is for the better, by the KPI's direction; nothing where it has none."""
    direction = find(key).direction
    if not difference or direction == "context":
        return "same" if not difference else ""
    return "better" if (difference > 0) == (direction == "up") else "worse"


def window_before(scope: Scope, start: date, end: date) -> Scope:
    """The same scope in the window of equal length that ends on the day before this one begins."""
    last = start - timedelta(days=1)
    return replace(scope, start=_as_long_before(start, end), end=last, as_of=last)


def _as_long_before(start: date, end: date) -> date:
    following = end + timedelta(days=1)
    if start.day == 1 and following.day == 1:
        months = 12 * (following.year - start.year) + following.month - start.month
        return start - relativedelta(months=months)
    return start - (following - start)


def unlike_since(run: Any, scope: Scope, first: date, last: date) -> date | None:
    """The day by which most of a scope's accounts were listed, where the window from `first` on began before.

    Until then many of them were not treated yet: what the window shows is not what a later one shows. None where two
    thirds were listed by its first day, and for arms that are on no list.
    """
    if scope.arm in ("all", "rest"):
        return None
    wanted = {"arm": (scope.arm,), "list": scope.lists, "programme_id": scope.programmes, "tier": scope.tiers}
    return settled_on([row for row in list_rows(run.cursor(), **wanted) if row["starts_on"] <= last], first)


def settled_on(rows: list[dict[str, Any]], first: date) -> date | None:
    """The day by which two thirds of the accounts in list rows had entered; None where that is no later than `first`."""
    entered: dict[str, date] = {}
    for row in rows:
        entered[row["account_id"]] = min(row["starts_on"], entered.get(row["account_id"], row["starts_on"]))
    if not entered:
        return None
    median_day = sorted(entered.values())[ceil(SETTLED * len(entered)) - 1]
    return median_day if median_day > first else None


__all__ = ["Change", "Turn", "judged", "settled_on", "turn_of", "unlike_since", "window_before"]
