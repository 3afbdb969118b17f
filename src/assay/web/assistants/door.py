"""`/mcp`: assistants by streamable HTTP, each request by itself, with the rights of its token."""

from __future__ import annotations

import threading
from typing import Any
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from assay.connectors.extras import driver
from assay.errors import UsageError
from assay.web.problems import Problem, as_json


class Door:
    """The server is made with the first request: the SDK takes seconds to load, and most servers are asked by nobody."""

    def __init__(self, app: ASGIApp) -> None:
        self.app, self._lock = app, threading.Lock()
        self._server: Any = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        problem = _foreign_page(Request(scope))
        if problem is None:
            try:
                server = await run_in_threadpool(self._made)
            except UsageError as error:
                problem = Problem(501, error.message, error.hint)
        if problem is not None:
            await as_json(problem)(scope, receive, send)
            return
        from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

        manager = StreamableHTTPSessionManager(server, json_response=True, stateless=True)
        async with manager.run():
            await manager.handle_request(scope, receive, send)

    def _made(self) -> Any:
        with self._lock:
            if self._server is None:
                driver("mcp", "mcp", "Assistants need")
                from assay.web.assistants.server import make_server

                self._server = make_server(self.app)._lowlevel_server
            return self._server


def _foreign_page(request: Request) -> Problem | None:
    """A page of another site must not ask through its reader's browser."""
    origin = request.headers.get("origin")
    if origin and urlsplit(origin).netloc != request.headers.get("host"):
        return Problem(403, f"Pages of {origin} may not ask here.", "Assistants send no Origin, or this server's.")
    return None
