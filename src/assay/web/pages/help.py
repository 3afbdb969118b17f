"""What a page shows while there is nothing to show: what is missing, and what to load next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial, wraps
from typing import Any

from assay.errors import DataError
from assay.metrics import list_rows
from assay.web.pages.registry import Shown
from assay.web.pages.words import fact_name
from assay.web.visit import Visit

Handler = Callable[..., Shown]


def helped(handler: Handler) -> Handler:
    """The page, or the way to one that says something, where the run holds no data or no list."""

    @wraps(handler)
    def shown(visit: Visit, **parts: Any) -> Shown:
        if visit.last_day is None:
            return no_figures(visit, "data")
        if visit.scope.arm != "all" and not has_lists(visit):
            return no_figures(visit, "lists")
        if visit.scope.arm != "all" and (first := _first_day_of_lists(visit)) and first > visit.last_day:
            return no_figures(visit, "days", first)
        try:
            return handler(visit, **parts)
        except DataError as error:
            return Shown("pages/nothing.html", {"lacks": "answer", "problem": error})

    return shown


def has_lists(visit: Visit) -> bool:
    """Whether any list is loaded at all, one's own accounts on it or not."""
    known: bool = visit.keep("has_lists", lambda: list_rows.has_lists(visit.cursor()))
    return known


def _first_day_of_lists(visit: Visit) -> date | None:
    """The first day on which any account is on a list."""
    known: date | None = visit.keep(
        "first_day_of_lists", lambda: next(iter(list_rows.first_days(visit.cursor())), None)
    )
    return known


def no_figures(visit: Visit, lacks: str = "data", first: date | None = None) -> Shown:
    """What is missing (`data`, `lists`, or `days`: the lists begin on `first`, behind all data), what is there already, and
    the next steps.
    """
    cursor = visit.cursor()
    tables = ("accounts", "people", "touches", "deals", "memberships")
    counts = {name: cursor.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}
    values = {"lacks": lacks, "counts": counts, "problem": None, "first": first, "fact_name": partial(fact_name, visit)}
    return Shown("pages/nothing.html", values, data={"lacks": lacks, "rows": counts})
