"""The application: every page with its twins, the HTTP API, signing in, and what goes wrong."""

import socket
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import Annotated, Any, BinaryIO, cast
from urllib.parse import urlsplit

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, Response, StreamingResponse
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope as ConnectionScope

import assay
from assay import causes
from assay.errors import AssayError, UsageError
from assay.log import log
from assay.settings.amounts import in_bytes
from assay.store.audit import note
from assay.store.workspace import Workspace
from assay.web import api, joining, layout, leaving, own_access, proof, security, signing, single_sign_on
from assay.web.admission import Admission, is_open
from assay.web.assistants.door import Door
from assay.web.cookies import with_cookies, with_visitor
from assay.web.desk import Desk
from assay.web.exports import WRITERS, ExactJSON, plain, write_json
from assay.web.jobs import Jobs
from assay.web.kept import Kept
from assay.web.language import language_of
from assay.web.looked import looked
from assay.web.memory_allowed import Memory, resident
from assay.web.oidc import Provider, check_settings
from assay.web.pages.registry import Page, Shown, find_pages, find_routers
from assay.web.pages.setup import steps_of
from assay.web.problems import ASSISTANTS, Problem, SignInNeeded, as_json, is_for_programs, problem_of
from assay.web.provider_sessions import SignOn
from assay.web.rights import ANYBODY, KEEPERS, TAKERS, Viewer
from assay.web.running import OpenRuns
from assay.web.scope_url import Query
from assay.web.sent_forms import SentForm, held_form, sent_form
from assay.web.sessions import Secrets
from assay.web.site import Site
from assay.web.tables import TableData, sorted_rows
from assay.web.turns import LONGEST_WAIT, Turns
from assay.web.users import Users
from assay.web.visit import Visit
from assay.web.visiting import csrf_of, visiting

EVER = "public, max-age=31536000, immutable"
HELD_IN_MEMORY = 1_000_000
"""Bytes of a file that is sent; a longer one lies on the disk meanwhile, without a name."""
CHUNK = 1 << 16


def create_app(
    workspace: Workspace,
    *,
    host: str = "127.0.0.1",
    names: Sequence[str] = (),
    sign_in: bool | None = None,
    pages: Sequence[Page] | None = None,
) -> FastAPI:
    """The application for a workspace that listens on `host` and may be asked under `names`.

    Readers must sign in unless it can be reached from this computer only. Raises UsageError when they must and there
    is nobody who could.
    """
    if public := workspace.settings.web.public_url:
        names = (*names, security.host_name(urlsplit(public).netloc))
    open_to_others = not security.is_loopback(host) or any(not security.is_loopback(name) for name in names)
    site = _site(workspace, names, open_to_others if sign_in is None else sign_in or open_to_others)
    registered = tuple(pages) if pages is not None else find_pages()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        site.runs.close()

    app = FastAPI(
        title="Assay",
        version=assay.__version__,
        summary="Account-based marketing, measured: every figure with its comparison, interval and definition.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        dependencies=[Depends(_checked)],
    )
    app.state.site, app.state.pages = site, registered
    app.add_middleware(
        Turns,
        at_once=workspace.settings.web.at_once,
        seconds=LONGEST_WAIT,
        refuse=_on_error,
        takes_none=lambda path: is_open(path) or path == ASSISTANTS,  # a conversation stays open
    )
    app.add_middleware(Admission, site=site, refuse=_on_error)
    app.add_middleware(GZipMiddleware, minimum_size=500)
    largest = workspace.settings.web.largest_upload * 1_000_000
    app.add_middleware(security.Guard, hosts=site.hosts, tls=_is_public_tls(workspace), largest_upload=largest)
    app.mount("/static", _Static(directory=layout.STATIC), "static")
    app.include_router(signing.router)
    app.include_router(single_sign_on.router)
    app.include_router(joining.router)
    app.include_router(own_access.router)
    app.include_router(leaving.router)
    app.include_router(api.router)
    for router in find_routers():
        app.include_router(router, include_in_schema=False)
    for page in registered:
        _add_page(app, page)
    app.router.routes.append(Route(ASSISTANTS, Door(app)))
    app.add_exception_handler(AssayError, _on_error)
    app.add_exception_handler(proof.ProofNeeded, _on_proof)
    app.add_exception_handler(HTTPException, _on_http_error)
    app.add_exception_handler(RequestValidationError, _on_wrong_form)
    app.add_exception_handler(Exception, _on_fault)
    return app


