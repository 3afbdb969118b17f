"""A headline figure as it is and as it would be, as pages show it before a change is made."""

from __future__ import annotations

from typing import Any

from assay.kpis import CATALOGUE
from assay.memory.preview import Preview, Previewed
from assay.web.desk import Desk


def effect_of(desk: Desk, preview: Preview | None) -> dict[str, Any] | None:
    """The figures that would differ, and of how many; None where nothing was asked."""
    if preview is None:
        return None
    return {
        "figures": [_line(desk, one) for one in preview.figures if one.differs],
        "of": len(preview.figures),
    }


def _line(desk: Desk, one: Previewed) -> dict[str, Any]:
    kpi = CATALOGUE[one.question.kpi]
    windows = {"month": desk._("the last full month"), "quarter": desk._("the last full quarter")}

    def shown(side: Any) -> str:
        return desk.fmt.value(side.value, kpi.unit, side.currency) if side.value is not None else desk._("not measured")

    return {
        "name": kpi.name[desk.language],
        "window": windows.get(one.question.window, desk._("all to date")),
        "before": shown(one.before),
        "after": shown(one.after),
    }


__all__ = ["effect_of"]
