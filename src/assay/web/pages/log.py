"""Who did what: the lines of the log, newest first, each checked against the one before. For administrators."""

from __future__ import annotations

from collections import deque
from datetime import datetime

from assay.store.audit import entries, tell_owed
from assay.store.settings_file import note_unfinished
from assay.web.pages.registry import Page, Shown
from assay.web.tables import Column, TableData
from assay.web.visit import Visit

NEWEST = 2_000


def log_page(visit: Visit) -> Shown:
    """Raises `WorkspaceError` where a line is not what was written: nothing of it is believed then."""
    note_unfinished(visit.workspace)
    tell_owed(visit.workspace)
    found = deque(entries(visit.workspace), maxlen=NEWEST)
    rows = [
        {
            "number": one.number,
            "at": datetime.fromisoformat(one.at),
            "actor": one.actor,
            "action": one.action,
            "details": ", ".join(f"{name} {value}" for name, value in one.details.items()),
        }
        for one in reversed(found)
    ]
    columns = (
        Column("number", visit._("Line")),
        Column("at", visit._("When"), "moment"),
        Column("actor", visit._("Who")),
        Column("action", visit._("Action")),
        Column("details", visit._("Details")),
    )
    table = TableData(
        "log", visit._("Who did what"), columns, rows, empty=visit._("Nothing is on record yet."), most=50
    )
    return Shown("pages/log.html", {"newest": NEWEST}, (table,))


PAGES = (Page("log", "/log", "Log", log_page, roles=("admin",), scoped=False),)
