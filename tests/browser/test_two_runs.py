"""A refresh publishes the next run while a page of the one before is being read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from assay.store.runs import published
from assay.store.workspace import Workspace, create_workspace
from assay.web.app import create_app
from browser.conftest import Open
from browser.reading import Site, serving, settled
from support.landed import land
from web.conftest import TABLES, TODAY, account, build


@pytest.fixture(scope="module")
def moving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, Site]]:
    workspace = create_workspace(tmp_path_factory.mktemp("moving") / "w", name="Little Steel")
    land(workspace, TABLES)
    build(Workspace(workspace.path))
    with serving(create_app(Workspace(workspace.path))) as site:
        yield Workspace(workspace.path), site


def publish(workspace: Workspace) -> int:
    """The next run, with a new account."""
    number = len(published(workspace))
    land(workspace, {"accounts": [account(f"new{number}", f"Newcomer {number}", "rita")]})
    return build(workspace, TODAY + timedelta(days=number))


def run_of(page: Page) -> int:
    found = re.search(r"\(run (\d+)\)", page.locator("footer.bottom").inner_text())
    assert found
    return int(found.group(1))


def test_a_page_stays_with_its_run(opened: Open, moving: tuple[Workspace, Site]) -> None:
    workspace, site = moving
    page = opened("/impact", base_url=site.address)
    first = run_of(page)
    parts = page.locator(".later[hx-get]").evaluate_all("all => all.map(one => one.getAttribute('hx-get'))")
    kept = page.locator("a[download]").first.get_attribute("href") or ""
    assert publish(workspace) == first + 1
    assert parts == [] or all(f"run={first}" in part for part in parts)
    assert f"run={first}" in kept
    settled(page)
    links = page.locator("main a[href*='run=']").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert {number for link in links for number in re.findall(r"\brun=(\d+)", link)} == {str(first)}
    page.reload()
    assert run_of(page) == first + 1
    expect(page.locator(".notice[role=status]")).to_have_count(0)


def test_an_older_run_says_so_and_leads_to_the_current_one(opened: Open, moving: tuple[Workspace, Site]) -> None:
    newest = publish(moving[0])
    newcomer = f"Newcomer {newest - 1}"
    page = opened("/accounts?arm=all", base_url=moving[1].address)
    assert run_of(page) == newest
    expect(page.locator("#accounts")).to_contain_text(newcomer)
    page.goto(f"/accounts?arm=all&run={newest - 1}")
    expect(page.locator("#accounts")).not_to_contain_text(newcomer)
    expect(page.locator(".notice")).to_contain_text(f"(run {newest - 1}); there are newer ones")
    page.goto(f"/accounts?run={newest - 1}")
    page.get_by_label("Tier", exact=True).select_option("1")
    page.get_by_role("button", name="Apply").click()
    page.wait_for_url(re.compile("tier=1"))
    assert run_of(page) == newest - 1
    page.goto(f"/accounts?arm=all&run={newest - 1}")
    page.get_by_role("link", name="Show the newest figures").click()
    assert run_of(page) == newest
    expect(page.locator(".notice[role=status]")).to_have_count(0)
