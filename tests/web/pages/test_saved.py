"""Saved views: named, shared, pinned, renamed, removed; whoever opens one keeps to his own rights. Comments in the pack."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from assay.errors import UsageError
from assay.store.audit import entries
from assay.store.pack_comments import add_comment, comments_of
from assay.store.saved_views import saved_views
from assay.store.workspace import Workspace, create_workspace
from assay.web.app import create_app
from assay.web.pages.registry import find_pages
from assay.web.pinned import address_of
from assay.web.users import Users
from support.cli import assay
from web.conftest import FOREIGN, PASSWORD, signed_in, token_of


@pytest.fixture
def house(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "w")


@pytest.fixture
def people(house: Workspace) -> dict[str, TestClient]:
    for name, role in {"Mia": "manager", "Vic": "viewer", "Ann": "admin"}.items():
        Users(house).add(name, PASSWORD, role, None)
    app = create_app(house, sign_in=True)
    return {name: signed_in(app, name) for name in ("Mia", "Vic", "Ann")}


def post(client: TestClient, path: str, **said: str) -> Any:
    return client.post(path, data={**said, "csrf": token_of(client.get("/saved").text)})


def test_a_view_is_saved_renamed_shared_pinned_and_removed(house: Workspace, people: dict[str, TestClient]) -> None:
    mia, vic = people["Mia"], people["Vic"]
    post(mia, "/saved", name="Tier one", address="/funnel?tier=1&run=3&lang=fr", pinned="1")
    (view,) = saved_views(house)
    assert (view.address, view.owner, view.shared) == ("/funnel?tier=1", "Mia", False), "no run, no language"
    assert "Tier one" not in vic.get("/saved").text
    assert vic.get(f"/saved/{view.id}").status_code == 404, "a private view is nobody else's"
    assert 'href="/saved/1">Tier one' in mia.get("/saved").text.split("<main")[0], "in the navigation"
    post(mia, f"/saved/{view.id}", name="First tier", shared="1", pinned="1")
    assert 'href="/saved/1">First tier' in vic.get("/saved").text.split("<main")[0]
    assert vic.get("/saved/1").headers["location"] == "/funnel?tier=1"
    assert post(vic, "/saved/1", name="Mine").status_code == 400, "another one's view"
    post(people["Ann"], "/saved/1", do="remove")
    assert saved_views(house) == ()
    told = [(one.actor, one.action) for one in entries(house)]
    assert told[-3:] == [("Mia", "view saved"), ("Mia", "view changed"), ("Ann", "view removed")]


def test_what_cannot_be_saved(house: Workspace, people: dict[str, TestClient]) -> None:
    mia = people["Mia"]
    for address in (
        "https://evil.example/funnel",
        "//evil.example",
        "/nowhere",
        "/funnel?teir=1",
        "javascript:alert(1)",
    ):
        assert post(mia, "/saved", name="X", address=address).status_code == 400, address
    post(mia, "/saved", name="Twice", address="/")
    assert post(mia, "/saved", name="twice", address="/impact").status_code == 400
    assert post(people["Vic"], "/saved", name="For all", address="/", shared="1").status_code == 400
    assert [one.name for one in saved_views(house)] == ["Twice"]


def test_the_command_line_keeps_the_same(house: Workspace, people: dict[str, TestClient], tmp_path: Path) -> None:
    post(people["Mia"], "/saved", name="Tier one", address="/funnel?tier=1&tier=2", shared="1", pinned="1")
    other = create_workspace(tmp_path / "other")
    Users(other).add("Mia", PASSWORD, "manager", None)
    say = ("-C", str(other.path), "saved")
    assay(*say, "save", "Tier one", "/funnel?tier=1&tier=2", "--user", "Mia", "--shared", "--pinned")
    assert saved_views(other) == saved_views(house)
    assay(*say, "change", "1", "--name", "Other", "--private")
    assert [(one.name, one.shared, one.pinned) for one in saved_views(other)] == [("Other", False, True)]
    assert assay(*say, "remove", "1").status == 0
    assert saved_views(other) == ()
    assert assay(*say, "remove", "1").status == 2


def test_a_rep_who_opens_a_shared_view_sees_his_own_accounts(
    admin: TestClient, rep: TestClient, guarded: Workspace
) -> None:
    page = admin.get("/accounts?arm=all").text
    address = re.search(r'name="address" value="([^"]+)"', page)
    assert address
    assert unescape(address[1]) == "/accounts?arm=all"
    post(admin, "/saved", name="Olaf's", address="/accounts?owner=olaf&arm=all&roll-up=1", shared="1", pinned="1")
    view = saved_views(guarded)[-1]
    answer = rep.get(f"/saved/{view.id}")
    assert answer.headers["location"] == "/accounts?arm=all"
    shown = rep.get(answer.headers["location"])
    assert shown.status_code == 200
    assert "Ownwell" in shown.text
    assert FOREIGN not in shown.text
    assert admin.get(f"/saved/{view.id}").headers["location"] == "/accounts?owner=olaf&arm=all&roll-up=1"
    post(admin, "/saved", name="Impact", address="/impact", shared="1", pinned="1")
    assert ">Impact</a>" not in rep.get("/my").text, "a page that a rep may not open is not in his navigation"


def test_a_comment_stands_in_the_report_of_its_scope_by_its_author(admin: TestClient, rep: TestClient) -> None:
    token = token_of(admin.get("/reports?tier=1").text)
    text = "Two deals <b>slipped</b> into May."
    answer = admin.post("/comments?tier=1", data={"csrf": token, "section": "funnel", "text": text})
    assert answer.headers["location"] == "/reports?tier=1#comments"
    page = admin.get("/reports?tier=1").text
    assert "Two deals &lt;b&gt;slipped&lt;/b&gt; into May." in page
    assert "slipped" not in admin.get("/reports").text, "another scope, another report"
    assert "slipped" not in rep.get("/reports?tier=1").text
    shown = admin.get("/reports/preview?tier=1").text
    section = shown[shown.index('id="funnel"') :]
    assert re.search(
        r'<p class="prose comment">Ann, [^<]+: Two deals &lt;b&gt;slipped', section[: section.index("</section>")]
    )
    assert rep.post("/comments", data={"csrf": token_of(rep.get("/reports").text)}).status_code == 403
    number = re.search(r'name="remove" value="(\d+)"', page)
    assert number
    admin.post("/comments?tier=1", data={"csrf": token, "remove": number[1]})
    assert "slipped" not in admin.get("/reports?tier=1").text


def test_comments_by_the_command_line_and_for_a_month(house: Workspace) -> None:
    say = ("-C", str(house.path), "comments")
    made = assay(*say, "add", "impact", "Wait for May.", "--by", "Ada", "--tier", "1", "--format", "json").json
    (here,) = assay(*say, "list", "--tier", "1", "--format", "json").json
    assert (here["author"], here["section"], here["text"]) == ("Ada", "impact", "Wait for May.")
    assert assay(*say, "list", "--format", "json").json == []
    assert assay(*say, "add", "impct", "x").status == 2
    assert assay(*say, "remove", str(made[0]["number"])).status == 0
    add_comment(house, {"tier": ["1"]}, "money", "Dear.", "Ada")
    later = datetime.now(UTC) + timedelta(days=32)
    assert len(comments_of(house, {"tier": ["1"]})) == 1
    assert comments_of(house, {"tier": ["1"]}, later) == (), "a comment is about the figures of its day"


def test_addresses_lose_what_belongs_to_one_moment() -> None:
    pages = find_pages()
    assert str(address_of("/accounts/a%2Fb?tier=1&page=3", pages)) == "/accounts/a%2Fb?tier=1"
    with pytest.raises(UsageError, match="Unknown word"):
        address_of("/funnel?tyer=1", pages)
