"""Asks for the pages once before anybody does: what a server has answered it has at hand, for every reader after."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from assay.errors import AssayError
from assay.metrics.scope import Scope
from assay.web.pages_registry import Page
from assay.web.rights import ANYBODY
from assay.web.scope_url import Query
from assay.web.site import Site
from assay.web.visit import Visit

FIRST = ("overview", "accounts", "funnel", "engagement", "coverage", "revenue", "customers", "impact")


def warm(site: Site, pages: Sequence[Page], language: str | None = None, names: Sequence[str] = FIRST) -> int:
    """Works the pages of these names out on the current run, in the workspace's language; returns how many it could.

    Questions are compiled once a process and answers kept once a run, so that the first reader need not wait for them.
    Meant for a thread of its own: it takes as long as the first visits would.
    """
    known = {page.name: page for page in pages}
    done = 0
    with suppress(AssayError), site.runs.pinned() as run:
        for name in names:
            if name in known:
                visit = Visit(
                    site=site,
                    viewer=ANYBODY,
                    query=Query(),
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
