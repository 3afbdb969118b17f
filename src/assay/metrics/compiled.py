"""The SQL of each part of an answer: looked up by the question's shape, and made where nobody has asked for it before."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from assay.engine.kept import statement_of
from assay.engine.statements import Dialect, Statement
from assay.kpis.declare import KPI
from assay.metrics.shape import Shape


@lru_cache(maxsize=1024)
def compiled(kpi: KPI, part: str, shape: Shape, by: tuple[str, ...], dialect: Dialect = "duckdb") -> Statement:
    """SQL of one part of an answer: `rows`, `grouped`, `tallied`, `values`, `unmatched`, or the values of `censored`."""
    question = repr(("kpi", kpi.key, part, shape.said, by))
    return statement_of(question, lambda: _made(kpi, part, shape, by), dialect)


def _made(kpi: KPI, part: str, shape: Shape, by: tuple[str, ...]) -> Any:
    from assay.metrics.compiler import expression

    return expression(kpi, part, shape, by)


def reads_touches(kpi: KPI) -> bool:
    """A figure on touches reports its unmatched share."""
    base = kpi.measure.of
    attached = set(getattr(base, "attach", ()))
    return base.grain in ("touch", "session") or kpi.engaged_based or bool(attached & {"minutes", "touches", "reached"})
