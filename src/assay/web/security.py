"""What every answer carries and every request must satisfy: headers, the Host's name, the token of a change."""

from __future__ import annotations

import secrets
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assay.delivery import leaving
from assay.web.problems import Forged, Problem, as_json
from assay.web.sent_forms import FORMS, read_form
from assay.web.site import Site

SESSION, VISITOR = "assay_session", "assay_visitor"
LOCKED = "__Host-"
"""Before the names of cookies under TLS: a browser takes them from this server alone, and sends them to no other."""
FORWARDED = (
    "forwarded",
    "via",
    "x-real-ip",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-original-host",
)
LONGEST_ADDRESS = 16_384
LARGEST_BODY = 1_048_576
"""Bytes of an address and of a body; no form and no page of this server comes near them."""
UPLOADS = "/bring/files"
"""Where files are sent to be loaded: its bodies may be larger, and are read as they come, once the token is known."""
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Refuses a foreign Host (DNS rebinding) and gives every answer its headers."""

    def __init__(
        self, app: ASGIApp, hosts: tuple[str, ...], *, tls: bool = False, largest_upload: int = LARGEST_BODY
    ) -> None:
        self.app, self.hosts, self.tls, self.largest_upload = app, hosts, tls, largest_upload

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "private, no-cache")
                if self.tls or scope.get("scheme") == "https":
                    headers.setdefault("Strict-Transport-Security", "max-age=31536000")
                if scope.get("scheme") == "https" or is_loopback(host_name(host)):
                    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
            await send(message)

        host = Headers(scope=scope).get("host", "")
        is_upload = scope["path"] == UPLOADS and scope["method"] == "POST"
        most = self.largest_upload if is_upload else LARGEST_BODY
        problem = too_large(scope, most)
        if not is_known_host(host, self.hosts):
            problem = Problem(421, f"This server is not {host!r}.", "`assay serve --name` gives it that name.")
        if problem is not None:
            await as_json(problem)(scope, receive, with_headers)
            return
        try:
            await self.app(scope, _counted(receive, most), with_headers)
        except _BodyTooLarge:
            await as_json(_large_body(most))(scope, receive, with_headers)


class _BodyTooLarge(HTTPException):
    """One that routes let pass: whatever else goes wrong while they read a body they call a wrong form."""

    def __init__(self, most: int) -> None:
        super().__init__(413, _large_body(most).detail)


def _large_body(most: int) -> Problem:
    hint = (
        "Forms of this server are smaller."
        if most == LARGEST_BODY
        else "Send less at once, or set [web] largest_upload."
    )
    return Problem(413, f"More than {most:,} bytes were sent.", hint)


def too_large(scope: Scope, most: int = LARGEST_BODY) -> Problem | None:
    """What a request asks too much of before it is looked at: the length of its address or of its body."""
    if len(scope.get("query_string", b"")) + len(scope["path"]) > LONGEST_ADDRESS:
        return Problem(414, f"The address is longer than {LONGEST_ADDRESS:,} characters.", "Choose less at once.")
    told = Headers(scope=scope).get("content-length", "0")
    return _large_body(most) if not told.isdigit() or int(told) > most else None


def _counted(receive: Receive, most: int) -> Receive:
    """The body as it comes, up to the largest: its length may not have been told."""
    taken = 0

    async def count() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise _BodyTooLarge(most)
        return message

    return count


def is_known_host(host: str, known: tuple[str, ...]) -> bool:
    """Whether a Host header names this server: an address always does, a name only if it was given.

    >>> is_known_host("127.0.0.1:8000", ()), is_known_host("[::1]:80", ()), is_known_host("evil.example", ("localhost",))
    (True, True, False)
    """
    name = host_name(host)
    return is_address(name) or name in known


def host_name(host: str) -> str:
    """The name in a Host header, without port."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.rpartition(":")[0].lower() if ":" in host else host.lower()


def is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """Whether a server that listens there can be reached from this computer only."""
    return host.lower() == "localhost" or (is_address(host) and ip_address(host).is_loopback)


def is_from_here(scope: Scope) -> bool:
    """Whether a request was made on this computer and came through no proxy, as far as it tells.

    A proxy on this computer makes everybody look local. It gives itself away by its headers, by HTTP/1.0, or by a page
    of another name that the browser calls its own.
    """
    headers, client = Headers(scope=scope), scope.get("client")
    if client and is_address(client[0]) and not is_loopback(client[0]):
        return False
    if any(name in headers for name in FORWARDED) or scope.get("http_version") == "1.0":
        return False
    own = headers.get("sec-fetch-site") == "same-origin"
    pages = [urlsplit(headers[name]).netloc for name in ("origin", "referer") if own and headers.get(name)]
    return all(page == headers.get("host") for page in pages)


def is_secure(site: Site, request: Request) -> bool:
    """Whether people reach the server by TLS: its own, or that of the proxy that `public_url` names."""
    return request.url.scheme == "https" or (site.workspace.settings.web.public_url or "").startswith("https://")


def cookie_of(site: Site, request: Request, name: str) -> str:
    return f"{LOCKED}{name}" if is_secure(site, request) else name


def session_of(site: Site, request: Request) -> str | None:
    """The session that a request names; under TLS none that was set without it."""
    return request.cookies.get(cookie_of(site, request, SESSION))


def set_cookie(
    site: Site, request: Request, response: Response, name: str, value: str, seconds: int | None = None
) -> None:
    """A cookie that scripts cannot read and other sites' requests do not bring."""
    response.set_cookie(
        cookie_of(site, request, name),
        value,
        max_age=seconds,
        httponly=True,
        samesite="lax",
        secure=is_secure(site, request),
    )


def visitor_of(request: Request) -> str:
    """What tokens against forged requests belong to: the session, else a cookie that says nothing."""
    site: Site = request.app.state.site
    return session_of(site, request) or request.cookies.get(cookie_of(site, request, VISITOR)) or ""


def new_visitor() -> str:
    return secrets.token_urlsafe(24)


async def check_token(site: Site, request: Request) -> None:
    """Raises `Forged` for a change that no page of this server asked for."""
    if request.method in SAFE_METHODS or request.url.path.startswith(leaving.PATH):
        return  # a link to unsubscribe is signed itself, and mail programs ask it without any page
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Forged("This request came from another site.", hint="Open the page here and try again.")
    if request.url.path == UPLOADS and request.method == "POST":
        return  # its body is read as it comes, and `check_sent` is asked before the first file
    token = request.headers.get("x-csrf-token") or ""
    if request.headers.get("content-type", "").startswith(FORMS):
        sent = (await read_form(request)).get("csrf")
        token = token or (sent if isinstance(sent, str) else "")
    check_sent(site, request, token)


def check_sent(site: Site, request: Request, token: str) -> None:
    """Raises `Forged` where a token is not this reader's."""
    if not site.secrets.is_token(visitor_of(request), token):
        raise Forged("The page was too old, or this request was not made by it.", hint="Load the page again.")


def local(path: str) -> str:
    """A path of this server, whatever was sent: the way back must not lead elsewhere.

    >>> local("/funnel?arm=abm"), local("//evil.example"), local("/..//evil.example"), local("/\\\\evil")
    ('/funnel?arm=abm', '/', '/', '/')
    """
    plain = path.isprintable() and "\\" not in path and "//" not in path.partition("?")[0]
    return path if plain and path.startswith("/") else "/"
