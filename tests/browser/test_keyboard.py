"""All of it without a mouse."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Open
from browser.pages_of import PAGES, REFUSED
from browser.reading import settled

FOCUSED = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  const again = one.dataset.reached === 'yes';
  one.dataset.reached = 'yes';
  return {
    again,
    name: one.outerHTML.slice(0, 120),
    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1 || style.boxShadow !== 'none',
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    body: one === document.body,
  }
}"""
UNREACHED = """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')]
  .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.dataset.reached)
  .map(one => one.outerHTML.slice(0, 120))"""
FEW = ["/", "/kpis/win_rate", "/reports", "/impact"]


def walk(page: Page, most: int = 400) -> list[dict[str, object]]:
    """What has the focus, one press of Tab after another, until the page has been gone through.

    A field for a day has stops inside: only its first one counts.
    """
    stops: list[dict[str, object]] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop["body"]:
            return stops
        if not stop["again"]:
            stops.append(stop)
    raise AssertionError(f"more than {most} stops")


def test_the_first_stop_leads_to_the_content(opened: Open) -> None:
    page = opened("/funnel")
    page.keyboard.press("Tab")
    skip = page.locator("a.skip").first
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("address", FEW)
def test_everything_is_reached_and_seen(opened: Open, address: str) -> None:
    page = opened(address)
    settled(page)
    stops = walk(page)
    assert [stop["name"] for stop in stops if not stop["outlined"]] == []
    assert [stop["name"] for stop in stops if not stop["seen"]] == []
    assert page.evaluate(UNREACHED) == []


def test_nothing_takes_the_focus_out_of_order(opened: Open) -> None:
    for name in ("overview", "account", "coverage", "accounts"):
        page = opened(PAGES[name], faults=name in REFUSED)
        assert page.locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").count() == 0, name


def test_a_filter_is_applied_by_enter_and_the_focus_stays(opened: Open) -> None:
    page = opened("/funnel")
    page.get_by_label("From", exact=True).fill("2026-01-01")
    page.get_by_label("To", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("from=2026-01-01"))
    expect(page.locator("ul.chips")).to_contain_text("1 Jan 2026")
    expect(page.get_by_label("To", exact=True)).to_be_focused()
    page.get_by_role("button", name="Apply").focus()
    page.get_by_label("Tier", exact=True).select_option("1")
    page.get_by_role("button", name="Apply").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("tier=1"))
    expect(page.get_by_role("button", name="Apply")).to_be_focused()


def test_a_mark_is_followed_by_enter(opened: Open) -> None:
    page = opened("/funnel")
    page.locator("figure .canvas svg a >> visible=true").first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("stage=target#in-stage"))


def test_a_table_is_scrolled_and_details_are_opened(opened: Open) -> None:
    page = opened("/accounts", viewport={"width": 360, "height": 700})
    table = page.locator("#accounts .scroll")
    table.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('#accounts .scroll').scrollLeft > 0")
    page.get_by_label("Filters", exact=True).and_(page.locator("input")).focus()
    page.keyboard.press("Space")
    page.locator("details.more summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Programme")).to_be_visible()


@pytest.mark.parametrize("address", ["/", "/funnel", "/kpis/win_rate"])
def test_the_first_figure_is_within_eight_tabs(opened: Open, address: str) -> None:
    page = opened(address)
    presses = 0
    while presses < 8:
        page.keyboard.press("Tab")
        presses += 1
        if page.evaluate("document.activeElement.getAttribute('href')") == "#figures":
            page.keyboard.press("Enter")
        if page.evaluate("!!document.activeElement.closest('.figure, .chart, table')"):
            break
    assert page.evaluate("!!document.activeElement.closest('.figure, .chart, table')"), presses


def test_anything_is_found_from_anywhere_with_the_keys_alone(opened: Open) -> None:
    page = opened("/funnel")
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("win rate")
    expect(page.locator("#find-found a").first).to_contain_text("Win rate")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#find-found a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#find-found a")).to_have_count(0)
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.press("Control+k")
    page.keyboard.type("A-0001")
    expect(page.locator("#find-found a").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/accounts/A-0001")
