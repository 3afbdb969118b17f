"""Since a reader last looked: what is kept of a visit, once a day."""

from __future__ import annotations

from datetime import date, datetime

from assay.store.looks import last_look, look
from assay.web.visit import Visit

AT_THIS_COMPUTER = "local"
"""Who reads without signing in."""


def looked(visit: Visit) -> None:
    """Keeps that the reader saw the run of this visit today, where it is the newest."""
    if visit.run_number == visit.newest_run:
        who, day = reader_of(visit), today_of(visit)

        def kept() -> bool:
            look(visit.site.workspace, who, day, visit.run_number)
            return True

        visit.keep("looked", kept, who, day)


def since_looked(visit: Visit) -> tuple[date, int] | None:
    """The last day before today on which the reader looked, and the kept run nearest to what he saw then."""
    look = last_look(visit.site.workspace, reader_of(visit), today_of(visit))
    if look is None:
        return None
    day, run = look
    kept = visit.runs
    return day, max((number for number in kept if number <= run), default=min(kept, default=run))


def reader_of(visit: Visit) -> str:
    return visit.viewer.name or AT_THIS_COMPUTER


def today_of(visit: Visit) -> date:
    return datetime.now(visit.settings.zone).date()


__all__ = ["AT_THIS_COMPUTER", "looked", "reader_of", "since_looked", "today_of"]
