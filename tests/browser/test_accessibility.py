"""axe finds nothing against any page, and every page fits a narrow screen, in the light and in the dark."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from assay.languages import LANGUAGES
from browser.conftest import Open
from browser.pages_of import PAGES, REFUSED, other_language
from browser.reading import Site, barriers, settled, with_words

NARROWEST = {"viewport": {"width": 320, "height": 640}}
WIDE: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
TOO_WIDE = """() => [...document.querySelectorAll('body *')].filter(one =>
    one.getBoundingClientRect().right > innerWidth + 1 && one.checkVisibility()
    && !one.closest('.scroll, nav.pages, pre, svg, .hidden, table'))
  .slice(0, 5).map(one => one.outerHTML.slice(0, 120))"""
OVERFLOWING_TABLES = """() => {
  const scrolls = one => one !== document.body && one && (
    ['auto', 'scroll'].includes(getComputedStyle(one).overflowX) || scrolls(one.parentElement))
  return [...document.querySelectorAll('table')].filter(one =>
    one.checkVisibility() && one.scrollWidth > innerWidth && !scrolls(one)).length
}"""


def shown(opened: Open, name: str, language: str, **context: Any) -> Page:
    return settled(opened(with_words(PAGES[name], f"lang={language}"), faults=name in REFUSED, **context))


@pytest.mark.parametrize("name", PAGES)
def test_nothing_bars_the_way(opened: Open, name: str) -> None:
    """English in the light, another language in the dark."""
    assert barriers(shown(opened, name, "en", color_scheme="light", **WIDE)) == []
    assert barriers(shown(opened, name, other_language(name), color_scheme="dark", **WIDE)) == []


@pytest.mark.exhaustive
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_nothing_bars_the_way_in_any_language(opened: Open, name: str, language: str) -> None:
    for scheme in ("light", "dark"):
        assert barriers(shown(opened, name, language, color_scheme=scheme, **WIDE)) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_the_narrowest_screen(opened: Open, name: str) -> None:
    for language in ("en", other_language(name)):
        page = shown(opened, name, language, **NARROWEST)
        assert page.evaluate("document.documentElement.scrollWidth") <= 321, page.evaluate(TOO_WIDE)
        assert page.evaluate(OVERFLOWING_TABLES) == 0
        assert page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_signing_in_bars_nobody(opened: Open, guarded: Site, language: str, scheme: Any) -> None:
    page = opened(f"/sign-in?lang={language}", base_url=guarded.address, color_scheme=scheme, **NARROWEST)
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 321


def test_what_axe_would_find(opened: Open) -> None:
    """The rules are at work: a faint text and a field without a name are found."""
    page = opened("/lists")
    page.evaluate("document.querySelector('h1').outerHTML = '<p>'; document.querySelector('select').labels[0].remove()")
    assert {found.partition(":")[0] for found in barriers(page)} >= {"select-name"}
