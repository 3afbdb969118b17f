"""T03, T05, X02 and X07 against the second formulation, on companies made to be nasty."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

import pytest

from assay.metrics.answers import answer
from assay.metrics.scope import Scope
from assay.store.runs import Run
from metrics.cases import SETTINGS, TODAY
from metrics.nasty import differences, rows_that_differ, same, tables
from reference import Reference
from reference.relationship import lifetime_value
from reference.rules import Question
from reference.rules import Scope as Asked
from support.company import company

PROFILE = {
    **SETTINGS,
    "margin": 0.7,
    "icp": {"criteria": ["industry = 'Software'", "employees >= 200", "country != 'FR'"]},
}
KEYS = ("icp_fit", "relationship_score", "customer_relationship", "customer_relationship.degrading")
SCOPES: dict[str, dict[str, Any]] = {
    "targets": {},
    "control": {"arm": "control"},
    "rest": {"arm": "rest"},
    "all": {"arm": "all"},
    "tiers": {"tiers": ("1", "gold")},
    "a day in the past": {"as_of": date(2025, 9, 15)},
}


@lru_cache
def run_of(seed: int) -> Run:
    return company(tables(seed), today=TODAY, **PROFILE)


@lru_cache
def reference_of(seed: int) -> Reference:
    return Reference(tables(seed), PROFILE, TODAY)


@pytest.mark.parametrize("seed", [3, 5])
@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("key", KEYS)
def test_agrees_with_plain_python(seed: int, scope: str, key: str) -> None:
    asked = {"end": date(2025, 12, 31), **SCOPES[scope]}
    by = "industry" if scope == "targets" else None
    found = answer(run_of(seed), key, Scope(**asked), by=(by,) if by else (), rows=True)
    expected = reference_of(seed).value(key, by=by, **asked)
    assert not [*differences(found, expected, by), *rows_that_differ(found)]


def test_the_cases_are_not_empty() -> None:
    for key in KEYS:
        found = [answer(run_of(seed), key, Scope(arm="all", end=date(2025, 12, 31))).total for seed in (3, 5)]
        assert any(figure.n and figure.value for figure in found), key


@pytest.mark.parametrize("seed", [3, 5, 8, 9])
@pytest.mark.parametrize("arm", ["abm", "all"])
def test_lifetime_value_agrees(seed: int, arm: str) -> None:
    day = date(2025, 12, 31)
    found = answer(run_of(seed), "lifetime_value", Scope(arm=arm, end=day)).total.value
    question = Question(arm, (), (), (), None, date(2025, 1, 1), day, day, "any_interaction", "EUR")
    assert same(found, lifetime_value(Asked(reference_of(seed).company, question)))
