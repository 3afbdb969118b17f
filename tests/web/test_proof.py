"""Who gives access away or changes what is kept shows anew who he is: an open or stolen session alone does not do."""

from __future__ import annotations

import html
import re
import time
from pathlib import Path
from typing import Any

import pyotp
import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from assay.store.audit import entries
from assay.store.workspace import Workspace, create_workspace
from assay.web import proof, tokens
from assay.web.app import create_app
from assay.web.users import Users
from web.conftest import PASSWORD, signed_in, token_of
from web.test_security import walk

AGAIN = "Show that it is you"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = create_workspace(tmp_path / "w")
    Users(made).add("Ann", PASSWORD, "admin")
    return made


@pytest.fixture
def client(workspace: Workspace) -> TestClient:
    return signed_in(create_app(workspace, sign_in=True), "Ann")


def long_ago(workspace: Workspace, seconds: float = proof.MINUTES * 60 + 1) -> None:
    with Users(workspace).open() as connection:
        connection.execute("UPDATE sessions SET proved_at = ?", [time.time() - seconds])


def send(client: TestClient, path: str, **form: str) -> Any:
    return client.post(path, data={**form, "csrf": token_of(client.get("/me").text)})


def made(workspace: Workspace) -> list[str]:
    return [one.name for one in tokens.every_token(Users(workspace))]


def test_a_session_of_some_minutes_makes_no_token_without_the_password(workspace: Workspace, client: TestClient):
    assert send(client, "/me/tokens", name="fresh").status_code == 200
    long_ago(workspace)
    asked = send(client, "/me/tokens", name='a "late" <b>one</b>', days="3")
    assert (asked.status_code, AGAIN in asked.text, asked.headers["cache-control"]) == (403, True, "no-store")
    assert made(workspace) == ["fresh"]
    wrong = send(client, "/me/tokens", name="late", proof_password="guess")
    assert (wrong.status_code, "The password or the code is wrong." in wrong.text) == (403, True)
    assert "guess" not in wrong.text
    kept = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', asked.text))
    form = {name: html.unescape(value) for name, value in kept.items()}
    assert form["name"] == 'a "late" <b>one</b>', "what was written is not written twice"
    assert client.post("/me/tokens", data={**form, "proof_password": PASSWORD}).status_code == 200
    assert len(made(workspace)) == 2
    assert send(client, "/me/tokens", name="soon after").status_code == 200
    told = [one.action for one in entries(workspace)]
    assert (told.count("confirmed"), told.count("confirmation failed")) == (1, 1)


def test_who_has_an_authenticator_gives_its_code_too(workspace: Workspace, client: TestClient):
    key = pyotp.random_base32()
    Users(workspace).set_code("Ann", key)
    long_ago(workspace)
    assert "proof_code" in send(client, "/me/tokens", name="a").text
    assert send(client, "/me/tokens", name="a", proof_password=PASSWORD).status_code == 403
    right = {"proof_password": PASSWORD, "proof_code": pyotp.TOTP(key).now()}
    assert send(client, "/me/tokens", name="a", **right).status_code == 200
    long_ago(workspace)
    assert send(client, "/me/tokens", name="b", **right).status_code == 403, "a code is good once"


def test_passwords_are_guessed_there_no_faster_than_at_sign_in(workspace: Workspace, client: TestClient):
    long_ago(workspace)
    said = [send(client, "/me/tokens", name="a", proof_password=f"guess {n}").status_code for n in range(7)]
    assert said == [403] * 5 + [429] * 2
    assert send(client, "/me/tokens", name="a", proof_password=PASSWORD).status_code == 429
    assert made(workspace) == []


def test_a_clock_that_was_ahead_proves_nothing(workspace: Workspace, client: TestClient):
    long_ago(workspace, -3600)
    assert send(client, "/me/tokens", name="a").status_code == 403


def test_every_change_that_needs_it_is_refused_without(workspace: Workspace, client: TestClient):
    long_ago(workspace)
    paths = {one.path_format for one in walk(client.app.routes) if isinstance(one, APIRoute) and "POST" in one.methods}  # type: ignore[attr-defined]
    needing = {path for path in paths if path.startswith(proof.NEEDED) and path not in proof.NOT_NEEDED}
    wanted = {"/me/tokens", "/settings", "/settings/versions", "/bring/undo", "/schedules/deliveries"}
    wanted |= {f"/users/{what}" for what in ("invite", "reset", "withdraw", "change", "remove", "code")}
    assert needing == wanted
    assert {path: AGAIN in send(client, path).text for path in needing} == dict.fromkeys(needing, True)
    assert AGAIN not in send(client, "/me/tokens/revoke", token="x").text
    for path in ("/me/password", "/me/code"):  # ask for the old password each time
        assert "The current password is wrong." in send(client, path).text
    assert send(client, "/me/tokens", csrf="forged").status_code == 403


@pytest.mark.parametrize(("language", "said"), [("fr", "Continuer"), ("es", "Continuar"), ("ru", "Продолжить")])
def test_it_speaks_the_readers_language(workspace: Workspace, client: TestClient, language: str, said: str):
    long_ago(workspace)
    client.cookies.set("assay_language", language)
    assert said in send(client, "/me/tokens", name="a").text


def test_nobody_is_asked_where_nobody_signs_in(workspace: Workspace):
    alone = TestClient(create_app(workspace, sign_in=False), base_url="http://127.0.0.1", client=("127.0.0.1", 1))
    page = alone.get("/users").text
    answer = alone.post("/users/invite", data={"name": "Ben", "role": "viewer", "csrf": token_of(page)})
    assert (answer.status_code, AGAIN in answer.text) == (200, False)
