"""What takes too long is broken off, says so, and leaves the next request in peace."""

from __future__ import annotations

import time
from pathlib import Path
from threading import active_count
from typing import Any

import pytest
from starlette.testclient import TestClient

from assay.errors import UsageError
from assay.settings import read_settings
from assay.store.runs import open_run
from assay.store.workspace import Workspace
from assay.web import time_allowed
from assay.web.app import create_app
from assay.web.pages.registry import Page, Shown
from assay.web.time_allowed import Allowance, TooLong, within
from web.conftest import ADDRESS, copy_of

ENDLESS = "SELECT count(*) FROM range(10_000_000_000) AS a, range(10_000_000_000) AS b"


def slow(visit: Any) -> Shown:
    visit.cursor().execute(ENDLESS).fetchone()
    raise AssertionError("it came to an end")


def many(visit: Any) -> Shown:
    """Many short questions, one after the other."""
    while True:
        visit.cursor().execute("SELECT 1").fetchone()


def thinking(_: Any) -> Shown:
    """Work in Python alone, which no database can interrupt, and which takes no error for an end."""
    while True:
        try:
            sum(range(1_000))
        except Exception:
            continue


@pytest.fixture(scope="module")
def hurried(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    made = copy_of(workspace, tmp_path_factory.mktemp("hurried") / "w")
    settings = made.path / "assay.toml"
    settings.write_text(settings.read_text("utf-8") + "\n[web]\nseconds = 0.2\n", "utf-8")
    pages = (
        Page("slow", "/slow", "Slow", slow),
        Page("many", "/many", "Many", many),
        Page("thinking", "/thinking", "Thinking", thinking),
    )
    return TestClient(create_app(made, pages=pages), base_url=ADDRESS)


@pytest.mark.parametrize("path", ["/slow", "/many", "/thinking", "/slow.json", "/slow.csv"])
def test_a_request_that_takes_too_long(hurried: TestClient, path: str) -> None:
    started = time.monotonic()
    found = hurried.get(path)
    assert time.monotonic() - started < 10
    assert found.status_code == 504
    assert "This took longer than 0.2 s and was broken off." in found.text
    assert "[web] seconds" in found.text
    if path == "/slow":
        assert "<h1>This took too long</h1>" in found.text
        assert "La réponse a pris trop de temps" in hurried.get(f"{path}?lang=fr").text
    elif path not in ("/many", "/thinking"):
        assert found.headers["content-type"] == "application/problem+json"
        assert found.json()["status"] == 504


def test_the_next_request_is_answered(hurried: TestClient) -> None:
    assert hurried.get("/slow").status_code == 504
    assert hurried.get("/api/kpis").status_code == 200
    assert hurried.get("/api/runs").json()[0]["run"] == 1


def test_no_thread_is_left_behind(workspace: Workspace) -> None:
    before = active_count()
    run = open_run(workspace)
    try:
        for _ in range(3):
            with within(60, run) as limited:
                assert limited.cursor().execute("SELECT 1").fetchone() == (1,)
        with pytest.raises(TooLong), within(0.01, run) as limited:
            limited.cursor().execute(ENDLESS).fetchone()
    finally:
        run.close()
    time.sleep(0.3)
    assert active_count() <= before


def test_what_came_too_late_to_stop_a_request_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """The end of the work and the moment in which it is stopped may fall together."""
    monkeypatch.setattr(time_allowed, "GRACE", 0.0)
    stopped = 0
    for _ in range(200):
        allowance = Allowance(0.001)
        try:
            with allowance.working(), allowance.working():
                time.sleep(time_allowed.AGAIN)
        except TooLong:
            stopped += 1
        finally:
            allowance.end()
        sum(range(2_000))
    assert stopped


def test_the_setting(tmp_path: Path) -> None:
    path = tmp_path / "assay.toml"
    path.write_text("[web]\nseconds = 5\n", "utf-8")
    assert read_settings(path).web.seconds == 5
    assert "web" not in read_settings(path).model_dump()  # changes no figure: no run keeps it
    path.write_text("[web]\nseconds = 0\n", "utf-8")
    with pytest.raises(UsageError, match=r"web\.seconds = 0"):
        read_settings(path)
