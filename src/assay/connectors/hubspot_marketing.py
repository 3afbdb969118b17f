"""HubSpot's lists and their members, forms, marketing e-mails and campaigns, as rows for the preset.

Lists, campaigns and forms have no stamp to ask by: they are read in whole. Submissions and e-mail events are read since the
last pull. Of a submission only its address is kept: what else was written into a form is not ours to read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from assay.connectors.connector import Cursor, Extract, Feed
from assay.connectors.http_api import HttpApi
from assay.connectors.pages import FILE, Pages
from assay.connectors.text_parquet import TextParquet, batches
from assay.plural import many
from assay.settings.sources import HubspotSource
from assay.sources.files import Source as File
from assay.sources.shape import Progress

VERSION = "2026-09"
PAGE, LISTS_PAGE, MEMBERS_PAGE, SUBMISSIONS_PAGE, EVENTS_PAGE, CONTACTS_BATCH = 100, 250, 250, 50, 1000, 100
CONTACTS, COMPANIES = "0-1", "0-2"
"""HubSpot's own numbers for what a list has; lists of anything else are passed over."""
Place = dict[str, Any]
Step = tuple[list[dict[str, Any]], Place]
"""Rows of one page, and where the next one is; `part` "done" where there is none."""


@dataclass(frozen=True)
class MarketingFeed:
    """The files that a feed gives with their columns, and whether they are all there is each time."""

    files: Mapping[str, tuple[str, ...]]
    whole: bool


MARKETING = {
    "lists": MarketingFeed({"list_companies": ("list_id", "list_name", "company_id", "added_at")}, whole=True),
    "forms": MarketingFeed(
        {"form_submissions": ("form_id", "title", "conversion_id", "submittedAt", "page_url", "email")}, whole=False
    ),
    "email_campaigns": MarketingFeed({"email_campaigns": ("id", "name", "subject", "type")}, whole=True),
    "email_events": MarketingFeed(
        {"email_events": ("id", "type", "created", "recipient", "emailCampaignId", "url", "filteredEvent")},
        whole=False,
    ),
    "campaigns": MarketingFeed(
        {"marketing_campaigns": ("id", "hs_name", "hs_start_date", "hs_end_date", "hs_currency_code", "updatedAt")},
        whole=True,
    ),
}


