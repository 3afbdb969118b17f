"""What any page claims: counts of accounts are those of named sets, and colour stands only where an interval allows it.

Over all pages of a little company; `exhaustive` reads the sample company, where changes are large enough to be coloured.
"""

from __future__ import annotations

import html
import re
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.testclient import TestClient

from assay.web.app import create_app
from assay.web.pages.beside import note_without, told_once
from assay.web.pages.registry import find_pages
from support.sample import sample_workspace
from web.conftest import ADDRESS

WINDOW = "?from=2026-04-01&to=2026-09-30"
"""Of the sample company: the window before it began when the lists had settled, so changes are judged."""
OTHER_SETS = ("/account-sets", "/lists", "/impact", "/kpi-values", "/my")
"""Pages whose subject are other sets, which they name: the groups compared, a rep's own, values in the unit of accounts."""
WITHOUT_SET = r"of \d|without a change|moved back|is not yet|are not yet|opened|further|that entered|that are not compared|on a list"
"""Words behind a count that say themselves which accounts it counts, none of the scope's sets."""
COUNT = re.compile(rf"(?<![\w.,:–-])(\d[\d,]*) accounts?\b(?! (?:{WITHOUT_SET}))")
LED = re.compile(r'<a href="/account-sets[^"]*">\s*([\d,]+) accounts?')
COLOURED = re.compile(r'<[a-z]+ [^>]*class="(?:[^"]* )?(?:better|worse)(?: [^"]*)?"[^>]*>')


NARROWED = ("/funnel?stage=engaged", "/accounts?stage=engaged", "/coverage?role=champion")
ADDRESSES = [*(page.path for page in find_pages() if "{" not in page.path), *NARROWED]
ALWAYS = ("/", "/accounts", "/funnel", "/coverage", "/engagement", "/revenue", "/customers", *NARROWED)
IN_PARTS = ("/kpis/engaged_share", "/kpis/pipeline?by=tier", "/funnel?by=tier", "/?by=tier")


def read(client: TestClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code in (200, 422), (address, answer.text)
    page = html.unescape(answer.text)
    return page[page.find("<main") : page.find("</main>")]


def known_counts(client: TestClient, words: str = "") -> set[int]:
    return set(client.get(f"/account-sets.json{words}").json()["sets"].values())


def uncoloured(page: str) -> list[str]:
    """What is coloured without an interval of the difference, or with one that holds zero."""
    found = []
    for tag in COLOURED.findall(page):
        ends = re.search(r'data-difference="(\S+) (\S+)"', tag)
        if not ends or float(ends.group(1)) <= 0 <= float(ends.group(2)):
            found.append(tag)
    return found


def counts(page: str) -> set[int]:
    """Every count of accounts that a reader sees, but those of whom it is compared with or cannot be, told as such.

    Drawings and the names of choices have their own tables.
    """
    text = re.sub(r"<(svg|select|option|details)\b.*?</\1>|<span class=\"unit\">.*?</span>", " ", page, flags=re.DOTALL)
    text = re.sub(r"</t[dh]>", " | ", text)
    text = re.sub(r"grey: [^·]*|Not compared \d+ accounts?", "", " ".join(re.sub(r"<[^>]+>", " ", text).split()))
    return {int(one.replace(",", "")) for one in COUNT.findall(text)}


@pytest.fixture(scope="module")
def client(app: Any) -> TestClient:
    return TestClient(app, base_url=ADDRESS)


@pytest.fixture(scope="module")
def known(client: TestClient) -> set[int]:
    return known_counts(client)


@pytest.mark.parametrize(
    "address", [one if one in ALWAYS else pytest.param(one, marks=pytest.mark.exhaustive) for one in ADDRESSES]
)
def test_no_page_claims_more_than_it_knows(client: TestClient, known: set[int], address: str) -> None:
    page = read(client, address)
    assert uncoloured(page) == []
    if not address.startswith(OTHER_SETS):
        assert counts(page) <= known, (address, counts(page) - known)
    assert {int(one.replace(",", "")) for one in LED.findall(page)} <= known


def test_what_would_be_found() -> None:
    """The rules are at work: colour without an interval, colour over noise, and a count of nowhere."""
    assert uncoloured('<span class="better">▲</span>')
    assert uncoloured('<span class="worse" data-difference="-0.2 0.1">▼</span>')
    assert uncoloured('<span class="better" data-difference="0.1 0.2">▲</span>') == []
    assert counts("<p><b>1,164</b> accounts in scope, 3 accounts moved back at least once</p>") == {1164}


def test_what_tiles_say_alike_stands_once() -> None:
    """Four tiles told of one and the same deal; why a figure is not measured stands with the figure all the same."""
    both, own, lacks = (
        "1 deal counts as open.",
        "2 without an amount.",
        "not measured: nothing has been loaded of touches.",
    )
    notes = [(f"{own} {both}", True), (both, True), (lacks, False), (lacks, False)]
    shown = [SimpleNamespace(block=SimpleNamespace(note=note, measured=measured)) for note, measured in notes]
    told = told_once(shown)  # type: ignore[arg-type]
    assert told == (both,)
    assert [note_without(one.block, told) for one in shown] == [own, "", lacks, lacks]


def test_the_pages_count_at_all(client: TestClient) -> None:
    assert LED.findall(read(client, "/"))
    assert all(counts(read(client, path)) for path in ("/", "/accounts"))


@pytest.mark.exhaustive
def test_no_page_of_the_sample_company_claims_more_than_it_knows() -> None:
    client = TestClient(create_app(sample_workspace()), base_url=ADDRESS)
    coloured = 0
    for words in ("", WINDOW):
        known = known_counts(client, words)
        for address in (*ADDRESSES, *IN_PARTS):
            page = read(client, address + (words.replace("?", "&") if "?" in address else words))
            coloured += len(COLOURED.findall(page))
            assert uncoloured(page) == [], address
            if address in ("/", "/accounts", "/funnel", "/coverage", "/engagement", "/revenue", "/customers"):
                assert counts(page) <= known, (address, counts(page) - known)
    assert coloured, "nothing was coloured, so nothing was proven"
