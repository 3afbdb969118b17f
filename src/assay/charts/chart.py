"""A chart: its specification in two widths, one sentence that says what it shows, and the same as a table."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assay.charts.draw import page_svg, png_of, print_svg

if TYPE_CHECKING:
    import altair

Spec = dict[str, Any]


@dataclass(frozen=True)
class DataTable:
    """The numbers of a drawing as people read them; columns from `numeric` on are aligned as numbers."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: int = 1


@dataclass(frozen=True)
class Chart:
    """`spec` is Vega-Lite in its wide form, `narrow` the same for 320 px, `medium` between where the wide one needs it.

    `summary` says in words what stands in all of them, `legend` what its numbered marks are, from 1 on.
    """

    title: str
    summary: str
    table: DataTable
    spec: Spec
    narrow: Spec = field(default_factory=dict)
    medium: Spec = field(default_factory=dict)
    legend: tuple[str, ...] = ()

    def svg(self, *, narrow: bool = False, medium: bool = False, for_page: bool = True) -> str:
        """An `<svg>` element: for a page with its colours left to the style sheet, else as it is to be printed."""
        chosen = self.narrow if narrow else self.medium if medium else self.spec
        text = json.dumps(chosen or self.spec, sort_keys=True)
        return page_svg(text, self.summary) if for_page else print_svg(text, self.summary)

    def png(self, scale: float = 2) -> bytes:
        return png_of(json.dumps(self.spec, sort_keys=True), scale)

    def altair(self) -> altair.TopLevelMixin:
        """The chart for a notebook. Raises a schema error for a specification that is none."""
        import altair

        made: altair.TopLevelMixin = altair.Chart.from_dict(self.spec)
        return made
