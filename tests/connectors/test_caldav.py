"""Calendars by CalDAV, of Radicale: all of a calendar where it has changed, nothing where it has not."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from connectors import servers
from connectors.servers import PASSWORD

DECLARED = (
    '[[sources]]\nname = "meetings"\nkind = "caldav"\nurl = "{url}"\nuser = "ada"\npassword = {{ env = "CALENDAR" }}\n'
)


def meeting(number, who="eva@c1.example", day=5):
    return (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\n"
        f"UID:m{number}\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:202601{day:02}T090000Z\r\nDTEND:202601{day:02}T093000Z\r\n"
        f"SUMMARY:Talk {number}\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:{who}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )


@pytest.mark.services
def test_meetings_come_change_and_go(pulling, tmp_path, monkeypatch):
    monkeypatch.setenv("CALENDAR", PASSWORD)
    with (
        servers.radicale(tmp_path) as port,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", auth=("ada", PASSWORD)) as client,
    ):
        for calendar in ("work", "team"):
            assert client.request("MKCALENDAR", f"/ada/{calendar}/").status_code == 201
        for number in range(1, 251):  # more than one batch
            assert client.put(f"/ada/work/m{number}.ics", content=meeting(number)).status_code == 201
        assert client.put("/ada/team/t.ics", content=meeting("t", "tom@c2.example")).status_code == 201
        pulling.declare(DECLARED.format(url=f"http://127.0.0.1:{port}/ada/"))
        assert (pulling.pull().error, pulling.rows("touches", "count(*)")) == (None, [(251,)])
        report = pulling.pull()
        assert (report.error, report.loads) == (None, ())
        client.put("/ada/work/m1.ics", content=meeting(1, day=7))
        client.delete("/ada/work/m2.ics")
        client.put("/ada/work/new.ics", content=meeting("new"))
        report = pulling.pull()
        assert (report.error, report.counts["loaded"], report.retired) == (
            None,
            2,
            2,
        )  # the one that moved, and the one deleted
        held = dict(pulling.rows("touches", "touch_id, occurred_at::DATE::VARCHAR"))
        assert (len(held), held["calendar:m1::eva@c1.example"]) == (251, "2026-01-07")
        assert not [name for name in held if name.startswith("calendar:m2:")]
        assert PASSWORD.encode() not in pulling.everything_written()
        monkeypatch.setenv("CALENDAR", "wrong-horse")
        assert "does not let 'ada' in" in pulling.pull().error


class _Calendar(BaseHTTPRequestHandler):
    """A server whose answers a test says."""

    def do_PROPFIND(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        status, body = self.server.says
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Silent."""


@pytest.fixture
def calendar(pulling, monkeypatch):
    monkeypatch.setenv("CALENDAR", PASSWORD)
    with ThreadingHTTPServer(("127.0.0.1", 0), _Calendar) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        pulling.declare(DECLARED.format(url=f"http://127.0.0.1:{server.server_port}/dav"))
        yield server
        server.shutdown()


FOREIGN = (
    '<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:response><d:href>https://evil.example/ada/</d:href>'
    "<d:propstat><d:prop><d:resourcetype><c:calendar/></d:resourcetype></d:prop></d:propstat></d:response></d:multistatus>"
)


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (401, b"", "does not let 'ada' in"),
        (404, b"", "is its address that of a calendar?"),
        (207, b"<html>", "did not answer as a calendar server does"),
        (207, b'<d:multistatus xmlns:d="DAV:"/>', "there is no calendar at its address"),
        (207, FOREIGN.encode(), "on another server than the address says"),
    ],
)
def test_what_is_no_calendar_is_told(pulling, calendar, status, body, told):
    calendar.says = status, body
    error = pulling.pull().error
    assert told in error
    assert PASSWORD not in error
