"""Anything is found by a few letters, whatever their case and accents, and nobody finds what he may not see."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from assay.languages import LANGUAGES
from assay.languages.folding import folded
from assay.web.desk import PLACES
from assay.web.pages.guide import GUIDE, guide_of
from assay.web.pages.registry import find_pages
from assay.web.pages.search import UNLISTED
from web.conftest import FOREIGN


def found(site: TestClient, asked: str, **words: str) -> dict[str, list[str]]:
    answer = site.get("/search.json", params={"q": asked, **words})
    assert answer.status_code == 200, answer.text
    return {kind: [hit["title"] for hit in hits] for kind, hits in answer.json()["found"].items()}


def test_case_and_accents_do_not_matter() -> None:
    assert folded("Noirétang SÀRL") == "noiretang sarl"
    assert folded("Новосёловск") == folded("НОВОСЕЛОВСК")


@pytest.mark.parametrize(
    ("asked", "kind", "title"),
    [
        ("OWNWELL", "accounts", "Ownwell"),
        ("ówn", "accounts", "Ownwell"),
        ("pia", "people", "Pia"),
        ("pia ownwell", "people", "Pia"),
        ("steel", "lists", "Steel"),
        ("win rate", "kpis", "Win rate (opportunities)"),
        ("win_rate", "kpis", "Win rate (opportunities)"),
        ("funnel", "pages", "Funnel"),
        ("what changed", "pages", "What changed"),
        ("by lot", "pages", "Target lists"),
        ("saved", "pages", "Saved views"),
    ],
)
def test_each_kind_is_found(site: TestClient, asked: str, kind: str, title: str) -> None:
    assert title in found(site, asked)[kind]


def test_a_person_is_not_found_by_his_company_alone(site: TestClient) -> None:
    assert "people" not in found(site, "ownwell")


def test_what_begins_so_comes_first(site: TestClient) -> None:
    assert found(site, "own")["accounts"][0] == "Ownwell"
    assert next(iter(found(site, "win rate"))) == "kpis"


def test_one_letter_is_not_enough_and_nothing_is_told(site: TestClient) -> None:
    assert found(site, "o") == {}
    assert "at least 2 letters" in site.get("/search?q=o").text
    assert found(site, "qqqq") == {}
    assert "Nothing is called qqqq" in site.get("/search?q=qqqq").text


def test_a_rep_finds_his_own_accounts_only(rep: TestClient, site: TestClient) -> None:
    assert found(site, FOREIGN)["accounts"]
    assert found(rep, FOREIGN) == {}
    assert FOREIGN not in rep.get(f"/search?q={FOREIGN[:4]}").text.replace(f'value="{FOREIGN[:4]}"', "")
    assert found(rep, "ownwell")["accounts"] == ["Ownwell"]
    assert "impact" not in " ".join(found(rep, "impact").get("pages", [])).lower()


def test_links_keep_the_scope_and_lead_to_pages(site: TestClient) -> None:
    hits = site.get("/search.json", params={"q": "own", "tier": "1"}).json()["found"]["accounts"]
    assert hits[0]["href"] == "/accounts/own?tier=1"
    assert site.get(hits[0]["href"]).status_code == 200


def test_every_page_says_what_it_is_for(site: TestClient) -> None:
    assert [page.name for page in find_pages() if page.name not in GUIDE] == []
    assert [path for path, _, _ in (*PLACES, *UNLISTED) if not guide_of(path)] == []
    for path in ("/data/changes", "/watch", "/lists/new"):
        assert "Help on this page" in site.get(path).text, path


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_are_found_in_the_reader_s_language(site: TestClient, language: str) -> None:
    from assay.kpis import find

    name = find("win_rate").name[language]
    assert found(site, name.split(" (")[0], lang=language)["kpis"]


def test_a_hostile_text_is_only_text(site: TestClient) -> None:
    page: Any = site.get("/search", params={"q": "<script>"})
    assert "<script>alert" not in page.text
    assert found(site, "'; DROP TABLE accounts --") == {}
