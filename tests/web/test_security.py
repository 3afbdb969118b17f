"""Who may see what: a rep, on every route, by every way of asking; and what protects the server itself."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from urllib.parse import quote

import pyarrow.parquet as parquet
import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from assay.errors import UsageError
from assay.kpis import CATALOGUE
from assay.web import security, sessions
from assay.web.admission import is_open
from assay.web.app import create_app
from assay.web.users import Users
from web.conftest import ADDRESS, FOREIGN, PASSWORD, copy_of, sign_in, signed_in, token_of

WAYS = (
    "",
    "arm=all&roll-up=1",
    "owner=olaf",
    "owner=rita&owner=Olaf&arm=rest",
    f"arm=all&where=name = 'The {FOREIGN} company'",
)
EVERYWHERE = ("", "arm=all&roll-up=1")
"""Asked on every route; the other ways on the API and on the table of accounts."""
ONE_OF_A_KIND = tuple({kpi.measure.bases[0].grain: key for key, kpi in reversed(CATALOGUE.items())}.values())
"""A KPI for every kind of rows that a figure is made of."""


def routes(app: Any) -> list[APIRoute]:
    return [route for route in walk(app.routes) if isinstance(route, APIRoute) and "GET" in route.methods]


def walk(found: Any) -> Any:
    """Routes, those of included routers too."""
    for route in found:
        inner = getattr(route, "routes", None) or getattr(getattr(route, "original_router", None), "routes", None)
        if inner and not isinstance(route, APIRoute):
            yield from walk(inner)
        else:
            yield route


def addresses(app: Any, account: str = FOREIGN) -> list[str]:
    """Every address that can be read, with a foreign account's id where an id stands."""
    found = []
    for route in routes(app):
        path = route.path_format
        path = path.replace("{account_id}", account).replace("{key}", "target_accounts")
        path = path.replace("{upload}", "20260101-000000-00000000").replace("{token}", "none").replace("{view}", "1")
        assert "{" not in path, f"{route.path}: say in this test what stands for its parameters"
        found.append(path)
    return found


