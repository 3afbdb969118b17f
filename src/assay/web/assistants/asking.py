"""How a tool asks: a `GET` of the HTTP API within this process, through the gate that everybody passes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import httpx
from mcp.server.mcpserver.exceptions import ToolError
from starlette.types import ASGIApp

from assay.web.assistants.marks import mark_records, marked, unmarked

HERE = "http://127.0.0.1"


class API:
    """The API as one reader sees it; `token` is that of a reader who has none with the request."""

    def __init__(self, app: ASGIApp, token: str | None = None) -> None:
        self.app, self.token = app, token

    async def get(
        self,
        path: str,
        words: Mapping[str, Any] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        records: frozenset[str] = frozenset(),
    ) -> Any:
        """What an address answers, texts of records marked. ToolError says what went wrong, and what to do."""
        said = {name: _said(value) for name, value in (words or {}).items() if value is not None}
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(self.app, raise_app_exceptions=False), base_url=HERE, timeout=None
        ) as client:
            answer = await client.get(path, params=said, headers=self._headers(headers))
        if answer.status_code != 200:
            raise ToolError(_problem(answer))
        return mark_records(answer.json(), records)

    def _headers(self, headers: Mapping[str, str] | None) -> dict[str, str]:
        given = (headers or {}).get("authorization") or (f"Bearer {self.token}" if self.token else None)
        return {"authorization": given} if given else {}


def path_of(*parts: str) -> str:
    """An address of the API with names of records in it.

    >>> path_of("accounts", "⟦own/2⟧")
    '/api/accounts/own%2F2'
    """
    return "/api/" + "/".join(quote(unmarked(part), safe="") for part in parts)


def _said(value: Any) -> str:
    return unmarked(value) if isinstance(value, str) else str(value)


def _problem(answer: httpx.Response) -> str:
    """The sentence and the hint of a problem; a hint may name records, and stands in brackets then."""
    try:
        told = answer.json()
    except ValueError:
        return f"The server answered {answer.status_code}."
    hint = f"\nHint: {marked(told['hint'])}" if told.get("hint") else ""
    return f"{marked(told.get('detail') or told.get('title') or 'Not answered.').strip('⟦⟧')}{hint}"
