"""What a comparison has found of one KPI, before it is put into words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from assay.comparison.design import Rung
from assay.comparison.estimate import Estimated
from assay.comparison.outcomes import Outcome
from assay.comparison.result import Check
from assay.kpis.declare import KPI

SURE = 0.05


@dataclass(frozen=True)
class Finding:
    """`made` on the rung, `plain` as the arms are. `p_adjusted` and `of`: one of so many figures, not the primary one."""

    kpi: KPI
    outcome: Outcome | None
    made: Estimated
    plain: Estimated
    rung: Rung
    refused: str | None = None
    primary: bool = True
    p_adjusted: float | None = None
    of: int = 1
    checks: tuple[Check, ...] = ()
    notes: tuple[tuple[str, dict[str, Any]], ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def lost_among_many(self) -> bool:
        """Alone it would be a finding; as one of several figures it is not."""
        low, high = self.made.low, self.made.high
        alone = low is not None and high is not None and (low > 0 or high < 0)
        return alone and self.p_adjusted is not None and self.p_adjusted >= SURE