class MarketingReading:
    """One such feed being read, page by page; each page is a place to go on from."""

    def __init__(
        self, source: HubspotSource, api: HttpApi, feed: Feed, since: Cursor | None, folder: Path, progress: Progress
    ) -> None:
        self._source, self._api, self._feed, self._folder, self._progress = source, api, feed, folder, progress
        said = since.get("at") if since else None
        self._since = datetime.fromisoformat(str(said)) - timedelta(minutes=source.overlap_minutes) if said else None
        self._pages = Pages(folder, feed.name, source.name)

    def extract(self) -> Extract:
        steps: dict[str, Callable[[Place], Step]] = {
            "lists": self._list_step,
            "forms": self._form_step,
            "email_campaigns": self._email_campaign_step,
            "email_events": self._event_step,
            "campaigns": self._campaign_step,
        }
        place = self._pages.place or {"part": "begin", "begun": None}
        while place["part"] != "done":
            rows, following = steps[self._feed.name](place)
            place = {**following, "begun": place["begun"] or self._api.now.isoformat()}
            self._pages.add(rows, place)
            self._progress(self._feed.name, self._pages.rows, None)
        return self._finish(place)

    def _finish(self, place: Place) -> Extract:
        made = MARKETING[self._feed.name]
        files, rows = [], 0
        remarks: tuple[str, ...] = ()
        for name, columns in made.files.items():
            target, label = self._folder / f"{name}.parquet", f"{self._source.name}/{name}"
            if self._feed.name == "lists":
                number, remarks = _write_companies(self._pages, columns, target)
            else:
                number = self._pages.written(name, columns, target)
            if number:
                files.append(File(target, label, self._feed.to, True, made.whole, label))
                rows += number
        return Extract(tuple(files), rows, {"at": place["begun"]}, made.whole and bool(files), (), remarks)

    # ---- Lists and who is on them ---------------------------------------------------------------------------------------
    def _list_step(self, place: Place) -> Step:
        if place["part"] in ("begin", "lists"):
            return self._lists(place)
        (number, kind, name), *left = place["lists"]
        params = {"limit": MEMBERS_PAGE, "after": place.get("after")}
        page = self._api.get(f"/crm/lists/{VERSION}/{number}/memberships", **params)
        rows = list(self._members(kind, number, name, page.get("results", [])))
        after = _next_page(page)
        left = place["lists"] if after is not None else left
        return rows, {"part": "members" if left else "done", "lists": left, "after": after}

    def _lists(self, place: Place) -> Step:
        body = {"query": "", "count": LISTS_PAGE, "offset": place.get("offset", 0)}
        page = self._api.post(f"/crm/lists/{VERSION}/search", body)
        told = [one for one in page.get("lists", ()) if one.get("objectTypeId") in (CONTACTS, COMPANIES)]
        said = ([str(one["listId"]), one["objectTypeId"], one["name"]] for one in told)
        lists = _joined(place.get("lists", ()), said)
        if page.get("hasMore"):
            return [], {"part": "lists", "lists": lists, "offset": page["offset"]}
        return [], {"part": "members" if lists else "done", "lists": lists, "after": None}

    def _members(
        self, kind: str, number: str, name: str, members: Sequence[Mapping[str, Any]]
    ) -> Iterator[dict[str, Any]]:
        ids = [str(one["recordId"]) for one in members]
        companies = self._companies(ids) if kind == CONTACTS else {one: one for one in ids}
        for one, member in zip(members, ids, strict=True):
            said = {"list_id": number, "list_name": name, "added_at": one.get("membershipTimestamp")}
            yield {FILE: "list_companies", **said, "company_id": companies.get(member)}

    def _companies(self, contacts: Sequence[str]) -> dict[str, str | None]:
        """The company of each contact: the contacts that have not changed do not come with this pull."""
        companies: dict[str, str | None] = {}
        for start in range(0, len(contacts), CONTACTS_BATCH):
            part = contacts[start : start + CONTACTS_BATCH]
            body = {"properties": ["associatedcompanyid"], "inputs": [{"id": one} for one in part]}
            for one in self._api.post(f"/crm/objects/{VERSION}/contacts/batch/read", body).get("results", ()):
                companies[str(one["id"])] = one.get("properties", {}).get("associatedcompanyid")
        return companies

    # ---- Forms and what was submitted -----------------------------------------------------------------------------------
    def _form_step(self, place: Place) -> Step:
        if place["part"] in ("begin", "forms"):
            page = self._api.get(f"/marketing/forms/{VERSION}", limit=PAGE, after=place.get("after"))
            said = ([str(one["id"]), one.get("name")] for one in page.get("results", ()))
            forms = _joined(place.get("forms", ()), said)
            after = _next_page(page)
            part = "forms" if after is not None else "submissions" if forms else "done"
            return [], {"part": part, "forms": forms, "after": after}
        (form, title), *left = place["forms"]
        params = {"limit": SUBMISSIONS_PAGE, "after": place.get("after")}
        page = self._api.get(f"/form-integrations/v1/submissions/forms/{form}", **params)
        told = [one for one in page.get("results", ()) if self._is_new(one["submittedAt"])]
        after = _next_page(page) if len(told) == len(page.get("results", ())) else None  # the newest come first
        left = place["forms"] if after is not None else left
        rows = [_submission(form, title, one) for one in told]
        return rows, {"part": "submissions" if left else "done", "forms": left, "after": after}

    def _is_new(self, milliseconds: int) -> bool:
        return self._since is None or int(milliseconds) >= int(self._since.timestamp() * 1000)

    # ---- Marketing e-mails, what became of them, campaigns --------------------------------------------------------------
    def _email_campaign_step(self, place: Place) -> Step:
        page = self._api.get("/email/public/v1/campaigns", limit=PAGE, offset=place.get("offset"))
        told = (self._api.get(f"/email/public/v1/campaigns/{one['id']}") for one in page.get("campaigns", ()))
        columns = MARKETING["email_campaigns"].files["email_campaigns"]
        return [{FILE: "email_campaigns", **{name: one.get(name) for name in columns}} for one in told], _offset(page)

    def _event_step(self, place: Place) -> Step:
        start = int(self._since.timestamp() * 1000) if self._since else None
        params = {"limit": EVENTS_PAGE, "startTimestamp": start, "offset": place.get("offset")}
        page = self._api.get("/email/public/v1/events", **params)
        columns = MARKETING["email_events"].files["email_events"]
        rows = [{FILE: "email_events", **{name: _plain(one.get(name)) for name in columns}} for one in page["events"]]
        return rows, _offset(page)

    def _campaign_step(self, place: Place) -> Step:
        own = ("hs_name", "hs_start_date", "hs_end_date", "hs_currency_code")
        params = {"limit": PAGE, "after": place.get("after"), "properties": ",".join(own)}
        page = self._api.get(f"/marketing/campaigns/{VERSION}", **params)
        rows = [
            {FILE: "marketing_campaigns", "id": str(one["id"]), "updatedAt": one.get("updatedAt")}
            | {name: one.get("properties", {}).get(name) for name in own}
            for one in page.get("results", ())
        ]
        after = _next_page(page)
        return rows, {"part": "campaigns" if after is not None else "done", "after": after}


