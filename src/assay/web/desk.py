"""A request of somebody who sets up and steers: it needs no run, and only roles that change data may make it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assay.errors import AssayError, UsageError
from assay.languages import translator
from assay.settings import Settings
from assay.store.runs import Run
from assay.store.workspace import Workspace
from assay.web import layout
from assay.web.cookies import with_cookies
from assay.web.formatting import Formatting
from assay.web.given_back import given_back
from assay.web.jobs import Job
from assay.web.language import language_of
from assay.web.pages.guide import guide_of
from assay.web.rights import KEEPERS, STEERERS, Forbidden, Role, Viewer
from assay.web.sent_forms import held_form
from assay.web.site import Site
from assay.web.visiting import csrf_of

BUILDING = "build"
"""The name of the job that writes to the workspace: loads, taking back, and building a run."""
PLACES: tuple[tuple[str, str, tuple[Role, ...]], ...] = (
    ("/setup", "Steps", KEEPERS),
    ("/bring", "Bring data", KEEPERS),
    ("/lists/new", "Target lists", STEERERS),
    ("/watch", "Targets and alerts", STEERERS),
    ("/schedules", "Schedules and recipients", KEEPERS),
    ("/definitions", "Definitions", KEEPERS),
    ("/users", "People", ("admin",)),
    ("/settings", "Settings", ("admin",)),
)
"""Pages that set up and steer: address, name, and who may."""


@dataclass(frozen=True)
class Desk:
    """Who changes what, in which language. `wrong` says why the settings file cannot be read at present, if so."""

    request: Request = field(repr=False)
    site: Site = field(repr=False)
    viewer: Viewer
    language: str
    csrf: str
    wrong: str | None = None

    @property
    def workspace(self) -> Workspace:
        return self.site.workspace

    @property
    def settings(self) -> Settings:
        return self.site.workspace.settings

    @property
    def actor(self) -> str | None:
        return self.viewer.name or None

    @cached_property
    def fmt(self) -> Formatting:
        return Formatting(self.language, self.settings.zone, self.settings.currency)

    @property
    def building(self) -> Job | None:
        return self.site.jobs.get(BUILDING)

    @property
    def is_building(self) -> bool:
        return bool(self.building and self.building.is_running)

    def newest_run(self) -> AbstractContextManager[Run]:
        """The run that was built last, also while readers are still shown the one before: who steers works on his own last step."""
        return self.site.runs.pinned(self.site.runs.newest())

    @property
    def run_href(self) -> str:
        """`?run=N` while readers are still shown the run before the newest one."""
        newest = self.site.runs.newest()
        return "" if newest in (None, self.site.runs.current()) else f"?run={newest}"

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """Addresses and names of the pages that set up and steer, as far as the role may open them."""
        return tuple((href, self._(name)) for href, name, roles in PLACES if self.viewer.role in roles)

    def _(self, text: str, **values: Any) -> str:
        said = translator(self.language).gettext(text)
        return said % values if values else said

    def page(
        self, template: str, title: str, values: Mapping[str, Any], status: int = 200, again: bool = False
    ) -> Response:
        """The page; `again` has it ask anew after a moment, without any script.

        While a run is being built every page renews, by script, what tells of that. One that refuses a form gives back what was
        sent in it.
        """
        pages = self.request.app.state.pages
        around = layout.frame(pages, self.viewer, self.language, self.csrf, self.site.sign_in, self.site.workspace)
        path = self.request.url.path
        own = {"desk": self, "title": title, "path": path, "problem": None, "guide": guide_of(path)}
        asks = self.request.method == "GET"
        own |= {"again": self._here if again and asks else None, "under_way": self.is_building and asks}
        content = layout.rendered(self.site.environment, template, {**around, **own, **values})
        if status >= 400:
            problem = values.get("problem") or {}
            told, about = problem.get("message") or "", problem.get("field")
            content = given_back(content, held_form(self.request), told, self.site.environment, around, about)
        return with_cookies(self.request, HTMLResponse(content, status, {"Cache-Control": "no-store"}))

    @property
    def _here(self) -> str:
        """The page's own address. Without one a browser that stands at `#part` would only go to that part again."""
        url = self.request.url
        return f"{url.path}?{url.query}" if url.query else url.path

    def back(self, path: str) -> Response:
        """To another page after a change, so that loading it again changes nothing."""
        return with_cookies(self.request, RedirectResponse(path, 303))


def at_desk(roles: tuple[Role, ...] = KEEPERS) -> Callable[[Request], Desk]:
    """A dependency that admits these roles; raises `Forbidden` for others."""

    def open_desk(request: Request) -> Desk:
        site: Site = request.app.state.site
        viewer = request.state.viewer
        request.state.visited = True
        if not viewer.is_one_of(roles):
            raise Forbidden("This page is not for your role.", hint="Ask an administrator.")
        wrong = _reread(site.workspace)
        language = language_of(request, site.workspace.settings.language)
        return Desk(request, site, viewer, language, csrf_of(site, request), wrong)

    return open_desk


def _reread(workspace: Workspace) -> str | None:
    """Takes over what was changed by hand; says what is wrong with it where it cannot be."""
    try:
        workspace.reread()
    except UsageError as error:
        return error.message
    return None


def said_of(error: AssayError) -> dict[str, str | None]:
    """An error as the form that caused it shows it."""
    said = {name: error.context.get(name) for name in ("difference", "field")}
    return {"message": error.message, "hint": error.hint, **said}
