"""Files that have an address: a sheet's CSV, a calendar's iCalendar, an export that is published."""

from __future__ import annotations

import hashlib
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from assay.connectors.connector import Cursor, Extract, Feed
from assay.connectors.http_api import timeout_of
from assay.connectors.secrets import read_secret
from assay.errors import DataError
from assay.internet.answers import limits_of
from assay.internet.outgoing import check_leads_on, check_outgoing
from assay.settings.sources import WebSource
from assay.sources.files import Source as File
from assay.sources.shape import Progress
from assay.store.durable import move_durably
from assay.version import __version__

REDIRECTS = 5


class WebFile:
    """The cursor has the content's hash and what the server gave to ask by whether it has changed."""

    def __init__(self, source: WebSource, workspace: Path) -> None:
        self._source, self._workspace = source, workspace

    @property
    def feeds(self) -> tuple[Feed, ...]:
        said = self._source
        return (Feed(said.to or said.name, None if said.is_mapped else said.to, repr((said.url.place, said.format))),)

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        return (OSError, httpx.HTTPError, httpx.InvalidURL)

    def __enter__(self) -> WebFile:
        self._limits = limits_of(self._source)
        self._client = httpx.Client(
            timeout=timeout_of(self._source),
            headers={"User-Agent": f"assay/{__version__}"},
            event_hooks=self._limits.hooks,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def extract(self, feed: Feed, since: Cursor | None, folder: Path, progress: Progress) -> Extract:
        """The whole file where it has changed; rows that it no longer has are told or retired as of any file."""
        target = folder / f"{feed.name}.{self._source.format}"
        progress(feed.name, 0, 1)
        cursor = self._fetched(since or {}, target)
        progress(feed.name, 1, 1)
        if since is not None and cursor["hash"] == since.get("hash"):
            return Extract((), 0, cursor, None)
        label = f"{self._source.name}/{target.name}"
        return Extract((File(target, label, feed.to, True, self._source.whole or None, label),), 0, cursor, None)

    def _fetched(self, since: Cursor, target: Path) -> dict[str, str]:
        asked = {"etag": "If-None-Match", "changed": "If-Modified-Since"}
        headers = {header: str(since[name]) for name, header in asked.items() if since.get(name)}
        address = self._address()
        for _ in range(REDIRECTS):
            with self._limits.kept(), self._client.stream("GET", address, headers=headers) as answer:
                if answer.is_redirect and answer.next_request is not None:
                    address = _led_on(self._source.name, address, str(answer.next_request.url))
                    continue
                if answer.status_code == 304:
                    return dict(since)
                self._check(answer)
                return {**_written(answer, target), **_marks(answer)}
        raise DataError(f"Source {self._source.name!r} leads from one address to the next without end.")

    def _address(self) -> str:
        address = _safe(self._source.name, read_secret(self._source.name, self._source.url, self._workspace))
        check_outgoing(f"Source {self._source.name!r}", address)
        return address

    def _check(self, answer: httpx.Response) -> None:
        if not answer.is_success:
            raise DataError(
                f"Source {self._source.name!r} could not be read: its address answered with {answer.status_code}.",
                hint="Is it shared with anybody who has the link?",
            )
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            raise DataError(
                f"Source {self._source.name!r} answered with a page, not with a file.",
                hint="A sheet that is not shared answers with the page to sign in at.",
            )


def _safe(source: str, address: str) -> str:
    """The address, over TLS or on this machine; it is a secret, so no message has it."""
    parts = urlsplit(address)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost")):
        return address
    raise DataError(f"Source {source!r}: its address must begin with https://.")


def _led_on(source: str, before: str, after: str) -> str:
    check_leads_on(f"Source {source!r}", before, _safe(source, after))
    return after


def _written(answer: httpx.Response, target: Path) -> dict[str, str]:
    content, part = hashlib.sha256(), target.with_name(target.name + ".part")
    try:
        with part.open("wb") as file:
            for chunk in answer.iter_bytes():
                content.update(chunk)
                file.write(chunk)
        move_durably(part, target)
    finally:
        part.unlink(missing_ok=True)  # what was broken off may be large, and is of no use
    return {"hash": content.hexdigest()}


def _marks(answer: httpx.Response) -> dict[str, str]:
    named = {"etag": answer.headers.get("ETag"), "changed": answer.headers.get("Last-Modified")}
    return {name: value for name, value in named.items() if value}
