"""How a request becomes a visit: who reads, the words of the address, and the run that is held open until the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import quote

from starlette.requests import Request

from assay.errors import UsageError
from assay.landing.manifest import landed_files
from assay.store.runs import published
from assay.web import security
from assay.web.cursors import run_of
from assay.web.language import language_of
from assay.web.problems import Gone, NothingBuilt
from assay.web.rights import Forbidden, narrowed, own_accounts
from assay.web.scope_url import Query, scope_of, whole_number
from assay.web.site import Site
from assay.web.time_allowed import within
from assay.web.turns import asker_of
from assay.web.visit import Visit


def visiting(words: Sequence[str], roles: Sequence[str], kind: str = "") -> Callable[[Request], Iterator[Visit]]:
    """A dependency that opens a visit for a page that knows these words, and holds its run open until the end.

    `kind` is that of a twin: `csv`, `json`, …
    """

    def open_visit(request: Request) -> Iterator[Visit]:
        site: Site = request.app.state.site
        viewer = request.state.viewer
        request.state.visited = True
        if not viewer.is_one_of(roles):
            raise Forbidden("This page is not for your role.", hint="Ask an administrator.")
        if site.runs.current() is None:
            raise _nothing_built(site)
        query = Query.of(request.query_params.multi_items(), words).settled()
        scope = scope_of(query)
        seconds, asker = site.workspace.settings.web.seconds, asker_of(request)
        with (
            site.runs.pinned(_run_asked(site, query)) as opened,
            within(seconds, opened, asker, site.memory) as run,
        ):
            yield Visit(
                site=site,
                viewer=viewer,
                query=query,
                scope=narrowed(viewer, run, scope),
                language=language_of(request, run.settings.language),
                path=_page_path(request, kind),
                csrf=csrf_of(site, request),
                _run=run,
                own=own_accounts(viewer, run),
            )

    return open_visit


def _nothing_built(site: Site) -> NothingBuilt:
    rows: Counter[str] = Counter()
    for file in landed_files(site.workspace):
        rows[file.report.table] += file.report.loaded
    hint = "`assay refresh` builds the first run." if rows else "`assay load FILE…`, then `assay refresh`."
    return NothingBuilt("Nothing has been built yet.", hint=hint, landed=dict(rows))


def _run_asked(site: Site, query: Query) -> int | None:
    """The run that the address names, or its cursor does; raises `Gone` for one that is no longer kept."""
    asked, cursor = query.get("run"), query.get("cursor")
    number = whole_number("run", asked, 0, at_most=10**9) if asked is not None else None
    if cursor is not None:
        if number not in (None, run_of(cursor)):
            raise UsageError("The cursor belongs to another run.", hint="Leave out `run`: the cursor names it.")
        number = run_of(cursor)
    if number is not None and number not in published(site.workspace):
        newest = site.runs.current()
        raise Gone(f"Run {number} is not kept any more.", hint=f"Run {newest} is the current one: load the page again.")
    return number


def _page_path(request: Request, kind: str) -> str:
    """The page's own address, of its twins too."""
    path = quote(request.scope["path"])
    if kind:
        path = path.removesuffix(f".{kind}")
    return "/" if path == "/index" else path


def csrf_of(site: Site, request: Request) -> str:
    """The token for changes that this reader's pages ask for."""
    visitor = security.visitor_of(request) or getattr(request.state, "visitor", None)
    if not visitor:
        visitor = request.state.visitor = security.new_visitor()
    return site.secrets.token(visitor)
