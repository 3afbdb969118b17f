"""Charts made ready for a page: drawn wide and narrow, with their sentence, their table and their definition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from assay.charts import Chart, DataTable, Point, Series
from assay.kpis import find
from assay.languages import formats
from assay.metrics.answer import Answer, Row
from assay.web.pages.happened import Happened
from assay.web.pages.periods import last_day
from assay.web.visit import Visit

MARK = re.compile(r"<(path|rect|circle)\b")
"""What a drawing with something in it has."""


@dataclass(frozen=True)
class Picture:
    """A drawing as SVG, wide, narrow and, where needed, in between; `table` says the same in words.

    `lacks` stands in place of a drawing of what is not measured. `kpi` leads to definition and rows; `asks` are the addresses of the API that answer what is drawn.
    `happened` is what the numbered marks of a drawing over time stand for, where notes can be written about its days.
    """

    name: str
    title: str
    summary: str
    wide: str
    narrow: str
    medium: str
    table: DataTable
    kpi: str | None = None
    descriptive: bool = False
    asks: tuple[str, ...] = ()
    lacks: str = ""
    happened: Happened | None = None


def unmeasured(visit: Visit, name: str, title: str, answer: Answer) -> Picture:
    """What stands in place of a drawing where the tables of a figure hold nothing: why there is none."""
    said = visit.fmt.note(answer.total)
    return Picture(name, title, said, "", "", "", DataTable((), ()), answer.kpi, lacks=said)


def picture(
    name: str,
    chart: Chart,
    *,
    kpi: str | None = None,
    descriptive: bool = False,
    asks: Iterable[str] = (),
    happened: Happened | None = None,
) -> Picture:
    wide, narrow, medium = "", "", ""
    if MARK.search(chart.svg()):  # axes around nothing are no drawing
        wide, narrow = chart.svg(), chart.svg(narrow=True)
        medium = chart.svg(medium=True) if chart.medium else ""
    said = _below_its_title(chart)
    asked = tuple(asks)
    return Picture(
        name, chart.title, said, wide, narrow, medium, chart.table, kpi, descriptive, asked, happened=happened
    )


def _below_its_title(chart: Chart) -> str:
    """The sentence without the title that stands above it."""
    said = chart.summary.removeprefix(chart.title).lstrip(" \N{NO-BREAK SPACE}:,")
    return said[:1].upper() + said[1:]


def series_of(
    visit: Visit,
    name: str,
    answer: Answer,
    grain: str,
    *,
    arm: str | None = None,
    words: Mapping[str, Any] | None = None,
) -> Series:
    """The periods of an answer as points that lead to their rows; with an `arm` it is a comparison.

    `words` of the address choose the part of the scope that the answer is about.
    """
    more = {**({"arm": arm} if arm else {}), **(words or {})}
    points = tuple(_point(visit, answer, row, row.period, grain, more) for row in answer.rows if row.period)
    return Series(name, points, comparison=arm is not None)


def _point(visit: Visit, answer: Answer, row: Row, first: date, grain: str, more: Mapping[str, Any]) -> Point:
    figure, last = row.figure, last_day(first, grain)
    small = formats.is_small(figure, answer.unit)
    days = {"to": min(last, answer.end), "as_of": None}
    if find(answer.kpi).clock == "flow":
        days["from_"] = max(first, answer.start)
    words = {**days, **more}
    return Point(
        text=visit.fmt.period(first, grain),
        value=figure.value,
        low=figure.low,
        high=figure.high,
        n=figure.n,
        href=visit.rows_href(answer.kpi, **words),
        provisional=last > answer.as_of,
        parts=formats.parts_text(figure, visit.money_of(answer), visit.language) if small else "",
    )


__all__ = ["Picture", "picture", "series_of", "unmeasured"]
