"""Salesforce by its Bulk API 2.0: rows that changed, deleted ones included, as the preset reads them.

Which fields an object has is asked of the org. Long texts are left out: descriptions and bodies of mails are never read.
"""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

from assay.connectors.connector import Cursor, Extract, Feed
from assay.connectors.http_api import HttpApi, MissingRight, NotThere, timeout_of
from assay.connectors.own_fields import is_own_field
from assay.connectors.pages import FILE, Pages
from assay.connectors.secrets import read_secret
from assay.errors import DataError
from assay.internet.answers import limits_of
from assay.settings.sources import SalesforceSource
from assay.sources.files import Source as File
from assay.sources.shape import Progress

VERSION = "v64.0"
PAGE = 20_000
UNREAD = ("address", "location", "base64", "textarea", "encryptedstring")
STAMPS = ("SystemModstamp", "LastModifiedDate", "CreatedDate")
"""What tells that a row has changed: the first of them that an object has."""
LOOKED_UP = ("CurrencyType", "UserRole", "RecordType")
"""Small objects that rows of others are looked up in: read in whole each time, else what they say would be missing where
only the others have changed (rates say what a unit of the corporate currency is, and CurrencyType which one that is).
"""
LONGEST_WAIT = 3600.0


class Salesforce:
    def __init__(
        self, source: SalesforceSource, workspace: Path, *, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self._source, self._workspace, self._pause = source, workspace, pause

    @property
    def feeds(self) -> tuple[Feed, ...]:
        return tuple(Feed(name, None, VERSION) for name in self._source.objects)

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        return (OSError, httpx.HTTPError)

    def __enter__(self) -> Salesforce:
        self._token = self._sign_in()
        self._api = HttpApi(self._source, self._source.base_url, self._authorization, pause=self._pause)
        return self

    def __exit__(self, *_: object) -> None:
        self._api.close()

    @property
    def api(self) -> HttpApi:
        """The API, signed in to; there while the connector is entered."""
        return self._api

    def _authorization(self, refused: bool) -> str:
        if refused:
            self._token = self._sign_in()
        return f"Bearer {self._token}"

    def _sign_in(self) -> str:
        """Client credentials of an External Client App, at the org's own address: the token goes nowhere else."""
        said = self._source
        form = {
            "grant_type": "client_credentials",
            "client_id": read_secret(said.name, said.client_id, self._workspace),
            "client_secret": read_secret(said.name, said.client_secret, self._workspace),
        }
        limits = limits_of(said)
        with (
            limits.kept(),
            httpx.Client(base_url=said.base_url, timeout=timeout_of(said), event_hooks=limits.hooks) as client,
        ):
            answer = client.post("/services/oauth2/token", data=form)
        try:
            told = answer.json()
        except ValueError:
            told = {}
        if not answer.is_success or "access_token" not in told:
            reason = told.get("error_description") or told.get("error") or f"status {answer.status_code}"
            raise DataError(f"Source {said.name!r} does not let us in: {reason}.")
        return str(told["access_token"])

    def extract(self, feed: Feed, since: Cursor | None, folder: Path, progress: Progress) -> Extract:
        try:
            fields = self._fields(feed.name)
        except (MissingRight, NotThere) as error:
            return Extract((), 0, since or {}, False, (), (f"not read: {error.message}",))
        stamp = next((name for name in STAMPS if name in fields), None)
        whole = stamp is None or feed.name in LOOKED_UP
        start = datetime.fromisoformat(since["at"]) if since and since.get("at") and not whole else None
        pages = Pages(folder, feed.name, self._source.name)
        place = pages.place or {"job": None, "begun": self._api.now.isoformat(), "locator": None}
        if place["job"] is None:
            place = {**place, "job": self._begin(self._query(feed.name, fields, stamp, start))}
            pages.add((), place)
        if place["locator"] != "":
            self._wait(place["job"], feed.name)
        while place["locator"] != "":
            rows, locator = self._page(place)
            place = {**place, "locator": locator}
            pages.add(({FILE: feed.name, **row} for row in rows), place)
            progress(feed.name, pages.rows, None)
        target = folder / f"{feed.name}.parquet"
        number = pages.written(feed.name, fields, target)
        label = f"{self._source.name}/{feed.name}"
        files = (File(target, label, None, True, start is None, label),) if number else ()
        return Extract(files, number, {"at": place["begun"]}, start is None and number > 0)

    def _fields(self, name: str) -> tuple[str, ...]:
        described = self._api.get(f"{self._path}/sobjects/{name}/describe")
        fields = (field["name"] for field in described["fields"] if field["type"] not in UNREAD)
        return tuple(name for name in fields if not is_own_field(name))

    @property
    def _path(self) -> str:
        return f"/services/data/{VERSION}"

    def _query(self, name: str, fields: Sequence[str], stamp: str | None, start: datetime | None) -> str:
        query = f"SELECT {', '.join(fields)} FROM {name}"
        if start is not None:
            after = start - timedelta(minutes=self._source.overlap_minutes)
            query += f" WHERE {stamp} >= {after.strftime('%Y-%m-%dT%H:%M:%SZ')}"
        return query + (f" ORDER BY {stamp}, Id" if stamp else "")

    def _begin(self, query: str) -> str:
        """`queryAll` also gives what lies in the recycle bin."""
        body = {
            "operation": "queryAll",
            "query": query,
            "contentType": "CSV",
            "columnDelimiter": "COMMA",
            "lineEnding": "LF",
        }
        return str(self._api.post(f"{self._path}/jobs/query", body)["id"])

    def _wait(self, job: str, name: str) -> None:
        waited, step = 0.0, 1.0
        while waited < LONGEST_WAIT:
            said = self._api.get(f"{self._path}/jobs/query/{job}")
            if said["state"] == "JobComplete":
                return
            if said["state"] in ("Failed", "Aborted"):
                raise DataError(f"Source {self._source.name!r}: {name}: {said.get('errorMessage') or said['state']}")
            self._pause(step)
            waited, step = waited + step, min(step * 1.5, 30)
        raise DataError(
            f"Source {self._source.name!r}: {name} was not ready within an hour.", hint="Pull again: it goes on."
        )

    def _page(self, place: dict[str, Any]) -> tuple[Iterator[dict[str, str | None]], str]:
        locator = f"&locator={quote(place['locator'])}" if place["locator"] else ""
        path = f"{self._path}/jobs/query/{place['job']}/results?maxRecords={PAGE}{locator}"
        answer = self._api.send("GET", path, headers={"Accept": "text/csv"})
        answer.encoding = "utf-8"
        rows = csv.DictReader(io.StringIO(answer.text, newline=""))
        following = answer.headers.get("Sforce-Locator", "")
        return ({name: value or None for name, value in row.items()} for row in rows), following.replace("null", "")
