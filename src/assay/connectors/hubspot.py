"""HubSpot's CRM API, as rows for the preset: objects, associations, owners, pipelines, the past of deals and companies.

Objects are read by id, each page a question of its own ("after this id"): no window of 10,000 results, no loop over rows
that share a stamp, and a page that was read is not read again after a kill. Associations are asked for apart: lists of
objects cut them off, searches have none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from assay.connectors.connector import Cursor, Extract, Feed
from assay.connectors.http_api import HttpApi, MissingRight
from assay.connectors.hubspot_marketing import MARKETING, MarketingReading
from assay.connectors.own_fields import is_own_field
from assay.connectors.pages import FILE, Pages, Walk
from assay.connectors.secrets import read_secret
from assay.errors import DataError
from assay.settings.sources import HubspotSource
from assay.sources.files import Source as File
from assay.sources.shape import Progress

VERSION = "2026-09"
"""HubSpot's paths are dated; this is the newest that was documented when this was written."""
PAGE, SEARCH_PAGE, HISTORY_PAGE, ASSOCIATIONS_PAGE = 100, 200, 50, 500
SEARCHES_PER_SECOND = 4
PRIMARY = (1, 5)
"""Types of the association of a contact, and of a deal, with its primary company."""


@dataclass(frozen=True)
class CrmObject:
    """A kind of object: its path, the file that the preset knows, its properties and what it is associated with.

    `late`: it may be associated long after it was last modified.
    """

    path: str
    file: str
    properties: tuple[str, ...]
    associated: tuple[str, ...] = ()
    modified: str = "hs_lastmodifieddate"
    late: bool = False
    history: tuple[str, ...] = ()
    """Properties whose past is read, too: as `<singular>_property_history`."""


_ACTIVITY = ("hs_timestamp", "hs_createdate", "hs_lastmodifieddate", "hubspot_owner_id")
_BOTH = ("companies", "contacts")
OBJECTS = {
    "companies": CrmObject(
        "companies",
        "companies",
        (
            *("name", "domain", "website", "hs_parent_company_id", "industry", "numberofemployees", "annualrevenue"),
            *("hs_annual_revenue_currency_code", "country", "state", "city", "hubspot_owner_id", "createdate"),
            *("lifecyclestage", "type", "hs_is_target_account", "hs_ideal_customer_profile"),
            *("hs_merged_object_ids", "hs_additional_domains", "hs_lastmodifieddate", "salesforceaccountid"),
        ),
        history=("lifecyclestage", "hs_is_target_account"),
    ),
    "contacts": CrmObject(
        "contacts",
        "contacts",
        (
            *("email", "phone", "mobilephone", "firstname", "lastname", "jobtitle", "job_function", "hs_persona"),
            *("country", "hs_language", "createdate", "company", "lifecyclestage", "hs_lead_status"),
            *("hs_analytics_source", "associatedcompanyid", "hs_buying_role", "hs_seniority"),
            *("hs_email_hard_bounce_reason_enum", "hs_email_bad_address", "hs_merged_object_ids", "lastmodifieddate"),
            *("salesforcecontactid", "salesforceleadid"),
        ),
        ("companies",),
        modified="lastmodifieddate",
    ),
    "deals": CrmObject(
        "deals",
        "deals",
        (
            *("dealname", "amount", "deal_currency_code", "createdate", "closedate", "pipeline", "dealstage"),
            *("hubspot_owner_id", "dealtype", "hs_analytics_source", "hs_is_closed", "hs_is_closed_won"),
            *("hs_is_closed_lost", "hs_deal_stage_probability", "hs_lastmodifieddate"),
        ),
        _BOTH,
        history=("dealstage", "amount", "closedate"),
    ),
    "calls": CrmObject(
        "calls",
        "engagements_calls",
        (*_ACTIVITY, "hs_call_status", "hs_call_duration", "hs_call_title", "hs_call_direction", "hs_call_disposition"),
        _BOTH,
        late=True,
    ),
    # Never the text of a mail: who wrote to whom, and when.
    "emails": CrmObject(
        "emails",
        "engagements_emails",
        (*_ACTIVITY, "hs_email_direction", "hs_email_status", "hs_email_from_email"),
        _BOTH,
        late=True,
    ),
    "meetings": CrmObject(
        "meetings",
        "engagements_meetings",
        (*_ACTIVITY, "hs_meeting_start_time", "hs_meeting_end_time", "hs_meeting_outcome"),
        _BOTH,
        late=True,
    ),
}
_OWN = ("id", "createdAt", "updatedAt", "archived")
_OWNER = ("id", "email", "firstName", "lastName", "createdAt", "updatedAt", "archived")
_PIPELINES = {
    "deal_pipeline": ("pipeline_id", "label"),
    "deal_pipeline_stage": (
        *("stage_id", "pipeline_id", "label", "display_order", "is_closed", "probability", "updated_at"),
    ),
}
_OTHER_FILES: dict[str, dict[str, tuple[str, ...]]] = {
    "deals": {
        "deal_property_history": ("deal_id", "name", "value", "timestamp", "until"),
        "deal_contacts": ("deal_id", "contact_id"),
    },
    "companies": {"company_property_history": ("company_id", "name", "value", "timestamp", "until")},
}