def _site(workspace: Workspace, names: Sequence[str], sign_in: bool) -> Site:
    users = Users(workspace)
    oidc = workspace.settings.web.oidc
    if sign_in and oidc is None and not users.all():
        hint = "`assay user add NAME --role admin` adds the first one; without --host and --sign-in it serves this computer only, for whoever sits there."
        raise UsageError("Others could reach this server, and nobody may sign in yet.", hint=hint)
    hosts = ("localhost", socket.gethostname().lower(), *(name.lower() for name in names))
    if oidc is not None:
        check_settings(oidc)
    runs, web = OpenRuns(workspace), workspace.settings.web
    most = in_bytes(web.memory_each), in_bytes(web.memory_in_all)
    memory = Memory(*most, runs.close_idle, before=resident() or 0)
    return Site(
        workspace,
        runs,
        layout.environment(),
        sign_in,
        hosts,
        users,
        Secrets(),
        memory,
        SignOn(Provider(oidc, workspace), users) if oidc is not None else None,
        Kept(workspace.settings.kept.answers),
        Jobs(memory),
    )


def _is_public_tls(workspace: Workspace) -> bool:
    return (workspace.settings.web.public_url or "").startswith("https://")


class _Static(StaticFiles):
    """Files whose address changes with their content: browsers keep them."""

    async def get_response(self, path: str, scope: ConnectionScope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = EVER
        return response


# What every request passes.


async def _checked(request: Request) -> None:
    await security.check_token(request.app.state.site, request)
    await proof.check(request.app.state.site, request)


# Pages and their twins.


def _add_page(app: FastAPI, page: Page) -> None:
    visiting_page = Depends(visiting(page.known_words, page.roles))

    def show(request: Request, visit: Annotated[Visit, visiting_page]) -> Response:
        with visit.working():
            shown = page.handler(visit, **request.path_params)
            content = layout.render(visit.site.environment, app.state.pages, page, visit, shown)
        looked(visit)
        response = HTMLResponse(content)
        if request.headers.get("hx-target") == "content":  # the filter form: without the words it left empty
            response.headers["HX-Push-Url"] = visit.href()
        return with_cookies(request, response)

    base = "/index" if page.path == "/" else page.path
    for kind in ("json", *WRITERS):
        app.add_api_route(
            f"{base}.{kind}",
            _twin(page, kind),
            methods=["GET", "HEAD"],
            name=f"{page.name}.{kind}",
            include_in_schema=False,
        )
    app.add_api_route(page.path, show, methods=["GET", "HEAD"], name=page.name, include_in_schema=False)


def _twin(page: Page, kind: str) -> Callable[..., Response]:
    allowed = page.roles if kind == "json" else tuple(role for role in page.roles if role in TAKERS)
    visiting_twin = Depends(visiting(page.known_words, allowed, kind))

    def twin(request: Request, visit: Annotated[Visit, visiting_twin]) -> Response:
        with visit.working():
            shown = page.handler(visit, **request.path_params)
        if kind == "json" and not visit.query.get("table"):
            return ExactJSON(plain(_data(shown)))
        return table_response(visit, kind, _table(shown, visit.query), page.name)

    return twin


def _data(shown: Shown) -> Any:
    if shown.data is not None:
        return shown.data
    return {table.name: [{name: row.get(name) for name in table.names} for row in table.rows] for table in shown.tables}


def _table(shown: Shown, query: Query) -> TableData:
    """The table that is asked for, sorted as on the page; raises UsageError for one that the page does not have."""
    wanted = query.get("table")
    tables = [table for table in shown.tables if wanted in (None, table.name)]
    if not tables:
        names = ", ".join(table.name for table in shown.tables) or "none"
        raise UsageError(f"This page has no table {wanted!r}.", hint=f"It has: {names}.")
    table = tables[0]
    sort = layout.word_of(table.name, query.all("sort"), table is shown.tables[0])
    return TableData(table.name, table.title, table.columns, sorted_rows(table, sort))


def table_response(visit: Visit, kind: str, table: TableData, page: str) -> Response:
    """A table as a file to be saved; `variant=excel` makes a CSV that spreadsheets open by a click."""
    if kind == "json":
        return _sent(visit, partial(write_json, table), "application/json")
    note(
        visit.site.workspace,
        "export",
        visit.viewer.name or None,
        page=page,
        table=table.name,
        kind=kind,
        rows=len(table.rows),
    )
    media, write = WRITERS[kind]
    variant = visit.query.get("variant")
    if variant not in (None, "excel"):
        raise UsageError(f"Unknown variant {variant!r}.", hint="variant=excel, or none.")
    name = f"{page}-{table.name}-run{visit.run_number}.{kind}"
    if kind == "csv":
        write = partial(write, language=visit.language, excel=variant is not None)
    return _sent(visit, partial(write, table), media, {"Content-Disposition": f'attachment; filename="{name}"'})


def _sent(
    visit: Visit, write: Callable[[BinaryIO], None], media: str, headers: Mapping[str, str] | None = None
) -> Response:
    """A file that is written whole before a byte of it is sent: what fails says so, and no file ends in the middle."""
    file = SpooledTemporaryFile(max_size=HELD_IN_MEMORY)  # noqa: SIM115 - closed when it has been sent
    try:
        with visit.working():
            write(cast("BinaryIO", file))
        length = str(file.tell())
        file.seek(0)
    except BaseException:
        file.close()
        raise
    chunks = iter(lambda: file.read(CHUNK), b"")
    length_told = {"Content-Length": length, **(headers or {})}
    return StreamingResponse(chunks, media_type=media, headers=length_told, background=BackgroundTask(file.close))


# What goes wrong.


async def _on_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, AssayError)
    sent = await sent_form(request)
    if isinstance(error, SignInNeeded) and not is_for_programs(request.url.path):
        return signing.to_sign_in(request, sent)
    return _problem_response(request, problem_of(error), sent)


