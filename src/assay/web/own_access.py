"""What a signed-in reader does about his own access: a new password, the code of an authenticator, tokens of programs."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from typing import Annotated

import pyotp
from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from assay.errors import UsageError
from assay.languages import formats
from assay.metrics.scope import split
from assay.web import layout, security, sessions, tokens
from assay.web.given_back import given_back
from assay.web.language import language_of
from assay.web.rights import ROLE_NAMES, ROLES, Forbidden, Viewer
from assay.web.scope_url import whole_number
from assay.web.sent_forms import held_form
from assay.web.site import Site
from assay.web.users import step_of
from assay.web.visiting import csrf_of

router = APIRouter(include_in_schema=False)
_KEY = re.compile(r"[A-Z2-7]{32}")
Password = Annotated[str, Form(max_length=2000)]


@router.get("/me")
def show(request: Request) -> Response:
    return _page(request)


@router.post("/me/password")
def change_password(request: Request, current: Password = "", fresh: Password = "", again: Password = "") -> Response:
    site, name = _site(request), _name(request)
    if problem := _wrong(request, current):
        return _page(request, problem=problem, status=422)
    if fresh != again:
        return _page(request, problem="The two passwords differ.", status=422)
    try:
        site.users.set_password(name, fresh, own=True)
    except UsageError as error:
        return _page(request, problem=error.message, status=422)
    session = sessions.start(site.users, site.users.get(name))
    response = _page(request, said="Your password is changed; other sessions have ended.", session=session)
    security.set_cookie(site, request, response, security.SESSION, session, sessions.LONGEST)
    return response


@router.post("/me/code")
def change_code(request: Request, current: Password = "", code: str = Form(""), key: str = Form("")) -> Response:
    """Turns the code on with a key that the reader's authenticator has shown to know, or off with a good code."""
    site, name = _site(request), _name(request)
    on = not site.users.has_code(name)
    if problem := _wrong(request, current):
        return _page(request, problem=problem, status=422)
    known = bool(_KEY.fullmatch(key)) and step_of(key, code, time.time()) is not None
    if not (known if on else site.users.takes_code(name, code)):
        return _page(request, problem="The code is wrong.", key=key if on else "", status=422)
    site.users.set_code(name, key if on else None, own=True)
    return _page(request, said="A code is asked for from now on." if on else "No code is asked for any more.")


@router.post("/me/tokens")
def make_token(
    request: Request,
    name: str = Form("", max_length=200),
    days: str = Form("", max_length=10),
    lists: str = Form("", max_length=2000),
    role: str = Form("", max_length=20),
    owner: str = Form("", max_length=200),
) -> Response:
    """A token with the reader's own rights; of an administrator with those that he says. Its text is shown this once.

    Who asks has lately shown who he is (`proof`).
    """
    site, me = _site(request), _name(request)
    user = site.users.get(me)
    own = user.role != "admin" or not role
    rights = {"owner": user.owner if own else owner or None, "user": user.name if own else None}
    try:
        _, text = tokens.create(
            site.users,
            name,
            user.role if own else role,
            lists=split(tuple(filter(None, map(str.strip, lists.splitlines())))),
            days=whole_number("days", days.strip() or None, tokens.DAYS),
            made_by=user.name,
            actor=user.name,
            **rights,
        )
    except UsageError as error:
        return _page(request, problem=str(error), status=422)
    return _page(request, said="Copy the token now: it is not shown again.", made=text)


@router.post("/me/tokens/revoke")
def revoke_token(request: Request, token: str = Form("", max_length=100)) -> Response:
    """Ends one of the reader's own tokens; an administrator any."""
    site, me = _site(request), _name(request)
    user = site.users.get(me)
    try:
        tokens.revoke(site.users, token, None if user.role == "admin" else user.name, actor=me)
    except UsageError as error:
        return _page(request, problem=error.message, status=422)
    return _page(request, said="The token is good no more.")


def _site(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


def _name(request: Request) -> str:
    name: str = request.state.viewer.name
    if not name:
        raise Forbidden("Nobody signs in here.", hint="`assay serve --sign-in` asks everybody who he is.")
    return name


def _wrong(request: Request, password: str) -> str | None:
    """Why the reader's own password is not taken; wrong ones count as failed attempts to sign in."""
    address = request.client.host if request.client else ""
    user, seconds = sessions.sign_in(_site(request).users, _name(request), password, address, None)
    if seconds:
        return "Too many attempts"
    return None if user else "The current password is wrong."


def _page(
    request: Request,
    *,
    said: str = "",
    problem: str = "",
    key: str = "",
    session: str = "",
    made: str = "",
    status: int = 200,
) -> HTMLResponse:
    site, name = _site(request), _name(request)
    language = language_of(request, site.workspace.settings.language, strict=False)
    token = site.secrets.token(session) if session else csrf_of(site, request)
    around = layout.frame(request.app.state.pages, request.state.viewer, language, token, site.sign_in)
    key = key if _KEY.fullmatch(key) else pyotp.random_base32()
    say = around["_"]
    viewer: Viewer = request.state.viewer
    shown = tokens.every_token(site.users, None if viewer.role == "admin" else name)
    now = time.time()
    values = {
        "made": made,
        "tokens": [one for one in shown if one.revoked_at is None],
        "now": now,
        "day_of": lambda at: formats.day(datetime.fromtimestamp(at, UTC).date(), language),
        "roles": {role: say(ROLE_NAMES[role]) for role in ROLES},
        "most_days": tokens.LONGEST_DAYS,
        "usual_days": tokens.DAYS,
        "title": say("Your access"),
        "company": site.workspace.settings.name,
        "said": said and say(said),
        "problem": problem and say(problem),
        "has_password": site.users.has_password(name),
        "has_code": site.users.has_code(name),
        "key": key,
        "address": pyotp.TOTP(key).provisioning_uri(name=name, issuer_name=site.workspace.settings.name),
    }
    content = layout.rendered(site.environment, "me.html", {**around, **values})
    if status >= 400:
        content = given_back(content, held_form(request), problem, site.environment, around)
    return HTMLResponse(content, status, {"Cache-Control": "no-store"})
