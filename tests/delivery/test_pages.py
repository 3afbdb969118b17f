"""What a mail says is what the page it links to says; and wanting no more of it needs no signing in."""

from contextlib import closing
from html import unescape

import pytest
from starlette.testclient import TestClient

from assay.delivery import digest, outbox
from assay.delivery.audience import addressees
from assay.delivery.compose import ground_of
from assay.delivery.deliver import deliver
from assay.delivery.leaving import Leaving, read_token, token_of
from assay.store.audit import entries
from assay.store.runs import open_run
from assay.web.app import create_app
from assay.web.users import Users
from web.conftest import PASSWORD, sign_in

from .conftest import NOW

PUBLIC = "https://assay.acme.example"
TWO = """
[[deliver]]
name = "all"
what = ["digest"]
to = [{ address = "rita@acme.example", owner = "rita", language = "ru" }, { address = "cmo@acme.example", language = "fr" }]
scope = { list = "L" }
"""


def client(workspace, sign_in=False):
    return TestClient(create_app(workspace, sign_in=sign_in), base_url=PUBLIC, follow_redirects=False)


def plain(text):
    return " ".join(unescape(text).replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ").split())


@pytest.mark.slow
def test_a_figure_is_that_of_the_page_it_links_to(house, monkeypatch):
    monkeypatch.setattr(digest, "FUNNEL", ("target_accounts", "engaged_accounts"))
    monkeypatch.setattr(digest, "HEADLINES", ("engaged_share", "pipeline"))
    workspace = house(TWO)
    Users(workspace).add("Ann", PASSWORD, "admin")
    site = client(workspace, sign_in=True)
    assert sign_in(site, "Ann", PASSWORD).status_code == 303
    with closing(open_run(workspace)) as run:
        for one in addressees(run, workspace.settings, workspace.settings.deliver[0]):
            told = digest.figures(ground_of(workspace, run, None, one)).entries
            assert len(told) == 4
            for entry in told:
                page = site.get(entry.href.removeprefix(PUBLIC))
                assert page.status_code == 200, entry.href
                assert plain(entry.value) in plain(page.text), (entry.text, entry.value, entry.href)


def test_a_link_to_leave_is_nobody_elses(house):
    workspace = house()
    leaving = Leaving("reps", "rita@acme.example", "ru")
    token = token_of(workspace, leaving)
    assert read_token(workspace, token) == leaving
    for wrong in (token[:-1], token[1:], token.replace(".", ""), "", ".", "a.b", token_of(workspace, leaving)[::-1]):
        assert read_token(workspace, wrong) is None


def test_a_look_changes_nothing_and_one_click_does_without_signing_in(house):
    workspace = house()
    Users(workspace).add("Ann", PASSWORD, "admin")
    path = "/unsubscribe/" + token_of(workspace, Leaving("reps", "rita@acme.example", "fr"))
    site = client(workspace, sign_in=True)
    assert site.get("/accounts").status_code == 303
    page = site.get(path)
    assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
    assert "Ne plus envoyer" in page.text
    assert outbox.unsubscribed(workspace) == frozenset()
    assert site.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert outbox.unsubscribed(workspace) == {("reps", "rita@acme.example")}
    assert [one.result for one in deliver(workspace, NOW)] == ["unsubscribed"]
    assert "L’envoyer de nouveau" in site.get(path).text
    assert site.post(path, data={"again": "1"}).status_code == 200
    assert outbox.unsubscribed(workspace) == frozenset()
    assert [one.action for one in entries(workspace)][-2:] == ["unsubscribed", "subscribed again"]
    assert site.get(path[:-2]).status_code == 404
    assert site.post(path[:-2]).status_code == 404


@pytest.mark.slow
def test_a_mail_says_how_to_leave_in_one_click(house, mailbox):
    workspace = house(port=mailbox.port)
    deliver(workspace, NOW)
    (mail,) = mailbox.mails
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = mail["List-Unsubscribe"].strip("<>")
    assert link.startswith(f"{PUBLIC}/unsubscribe/")
    assert read_token(workspace, link.rpartition("/")[2]) == Leaving("reps", "rita@acme.example", "en")
    assert (mail["Content-Language"], mail["Auto-Submitted"]) == ("en", "auto-generated")
