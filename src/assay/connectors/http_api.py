"""HTTP APIs of vendors: pauses that they ask for, failures that pass, and errors in words."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from assay.errors import DataError
from assay.internet.answers import Quiet, limits_of
from assay.internet.outgoing import check_outgoing
from assay.log import log
from assay.settings.sources import AskedSource
from assay.version import __version__

ATTEMPTS = 8
CONNECTING = 15.0
"""Seconds that a server may take to be reached."""
LONGEST_PAUSE = 300.0
"""A pause that is asked for beyond this many seconds ends the pull: the next one goes on where it was."""
_PASSING = (429, 500, 502, 503, 504)


def timeout_of(source: AskedSource) -> httpx.Timeout:
    return httpx.Timeout(source.quiet_seconds, connect=CONNECTING)


class MissingRight(DataError):
    """The token may not read this: `rights` are those that it lacks, as the vendor names them."""

    def __init__(self, message: str, rights: tuple[str, ...]) -> None:
        super().__init__(message)
        self.rights = rights


class Refused(DataError):
    """The API took the request for wrong, with this status: as it stands it will never be accepted."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class NotThere(DataError):
    """There is nothing of that name, or not for this token."""


class HttpApi:
    """One vendor's API. `authorization` gives the header's value; asked with True, a new one after a refusal.

    `pause` waits so many seconds; redirects are not followed: the token goes to this address and nowhere else.
    """

    def __init__(
        self,
        source: AskedSource,
        base_url: str,
        authorization: Callable[[bool], str],
        *,
        per_second: float = 0,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.now = datetime.now(UTC)
        self._source, self._authorization, self._pause = source.name, authorization, pause
        self._between = 1 / per_second if per_second else 0.0
        self._last = 0.0
        check_outgoing(f"Source {source.name!r}", base_url)
        headers = {"User-Agent": f"assay/{__version__}"}
        self._limits = limits_of(source)
        self._client = httpx.Client(
            base_url=base_url,
            headers=headers,
            timeout=timeout_of(source),
            follow_redirects=False,
            event_hooks=self._limits.hooks,
        )

    def close(self) -> None:
        self._client.close()

    def get(self, path: str, **params: Any) -> dict[str, Any]:
        said = self.send("GET", path, params={name: value for name, value in params.items() if value is not None})
        return self._object(said)

    def post(self, path: str, body: Mapping[str, Any], **params: Any) -> dict[str, Any]:
        return self._object(self.send("POST", path, json=body, params=params))

    def send(self, method: str, path: str, **rest: Any) -> httpx.Response:
        """The answer, once it is one. DataError when the API refuses, or keeps failing."""
        renewed = False
        told = ""
        for attempt in range(ATTEMPTS):
            self._wait_turn()
            headers = {"Authorization": self._header(renewed)} | dict(rest.get("headers", {}))
            try:
                with self._limits.kept():
                    answer = self._client.request(method, path, **{**rest, "headers": headers})
            except (httpx.TransportError, Quiet) as error:
                told, wait = type(error).__name__, min(2.0**attempt, 60)
            else:
                self._note_time(answer)
                if answer.status_code == 401 and not renewed:
                    renewed, told = True, "the token is not accepted"
                    continue
                if answer.status_code not in _PASSING:
                    return self._accepted(answer, path)
                told, wait = f"status {answer.status_code}", _pause_asked(answer, attempt)
            if wait > LONGEST_PAUSE:
                break
            log.info("pull %s: %s, waiting %.1f s", self._source, told, wait)
            self._pause(wait)
        raise DataError(
            f"Source {self._source!r} does not answer ({path}: {told}).",
            hint="Pull again later: it goes on where it was.",
        )

    def _header(self, renewed: bool) -> str:
        """DataError for what no token is: a text that was cut out with its quotation marks or a line break, say."""
        said = self._authorization(renewed)
        if not (said.isascii() and said.isprintable()):
            raise DataError(
                f"Source {self._source!r}: what stands as its token has characters that no token has.",
                hint="Copy it anew, in one line and without quotation marks.",
            )
        return said

    def _wait_turn(self) -> None:
        if self._between and (left := self._last + self._between - time.monotonic()) > 0:
            self._pause(left)
        self._last = time.monotonic()

    def _note_time(self, answer: httpx.Response) -> None:
        """The vendor's own clock: it is what stamps are compared with."""
        if said := answer.headers.get("Date"):
            try:
                self.now = parsedate_to_datetime(said).astimezone(UTC)
            except ValueError:
                self.now = datetime.now(UTC)

    def _accepted(self, answer: httpx.Response, path: str) -> httpx.Response:
        if answer.is_success:
            return answer
        message, rights = _refusal(answer)
        if answer.status_code == 403:
            named = f" (it lacks {', '.join(rights)})" if rights else ""
            raise MissingRight(f"Source {self._source!r}: the token may not read {path}{named}.", rights)
        if answer.status_code == 404:
            raise NotThere(f"Source {self._source!r} has no {path}: {message}")
        if answer.status_code == 401:
            raise DataError(
                f"Source {self._source!r}: the token is not accepted: {message}",
                hint="Make a new one where it came from.",
            )
        raise Refused(
            f"Source {self._source!r}: {path} was refused with {answer.status_code}: {message}", answer.status_code
        )

    def _object(self, answer: httpx.Response) -> dict[str, Any]:
        try:
            said = answer.json()
        except ValueError:
            said = None
        if not isinstance(said, dict):
            raise DataError(
                f"Source {self._source!r} answered with something else than JSON ({answer.request.url.path})."
            )
        return said


def _pause_asked(answer: httpx.Response, attempt: int) -> float:
    """Seconds that the answer asks to wait, as a number or a day; doubled from time to time where it says nothing."""
    said = answer.headers.get("Retry-After", "")
    if said.replace(".", "", 1).isdigit():
        return float(said)
    try:
        return max(0.0, (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return min(2.0**attempt, 60)


def _refusal(answer: httpx.Response) -> tuple[str, tuple[str, ...]]:
    """What an error says, in the forms of HubSpot and Salesforce, and the rights that it names as missing."""
    try:
        said = answer.json()
    except ValueError:
        return answer.reason_phrase or "no reason given", ()
    first = said[0] if isinstance(said, list) and said else said
    if not isinstance(first, dict):
        return str(first)[:200], ()
    rights = [
        right
        for error in first.get("errors", ())
        if isinstance(error, dict)
        for names in error.get("context", {}).values()
        for right in (names if isinstance(names, list) else [names])
    ]
    message = first.get("message") or first.get("error_description") or first.get("error") or "no reason given"
    return str(message)[:300], tuple(dict.fromkeys(map(str, rights)))
