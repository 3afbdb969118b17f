"""A headline figure as it is and as it would be, as pages show it before a change is made."""

from __future__ import annotations

from typing import Any

from assay.kpis import CATALOGUE
from assay.memory.preview import Preview, Previewed
from assay.web.desk import Desk
from assay.web.visit import Visit


def effect_of(page: Desk | Visit, preview: Preview | None) -> dict[str, Any] | None:
    """The figures that would differ, and of how many; None where nothing was asked."""
    if preview is None:
        return None
    return {
        "figures": [_line(page, one) for one in preview.figures if one.differs],
        "of": len(preview.figures),
    }


def window_name(page: Desk | Visit, window: str) -> str:
    """The window of a headline figure, `month`, `quarter` or `to_date`, as people read it."""
    names = {"month": page._("the last full month"), "quarter": page._("the last full quarter")}
    return names.get(window, page._("all to date"))


def _line(page: Desk | Visit, one: Previewed) -> dict[str, Any]:
    kpi = CATALOGUE[one.question.kpi]

    def shown(side: Any) -> str:
        return page.fmt.value(side.value, kpi.unit, side.currency) if side.value is not None else page._("not measured")

    return {
        "name": kpi.name[page.language],
        "window": window_name(page, one.question.window),
        "before": shown(one.before),
        "after": shown(one.after),
    }


__all__ = ["effect_of", "window_name"]