def _write_companies(pages: Pages, columns: Sequence[str], target: Path) -> tuple[int, tuple[str, ...]]:
    """Each company of a list once, since the first of its contacts came; returns their number, and what is left out."""
    first: dict[tuple[str, str], dict[str, Any]] = {}
    alone = 0
    for row in pages.read():
        if not row["company_id"]:
            alone += 1
            continue
        held = first.setdefault((row["list_id"], row["company_id"]), row)
        if str(row["added_at"] or "") < str(held["added_at"] or ""):
            first[row["list_id"], row["company_id"]] = row
    with TextParquet(target, columns, plain=True) as parquet:
        for rows in batches([row[name] for name in columns] for row in first.values()):
            parquet.write(rows)
    remarks = (f"{many(alone, 'contact')} on lists {'has' if alone == 1 else 'have'} no company.",) if alone else ()
    return parquet.rows, remarks


def _submission(form: str, title: str | None, said: Mapping[str, Any]) -> dict[str, Any]:
    addresses = [one["value"] for one in said.get("values", ()) if str(one.get("name", "")).casefold() == "email"]
    return {
        FILE: "form_submissions",
        "form_id": form,
        "title": title,
        "conversion_id": said.get("conversionId"),
        "submittedAt": said["submittedAt"],
        "page_url": said.get("pageUrl"),
        "email": addresses[0] if addresses else None,
    }


def _joined(known: Iterable[list[Any]], told: Iterable[list[Any]]) -> list[list[Any]]:
    """Each once: what is told again is nothing new."""
    return [json.loads(one) for one in dict.fromkeys(json.dumps(one) for one in (*known, *told))]


def _offset(page: Mapping[str, Any]) -> Place:
    """HubSpot's first API has offsets that only it understands."""
    return {"part": "more", "offset": page["offset"]} if page.get("hasMore") else {"part": "done"}


def _next_page(page: Mapping[str, Any]) -> str | None:
    said = page.get("paging", {}).get("next", {}).get("after")
    return None if said is None else str(said)


def _plain(value: Any) -> Any:
    return ("true" if value else "false") if isinstance(value, bool) else value
