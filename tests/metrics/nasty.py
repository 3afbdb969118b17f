"""The same nasty companies for the compiled KPIs and for the second formulation in plain Python."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np

from assay.kpis import CATALOGUE, find
from assay.metrics.answer import Answer, Figure
from assay.metrics.answers import answer
from assay.metrics.scope import Scope
from assay.stats.estimators import ESTIMATORS
from assay.store.runs import Run
from metrics.cases import SETTINGS, TODAY
from reference import FORMULAS, Reference, nasty_company
from support.company import company

KPIS = tuple(key for key in CATALOGUE if key in FORMULAS)
GROUPS_OF_THE_SPINE = ("T", "E01", "E02", "E03", "E09", "E10", "E13", "E14", "E15", "O", "W", "P13")
NOT_YET = ("T03", "T05", "T06", "O01", "O02", "O09", "O11", "O12", "W08")
SPINE = tuple(key for key in KPIS if find(key).id.startswith(GROUPS_OF_THE_SPINE) and find(key).id not in NOT_YET)
OTHER_COUNT = ("programme_cost", "win_rate.amount")
"""Cost rows are shown in parts, and deals without an amount as rows: the reference counts neither."""
HALF: dict[str, Any] = {"start": date(2025, 7, 1), "end": date(2025, 12, 31)}


@lru_cache
def tables(seed: int) -> dict[str, list[dict[str, Any]]]:
    return nasty_company(seed)[0]


@lru_cache
def run_of(seed: int) -> Run:
    return company(tables(seed), today=TODAY, **SETTINGS)


@lru_cache
def reference_of(seed: int) -> Reference:
    return Reference(tables(seed), SETTINGS, TODAY)


def check(seed: int, key: str, by: str | None = None, *, rows: bool = True, **scope: Any) -> None:
    """Total and groups are those of the reference, and the rows behind them make them again."""
    asked = {**HALF, **scope}
    found = answer(run_of(seed), key, Scope(**asked), by=(by,) if by else (), rows=rows)
    expected = reference_of(seed).value(key, by=by, **asked)
    wrong = [*differences(found, expected, by), *(rows_that_differ(found) if rows else ())]
    assert not wrong, (seed, key, by, scope, wrong)


def differences(found: Answer, expected: Any, by: str | None) -> Iterator[str]:
    pairs: dict[Any, tuple[Figure | None, Any]] = {"total": (found.total, expected)}
    if by:
        groups = {row.by[by]: row.figure for row in found.rows}
        pairs |= {name: (groups.get(name), expected.groups.get(name)) for name in {*groups, *expected.groups}}
    for name, (figure, wanted) in pairs.items():
        nothing = figure is None or figure.n == 0
        if nothing and (wanted is None or not wanted.value):
            continue  # a group without a case that only one side lists; a sum of what has all been left out
        for part in ("value", "denominator", "unmatched", "n"):
            got, want = getattr(figure, part, None), getattr(wanted, part, None)
            if (part == "unmatched" and want is None) or (part == "n" and found.kpi in OTHER_COUNT):
                continue  # the reference tells it for touches alone
            if not same(got, want):
                yield f"{name} {part}: {got}, the reference has {want}"


def rows_that_differ(found: Answer) -> Iterator[str]:
    """Rows make their group again; of a breakdown by list an account stands in each of its lists, so not the total."""
    assert found.detail is not None
    for group in found.rows:
        rows = [row for row in found.detail if row.get("by", {}) == group.by and row["left_out"] is None]
        again, figure = value_of(rows, found.kpi), group.figure
        if not same(again, figure.value) and (again or figure.value):
            yield f"rows of {group.by} give {again}, the figure is {figure.value}"
        if find(found.kpi).measure.aggregate in ("sum", "mean", "median") and len(rows) != figure.n:
            yield f"{len(rows)} rows of {group.by} count, n is {figure.n}"


def value_of(rows: list[dict[str, Any]], key: str) -> float | None:
    """The figure, from nothing but the rows shown."""
    measure = find(key).measure
    tops = [row["numerator"] for row in rows if row["numerator"] is not None]
    bottom = sum(row["denominator"] or 0 for row in rows)
    if measure.aggregate == "sum":
        return sum(tops)
    if measure.aggregate == "median":
        return float(np.median(tops)) if tops else None
    if measure.aggregate == "estimate":
        ends = np.array([row["denominator"] for row in rows], dtype=float)
        value: float | None = ESTIMATORS[measure.estimator](np.array(tops, dtype=float), ends)["value"]  # type: ignore[attr-defined]
        return value
    return sum(tops) / bottom if bottom else None


def same(got: Any, want: Any) -> bool:
    if got is None or want is None:
        return got is want
    return abs(float(got) - float(want)) <= 1e-6 * max(1.0, abs(float(want)))
