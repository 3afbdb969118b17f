"""Definitions in the pages: what a change would do is told first, then it is saved, and the file keeps its comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest
from starlette.testclient import TestClient

from assay.landing.current import current_sql
from assay.landing.load import load
from assay.landing.manifest import batches
from assay.landing.stage_changes import landed_stages, settle_stages
from assay.landing.undo import undo
from assay.memory.stage_rows import known_stages, rows_to_land, with_stages
from assay.store.audit import entries
from assay.store.runs import published
from assay.store.settings_file import written_settings
from assay.store.workspace import Workspace, create_workspace
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


class TestStagesThatDealsAloneName:
    """A HubSpot export of deals has the names of stages and no table of them."""

    @pytest.fixture
    def own(self, tmp_path: Path) -> Workspace:
        made = create_workspace(tmp_path / "named")
        accounts = tmp_path / "accounts.csv"
        accounts.write_text("account_id,name\na,Acme\n", "utf-8")
        deals = tmp_path / "opportunities.csv"
        deals.write_text(
            "opportunity_id,account_id,created_at,stage,amount,currency\n"
            "1,a,2026-01-01,Negotiation talk,100,EUR\n2,a,2026-01-02,Demo booked,200,EUR\n3,a,2026-01-03,Closed Won,300,EUR\n",
            "utf-8",
        )
        history = tmp_path / "opportunity_stages.csv"
        history.write_text(
            "opportunity_id,stage,entered_at\n1,Demo booked,2026-01-01\n1,Negotiation talk,2026-01-20\n", "utf-8"
        )
        load(made, [accounts, deals, history])
        return made

    def test_they_are_offered_in_their_order_with_what_their_names_tell(self, own: Workspace) -> None:
        named = [(one.stage, one.status, one.is_described) for one in known_stages(own)]
        assert named == [("Demo booked", None, False), ("Negotiation talk", None, False), ("Closed Won", "won", False)]

    def test_what_is_said_of_them_lands_as_rows(self, site: TestClient, own: Workspace) -> None:
        said = {
            **form(site.get("/definitions").text),
            "means:\tDemo booked": "open",
            "means:\tNegotiation talk": "open",
        }
        said |= {"stage": ["\tNegotiation talk"], "do": "save"}
        assert site.post("/definitions", data=said, follow_redirects=False).status_code == 303
        landed = [(one.stage, one.status, one.is_qualified) for one in known_stages(own) if one.is_described]
        wanted = {("Demo booked", "open", False), ("Negotiation talk", "open", True), ("Closed Won", "won", False)}
        assert set(landed) == wanted
        undo(own, [batches(own, "stages")[-1].load])
        assert not landed_stages(own)

    def test_nothing_lands_where_nothing_was_said(self, site: TestClient, own: Workspace) -> None:
        page = site.get("/definitions").text
        said = {**form(page), "means:\tClosed Won": "won", "means:\tDemo booked": "", "small_n": "4", "do": "save"}
        site.post("/definitions", data=said)
        assert not landed_stages(own)
        assert "small_n = 4" in written_settings(own).text

    @pytest.mark.parametrize(("word", "why"), [("", "nothing says what it means"), ("perhaps", "no status of a stage")])
    def test_a_stage_that_means_nothing_qualifies_nothing(
        self, site: TestClient, own: Workspace, word: str, why: str
    ) -> None:
        said = {**form(site.get("/definitions").text), "stage": ["\tDemo booked"], "means:\tDemo booked": word}
        answer = site.post("/definitions", data={**said, "do": "save"})
        assert (answer.status_code, why in answer.text) == (400, True)
        assert not landed_stages(own)

    def test_the_preview_is_what_saving_makes(self, own: Workspace) -> None:
        """With the two stages open and one of them qualifying, the facts are those of the landed rows."""
        rows = rows_to_land(
            known_stages(own),
            frozenset({("Negotiation talk", None)}),
            {("Demo booked", None): "open", ("Negotiation talk", None): "open"},
        )
        with closing(duckdb.connect()) as connection:
            told = connection.execute(
                f"SELECT stage, status, is_qualified FROM ({with_stages(current_sql(own, 'stages'), rows)}) ORDER BY ALL"
            ).fetchall()
        settle_stages(own, rows)
        assert told == sorted((one.stage, one.status, one.is_qualified) for one in landed_stages(own))
