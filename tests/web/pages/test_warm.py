"""A new run is shown once its pages are ready; until then readers see the one before."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep
from typing import Any

import pytest
from starlette.testclient import TestClient

from assay.store.workspace import Workspace
from assay.web.app import create_app
from assay.web.pages import warm as module
from assay.web.pages.registry import Page, Shown
from assay.web.pages.warm import keep_warm
from assay.web.site import Site
from web.conftest import ADDRESS, build


class Slow:
    """A page that is worked out as soon as it may be; tells of which runs it was asked."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.may, self.begun = Event(), Event()

    def __call__(self, visit: Any) -> Shown:
        self.asked.append(visit.run_number)
        self.begun.set()
        assert self.may.wait(20)
        return Shown("pages/overview.html", {})


def until(condition: Any) -> None:
    end = monotonic() + 20
    while not condition():
        assert monotonic() < end
        sleep(0.02)


@pytest.fixture
def copy(workspace: Workspace, tmp_path: Path) -> Workspace:
    shutil.copytree(workspace.path, tmp_path / "w")
    return Workspace(tmp_path / "w")


@pytest.fixture
def stopped() -> Iterator[Event]:
    event = Event()
    yield event
    event.set()


def started(site: Site, page: Slow, stopped: Event) -> Thread:
    thread = Thread(
        target=keep_warm, args=(site, [Page("overview", "/", "Overview", page)], stopped, 0.02), daemon=True
    )
    thread.start()
    return thread


def test_readers_stay_on_the_run_before_until_the_new_one_is_ready(copy: Workspace, stopped: Event) -> None:
    site, page = create_app(copy).state.site, Slow()
    first = site.runs.newest()
    page.may.set()
    thread = started(site, page, stopped)
    until(lambda: site.runs._shown == first)
    assert page.asked == [first]
    page.may.clear()
    page.begun.clear()
    second = build(copy, full=True)
    assert page.begun.wait(20)
    assert (site.runs.newest(), site.runs.current()) == (second, first)
    page.may.set()
    until(lambda: site.runs.current() == second)
    assert page.asked == [first, second]
    stopped.set()
    thread.join(20)
    assert not thread.is_alive()


def test_pages_say_that_newer_figures_are_being_made_ready(copy: Workspace) -> None:
    app = create_app(copy)
    reader, runs = TestClient(app, base_url=ADDRESS), app.state.site.runs
    first = runs.newest()
    runs.show(first)
    assert "are being made ready" not in reader.get("/lists").text
    second = build(copy, full=True)
    assert f"New figures (run {second}) are being made ready" in reader.get("/lists").text
    told = reader.get("/data/changes").text
    assert f"From run {first} to run {second}" in told, "whoever has just changed something looks for what it did"
    assert "are being made ready" not in told
    early = reader.get(f"/lists?run={second}").text
    assert "These are already the newest figures" in early
    assert "there are newer ones" not in early, "what readers are shown is older, not newer"
    runs.show(second)
    assert "are being made ready" not in reader.get("/lists").text


def test_a_page_that_fails_keeps_no_run_from_being_shown(copy: Workspace, stopped: Event) -> None:
    site = create_app(copy).state.site

    def broken(_: Any) -> Shown:
        raise RuntimeError("broken")

    started(site, broken, stopped)  # type: ignore[arg-type]
    until(lambda: site.runs._shown == site.runs.newest())


def test_no_further_page_is_worked_out_after_a_while(copy: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    site, page = create_app(copy).state.site, Slow()
    monkeypatch.setattr(module, "PATIENCE", -1.0)
    assert module.warm(site, [Page("overview", "/", "Overview", page)]) == 0
    assert page.asked == []
