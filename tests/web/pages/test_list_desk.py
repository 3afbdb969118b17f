"""Target lists in the pages: made by criteria and by likeness, changed, drawn, settled, taken back; and who may."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from starlette.testclient import TestClient

from assay.landing.list_changes import list_changes, rows_of_lists
from assay.languages import translator
from assay.metrics.bands import Band
from assay.planning.holdout_record import drawn
from assay.planning.target_lists import today_of, waiting_draws
from assay.stats.likeness import Trait
from assay.store.audit import entries
from assay.store.workspace import Workspace
from assay.web.app import create_app
from assay.web.formatting import Formatting
from assay.web.pages import list_desk
from assay.web.users import Users
from support.cli import assay
from web.conftest import ADDRESS, FOREIGN, PASSWORD, build, copy_of, signed_in, token_of
from web.pages.test_desk import hidden


@pytest.fixture(autouse=True)
def built(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Workspaces that a run was asked for; building one is tested where refresh is."""
    asked: list[Path] = []

    def note_it(workspace: Workspace, _: Any) -> dict[str, Any]:
        asked.append(workspace.path)
        return {"run": None, "changed": False, "remarks": []}

    monkeypatch.setattr(list_desk, "built", note_it)
    return asked


@pytest.fixture
def own(workspace: Workspace, tmp_path: Path) -> Workspace:
    return copy_of(workspace, tmp_path / "own")


@pytest.fixture
def site(own: Workspace) -> Iterator[TestClient]:
    with TestClient(create_app(own), base_url=ADDRESS) as client:
        yield client


def change(site: TestClient, name: str, **said: Any) -> Any:
    page = site.get(f"/lists/change?list={name}").text
    said = {"csrf": token_of(page), "mark": hidden(page, "mark"), "list": name, "day": hidden_day(page), **said}
    return site.post("/lists/change", data=said)


def hidden_day(page: str) -> str:
    return page.split('name="day" type="date" value="')[1][:10]


def test_a_list_by_criteria_equals_that_of_the_command_line(
    site: TestClient, own: Workspace, workspace: Workspace, built: list[Path], tmp_path: Path
) -> None:
    counted = site.get("/lists/new?country=DE&count=1").text
    assert "<li>Country: DE: 1" in counted
    page = site.get("/lists/new?industry=Steel&country=FR&count=1").text
    found = set(_values(page, "account"))
    said = {"csrf": token_of(page), "list": "Icp", "since": _since(page), "tier": "1", "arm": "abm"}
    assert site.post("/lists/new?industry=Steel", data={**said, "account": sorted(found)}).url.path == "/lists/change"
    other = copy_of(workspace, tmp_path / "other")
    assay("-C", other.path, "lists", "add", "Icp", "--icp", "industry = 'Steel'", "--icp", "country = 'FR'", "--tier", "1", "--arm", "abm", "--from", said["since"])  # fmt: skip
    assert {row.account_id for row in rows_of_lists(own, "Icp")} == found
    assert rows_of_lists(own, "Icp") == rows_of_lists(other, "Icp")
    assert built == [own.path]


def _values(page: str, name: str) -> list[str]:
    return [part.split('"')[0] for part in page.split(f'name="{name}" value="')[1:]]


def _since(page: str) -> str:
    return page.split('name="since" type="date" value="')[1][:10]


def test_accounts_by_name_and_website_and_what_is_not_found_is_told(site: TestClient) -> None:
    page = site.get(
        "/lists/new", params={"names": f"ownwell\nhttps://www.{FOREIGN}.example/x\nNobody Inc", "count": "1"}
    ).text
    assert sorted(_values(page, "account")) == ["own", f"{FOREIGN}2"]
    assert "Nobody Inc" in page.split("name no account")[1][:60]


def test_a_list_is_changed_and_taken_back(site: TestClient, own: Workspace) -> None:
    before = rows_of_lists(own)
    tried = change(site, "Steel", account=["own", "own4"], tier="3", do="try-move")
    assert "2 accounts would change" in tried.text
    assert rows_of_lists(own) == before
    change(site, "Steel", account=["own"], tier="3", do="move")
    past = change(site, "Steel", account=["own4"], do="remove", day="2026-02-01")
    assert past.status_code == 400
    assert "in the past" in past.text
    change(site, "Steel", account=["own4"], do="remove", day="2026-02-01", reason="merged into another")
    told = list_changes(own, "Steel")
    assert [(one.kind, one.day, one.reason) for one in told] == [
        ("removed", date(2026, 2, 1), "merged into another"),
        ("moved", today_of(own), ""),
    ]
    assert [one.action for one in entries(own)][-2:] == ["load", "list removed"]
    page = site.get("/lists/change?list=Steel").text
    for one in told:
        site.post("/lists/undo", data={"csrf": token_of(page), "list": "Steel", "load": one.load})
    assert set(rows_of_lists(own)) == set(before)
    assert site.post("/lists/undo", data={"csrf": token_of(page), "list": "Steel", "load": "1"}).status_code == 400


