"""What a page shows while there is nothing to show: what is missing, and what to load next."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from assay.errors import DataError
from assay.web.pages_registry import Shown
from assay.web.visit import Visit

Handler = Callable[..., Shown]


def helped(handler: Handler) -> Handler:
    """The page, or the way to one that says something, where the run holds no data or no list."""

    @wraps(handler)
    def shown(visit: Visit, **parts: Any) -> Shown:
        if visit.last_day is None:
            return _help(visit, "data")
        if visit.scope.arm != "all" and not has_lists(visit):
            return _help(visit, "lists")
        try:
            return handler(visit, **parts)
        except DataError as error:
            return Shown("pages/nothing.html", {"lacks": "answer", "problem": error})

    return shown


def has_lists(visit: Visit) -> bool:
    """Whether any list is loaded at all, one's own accounts on it or not."""
    found: bool = visit.keep(
        "has_lists", lambda: bool(visit.cursor().execute("SELECT 1 FROM memberships LIMIT 1").fetchone())
    )
    return found


def _help(visit: Visit, lacks: str) -> Shown:
    cursor = visit.cursor()
    tables = ("accounts", "people", "touches", "deals", "memberships")
    counts = {name: cursor.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}
    return Shown(
        "pages/nothing.html", {"lacks": lacks, "counts": counts, "problem": None}, data={"lacks": lacks, "rows": counts}
    )
