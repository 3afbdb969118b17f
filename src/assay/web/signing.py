"""Signing in and out."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assay.store.audit import note
from assay.web import layout, security, sessions, tokens
from assay.web.language import language_of
from assay.web.problems import SignInNeeded
from assay.web.rights import ANYBODY, Forbidden, NotLetIn, Viewer
from assay.web.sent_forms import SentForm, carried_form
from assay.web.site import Site

router = APIRouter(include_in_schema=False)
LONGEST_SENT = 500_000
"""Characters of a form that is carried through the page of signing in."""
OPEN_PATHS = ("/sign-in", "/join", "/sign-in/with", "/sign-in/back", "/reports/pack.css")


def viewer_of(site: Site, request: Request) -> Viewer | None:
    """Who asks: by a token where one is said, else who is signed in; of one who came by the sign-in provider, as it tells
    now and then. Raises an AssayError for a token that is not good.
    """
    said = tokens.bearer_of(request)
    if said is not None:
        return _of_token(site, request, said)
    if not site.sign_in:
        return ANYBODY
    session = security.session_of(site, request)
    if session and site.sign_on is not None:
        site.sign_on.recheck(session, back_of(site, request))
    user = sessions.user_of(site.users, session, by_provider=site.sign_on is not None)
    return user.viewer if user else None


def _of_token(site: Site, request: Request, said: str) -> Viewer:
    address = request.client.host if request.client else ""
    try:
        return tokens.admitted(site.users, said, address, site.pace).viewer
    except SignInNeeded as error:
        note(site.workspace, "token refused", "unknown", token=error.context.get("token"), address=address)
        raise


def to_sign_in(request: Request, sent: SentForm | None = None) -> Response:
    """To the sign-in page, and back afterwards; with what had been written in a form when the session ended."""
    if sent is not None and sent.typed and sent.may_be_sent_again:
        return page(request, security.local(request.url.path), sent=sent, status=401)
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/sign-in?next={quote(request.url.path + query, safe='')}", 303)


@router.get("/sign-in")
def ask(request: Request, next: str = "/") -> Response:
    return page(request, security.local(next))


@router.post("/sign-in")
def sign_in(
    request: Request,
    name: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=2000)] = "",
    next: Annotated[str, Form()] = "/",
    code: Annotated[str, Form(max_length=20)] = "",
    sent: Annotated[str, Form(max_length=LONGEST_SENT)] = "",
) -> Response:
    site: Site = request.app.state.site
    if site.sign_on is not None and site.sign_on.only:
        raise Forbidden("Nobody signs in by a password here.", hint="/sign-in leads to the company's own sign-in.")
    carried = carried_form(sent) if sent else None
    address = request.client.host if request.client else ""
    user, seconds = sessions.sign_in(site.users, name, password, address, code)
    if seconds:
        return page(request, security.local(next), name=name, wait=seconds, sent=carried, status=429)
    if user is None:
        known = name.casefold() in {one.name.casefold() for one in site.users.all()}
        note(site.workspace, "sign-in failed", name if known else "unknown", address=address)
        return page(request, security.local(next), name=name, wrong=True, sent=carried, status=401)
    note(site.workspace, "sign-in", user.name, address=address)
    sessions.end(site.users, security.session_of(site, request))
    session = sessions.start(site.users, user)
    response: Response = RedirectResponse(landing_of(user.viewer, security.local(next)), 303)
    if carried:
        response = _once_more(request, carried, user.viewer, site.secrets.token(session))
    security.set_cookie(site, request, response, security.SESSION, session, sessions.LONGEST)
    return response


def _once_more(request: Request, carried: SentForm, viewer: Viewer, token: str) -> Response:
    """What had been written when the session ended, to be sent now."""
    site: Site = request.app.state.site
    sent = replace(carried, path=security.local(carried.path))
    language = language_of(request, site.workspace.settings.language, strict=False)
    around = layout.frame(request.app.state.pages, viewer, language, token, site.sign_in)
    content = layout.rendered(
        site.environment, "sent_page.html", {**around, "title": around["_"]("Not sent yet"), "sent": sent}
    )
    return HTMLResponse(content, headers={"Cache-Control": "no-store"})


@router.post("/sign-out")
def sign_out(request: Request) -> Response:
    site: Site = request.app.state.site
    sessions.end(site.users, security.session_of(site, request))
    if request.state.viewer.name:
        note(site.workspace, "sign-out", request.state.viewer.name)
    response = RedirectResponse("/sign-in", 303)
    secure = security.is_secure(site, request)
    name = security.cookie_of(site, request, security.SESSION)
    response.delete_cookie(name, secure=secure, httponly=True, samesite="lax")
    return response


def landing_of(viewer: Viewer, wanted: str) -> str:
    """Where somebody comes to who has signed in: a rep who asked for nothing else to his accounts."""
    return "/my" if viewer.is_rep and wanted == "/" else wanted


def back_of(site: Site, request: Request) -> str:
    """The address to which the provider sends people back; it must be told to the provider."""
    public = site.workspace.settings.web.public_url
    base = public.rstrip("/") if public else f"{request.url.scheme}://{request.url.netloc}"
    return f"{base}/sign-in/back"


def page(
    request: Request,
    next: str,
    *,
    name: str = "",
    wrong: bool = False,
    wait: int = 0,
    refused: NotLetIn | None = None,
    sent: SentForm | None = None,
    status: int = 200,
) -> Response:
    """The page that asks who somebody is; `refused` is why the provider's way did not let him in, `sent` what he had
    written when his session ended.
    """
    site: Site = request.app.state.site
    visitor = security.visitor_of(request) or security.new_visitor()
    language = language_of(request, site.workspace.settings.language, strict=False)
    around = layout.frame((), ANYBODY, language, site.secrets.token(visitor), False)
    values = {"next": next, "name": name, "wrong": wrong, "wait": -(-wait // 60), "title": around["_"]("Sign in")}
    values |= {"sign_on": site.sign_on, "refused": refused, "with_next": quote(next, safe=""), "sent": sent}
    content = layout.rendered(site.environment, "sign_in.html", {**around, **values})
    headers = {"Retry-After": str(wait)} if wait else {}
    response = HTMLResponse(content, status, headers)
    security.set_cookie(site, request, response, security.VISITOR, visitor)
    return response
