"""Calendars by CalDAV (Nextcloud, Radicale, Fastmail, iCloud …): all of a calendar where anything in it has changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import httpx

from assay.connectors.connector import Cursor, Extract, Feed
from assay.connectors.http_api import timeout_of
from assay.connectors.secrets import read_secret
from assay.errors import DataError
from assay.internet.answers import limits_of
from assay.internet.outgoing import check_outgoing
from assay.settings.sources import CaldavSource
from assay.sources.files import Source as File
from assay.sources.shape import Progress
from assay.store.durable import write_durably
from assay.version import __version__

DAV, CAL, SERVER = "{DAV:}", "{urn:ietf:params:xml:ns:caldav}", "{http://calendarserver.org/ns/}"
NAMES = 'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:s="http://calendarserver.org/ns/"'
WHICH = f"<d:propfind {NAMES}><d:prop><d:resourcetype/><s:getctag/><d:sync-token/><d:getetag/></d:prop></d:propfind>"
MEETINGS = '<c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT"/></c:comp-filter></c:filter>'
LISTED = f"<c:calendar-query {NAMES}><d:prop><d:getetag/></d:prop>{MEETINGS}</c:calendar-query>"
BATCH = 100


class Caldav:
    """The cursor has the mark of each calendar (its tag or synchronisation token), by its address on the server."""

    def __init__(self, source: CaldavSource, workspace: Path) -> None:
        self._source, self._workspace = source, workspace

    @property
    def feeds(self) -> tuple[Feed, ...]:
        return (Feed("meetings", None, repr((self._source.url, self._source.user))),)

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        return (OSError, httpx.HTTPError, httpx.InvalidURL)

    def __enter__(self) -> Caldav:
        said = self._source
        password = read_secret(said.name, said.password, self._workspace)
        headers = {"User-Agent": f"assay/{__version__}", "Content-Type": "application/xml; charset=utf-8"}
        check_outgoing(f"Source {said.name!r}", said.url)
        self._limits = limits_of(said)
        self._client = httpx.Client(
            auth=(said.user, password), headers=headers, timeout=timeout_of(said), event_hooks=self._limits.hooks
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def extract(self, feed: Feed, since: Cursor | None, folder: Path, progress: Progress) -> Extract:
        """All meetings of all calendars where one has changed: what is gone from a calendar is retired."""
        marks = dict(self._calendars())
        if not marks:
            raise DataError(f"Source {self._source.name!r}: there is no calendar at its address.")
        if since is not None and marks == since.get("marks") and None not in marks.values():
            return Extract((), 0, {"marks": marks}, None)
        target, texts = folder / "meetings.ics", []
        for calendar in marks:
            for text in self._meetings(calendar):
                texts.append(text)
                progress(feed.name, len(texts), None)
        write_durably(target, "\n".join(texts))
        label = f"{self._source.name}/{target.name}"
        files = (File(target, label, None, True, True, label),) if texts else ()
        return Extract(files, 0, {"marks": marks}, None)

    def _calendars(self) -> Iterator[tuple[str, str | None]]:
        """The calendar that the address names, or those of the home that it names, each with its mark."""
        url = self._source.url
        for depth in ("0", "1"):
            calendars = list(self._marked(self._asked("PROPFIND", url, WHICH, depth), url))
            if calendars:
                yield from calendars
                return

    def _marked(self, answer: ElementTree.Element, url: str) -> Iterator[tuple[str, str | None]]:
        for response in answer.iter(f"{DAV}response"):
            if response.find(f".//{DAV}resourcetype/{CAL}calendar") is not None:
                marks = (response.findtext(f".//{name}") for name in (f"{SERVER}getctag", f"{DAV}sync-token"))
                yield self._own(url, response.findtext(f"{DAV}href", "")), next((one for one in marks if one), None)

    def _meetings(self, calendar: str) -> Iterator[str]:
        listed = self._asked("REPORT", calendar, LISTED, "1")
        names = [response.findtext(f"{DAV}href", "") for response in listed.iter(f"{DAV}response")]
        for start in range(0, len(names), BATCH):
            yield from self._read(calendar, names[start : start + BATCH])

    def _read(self, calendar: str, names: Sequence[str]) -> Iterator[str]:
        asked = ElementTree.Element(f"{CAL}calendar-multiget")
        ElementTree.SubElement(ElementTree.SubElement(asked, f"{DAV}prop"), f"{CAL}calendar-data")
        for name in names:
            ElementTree.SubElement(asked, f"{DAV}href").text = name
        answer = self._asked("REPORT", calendar, ElementTree.tostring(asked, "unicode"), "1")
        yield from (one.text for one in answer.iter(f"{CAL}calendar-data") if one.text)

    def _own(self, url: str, name: str) -> str:
        """An address that the server named, on that server alone: the password goes nowhere else."""
        address = urljoin(url, name)
        if urlsplit(address)[:2] != urlsplit(url)[:2]:
            raise DataError(f"Source {self._source.name!r}: its calendars are on another server than the address says.")
        return address

    def _asked(self, method: str, url: str, body: str, depth: str) -> ElementTree.Element:
        with self._limits.kept():
            answer = self._client.request(method, url, content=body.encode(), headers={"Depth": depth})
        if answer.status_code in (401, 403):
            raise DataError(
                f"Source {self._source.name!r} does not let {self._source.user!r} in.",
                hint="Many servers want a password made for applications.",
            )
        if answer.status_code != 207:
            raise DataError(
                f"Source {self._source.name!r} answered with {answer.status_code}: is its address that of a calendar?"
            )
        try:
            return ElementTree.fromstring(answer.content)
        except ElementTree.ParseError:
            raise DataError(f"Source {self._source.name!r} did not answer as a calendar server does.") from None
