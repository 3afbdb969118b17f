"""What went wrong, as a page for people and as `application/problem+json` for programs (RFC 9457)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from assay.errors import AssayError, DataError, UsageError, WorkspaceError
from assay.web.memory_allowed import TooMuch
from assay.web.rights import Forbidden, NotFound
from assay.web.time_allowed import TooLong
from assay.web.turns import Busy

MEDIA_TYPE = "application/problem+json"


class Gone(AssayError):
    """The run that was asked for is no longer kept."""

    exit_status = 2


class NothingBuilt(DataError):
    """There is no run yet; `landed` in the context tells how many rows of which table wait for one."""


class SignInNeeded(AssayError):
    """Nobody has signed in."""


class TooMany(AssayError):
    """Too many failed attempts; `retry_after` seconds stand in the context."""


class Forged(AssayError):
    """A change was asked for without this server's token."""


class ProblemModel(BaseModel):
    """What went wrong, where, and what to do about it."""

    type: str = Field("about:blank", description="A name of the kind of problem.")
    title: str = Field(description="The kind of problem.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What went wrong, with the value.")
    hint: str | None = Field(None, description="What to do about it.")


@dataclass(frozen=True)
class Problem:
    status: int
    detail: str
    hint: str | None = None
    retry_after: int | None = None
    landed: Mapping[str, int] | None = None
    """Rows that wait for the first run, where there is none; None for every other problem."""

    @property
    def title(self) -> str:
        return HTTPStatus(self.status).phrase

    @property
    def headers(self) -> dict[str, str]:
        said = {"Retry-After": str(self.retry_after)} if self.retry_after else {}
        return {**said, "WWW-Authenticate": "Bearer"} if self.status == 401 else said

    def to_json(self) -> dict[str, Any]:
        said = {"type": "about:blank", "title": self.title, "status": self.status}
        return {**said, "detail": self.detail, "hint": self.hint}


def said_title(status: int, say: Callable[[str], str]) -> str:
    """The kind of problem in the reader's language."""
    titles = {
        400: say("This was not understood"),
        401: say("Please sign in"),
        403: say("This is not for you to see"),
        404: say("There is nothing here"),
        410: say("This run is not kept any more"),
        422: say("The data do not allow it"),
        429: say("Too many attempts"),
        503: say("Assay cannot answer just now"),
        504: say("This took too long"),
    }
    return titles.get(status, say("Something went wrong"))


STATUS: tuple[tuple[type[AssayError], int], ...] = (
    (NotFound, 404),
    (Forbidden, 403),
    (Forged, 403),
    (SignInNeeded, 401),
    (TooMany, 429),
    (Gone, 410),
    (DataError, 422),
    (UsageError, 400),
    (WorkspaceError, 503),
    (TooLong, 504),
    (TooMuch, 503),
    (Busy, 503),
    (AssayError, 500),
)


def problem_of(error: AssayError) -> Problem:
    """The problem that an error of the product stands for."""
    status = next(status for kind, status in STATUS if isinstance(error, kind))
    return Problem(status, error.message, error.hint, error.context.get("retry_after"), error.context.get("landed"))


ASSISTANTS = "/mcp"
FILES = (".json", ".toml", ".csv", ".xlsx", ".parquet")


def is_for_programs(path: str) -> bool:
    """Whether a program asks there: the API, files that are no pages, and assistants."""
    return path.startswith("/api/") or path.endswith(FILES) or path == ASSISTANTS


def as_json(problem: Problem) -> JSONResponse:
    return JSONResponse(problem.to_json(), problem.status, problem.headers, media_type=MEDIA_TYPE)