async def _on_proof(request: Request, error: Exception) -> Response:
    assert isinstance(error, proof.ProofNeeded)
    return await proof.page(request, error)


def _on_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    details = {404: "There is no such page.", 405: "This address cannot be asked that way."}
    return _problem_response(request, Problem(error.status_code, details.get(error.status_code, str(error.detail))))


async def _on_wrong_form(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    said = [f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors()]
    return _problem_response(request, Problem(422, "; ".join(said)), await sent_form(request))


def _on_fault(request: Request, error: Exception) -> Response:
    """A fault of Assay: told without its insides; the server's log has them."""
    log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    known = causes.told(error)
    told = (
        (known.message, known.hint)
        if known
        else (f"Unexpected {type(error).__name__}.", "The server's log says where.")
    )
    problem = Problem(500, *told)
    response = _problem_response(request, problem, held_form(request))
    response.headers.update(security.HEADERS)  # this answer passes no middleware any more
    return response


def _problem_response(request: Request, problem: Problem, sent: SentForm | None = None) -> Response:
    if is_for_programs(request.url.path):
        return as_json(problem)
    site: Site = request.app.state.site
    viewer: Viewer = getattr(request.state, "viewer", ANYBODY)
    language = language_of(request, site.workspace.settings.language, strict=False)
    path = request.url.path if problem.status not in (403, 404) else "/"
    csrf = csrf_of(site, request)
    steers = problem.landed is not None and viewer.role in KEEPERS
    steps = steps_of(Desk(request, site, viewer, language, csrf)) if steers else ()
    content = layout.render_problem(
        site.environment, request.app.state.pages, viewer, language, problem, path, csrf, site.sign_in, steps, sent
    )
    return with_visitor(request, HTMLResponse(content, problem.status, problem.headers))


__all__ = ["create_app"]
