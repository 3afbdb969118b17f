"""What a KPI is said to need and to leave out, beside what its relation really reads and its answer really prints."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import ibis.expr.operations as ops
import pytest

from assay.kpis import CATALOGUE
from assay.kpis.declare import KPI
from assay.kpis.needs import exclusions, keeps_customers, needs_of, reports_unmatched
from assay.metrics.compiler import expression
from assay.metrics.shape import Shape

FACTS = {
    "touches": {"touches", "sessions", "account_days", "person_days"},
    "opportunities": {"deals", "deal_states", "deal_stages"},
    "costs": {"costs"},
    "intent_signals": {"signals"},
    "survey_responses": {"survey_answers"},
}
"""Tables of the contract, and the facts that come from them alone."""


@cache
def facts_read(key: str) -> frozenset[str]:
    kpi = CATALOGUE[key]
    shape = replace(Shape(), customers=keeps_customers(kpi))
    parts = ("rows", *(name for name in ("censored", "trend") if getattr(kpi, name)))
    relations = [expression(kpi, part, shape, kpi.default_by) for part in parts]
    return frozenset(table.name for relation in relations for table in relation.op().find(ops.UnboundTable))


@pytest.mark.parametrize("key", CATALOGUE)
def test_the_tables_told_are_those_that_are_read(key: str) -> None:
    told = {table for table in CATALOGUE[key].sources if table in FACTS}
    assert told == {table for table, facts in FACTS.items() if facts & facts_read(key)}


@pytest.mark.parametrize("kpi", CATALOGUE.values(), ids=lambda kpi: kpi.key)
def test_catalogue_and_doctor_agree_on_tables(kpi: KPI) -> None:
    whole = {name for need in needs_of(kpi) for name in need.any_of if not set(".:") & set(name)}
    assert whole - set(kpi.sources) <= {"opportunities", "opportunity_stages", "stages"}, (
        "the other of two that are enough"
    )
    assert set(kpi.sources) <= whole


@pytest.mark.parametrize("kpi", CATALOGUE.values(), ids=lambda kpi: kpi.key)
def test_only_a_share_that_is_printed_is_promised(kpi: KPI) -> None:
    assert ("unmatched" in exclusions(kpi)) == reports_unmatched(kpi)
    assert "touches" in kpi.sources or not reports_unmatched(kpi)


@pytest.mark.parametrize(
    ("key", "touches"),
    [
        ("accounts_won", False),
        ("cost_per_won_account", False),
        ("influenced_pipeline", True),
        ("influenced_revenue.engaged", True),
        ("customer_relationship", True),
    ],
)
def test_what_needs_touches_and_what_does_not(key: str, touches: bool) -> None:
    assert ("touches" in CATALOGUE[key].sources) is touches


@pytest.mark.parametrize(
    ("key", "shown"),
    [("chats", True), ("engaged_accounts", True), ("mqa_rate", False), ("known_devices", False)],
)
def test_what_looks_back_promises_no_share_of_the_window(key: str, shown: bool) -> None:
    assert ("unmatched" in exclusions(CATALOGUE[key])) is shown
