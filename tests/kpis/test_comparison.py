"""The comparisons of the catalogue: public names, texts in four languages, and how they are found."""

from __future__ import annotations

import pytest

from assay.errors import UsageError
from assay.kpis import CATALOGUE, COMPARISONS, everything, find, find_comparison
from assay.kpis.declare import LANGUAGES, iterate_texts
from assay.kpis.pages import pages
from assay.languages.labels import labels

PUBLIC = {
    "P04": "cycle_difference",
    "P05": "deal_size_difference",
    "P06": "win_rate_difference",
    "P07": "opportunity_rate_difference",
    "P08": "against_control",
    "P09": "programme_roi",
    "P11": "revenue_impact",
}


def test_public_keys():
    assert {one.id: one.key for one in COMPARISONS.values()} == PUBLIC
    assert not set(COMPARISONS) & set(CATALOGUE)
    assert not {one.id for one in COMPARISONS.values()} & {kpi.id for kpi in CATALOGUE.values()}
    assert [one.key for one in everything()] == [*CATALOGUE, *COMPARISONS]


@pytest.mark.parametrize("comparison", COMPARISONS.values(), ids=lambda one: one.key)
def test_what_a_comparison_says(comparison):
    for name, text in iterate_texts(comparison):
        written = [text[language] for language in LANGUAGES]
        assert all(words.strip() == words and words for words in written), name
        assert len(set(written)) == len(LANGUAGES), name
        assert any("а" <= letter <= "я" for letter in text["ru"].lower()), name
    assert comparison.unit in labels()["units"]
    assert all(key in CATALOGUE for key in comparison.of)


def test_a_comparison_is_found_by_key_and_id_and_is_no_kpi():
    assert find_comparison("P07") is find_comparison("p07") is COMPARISONS["opportunity_rate_difference"]
    assert find_comparison("win_rate") is None
    with pytest.raises(UsageError, match="two arms of opportunity_rate"):
        find("P07")
    with pytest.raises(UsageError, match="opportunity_rate_difference"):
        find("oportunity_rate_difference")


@pytest.mark.parametrize("language", LANGUAGES)
def test_comparisons_stand_in_the_pages(language):
    page = pages()[f"{language}/programme.md"]
    assert all(f"`{key}`" in page for key in PUBLIC.values())
