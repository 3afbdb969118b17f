"""Small multiples: bars of the same groups in several panels, or a line for each group, all on one scale."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assay.charts.bars import Bar
from assay.charts.chart import Chart, DataTable
from assay.charts.marks import Mark, legend_of, numbered, numbered_rules, told_in
from assay.charts.palette import COMPARISON, FAINT, INK, MUTED, PAPER, SUBJECT, SUBJECT_SOFT
from assay.charts.parts import (
    Size,
    Spec,
    drawing,
    label_width,
    layer,
    linked,
    name,
    nice_ticks,
    no_axis,
    number,
    scale,
    text,
    variants,
)
from assay.charts.trend import Point, Series
from assay.charts.words import ChartWords

BAND = 22
"""Height of a bar with its label."""
HEAD = 30
GAP = 28
LINES = 120
"""Height of a panel of a line."""


@dataclass(frozen=True)
class Panel:
    """Bars under a name; `reference` is the value of all groups together, a grey line."""

    name: str
    bars: tuple[Bar, ...]
    reference: float | None = None


@dataclass(frozen=True)
class _Grid:
    """Where panels stand, in pixels of the drawing."""

    size: Size
    columns: int
    count: int
    panel_height: int

    @property
    def width(self) -> float:
        return (self.size.width - 8 - GAP * (self.columns - 1)) / self.columns

    @property
    def height(self) -> int:
        return -(-self.count // self.columns) * (self.panel_height + HEAD + GAP // 2)

    def corner(self, place: int) -> tuple[float, float]:
        """Left and upper end of a panel below its head."""
        row, column = divmod(place, self.columns)
        return column * (self.width + GAP), row * (self.panel_height + HEAD + GAP // 2) + HEAD

    @property
    def axes(self) -> tuple[Spec, Spec]:
        x = number("x", **scale(0, self.size.width - 8), **no_axis())
        return x, number("y", **scale(0, self.height, reverse=True), **no_axis())


def _columns(size: Size, count: int) -> int:
    return 1 if size.narrow else min(count, 3 if size.width > 800 else 2)


def bar_panels(
    title: str,
    panels: Sequence[Panel],
    *,
    unit: str,
    language: str,
    summary: str,
    currency: str | None = None,
    width: int = 1180,
) -> Chart:
    """Groups as bars in panels; `summary` is the sentence that says what to see in them."""
    words = ChartWords(language)
    values = [one for panel in panels for bar in panel.bars for one in (bar.value, bar.high) if one is not None]
    values += [panel.reference for panel in panels if panel.reference is not None]
    most = 1.0 if unit == "share" else max(values, default=0) or 1.0

    def said(bar: Bar) -> str:
        return bar.written or words.value(bar.value, unit, currency)

    def draw(size: Size) -> Spec:
        most_bars = max((len(panel.bars) for panel in panels), default=1)
        grid = _Grid(size, _columns(size, len(panels)), max(len(panels), 1), BAND * most_bars)
        return drawing(size, grid.height, [*_bars(grid, panels, most, said)])

    columns = (words.say("Panel"), words.say("Group"), words.say("Value"), words.say("Interval"), "n")
    rows = tuple(
        (panel.name, bar.name, said(bar), words.in_brackets(bar.low, bar.high, unit, currency), words.number(bar.n))
        for panel in panels
        for bar in panel.bars
    )
    return Chart(title, summary, DataTable(columns, rows, numeric=2), *variants(draw, width))


def _bars(grid: _Grid, panels: Sequence[Panel], most: float, said: Callable[[Bar], str]) -> Iterator[Spec]:
    names = label_width([bar.name for panel in panels for bar in panel.bars])
    left = min(names, int(grid.width * 0.4))
    values = label_width([said(bar) for panel in panels for bar in panel.bars]) + 8
    room = max(40.0, grid.width - left - values)
    rows, heads, lines = [], [], []
    for place, panel in enumerate(panels):
        x, y = grid.corner(place)
        heads.append({"x": x, "y": y - HEAD / 2 + 2, "text": panel.name})
        if panel.reference is not None:
            at = x + left + room * panel.reference / most
            lines.append({"x": at, "y": y, "y2": y + BAND * len(panel.bars)})
        for row, bar in enumerate(panel.bars):
            top = y + BAND * row
            rows.append(_bar_row(panel, bar, x, left, room / most, top, said(bar)))
    x_axis, y_axis = grid.axes
    yield layer(
        "rule",
        lines,
        {"x": x_axis, "y": y_axis, "y2": {"field": "y2"}},
        stroke=COMPARISON,
        strokeDash=[3, 3],
        aria=False,
    )
    drawn = [row for row in rows if row["known"]]
    box = {"x": x_axis, "x2": {"field": "x2"}, "y": y_axis, "y2": {"field": "y2"}}
    yield layer("rect", drawn, box, fill=SUBJECT_SOFT, stroke=SUBJECT, strokeWidth=1, cornerRadius=2)
    spread = [{**row, "href": None} for row in drawn if row["low"] is not None and row["high"] is not None]
    middle = {**y_axis, "field": "middle"}
    yield layer(
        "rule",
        spread,
        {"x": {**x_axis, "field": "low"}, "x2": {"field": "high"}, "y": middle},
        stroke=INK,
        strokeWidth=1.5,
        aria=False,
    )
    plain = [{**row, "href": None} for row in rows]
    yield text(plain, {"x": {**x_axis, "field": "start"}, "y": middle}, "name", limit=left - 4, fill=INK)
    yield text(plain, {"x": {**x_axis, "field": "end"}, "y": middle}, "text", dx=6, fontWeight=600)
    yield text(heads, {"x": x_axis, "y": y_axis}, fontWeight=600, fontSize=13, limit=int(grid.width))


def _bar_row(panel: Panel, bar: Bar, x: float, left: float, each: float, top: float, said: str) -> Spec:
    def at(value: float | None) -> float | None:
        return None if value is None else x + left + each * value

    zero = x + left
    return {
        "start": x,
        "x": zero,
        "x2": max(zero + 1, at(bar.value) or zero),
        "low": at(bar.low),
        "high": at(bar.high),
        "end": max(zero, at(bar.value) or zero, at(bar.high) or zero),
        "y": top + 3,
        "y2": top + BAND - 3,
        "middle": top + BAND / 2,
        "name": bar.name,
        "text": said,
        "known": bar.value is not None,
        "says": f"{panel.name}, {bar.name}: {said}",
        "href": linked(bar.href),
    }


def line_panels(
    title: str,
    series: Sequence[Series],
    *,
    unit: str,
    language: str,
    summary: str,
    currency: str | None = None,
    marks: Sequence[Mark] = (),
    width: int = 1180,
) -> Chart:
    """A line for each group in a panel of its own, with the others in grey behind it; shares of few cases are dots."""
    words = ChartWords(language)

    def said(point: Point) -> str:
        return point.parts or words.value(point.value, unit, currency)

    def draw(size: Size) -> Spec:
        grid = _Grid(size, _columns(size, len(series)), max(len(series), 1), LINES)
        return drawing(size, grid.height, [*_lines(grid, series, words, unit, currency, said, marks)])

    periods = [point.text for point in series[0].points] if series else []
    rows = tuple(
        (
            period,
            *([told_in(marks, place)] if marks else []),
            *(said(one.points[place]) if place < len(one.points) else "" for one in series),
        )
        for place, period in enumerate(periods)
    )
    heads = (words.say("Period"), *([words.say("What happened")] if marks else []), *(one.name for one in series))
    table = DataTable(heads, rows, numeric=2 if marks else 1)
    return Chart(title, summary, table, *variants(draw, width), legend=legend_of(marks))


@dataclass(frozen=True)
class _Lines:
    """Panels of lines on one scale: where a value of a period lies in each."""

    grid: _Grid
    series: Sequence[Series]
    ticks: Sequence[float]
    labels: Sequence[str]
    said: Callable[[Point], str]

    @cached_property
    def left(self) -> float:
        return label_width(self.labels)

    @property
    def right(self) -> float:
        return 8.0

    @cached_property
    def count(self) -> int:
        return max((len(one.points) for one in self.series), default=1)

    def at(self, place: int, position: float, value: float) -> tuple[float, float]:
        x, y = self.grid.corner(place)
        step = (self.grid.width - self.left - self.right) / max(self.count - 1, 1)
        share = (value - self.ticks[0]) / ((self.ticks[-1] - self.ticks[0]) or 1.0)
        return x + self.left + step * position, y + LINES * (1 - share)

    def within(self, place: int, position: int, end: float | None) -> float | None:
        """Where an end of an interval lies in its panel, which it does not leave."""
        return None if end is None else self.at(place, position, min(max(end, self.ticks[0]), self.ticks[-1]))[1]

    def heads(self) -> Iterator[Spec]:
        for place, panel in enumerate(self.series):
            x, y = self.grid.corner(place)
            last = next((point for point in reversed(panel.points) if point.value is not None), None)
            told = f"{panel.name} · {last.text}: {self.said(last)}" if last else panel.name
            yield {"x": x, "y": y - HEAD / 2, "text": told}

    def rules(self) -> Iterator[Spec]:
        for place in range(len(self.series)):
            x = self.grid.corner(place)[0]
            for tick, label in zip(self.ticks, self.labels, strict=True):
                ends = {"x": x + self.left, "x2": x + self.grid.width - self.right, "start": x + self.left - 6}
                yield {**ends, "y": self.at(place, 0, tick)[1], "text": label}

    def periods(self) -> Iterator[Spec]:
        """The first and the last one, below their panel."""
        for place, panel in enumerate(self.series):
            for position in (0, len(panel.points) - 1) if panel.points else ():
                x, y = self.at(place, position, self.ticks[0])
                yield {"x": x, "y": y + 11, "text": panel.points[position].text, "end": position > 0}

    def points(self, *, own: bool) -> Iterator[Spec]:
        """Those of each panel's own group, or those of the others behind it, which lead nowhere."""
        for place, panel in enumerate(self.series):
            for number_of, one in enumerate(self.series):
                if (one is panel) == own:
                    yield from self._points(place, number_of, one, own)

    def _points(self, place: int, number_of: int, one: Series, own: bool) -> Iterator[Spec]:
        for position, point in enumerate(one.points):
            x, y = self.at(place, position, point.value or 0)
            yield {
                "x": x,
                "y": None if point.value is None else y,
                "line": f"{place}-{number_of}",
                "few": bool(point.parts) or point.provisional,
                "low": self.within(place, position, point.low) if point.parts else None,
                "high": self.within(place, position, point.high) if point.parts else None,
                "says": f"{one.name}, {point.text}: {self.said(point)}",
                "href": linked(point.href) if own else None,
            }

    def happened(self, marks: Sequence[Mark]) -> Iterator[Spec]:
        for place in range(len(self.series)):
            top = self.grid.corner(place)[1]
            for number_of, mark in numbered(marks):
                x = self.at(place, _inside(mark, self.count), 0)[0]
                yield {"x": x, "text": str(number_of), "y": top, "y2": top + LINES}


