"""Matomo's Live API: days and pages, the last days again, never the token in an address."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from assay.connectors import matomo, pages

TOKEN = "correct-horse-battery"
TODAY = datetime.now(UTC).replace(hour=0, minute=30, second=0, microsecond=0)


def visit(number, at, user=None):
    second = int(at.timestamp())
    action = {
        "type": "action",
        "timestamp": second,
        "pageId": number,
        "url": "https://own.example/",
        "timeSpent": "12",
        "pageTitle": "secret title",
    }
    return {"idVisit": str(number), "visitorId": f"v{number}", "visitIp": "192.0.2.7", "userId": user, "firstActionTimestamp": second,
            "serverTimestamp": second, "city": "Paris", "actionDetails": [action]}  # fmt: skip


class _Live(BaseHTTPRequestHandler):
    def do_POST(self):
        form = {
            name: said[0]
            for name, said in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()
        }
        site = self.server
        site.asked.append((self.path, form["date"], int(form["filter_offset"])))
        if form["token_auth"] != TOKEN:
            said = {"result": "error", "message": "You can't access this resource."}
        elif site.fails and len(site.asked) == site.fails:
            said = {"result": "error", "message": "out of order"}
        else:
            day = [
                one
                for one in site.visits
                if datetime.fromtimestamp(one["serverTimestamp"], UTC).date().isoformat() == form["date"]
            ]
            start = int(form["filter_offset"])
            said = day[start : start + int(form["filter_limit"])]
        text = json.dumps(said).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        """Silent."""


@pytest.fixture
def site(pulling, monkeypatch):
    monkeypatch.setenv("MATOMO", TOKEN)
    monkeypatch.setattr(matomo, "PAGE", 2)
    with ThreadingHTTPServer(("127.0.0.1", 0), _Live) as server:
        server.visits, server.asked, server.fails = [], [], 0
        for number in range(5):
            server.visits.append(visit(number, TODAY - timedelta(days=1, minutes=number)))
        server.visits.append(visit(9, TODAY, "eva@c1.example"))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        pulling.declare(
            f'[[sources]]\nname = "web"\nkind = "matomo"\nurl = "http://127.0.0.1:{server.server_port}/stats"\nsite = 1\n'
            'token = { env = "MATOMO" }\nfirst_days = 3\n'
        )
        yield server
        server.shutdown()


def test_days_and_pages_then_the_last_days_again(pulling, site):
    report = pulling.pull()
    assert (report.error, report.counts["quarantined"]) == (None, 0)
    assert pulling.rows("touches", "kind, visitor_id, session_id, seconds, email")[-1] == (
        *("page_view", "v9", "9", 12, "eva@c1.example"),
    )
    assert len(pulling.rows("touches", "touch_id")) == 6
    assert {path for path, *_ in site.asked} == {"/stats/index.php"}
    assert b"secret title" not in pulling.everything_written()
    assert TOKEN.encode() not in pulling.everything_written()
    site.asked.clear()
    site.visits.append(visit(10, TODAY))
    assert pulling.pull().counts["loaded"] == 2  # the visit, and its visitor
    assert min(day for _, day, _ in site.asked) == (TODAY - timedelta(days=1)).date().isoformat()


def test_broken_off_it_goes_on_with_the_page_where_it_was(pulling, site):
    site.fails = 4
    assert "out of order" in pulling.pull().error
    site.fails, failed = 0, site.asked[3]
    site.asked.clear()
    assert pulling.pull().error is None
    assert site.asked[0] == failed
    assert len(pulling.rows("touches", "touch_id")) == 6


@pytest.mark.usefixtures("site")
def test_a_token_that_may_not_is_told_without_it(pulling, monkeypatch):
    monkeypatch.setenv("MATOMO", "another-token-of-mine")
    error = pulling.pull().error
    assert "can't access this resource" in error
    assert "another-token" not in error


def test_a_day_that_gives_the_same_visits_whatever_the_offset_is_broken_off(pulling, site, monkeypatch):
    monkeypatch.setattr(pages, "NOTHING_NEW", 10)
    monkeypatch.setattr(matomo.Matomo, "_visits", lambda *_: site.visits[:2])
    error = pulling.pull().error
    assert "Source 'web': visits leads on from page to page, the last 10 of which had nothing new" in error
