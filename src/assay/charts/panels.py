"""Small multiples: bars of the same groups in several panels, or a line for each group, all on one scale."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

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
    ticks = nice_ticks(
        min([0.0, *values]), min(1.0, max(values, default=1)) if unit == "share" else max(values, default=1.0), 2
    )
    labels = [words.tick(tick, unit, currency) for tick in ticks]
    left, span = label_width(labels), (ticks[-1] - ticks[0]) or 1.0
    count = max((len(one.points) for one in series), default=1)
    right = 8.0

    def at(place: int, position: int, value: float) -> tuple[float, float]:
        x, y = grid.corner(place)
        step = (grid.width - left - right) / max(count - 1, 1)
        return x + left + step * position, y + LINES * (1 - (value - ticks[0]) / span)

    grey: list[Spec] = []
    own: list[Spec] = []
    heads, rules, names = [], [], []
    for place, panel in enumerate(series):
        x, y = grid.corner(place)
        last = next((point for point in reversed(panel.points) if point.value is not None), None)
        heads.append(
            {"x": x, "y": y - HEAD / 2, "text": f"{panel.name} · {last.text}: {said(last)}" if last else panel.name}
        )
        for tick, label in zip(ticks, labels, strict=True):
            _, level = at(place, 0, tick)
            rules.append(
                {"x": x + left, "x2": x + grid.width - right, "y": level, "text": label, "start": x + left - 6}
            )
        for number_of, one in enumerate(series):
            for position, point in enumerate(one.points):
                px, py = at(place, position, point.value or 0)
                row = {
                    "x": px,
                    "y": None if point.value is None else py,
                    "line": f"{place}-{number_of}",
                    "few": bool(point.parts) or point.provisional,
                    "low": _within(at, place, position, point.low, ticks) if point.parts else None,
                    "high": _within(at, place, position, point.high, ticks) if point.parts else None,
                    "says": f"{one.name}, {point.text}: {said(point)}",
                    "href": linked(point.href),
                }
                (own if one is panel else grey).append(row if one is panel else {**row, "href": None})
        if panel.points:
            first, end = at(place, 0, ticks[0]), at(place, len(panel.points) - 1, ticks[0])
            names.append({"x": first[0], "y": first[1] + 11, "text": panel.points[0].text, "end": False})
            names.append({"x": end[0], "y": end[1] + 11, "text": panel.points[-1].text, "end": len(panel.points) > 1})
    x_axis, y_axis = grid.axes
    happened = [
        {
            "x": at(place, 0, 0)[0] + (at(place, 1, 0)[0] - at(place, 0, 0)[0]) * _inside(mark, count),
            "text": str(number_of),
        }
        | {"y": grid.corner(place)[1], "y2": grid.corner(place)[1] + LINES}
        for place in range(len(series))
        for number_of, mark in numbered(marks)
    ]
    yield from numbered_rules(happened, x_axis, y_axis, size=10)
    yield layer(
        "rule", rules, {"x": x_axis, "x2": {"field": "x2"}, "y": y_axis}, stroke=FAINT, strokeWidth=1, aria=False
    )
    yield text(rules, {"x": {**x_axis, "field": "start"}, "y": y_axis}, fill=MUTED, fontSize=11, align="right")
    path = {"x": x_axis, "y": y_axis, "detail": name("line")}
    broken = unit == "share"
    yield layer("line", _without_few(grey, broken), path, stroke=COMPARISON, strokeWidth=1, opacity=0.45, aria=False)
    yield layer("line", _without_few(own, broken), path, stroke=SUBJECT, strokeWidth=2, aria=False)
    spread = [{**row, "href": None} for row in own if row["low"] is not None and row["high"] is not None]
    ends = {"x": x_axis, "y": {**y_axis, "field": "low"}, "y2": {"field": "high"}}
    yield layer("rule", spread, ends, stroke=SUBJECT, strokeWidth=1, opacity=0.45, aria=False)
    dots = [row for row in own if row["y"] is not None]
    for hollow in (False, True):
        some = [row for row in dots if row["few"] == hollow]
        fill = PAPER if hollow else SUBJECT
        yield layer(
            "point",
            some,
            {"x": x_axis, "y": y_axis},
            shape="circle",
            size=26,
            fill=fill,
            stroke=SUBJECT,
            strokeWidth=1.5,
            opacity=1,
        )
    yield text(heads, {"x": x_axis, "y": y_axis}, fontWeight=600, fontSize=13, limit=int(grid.width))
    for last_one in (False, True):
        some = [row for row in names if row["end"] == last_one]
        yield text(some, {"x": x_axis, "y": y_axis}, fill=MUTED, fontSize=11, align="right" if last_one else "left")


def _within(
    at: Callable[[int, int, float], tuple[float, float]],
    place: int,
    position: int,
    end: float | None,
    ticks: Sequence[float],
) -> float | None:
    """Where an end of an interval lies in its panel, which it does not leave."""
    return None if end is None else at(place, position, min(max(end, ticks[0]), ticks[-1]))[1]


def _inside(mark: Mark, count: int) -> float:
    """The days before the middle of the first period would lie among the labels of the axis."""
    return min(max(mark.at, 0.0), count - 1.0)


def _without_few(rows: Sequence[Spec], broken: bool) -> list[Spec]:
    """No line runs through shares of few cases."""
    return [{**row, "href": None, "y": None if row["few"] and broken else row["y"]} for row in rows]


__all__ = ["Panel", "bar_panels", "line_panels"]