def texts_of(content: bytes, kind: str) -> str:
    """All text of an answer, of packed ones too."""
    if kind.endswith("sheet"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    if kind.endswith("parquet"):
        return str(parquet.read_table(io.BytesIO(content)).to_pylist())
    return content.decode("utf-8", "replace")


def leaks(answer: Any, asked: str) -> bool:
    """Whether the foreign company stands in an answer; what was asked for may be said back."""
    said = texts_of(answer.content, answer.headers.get("content-type", "").partition(";")[0])
    for told in (asked, quote(asked), quote(asked, safe=""), FOREIGN if answer.status_code == 404 else "\0"):
        said = said.replace(told, "")
    return FOREIGN in said


class TestRep:
    def test_the_walk_meets_every_route(self, guarded_app: Any):
        found = addresses(guarded_app)
        assert {"/lists", "/lists.csv", "/kpis/target_accounts", "/api/accounts", f"/api/accounts/{FOREIGN}"} <= set(
            found
        )
        assert len(found) == len(routes(guarded_app))

    def test_an_administrator_sees_the_other_account_on_the_same_routes(self, admin: TestClient):
        """Else the next test would prove nothing."""
        assert FOREIGN in admin.get("/api/accounts").text
        assert FOREIGN in admin.get(f"/api/accounts/{FOREIGN}").text
        assert FOREIGN in admin.get("/kpis/target_accounts.csv?table=rows").text
        assert leaks(admin.get("/kpis/target_accounts.xlsx?table=rows"), "")
        assert leaks(admin.get("/kpis/target_accounts.parquet?table=rows"), "")

    @pytest.mark.slow
    @pytest.mark.parametrize("way", WAYS)
    def test_no_route_shows_another_account(self, guarded_app: Any, rep: TestClient, way: str):
        shown = 0
        for path in addresses(guarded_app):
            if way and not path.startswith("/api/") and not path.endswith(".json"):
                continue  # a page and its other twins are made of what the .json twin holds, and are asked without words
            if way not in EVERYWHERE and not path.startswith(("/api/", "/accounts")):
                continue
            answer = rep.get(f"{path}?{way}" if way else path)
            assert not leaks(answer, way.rpartition("name = ")[2]), f"{path}?{way}: {answer.text[:2000]}"
            assert answer.status_code != 500, path
            shown += answer.status_code == 200
        assert (shown > 5) != (way == "owner=olaf")

    @pytest.mark.parametrize("key", ONE_OF_A_KIND)
    def test_no_rows_behind_a_figure_are_of_another_account(self, rep: TestClient, key: str):
        for path in (f"/api/kpis/{key}/rows?arm=all", f"/api/kpis/{key}?by=account&arm=all"):
            answer = rep.get(path)
            assert answer.status_code in (200, 400, 403, 422), answer.text
            assert FOREIGN not in answer.text

    def test_a_figure_is_that_of_anybody_who_names_the_owner(self, rep: TestClient, admin: TestClient):
        for key in ("target_accounts", "win_rate", "pipeline"):
            mine = rep.get(f"/api/kpis/{key}").json()["total"]
            assert mine == admin.get(f"/api/kpis/{key}?owner=rita").json()["total"]
        assert rep.get("/api/kpis/target_accounts").json()["total"]["value"] == 3

    def test_the_own_account_is_there(self, rep: TestClient):
        assert rep.get("/api/accounts/own").json()["account"]["name"] == "Ownwell"
        assert rep.get("/api/accounts/own%2F2").json()["account"]["account_id"] == "own/2"

    @pytest.mark.parametrize("name", [FOREIGN, f"The {FOREIGN} company", f"{FOREIGN}2", "nobodys", "zyxforeig"])
    def test_another_account_is_as_one_that_is_not_there(self, rep: TestClient, name: str):
        answer = rep.get(f"/api/accounts/{quote(name)}")
        assert answer.status_code == 404
        assert answer.json()["detail"] == f"There is no account {name!r}."
        assert FOREIGN not in (answer.json()["hint"] or "")

    @pytest.mark.parametrize(
        "path", ["/data", "/data.csv", "/data/changes", "/api/runs", "/api/changes?from-run=1&to-run=1", "/api/compare/win_rate"]
    )  # fmt: skip
    def test_what_is_about_the_company_is_refused(self, rep: TestClient, admin: TestClient, path: str):
        assert rep.get(path).status_code == 403
        assert admin.get(path).status_code != 403

    def test_costs_are_about_the_company(self, rep: TestClient):
        assert rep.get("/api/kpis/programme_cost").status_code == 403
        assert rep.get("/kpis/programme_cost").status_code == 403

    def test_alerts_are_those_of_the_own_accounts(self, rep: TestClient, admin: TestClient):
        everybodys = {alert["subject"] for alert in admin.get("/api/alerts").json()}
        assert {"own", FOREIGN} <= everybodys
        assert {alert["subject"] for alert in rep.get("/api/alerts").json()} <= {"own", "d2"}

    def test_sql_of_a_page_sees_the_own_accounts_only(self, guarded_app: Any):
        """Every fact that names an account or a deal, under its usual name and under `main`."""
        from assay.facts.schema import FACTS
        from assay.web.rights import Viewer, narrowed_cursor

        with guarded_app.state.site.runs.pinned() as run:
            mine = narrowed_cursor(Viewer("Rita", "rep", "rita"), run)
            everything = narrowed_cursor(Viewer("Ann"), run)
            for fact, columns in FACTS.items():
                if {"account_id", "opportunity_id"} & set(columns):
                    for name in (fact, f"main.{fact}"):
                        assert FOREIGN not in str(mine.execute(f"SELECT * FROM {name}").fetchall()), name
            assert FOREIGN in str(everything.execute("SELECT * FROM accounts").fetchall())
            assert mine.execute("SELECT count(*) FROM accounts").fetchone() == (4,)


class TestNakedRoutes:
    """Somebody adds a route and forgets the visit, in any of the ways there are: it says nothing where people sign in."""

    PATHS = ("/naked/of-a-router", "/naked/bare", "/naked/added", "/naked/mounted/file", "/static-not")

    @pytest.fixture
    def careless(self, guarded: Any) -> Any:
        app = create_app(guarded, sign_in=True)
        router = APIRouter(prefix="/naked")
        router.add_api_route("/of-a-router", lambda: {"told": FOREIGN})
        router.routes.append(Route("/naked/bare", lambda _: PlainTextResponse(FOREIGN)))
        app.include_router(router)
        app.add_api_route("/naked/added", lambda: FOREIGN, methods=["GET", "POST"])
        app.mount("/naked/mounted", Starlette(routes=[Route("/file", lambda _: PlainTextResponse(FOREIGN))]))
        app.add_route("/static-not", lambda _: PlainTextResponse(FOREIGN))
        return app

    @pytest.mark.parametrize("path", PATHS)
    def test_to_a_stranger(self, careless: Any, path: str):
        found = TestClient(careless, base_url=ADDRESS, follow_redirects=False).get(path)
        assert found.status_code == 303
        assert FOREIGN not in found.text

    @pytest.mark.parametrize("name", ["Rita", "Ann"])
    def test_to_whoever_has_signed_in(self, careless: Any, name: str):
        client = signed_in(careless, name)
        for path in self.PATHS:
            found = client.get(path)
            assert found.status_code == 403, path
            assert FOREIGN not in found.text
            assert client.head(path).status_code in (403, 405)
            assert found.headers["content-security-policy"]

    def test_nor_by_a_socket(self, rep: TestClient):
        with pytest.raises(WebSocketDisconnect), rep.websocket_connect("/naked"):
            pass

    def test_without_sign_in_there_is_nobody_to_tell_apart(self, workspace: Any):
        app = create_app(workspace)
        app.add_api_route("/naked", lambda: "said")
        assert TestClient(app, base_url=ADDRESS).get("/naked").json() == "said"


class TestSignIn:
    def test_nothing_is_open_without_it(self, guarded_app: Any):
        client = TestClient(guarded_app, base_url=ADDRESS, follow_redirects=False)
        for path in addresses(guarded_app, "own"):
            answer = client.get(path)
            if path in ("/sign-in/with", "/sign-in/back", "/join") or path.startswith("/unsubscribe/"):
                assert answer.status_code == 404, path  # this company has no sign-in provider; a link needs its key
            elif is_open(path):
                assert answer.status_code == 200
            elif path.startswith("/api/") or "." in path:
                assert answer.status_code == 401, path
                assert answer.json()["hint"]
            else:
                assert answer.status_code == 303, path
                assert answer.headers["location"].startswith("/sign-in?next=%2F")

    def test_and_back_to_where_one_wanted(self, guarded_app: Any):
        client = TestClient(guarded_app, base_url=ADDRESS, follow_redirects=False)
        page = client.get("/sign-in?next=%2Fkpis%3Ftier%3D1")
        form = {"name": "Ann", "password": PASSWORD, "csrf": token_of(page.text), "next": "/kpis?tier=1"}
        answer = client.post("/sign-in", data=form)
        assert (answer.status_code, answer.headers["location"]) == (303, "/kpis?tier=1")
        assert client.get("/kpis").status_code == 200

    @pytest.mark.parametrize("next", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x"])
    def test_never_to_another_site(self, guarded_app: Any, next: str):
        client = TestClient(guarded_app, base_url=ADDRESS, follow_redirects=False)
        token = token_of(client.get("/sign-in", params={"next": next}).text)
        form = {"name": "Ann", "password": PASSWORD, "csrf": token, "next": next}
        assert client.post("/sign-in", data=form).headers["location"] == "/"

    def test_cookies(self, guarded_app: Any):
        client = TestClient(guarded_app, base_url="https://127.0.0.1", follow_redirects=False)
        cookie = next(
            value for value in sign_in(client, "Vic", PASSWORD).headers.get_list("set-cookie") if "session" in value
        )
        assert all(word in cookie for word in ("HttpOnly", "SameSite=lax", "Secure", "Max-Age"))
        plain = TestClient(guarded_app, base_url=ADDRESS, follow_redirects=False)
        assert "Secure" not in sign_in(plain, "Vic", PASSWORD).headers["set-cookie"]

    def test_every_sign_in_makes_a_new_session_and_ends_the_old(self, guarded_app: Any):
        client = signed_in(guarded_app, "Vic")
        first = client.cookies[security.SESSION]
        assert sign_in(client, "Vic", PASSWORD).status_code == 303
        assert client.cookies[security.SESSION] != first
        old = TestClient(guarded_app, base_url=ADDRESS, follow_redirects=False, cookies={security.SESSION: first})
        assert old.get("/kpis").status_code == 303

    def test_signing_out_ends_the_session(self, guarded_app: Any):
        client = signed_in(guarded_app, "Vic")
        session = client.cookies[security.SESSION]
        assert client.post("/sign-out").status_code == 403  # without the token
        token = token_of(client.get("/kpis").text)
        assert client.post("/sign-out", data={"csrf": token}).status_code == 303
        again = TestClient(guarded_app, base_url=ADDRESS, follow_redirects=False, cookies={security.SESSION: session})
        assert again.get("/kpis").status_code == 303

    def test_sessions_end(self, guarded: Any, monkeypatch: pytest.MonkeyPatch):
        users = Users(guarded)
        session = sessions.start(users, users.get("Vic"))
        assert sessions.user_of(users, session) is not None
        now = sessions.time.time()
        monkeypatch.setattr(sessions.time, "time", lambda: now + sessions.IDLE + 1)
        assert sessions.user_of(users, session) is None

    def test_the_file_signs_nobody_in(self, guarded: Any):
        """What is stored is no session's id and no password."""
        users = Users(guarded)
        session = sessions.start(users, users.get("Vic"))
        content = users.path.read_bytes()
        assert session.encode() not in content
        assert PASSWORD.encode() not in content
        assert users.path.stat().st_mode & 0o077 == 0

    def test_too_many_attempts(self, guarded: Any, tmp_path: Any):
        app = create_app(copy_of(guarded, tmp_path / "w"), sign_in=True)
        client = TestClient(app, base_url=ADDRESS, follow_redirects=False)
        answers = [sign_in(client, "Ann", "wrong password").status_code for _ in range(sessions.PER_NAME + 1)]
        assert answers == [401] * sessions.PER_NAME + [429]
        blocked = sign_in(client, "ann", PASSWORD)
        assert blocked.status_code == 429
        assert int(blocked.headers["retry-after"]) > 0
        assert sign_in(client, "Vic", PASSWORD).status_code == 303


class TestServer:
    @pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::"])
    def test_others_must_sign_in_and_somebody_must_be_able_to(self, workspace: Any, guarded: Any, host: str):
        with pytest.raises(UsageError, match="nobody may sign in") as error:
            create_app(workspace, host=host)
        assert "assay user add" in (error.value.hint or "")
        client = TestClient(create_app(guarded, host=host), base_url=ADDRESS, follow_redirects=False)
        assert client.get("/kpis").status_code == 303

    def test_a_name_for_others_asks_for_sign_in_too(self, workspace: Any):
        """A proxy on this computer may stand between others and the server."""
        with pytest.raises(UsageError, match="nobody may sign in"):
            create_app(workspace, names=["assay.example.com"])

    @pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", ""])
    def test_a_foreign_host_is_refused(self, site: TestClient, host: str):
        assert site.get("/kpis", headers={"host": host}).status_code == 421

    def test_its_own_name_is_taken(self, guarded: Any):
        client = TestClient(create_app(guarded, names=["assay.example.com"]), base_url="http://assay.example.com")
        assert client.get("/sign-in").status_code == 200

    @pytest.mark.parametrize("path", ["/kpis", "/nix", "/api/kpis", "/kpis.csv", "/sign-in", "/static/icon.svg"])
    def test_headers(self, site: TestClient, path: str):
        headers = site.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"

    def test_pages_hold_no_inline_script_or_style(self, site: TestClient):
        import re

        for path in ("/lists", "/kpis", "/kpis/win_rate", "/data", "/sign-in", "/nix"):
            page = site.get(path).text
            assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=|javascript:", page), path
            assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page), path

    def test_changes_need_the_token(self, guarded_app: Any):
        client = signed_in(guarded_app, "Ann")
        form = {"name": "Ann", "password": PASSWORD}
        assert client.post("/sign-in", data=form).status_code == 403
        assert client.post("/sign-in", data={**form, "csrf": "0" * 64}).status_code == 403
        token = token_of(client.get("/sign-in").text)
        crossed = client.post("/sign-in", data={**form, "csrf": token}, headers={"sec-fetch-site": "cross-site"})
        assert crossed.status_code == 403

    def test_every_change_has_the_check(self, guarded_app: Any):
        """No route that changes anything answers without the token."""
        client = signed_in(guarded_app, "Ann")
        changing = [
            (method, route.path_format)
            for route in walk(guarded_app.routes)
            if isinstance(route, APIRoute)
            for method in route.methods - {"GET", "HEAD", "OPTIONS"}
        ]
        assert ("POST", "/sign-out") in changing
        for method, path in changing:
            signed = path.startswith("/unsubscribe/")  # its link is the proof: mail programs ask it without any page
            assert client.request(method, path).status_code == (404 if signed else 403), path
