"""Tokens of programs: whom they let in, what they see, how they end; on the small company with a foreign account and list."""

from __future__ import annotations

import hmac
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from assay.errors import UsageError
from assay.store.audit import audit_path, entries
from assay.store.workspace import Workspace, create_workspace
from assay.web import tokens
from assay.web.app import create_app
from assay.web.exports import WRITERS
from assay.web.problems import FILES
from assay.web.users import Users
from support.cli import assay
from support.landed import land
from web.conftest import ADDRESS, FOREIGN, PASSWORD, TABLES, build, signed_in, token_of
from web.test_own_access import refused
from web.test_security import addresses, leaks

RIGHTS: dict[str, dict[str, Any]] = {
    "admin": {},
    "analyst": {},
    "manager": {},
    "viewer": {},
    "rep": {"owner": "rita"},
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The little company, with a second list that has the foreign account alone."""
    made = create_workspace(tmp_path_factory.mktemp("tokens") / "w")
    foreign = {"list": f"{FOREIGN} list", "valid_from": "2026-01-01", "arm": "abm", "tier": "1", "programme_id": "P"}
    kept = [row for row in TABLES["list_memberships"] if row["account_id"] in ("own", "own/2", "own4")]
    also = [{**foreign, "account_id": FOREIGN}, {**foreign, "account_id": "own"}]
    land(made, {**TABLES, "list_memberships": [*kept, *also]})
    build(made)
    Users(made).add("Ann", PASSWORD, "admin")
    Users(made).add("Rita", PASSWORD, "rep", "rita")
    return made


@pytest.fixture(scope="module")
def app(workspace: Workspace) -> Any:
    return create_app(workspace, sign_in=True)


@pytest.fixture(autouse=True)
def fresh_pace(app: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(tokens, "PER_MINUTE", 10_000)
    app.state.site.pace.asked.clear()
    with app.state.site.users.open() as connection:
        connection.execute("DELETE FROM token_failures")
    yield
    app.state.site.pace.asked.clear()


def made(workspace: Workspace, name: str, role: str, **more: Any) -> str:
    return tokens.create(Users(workspace), name, role, made_by="a test", **more)[1]


def reader(app: Any, text: str) -> TestClient:
    headers = {"Authorization": f"Bearer {text}"}
    return TestClient(app, base_url=ADDRESS, follow_redirects=False, headers=headers)


WAYS = ("", f"list={FOREIGN} list", "arm=all", "arm=rest")


def walk(client: TestClient, paths: list[str], ways: tuple[str, ...]) -> int:
    """How many addresses were answered; none may hold the foreign account, in whatever way it is asked."""
    seen = 0
    for asked in (f"{path}?{way}" if way else path for path in paths for way in ways):
        answer = client.get(asked)
        assert answer.status_code != 500, asked
        assert not leaks(answer, f"{FOREIGN} list"), f"{asked}: {answer.text[:1000]}"
        seen += answer.status_code == 200
    return seen


@pytest.mark.parametrize("role", RIGHTS)
def test_a_token_opens_what_its_role_opens(workspace: Workspace, app: Any, role: str) -> None:
    client = reader(app, made(workspace, f"of {role}", role, **RIGHTS[role]))
    paths = [path for path in addresses(app) if path.startswith("/api/")]
    assert len(paths) > 8
    for path in paths:
        assert (client.get(path).status_code == 403) == refused(role, path), path


def test_a_rep_s_token_sees_no_foreign_account(workspace: Workspace, app: Any) -> None:
    client = reader(app, made(workspace, "rita's", "rep", owner="rita"))
    for path in (f"/api/accounts/{FOREIGN}", "/api/accounts", "/accounts.csv", "/api/kpis/target_accounts/rows"):
        assert not leaks(client.get(path), ""), path
    assert "Ownwell" in client.get("/api/accounts").text


@pytest.mark.parametrize(("role", "ways"), [("analyst", WAYS), ("rep", ("",))])
def test_a_token_of_a_list_sees_that_list_and_nothing_of_the_company(
    workspace: Workspace, app: Any, role: str, ways: tuple[str, ...]
) -> None:
    more = {**RIGHTS[role], "lists": ("Steel",)}
    client = reader(app, made(workspace, f"{role} of a list", role, **more))
    assert walk(client, [path for path in addresses(app) if path.startswith("/api/")], ways) > 3
    assert client.get("/api/changes?from-run=1&to-run=1").status_code == 403
    assert client.get("/api/compare/win_rate").status_code == 403
    assert client.get("/api/kpis/programme_cost").status_code == 403
    assert client.get(f"/api/kpis/target_accounts?list={FOREIGN} list").status_code == 403
    assert client.get("/api/kpis/target_accounts").json()["total"]["value"] == 3
    assert {row["list"] for row in client.get("/api/accounts/own").json()["lists"]} == {"Steel"}


@pytest.mark.exhaustive
def test_no_file_of_a_page_goes_beyond_a_list(workspace: Workspace, app: Any) -> None:
    client = reader(app, made(workspace, "files", "analyst", lists=("Steel",)))
    assert walk(client, [path for path in addresses(app) if path.endswith(FILES)], WAYS) > 20


def test_an_unrestricted_token_sees_the_other_list(workspace: Workspace, app: Any) -> None:
    """Else the test before would prove nothing."""
    client = reader(app, made(workspace, "unrestricted", "analyst"))
    assert client.get("/api/kpis/target_accounts").json()["total"]["value"] == 4
    assert len(client.get("/api/accounts/own").json()["lists"]) == 2
    assert leaks(client.get("/api/accounts"), "")


def test_answers_are_kept_apart_by_lists(workspace: Workspace, app: Any) -> None:
    path = "/api/kpis/target_accounts"
    steel = reader(app, made(workspace, "s", "viewer", lists=("Steel",)))
    other = reader(app, made(workspace, "o", "viewer", lists=(f"{FOREIGN} list",)))
    assert [client.get(path).json()["total"]["value"] for client in (steel, other, steel)] == [3, 2, 3]


class TestWhatIsNotGood:
    def told(self, app: Any, text: str) -> tuple[int, str]:
        answer = reader(app, text).get("/api/accounts")
        return answer.status_code, answer.json()["detail"]

    def test_unknown_wrong_and_cut_tokens_are_told_alike(self, workspace: Workspace, app: Any) -> None:
        good = made(workspace, "to be guessed", "viewer")
        wrong = good[:-1] + ("A" if good[-1] != "A" else "B")
        for text in (wrong, good[:-1], "assay_000000000000_" + good[-43:], "assay_"):
            assert self.told(app, text) == (401, "This token is not known here."), text
        answer = reader(app, wrong).get("/api/accounts")
        assert answer.headers["www-authenticate"] == "Bearer"

    def test_expired_and_revoked(self, workspace: Workspace, app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        text = made(workspace, "short", "viewer", days=1)
        assert reader(app, text).get("/api/accounts").status_code == 200
        now = time.time()
        with monkeypatch.context() as later:
            later.setattr(tokens.time, "time", lambda: now + 86_401)
            status, said = self.told(app, text)
        assert (status, said.startswith("This token expired at ")) == (401, True)
        assert assay("-C", workspace.path, "token", "revoke", "short").status == 0
        status, said = self.told(app, text)
        assert (status, said.startswith("This token was revoked at ")) == (401, True)

    def test_an_own_token_ends_with_its_user(self, workspace: Workspace, app: Any) -> None:
        users = Users(workspace)
        users.add("Leo", PASSWORD, "analyst")
        text = made(workspace, "leo's", "analyst", user="Leo")
        assert reader(app, text).get("/api/runs").status_code == 200
        with users.open() as connection:
            connection.execute("UPDATE users SET role = 'viewer' WHERE name = 'Leo'")
        assert self.told(app, text)[0] == 401
        users.remove("Leo")
        assert self.told(app, text)[1].startswith("This token was revoked")

    def test_a_comparison_takes_as_long_for_an_unknown_id(
        self, workspace: Workspace, app: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        compared: list[tuple[int, int]] = []
        same = hmac.compare_digest
        monkeypatch.setattr(tokens.hmac, "compare_digest", lambda a, b: compared.append((len(a), len(b))) or same(a, b))
        good = made(workspace, "timed", "viewer")
        for text in (good, good[:-1] + "_", "assay_000000000000_" + good[-43:], "assay_nonsense"):
            reader(app, text).get("/api/kpis")
        assert compared == [(64, 64)] * 4

    def test_many_bad_ones_are_told_to_wait_and_bar_no_good_one(self, workspace: Workspace, app: Any) -> None:
        good = made(workspace, "good", "viewer")
        bad = reader(app, "assay_000000000000_" + "x" * 43)
        before = sum(one.action == "token refused" for one in entries(workspace))
        statuses = [bad.get("/api/kpis").status_code for _ in range(tokens.PER_ADDRESS + 5)]
        assert statuses == [401] * tokens.PER_ADDRESS + [429] * 5
        assert int(bad.get("/api/kpis").headers["retry-after"]) > 60
        assert sum(one.action == "token refused" for one in entries(workspace)) - before == tokens.PER_ADDRESS
        assert reader(app, good).get("/api/accounts").status_code == 200
        assert signed_in(app, "Ann").get("/api/accounts").status_code == 200

    def test_a_token_that_asks_too_often_has_to_wait(
        self, workspace: Workspace, app: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(tokens, "PER_MINUTE", 3)
        client = reader(app, made(workspace, "hasty", "viewer"))
        assert [client.get("/api/kpis").status_code for _ in range(4)] == [200, 200, 200, 429]
        assert 0 < int(client.get("/api/kpis").headers["retry-after"]) <= 61


def test_a_token_changes_nothing_and_opens_no_page(workspace: Workspace, app: Any) -> None:
    client = reader(app, made(workspace, "only reads", "admin"))
    for method, path in (
        ("POST", "/me/tokens"),
        ("POST", "/api/kpis"),
        ("DELETE", "/api/kpis"),
        ("POST", "/refresh.json"),
    ):
        assert client.request(method, path).status_code == 403, path
    for path in ("/", "/funnel", "/me", "/sign-in", "/log", "/settings"):
        assert client.get(path).status_code == 403, path


def test_other_ways_of_telling_who_one_is_pass_by(app: Any) -> None:
    client = signed_in(app, "Ann")
    for said in ("Basic YTpi", "Bearer eyJhbGciOi.of.a-proxy"):
        assert client.get("/api/accounts", headers={"Authorization": said}).status_code == 200
    assert client.get("/api/accounts", headers={"Authorization": "Bearer assay_x"}).status_code == 401


def test_without_sign_in_a_token_narrows_all_the_same(workspace: Workspace) -> None:
    app = create_app(workspace)
    client = reader(app, made(workspace, "local", "rep", owner="rita"))
    assert not leaks(client.get("/api/accounts"), "")
    assert reader(app, "assay_000000000000_" + "x" * 43).get("/api/accounts").status_code == 401


def test_the_secret_is_in_no_file(workspace: Workspace, app: Any, capfd: Any) -> None:
    text = made(workspace, "secret", "viewer")
    reader(app, text).get("/api/accounts")
    reader(app, text[:-1] + "!").get("/api/accounts")
    secret = text.rpartition("_")[2] if text.count("_") == 2 else text[19:]
    for path in workspace.path.rglob("*"):
        assert not path.is_file() or secret[:40].encode() not in path.read_bytes(), path
    assert secret[:40] not in "".join(capfd.readouterr())


def test_exports_by_a_token_are_noted_under_its_name(workspace: Workspace, app: Any) -> None:
    client = reader(app, made(workspace, "nightly", "analyst"))
    assert client.get("/accounts.csv").status_code == 200
    assert [one.actor for one in entries(workspace) if one.action == "export"][-1] == "token:nightly"


def test_files_are_those_that_pages_have() -> None:
    assert {f".{kind}" for kind in WRITERS} < set(FILES)


class TestCommand:
    def test_create_list_and_revoke(self, tmp_path: Path) -> None:
        folder = create_workspace(tmp_path / "w").path
        said = assay("-C", folder, "token", "create", "nightly", "--role", "rep", "--owner", "u1", "--days", "7")
        assert re.fullmatch(r"assay_[0-9a-f]{12}_[A-Za-z0-9_-]{43}\n", said.out)
        (listed,) = assay("-C", folder, "token", "list", "--format", "json").json
        assert (listed["name"], listed["role"], listed["owner"], listed["state"]) == ("nightly", "rep", "u1", "good")
        assert listed["used_at"] is None
        assert said.out.strip()[19:] not in json.dumps(listed)
        assert assay("-C", folder, "token", "revoke", listed["id"]).status == 0
        assert assay("-C", folder, "token", "list", "--format", "json").json[0]["state"] == "revoked"
        actions = [one.action for one in entries(Workspace(folder))]
        assert actions[-2:] == ["token create", "token revoke"]
        assert said.out.strip()[19:] not in audit_path(Workspace(folder)).read_text()

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            (("x", "--role", "boss"), "Unknown role 'boss'"),
            (("x", "--role", "rep"), "who is he?"),
            (("x", "--days", "0"), "cannot last 0 days"),
            (("x", "--days", "400"), "cannot last 400 days"),
            ((" ",), "is no name"),
        ],
    )
    def test_what_makes_none(self, tmp_path: Path, words: tuple[str, ...], told: str) -> None:
        folder = create_workspace(tmp_path / "w").path
        said = assay("-C", folder, "token", "create", *words)
        assert (said.status, told in said.err) == (2, True), said.err
        assert assay("-C", folder, "token", "list", "--format", "json").json == []

    def test_a_list_that_is_not_there(self, workspace: Workspace) -> None:
        said = assay("-C", workspace.path, "token", "create", "x", "--list", "Steal")
        assert (said.status, "Did you mean 'Steel'?" in said.err) == (2, True)
        said = assay("-C", workspace.path, "token", "revoke", "nobody's")
        assert (said.status, "no token" in said.err) == (2, True)


class TestPage:
    def post(self, client: TestClient, path: str, **form: str) -> Any:
        return client.post(path, data={**form, "csrf": token_of(client.get("/me").text)})

    def shown(self, page: str) -> str:
        found = re.search(r"assay_[0-9a-f]{12}_[A-Za-z0-9_-]{43}", page)
        assert found, page
        return found[0]

    def test_everybody_makes_own_ones_with_own_rights(self, workspace: Workspace, app: Any) -> None:
        rita = signed_in(app, "Rita")
        page = self.post(rita, "/me/tokens", name="mine", role="admin", days="3")
        text = self.shown(page.text)
        assert text not in rita.get("/me").text
        assert not leaks(reader(app, text).get("/api/accounts"), "")
        (mine,) = tokens.every_token(Users(workspace), "Rita")
        assert (mine.role, mine.owner, mine.user) == ("rep", "rita", "Rita")

    def test_an_administrator_sees_all_and_others_their_own(self, workspace: Workspace, app: Any) -> None:
        ann, rita = signed_in(app, "Ann"), signed_in(app, "Rita")
        page = self.post(ann, "/me/tokens", name="for a board", role="viewer", lists="Steel\n")
        assert reader(app, self.shown(page.text)).get("/api/kpis/target_accounts").json()["total"]["value"] == 3
        assert "for a board" in ann.get("/me").text
        assert "for a board" not in rita.get("/me").text
        (board,) = [one for one in tokens.every_token(Users(workspace)) if one.name == "for a board"]
        assert self.post(rita, "/me/tokens/revoke", token=board.id).status_code == 422
        assert self.post(ann, "/me/tokens/revoke", token=board.id).status_code == 200
        assert "for a board" not in ann.get("/me").text


def test_names_are_taken_while_they_are_good(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "w")
    made(workspace, "one", "viewer")
    with pytest.raises(UsageError, match="already"):
        made(workspace, "one", "viewer")
    tokens.revoke(Users(workspace), "one")
    made(workspace, "one", "viewer")
