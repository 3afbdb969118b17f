"""Matomo's Live API, as the preset reads visits: day by day, page by page, the last day read again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from assay.connectors.connector import Cursor, Extract, Feed
from assay.connectors.http_api import HttpApi
from assay.connectors.pages import FILE, Pages
from assay.connectors.secrets import read_secret
from assay.errors import DataError
from assay.settings.sources import MatomoSource
from assay.sources.files import Source as File
from assay.sources.shape import Progress

PAGE = 500
VISIT = ("idVisit", "visitorId", "visitIp", "userId", "firstActionTimestamp", "serverTimestamp", "actionDetails")
ACTION = ("type", "timestamp", "pageId", "url", "timeSpent")
"""Of a visit nothing else is kept: neither titles, devices nor places."""


class Matomo:
    """The cursor is the last day that was read; days are the site's own."""

    def __init__(self, source: MatomoSource, workspace: Path) -> None:
        self._source, self._workspace = source, workspace

    @property
    def feeds(self) -> tuple[Feed, ...]:
        return (Feed("visits", None, repr((self._source.url, self._source.site))),)

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        return (OSError, httpx.HTTPError, httpx.InvalidURL)

    def __enter__(self) -> Matomo:
        self._token = read_secret(self._source.name, self._source.token, self._workspace)
        self._api = HttpApi(self._source, self._source.url, lambda _: f"Bearer {self._token}")
        return self

    def __exit__(self, *_: object) -> None:
        self._api.close()

    def extract(self, feed: Feed, since: Cursor | None, folder: Path, progress: Progress) -> Extract:
        pages = Pages(folder, feed.name, self._source.name)
        today = datetime.now(UTC).date() + timedelta(days=1)  # in the site's zone it may be tomorrow already
        place = pages.place or {"day": self._first(since, today).isoformat(), "offset": 0, "last": today.isoformat()}
        while place["day"] <= place["last"]:
            visits = self._visits(place["day"], place["offset"])
            place = _moved(place, len(visits))
            pages.add((_kept(visit) for visit in visits), place)
            progress(feed.name, pages.rows, None)
        target, label = folder / f"{feed.name}.parquet", f"{self._source.name}/{feed.name}"
        rows = pages.written(feed.name, VISIT, target)
        files = (File(target, label, None, True, False, label),) if rows else ()
        return Extract(files, rows, {"at": place["last"]}, False)

    def _first(self, since: Cursor | None, today: date) -> date:
        """Visits go on past midnight, and the last day had not ended when it was read."""
        if since is not None and since.get("at"):
            return date.fromisoformat(str(since["at"])) - timedelta(days=self._source.overlap_days)
        return today - timedelta(days=self._source.first_days)

    def _visits(self, day: str, offset: int) -> Sequence[Mapping[str, Any]]:
        """The newest come first: what happens while pages are read makes rows come twice, and leaves none out."""
        form = {
            "module": "API",
            "method": "Live.getLastVisitsDetails",
            "format": "JSON",
            "idSite": str(self._source.site),
            "period": "day",
            "date": day,
            "filter_limit": str(PAGE),
            "filter_offset": str(offset),
            "token_auth": self._token,  # in the body: an address is kept in the logs of servers
        }
        answer = self._api.send("POST", "index.php", data=form)
        try:
            told = answer.json()
        except ValueError:
            raise DataError(f"Source {self._source.name!r} answered with something else than JSON.") from None
        if isinstance(told, dict):
            raise DataError(f"Source {self._source.name!r}: {str(told.get('message', 'no reason given'))[:300]}")
        visits: Sequence[Mapping[str, Any]] = told
        return visits


def _moved(place: dict[str, Any], visits: int) -> dict[str, Any]:
    if visits >= PAGE:
        return {**place, "offset": place["offset"] + visits}
    return {**place, "day": (date.fromisoformat(place["day"]) + timedelta(days=1)).isoformat(), "offset": 0}


def _kept(visit: Mapping[str, Any]) -> dict[str, Any]:
    actions = [{name: one.get(name) for name in ACTION} for one in visit.get("actionDetails") or ()]
    return {FILE: "visits", **{name: visit.get(name) for name in VISIT}, "actionDetails": actions}
