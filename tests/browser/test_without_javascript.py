"""Reading, filtering, paging and following a mark need no script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from browser.conftest import Open
from browser.pages_of import PAGES, REFUSED


@pytest.mark.parametrize("name", [name for name in PAGES if name not in REFUSED])
def test_a_page_is_read(opened: Open, name: str) -> None:
    page = opened(PAGES[name], java_script_enabled=False)
    expect(page.locator("h1").first).to_be_visible()
    assert len(page.locator("main, body").first.inner_text()) > 150


def test_filtering(opened: Open) -> None:
    page = opened("/accounts?sort=-minutes", java_script_enabled=False)
    page.get_by_label("Tier", exact=True).select_option("1")
    page.get_by_role("button", name="Apply").click()
    expect(page).to_have_url(re.compile("tier=1"))
    expect(page.locator("ul.chips")).to_contain_text("Tier")
    expect(page.locator("#accounts th[aria-sort=descending]")).to_contain_text("Minutes")
    assert 0 < page.locator("#accounts tbody tr").count() < 100


def test_paging_searching_and_the_table_behind_a_chart(opened: Open) -> None:
    page = opened("/accounts", java_script_enabled=False)
    page.get_by_role("link", name="Next", exact=True).click()
    expect(page.locator(".paging")).to_contain_text("Page 2")
    page.get_by_label("Search by name or id").fill("A-0001")
    page.get_by_role("button", name="Search").click()
    expect(page).to_have_url(re.compile("q=A-0001"))
    page.goto("/funnel")
    page.locator("figure.chart summary").first.click()
    expect(page.locator("figure.chart table").first).to_be_visible()


def test_from_a_mark_to_its_rows(opened: Open) -> None:
    page = opened("/coverage", java_script_enabled=False)
    mark = page.locator("figure .canvas svg a >> visible=true").first
    mark.click()
    expect(page).to_have_url(re.compile(r"role=\w+&seniority=\w+#gaps"))
    expect(page.locator("#gaps")).to_be_visible()


def test_parts_that_come_later_are_pages(opened: Open) -> None:
    page = opened("/impact", java_script_enabled=False)
    for title in page.locator(".later a").all_inner_texts():
        page.get_by_role("link", name=title).click()
        expect(page.locator("main h2").first).to_have_text(title)
        page.go_back()
