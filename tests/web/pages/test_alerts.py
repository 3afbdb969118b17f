"""Open alerts stand on the overview and on the data page: in the reader's words, leading to what they are about."""

from __future__ import annotations

import re

from starlette.testclient import TestClient

from assay.store.workspace import Workspace
from assay.web.app import create_app
from web.conftest import ADDRESS, FOREIGN, copy_of

OPEN = re.compile(r'<h2 id="alerts">.*?</section>', re.DOTALL)


def told(client: TestClient, language: str = "en") -> str:
    found = OPEN.search(client.get(f"/?lang={language}").text)
    assert found
    return found.group()


def test_the_overview_tells_of_them_and_leads_to_the_accounts(admin: TestClient) -> None:
    shown = told(admin)
    assert f'href="/accounts/{FOREIGN}' in shown
    assert "engaged, no touch by sales" in shown
    assert re.search(r"waiting for \d+ days?, since \d+ \w+ 2026", shown)


def test_a_rep_is_told_of_his_own_accounts(rep: TestClient, admin: TestClient) -> None:
    assert 'href="/accounts/own' in told(rep)
    assert FOREIGN not in told(rep)
    assert "/data" not in told(rep)
    assert FOREIGN in told(admin)


def test_they_are_told_in_the_readers_language(admin: TestClient) -> None:
    assert "engagé, sans interaction commerciale" in told(admin, "fr")
    assert "en attente" in told(admin, "fr") or "attend" in told(admin, "fr")
    assert "вовлечён, продажи молчат" in told(admin, "ru")
    admin.cookies.delete("assay_language")


def test_the_data_page_lists_all_of_them(admin: TestClient) -> None:
    rows = admin.get("/data.json?table=alerts").json()
    asked = admin.get("/api/alerts").json()
    assert len(rows) == len(asked) > 0
    assert {"about", "kind", "why", "since"} == set(rows[0])
    assert 'id="alerts"' in admin.get("/data").text


def test_without_rules_it_says_how_to_be_told(workspace: Workspace, tmp_path_factory) -> None:
    quiet = copy_of(workspace, tmp_path_factory.mktemp("quiet") / "w")
    settings = quiet.path / "assay.toml"
    settings.write_text(settings.read_text("utf-8").partition("[[alerts.rules]]\nkind")[0], "utf-8")
    (quiet.data / "alerts.sqlite").unlink()
    client = TestClient(create_app(Workspace(quiet.path)), base_url=ADDRESS)
    assert "Nothing is watched yet" in told(client)