def test_two_who_edit_at_once_lose_nothing(site: TestClient, own: Workspace) -> None:
    page = site.get("/lists/change?list=Steel").text
    said = {"csrf": token_of(page), "mark": hidden(page, "mark"), "list": "Steel", "day": hidden_day(page)}
    site.post("/lists/change", data={**said, "account": ["own"], "tier": "3", "do": "move"})
    second = site.post("/lists/change", data={**said, "account": ["own4"], "tier": "9", "do": "move", "reason": "mine"})
    assert second.status_code == 400
    assert "changed after this page was opened" in second.text
    assert 'value="mine"' in second.text, "what was typed is not lost"
    assert "9" not in {row.tier for row in rows_of_lists(own, "Steel")}


def test_who_steers_works_on_the_run_that_was_built_last(site: TestClient, own: Workspace) -> None:
    """Readers are shown the run before while the newest one is made ready for them; the next step is taken on the newest."""
    held = site.app.state.site  # type: ignore[attr-defined]
    said = {
        "csrf": token_of(site.get("/setup").text),
        "list": "Late",
        "since": "2026-03-01",
        "arm": "abm",
        "reason": "fair",
    }
    site.post("/lists/new", data={**said, "account": ["own", "own3", "own4"]})
    newest = build(own)
    held.runs.show(newest - 1)
    page = site.get("/lists/change?list=Late&share=0.5").text
    assert "in no figures yet" not in page
    assert "would be left alone" in page
    held.jobs.start("build", lambda _: {"run": newest, "changed": True, "remarks": []}).ended.wait()
    assert f'<a href="/funnel?run={newest}">' in site.get("/setup").text
    held.runs.show(newest)
    assert '<a href="/funnel">' in site.get("/setup").text


def test_what_is_settled_is_dated_and_a_frozen_list_stays(site: TestClient, own: Workspace) -> None:
    page = site.get("/lists/change?list=Steel").text
    mark = page.split('action="/lists/settle"')[1].split('name="mark" value="')[1].split('"')[0]
    verdict = (date.today() + timedelta(days=400)).isoformat()
    said = {"csrf": token_of(page), "mark": mark, "list": "Steel", "primary": "win_rate", "verdict_on": verdict}
    assert site.post("/lists/settle", data={**said, "frozen": "1"}).status_code == 200
    settled = Workspace.find(own.path).settings.programmes["Steel"]
    assert settled.primary == "win_rate"
    assert settled.primary_since is not None
    assert settled.frozen_on == settled.primary_since
    page = site.get("/lists/change?list=Steel").text
    assert 'name="do"' not in page
    refused = site.post(
        "/lists/draw", data={"csrf": token_of(page), "list": "Steel", "share": "0.5", "day": "2026-04-01"}
    )
    assert "frozen since" in refused.text


def test_a_holdout_is_drawn_and_a_draw_whose_rows_did_not_land_is_taken_up(
    site: TestClient, own: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assay.planning import target_lists

    page = site.get("/lists/change?list=Steel").text
    said = {
        "csrf": token_of(page),
        "list": "Steel",
        "share": "0.5",
        "day": "2026-04-01",
        "seed": "7",
        "primary": "win_rate",
    }
    with monkeypatch.context() as patched:
        patched.setattr(target_lists, "_land_file", lambda *_: None)  # killed between record and rows
        site.post("/lists/draw", data=said)
    (record,) = drawn(own, "Steel")
    assert (record.seed, record.primary, waiting_draws(own, "Steel")) == (7, "win_rate", (record,))
    page = site.get("/lists/change?list=Steel").text
    assert "whose rows have not landed" in page
    site.post("/lists/draw/land", data={"csrf": token_of(page), "list": "Steel"})
    held = {row.account_id for row in rows_of_lists(own, "Steel") if row.arm == "holdout"}
    assert held == record.holdout()
    assert waiting_draws(own, "Steel") == ()
    assert list_changes(own, "Steel")[0].reason == "draw 1, seed 7, 50%"


@pytest.mark.parametrize(("role", "may"), [("manager", True), ("viewer", False), ("rep", False)])
def test_who_may_change_lists(own: Workspace, role: str, may: bool) -> None:
    Users(own).add("Mia", PASSWORD, role, "rita" if role == "rep" else None)
    client = signed_in(create_app(own, sign_in=True), "Mia")
    for path in ("/lists/new", "/lists/change?list=Steel", "/watch"):
        assert client.get(path).status_code == (200 if may else 403), path
    assert client.get("/setup").status_code == 403
    assert client.get("/settings").status_code == 403


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("size", Band(None, 50), "moins de 50"),
        ("size", Band(1_000, 5_000), "1\u202f000–4\u202f999"),
        ("revenue", Band(50_000, None), "50\u202f000 et plus"),
        ("industry", "10 to 1", "10 to 1"),
    ],
)
def test_bands_of_traits_speak_the_readers_language(field: str, value: Band | str, told: str) -> None:
    words = Formatting("fr", ZoneInfo("UTC"), "EUR")
    desk = SimpleNamespace(fmt=words, _=lambda text, **values: translator("fr").gettext(text) % values)
    trait = Trait(field, value, accounts=1, customers=1, expected=1.0, points=0.0)
    assert list_desk._in_words(desk, trait) == told  # type: ignore[arg-type]
