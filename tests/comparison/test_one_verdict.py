"""One scope has one verdict, by the figure that was chosen before, on page, overview, API, command line and in the pack."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from assay.api import make_scope
from assay.metrics.scope import Scope
from assay.report.impact import compared
from assay.store.runs import open_run
from assay.store.workspace import Workspace
from assay.web.app import create_app
from support.cli import assay, write_files

CHOSEN = "account_win_rate"
SAID = ("kpi", "verdict", "difference", "low", "high", "sentence", "primary")


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """20 accounts with the programme, of which 8 won, and 20 in the control group, of which 2 did."""
    accounts, lists, deals = ["account_id,name"], ["list,account_id,valid_from,arm,tier"], []
    for arm, wins in (("abm", 8), ("control", 2)):
        for place in range(20):
            name = f"{arm}{place}"
            accounts.append(f"{name},{name}")
            lists.append(f"North,{name},2026-01-01,{arm},{1 + place % 2}")
            deals += [f"d{name},{name},1000,2026-02-01,2026-05-01,won"] if place < wins else []
    files = {
        "accounts.csv": accounts,
        "list_memberships.csv": lists,
        "opportunities.csv": ["opportunity_id,account_id,amount,created_at,closed_at,status", *deals],
        "touches.csv": ["touch_id,occurred_at,kind,account_id", "t1,2026-01-20,chat,abm0", "t2,2026-06-30,chat,abm1"],
    }
    place = tmp_path_factory.mktemp("verdict")
    written = write_files(place / "files", {name: "\n".join(lines) + "\n" for name, lines in files.items()})
    assert assay("init", place / "w").status == 0
    settings = place / "w" / "assay.toml"
    chosen = f'\n[programmes.North]\nprimary = "{CHOSEN}"\nprimary_since = 2025-12-15\n'
    settings.write_text(settings.read_text("utf-8") + chosen, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASSAY_TODAY", "2026-07-15")
        for words in (("-C", place / "w", "load", written), ("-C", place / "w", "refresh")):
            assert assay(*words).status == 0
    return place / "w"


def said(found: dict[str, Any]) -> dict[str, Any]:
    return {name: found[name] for name in SAID}


def test_every_surface_leads_with_the_figure_chosen_before_and_says_the_same_of_it(programme: Path):
    answers = assay("-C", programme, "compare", "--format", "json").json
    assert answers["primary"] == CHOSEN
    assert next(iter(answers["comparisons"])) == CHOSEN
    expected = said(answers["comparisons"][CHOSEN])
    assert expected["primary"] is True
    assert said(assay("-C", programme, "compare", CHOSEN, "--format", "json").json) == expected
    site = TestClient(create_app(Workspace.find(programme)), base_url="http://127.0.0.1")
    for path in ("/verdict.json", "/impact.json", f"/api/compare/{CHOSEN}"):
        answer = site.get(path)
        assert answer.status_code == 200, (path, answer.text)
        assert said(answer.json()) == expected, path
    page = site.get("/impact").text
    assert page.index(f"kpi={CHOSEN}") < page.index("kpi=opportunity_rate")
    with closing(open_run(Workspace.find(programme))) as run:
        assert said(compared(run, Scope(), "control", "en")[0].to_json()) == expected


@pytest.mark.parametrize("words", [{"list": "North"}, {"tier": "1"}])
def test_a_part_of_the_programme_has_one_verdict_too(programme: Path, words: dict[str, str]):
    """A list, a tier: the same on the page, from the API, at the command line and in the pack."""
    options = [part for name, value in words.items() for part in (f"--{name}", value)]
    expected = said(assay("-C", programme, "compare", CHOSEN, *options, "--format", "json").json)
    site = TestClient(create_app(Workspace.find(programme)), base_url="http://127.0.0.1")
    for path in ("/impact.json", f"/api/compare/{CHOSEN}"):
        assert said(site.get(path, params=words).json()) == expected, path
    with closing(open_run(Workspace.find(programme))) as run:
        assert said(compared(run, make_scope(**words), "control", "en")[0].to_json()) == expected  # type: ignore[arg-type]


def test_another_question_can_be_asked_and_an_unknown_one_is_told(programme: Path):
    site = TestClient(create_app(Workspace.find(programme)), base_url="http://127.0.0.1")
    assert site.get("/impact.json?kpi=opportunity_rate").json()["kpi"] == "opportunity_rate"
    assert site.get("/impact?kpi=chats").status_code == 400
