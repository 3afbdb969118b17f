"""A HubSpot of a test's own, with its traps: pages, pauses, searches without associations, scopes, late associations."""

from __future__ import annotations

import json
import ssl
import threading
from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "correct-horse-battery"
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
PAGE = 2
"""Rows of a page, whatever limit is asked for: tests stay small."""
MODIFIED = {"contacts": "lastmodifieddate"}


class HubspotFake:
    """`clock` is its time; what changed within `lag` is not yet found by a search, as HubSpot's index comes later."""

    def __init__(self) -> None:
        self.clock: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.lag = timedelta(0)
        ada = {"id": "77", "email": "ada@own.example", "firstName": "Ada", "lastName": "King", "archived": False}
        self.owners: list[dict[str, Any]] = [ada]
        self.objects: dict[str, dict[int, dict[str, Any]]] = {}
        self.associations: dict[tuple[str, str], dict[int, list[tuple[int, int]]]] = {}
        self.history: dict[int, list[tuple[str, str]]] = {}
        self.targets: dict[int, list[tuple[str, str]]] = {}
        """The past of `hs_is_target_account` of companies, newest first."""
        self.lists: dict[int, tuple[str, str, list[tuple[int, str]]]] = {}
        """Object type, name and members (id, since) of each list."""
        self.forms: dict[str, list[dict[str, Any]]] = {}
        """Submissions of each form, newest first, as the API gives them."""
        self.email_events: list[dict[str, Any]] = []
        self.email_campaigns: dict[int, dict[str, Any]] = {}
        self.campaigns: dict[str, dict[str, str]] = {}
        self.requests: list[str] = []
        self.edits = 0
        self._numbers: dict[tuple[str, bool], tuple[Any, list[int]]] = {}
        self.pauses = 0
        """So many of the next answers are 429."""
        self.fails_after: int | None = None
        """So many answers, then none but 403."""
        self.forbidden: set[str] = set()
        self.custom: list[str] = []
        """Properties of companies besides HubSpot's own."""
        self.invalid: dict[str, str] = {}
        """Companies that a validation rule of the administrator holds against writes: by id, what it says."""
        self.halves = False
        """Whether one invalid record fails its whole batch (400), instead of being told of (207)."""
        self.updates: list[list[str]] = []
        """Ids of each batch that was written."""
        self.base_url = ""

    def put(self, kind: str, number: int, at: datetime | None = None, **properties: Any) -> None:
        """Creates or changes an object, by now unless `at` says when."""
        self.edits += 1
        row = self.objects.setdefault(kind, {}).setdefault(
            number, {"properties": {}, "archived": False, "archivedAt": None}
        )
        row["at"] = at or self.clock()
        row["properties"] |= {name: str(value) for name, value in properties.items()}
        row["properties"] |= {MODIFIED.get(kind, "hs_lastmodifieddate"): _iso(row["at"]), "hs_object_id": str(number)}

    def numbers(self, kind: str, archived: bool) -> list[int]:
        """Ids in order, kept until an object comes, goes or is archived: a portal may have millions."""
        rows = self.objects.get(kind, {})
        state = (len(rows), self.edits)
        if self._numbers.get((kind, archived), (None, []))[0] != state:
            found = sorted(one for one, row in rows.items() if row["archived"] is archived)
            self._numbers[kind, archived] = (state, found)
        return self._numbers[kind, archived][1]

    def archive(self, kind: str, number: int) -> None:
        self.edits += 1
        self.objects[kind][number] |= {"archived": True, "archivedAt": _iso(self.clock())}

    def merge(self, kind: str, loser: int, survivor: int) -> None:
        del self.objects[kind][loser]
        before = self.objects[kind][survivor]["properties"].get("hs_merged_object_ids")
        self.put(kind, survivor, hs_merged_object_ids=";".join(filter(None, [before, str(loser)])))

    def associate(self, kind: str, number: int, other: str, to: int, type_id: int = 0) -> None:
        """No object counts as modified by it."""
        self.associations.setdefault((kind, other), {}).setdefault(number, []).append((to, type_id))

    @contextmanager
    def serving(self, tls: ssl.SSLContext | None = None) -> Iterator[HubspotFake]:
        server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"fake": self}))
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        self.base_url = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}"
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()

    def told(self, kind: str, number: int, wanted: list[str]) -> dict[str, Any]:
        row = self.objects[kind][number]
        properties = {name: row["properties"].get(name) for name in wanted}
        said = {
            "id": str(number),
            "createdAt": _iso(LONG_AGO),
            "updatedAt": _iso(row["at"]),
            "archived": row["archived"],
        }
        return {**said, "archivedAt": row["archivedAt"], "properties": properties}


