"""Who gives access away, changes what is kept, or takes loads back, shows first that he is who signed in.

A session that was left open or stolen reads what its user may read. It makes no tokens, adds no people, sends nothing to
new recipients, changes no settings and takes nothing back, unless password and code were given within the last minutes.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from assay.errors import AssayError
from assay.store.audit import note
from assay.web import layout, security, sessions
from assay.web.language import language_of
from assay.web.rights import Viewer
from assay.web.site import Site
from assay.web.visiting import csrf_of

NEEDED = ("/me/tokens", "/users/", "/settings", "/bring/undo", "/schedules/deliveries")
"""Beginnings of the addresses that are sent what needs it. A new password or code asks for the old one each time."""
NOT_NEEDED = ("/me/tokens/revoke",)
"""Takes access away, and must be done at once."""
PASSWORD, CODE = "proof_password", "proof_code"
MINUTES = 15


class ProofNeeded(AssayError):
    """The reader is to show anew who he is; `wrong` and `wait` (seconds) in the context say what came of an attempt."""

    exit_status = 1


async def check(site: Site, request: Request) -> None:
    """Raises `ProofNeeded` for a change that needs it, by somebody who has not shown lately who he is."""
    path, session = request.url.path, security.session_of(site, request)
    needed = path.startswith(NEEDED) and path not in NOT_NEEDED
    if not site.sign_in or request.method in security.SAFE_METHODS or not needed or not session:
        return
    form = await request.form()
    if PASSWORD in form:
        _prove(site, request, session, form)
    elif not sessions.is_proved(site.users, session, MINUTES * 60):
        raise ProofNeeded("Show that it is you.", hint="Give your password again.")


def _prove(site: Site, request: Request, session: str, form: FormData) -> None:
    viewer: Viewer = request.state.viewer
    address = request.client.host if request.client else ""
    password, code = (str(form.get(name) or "")[:2000] for name in (PASSWORD, CODE))
    user, seconds = sessions.sign_in(site.users, viewer.name, password, address, code)
    if seconds:
        raise ProofNeeded("Too many attempts.", wait=seconds)
    if user is None:
        note(site.workspace, "confirmation failed", viewer.name, address=address)
        raise ProofNeeded("The password or the code is wrong.", wrong=True)
    note(site.workspace, "confirmed", viewer.name, address=address)
    sessions.prove(site.users, session)


async def page(request: Request, error: ProofNeeded) -> Response:
    """Asks for the password, and holds what was sent meanwhile, so that nothing is written twice."""
    site: Site = request.app.state.site
    viewer: Viewer = request.state.viewer
    language = language_of(request, site.workspace.settings.language, strict=False)
    around = layout.frame(request.app.state.pages, viewer, language, csrf_of(site, request), site.sign_in)
    form = await request.form()
    sent = [
        (name, text)
        for name, text in form.multi_items()
        if isinstance(text, str) and name not in (PASSWORD, CODE, "csrf")
    ]
    session = security.session_of(site, request) or ""
    by_provider = sessions.checked_at(site.users, session) is not None
    values = {
        "title": around["_"]("Show that it is you"),
        "sent": sent,
        "action": request.url.path,
        "minutes": MINUTES,
        "wrong": bool(error.context.get("wrong")),
        "wait": -(-int(error.context.get("wait") or 0) // 60),
        "has_code": site.users.has_code(viewer.name),
        "provider": site.sign_on.label if by_provider and site.sign_on else None,
        "way": f"/sign-in/with?again=1&next={quote(_came_from(request), safe='')}",
    }
    status = 429 if values["wait"] else 403
    content = layout.rendered(site.environment, "proof.html", {**around, **values})
    return HTMLResponse(content, status, {"Cache-Control": "no-store"})


def _came_from(request: Request) -> str:
    """The page that the form stood on."""
    parts = urlsplit(request.headers.get("referer", ""))
    here = parts.netloc == request.headers.get("host") and parts.path != "/sign-in"
    return security.local(f"{parts.path}?{parts.query}" if parts.query else parts.path) if here else "/me"


__all__ = ["MINUTES", "NEEDED", "NOT_NEEDED", "ProofNeeded", "check", "page"]
