"""What happened stands beside charts over time; who steers the programme writes notes there, and takes them back."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assay.landing.chart_notes import chart_notes
from assay.store.workspace import Workspace
from assay.web.app import create_app
from web.conftest import ADDRESS, FOREIGN, copy_of, token_of

CHART = "/kpis/engaged_share?from=2026-01-01&to=2026-03-31"


@pytest.fixture
def own(workspace: Workspace, tmp_path: Path) -> Workspace:
    return copy_of(workspace, tmp_path / "w")


@pytest.fixture
def client(own: Workspace) -> TestClient:
    return TestClient(create_app(own), base_url=ADDRESS, follow_redirects=False)


def happened(client: TestClient, address: str = CHART) -> list[str]:
    """The lines below the chart."""
    page = html.unescape(client.get(address).text)
    found = re.search(r'<ol class="happened".*?</ol>', page, re.DOTALL)
    lines = re.findall(r"<li>(.*?)</li>", found.group(), re.DOTALL) if found else []
    return [" ".join(re.sub(r"<[^>]*>", " ", line).split()) for line in lines]


def test_one_writes_a_note_beside_a_chart_and_takes_it_back(own: Workspace, client: TestClient) -> None:
    before = happened(client)
    assert before[0].startswith("1 Jan 2026 Launch: Steel")
    token = token_of(client.get(CHART).text)
    sent = {"csrf": token, "day": "2026-02-15", "text": "Fair in <b>Lyon</b>", "back": f"{CHART}#trend-chart"}
    answer = client.post("/chart-notes", data=sent)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{CHART}#trend-chart")
    assert len(happened(client)) == len(before) + 1
    assert "Fair in &lt;b&gt;Lyon&lt;/b&gt;" in client.get(CHART).text
    [written] = chart_notes(own)
    assert (str(written.day), written.text) == ("2026-02-15", "Fair in <b>Lyon</b>")
    gone = client.post("/chart-notes/back", data={"csrf": token, "note": written.note_id, "back": "//evil.example"})
    assert (gone.status_code, gone.headers["location"]) == (303, "/")
    assert happened(client) == before


def test_a_note_that_cannot_be_is_told(client: TestClient) -> None:
    token = token_of(client.get(CHART).text)
    for wrong in ({"day": "soon"}, {"text": " "}, {"about": "kpi:nothing"}, {"about": "list:nothing"}):
        sent = {"csrf": token, "day": "2026-02-15", "text": "Fair", **wrong}
        assert client.post("/chart-notes", data=sent).status_code in (400, 404), wrong


def test_a_rep_reads_the_marks_and_has_no_form(rep: TestClient) -> None:
    page = rep.get(CHART).text
    assert "/chart-notes" not in page
    assert FOREIGN not in page
