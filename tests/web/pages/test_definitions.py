"""Definitions in the pages: what a change would do is told first, then it is saved, and the file keeps its comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from assay.landing.manifest import batches
from assay.landing.stage_changes import landed_stages
from assay.landing.undo import undo
from assay.store.audit import entries
from assay.store.runs import published
from assay.store.settings_file import written_settings
from assay.store.workspace import Workspace
from assay.web.app import create_app
from assay.web.pages import list_desk
from web.conftest import ADDRESS, copy_of, token_of
from web.pages.test_desk import choices, settled


@pytest.fixture
def own(workspace: Workspace, tmp_path: Path) -> Workspace:
    return copy_of(workspace, tmp_path / "own")


@pytest.fixture
def site(own: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr(list_desk, "built", lambda *_: {"run": None, "changed": False, "remarks": []})
    with TestClient(create_app(own), base_url=ADDRESS) as client:
        yield client


def form(page: str) -> dict[str, Any]:
    """What the form of the page says as it stands."""
    inputs = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*?value="([^"]*)"', page.split('action="/definitions"')[1]))
    checked = re.findall(r'name="stage" value="([^"]*)" checked', page)
    pages = re.search(r'name="pages"[^>]*>([^<]*)<', page)
    assert pages
    chosen = {name: value for name, value in choices(page).items() if name == "preset"}
    plain = {name: value for name, value in inputs.items() if name != "stage"}
    return {**plain, **chosen, "pages": pages[1], "stage": checked, "csrf": token_of(page)}


def test_a_change_is_previewed_then_saved_and_the_run_stays(site: TestClient, own: Workspace) -> None:
    """Two accounts have touches on more than one day; a preset of 15 minutes makes fewer of them engaged."""
    text, runs = written_settings(own).text, published(own)
    page = site.get("/definitions").text
    said = {**form(page), "preset": "minutes_10"}
    shown = settled(site, site.post("/definitions", data={**said, "do": "preview"}))
    assert "headline figures would differ. Nothing is saved yet." in shown.text
    assert choices(shown.text)["preset"] == "minutes_10", "what was chosen is still there"
    assert written_settings(own).text == text
    assert published(own) == runs
    assert not list(own.spill.glob("changes-*")), "nothing of the trial stays"
    site.post("/definitions", data={**form(shown.text), "do": "save"})
    assert Workspace.find(own.path).settings.engagement.preset == "minutes_10"
    assert "# or visit_or_response" in written_settings(own).text
    assert entries_of(own)[-1] == ("settings", ["engagement.preset"])


def entries_of(workspace: Workspace) -> list[tuple[str, Any]]:
    return [(one.action, one.details.get("changed")) for one in entries(workspace)]


def test_of_a_form_only_what_differs_is_written(site: TestClient, own: Workspace) -> None:
    page = site.get("/definitions").text
    text = written_settings(own).text
    site.post("/definitions", data={**form(page), "do": "save"})
    assert written_settings(own).text == text
    own_preset = {"own_name": "deep", "own_kinds": ["download"], "own_minutes": "5", "own_touches": "2"}
    said = {**form(page), **own_preset, "kind:download.minutes": "7,5", "role:procurement": "1", "do": "save"}
    site.post("/definitions", data=said)
    settings = Workspace.find(own.path).settings
    assert settings.engagement.presets["deep"].kinds == ("download",)
    assert (settings.engagement.presets["deep"].minutes, settings.minutes["download"].minutes) == (5, 7.5)
    assert settings.buying_committee == {"decision_maker": 1, "influencer": 2, "champion": 1, "procurement": 1}
    stale = site.post("/definitions", data={**said, "small_n": "5"})
    assert stale.status_code == 400
    assert "was changed after this page was opened" in stale.text
    again = {**form(site.get("/definitions").text), "kind:download.minutes": "", "role:procurement": "", "do": "save"}
    site.post("/definitions", data=again)
    settings = Workspace.find(own.path).settings
    assert "download" not in settings.minutes
    assert "procurement" not in settings.buying_committee


@pytest.mark.parametrize(
    ("word", "value", "said"),
    [("small_n", "ten", "is no number"), ("mqa.people", "1.5", "no whole number"), ("own_name", "a b", "no name of a")],
)
def test_what_is_no_definition(site: TestClient, own: Workspace, word: str, value: str, said: str) -> None:
    text = written_settings(own).text
    answer = site.post("/definitions", data={**form(site.get("/definitions").text), word: value, "do": "save"})
    assert answer.status_code == 400
    assert said in answer.text
    assert f'value="{value}"' in answer.text
    assert written_settings(own).text == text


def test_another_stage_qualifies_as_rows_that_can_be_taken_back(site: TestClient, own: Workspace) -> None:
    said = form(site.get("/definitions").text)
    assert said["stage"] == ["\tTalk"]
    shown = settled(site, site.post("/definitions", data={**said, "stage": [], "do": "preview"}))
    assert "Nothing is saved yet" in shown.text
    assert len(batches(own, "stages")) == 1
    site.post("/definitions", data={**said, "stage": [], "do": "save"})
    assert not any(one.is_qualified for one in landed_stages(own))
    last = batches(own, "stages")[-1]
    assert (last.source, last.rows) == ("assay", 1)
    undo(own, [last.load])
    assert [one.stage for one in landed_stages(own) if one.is_qualified] == ["Talk"]
