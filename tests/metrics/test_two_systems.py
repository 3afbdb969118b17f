"""Figures on a nasty company in two systems, with leads, links and aliases, against plain Python written from the rules."""

from __future__ import annotations

import pytest

from assay.kpis import CATALOGUE, find
from reference import FORMULAS
from reference.generator_systems import two_systems
from support.agreement import differences

IDS = ("C01", "C02", "C03", "C04", "C05", "C06", "C07", "C08", "E01", "E19", "O01", "O02")
"""Figures of people and of what they do: what who is who decides."""
OF_PEOPLE = [key for key in CATALOGUE if key in FORMULAS and find(key).id.startswith(IDS)]
OTHERS = [key for key in CATALOGUE if key in FORMULAS and key not in OF_PEOPLE]


@pytest.mark.parametrize("key", OF_PEOPLE)
def test_people_and_engagement_are_counted_alike(key: str) -> None:
    assert differences(4, key, make=two_systems) == []


@pytest.mark.exhaustive
@pytest.mark.parametrize("seed", [4, 5])
@pytest.mark.parametrize("by", ["tier", "role", None])
@pytest.mark.parametrize("key", OTHERS)
def test_every_other_figure_is_the_same(key: str, by: str | None, seed: int) -> None:
    if by is None or by in {str(name) for name in find(key).dimensions}:
        assert differences(seed, key, by, make=two_systems) == []