class Hubspot:
    def __init__(self, source: HubspotSource, workspace: Path) -> None:
        self._source, self._workspace = source, workspace

    @property
    def feeds(self) -> tuple[Feed, ...]:
        said = self._source
        return tuple(Feed(name, None, repr((VERSION, said.properties.get(name)))) for name in said.objects)

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        return (OSError, httpx.HTTPError)

    def __enter__(self) -> Hubspot:
        token = read_secret(self._source.name, self._source.token, self._workspace)
        said = self._source, self._source.base_url, lambda _: f"Bearer {token}"
        self._api, self._search = HttpApi(*said), HttpApi(*said, per_second=SEARCHES_PER_SECOND)
        return self

    def __exit__(self, *_: object) -> None:
        self._api.close()
        self._search.close()

    @property
    def api(self) -> HttpApi:
        """The API, signed in to; there while the connector is entered."""
        return self._api

    def extract(self, feed: Feed, since: Cursor | None, folder: Path, progress: Progress) -> Extract:
        try:
            if feed.name == "owners":
                return self._listed(feed, folder, self._owners(), {"owners": _OWNER})
            if feed.name == "deal_pipelines":
                return self._listed(feed, folder, self._pipelines(), _PIPELINES)
            if feed.name in MARKETING:
                return MarketingReading(self._source, self._api, feed, since, folder, progress).extract()
            return _Reading(self, OBJECTS[feed.name], feed, since, folder, progress).extract()
        except MissingRight as error:
            return Extract((), 0, since or {}, False, (), (f"not read: {error.message}",))

    def _listed(
        self, feed: Feed, folder: Path, rows: Iterator[dict[str, Any]], files: Mapping[str, Sequence[str]]
    ) -> Extract:
        """What is small and has no stamp to ask by: all of it each time."""
        pages = Pages(folder, feed.name, self._source.name)
        if pages.place is None:
            pages.add(rows, {"done": True})
        targets = {name: folder / f"{name}.parquet" for name in files}
        rows_of = {name: pages.written(name, files[name], target) for name, target in targets.items()}
        made = tuple(self.file(feed, name, targets[name], whole=True) for name, rows in rows_of.items() if rows)
        return Extract(made, sum(rows_of.values()), {}, True if made else None)

    def _owners(self) -> Iterator[dict[str, Any]]:
        for archived in ("false", "true"):
            for row in self._paged(f"/crm/owners/{VERSION}", limit=500, archived=archived):
                yield {FILE: "owners", **{name: _plain(row.get(name)) for name in _OWNER}}

    def _pipelines(self) -> Iterator[dict[str, Any]]:
        for pipeline in self._paged(f"/crm/pipelines/{VERSION}/deals"):
            one = str(pipeline["id"])
            yield {FILE: "deal_pipeline", "pipeline_id": one, "label": pipeline.get("label")}
            for stage in pipeline.get("stages", ()):
                said = stage.get("metadata", {})
                yield {FILE: "deal_pipeline_stage", "stage_id": str(stage["id"]), "pipeline_id": one} | {
                    "label": stage.get("label"),
                    "display_order": _plain(stage.get("displayOrder")),
                    "is_closed": _plain(said.get("isClosed")),
                    "probability": _plain(said.get("probability")),
                    "updated_at": stage.get("updatedAt"),
                }

    def _paged(self, path: str, **params: Any) -> Iterator[dict[str, Any]]:
        after, walk = None, Walk(f"Source {self._source.name!r}: {path}")
        while True:
            page = self._api.get(path, after=after, **params)
            after = _next_page(page)
            walk.step(after, page.get("results", ()))
            yield from page.get("results", ())
            if after is None:
                return

    def file(self, feed: Feed, name: str, target: Path, *, whole: bool) -> File:
        label = f"{self._source.name}/{name}"
        return File(target, label, feed.to, True, whole, label)


