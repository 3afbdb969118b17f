"""What people do about their own access, and which role may open what: on a workspace without data, which answers at once."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pyotp
import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from assay.errors import UsageError
from assay.store.audit import entries, note
from assay.store.workspace import Workspace, create_workspace
from assay.upkeep.verify import verify
from assay.web.app import create_app
from assay.web.users import Users, step_of
from support.cli import assay
from web.conftest import ADDRESS, PASSWORD, sign_in, signed_in, token_of
from web.test_security import addresses, walk

OTHER = "seven quiet otters dig"
ROLES = {"Ann": "admin", "Leo": "analyst", "Mia": "manager", "Vic": "viewer", "Rita": "rep"}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    made = create_workspace(tmp_path_factory.mktemp("access") / "w")
    for name, role in ROLES.items():
        Users(made).add(name, PASSWORD, role, "u1" if role == "rep" else None)
    return made


@pytest.fixture(scope="module")
def app(workspace: Workspace) -> Any:
    return create_app(workspace, sign_in=True)


def post(client: TestClient, path: str, **form: str) -> Any:
    return client.post(path, data={**form, "csrf": token_of(client.get("/me").text)})


def refused(role: str, path: str) -> bool:
    """Whether a role may not open an address; written down here a second time, on purpose."""
    _base, _, kind = path.rpartition("/")[2].partition(".")
    page = path.removesuffix(f".{kind}") if kind else path
    if page == "/log" or page.startswith(("/settings", "/users")):
        return role != "admin"
    if page.startswith(("/watch", "/lists/new", "/lists/change")):
        return role not in ("admin", "analyst", "manager")
    if page.startswith(("/setup", "/bring", "/targets", "/definitions", "/schedules")):
        return role not in ("admin", "analyst")
    if page in ("/data", "/data/changes", "/api/runs", "/api/changes"):
        return role not in ("admin", "analyst")
    if (page.startswith(("/impact", "/verdict", "/matching", "/api/compare"))) and role == "rep":
        return True
    return role == "viewer" and kind in ("csv", "xlsx", "parquet")


@pytest.mark.parametrize("name", ROLES)
def test_every_route_is_open_to_the_roles_that_it_is_for(app: Any, name: str) -> None:
    client = signed_in(app, name)
    found = addresses(app)
    assert len(found) > 60
    wrong = [
        (path, status)
        for path in found
        if path not in ("/sign-in", "/reports/pack.css")
        for status in [client.get(path).status_code]
        if (status == 403) != refused(ROLES[name], path)
    ]
    assert wrong == []


MAY_CHANGE = {
    "admin": ("/settings", "/users"),
    "admin analyst": ("/setup", "/bring", "/targets", "/matching", "/definitions", "/data", "/schedules"),
    "admin analyst manager": ("/watch", "/lists", "/chart-notes", "/comments"),
    "admin analyst manager viewer rep": ("/follow-up", "/me", "/reports", "/unsubscribe", "/saved"),
}
"""Who may send what, by the beginning of the address; written down here a second time, on purpose."""
NOT_ASKED = ("/sign-in", "/sign-out", "/join")
"""Open to all; the second would end the session that the others are asked in."""


def may_change(role: str, path: str) -> bool:
    found = [roles.split() for roles, places in MAY_CHANGE.items() if path.startswith(places)]
    assert len(found) == 1, f"{path}: say in MAY_CHANGE who may send it"
    return role in found[0]


@pytest.mark.parametrize("name", ROLES)
def test_every_change_is_open_to_the_roles_that_it_is_for(app: Any, name: str) -> None:
    client = signed_in(app, name)
    token = token_of(client.get("/me").text)
    asked = sorted(
        {
            (method, route.path_format.replace("{upload}", "20260101-000000-00000000"))
            for route in walk(app.routes)
            if isinstance(route, APIRoute)
            for method in route.methods - {"GET", "HEAD", "OPTIONS"}
        }
    )
    asked = [(method, path) for method, path in asked if path not in NOT_ASKED]
    assert len(asked) >= 25
    wrong = [
        (method, path, answer.status_code)
        for method, path in asked
        for answer in [client.request(method, path, headers={"x-csrf-token": token})]
        if (answer.status_code == 403) == may_change(ROLES[name], path)
    ]
    assert wrong == []


def test_a_new_password_needs_the_old_one_and_ends_other_sessions(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "w")
    Users(workspace).add("Ann", PASSWORD, "admin")
    app = create_app(workspace, sign_in=True)
    client, elsewhere = signed_in(app, "Ann"), signed_in(app, "Ann")
    for current, fresh, again, told in (
        ("wrong", OTHER, OTHER, "The current password is wrong."),
        (PASSWORD, OTHER, OTHER + "!", "The two passwords differ."),
        (PASSWORD, "short", "short", "The password is too short."),
        (PASSWORD, "Password12345", "Password12345", "The password is too easy to guess."),
    ):
        answer = post(client, "/me/password", current=current, fresh=fresh, again=again)
        assert (answer.status_code, told in answer.text) == (422, True), told
    assert post(client, "/me/password", current=PASSWORD, fresh=OTHER, again=OTHER).status_code == 200
    assert client.get("/me").status_code == 200
    assert elsewhere.get("/me").status_code == 303
    assert Users(workspace).verified("Ann", OTHER)
    assert [one.action for one in entries(workspace)].count("password changed") == 1


def test_who_has_an_authenticator_gives_its_code_once(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "w")
    Users(workspace).add("Ann", PASSWORD, "admin")
    app = create_app(workspace, sign_in=True)
    client = signed_in(app, "Ann")
    key = re.search(r'name="key" value="([A-Z2-7]{32})"', client.get("/me").text)
    assert key
    code = pyotp.TOTP(key[1]).now()
    wrong = str((int(code) + 1) % 1_000_000).zfill(6)
    assert post(client, "/me/code", current=PASSWORD, key=key[1], code=wrong).status_code == 422
    assert post(client, "/me/code", current=PASSWORD, key="A", code=code).status_code == 422
    assert post(client, "/me/code", current=PASSWORD, key=key[1], code=code).status_code == 200
    stranger = TestClient(app, base_url=ADDRESS, follow_redirects=False)
    assert sign_in(stranger, "Ann", PASSWORD).status_code == 401

    def with_code(said: str) -> int:
        form = {"name": "Ann", "password": PASSWORD, "code": said, "csrf": token_of(stranger.get("/sign-in").text)}
        return stranger.post("/sign-in", data=form).status_code

    code = pyotp.TOTP(key[1]).now()
    assert with_code(f"{code[:3]} {code[3:]}") == 303
    stranger.cookies.clear()
    assert with_code(code) == 401
    assert assay("-C", workspace.path, "user", "code", "Ann", "--off").status == 0
    stranger.cookies.clear()
    assert with_code("") == 303
    assert key[1] not in "".join(str(one) for one in entries(workspace))


@pytest.mark.parametrize(
    ("moment", "code"),
    [(59, "94287082"), (1111111109, "07081804"), (1234567890, "89005924"), (2000000000, "69279037")],
)
def test_codes_are_those_of_rfc_6238(moment: int, code: str) -> None:
    """The RFC's vectors have eight digits; the last six are the code."""
    key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert step_of(key, code[2:], moment) == moment // 30
    assert step_of(key, code[2:], moment + 30) == moment // 30
    assert step_of(key, code[2:], moment + 90) is None
    assert step_of(key, "ab٣", time.time()) is None


@pytest.mark.parametrize("password", ["password1234", "Qwertz12345", "iloveyou1234", "annannannann"])
def test_known_passwords_are_refused(workspace: Workspace, password: str) -> None:
    with pytest.raises(UsageError, match="too easy to guess"):
        Users(workspace).add("Ann2", password, "viewer")


def test_a_line_that_was_taken_out_of_the_log_is_told(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "w")
    for number in range(3):
        note(workspace, "load", "Ann", load=number)
    assert verify(workspace).problems == ()
    path = workspace.data / "audit.ndjson"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join([lines[0], lines[2]]))
    assert [one.path for one in verify(workspace).problems] == ["audit.ndjson"]
