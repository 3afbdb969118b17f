"""Cookies that go with a page: the language that its address chose, and what tokens against forged requests belong to."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from assay.web import security
from assay.web.language import LANGUAGE, language_of


def with_cookies(request: Request, response: Response) -> Response:
    """Sets the language that the address chose, and the cookie that tokens belong to, where they are new."""
    secure = security.is_secure(request.app.state.site, request)
    if LANGUAGE in request.query_params:
        chosen = language_of(request, "")
        response.set_cookie("assay_language", chosen, 31536000, samesite="lax", secure=secure, httponly=True)
    return with_visitor(request, response)


def with_visitor(request: Request, response: Response) -> Response:
    """Sets the cookie that tokens belong to, where it is new."""
    visitor = getattr(request.state, "visitor", None)
    if visitor:
        security.set_cookie(request.app.state.site, request, response, security.VISITOR, visitor)
    return response
