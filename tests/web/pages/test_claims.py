"""Over the pages: each count of accounts that leads to the sets is one of them, whichever page it stands on."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from web.conftest import ADDRESS

PAGES = ("/", "/accounts", "/funnel", "/coverage", "/engagement", "/revenue", "/customers")
COUNT = re.compile(r'<a href="/account-sets[^"]*">\s*([\d,.\u202f\u00a0]+)\s')


@pytest.fixture(scope="module")
def known(app: Any) -> set[int]:
    client = TestClient(app, base_url=ADDRESS)
    return set(client.get("/account-sets.json").json()["sets"].values())


@pytest.mark.parametrize("path", PAGES)
def test_every_count_of_accounts_is_that_of_a_named_set(site: TestClient, known: set[int], path: str) -> None:
    page = html.unescape(site.get(path).text)
    counts = {int(re.sub(r"\D", "", one)) for one in COUNT.findall(page)}
    assert counts <= known, (path, counts, known)


def test_the_pages_count_at_all(site: TestClient) -> None:
    assert sum(bool(COUNT.findall(html.unescape(site.get(path).text))) for path in PAGES[:2]) == 2
