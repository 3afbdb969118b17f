"""Mail metadata by IMAP: who wrote to whom and when, and nothing else is asked for."""

from __future__ import annotations

import re
import socketserver
import threading

import pytest

from support import endless_mail

PASSWORD = "correct-horse-battery"
DECLARED = """
[[sources]]
name = "box"
kind = "imap"
host = "127.0.0.1"
port = {port}
security = "none"
user = "rita@acme.example"
password = {{ env = "BOX" }}
folders = ["INBOX", "Sent", "Nowhere"]
"""


def mail(number, sender, to, day, cc=""):
    return f"Date: Mon, {day:02} Jan 2026 10:00:00 +0200\r\nFrom: {sender}\r\nTo: {to}\r\nCc: {cc}\r\nMessage-ID: <m{number}@x>\r\n\r\n"


class Box(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.said, self.numbering = [], 7
        self.folders = {
            "INBOX": {1: mail(1, '"King, Ada" <Ada@Alpha.example>', "rita@acme.example", 5)},
            "Sent": {
                1: mail(2, "Rita <rita@acme.example>", "ada@alpha.example, bob@beta.example", 6, "rita@acme.example")
            },
        }


class _Handler(socketserver.StreamRequestHandler):
    def handle(self):
        box, messages = self.server, {}
        self._say("* OK ready")
        while line := self.rfile.readline().decode().strip():
            tag, _, rest = line.partition(" ")
            box.said.append(rest)
            if rest == "CAPABILITY":
                self._say("* CAPABILITY IMAP4rev1")
            elif rest.startswith("LOGIN") and PASSWORD not in rest:
                self._say(f"{tag} NO [AUTHENTICATIONFAILED] Invalid credentials")
                continue
            elif rest.startswith("EXAMINE"):
                name = rest.partition(" ")[2].strip('"')
                if name not in box.folders:
                    self._say(f"{tag} NO no such folder")
                    continue
                messages = box.folders[name]
                self._say(f"* {len(messages)} EXISTS\r\n* OK [UIDVALIDITY {box.numbering}] numbers")
            elif rest.startswith("UID SEARCH"):
                first = int(re.search(r"UID (\d+):", rest[10:]).group(1))
                found = [number for number in messages if number >= first] or list(messages)[-1:]  # as servers do
                self._say(f"* SEARCH {' '.join(map(str, found))}")
            elif rest.startswith("UID FETCH"):
                for number in map(int, rest.split()[2].split(",")):
                    text = messages[number]
                    self._say(f"* {number} FETCH (UID {number} BODY[HEADER.FIELDS] {{{len(text)}}}\r\n{text})")
            self._say(f"{tag} OK done")
            if rest == "LOGOUT":
                return

    def _say(self, text):
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def box(pulling, monkeypatch):
    with Box() as made:
        thread = threading.Thread(target=made.serve_forever, daemon=True)
        thread.start()
        monkeypatch.setenv("BOX", PASSWORD)
        pulling.declare(DECLARED.format(port=made.server_address[1]))
        yield made
        made.shutdown()
        thread.join(10)


def test_who_wrote_to_whom_comes_once_and_nothing_else_is_asked_for(pulling, box):
    report = pulling.pull()
    assert (report.error, report.counts["loaded"]) == (None, 3)
    assert report.feeds[0].remarks == ("there is no folder 'Nowhere' in the mailbox.",)
    assert pulling.rows("touches", "kind, email, CAST(occurred_at AS VARCHAR)") == [
        ("mail_in", "ada@alpha.example", "2026-01-05 08:00:00"),
        ("mail_out", "ada@alpha.example", "2026-01-06 08:00:00"),
        ("mail_out", "bob@beta.example", "2026-01-06 08:00:00"),
    ]
    asked = [line for line in box.said if "FETCH" in line]
    assert all("BODY.PEEK[HEADER.FIELDS (DATE FROM TO CC MESSAGE-ID)]" in line for line in asked)
    assert not [line for line in box.said if line.startswith("SELECT")]
    assert pulling.pull().loads == ()
    box.folders["INBOX"][2] = mail(3, "carl@gamma.example", "rita@acme.example", 7)
    assert pulling.pull().counts["rows_in"] == 1
    box.numbering = 8  # the server numbers anew: all is read again, and unchanged
    report = pulling.pull()
    assert (report.counts["rows_in"], report.counts["loaded"]) == (4, 0)


@pytest.mark.usefixtures("box")
def test_a_wrong_password_is_told_without_it(pulling, monkeypatch):
    monkeypatch.setenv("BOX", "wrong-horse")
    report = pulling.pull()
    assert "Invalid credentials" in report.error
    assert "wrong-horse" not in report.error


@pytest.mark.parametrize(
    ("pieces", "setting"),
    [
        (endless_mail.dripping, "answer_seconds = 0.4"),
        (endless_mail.endless_untagged, 'largest_answer = "1MB"'),
        (endless_mail.announced, 'largest_answer = "1MB"'),
    ],
)
def test_a_mailbox_without_an_end_is_broken_off_and_the_next_pull_begins_there(
    pulling, box, monkeypatch, pieces, setting
):
    assert pulling.pull().counts["loaded"] == 3
    box.folders["INBOX"][2] = mail(3, "carl@gamma.example", "rita@acme.example", 7)
    limits = f'largest_answer = "1MB"\nanswer_seconds = {0.4 if "seconds" in setting else 20}\nquiet_seconds = 0.3\n'
    with monkeypatch.context() as patched, endless_mail.mail_server(endless_mail.imap, "FETCH", pieces) as port:
        patched.setenv("BOX", PASSWORD)
        (pulling.path / "assay.toml").write_text(
            (pulling.path / "assay.toml").read_text().replace(str(box.server_address[1]), str(port)) + limits
        )
        report = pulling.pull()
    assert setting in report.error
    assert "raise the setting" in report.hint
    assert PASSWORD not in report.error + report.hint
    assert report.loads == ()
    (pulling.path / "assay.toml").write_text(
        (pulling.path / "assay.toml").read_text().replace(str(port), str(box.server_address[1]))
    )
    assert pulling.pull().counts["loaded"] == 1
