"""Slack, Teams and webhooks: within their limits, told once, and what their answers mean."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from alerts.sinks import serving
from assay.delivery.as_slack import to_slack
from assay.delivery.as_teams import LARGEST, to_teams
from assay.delivery.channels import Refused, Unknown, post
from assay.delivery.message import Entry, Message, Section
from assay.errors import UsageError
from assay.settings.secret import Secret
from support.endless import answering

HOSTILE = "<!channel> [x](http://evil.example) *bold* `a` _b_ | ~c~"


def message(entries=3, name=HOSTILE, detail=("why",)):
    entry = Entry(name, "value", detail, "https://assay.example/accounts/a?run=1&lang=en", warn=True)
    sections = (
        Section("Figures", (entry,) * entries, figures=True, notes=(HOSTILE,)),
        Section("To do", (entry,) * entries, more="3 more", more_href="https://assay.example/my"),
    )
    return Message(
        "en", "Acme: what changed", "T" * 200, "All accounts", sections, "Because.", "Open", "https://assay.example/"
    )


def texts(block):
    """All texts of a block with the limit that Slack documents for each."""
    if block["type"] == "header":
        yield block["text"]["text"], 150
    if block["type"] == "section":
        yield block["text"]["text"], 3000
    if block["type"] == "context":
        assert len(block["elements"]) <= 10
        for one in block["elements"]:
            yield one["text"], 3000
    if block["type"] == "actions":
        for one in block["elements"]:
            yield one["text"]["text"], 75
            yield one["url"], 3000


@pytest.mark.parametrize(("entries", "length"), [(0, 1), (3, 60), (400, 60), (400, 5000), (30, 2900)])
def test_slacks_limits_hold(entries, length):
    body = to_slack(message(entries, "n" * length, ("d" * length,)))
    assert set(body) == {"text", "blocks"}
    assert len(body["blocks"]) <= 50
    assert {block["type"] for block in body["blocks"]} <= {"header", "section", "context", "actions"}
    for block in body["blocks"]:
        for text, longest in texts(block):
            assert 0 < len(text) <= longest
    assert body["blocks"][-1]["elements"][0]["text"] == "Because."


def test_slack_gets_no_markup_of_files():
    said = json.dumps(to_slack(message(1)))
    assert "<!channel>" not in said
    assert "&lt;!channel&gt;" in said
    assert "<https://assay.example/accounts/a?run=1&lang=en|&lt;!channel&gt;" in said


@pytest.mark.parametrize(("entries", "length"), [(0, 1), (3, 60), (400, 60), (60, 3000)])
def test_a_card_is_as_teams_wants_it(entries, length):
    body = to_teams(message(entries, "n" * length))
    assert len(json.dumps(body).encode()) <= LARGEST
    assert body["type"] == "message"
    (attachment,) = body["attachments"]
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    card = attachment["content"]
    assert (card["type"], card["version"]) == ("AdaptiveCard", "1.4")
    assert card["actions"] == [{"type": "Action.OpenUrl", "title": "Open", "url": "https://assay.example/"}]
    kinds = {"TextBlock", "ColumnSet", "Container"}
    assert {block["type"] for block in card["body"]} <= kinds
    assert all(block["text"] for block in card["body"] if block["type"] == "TextBlock")


def test_a_card_gets_no_markdown_of_files():
    said = json.dumps(to_teams(message(1)))
    assert "\\\\[x\\\\](http://evil" in said
    assert "\\\\*bold\\\\*" in said


class Answers(HTTPServer):
    """Answers with these states, then 200; None breaks off without an answer."""

    def __init__(self, *states):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.states, self.taken = list(states), []


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append((dict(self.headers), json.loads(body)))
        status = self.server.states.pop(0) if self.server.states else 200
        if status is None:
            self.close_connection = True
            return
        self.send_response(status)
        for name, value in {302: {"Location": "/elsewhere"}, 429: {"Retry-After": "7"}}.get(status, {}).items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_):
        pass


def handed(server, tmp_path, url=None):
    (tmp_path / "url").write_text(url or f"http://127.0.0.1:{server.server_port}/hook/s3cret\n")
    marks = []
    try:
        post(Secret(file=tmp_path / "url"), "abm", tmp_path, {"a": "é"}, "d-7", lambda: marks.append("handing over"), 5)
    finally:
        assert marks == ([] if url and "//" not in url else ["handing over"])


@pytest.mark.parametrize(
    ("status", "lasting", "wait"),
    [(400, True, None), (404, True, None), (302, True, None), (429, False, 7), (500, False, None)],
)
def test_what_an_answer_means(tmp_path, status, lasting, wait):
    with serving(Answers(status)) as server, pytest.raises(Refused) as told:
        handed(server, tmp_path)
    assert (told.value.lasting, told.value.wait, len(server.taken)) == (lasting, wait, 1)
    assert "s3cret" not in told.value.message


def test_an_answer_that_does_not_come_says_nothing(tmp_path):
    with serving(Answers(None)) as server, pytest.raises(Unknown, match="may have arrived"):
        handed(server, tmp_path)


@pytest.mark.parametrize("how", ["endless", "packed", "announced"])
def test_what_an_answer_says_beside_its_state_is_not_read(tmp_path, how):
    with answering(how) as url:
        (tmp_path / "url").write_text(url)
        post(Secret(file=tmp_path / "url"), "abm", tmp_path, {}, "d-7", lambda: None, 5)


def test_an_answer_that_drips_is_not_waited_for(tmp_path):
    with answering("dripping headers") as url:
        (tmp_path / "url").write_text(url)
        with pytest.raises(Unknown, match=r"within 0\.4 seconds: it may have arrived"):
            post(Secret(file=tmp_path / "url"), "abm", tmp_path, {}, "d-7", lambda: None, 0.4)


def test_what_is_posted_names_itself(tmp_path):
    with serving(Answers()) as server:
        handed(server, tmp_path)
    ((headers, body),) = server.taken
    assert (headers["Idempotency-Key"], body) == ("d-7", {"a": "é"})


def test_an_address_that_is_none_is_told_without_itself(tmp_path):
    with serving(Answers()) as server, pytest.raises(UsageError, match="holds no address") as told:
        handed(server, tmp_path, "hunter2")
    assert "hunter2" not in told.value.message