def _lines(
    grid: _Grid,
    series: Sequence[Series],
    words: ChartWords,
    unit: str,
    currency: str | None,
    said: Callable[[Point], str],
    marks: Sequence[Mark] = (),
) -> Iterator[Spec]:
    values = [point.value for one in series for point in one.points if point.value is not None]
    most = min(1.0, max(values, default=1)) if unit == "share" else max(values, default=1.0)
    ticks = nice_ticks(min([0.0, *values]), most, 2)
    lines = _Lines(grid, series, ticks, [words.tick(tick, unit, currency) for tick in ticks], said)
    x_axis, y_axis = grid.axes
    plain = {"x": x_axis, "y": y_axis}
    rules, own = [*lines.rules()], [*lines.points(own=True)]
    yield from numbered_rules([*lines.happened(marks)], x_axis, y_axis, size=10)
    yield layer(
        "rule", rules, {"x": x_axis, "x2": {"field": "x2"}, "y": y_axis}, stroke=FAINT, strokeWidth=1, aria=False
    )
    yield text(rules, {"x": {**x_axis, "field": "start"}, "y": y_axis}, fill=MUTED, fontSize=11, align="right")
    path, broken = {**plain, "detail": name("line")}, unit == "share"
    grey = _without_few([*lines.points(own=False)], broken)
    yield layer("line", grey, path, stroke=COMPARISON, strokeWidth=1, opacity=0.45, aria=False)
    yield layer("line", _without_few(own, broken), path, stroke=SUBJECT, strokeWidth=2, aria=False)
    yield from _spreads_and_dots(own, x_axis, y_axis)
    yield text([*lines.heads()], plain, fontWeight=600, fontSize=13, limit=int(grid.width))
    for is_end in (False, True):
        some = [row for row in lines.periods() if row["end"] == is_end]
        yield text(some, plain, fill=MUTED, fontSize=11, align="right" if is_end else "left")


