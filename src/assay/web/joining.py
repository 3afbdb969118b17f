"""The page behind a one-time link: whoever has it sets a password of his own, and is signed in."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assay.errors import UsageError
from assay.web import invitations, layout, security, sessions
from assay.web.language import language_of
from assay.web.rights import ANYBODY
from assay.web.signing import landing_of
from assay.web.site import Site

router = APIRouter(include_in_schema=False)
Key = Annotated[str, Form(max_length=200)]
Password = Annotated[str, Form(max_length=2000)]


@router.get("/join")
def ask(request: Request, key: str = "") -> Response:
    return _page(request, key)


@router.post("/join")
def join(request: Request, key: Key = "", fresh: Password = "", again: Password = "") -> Response:
    """Sets the password, ends the link, and signs in: who has an authenticator signs in himself, with its code."""
    site: Site = request.app.state.site
    if fresh != again:
        return _page(request, key, "The two passwords differ.")
    try:
        user = invitations.accept(site.users, key, fresh)
    except UsageError as error:
        return _page(request, key, error.message)
    if site.users.has_code(user.name) or not site.sign_in:
        return RedirectResponse("/sign-in", 303)
    sessions.end(site.users, security.session_of(site, request))
    response = RedirectResponse(landing_of(user.viewer, "/"), 303)
    session = sessions.start(site.users, user)
    security.set_cookie(site, request, response, security.SESSION, session, sessions.LONGEST)
    return response


def _page(request: Request, key: str, problem: str = "") -> Response:
    site: Site = request.app.state.site
    invited = invitations.invitation_of(site.users, key)
    visitor = security.visitor_of(request) or security.new_visitor()
    language = language_of(request, site.workspace.settings.language, strict=False)
    around = layout.frame((), ANYBODY, language, site.secrets.token(visitor), False)
    values = {"key": key, "user": invited.user, "told": problem, "title": around["_"]("Set your password")}
    content = layout.rendered(site.environment, "join.html", {**around, **values})
    response = HTMLResponse(content, 422 if problem else 200, {"Cache-Control": "no-store"})
    security.set_cookie(site, request, response, security.VISITOR, visitor)
    return response
