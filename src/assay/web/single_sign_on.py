"""Signing in at the company's own provider: there and back, and asking it again whether somebody still belongs."""

from __future__ import annotations

import base64
import hmac
import json
import time
from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from assay.log import log
from assay.store.audit import note
from assay.web import security, sessions, signing
from assay.web.oidc import Attempt, new_attempt
from assay.web.provider_sessions import SignOn
from assay.web.rights import NotFound, NotLetIn
from assay.web.site import Site

router = APIRouter(include_in_schema=False)
ATTEMPT = "assay_attempt"
LONGEST_ATTEMPT = 600
"""Seconds that somebody may take to sign in at the provider."""
LONGEST_NEXT = 1_000


@router.get("/sign-in/with")
def go(
    request: Request,
    next: Annotated[str, Query(max_length=security.LONGEST_ADDRESS)] = "/",
    again: Annotated[str, Query(max_length=1)] = "",
) -> Response:
    """To the provider; `again` has it ask who it is, though it may know."""
    site, sign_on = _sign_on(request)
    wanted = security.local(next)
    attempt = new_attempt(wanted if len(wanted) <= LONGEST_NEXT else "/", bool(again))
    try:
        response = RedirectResponse(sign_on.provider.address(attempt, signing.back_of(site, request)), 303)
    except NotLetIn as error:
        log.warning("Nobody can sign in at the provider: %s", error.message)
        return signing.page(request, wanted, refused=error, status=502)
    security.set_cookie(site, request, response, ATTEMPT, _sealed(site, attempt), LONGEST_ATTEMPT)
    response.headers["Cache-Control"] = "no-store"
    return response


@router.get("/sign-in/back")
def come_back(
    request: Request,
    state: Annotated[str, Query(max_length=500)] = "",
    code: Annotated[str, Query(max_length=8_000)] = "",
    error: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """From the provider, with a code that says who came back; the state is that of this browser's attempt or nothing."""
    site, sign_on = _sign_on(request)
    attempt = _opened(site, request.cookies.get(security.cookie_of(site, request, ATTEMPT), ""))
    address = request.client.host if request.client else ""
    try:
        if attempt is None or not state or not hmac.compare_digest(state.encode(), attempt.state.encode()):
            raise NotLetIn("This sign-in was not begun in this browser, or it took too long.", hint="Begin again.")
        if error or not code:
            raise NotLetIn(f"The provider refused: {error or 'no code'}.")
        known = sign_on.provider.exchange(attempt, code, signing.back_of(site, request))
        session = sign_on.begin(known)
    except NotLetIn as refused:
        note(site.workspace, "sign-in failed", "unknown", address=address, by=sign_on.label)
        log.info("not let in: %s", refused.message)
        return signing.page(request, attempt.next if attempt else "/", refused=refused, status=403)
    note(site.workspace, "sign-in", known.user.name, address=address, by=sign_on.label)
    sessions.end(site.users, security.session_of(site, request))
    response = RedirectResponse(signing.landing_of(known.user.viewer, attempt.next), 303)
    security.set_cookie(site, request, response, security.SESSION, session, sessions.LONGEST)
    response.delete_cookie(security.cookie_of(site, request, ATTEMPT), secure=security.is_secure(site, request))
    return response


def _sign_on(request: Request) -> tuple[Site, SignOn]:
    site: Site = request.app.state.site
    if site.sign_on is None or not site.sign_in:
        raise NotFound("There is no such page.")
    return site, site.sign_on


def _sealed(site: Site, attempt: Attempt) -> str:
    """An attempt as a cookie that only this server can have made: it need not be remembered here."""
    text = base64.urlsafe_b64encode(json.dumps(asdict(attempt)).encode()).decode()
    return f"{text}.{site.secrets.token(f'attempt {text}')}"


def _opened(site: Site, cookie: str) -> Attempt | None:
    text, _, seal = cookie.rpartition(".")
    if not text or not site.secrets.is_token(f"attempt {text}", seal):
        return None
    attempt = Attempt(**json.loads(base64.urlsafe_b64decode(text)))
    return attempt if time.time() - attempt.begun_at < LONGEST_ATTEMPT else None
