"""One count of accounts: what the pages say belongs to a named set and equals it, and the differences add up."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from assay.views.account_sets import SETS


@pytest.fixture
def told(site: TestClient) -> dict[str, Any]:
    return dict(site.get("/account-sets.json").json())


def opened(site: TestClient, path: str) -> str:
    answer = site.get(path)
    assert answer.status_code == 200, answer.text
    return html.unescape(answer.text)


def led(page: str) -> int:
    """The count in the heading of a page."""
    found = re.search(r'<div class="heading">.*?(\d+)\s+accounts?', re.sub(r"</?a[^>]*>", "", page), re.DOTALL)
    assert found
    return int(found.group(1))


def test_pages_count_the_set_they_name(site: TestClient, told: dict[str, Any]) -> None:
    sets = told["sets"]
    assert led(opened(site, "/")) == sets["target"]
    assert led(opened(site, "/accounts")) == sets["scope"]
    funnel = site.get("/funnel.json").json()
    assert sum(one["accounts"] for one in funnel["stages"]) == sets["funnel"]
    rate = site.get("/api/kpis/opportunity_rate").json()
    assert rate["total"]["denominator"] == sets["targeted"]


def test_the_sets_are_their_accounts(told: dict[str, Any]) -> None:
    for name in SETS:
        assert sum(row[name] for row in told["accounts"]) == told["sets"][name]


def test_a_difference_leads_to_its_accounts(site: TestClient, told: dict[str, Any]) -> None:
    page = opened(site, "/account-sets?in=scope&out=target")
    only = [row["account_id"] for row in told["accounts"] if row["scope"] and not row["target"]]
    table = page[page.index('id="accounts"') :]
    assert len(re.findall(r"<tr>", table)) - 1 == len(only) or (not only and "<tr>" not in table)
    assert site.get("/account-sets?in=nonsense").status_code == 400
