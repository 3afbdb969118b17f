"""The twelve jobs: three of each reader, with as many clicks as they may take. Signing in is none; a field filled in is one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from assay.store.workspace import Workspace, create_workspace
from assay.web.app import create_app
from browser.conftest import PASSWORD, PATIENCE, Open
from browser.reading import Site, serving
from support.landed import land
from web.conftest import TABLES, TODAY, build

WIDE: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@dataclass
class Reader:
    """A page and how often something was clicked on it."""

    page: Page
    clicks: int = 0

    def click(self, what: Locator) -> None:
        what.first.click()
        self.clicks += 1


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A little company of two runs: between them the amount of a deal was corrected."""
    workspace = create_workspace(tmp_path_factory.mktemp("jobs") / "w", name="Little Steel")
    land(workspace, TABLES)
    build(Workspace(workspace.path))
    deals = [{**row, "amount": "25000"} for row in TABLES["opportunities"] if row["opportunity_id"] == "d2"]
    land(workspace, {"opportunities": deals})
    build(Workspace(workspace.path), TODAY + timedelta(days=1))
    with serving(create_app(Workspace(workspace.path))) as site:
        yield site


def test_three_jobs_of_the_cmo_on_the_first_page(opened: Open) -> None:
    """Does it work and how sure is that, what may be said to the board, and what it brought beside the others: no click."""
    reader = Reader(opened("/", **WIDE))
    verdict = reader.page.locator("#part-verdict.judgement")
    expect(verdict.locator("h2.verdict")).to_be_in_viewport(timeout=PATIENCE)
    assert re.search(r"\d", verdict.locator("> p").first.inner_text())
    terms = verdict.locator("dt").all_inner_texts()
    assert terms[:2] == ["How sure", "To the board"]
    assert all(len(text.split()) > 5 for text in verdict.locator("dd").all_inner_texts()[:2])
    expect(verdict.locator(".evidence a").first).to_be_visible()
    tile = reader.page.locator(".figures .figure", has=reader.page.get_by_role("link", name="New revenue won"))
    expect(tile.locator(".value")).to_contain_text("€")
    expect(tile.locator(".comparison")).to_be_visible()
    assert reader.clicks == 0


def test_three_jobs_of_the_rep_on_a_phone_after_signing_in(opened: Open, guarded: Site) -> None:
    """Whom today and why, at which number, and what was noted: no click, and nothing is cut off at the side."""
    reader = Reader(opened("/", base_url=guarded.address, **PHONE))
    reader.page.get_by_label("Name").fill("Rita")
    reader.page.get_by_label("Password").fill(PASSWORD)
    reader.page.get_by_role("button", name="Sign in").click()
    expect(reader.page.locator("h1")).to_have_text("My accounts")
    card = reader.page.locator(".card").first
    reasons = card.locator("> ul").first.locator("li")
    assert 1 <= reasons.count() <= 3
    call = reader.page.locator(".card a[href^='tel:']").first
    expect(call).to_be_visible()
    assert re.fullmatch(r"tel:[%+\w]+", call.get_attribute("href") or "")
    expect(card.locator("details.act summary")).to_be_visible()
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= 391
    assert reader.clicks == 0


def test_the_manager_sees_where_it_is_stuck_by_tier(opened: Open) -> None:
    reader = Reader(opened("/", **WIDE))
    reader.click(reader.page.locator("#split").get_by_role("link", name="Tier", exact=True))
    expect(reader.page.locator("#stuck .verdict")).to_contain_text("%")
    expect(reader.page.locator("figure#stages-in-parts .canvas svg >> visible=true")).to_be_visible()
    assert reader.clicks <= 2


def test_the_manager_sees_the_accounts_behind_a_stage_with_their_days(opened: Open) -> None:
    reader = Reader(opened("/", **WIDE))
    reader.click(reader.page.locator("figure#funnel .canvas svg a >> visible=true").nth(1))
    expect(reader.page.locator("#in-stage tbody tr").first).to_be_visible()
    assert any("day" in text.lower() for text in reader.page.locator("#in-stage thead th").all_inner_texts())
    assert reader.clicks <= 2


def test_the_manager_sees_who_moved_back(opened: Open) -> None:
    reader = Reader(opened("/", **WIDE))
    back = reader.page.locator("section.panel", has=reader.page.get_by_role("heading", name=re.compile("^Moved back")))
    expect(back.locator("li a").first).to_be_visible()
    reader.click(back.locator("li a"))
    expect(reader.page).to_have_url(re.compile(r"/accounts/A-\d+"))
    assert reader.clicks <= 2


def test_the_analyst_gets_to_the_rows_that_changed(opened: Open, changed: Site) -> None:
    reader = Reader(opened("/", base_url=changed.address, **WIDE))
    reader.click(reader.page.locator("nav.pages").get_by_role("link", name="Data", exact=True))
    reader.click(reader.page.get_by_role("link", name="What changed between two runs"))
    reader.click(reader.page.locator(".questions a", has_text="deals"))
    row = reader.page.locator("#changed tbody tr", has_text="amount")
    expect(row).to_contain_text("20000")
    expect(row).to_contain_text("25000")
    expect(row).to_contain_text("opportunities.ndjson:1")
    assert reader.clicks <= 3


def test_the_analyst_gets_to_the_definition_and_the_rows_of_a_figure(opened: Open) -> None:
    reader = Reader(opened("/", **WIDE))
    reader.click(reader.page.locator(".figure h3 a", has_text="Opportunity rate"))
    expect(reader.page.locator("#definition")).to_contain_text("÷")
    expect(reader.page.locator("#rows tbody tr").first).to_be_attached()
    assert reader.clicks <= 3


def test_the_analyst_gets_to_the_sql_of_a_figure(opened: Open) -> None:
    reader = Reader(opened("/", **WIDE))
    reader.click(reader.page.locator(".figure h3 a", has_text="Opportunity rate"))
    reader.click(reader.page.get_by_role("link", name="Show the SQL of this answer"))
    expect(reader.page.locator("#sql pre")).to_contain_text("SELECT")
    assert reader.clicks <= 3