class _Handler(BaseHTTPRequestHandler):
    fake: HubspotFake

    def do_GET(self) -> None:
        self.answered({})

    def do_POST(self) -> None:
        self.answered(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def answered(self, body: dict[str, Any]) -> None:
        fake, url = self.fake, urlsplit(self.path)
        fake.requests.append(url.path)
        if self.headers["Authorization"] != f"Bearer {TOKEN}":
            return self.say(401, {"message": "Authentication credentials not found."})
        if fake.pauses:
            fake.pauses -= 1
            return self.say(429, {"message": "You have reached your secondly limit."}, {"Retry-After": "0"})
        if fake.fails_after is not None:
            fake.fails_after -= 1
            if fake.fails_after < 0:
                return self.say(400, {"message": "out of order"})
        for name in fake.forbidden:
            if f"/objects/2026-09/{name}" in url.path or f"/{name}/2026-09" in url.path:
                scopes = [{"context": {"requiredGranularScopes": [f"crm.objects.{name}.read"]}}]
                return self.say(403, {"category": "MISSING_SCOPES", "message": "no scope", "errors": scopes})
        asked = {name: values[0] for name, values in parse_qs(url.query).items()}
        if url.path.endswith("/companies/batch/update"):
            return self.updated(body)
        return self.say(200, self.routed(_dated(url.path.strip("/").split("/")), asked, body))

    def updated(self, body: dict[str, Any]) -> None:
        fake = self.fake
        unknown = {name for one in body["inputs"] for name in one["properties"]} - set(fake.custom)
        bad = [one["id"] for one in body["inputs"] if one["id"] in fake.invalid]
        if unknown or (bad and fake.halves):
            return self.say(400, {"category": "VALIDATION_ERROR", "message": f"wrong: {sorted(unknown) or bad[0]}"})
        assert len(body["inputs"]) <= 100
        good = [one for one in body["inputs"] if one["id"] not in bad]
        fake.updates.append([one["id"] for one in good])
        for one in good:
            fake.put("companies", int(one["id"]), **one["properties"])
        errors = [{"status": "error", "message": fake.invalid[one], "context": {"ids": [one]}} for one in bad]
        results = [{"id": one["id"], "properties": one["properties"]} for one in good]
        return self.say(207 if errors else 200, {"status": "COMPLETE", "results": results, "errors": errors})

    def routed(self, parts: list[str], asked: dict[str, str], body: dict[str, Any]) -> dict[str, Any]:
        match parts:
            case ["crm", "owners", "2026-09"]:
                return {"results": self.fake.owners if asked.get("archived") != "true" else []}
            case ["crm", "pipelines", "2026-09", "deals"]:
                stages = [
                    {
                        "id": "s1",
                        "label": "Open",
                        "displayOrder": 0,
                        "metadata": {"isClosed": "false", "probability": "0.2"},
                    },
                    {
                        "id": "s2",
                        "label": "Won",
                        "displayOrder": 1,
                        "metadata": {"isClosed": "true", "probability": "1.0"},
                    },
                ]
                return {"results": [{"id": "default", "label": "Sales", "displayOrder": 0, "stages": stages}]}
            case ["crm", "objects", "2026-09", kind]:
                return self.listed(kind, asked)
            case ["crm", "objects", "2026-09", kind, "search"]:
                return self.searched(kind, body)
            case ["crm", "properties", "2026-09", "companies"]:
                return {"results": [{"name": name} for name in ("name", "domain", *self.fake.custom)]}
            case ["crm", "objects", "2026-09", kind, "batch", "read"]:
                assert len(body["inputs"]) <= (50 if body.get("propertiesWithHistory") else 100)
                there = self.fake.objects.get(kind, {})
                known = [int(one["id"]) for one in body["inputs"] if int(one["id"]) in there]
                if body.get("propertiesWithHistory"):
                    return {"results": [self.past(kind, one) for one in known]}
                return {"results": [self.fake.told(kind, one, body["properties"]) for one in known]}
            case ["crm", "associations", "2026-09", kind, other, "batch", "read"]:
                return {"results": [found for one in body["inputs"] if (found := self.associated(kind, other, one))]}
            case ["crm", "lists", "2026-09", "search"]:
                found = [
                    {"listId": str(one), "objectTypeId": made[0], "name": made[1]}
                    for one, made in self.fake.lists.items()
                ]
                start = body["offset"]
                more = {"hasMore": len(found) > start + PAGE, "offset": start + PAGE}
                return {"lists": found[start : start + PAGE], **more}
            case ["crm", "lists", "2026-09", number, "memberships"]:
                members = [
                    {"recordId": str(one), "membershipTimestamp": at} for one, at in self.fake.lists[int(number)][2]
                ]
                return self.paged(members, asked)
            case ["marketing", "forms", "2026-09"]:
                return self.paged([{"id": name, "name": f"Form {name}"} for name in self.fake.forms], asked)
            case ["form-integrations", "v1", "submissions", "forms", form]:
                return self.paged(self.fake.forms[form], asked)
            case ["marketing", "campaigns", "2026-09"]:
                found = [{"id": one, "properties": said} for one, said in self.fake.campaigns.items()]
                return self.paged(found, asked)
            case ["email", "public", "v1", "campaigns"]:
                return self.by_offset("campaigns", [{"id": one} for one in self.fake.email_campaigns], asked)
            case ["email", "public", "v1", "campaigns", number]:
                return self.fake.email_campaigns[int(number)]
            case ["email", "public", "v1", "events"]:
                start = int(asked.get("startTimestamp", 0))
                return self.by_offset(
                    "events", [one for one in self.fake.email_events if one["created"] >= start], asked
                )
        raise AssertionError(parts)

    def listed(self, kind: str, asked: dict[str, str]) -> dict[str, Any]:
        archived = asked.get("archived") == "true"
        wanted = asked.get("properties", "").split(",")
        numbers = self.fake.numbers(kind, archived)
        numbers = numbers[bisect_right(numbers, int(asked.get("after", 0))) :][: PAGE + 1]
        page = {"results": [self.fake.told(kind, one, wanted) for one in numbers[:PAGE]]}
        if len(numbers) > PAGE:
            page["paging"] = {"next": {"after": str(numbers[PAGE - 1])}}
        return page

    def searched(self, kind: str, body: dict[str, Any]) -> dict[str, Any]:
        assert body.get("after") is None, "beyond 10,000 results a search gives none"
        living = {one: row for one, row in sorted(self.fake.objects.get(kind, {}).items()) if not row["archived"]}
        found = [
            one
            for one, row in living.items()
            if row["at"] <= self.fake.clock() - self.fake.lag
            and any(all(_holds(rule, row["properties"]) for rule in group["filters"]) for group in body["filterGroups"])
        ]
        results = [self.fake.told(kind, one, body["properties"]) for one in found[:PAGE]]
        return {"total": len(found), "results": results}

    def past(self, kind: str, number: int) -> dict[str, Any]:
        name, pasts = {
            "deals": ("dealstage", self.fake.history),
            "companies": ("hs_is_target_account", self.fake.targets),
        }[kind]
        told = [{"value": value, "timestamp": at} for value, at in pasts.get(number, [])]
        return {"id": str(number), "propertiesWithHistory": {name: told}}

    def paged(self, rows: list[dict[str, Any]], asked: dict[str, str]) -> dict[str, Any]:
        start = int(asked.get("after", 0))
        more = {"paging": {"next": {"after": str(start + PAGE)}}} if len(rows) > start + PAGE else {}
        return {"results": rows[start : start + PAGE], **more}

    def by_offset(self, name: str, rows: list[dict[str, Any]], asked: dict[str, str]) -> dict[str, Any]:
        """HubSpot's first API: an offset that says nothing, and whether there is more."""
        start = int(asked.get("offset", "opaque-0").removeprefix("opaque-"))
        return {
            name: rows[start : start + PAGE],
            "hasMore": len(rows) > start + PAGE,
            "offset": f"opaque-{start + PAGE}",
        }

    def associated(self, kind: str, other: str, one: dict[str, Any]) -> dict[str, Any] | None:
        everything = self.fake.associations.get((kind, other), {}).get(int(one["id"]), [])
        start = int(one.get("after", 0))
        to = [
            {"toObjectId": to, "associationTypes": [{"typeId": type_id}]}
            for to, type_id in everything[start : start + 1]
        ]
        more = {"paging": {"next": {"after": str(start + 1)}}} if len(everything) > start + 1 else {}
        return {"from": {"id": one["id"]}, "to": to, **more} if everything else None

    def say(self, status: int, said: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        text = json.dumps(said).encode()
        self.send_response(status)
        for name, value in {
            "Content-Type": "application/json",
            "Content-Length": str(len(text)),
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text)

    def date_time_string(self, timestamp: float | None = None) -> str:  # noqa: ARG002
        return format_datetime(self.fake.clock(), usegmt=True)

    def log_message(self, *_: object) -> None:
        """Tests read the server's own list instead."""


def _dated(parts: list[str]) -> list[str]:
    """Numbered paths, which independent clients still call, as the dated ones: crm/v3/objects → crm/objects/2026-09."""
    return ["crm", parts[2], "2026-09", *parts[3:]] if parts[:1] == ["crm"] and parts[1] in ("v3", "v4") else parts


def _holds(rule: dict[str, str], properties: dict[str, str]) -> bool:
    said = properties.get(rule["propertyName"])
    if said is None:
        return False
    number = (
        int(said) if said.isdigit() else int(datetime.fromisoformat(said.replace("Z", "+00:00")).timestamp() * 1000)
    )
    limit = int(rule["value"])
    return {"GT": number > limit, "GTE": number >= limit}[rule["operator"]]


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
