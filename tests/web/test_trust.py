"""Trust is decided by each request: a proxy on this computer makes nobody local, and TLS is told by what stands before."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from assay.store.workspace import create_workspace
from assay.web import security, sessions
from assay.web.app import create_app
from assay.web.users import Users

ADDRESS = "http://127.0.0.1:8000"
PASSWORD = "four words nobody expects"


@pytest.fixture
def app(tmp_path: Path) -> Any:
    return create_app(create_workspace(tmp_path / "work"))


def asked(app: Any, client: str = "127.0.0.1", **headers: str) -> int:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return TestClient(app, base_url=ADDRESS, client=(client, 1)).get("/api/kpis", headers=named).status_code


@pytest.mark.parametrize("name", security.FORWARDED)
def test_a_forwarded_request_is_refused_without_sign_in(app: Any, name: str) -> None:
    assert asked(app) == 200
    assert asked(app, **{name: "127.0.0.1"}) == 403


def test_a_request_from_another_computer_is_refused_without_sign_in(app: Any) -> None:
    assert asked(app, client="192.168.1.9") == 403
    assert asked(app, client="::1") == 200


def test_a_page_of_another_name_that_the_browser_calls_its_own_came_through_a_proxy(app: Any) -> None:
    assert asked(app, sec_fetch_site="same-origin", referer="https://assay.example.com/kpis") == 403
    assert asked(app, sec_fetch_site="same-origin", referer=f"{ADDRESS}/kpis") == 200
    assert asked(app, sec_fetch_site="cross-site", referer="https://wiki.example.com/") == 200


@pytest.fixture
def guarded(tmp_path: Path) -> Any:
    workspace = create_workspace(tmp_path / "guarded", **{"web.public_url": "https://assay.example.com"})
    Users(workspace).add("Ann", PASSWORD, "admin")
    return workspace


def test_behind_tls_cookies_are_locked_to_the_host_and_browsers_stay_with_tls(guarded: Any) -> None:
    app = create_app(guarded)
    client = TestClient(app, base_url="http://assay.example.com", follow_redirects=False)
    page = client.get("/sign-in")
    assert page.headers["strict-transport-security"].startswith("max-age=")
    cookie = page.headers["set-cookie"]
    assert cookie.startswith("__Host-assay_visitor=")
    assert "Secure" in cookie
    assert "Domain" not in cookie
    assert client.get("/").status_code == 303  # who is named in public must be signed in to


def test_a_session_set_without_tls_does_not_count_behind_it(guarded: Any) -> None:
    users = Users(guarded)
    session = sessions.start(users, users.get("Ann"))
    app = create_app(guarded)
    for name, status in (("assay_session", 401), ("__Host-assay_session", 200)):
        client = TestClient(app, base_url="http://assay.example.com", cookies={name: session})
        client.cookies = None
        found = client.get("/api/kpis", headers={"cookie": f"{name}={session}"})
        assert found.status_code == status


def attempts(users: Users, addresses: list[str]) -> list[int]:
    """Seconds each attempt had to wait, all made at once."""
    waits: list[int] = []
    threads = [
        threading.Thread(target=lambda at=at: waits.append(sessions.sign_in(users, "Ann", "wrong password", at)[1]))
        for at in addresses
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waits


def test_sixty_attempts_at_once_are_no_more_than_one_after_the_other(guarded: Any, monkeypatch: Any) -> None:
    users = Users(guarded)
    monkeypatch.setattr(Users, "verified", lambda *_: None)
    waits = attempts(users, ["10.0.0.1"] * 60)
    assert waits.count(0) == sessions.PER_NAME


def test_many_addresses_guess_one_name_no_faster(guarded: Any, monkeypatch: Any) -> None:
    users = Users(guarded)
    monkeypatch.setattr(Users, "verified", lambda *_: None)
    waits = attempts(users, [f"10.0.{n}.1" for n in range(80)])
    assert waits.count(0) == sessions.PER_ACCOUNT


def test_a_right_password_forgets_the_failures_of_that_address(guarded: Any) -> None:
    users = Users(guarded)
    for _ in range(sessions.PER_NAME - 1):
        assert sessions.sign_in(users, "Ann", "wrong password", "10.0.0.1") == (None, 0)
    user, seconds = sessions.sign_in(users, "Ann", PASSWORD, "10.0.0.1")
    assert (user is not None, seconds) == (True, 0)
    assert sessions.sign_in(users, "Ann", "wrong password", "10.0.0.1") == (None, 0)


class TestBudgets:
    def test_a_long_address_and_a_large_body_are_refused(self, app: Any) -> None:
        client = TestClient(app, base_url=ADDRESS, client=("127.0.0.1", 1))
        assert client.get("/api/kpis?" + "x" * security.LONGEST_ADDRESS).status_code == 414
        assert client.post("/sign-in", content=b"x" * (security.LARGEST_BODY + 1)).status_code == 413

    def test_a_body_of_untold_length_is_counted(self, app: Any) -> None:
        client = TestClient(app, base_url=ADDRESS, client=("127.0.0.1", 1))

        def endless() -> Any:
            for _ in range(1000):
                yield b"x" * 65_536

        headers = {"content-type": "application/x-www-form-urlencoded"}
        assert client.post("/sign-in", content=endless(), headers=headers).status_code == 413

    def test_a_series_of_too_many_points_is_refused_at_once(self) -> None:
        from datetime import date

        from assay.errors import UsageError
        from assay.metrics.periods import MOST_PERIODS, Timing, windows
        from assay.settings import Settings

        century = Timing(date(1926, 1, 1), date(2026, 1, 1), date(2026, 1, 1), date(2026, 1, 1))
        with pytest.raises(UsageError, match="by day") as told:
            windows(century, "day", "flow", Settings())
        assert "by week" in (told.value.hint or "")
        assert len(windows(century, "month", "flow", Settings())) == 1201
        four_years = Timing(date(2022, 1, 1), date(2026, 1, 1), date(2026, 1, 1), date(2026, 1, 1))
        assert len(windows(four_years, "day", "flow", Settings())) <= MOST_PERIODS