def _spreads_and_dots(own: Sequence[Spec], x_axis: Spec, y_axis: Spec) -> Iterator[Spec]:
    """The interval of each point of few cases, and the points, hollow where they are of few cases or provisional."""
    spread = [{**row, "href": None} for row in own if row["low"] is not None and row["high"] is not None]
    ends = {"x": x_axis, "y": {**y_axis, "field": "low"}, "y2": {"field": "high"}}
    yield layer("rule", spread, ends, stroke=SUBJECT, strokeWidth=1, opacity=0.45, aria=False)
    for hollow in (False, True):
        some = [row for row in own if row["y"] is not None and row["few"] == hollow]
        drawn = {"fill": PAPER if hollow else SUBJECT, "stroke": SUBJECT, "strokeWidth": 1.5, "opacity": 1}
        yield layer("point", some, {"x": x_axis, "y": y_axis}, shape="circle", size=26, **drawn)


def _inside(mark: Mark, count: int) -> float:
    """The days before the middle of the first period would lie among the labels of the axis."""
    return min(max(mark.at, 0.0), count - 1.0)


def _without_few(rows: Sequence[Spec], broken: bool) -> list[Spec]:
    """No line runs through shares of few cases."""
    return [{**row, "href": None, "y": None if row["few"] and broken else row["y"]} for row in rows]


__all__ = ["Panel", "bar_panels", "line_panels"]
