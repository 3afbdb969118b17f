"""What a shape says of itself is what SQL is kept by: two that differ must never say the same, and it holds no value."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from assay.kpis import CATALOGUE
from assay.metrics.compiled import question_of
from assay.metrics.context import Context
from assay.metrics.scope import Filter, Scope
from assay.metrics.shape import PresetShape, Shape, shape_for, shape_of
from assay.metrics.values import TYPES, Values, type_of
from assay.settings import Settings
from metrics.cases import about, by_account, gather, listed

SINCE_JANUARY = listed("2025-01-01")

OTHERS: dict[str, Any] = {
    "arm": "rest",
    "lists": True,
    "programmes": 2,
    "tiers": True,
    "owners": True,
    "where": ("industry",),
    "mode": "cohort",
    "roll_up": True,
    "converts": True,
    "engaged": PresetShape("engaged", "people"),
    "mqa": PresetShape("mqa", "sums"),
    "any_interaction": PresetShape("any_interaction", "touch", "touches"),
    "profile": ("x_segment",),
    "split": ("list",),
    "customers": True,
    "extra": (("accounts", ("x_segment",)),),
    "narrowed": True,
    "own_days": True,
    "campaigns": True,
}
ONE = Scope(lists=("A",), tiers=("1",), owners=("u1",), programmes=("p",), where=(Filter("industry", "=", "Software"),))
OTHER = Scope(
    arm="control",
    lists=("B", "C"),
    tiers=("2", "it's"),
    owners=("u2",),
    programmes=("q",),
    where=(Filter("industry", "!=", None),),
    currency="EUR",
)
CHANGED = Settings.model_validate(
    {
        "currency": "USD",
        "week_starts_on": "sunday",
        "people_min_k": 9,
        "high_value_pages": ["/x*"],
        "buying_committee": {"user": 3},
        "engagement": {"lookback_days": 7},
        "mqa": {"minutes": 1, "people": 1, "selected": True},
        "coverage": {"threshold": 0.1},
        "completeness": {"fields": ["country"]},
        "icp": {"criteria": ["country = 'DE' | 'FR'", "employees > 5"]},
        "weights": {"tier": {"1": 3}, "seniority": {"vp": 7}},
        "surge": {"score": 1},
        "spike": {"weeks": 2},
        "relationship": {"half_life_days": 1},
        "influence": {"lookback_days": 1},
        "view_through": {"days": 1},
    }
)


def test_every_field_that_tells_shapes_apart_is_named_here() -> None:
    assert set(OTHERS) == {one.name for one in fields(Shape)} == {one.name for one in fields(Context)}


@pytest.mark.parametrize("name", OTHERS)
def test_a_shape_says_all_that_sql_depends_on(name: str) -> None:
    assert replace(Shape(), **{name: OTHERS[name]}).said != Shape().said


def test_values_leave_no_trace_in_a_shape() -> None:
    assert shape_of(ONE, Settings()) == shape_of(OTHER, CHANGED.model_copy(update={"currency": "EUR"}))
    assert shape_of(Scope(tiers=("1",)), Settings()) != shape_of(Scope(), Settings())


def test_a_value_never_asked_before_asks_what_another_asked() -> None:
    one, other = shape_of(ONE, Settings()), shape_of(OTHER, CHANGED.model_copy(update={"currency": "EUR"}))
    for kpi in CATALOGUE.values():
        by = kpi.default_by
        assert question_of(kpi, "rows", shape_for(one, by), by) == question_of(kpi, "rows", shape_for(other, by), by)


def test_a_figure_of_another_measure_is_another_question() -> None:
    declared = CATALOGUE["deal_velocity"]
    assert declared.censored is not None
    shown = replace(declared, measure=declared.censored, censored=None)
    assert question_of(declared, "rows", Shape(), ()) != question_of(shown, "rows", Shape(), ())
    assert " at 0x" not in question_of(shown, "rows", Shape(), ())


def test_every_value_has_the_type_that_is_told() -> None:
    kinds = {"string": str, "int64": int, "float64": float, "boolean": bool}
    values = Values(ONE, CHANGED)
    for name in (*TYPES, "where.0.comparison", "where.0.text"):
        value, told = values[name.replace(".", "_")], type_of(name)
        if value is None or told == "date":
            continue
        if told.startswith("array"):
            inner = kinds[told[6:-1]]
            assert all(one is None or type(one) is inner for one in value), name
        else:
            assert type(value) is kinds[told], name


def test_criteria_may_name_columns_of_files_own() -> None:
    """Seen failing: a criterion on such a column was of no account, and the share was of the others."""
    run = gather(
        about("fits", SINCE_JANUARY, x_segment="A", country="DE"),
        about("is elsewhere", SINCE_JANUARY, x_segment="B", country="DE"),
        settings={"icp": {"criteria": ["x_segment = 'A'", "country = 'DE' | 'FR'"]}},
    )
    assert by_account(run, "icp_fit") == {"fits": 1.0, "is elsewhere": 0.5}