class _Reading:
    """One feed of objects being read: first those that live, then those that were archived."""

    def __init__(
        self, hubspot: Hubspot, kind: CrmObject, feed: Feed, since: Cursor | None, folder: Path, progress: Progress
    ) -> None:
        self.hubspot, self.api, self.kind, self.feed = hubspot, hubspot._api, kind, feed
        self.source, self.folder, self.progress = hubspot._source, folder, progress
        self.since = datetime.fromisoformat(since["at"]) if since and since.get("at") else None
        more: tuple[str, ...] = self.source.properties.get(feed.name, ())  # type: ignore[call-overload]
        self.properties = (*kind.properties, *(name for name in more if not is_own_field(name)))
        self.pages = Pages(folder, feed.name, self.source.name)

    def extract(self) -> Extract:
        place = self.pages.place or {"part": "living", "after": None, "begun": self._begin(), "expected": None}
        steps: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
            "living": self._list_page if self.since is None else self._search_page,
            "archived": self._archived_page,
        }
        while place["part"] != "done":
            place = steps[place["part"]](place)
            self.progress(self.feed.name, self.pages.rows, place["expected"])
        return self._finish(place)

    def _begin(self) -> str:
        """HubSpot's own clock, before the first row is read: what changes from now on comes with the next pull."""
        self.api.get(self._path, limit=1)
        return self.api.now.isoformat()

    @property
    def _path(self) -> str:
        return f"/crm/objects/{VERSION}/{self.kind.path}"

    def _list_page(self, place: dict[str, Any]) -> dict[str, Any]:
        params = {"limit": PAGE, "properties": ",".join(self.properties), "archived": "false"}
        page = self.api.get(self._path, after=place["after"], **params)
        return self._keep(page.get("results", []), place, _next_page(page), then="archived")

    def _search_page(self, place: dict[str, Any]) -> dict[str, Any]:
        last = int(place["after"] or 0)
        body = {
            "filterGroups": [{"filters": [*group, _filter("hs_object_id", "GT", last)]} for group in self._changed()],
            "sorts": [{"propertyName": "hs_object_id", "direction": "ASCENDING"}],
            "properties": list(self.properties),
            "limit": SEARCH_PAGE,
        }
        page = self.hubspot._search.post(f"{self._path}/search", body)
        rows = page.get("results", [])
        if place["expected"] is None:
            place = {**place, "expected": page.get("total")}
        if any(int(row["id"]) <= last for row in rows):
            raise DataError(
                f"Source {self.source.name!r}: {self._path} gives rows again that it was asked to leave out."
            )
        more = str(max(int(row["id"]) for row in rows)) if rows else None
        return self._keep(rows, place, more, then="archived")

    def _changed(self) -> Iterator[list[dict[str, Any]]]:
        """Modified since the last pull, less the overlap: the search knows of a change some time later."""
        assert self.since is not None
        start = self.since - timedelta(minutes=self.source.overlap_minutes)
        yield [_filter(self.kind.modified, "GTE", _milliseconds(start))]
        if self.kind.late and self.source.late_days:
            late = self.api.now - timedelta(days=self.source.late_days)
            yield [_filter("hs_timestamp", "GTE", _milliseconds(late))]

    def _archived_page(self, place: dict[str, Any]) -> dict[str, Any]:
        params = {"limit": PAGE, "properties": ",".join(self.properties), "archived": "true"}
        page = self.api.get(self._path, after=place["after"], **params)
        rows = [row for row in page.get("results", []) if self._is_new(row)]
        place = _moved(place, _next_page(page), "done")
        self.pages.add((self._row(row, {}) for row in rows), place, page.get("results", []))
        return place

    def _is_new(self, archived: dict[str, Any]) -> bool:
        said = archived.get("archivedAt")
        start = self.since - timedelta(minutes=self.source.overlap_minutes) if self.since else None
        return start is None or said is None or datetime.fromisoformat(said.replace("Z", "+00:00")) >= start

    def _keep(
        self, rows: Sequence[dict[str, Any]], place: dict[str, Any], after: str | None, then: str
    ) -> dict[str, Any]:
        ids = [str(row["id"]) for row in rows]
        associated = {other: self._associated(other, ids) for other in self.kind.associated}
        kept = [
            self._row(row, {other: ids_of.get(str(row["id"]), []) for other, ids_of in associated.items()})
            for row in rows
        ]
        if self.kind.file == "deals":
            contacts = associated["contacts"]
            kept += [
                {FILE: "deal_contacts", "deal_id": deal, "contact_id": contact}
                for deal in ids
                for contact in dict.fromkeys(contacts.get(deal, []))
            ]
        if self.kind.history:
            kept += self._history(ids)
        place = _moved(place, after, then)
        self.pages.add(kept, place)
        return place

    def _row(self, row: dict[str, Any], associated: dict[str, list[str]]) -> dict[str, Any]:
        own = {name: _plain(row.get(name)) for name in _OWN}
        properties = {name: row.get("properties", {}).get(name) for name in self.properties}
        others = {name: ";".join(ids) or None for name, ids in associated.items()}
        return {FILE: self.kind.file, **own, **properties, **others}

    def _associated(self, other: str, ids: Sequence[str]) -> dict[str, list[str]]:
        """Ids of the other objects by object; the primary company stands there twice, as in HubSpot's own exports."""
        companies: dict[str, list[str]] = {}
        walks: dict[str, Walk] = {}
        pending: list[dict[str, Any]] = [{"id": one} for one in ids]
        path = f"/crm/associations/{VERSION}/{self.kind.path}/{other}/batch/read"
        while pending:
            asked, pending = pending[:ASSOCIATIONS_PAGE], pending[ASSOCIATIONS_PAGE:]
            for result in self.api.post(path, {"inputs": asked}).get("results", []):
                one = str(result["from"]["id"])
                for to in result.get("to", []):
                    twice = any(kind.get("typeId") in PRIMARY for kind in to.get("associationTypes", ()))
                    companies.setdefault(one, []).extend(
                        [str(to["toObjectId"])] * (2 if twice and other == "companies" else 1)
                    )
                if (after := _next_page(result)) is not None:
                    whose = f"Source {self.source.name!r}: {path} of {one}"
                    walks.setdefault(one, Walk(whose)).step(after, result.get("to", []))
                    pending.append({"id": one, "after": after})
        return companies

    def _history(self, ids: Sequence[str]) -> Iterator[dict[str, Any]]:
        one_of = {"deals": "deal", "companies": "company"}[self.kind.file]
        for start in range(0, len(ids), HISTORY_PAGE):
            inputs = [{"id": one} for one in ids[start : start + HISTORY_PAGE]]
            body = {"propertiesWithHistory": list(self.kind.history), "properties": [], "inputs": inputs}
            for row in self.api.post(f"{self._path}/batch/read", body).get("results", []):
                for name, past in row.get("propertiesWithHistory", {}).items():
                    for value in _spells(past):
                        yield {FILE: f"{one_of}_property_history", f"{one_of}_id": str(row["id"]), "name": name} | value

    def _finish(self, place: dict[str, Any]) -> Extract:
        whole = self.since is None
        names = {self.kind.file: (*_OWN, *self.properties, *self.kind.associated)}
        names |= _OTHER_FILES.get(self.kind.file, {})
        files, rows = [], 0
        for name, columns in names.items():
            target = self.folder / f"{name}.parquet"
            number = self.pages.written(name, tuple(dict.fromkeys(columns)), target)
            rows += number if name == self.kind.file else 0
            if number:  # an empty file would land nothing and retire nothing
                files.append(self.hubspot.file(self.feed, name, target, whole=whole))
        remarks = self._reconciled(rows, place["expected"])
        return Extract(tuple(files), rows, {"at": place["begun"]}, whole and bool(files), (), remarks)

    def _reconciled(self, rows: int, expected: int | None) -> tuple[str, ...]:
        if expected is None or rows >= expected:
            return ()
        return (f"HubSpot told of {expected:,} rows and gave {rows:,}: the others were deleted or merged meanwhile.",)


def _spells(past: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """What a property was, since when, and until when (nothing: it still is): the past is told newest first."""
    until = None
    for one in sorted(past, key=lambda one: str(one.get("timestamp") or ""), reverse=True):
        yield {"value": one.get("value"), "timestamp": one.get("timestamp"), "until": until}
        until = one.get("timestamp")


def _moved(place: dict[str, Any], after: str | None, then: str) -> dict[str, Any]:
    return {**place, "after": after, "part": place["part"] if after is not None else then}


def _next_page(page: dict[str, Any]) -> str | None:
    said = page.get("paging", {}).get("next", {}).get("after")
    return None if said is None else str(said)


def _filter(name: str, operator: str, value: object) -> dict[str, str]:
    return {"propertyName": name, "operator": operator, "value": str(value)}


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _plain(value: Any) -> Any:
    return ("true" if value else "false") if isinstance(value, bool) else value
