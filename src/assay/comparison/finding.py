"""What a comparison has found of one KPI, before it is put into words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from assay.comparison.design import Rung
from assay.comparison.estimate import Estimated
from assay.comparison.looks import Look
from assay.comparison.outcomes import Outcome
from assay.comparison.result import Check
from assay.kpis.declare import KPI

Held = Literal["early", "of_many", "uneven", "drift", "unmeasured", "left_out"]


@dataclass(frozen=True)
class Finding:
    """`made` on the rung, `plain` as the arms are. `p_adjusted` and `of`: one of so many figures, not the primary one.

    `held`: why a figure whose interval leaves zero out is no finding. `late`: a primary figure that was chosen after
    launch, with the day of the choice. `asks` is the p below which this look gives this figure a verdict, whatever the others show.
    """

    kpi: KPI
    outcome: Outcome | None
    made: Estimated
    plain: Estimated
    rung: Rung
    refused: str | None = None
    primary: bool = True
    look: Look | None = None
    held: Held | None = None
    late: tuple[str, date] | None = None
    launch: date | None = None
    p_adjusted: float | None = None
    of: int = 1
    asks: float = 0.05
    checks: tuple[Check, ...] = ()
    notes: tuple[tuple[str, dict[str, Any]], ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)
