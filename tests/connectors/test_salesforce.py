"""Salesforce: jobs in pages, changed and deleted rows, a token that runs out, objects that an org does not have."""

from __future__ import annotations

import json
import re
import threading
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from assay.outbound.fields import NAMES

SECRET = "correct-horse-battery"
FIELDS = {
    "Id": "id",
    "Name": "string",
    "AnnualRevenue": "currency",
    "IsDeleted": "boolean",
    "SystemModstamp": "datetime",
    "BillingAddress": "address",
    "Description": "textarea",
}
OURS = tuple(f"{name}__c" for name in NAMES)
MAPPING = """
[[table]]
to = "accounts"
from = "account"
modified_at = "SystemModstamp"
[table.columns]
account_id = "Id"
name = "Name"
annual_revenue = "AnnualRevenue"
is_excluded = "IsDeleted"
"""


class Org:
    def __init__(self):
        self.custom: dict[str, dict[str, object]] = {}
        """What stands in the fields of ours, by account."""
        self.has_fields = True
        self.invalid: dict[str, str] = {}
        self.updates: list[list[str]] = []
        self.rows: dict[str, list[str]] = {}
        self.queries: list[str] = []
        self.described = {"Account"}
        """The objects that it has, all with the fields and rows of accounts."""
        self.jobs: dict[str, list[list[str]]] = {}
        self.tokens = 0
        self.clock = lambda: datetime.now(UTC)
        self.running = 1
        """So many times a job is not ready yet."""

    def put(self, number, name, revenue, deleted="false", at="2026-01-01T00:00:00.000Z"):
        self.rows[number] = [number, name, revenue, deleted, at]

    def begin(self, query):
        self.queries.append(query)
        since = re.search(r"SystemModstamp >= (\S+)", query)
        found = [row for row in self.rows.values() if not since or row[4][:19] >= since.group(1)[:19]]
        self.jobs[str(len(self.queries))] = sorted(found, key=lambda row: (row[4], row[0]))
        return str(len(self.queries))


class Handler(BaseHTTPRequestHandler):
    org: Org

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.path == "/services/oauth2/token":
            if SECRET not in body:
                return self.say(400, {"error": "invalid_client", "error_description": "invalid client credentials"})
            self.org.tokens += 1
            return self.say(200, {"access_token": f"token-number-{self.org.tokens}"})
        if self.path.endswith("/composite/sobjects/Account"):
            asked = json.loads(body)
            known = [self.org.custom.get(one, {}) if one in self.org.rows else None for one in asked["ids"]]
            rows = [None if row is None else {name: row.get(name) for name in asked["fields"]} for row in known]
            return self.say(200, rows)
        return self.say(200, {"id": self.org.begin(json.loads(body)["query"])})

    def do_PATCH(self):
        told = []
        records = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["records"]
        for row in records:
            number = row.pop("id")
            if problem := self.org.invalid.get(number):
                error = {"statusCode": "FIELD_CUSTOM_VALIDATION_EXCEPTION", "message": problem, "fields": []}
                told.append({"id": number, "success": False, "errors": [error]})
                continue
            self.org.custom.setdefault(number, {}).update({k: v for k, v in row.items() if k != "attributes"})
            self.org.rows[number][4] = "2026-11-01T00:00:00.000Z"
            told.append({"id": number, "success": True, "errors": []})
        self.org.updates.append([one["id"] for one in told if one["success"]])
        return self.say(200, told)

    def do_GET(self):
        url = urlsplit(self.path)
        if self.headers["Authorization"] == "Bearer token-number-1" and "results" in url.path:
            return self.say(401, [{"message": "Session expired or invalid", "errorCode": "INVALID_SESSION_ID"}])
        match url.path.split("/")[4:]:
            case ["sobjects", name, "describe"] if name in self.org.described:
                own = dict.fromkeys(OURS, "string") if self.org.has_fields else {}
                return self.say(
                    200, {"fields": [{"name": name, "type": type} for name, type in (FIELDS | own).items()]}
                )
            case ["sobjects", _, "describe"]:
                return self.say(404, [{"message": "The requested resource does not exist", "errorCode": "NOT_FOUND"}])
            case ["jobs", "query", _]:
                self.org.running -= 1
                return self.say(200, {"state": "InProgress" if self.org.running >= 0 else "JobComplete"})
            case ["jobs", "query", job, "results"]:
                start = int(parse_qs(url.query).get("locator", ["0"])[0])
                rows = self.org.jobs[job]
                lines = [
                    "Id,Name,AnnualRevenue,IsDeleted,SystemModstamp",
                    *(",".join(row) for row in rows[start : start + 2]),
                ]
                following = str(start + 2) if len(rows) > start + 2 else "null"
                headers = {"Sforce-Locator": following, "Sforce-NumberOfRecords": str(len(lines) - 1)}
                return self.say(200, "\n".join(lines) + "\n", headers)
        raise AssertionError(url.path)

    def say(self, status, said, headers=None):
        text = (said if isinstance(said, str) else json.dumps(said)).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(text)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text)

    def date_time_string(self, timestamp=None):  # noqa: ARG002
        return format_datetime(self.org.clock(), usegmt=True)

    def log_message(self, *_):
        """Silent."""


