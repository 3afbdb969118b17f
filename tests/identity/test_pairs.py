"""Labelled pairs of company names in four scripts, and two systems with planted traps."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from assay.identity.links import Known, links_of, may_be_one
from assay.identity.names import base_name
from assay.identity.resemblance import Names
from support.two_systems import linked, proposed_first, two_systems


def _labelled(name: str) -> tuple[dict[str, str], ...]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


PAIRS = _labelled("company_pairs.csv")
INDEX = _labelled("index_pairs.csv")
"""The companies of an American index as it names them, with the names they are registered under."""
HARD = _labelled("hard_pairs.csv")
"""Initials, abbreviations, other orders, dropped words, misspellings and scripts, written before the rules that rank them."""


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


def test_the_names_of_an_index_find_their_registrants_and_no_other() -> None:
    company_of = {base_name(pair["known"]): pair["known"] for pair in INDEX}
    said = [(company_of.get(base_name(pair["written"])), pair["known"]) for pair in INDEX]
    assert [one for one in said if one[0] and one[0] != one[1]] == []
    assert len(INDEX) >= 490
    assert sum(one[0] is not None for one in said) / len(INDEX) >= 0.82


def test_of_the_rest_the_true_one_is_mostly_among_three_proposals() -> None:
    """Without the table of brands: it knows some of these."""
    hard = [pair for pair in HARD if pair["kind"] != "former"]
    for pairs in (INDEX, hard):
        names = Names([(pair["known"], base_name(pair["known"]) or "") for pair in (*INDEX, *hard)], brands={})
        rest = [pair for pair in pairs if not accepted(pair)]
        three = [[account for account, _ in names.nearest(pair["written"], 3)] for pair in rest]
        assert len(rest) >= 65
        found = sum(base_name(pair["known"]) in best for pair, best in zip(rest, three, strict=True))
        assert found / len(rest) >= 0.88


@pytest.mark.parametrize("seed", [1, 2])
def test_two_systems_with_planted_traps_are_linked_without_a_false_one(seed: int) -> None:
    world = two_systems(companies=400, seed=seed)
    links, truth = linked(world), world.truth
    assert links - truth == set()
    assert len(links) / len(truth) >= 0.7
    assert len((links | proposed_first(world, links)) & truth) / len(truth) >= 0.9


@pytest.mark.parametrize(
    ("written", "known", "others"),
    [
        ("SNCF", "Société nationale des chemins de fer français", ("Sanofi", "SNC-Lavalin")),
        ("Wabtec", "Westinghouse Air Brake Technologies Corp", ("Wabash National", "Wabco")),
        ("МТС", "ПАО «Мобильные ТелеСистемы»", ("МТС Банк", "Мосты и тоннели")),
        ("Taiwan Semiconductor Manufacturing Company, Ltd.", "TSMC", ("Taiwan Cement", "Semiconductor Works")),
        ("Energie Baden-Württemberg AG", "EnBW", ("Baden Energie", "Württembergische")),
        ("Cullinan Oncology, Inc.", "Cullinan Therapeutics, Inc.", ("CG Oncology", "Ikena Oncology", "Kura Oncology")),
        ("CF Industries", "CF Industries Holdings, Inc.", ("CEA Industries", "FGI Industries", "RF Industries")),
        ("Gasprom", "ПАО Газпром", ("Gaspard", "Promgas")),
        ("Booking.com", "Booking Holdings Inc.", ("Wix.com", "Gambling.com")),
    ],
)
def test_what_names_share_decides_before_how_alike_they_look(written: str, known: str, others: tuple[str, ...]) -> None:
    noise = [(f"{word} {n}", f"{word} {n}") for n in range(9) for word in ("Oncology", "Industries", "Systems")]
    names = Names([*((name, name) for name in (known, *others)), *noise], brands={})
    assert names.nearest(written)[0][0] == known


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
