"""What a first visit costs; that nothing is asked elsewhere is checked after every test."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from browser.conftest import Open
from browser.pages_of import PAGES, REFUSED

MOST_BYTES = 120_000
MOST_REQUESTS = 7
"""The page, two style sheets, htmx, what the pages do by themselves (search keys, fading), the mark, and the one part worked out apart (the verdict)."""


def weighed(page: Page, address: str) -> dict[str, int]:
    """Bytes on the wire by path, headers and all."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    paths: dict[str, str] = {}
    bytes_of: dict[str, int] = {}
    session.on("Network.requestWillBeSent", lambda one: paths.update({one["requestId"]: one["request"]["url"]}))
    session.on(
        "Network.loadingFinished", lambda one: bytes_of.update({one["requestId"]: int(one["encodedDataLength"])})
    )
    page.goto(address, wait_until="networkidle")
    asked = {number: urlsplit(paths[number]) for number in bytes_of}
    return {asked[number].path: size for number, size in bytes_of.items() if asked[number].scheme == "http"}


@pytest.mark.parametrize("name", [name for name in PAGES if name not in REFUSED])
def test_a_first_visit_is_light(opened: Open, name: str) -> None:
    page = opened(None)
    found = weighed(page, PAGES[name])
    assert sum(found.values()) <= MOST_BYTES, found
    assert len(found) <= MOST_REQUESTS, found


def test_a_second_visit_asks_for_the_page_only(opened: Open) -> None:
    page = opened("/")
    page.wait_for_load_state("networkidle")
    found = weighed(page, "/funnel")
    assert sum(size for path, size in found.items() if path.startswith("/static/")) == 0, found
    assert found["/funnel"] <= 40_000
