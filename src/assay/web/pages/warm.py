"""Asks for the pages once before anybody does: what a server has answered it has at hand, for every reader after."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from threading import Event
from time import monotonic

from assay.errors import AssayError
from assay.kpis import GROUPS
from assay.log import log
from assay.metrics.scope import Scope
from assay.web.pages.registry import Page
from assay.web.rights import ANYBODY
from assay.web.scope_url import Query
from assay.web.site import Site
from assay.web.visit import Visit

FIRST = ("overview", "verdict", "accounts", "funnel", "engagement", "coverage", "revenue", "customers", "impact")
AFTER = ("kpi-values",)
"""What is worked out once readers see the run: it would keep them from it for longer than it is worth."""
NOTHING_ASKED = Query()
PAUSE = 2.0
"""Seconds between two looks for a new run."""

PATIENCE = 180.0
"""Seconds after which no further page is worked out before readers see a new run."""


def keep_warm(site: Site, pages: Sequence[Page], stopped: Event, pause: float = PAUSE) -> None:
    """Shows each new run once its pages are ready, and the run before until then. Ends when `stopped` is set.

    Answers are kept by run, so the first readers of a new one would wait for all of them at once.
    """
    shown = None
    while not stopped.is_set():
        newest = None
        with suppress(AssayError):
            newest = site.runs.newest()
        if newest is not None and newest != shown:
            try:
                warm(site, pages, number=newest, stopped=stopped)
            except Exception:  # a page that cannot be worked out ahead says why to whoever opens it
                log.exception("pages of run %s could not be worked out ahead", newest)
            site.runs.show(newest)
            shown = newest
            for section in GROUPS:
                with suppress(Exception):
                    query = Query((("section", section),))
                    warm(site, pages, names=AFTER, number=newest, stopped=stopped, query=query)
        stopped.wait(pause)


def warm(
    site: Site,
    pages: Sequence[Page],
    language: str | None = None,
    names: Sequence[str] = FIRST,
    number: int | None = None,
    stopped: Event | None = None,
    query: Query = NOTHING_ASKED,
) -> int:
    """Works the pages of these names out on a run, the current one unless `number` names another, in the workspace's
    language; returns how many it could.

    Questions are compiled once a process and answers kept once a run, so that the first reader need not wait for them.
    Meant for a thread of its own: it takes as long as the first visits would.
    """
    known = {page.name: page for page in pages}
    done, began = 0, monotonic()
    with suppress(AssayError), site.runs.pinned(number) as run, site.memory.watched(None):
        for name in names:
            over = monotonic() - began > PATIENCE or (stopped and stopped.is_set())
            if name in known and not over:
                visit = Visit(
                    site=site,
                    viewer=ANYBODY,
                    query=query,
                    scope=Scope(),
                    language=language or run.settings.language,
                    path=known[name].path,
                    csrf="",
                    _run=run,
                    own=None,
                )
                with suppress(AssayError):
                    known[name].handler(visit)
                    done += 1
    return done
