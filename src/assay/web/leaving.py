"""Wanting no more of a delivery, by the link in its mails: without signing in, for the link is signed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from assay.delivery import outbox
from assay.delivery.leaving import PATH, Leaving, read_token
from assay.web import layout, security
from assay.web.rights import ANYBODY, NotFound
from assay.web.site import Site

router = APIRouter(include_in_schema=False)


@router.get(PATH + "{token}")
def ask(request: Request, token: str) -> Response:
    """Asks first: programs that look at mails open every link."""
    return _page(request, token, _leaving(request, token))


@router.post(PATH + "{token}")
def leave(request: Request, token: str, again: Annotated[str, Form(max_length=5)] = "") -> Response:
    """What the button does, and the one click of a mail program (RFC 8058); `again` takes it back."""
    site: Site = request.app.state.site
    leaving = _leaving(request, token)
    if again:
        outbox.subscribe_again(site.workspace, leaving.delivery, leaving.recipient)
    else:
        outbox.unsubscribe(site.workspace, leaving.delivery, leaving.recipient, datetime.now(UTC))
    return _page(request, token, leaving)


def _leaving(request: Request, token: str) -> Leaving:
    site: Site = request.app.state.site
    leaving = read_token(site.workspace, token) if len(token) < 2000 else None
    if leaving is None:
        raise NotFound("This link is not whole, or of another workspace.", hint="Open the link of the mail anew.")
    return leaving


def _page(request: Request, token: str, leaving: Leaving) -> Response:
    site: Site = request.app.state.site
    visitor = security.visitor_of(request) or security.new_visitor()
    around = layout.frame((), ANYBODY, leaving.language, site.secrets.token(visitor), False)
    gone = (leaving.delivery, leaving.recipient.casefold()) in outbox.unsubscribed(site.workspace)
    values = {"leaving": leaving, "token": token, "gone": gone, "title": around["_"]("Messages by mail")}
    content = layout.rendered(site.environment, "unsubscribe.html", {**around, **values})
    return HTMLResponse(content, headers={"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"})
