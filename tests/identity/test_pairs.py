"""Labelled pairs of company names in four scripts, and two systems with planted traps."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from assay.identity.links import Known, links_of, may_be_one
from assay.identity.names import base_name
from assay.identity.proposals import Names

with (Path(__file__).parent / "company_pairs.csv").open(encoding="utf-8", newline="") as _file:
    PAIRS = tuple(csv.DictReader(_file))


def accepted(pair: dict[str, str]) -> bool:
    base = base_name(pair["written"])
    return base is not None and base == base_name(pair["known"])


def test_nothing_is_accepted_that_is_not_one_company() -> None:
    assert len(PAIRS) >= 300
    assert {pair["script"] for pair in PAIRS} == {"latin", "cyrillic", "greek", "east_asian"}
    assert [pair for pair in PAIRS if accepted(pair) and pair["same"] == "0"] == []


@pytest.mark.parametrize("script", ["latin", "cyrillic", "greek", "east_asian"])
def test_most_of_what_is_one_company_is_accepted(script: str) -> None:
    true = [pair for pair in PAIRS if pair["script"] == script and pair["same"] == "1"]
    assert sum(map(accepted, true)) / len(true) >= 0.82


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("IBM", "International Business Machines Corp"),
        ("Instagram", "Meta Platforms, Inc."),
        ("Ernst & Young LLP", "EY"),
        ("Bayerische Motoren Werke AG", "BMW"),
        ("Fed Ex", "FedEx Corporation"),
        ("ООО Вкус Вилл", "ВкусВилл"),
        ("ООО Ромашка", "Romashka LLC"),
        ("Müller GmbH", "Mueller"),
        ("Siemens Enrgy", "Siemens Energy AG"),
    ],
)
def test_the_true_one_is_proposed_first(written: str, known: str) -> None:
    asked = {base_name(written), base_name(known)}
    others = [one["known"] for one in PAIRS if base_name(one["known"]) not in asked]
    assert Names([(name, name) for name in (*others, known)]).nearest(written)[0][0] == known


@pytest.mark.parametrize(
    ("name", "other", "may"),
    [
        ("Acme Corp", "ACME Corporation", True),
        ("IBM", "International Business Machines", True),
        ("Fed Ex", "FedEx Corp", True),
        ("Ромашка", "Romashka LLC", True),
        ("Acme", "", True),
        ("Alcor Systems", "Berdan Systems", False),
        ("Alcor Tools", "Bäckerei Huber", False),
        ("The Group", "The Bank", False),
    ],
)
def test_names_of_two_companies_on_one_domain(name: str, other: str, may: bool) -> None:
    assert may_be_one(name, other) is may


def test_a_subsidiary_with_the_domain_is_not_taken_for_the_parent_that_has_the_name() -> None:
    rows = [
        Known("1", "a", frozenset({"globex.com"}), name="Globex Inc"),
        Known("b:2", "b", name="Globex"),
        Known("b:3", "b", frozenset({"globex.com"}), name="Globex France"),
    ]
    assert links_of(rows, [], {}) == []
    assert [link.other_id for link in links_of([rows[0], rows[2]], [], {})] == ["b:3"]


def test_a_domain_that_another_company_uses_now_links_nobody() -> None:
    rows = [
        Known("1", "a", frozenset({"alcor.com"}), name="Alcor Systems"),
        Known("b:2", "b", frozenset({"alcor.com"}), name="Berdan Systems"),
    ]
    assert links_of(rows, [], {}) == []
