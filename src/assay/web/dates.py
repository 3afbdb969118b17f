"""Dates as people think: windows with a name, and what a window is compared with, as links that keep everything else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from assay.errors import UsageError
from assay.metrics.change import window_before
from assay.metrics.launch import launch_day
from assay.metrics.periods import period_start
from assay.metrics.scope import Scope
from assay.settings import Settings
from assay.web.visit import Visit

COMPARED = ("period", "year", "none")
"""With the window before, the same window a year before, or nothing: the word `compare`."""


@dataclass(frozen=True)
class Link:
    title: str
    href: str
    chosen: bool


def named_windows(last_day: date, settings: Settings, launch: date | None) -> dict[str, tuple[date, date]]:
    """First and last day of each window that has a name; quarters and years are the workspace's fiscal ones."""
    quarter = period_start(last_day, "quarter", settings)
    before = quarter - timedelta(days=1)
    windows_by_name = {
        "this_quarter": (quarter, last_day),
        "last_quarter": (period_start(before, "quarter", settings), before),
        "90_days": (last_day - timedelta(days=89), last_day),
        "year_to_date": (period_start(last_day, "year", settings), last_day),
    }
    return windows_by_name | ({"launch": (launch, last_day)} if launch and launch <= last_day else {})


def window_links(visit: Visit) -> list[Link]:
    """The windows with a name; the last twelve months are what is asked for without any days."""
    if visit.last_day is None:
        return []
    launch = visit.ask(_launch)[0] if visit.scope.arm != "all" else None
    titles = {
        "this_quarter": visit._("this quarter"),
        "last_quarter": visit._("last quarter"),
        "90_days": visit._("last 90 days"),
        "year_to_date": visit._("year to date"),
        "launch": visit._("since launch"),
    }
    free = not (visit.scope.start or visit.scope.end)
    links = [Link(visit._("last 12 months"), visit.href(from_=None, to=None, page=None), free)]
    for name, (first, last) in named_windows(visit.last_day, visit.settings, launch).items():
        chosen = (visit.scope.start, visit.scope.end) == (first, last)
        links.append(Link(titles[name], visit.href(from_=first, to=last, page=None), chosen))
    return links


def _launch(run: object, scope: Scope) -> tuple[date | None]:
    return (launch_day(run.cursor(), scope, scope.arm),)  # type: ignore[attr-defined]


def comparison_links(visit: Visit) -> Iterator[Link]:
    titles = {
        "period": visit._("the period before"),
        "year": visit._("a year before"),
        "none": visit._("no other window"),
    }
    asked = compared_with(visit)
    for name in COMPARED:
        yield Link(titles[name], visit.href(compare=None if name == "period" else name), name == asked)


def compared_with(visit: Visit) -> str:
    """Raises UsageError for a word that is none of them."""
    asked = visit.query.get("compare") or "period"
    if asked not in COMPARED:
        raise UsageError(f"compare is {asked!r}.", hint=f"It is one of {', '.join(COMPARED)}.")
    return asked


def earlier_scope(scope: Scope, start: date, end: date, how: str = "period") -> Scope | None:
    """The same scope in the window that this one is compared with; None where it is compared with nothing."""
    if how == "none":
        return None
    if how == "period":
        return window_before(scope, start, end)
    first, last = start - relativedelta(years=1), end - relativedelta(years=1)
    return replace(scope, start=first, end=last, as_of=last)


__all__ = ["COMPARED", "Link", "compared_with", "comparison_links", "earlier_scope", "named_windows", "window_links"]