@pytest.fixture
def org(pulling, monkeypatch):
    org = Org()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("OrgHandler", (Handler,), {"org": org}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("SF_ID", "an-app-of-ours")
    monkeypatch.setenv("SF_SECRET", SECRET)
    (pulling.path / "m.toml").write_text(MAPPING, "utf-8")
    pulling.declare(
        f'[[sources]]\nname = "sf"\nkind = "salesforce"\nbase_url = "http://127.0.0.1:{server.server_port}"\n'
        'client_id = { env = "SF_ID" }\nclient_secret = { env = "SF_SECRET" }\n'
        'objects = ["Account", "CurrencyType"]\nmapping = "m.toml"\n'
    )
    for number in range(1, 6):
        org.put(f"00{number}", f'"Company, {number}"', "1.234")
    yield org
    server.shutdown()
    server.server_close()


def test_pages_changes_deletes_and_a_token_that_runs_out(pulling, org):
    report = pulling.pull()
    assert (report.error, report.counts["loaded"], org.tokens) == (None, 5, 2)
    assert "Description" not in org.queries[0]
    assert "BillingAddress" not in org.queries[0]
    assert "assay_" not in org.queries[0]  # what we write is not read back
    assert org.queries[0].endswith("ORDER BY SystemModstamp, Id")
    assert pulling.rows("accounts", "name, CAST(annual_revenue AS DOUBLE)")[0] == ("Company, 1", 1.234)
    assert "CurrencyType" in report.feeds[1].remarks[0]
    org.put("002", "Two", "5", at="2099-01-01T00:00:00.000Z")
    org.put("003", "Three", "5", deleted="true", at="2099-01-02T00:00:00.000Z")
    report = pulling.pull()
    assert (report.error, report.feeds[0].rows, report.counts["loaded"]) == (None, 2, 2)
    assert pulling.rows("accounts", "account_id, is_excluded")[1:3] == [("002", False), ("003", True)]
    assert b"token-number" not in pulling.everything_written()
    assert SECRET.encode() not in pulling.everything_written()


def test_wrong_credentials_are_told(pulling, org, monkeypatch):
    monkeypatch.setenv("SF_SECRET", "another-secret-of-mine")
    assert pulling.pull().error == "Source 'sf' does not let us in: invalid client credentials."
    assert org.queries == []


def test_what_others_are_looked_up_in_comes_in_whole_each_time(pulling, org):
    """Else a rate that changes alone would not be known by its currency."""
    org.described |= {"CurrencyType"}
    for loaded in (5, 0, 0):  # on a quiet day it comes alone, and no table of the mapping is about it
        report = pulling.pull()
        assert (report.error, report.counts["loaded"]) == (None, loaded)
    asked = [query for query in org.queries if " FROM CurrencyType" in query]
    assert (len(asked), [query for query in asked if "WHERE" in query]) == (3, [])
    assert len([query for query in org.queries if " FROM Account WHERE" in query]) == 2


def test_a_locator_that_leads_back_is_noticed_and_the_next_pull_asks_anew(pulling, org, monkeypatch):
    answered = Handler.say

    def circling(handler, status, said, headers=None):
        if headers and "Sforce-Locator" in headers:
            headers["Sforce-Locator"] = "2"
        answered(handler, status, said, headers)

    with monkeypatch.context() as patched:
        patched.setattr(Handler, "say", circling)
        assert "Source 'sf': Account leads to a page that was read before" in pulling.pull().error
    assert pulling.pull().counts["loaded"] == 5
    assert len(org.queries) == 2
