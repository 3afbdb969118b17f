"""Files that have an address: read when they have changed, never a page to sign in at."""

from __future__ import annotations

import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

SHEET = "account_id,name\na1,Alpha\na2,Beta\n"
DECLARED = '[[sources]]\nname = "sheet"\nkind = "web"\nurl = {{ env = "SHEET" }}\n{more}\n'
MEETING = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:x
BEGIN:VEVENT
UID:m1
DTSTART:20260105T090000Z
DTEND:20260105T093000Z
SUMMARY:Talk
ATTENDEE;PARTSTAT=ACCEPTED:mailto:ada@alpha.example
END:VEVENT
END:VCALENDAR
"""


class Site(ThreadingHTTPServer):
    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.content, self.kind, self.status, self.tagged, self.sent = SHEET, "text/csv", 200, True, []


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        site, body = self.server, self.server.content.encode()
        tag = hashlib.sha256(body).hexdigest()
        if self.path.startswith("/moved"):
            status, headers, body = 307, {"Location": "/sheet"}, b""
        elif self.path.startswith("/away"):
            status, headers, body = 307, {"Location": "http://sheets.example.com/x"}, b""
        elif site.tagged and self.headers.get("If-None-Match") == tag:
            status, headers, body = 304, {}, b""
        else:
            status, headers = site.status, {"Content-Type": site.kind, **({"ETag": tag} if site.tagged else {})}
        site.sent.append(status)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def site(monkeypatch):
    with Site() as made:
        thread = threading.Thread(target=made.serve_forever, daemon=True)
        thread.start()
        monkeypatch.setenv("SHEET", f"http://127.0.0.1:{made.server_port}/moved?key=s3cret")
        yield made
        made.shutdown()
        thread.join(10)


@pytest.mark.parametrize("tagged", [True, False])
def test_a_sheet_is_read_when_it_has_changed_and_its_rows_go_with_it(pulling, site, tagged):
    pulling.declare(DECLARED.format(more='to = "accounts"\nwhole = true'))
    site.tagged = tagged
    assert pulling.pull().counts["loaded"] == 2
    assert pulling.pull().loads == ()
    assert site.sent[-1] == (304 if tagged else 200)
    site.content = "account_id,name\na1,Alpha AG\n"
    report = pulling.pull()
    assert (report.counts["loaded"], report.retired) == (1, 1)
    assert pulling.rows("accounts", "name") == [("Alpha AG",)]
    assert b"s3cret" not in pulling.everything_written()


def test_a_calendar_becomes_meetings(pulling, site):
    pulling.declare(DECLARED.format(more='format = "ics"\npreset = "icalendar"'))
    site.content, site.kind = MEETING, "text/calendar"
    report = pulling.pull()
    assert report.error is None
    assert pulling.rows("touches", "kind, email") == [("meeting_held", "ada@alpha.example")]


def test_what_is_no_file_is_told_without_its_address(pulling, site, monkeypatch):
    pulling.declare(DECLARED.format(more='to = "accounts"'))
    site.kind = "text/html; charset=utf-8"
    assert "answered with a page" in pulling.pull().error
    site.kind, site.status = "text/csv", 404
    assert "answered with 404" in pulling.pull().error
    for address in (f"http://127.0.0.1:{site.server_port}/away", "http://sheets.example.com/s3cret", "ftp://x/s3cret"):
        monkeypatch.setenv("SHEET", address)
        report = pulling.pull()
        assert "must begin with https://" in report.error
        assert "s3cret" not in report.error
