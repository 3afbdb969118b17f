"""One-time links: somebody new comes in, a lost password is set anew; good once, and for a while."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from assay.errors import UsageError
from assay.store.audit import entries
from assay.store.workspace import Workspace, create_workspace
from assay.web import invitations
from assay.web.app import create_app
from assay.web.rights import NotFound
from assay.web.users import Users
from support.cli import assay
from web.conftest import ADDRESS, PASSWORD, sign_in, signed_in, token_of

FRESH = "seven quiet otters dig"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = create_workspace(tmp_path / "w")
    Users(made).add("Ann", PASSWORD, "admin")
    return made


def link_in(page: str) -> str:
    found = re.search(r"/join\?key=[\w-]+", page)
    assert found
    return found[0]


def newcomer(app: Any) -> TestClient:
    return TestClient(app, base_url=ADDRESS, follow_redirects=False)


def test_an_invited_rep_sets_a_password_and_is_in_once(workspace: Workspace) -> None:
    app = create_app(workspace, sign_in=True)
    admin = signed_in(app, "Ann")
    token = token_of(admin.get("/users").text)
    said = {"csrf": token, "name": "Rita", "role": "rep", "owner": "u1"}
    link = link_in(admin.post("/users/invite", data=said).text)
    assert link.partition("=")[2] not in (workspace.data / "app.sqlite").read_bytes().decode("latin-1")
    guest = newcomer(app)
    page = guest.get(link)
    assert "Rita" in page.text
    form = {"csrf": token_of(page.text), "key": link.partition("=")[2], "fresh": FRESH, "again": FRESH}
    assert guest.post("/join", data={**form, "again": "else"}).status_code == 422
    assert guest.post("/join", data={**form, "fresh": "short", "again": "short"}).status_code == 422
    came = guest.post("/join", data=form)
    assert (came.status_code, came.headers["location"]) == (303, "/my")
    assert guest.get("/me").status_code == 200
    assert Users(workspace).get("Rita").viewer.owner == "u1"
    other = newcomer(app)
    assert other.get(link).status_code == 404
    assert ("Ann", "user invited") in [(one.actor, one.action) for one in entries(workspace)]
    assert link.partition("=")[2] not in (workspace.data / "audit.ndjson").read_text("utf-8")


def test_a_lost_password_is_set_by_a_link_and_ends_the_sessions(workspace: Workspace) -> None:
    app = create_app(workspace, sign_in=True)
    Users(workspace).add("Vic", PASSWORD, "viewer")
    before, admin = signed_in(app, "Vic"), signed_in(app, "Ann")
    page = admin.post("/users/reset", data={"csrf": token_of(admin.get("/users").text), "name": "Vic"}).text
    assert before.get("/me").status_code == 200, "the old password is good until then"
    invitations.accept(Users(workspace), link_in(page).partition("=")[2], FRESH)
    assert before.get("/me").status_code == 303
    assert sign_in(newcomer(app), "Vic", PASSWORD).status_code == 401
    assert sign_in(newcomer(app), "Vic", FRESH).status_code == 303


def test_a_link_ends_with_time_and_with_the_next_one(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    users = Users(workspace)
    first = invitations.invite(users, "Bob", "analyst", None, "Ann")
    second = invitations.invite(users, "Bob", "viewer", None, "Ann")
    with pytest.raises(NotFound):
        invitations.invitation_of(users, first)
    assert [one.user.role for one in invitations.waiting(users)] == ["viewer"]
    late = time.time() + invitations.GOOD_FOR + 1
    monkeypatch.setattr(invitations.time, "time", lambda: late)
    with pytest.raises(NotFound):
        invitations.accept(users, second, FRESH)
    assert [one.name for one in users.all()] == ["Ann"]


def test_an_invitation_that_waits_can_be_withdrawn(workspace: Workspace) -> None:
    app, users = create_app(workspace, sign_in=True), Users(workspace)
    admin = signed_in(app, "Ann")
    token = token_of(admin.get("/users").text)
    link = link_in(admin.post("/users/invite", data={"csrf": token, "name": "Bob", "role": "admin"}).text)
    kept = invitations.invite(users, "Eve", "viewer", None, "Ann")
    for language, words in (
        ("en", "Withdraw the link"),
        ("fr", "Retirer le lien"),
        ("es", "Retirar el enlace"),
        ("ru", "Отозвать ссылку"),
    ):
        admin.cookies.set("assay_language", language)
        assert f"{words}: Bob" in admin.get("/users").text
    admin.cookies.set("assay_language", "en")
    users.add("Vic", PASSWORD, "viewer")
    viewer = signed_in(app, "Vic")
    assert (
        viewer.post("/users/withdraw", data={"csrf": token_of(viewer.get("/me").text), "name": "Bob"}).status_code
        == 403
    )
    assert admin.post("/users/withdraw", data={"csrf": token, "name": "bob"}).status_code == 303
    assert "Withdraw the link: Bob" not in admin.get("/users").text
    assert newcomer(app).get(link).status_code == 404
    with pytest.raises(NotFound):
        invitations.accept(users, link.partition("=")[2], FRESH)
    assert [one.user.name for one in invitations.waiting(users)] == ["Eve"], "another one's stays"
    told = [(one.actor, one.action, one.details) for one in entries(workspace)][-1]
    assert told == ("Ann", "link withdrawn", {"user": "Bob"})
    assert "No link waits for" in admin.post("/users/withdraw", data={"csrf": token, "name": "Bob"}).text
    invitations.accept(users, kept, FRESH)
    with pytest.raises(UsageError, match="No link waits for 'Eve'"):
        invitations.withdraw(users, "Eve")
    assert users.get("Eve").role == "viewer", "who came in by a link stays"


def test_of_a_link_all_happens_or_nothing(workspace: Workspace) -> None:
    users = Users(workspace)
    key = invitations.invite(users, "Bob", "analyst", None, "Ann")
    users.add("bob", PASSWORD, "viewer")
    with pytest.raises(UsageError, match="by now"):
        invitations.accept(users, key, FRESH)
    users.remove("bob")
    assert invitations.accept(users, key, FRESH).role == "analyst"


def test_roles_are_changed_but_the_last_administrator_stays(workspace: Workspace) -> None:
    app = create_app(workspace, sign_in=True)
    users, admin = Users(workspace), signed_in(app, "Ann")
    users.add("Bob", PASSWORD, "viewer")
    token = token_of(admin.get("/users").text)
    said = {"csrf": token, "name": "Bob", "role": "rep", "owner": "u7", "was_role": "viewer", "was_owner": ""}
    assert admin.post("/users/change", data=said).status_code == 303
    assert (users.get("Bob").role, users.get("Bob").owner) == ("rep", "u7")
    assert admin.post("/users/change", data=said).status_code == 400, "somebody else has changed it meanwhile"
    for path, more in (("/users/remove", {}), ("/users/change", {"role": "viewer", "was_role": "admin"})):
        refused = admin.post(path, data={"csrf": token, "name": "Ann", **more})
        assert "only administrator" in refused.text, path
    assert admin.post("/users/remove", data={"csrf": token, "name": "Bob"}).status_code == 303
    assert [one.name for one in users.all()] == ["Ann"]


def test_the_command_line_does_the_same(workspace: Workspace) -> None:
    link = assay("-C", workspace.path, "user", "invite", "Bob", "--role", "manager").out.strip()
    assert link.startswith("http://127.0.0.1:8000/join?key="), "it can be opened as it stands"
    key = link.partition("=")[2]
    assert invitations.accept(Users(workspace), key, FRESH).role == "manager"
    assert assay("-C", workspace.path, "user", "change", "Bob", "--role", "viewer").status == 0
    key = assay("-C", workspace.path, "user", "reset", "Bob").out.strip().partition("=")[2]
    assert invitations.invitation_of(Users(workspace), key).kind == "reset"
    assert assay("-C", workspace.path, "user", "withdraw", "Bob").status == 0
    again = assay("-C", workspace.path, "user", "withdraw", "Bob")
    assert (again.status, "No link waits for 'Bob'" in again.err) == (2, True)
    with pytest.raises(NotFound):
        invitations.invitation_of(Users(workspace), key)
    assert "link withdrawn" in [one.action for one in entries(workspace)]
    assert assay("-C", workspace.path, "user", "change", "Ann", "--role", "viewer").status == 2
