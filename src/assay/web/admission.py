"""Nobody is answered who has not signed in, nor by a route that opens no visit: rights are decided by visits alone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assay.delivery import leaving
from assay.errors import AssayError
from assay.web import security, signing
from assay.web.problems import ASSISTANTS, SignInNeeded, is_for_programs
from assay.web.rights import ANYBODY, Forbidden
from assay.web.site import Site
from assay.web.tokens import bearer_of

OPEN_FOLDER = "/static/"
WITHOUT_VISIT = (
    "/sign-out",
    "/me",
    "/me/password",
    "/me/code",
    "/me/tokens",
    "/me/tokens/revoke",
    "/api/kpis",
    "/api/openapi.json",
    ASSISTANTS,
)
"""What a signed-in reader may ask though it opens no visit: nothing in it is about the company's data, or (assistants)
each of its questions opens one."""


class Admission:
    """Stands before every route, whoever adds it and in whatever way; `refuse` makes the answer to who is refused."""

    def __init__(self, app: ASGIApp, site: Site, refuse: Callable[[Request, AssayError], Awaitable[Response]]) -> None:
        self.app, self.site, self.refuse = app, site, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._admit(scope, receive, send)
        else:  # there are no others
            await send({"type": "websocket.close"})

    async def _admit(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        open_to_all = is_open(scope["path"])
        if not self.site.sign_in and not security.is_from_here(scope):
            error: AssayError = Forbidden(
                "This server answers this computer alone, and the request came from elsewhere or through a proxy.",
                hint="`assay user add NAME --role admin`, then `assay serve --sign-in`, with public_url under [web].",
            )
            await (await self.refuse(request, error))(scope, receive, send)
            return
        try:
            check_token_use(request, self.site.sign_in)
            viewer = await run_in_threadpool(signing.viewer_of, self.site, request)
        except AssayError as refused:
            await (await self.refuse(request, refused))(scope, receive, send)
            return
        if viewer is None and not open_to_all:
            error = SignInNeeded("Please sign in.", hint="/sign-in asks for name and password.")
            await (await self.refuse(request, error))(scope, receive, send)
            return
        request.state.viewer, request.state.visited = viewer or ANYBODY, False
        needs_visit = self.site.sign_in and not open_to_all and scope["path"] not in WITHOUT_VISIT
        asked = Request(dict(scope))  # routes change theirs
        await self.app(scope, receive, self._of_visits(asked, receive, send) if needs_visit else send)

    def _of_visits(self, request: Request, receive: Receive, send: Send) -> Send:
        """Lets an answer pass when a visit was opened for it, and says instead that there is none to be had."""
        withheld = False

        async def pass_on(message: Message) -> None:
            nonlocal withheld
            if message["type"] == "http.response.start" and message["status"] < 300 and not request.state.visited:
                withheld = True
                error = Forbidden("Nothing says who may see this.", hint="Its route must open a visit.")
                await (await self.refuse(request, error))(request.scope, receive, send)
            elif not withheld:
                await send(message)

        return pass_on


def check_token_use(request: Request, sign_in: bool) -> None:
    """Raises `Forbidden` where a token is said for anything but reading what is made for programs.

    An assistant must say one where people sign in: a browser's session is not its own. Raises `SignInNeeded`.
    """
    for_assistants = request.url.path == ASSISTANTS
    if bearer_of(request) is None:
        if for_assistants and sign_in:
            raise SignInNeeded("An assistant needs a token.", hint="`assay token create NAME --role viewer` makes one.")
        return
    if for_assistants:
        return  # asks by POST, and its tools only read
    if not is_for_programs(request.url.path):
        raise Forbidden("A token reads the API and files, no pages.", hint="/api/openapi.json tells what there is.")
    if request.method not in security.SAFE_METHODS:
        raise Forbidden("A token reads and changes nothing.", hint="Ask by GET.")


def is_open(path: str) -> bool:
    """Whether a path is for everybody, signed in or not."""
    return path in signing.OPEN_PATHS or path.startswith((OPEN_FOLDER, leaving.PATH))
