"""The page of reports: choosing, looking, taking along; a rep gets his own accounts and nothing about the company."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient

from assay.store.workspace import Workspace
from assay.web.app import create_app
from report.reading import Tags, xlsx_text
from web.conftest import ADDRESS, FOREIGN, copy_of

COMPANY_WORDS = ("€1,000", "Programme cost", "Control group")


def test_the_page_offers_every_format_with_the_filters_kept(site: TestClient) -> None:
    text = site.get("/reports?tier=1").text
    links = re.findall(r'href="(/reports/file[^"]*)"', text)
    assert len(links) == 4
    assert all("tier=1" in link for link in links)
    assert '<input type="hidden" name="tier" value="1">' in text
    assert site.get("/reports.json").json()["formats"] == ["pdf", "pptx", "xlsx", "html"]


@pytest.mark.parametrize(
    "words", ["format=doc", "in=de", "against=nobody", "colour=red", "where=bogus=1", "where=industry=Nope"]
)
def test_words_it_does_not_know_are_an_error(site: TestClient, words: str) -> None:
    assert site.get(f"/reports/file?{words}").status_code == 400


def test_a_file_is_saved_under_its_name(site: TestClient) -> None:
    answer = site.get("/reports/file?format=xlsx")
    assert answer.headers["content-disposition"] == 'attachment; filename="assay-report-run1-en.xlsx"'
    assert load_workbook(io.BytesIO(answer.content)).worksheets
    assert site.get("/reports/file?format=xlsx").content == answer.content


def test_a_target_set_after_a_pack_was_made_stands_in_the_next(workspace: Workspace, tmp_path: Path) -> None:
    """Packs are kept by run; targets hold at once, as on the tiles."""
    copied = copy_of(workspace, tmp_path / "w")
    reader = TestClient(create_app(copied), base_url=ADDRESS)
    assert "target 91%" not in reader.get("/reports/preview").text
    with (copied.path / "assay.toml").open("a", encoding="utf-8") as file:
        file.write("\n[targets]\nengaged_share = 0.91\n")
    assert "target 91%" in reader.get("/reports/preview").text


def test_the_preview_keeps_to_the_policy_of_the_site(site: TestClient) -> None:
    answer = site.get("/reports/preview")
    tags = Tags(answer.text).tags
    assert "style-src 'self'" in answer.headers["content-security-policy"]
    assert not [tag for tag, attributes in tags if tag in ("style", "script") or "style" in attributes]
    sheet = next(attributes["href"] for tag, attributes in tags if tag == "link" and attributes["rel"] == "stylesheet")
    assert sheet is not None
    assert site.get(sheet).headers["content-type"].startswith("text/css")
    assert ("a", {"href": "/reports"}) in tags


def test_who_is_not_signed_in_gets_nothing(guarded_app: Any) -> None:
    stranger = TestClient(guarded_app, base_url=ADDRESS, follow_redirects=False)
    for path in ("/reports", "/reports/file", "/reports/preview"):
        assert stranger.get(path).status_code == 303


def test_a_rep_gets_a_report_on_his_accounts_only(rep: TestClient) -> None:
    page = rep.get("/reports/preview").text
    book = xlsx_text(rep.get("/reports/file?format=xlsx").content)
    for text in (page, book):
        assert FOREIGN not in text
        assert not [word for word in COMPANY_WORDS if word in text]
    assert "€20,000" in page


def test_a_rep_is_not_compared(rep: TestClient) -> None:
    assert rep.get("/reports/file?against=control").status_code == 400
    assert 'name="against"' not in rep.get("/reports").text


def test_an_administrator_sees_the_company(admin: TestClient) -> None:
    assert "Programme cost" in admin.get("/reports/preview").text
