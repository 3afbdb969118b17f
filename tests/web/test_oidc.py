"""Signing in at the company's own provider: against a real one (oidc-provider-mock), and against tokens made to deceive."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey
from oidc_provider_mock import User as Person
from oidc_provider_mock import run_server_in_thread
from starlette.testclient import TestClient

from assay.settings.web import OIDC
from assay.store.workspace import Workspace, create_workspace
from assay.web import oidc, provider_sessions
from assay.web.app import create_app
from assay.web.oidc import Provider, Silent, new_attempt, user_of
from assay.web.rights import NotLetIn
from assay.web.users import Users
from support.endless import answering
from web.conftest import token_of

ADDRESS = "http://127.0.0.1"
GROUPS = {"assay-admins": "admin", "analysts": "analyst", "sales": "rep"}
PEOPLE = (
    Person(sub="1", claims={"email": "ann@corp.example", "groups": ["assay-admins", "analysts", "lunch"]}),
    Person(sub="2", claims={"email": "rita@corp.example", "groups": ["sales"], "crm_id": "rita"}),
    Person(sub="3", claims={"email": "nobody@corp.example", "groups": ["lunch"]}),
    Person(sub="4", claims={"email": "ray@corp.example", "groups": ["sales"]}),
    Person(sub="5", claims={"email": "local@corp.example", "groups": ["analysts"]}),
)


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with run_server_in_thread(user_claims=PEOPLE) as server:
        yield f"http://localhost:{server.server_port}"


def made(folder: Path, issuer: str, more: str = "") -> Workspace:
    workspace = create_workspace(folder)
    roles = ", ".join(f'"{group}" = "{role}"' for group, role in GROUPS.items())
    settings = workspace.path / "assay.toml"
    written = (
        f'\n[web.oidc]\nissuer = "{issuer}"\nclient_id = "assay"\nclient_secret = {{ env = "OIDC_SECRET" }}\nlabel = "Corp"\n'
        f'roles = {{ {roles} }}\nowner_claim = "crm_id"\n{more}'
    )
    settings.write_text(settings.read_text("utf-8") + written, "utf-8")
    return Workspace(workspace.path)


@pytest.fixture
def workspace(tmp_path: Path, issuer: str, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("OIDC_SECRET", "a secret of this test")
    return made(tmp_path / "w", issuer)


@pytest.fixture
def client(workspace: Workspace) -> TestClient:
    return browser(create_app(workspace, sign_in=True))


def browser(app: Any) -> TestClient:
    return TestClient(app, base_url=ADDRESS, follow_redirects=False)


def at_the_provider(client: TestClient, subject: str, next: str = "/me") -> Any:
    """To the provider, signed in there as somebody; the address that it sends the browser back to."""
    go = client.get("/sign-in/with", params={"next": next})
    assert go.status_code == 303, go.text
    sent = httpx.post(go.headers["location"], data={"sub": subject})
    assert sent.status_code in (302, 303), sent.text
    return sent.headers["location"]


def come_back(client: TestClient, subject: str, next: str = "/me") -> Any:
    back = urlsplit(at_the_provider(client, subject, next))
    assert (back.netloc, back.path) == ("127.0.0.1", "/sign-in/back")
    return client.get(f"{back.path}?{back.query}")


def test_whoever_has_a_role_comes_in_and_his_groups_say_which(client: TestClient, workspace: Workspace):
    assert "Sign in with Corp" in client.get("/sign-in").text
    answer = come_back(client, "1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/me")
    assert "ann@corp.example" in client.get("/me").text
    assert [(user.name, user.role) for user in Users(workspace).all()] == [("ann@corp.example", "admin")]


def test_a_rep_is_kept_to_the_accounts_of_the_owner_that_the_provider_names(client: TestClient, workspace: Workspace):
    assert come_back(client, "2", "/").headers["location"] == "/my"
    (user,) = Users(workspace).all()
    assert (user.role, user.owner) == ("rep", "rita")


@pytest.mark.parametrize(("subject", "said"), [("3", "may not read here"), ("4", "whose accounts are his")])
def test_who_has_no_role_or_no_accounts_is_not_let_in(
    client: TestClient, workspace: Workspace, subject: str, said: str
):
    answer = come_back(client, subject)
    assert answer.status_code == 403
    assert said in answer.text
    assert client.get("/me").status_code == 303
    assert Users(workspace).all() == ()


def test_a_user_of_that_name_who_has_a_password_here_is_somebody_else(workspace: Workspace):
    Users(workspace).add("local@corp.example", "several words nobody expects", "admin")
    client = browser(create_app(workspace, sign_in=True))
    answer = come_back(client, "5")
    assert answer.status_code == 403
    assert "Another user is called" in answer.text


def test_the_way_back_belongs_to_the_browser_that_set_out(client: TestClient, workspace: Workspace):
    """Otherwise a foreign page could sign a victim in as the attacker."""
    back = urlsplit(at_the_provider(client, "1"))
    other = browser(create_app(workspace, sign_in=True))
    assert other.get(f"{back.path}?{back.query}").status_code == 403
    at_the_provider(other, "2")
    answer = other.get(f"{back.path}?{back.query}")
    assert (answer.status_code, "not begun in this browser" in answer.text) == (403, True)
    assert client.get(f"{back.path}?code=x&state=forged").status_code == 403
    assert client.get(f"{back.path}?error=access_denied&state={parse_qs(back.query)['state'][0]}").status_code == 403
    assert client.get("/me").status_code == 303


def test_a_way_back_that_was_altered_or_took_too_long_leads_nowhere(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
):
    back = urlsplit(at_the_provider(client, "1", "https://evil.example"))
    monkeypatch.setattr("assay.web.single_sign_on.LONGEST_ATTEMPT", 0)
    assert client.get(f"{back.path}?{back.query}").status_code == 403
    monkeypatch.undo()
    name = next(name for name in client.cookies if "attempt" in name)
    client.cookies.set(name, "e30=." + "0" * 64)
    assert client.get(f"{back.path}?{back.query}").status_code == 403


def test_nobody_is_led_elsewhere(client: TestClient):
    assert come_back(client, "1", "https://evil.example/").headers["location"] == "/"


def test_a_person_removed_at_the_provider_is_signed_out(
    client: TestClient, issuer: str, monkeypatch: pytest.MonkeyPatch
):
    come_back(client, "1")
    httpx.post(f"{issuer}/users/1/revoke-tokens").raise_for_status()
    assert client.get("/me").status_code == 200  # its word is young
    later(monkeypatch, 11)
    assert client.get("/me").status_code == 303
    assert client.get("/me").status_code == 303


def test_a_session_that_the_provider_still_stands_for_goes_on_with_todays_role(
    client: TestClient, workspace: Workspace, issuer: str, monkeypatch: pytest.MonkeyPatch
):
    come_back(client, "1")
    httpx.put(f"{issuer}/users/1", json={"email": "ann@corp.example", "groups": ["analysts"]}).raise_for_status()
    try:
        later(monkeypatch, 11)
        assert client.get("/me").status_code == 200
        assert [user.role for user in Users(workspace).all()] == ["analyst"]
        httpx.put(f"{issuer}/users/1", json={"email": "ann@corp.example", "groups": []}).raise_for_status()
        later(monkeypatch, 30)
        assert client.get("/me").status_code == 303
    finally:
        httpx.put(f"{issuer}/users/1", json=dict(PEOPLE[0].claims)).raise_for_status()


def test_who_came_by_the_provider_is_sent_there_again_before_he_gives_access_away(
    client: TestClient, workspace: Workspace
):
    come_back(client, "1")
    page = client.get("/me").text
    assert 'action="/me/password"' not in page, "there is no password here to change"
    with Users(workspace).open() as connection:
        connection.execute("UPDATE sessions SET proved_at = 0")
    form = {"name": "Sheet", "csrf": token_of(page)}
    asked = client.post("/me/tokens", data=form, headers={"referer": f"{ADDRESS}/me?x=1"})
    assert (asked.status_code, "proof_password" in asked.text) == (403, False)
    assert "/sign-in/with?again=1&amp;next=%2Fme%3Fx%3D1" in asked.text
    go = client.get("/sign-in/with", params={"next": "/me", "again": "1"})
    sent = parse_qs(urlsplit(go.headers["location"]).query)
    assert (sent["prompt"], sent["max_age"]) == (["login"], ["0"])
    back = urlsplit(httpx.post(go.headers["location"], data={"sub": "1"}).headers["location"])
    assert client.get(f"{back.path}?{back.query}").status_code == 303
    form = {"name": "Sheet", "csrf": token_of(client.get("/me").text)}
    assert client.post("/me/tokens", data=form).status_code == 200


def test_a_provider_that_lets_pass_without_asking_is_not_believed(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
):
    provider = Provider(workspace.settings.web.oidc, workspace)  # type: ignore[arg-type]
    claims = {"sub": "1", "email": "ann@corp.example", "groups": ["analysts"], "auth_time": int(time.time()) - 600}
    monkeypatch.setattr(Provider, "_verified", lambda *_: claims)
    monkeypatch.setattr(Provider, "_asked", lambda *_: {"id_token": "x"})
    assert provider.exchange(new_attempt("/"), "c", "b").shown_at == claims["auth_time"]
    with pytest.raises(NotLetIn, match="should have asked anew"):
        provider.exchange(new_attempt("/", again=True), "c", "b")


def test_a_silent_provider_signs_nobody_out_at_once(client: TestClient, monkeypatch: pytest.MonkeyPatch):
    come_back(client, "1")

    def silent(*_: Any) -> Any:
        raise Silent("no answer")

    monkeypatch.setattr(Provider, "renewed", silent)
    later(monkeypatch, 11)
    assert client.get("/me").status_code == 200
    later(monkeypatch, 10 * provider_sessions.GRACE + 1)
    assert client.get("/me").status_code == 303


def test_sessions_end_with_the_provider_that_stood_for_them(client: TestClient, workspace: Workspace):
    come_back(client, "1")
    settings = workspace.path / "assay.toml"
    settings.write_text(settings.read_text("utf-8").partition("\n[web.oidc]")[0], "utf-8")
    without = browser(create_app(Workspace(workspace.path), sign_in=True))
    without.cookies.update(client.cookies)
    assert without.get("/me").status_code == 303
    assert without.get("/sign-in/with").status_code == 404


def test_where_only_the_provider_signs_in_passwords_are_not_asked(tmp_path: Path, issuer: str):
    workspace = made(tmp_path / "w", issuer, "only = true\n")
    Users(workspace).add("Ann", "several words nobody expects", "admin")
    client = browser(create_app(workspace, sign_in=True))
    page = client.get("/sign-in").text
    assert 'name="password"' not in page
    token = client.app.state.site.secrets.token(next(iter(client.cookies.values())))
    form = {"name": "Ann", "password": "several words nobody expects", "csrf": token}
    assert client.post("/sign-in", data=form).status_code == 403


def later(monkeypatch: pytest.MonkeyPatch, minutes: float) -> None:
    now = time.time()
    monkeypatch.setattr(provider_sessions, "time", SimpleNamespace(time=lambda: now + 60 * minutes))


# Tokens made to deceive.

ISSUER = "https://login.example"
KEY, OTHER = ECKey.generate_key("P-256", {"kid": "a"}), RSAKey.generate_key(2048, {"kid": "b"})
SETTINGS = OIDC(issuer=ISSUER, client_id="assay", roles={"readers": "viewer"})


@pytest.fixture
def provider(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Provider:
    made = Provider(SETTINGS, create_workspace(tmp_path / "p"))
    places = {name: f"{ISSUER}/{name}" for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")}

    def read(_: Provider, address: str, *_headers: Any) -> dict[str, Any]:
        return {"keys": [KEY.as_dict(private=False)]} if address.endswith("jwks_uri") else {"issuer": ISSUER, **places}

    monkeypatch.setattr(Provider, "_json", read)
    return made


@pytest.mark.parametrize("how", ["endless", "packed", "announced", "dripping", "dripping headers"])
def test_a_provider_whose_answer_has_no_end_is_silent(provider: Provider, monkeypatch: pytest.MonkeyPatch, how: str):
    monkeypatch.undo()
    monkeypatch.setattr(oidc, "WAIT", 0.4)
    told = r"answers with more than 1 MiB|had not ended its answer after 0\.4 seconds"
    with answering(how) as url:
        with pytest.raises(Silent, match=told):
            provider._json(url)
        with pytest.raises(Silent, match=told):
            provider._asked(
                "b",
                lambda client: client.fetch_token(
                    url, code="c", code_verifier="v" * 43, grant_type="authorization_code"
                ),
            )


def token(key: Any = KEY, algorithm: str = "ES256", **changes: Any) -> str:
    now = int(time.time())
    claims = {"iss": ISSUER, "aud": "assay", "sub": "7", "iat": now, "exp": now + 300, "nonce": "n"}
    claims |= {"email": "vic@corp.example", "groups": ["readers"], **changes}
    header = {"alg": algorithm, "kid": "a"}
    return str(
        jwt.encode(
            header, {name: value for name, value in claims.items() if value is not None}, key, algorithms=[algorithm]
        )
    )


def test_a_good_token_is_believed(provider: Provider):
    assert provider._verified(token(), "n")["email"] == "vic@corp.example"
    assert provider._verified(token(aud=["assay", "other"], azp="assay"), "n")["sub"] == "7"


@pytest.mark.parametrize(
    "written",
    [
        token(nonce="another"),
        token(nonce=None),
        token(aud="other"),
        token(aud=["assay", "other"]),
        token(aud=["assay", "other"], azp="other"),
        token(iss="https://evil.example"),
        token(exp=int(time.time()) - 3600),
        token(exp=None),
        token(sub=None),
        token(key=OTHER, algorithm="RS256"),
        token(key=OctKey.import_key("a secret that both sides know, and perhaps others too"), algorithm="HS256"),
        token()[:-6] + "AAAAAA",
        "eyJhbGciOiJub25lIn0." + token().split(".")[1] + ".",
        "",
        "no token",
    ],
)
def test_a_token_that_is_not_for_this_attempt_of_this_client_by_this_provider_is_not(provider: Provider, written: str):
    with pytest.raises(NotLetIn):
        provider._verified(written, "n")


def test_a_provider_is_the_one_that_is_named_and_answers_by_tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    answers = {"issuer": "https://evil.example"}
    monkeypatch.setattr(Provider, "_json", lambda *_: answers)
    with pytest.raises(NotLetIn, match="calls itself"):
        Provider(SETTINGS, create_workspace(tmp_path / "a")).address(new_attempt("/"), "http://127.0.0.1/sign-in/back")
    places = {name: f"http://login.example/{name}" for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")}
    answers |= {"issuer": ISSUER, **places}
    with pytest.raises(NotLetIn, match="https address"):
        Provider(SETTINGS, create_workspace(tmp_path / "b")).address(new_attempt("/"), "http://127.0.0.1/sign-in/back")


def test_of_several_groups_the_one_with_most_rights_counts_and_an_unverified_address_none():
    settings = OIDC(issuer=ISSUER, client_id="assay", roles=GROUPS, owners={"north": "olaf", "rita@corp.example": "r"})
    assert user_of({"sub": "1", "email": "a@b.example", "groups": ["sales", "analysts"]}, settings)[0].role == "analyst"
    assert user_of({"sub": "1", "email": "a@b.example", "groups": ["sales", "north"]}, settings)[0].owner == "olaf"
    assert user_of({"sub": "1", "email": "Rita@corp.example", "groups": "sales"}, settings)[0].owner == "r"
    with pytest.raises(NotLetIn, match="not verified"):
        user_of({"sub": "1", "email": "a@b.example", "email_verified": False, "groups": ["analysts"]}, settings)


def test_a_library_that_is_missing_is_named_when_the_server_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from assay.errors import UsageError

    def missing(module: str, extra: str) -> Any:
        raise UsageError(f"This needs {module}, which is not installed.", hint=f"pip install 'assay-abm[{extra}]'")

    monkeypatch.setattr(oidc, "driver", missing)
    with pytest.raises(UsageError, match="joserfc"):
        create_app(made(tmp_path / "w", ISSUER), sign_in=True)
