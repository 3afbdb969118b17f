"""A rep's page: it is where he lands, it has numbers to dial, and what he writes down stays, for his accounts only."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from assay.store.follow_ups import FollowUp, follow_ups
from assay.store.workspace import Workspace
from assay.views.accounts import AccountRow
from assay.web.pages.mine import Card, Reason, arranged
from assay.web.rights import Viewer
from assay.web.signing import landing_of
from support.cli import assay
from web.conftest import FOREIGN, copy_of, token_of

TODAY = date(2026, 9, 30)
ROW = AccountRow("A", "A", "1", "engaged", True, 1.0, None, 0.0, 0, None, None, 0.0, None)


def card(**more: Any) -> Card:
    fields: dict[str, Any] = {"row": ROW, "reasons": (Reason("x", 1, on=date(2026, 9, 1)),), "missing": (), "deals": ()}
    return Card(**{**fields, "href": "/accounts/A", **more})


def test_a_rep_lands_on_his_accounts_unless_he_asked_for_something() -> None:
    assert landing_of(Viewer("Rita", "rep", "rita"), "/") == "/my"
    assert landing_of(Viewer("Rita", "rep", "rita"), "/accounts/own") == "/accounts/own"
    assert landing_of(Viewer("Ann", "admin"), "/") == "/"


def test_customers_stand_apart_and_what_waits_rests() -> None:
    customer = card(row=replace(ROW, stage="retained"))
    waiting = card(follow_up=FollowUp(until=date(2026, 10, 7)))
    calm = card(reasons=())
    found = arranged([card(), customer, waiting, calm], TODAY)
    assert [len(found[name]) for name in ("todo", "customers", "rests", "calm")] == [1, 1, 1, 1]
    assert found["customers"] == [customer]
    assert found["rests"] == [waiting]


def test_done_lasts_until_something_happens_again() -> None:
    done = FollowUp(done_on=date(2026, 9, 15))
    assert card(follow_up=done).rests(TODAY)
    again = (Reason("visits", 3, on=date(2026, 9, 20)), Reason("x", 1, on=date(2026, 9, 1)))
    assert not card(follow_up=done, reasons=again).rests(TODAY)


def test_a_note_is_kept_and_seen(rep: TestClient) -> None:
    page = rep.get("/my").text
    sent = {"csrf": token_of(page), "account": "own", "what": "note", "text": "Asked <b>for</b> a quote"}
    answer = rep.post("/follow-up", data=sent)
    assert (answer.status_code, answer.headers["location"]) == (303, "/my#follow-up")
    assert "Asked &lt;b&gt;for&lt;/b&gt; a quote" in rep.get("/my").text
    assert "Asked &lt;b&gt;for&lt;/b&gt; a quote" in rep.get("/accounts/own").text


def test_nobody_writes_about_accounts_of_others_or_without_the_page(rep: TestClient) -> None:
    token = token_of(rep.get("/my").text)
    foreign = rep.post("/follow-up", data={"csrf": token, "account": FOREIGN, "what": "done"})
    assert foreign.status_code == 404
    assert rep.post("/follow-up", data={"account": "own", "what": "done"}).status_code == 403


def test_people_can_be_reached(rep: TestClient) -> None:
    page = html.unescape(rep.get("/my").text)
    people = re.findall(r'<ul class="people">(.*?)</ul>', page, re.DOTALL)
    assert any("Pia" in one for one in people)
    assert FOREIGN not in page


def test_the_command_line_writes_and_lists_the_same_notes(workspace: Workspace, tmp_path: Path) -> None:
    """About an account, one of its deals, and what is done; what is not known or says nothing is refused by name."""
    say = ("-C", copy_of(workspace, tmp_path / "w").path, "notes")
    assert assay(*say, "add", "own", "Asked for a quote", "--by", "Rita").status == 0
    assert assay(*say, "add", "own", "Wants two years", "--deal", "d2", "--by", "Rita").status == 0
    assert assay(*say, "add", "own3", "--done", "--by", "Rita").status == 0
    assert assay(*say, "add", "own3", "--until", "2099-01-31", "--by", "Rita").status == 0
    listed = assay(*say, "list", "own", "--format", "json").json
    assert [(one["account"], one["deal"], one["by"], one["text"]) for one in listed] == [
        ("own", "d2", "Rita", "Wants two years"),
        ("own", None, "Rita", "Asked for a quote"),
    ]
    assert len(assay(*say, "list", "--format", "json").json) == 2, "what is done or put off without a word is no note"
    own3 = follow_ups(Workspace(tmp_path / "w"), ["own3"])["own3"]
    assert own3.until == date(2099, 1, 31)
    for words, told in (
        (("nowhere", "x"), "There is no account 'nowhere'"),
        (("own", "x", "--deal", "d9"), "There is no deal 'd9'"),
        (("own", " "), "The note is empty"),
        (("own", "--done", "--until", "2099-01-31"), "contradict"),
        (("own", "--until", "soon"), "'soon' is no day"),
        (("own", "x", "--deal", "d2", "--done"), "A deal takes notes alone"),
    ):
        refused = assay(*say, "add", *words)
        assert (refused.status != 0, told in refused.err) == (True, True), (words, refused.err)
    assert len(assay(*say, "list", "--format", "json").json) == 2
