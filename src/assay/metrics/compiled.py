"""The SQL of each part of an answer: looked up by the question's shape, and made where nobody has asked for it before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assay.engine.kept import SHARED, Store
from assay.engine.statements import Dialect, Statement
from assay.kpis import CATALOGUE
from assay.kpis.declare import KPI
from assay.metrics.shape import Shape


def compiled(
    kpi: KPI, part: str, shape: Shape, by: tuple[str, ...], dialect: Dialect = "duckdb", store: Store = SHARED
) -> Statement:
    """SQL of one part of an answer: `rows`, `grouped`, `tallied`, `values`, `unmatched`, or the values of `censored`."""
    shape = shape if "icp" in attached(kpi) else replace(shape, profile=())
    question = question_of(kpi, part, shape, by)
    return store.statement(question, lambda: _made(kpi, part, shape, by), dialect, block_of(kpi))


def attached(kpi: KPI) -> set[str]:
    """What is worked out beside the KPI's rows."""
    return {name for base in kpi.measure.bases for name in getattr(base, "attach", ())}


def block_of(kpi: KPI) -> str:
    """Where the SQL of a KPI is shipped."""
    return f"kpi.{kpi.key}"


def question_of(kpi: KPI, part: str, shape: Shape, by: tuple[str, ...]) -> str:
    """Everything that the SQL depends on. A KPI made of another for once says its measure too."""
    declared = CATALOGUE.get(kpi.key)
    measure = "" if declared is kpi or declared == kpi else _measure(kpi, declared)
    return repr(("kpi", kpi.key, measure, part, shape.said, by))


def _measure(kpi: KPI, declared: KPI | None) -> str:
    """The name of a measure that the catalogue has, else the measure itself, which names an object of this process."""
    if declared is not None:
        for name in ("measure", "censored", "trend"):
            if kpi.measure == getattr(declared, name):
                return name
    return f"{kpi.measure!r} at 0x{id(kpi.measure):x}"


def _made(kpi: KPI, part: str, shape: Shape, by: tuple[str, ...]) -> Any:
    from assay.metrics.compiler import expression

    return expression(kpi, part, shape, by)
