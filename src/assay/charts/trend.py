"""A figure over time, its interval as a band, beside a comparison in grey."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assay.charts.chart import Chart, DataTable
from assay.charts.marks import Mark, legend_of, mark_layers, told_in
from assay.charts.palette import COMPARISON, COMPARISON_SOFT, INK, MUTED, PAPER, SUBJECT, SUBJECT_SOFT
from assay.charts.parts import (
    Size,
    Spec,
    apart,
    axis,
    drawing,
    label_width,
    layer,
    linked,
    name,
    nice_ticks,
    number,
    scale,
    spaced,
    text,
    variants,
)
from assay.charts.words import ChartWords


@dataclass(frozen=True)
class Point:
    """A value of one period; `text` names the period. `provisional`: the period is not over.

    `parts` (`4/9`) stands for a share of few cases: it is a dot with its interval, which no line runs through.
    """

    text: str
    value: float | None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    href: str | None = None
    provisional: bool = False
    parts: str = ""


@dataclass(frozen=True)
class Series:
    """Points of one group, all series of a chart over the same periods; the comparison is drawn in grey, dashed."""

    name: str
    points: tuple[Point, ...]
    comparison: bool = False


def trend(
    title: str,
    series: Sequence[Series],
    *,
    unit: str,
    language: str,
    currency: str | None = None,
    target: float | None = None,
    marks: Sequence[Mark] = (),
    width: int = 720,
) -> Chart:
    """`marks` are what happened in a period. Raises ValueError without a series."""
    if not series:
        raise ValueError("a trend needs a series")
    words = ChartWords(language)
    sheet = _Sheet(tuple(series), unit, currency, words, target, tuple(marks))
    specs = variants(lambda size: _draw(sheet, size), width)
    return Chart(title, _summary(title, sheet), _table(sheet), *specs, legend=legend_of(marks))


@dataclass(frozen=True)
class _Sheet:
    series: tuple[Series, ...]
    unit: str
    currency: str | None
    words: ChartWords
    target: float | None
    marks: tuple[Mark, ...] = ()

    def value(self, value: float | None) -> str:
        return self.words.value(value, self.unit, self.currency)

    def said(self, point: Point) -> str:
        """The value of a point; of few cases what it is made of."""
        return point.parts or self.value(point.value)

    def between(self, point: Point) -> str:
        """Its interval; of few cases the dots show it, and words would claim too much."""
        return "" if point.parts else self.words.in_brackets(point.low, point.high, self.unit, self.currency)

    @property
    def periods(self) -> tuple[str, ...]:
        return tuple(point.text for point in self.series[0].points)

    @property
    def ticks(self) -> list[float]:
        ends = [
            one
            for series in self.series
            for point in series.points
            for one in (point.value, point.low, point.high)
            if one is not None
        ]
        ends += [] if self.target is None else [self.target]
        low = min([0.0, *ends]) if self.unit not in ("score", "index") else min(ends or [0.0])
        high = max(ends, default=1.0)
        if self.unit == "share":
            high = min(1.0, high)
        return nice_ticks(low, high)


def _draw(sheet: _Sheet, size: Size) -> Spec:
    height = 180 if size.narrow else 220
    ticks, count = sheet.ticks, len(sheet.periods)
    top = ticks[-1] + (0.1 * (ticks[-1] - ticks[0]) if sheet.marks else 0)
    y = scale(ticks[0], top) | axis(
        [(tick, sheet.words.tick(tick, sheet.unit, sheet.currency)) for tick in ticks], grid=True
    )
    ends = _end_labels(sheet, count, size)
    room = label_width([end.text for end in ends]) * 1.08 + 6  # the subject's name is bold
    inner = max(100, size.width - room - 60)
    start = -0.5 if sheet.marks else -0.25
    right = (count - 1) + (count - 1 - start) * room / inner if count > 1 else 1
    shown = spaced(sheet.periods, inner / max(count - 1, 1), 4 if size.narrow else 8)
    x = scale(start, max(right, 0.25)) | axis([(place, sheet.periods[place]) for place in shown], labelFlush=False)
    layers: list[Spec] = [*mark_layers(sheet.marks, ticks[0], top, number("x", **x), number("y", **y))]
    for one in sorted(sheet.series, key=lambda one: not one.comparison):
        layers += _lines(sheet, one, number("x", **x), number("y", **y))
    layers += _target(sheet, count, number("x", **x), number("y", **y))
    layers += _ends(ends, height, (ticks[0], top), number("x", **x), number("y", **y))
    return drawing(size, height, layers)


def _lines(sheet: _Sheet, one: Series, x: Spec, y: Spec) -> Iterator[Spec]:
    colour, soft = (COMPARISON, COMPARISON_SOFT) if one.comparison else (SUBJECT, SUBJECT_SOFT)
    rows = [_row(sheet, one, place, point) for place, point in enumerate(one.points)]
    banded = _banded([{**row, "low": None} if row["few"] else row for row in rows])
    yield layer(
        "area",
        banded,
        {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}, "detail": name("stretch")},
        fill=soft,
        opacity=0.55,
        aria=False,
    )
    alone = [row for row in banded if [other["stretch"] for other in banded].count(row["stretch"]) == 1]
    few = [{**row, "href": None} for row in rows if row["few"] and row["low"] is not None]
    yield layer(
        "rule",
        few,
        {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
        stroke=colour,
        strokeWidth=1,
        opacity=0.6,
        aria=False,
    )
    yield layer(
        "rule",
        alone,
        {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
        stroke=soft,
        strokeWidth=4,
        aria=False,
    )
    dash = {"strokeDash": [5, 3]} if one.comparison else {}
    yield layer(
        "line",
        [{**row, "href": None, "y": None if row["few"] else row["y"]} for row in rows],
        {"x": x, "y": y},
        stroke=colour,
        strokeWidth=2,
        aria=False,
        **dash,
    )
    shape = "diamond" if one.comparison else "circle"
    known = [row for row in rows if row["y"] is not None]
    for hollow in (False, True):
        marks = [row for row in known if row["hollow"] == hollow]
        fill = PAPER if hollow or one.comparison else colour
        yield layer(
            "point", marks, {"x": x, "y": y}, shape=shape, size=44, fill=fill, stroke=colour, strokeWidth=1.5, opacity=1
        )


def _banded(rows: Sequence[Spec]) -> list[Spec]:
    """Rows with an interval; each stretch without a gap is a band of its own."""
    found, stretch = [], 0
    for row in rows:
        if row["low"] is None or row["high"] is None:
            stretch += 1
        else:
            found.append({**row, "href": None, "stretch": stretch})
    return found


def _row(sheet: _Sheet, one: Series, place: int, point: Point) -> Spec:
    return {
        "x": place,
        "y": point.value,
        "low": point.low,
        "high": point.high,
        "hollow": point.provisional or bool(point.parts),
        "few": bool(point.parts),
        "href": linked(point.href),
        "says": _point_text(sheet, one, point),
    }


def _point_text(sheet: _Sheet, one: Series, point: Point) -> str:
    cases = "" if point.n is None else sheet.words.counted("%(n)s case", "%(n)s cases", point.n)
    parts = (one.name, point.text, " ".join(filter(None, (sheet.said(point), sheet.between(point)))), cases)
    return ", ".join(filter(None, parts))


def _last(one: Series) -> tuple[int, Point] | None:
    known = [(place, point) for place, point in enumerate(one.points) if point.value is not None]
    return known[-1] if known else None


@dataclass(frozen=True)
class _End:
    """What stands at the end of a line: its name and value, or what the target is."""

    place: int
    y: float
    text: str
    subject: bool


def _end_labels(sheet: _Sheet, count: int, size: Size) -> list[_End]:
    """Of each line that has a value, and of the target: there no other text and no line is in its way."""
    found = [(one, last) for one in sheet.series if (last := _last(one))]
    ends = [
        _End(place, point.value or 0.0, _said(sheet, one, point, size), not one.comparison)
        for one, (place, point) in found
    ]
    if sheet.target is not None:
        said = sheet.words.say("target %(value)s", value=sheet.value(sheet.target))
        ends.append(_End(max(count - 1, 1), sheet.target, said, subject=False))
    return ends


def _said(sheet: _Sheet, one: Series, point: Point, size: Size) -> str:
    value = sheet.said(point)
    return value if size.narrow else f"{one.name} {value}"


def _ends(ends: Sequence[_End], height: int, ticks: Sequence[float], x: Spec, y: Spec) -> Iterator[Spec]:
    """Names and values at the ends of the lines, moved apart where they would meet."""
    span = (ticks[-1] - ticks[0]) or 1
    wanted = [height * (1 - (end.y - ticks[0]) / span) for end in ends]
    for end, is_at, should in zip(ends, wanted, apart(wanted, 15), strict=True):
        yield text(
            [{"x": end.place, "y": end.y, "text": end.text}],
            {"x": x, "y": y},
            fill=INK if end.subject else MUTED,
            fontWeight=600 if end.subject else "normal",
            dy=should - is_at,
            dx=10,
        )


def _target(sheet: _Sheet, count: int, x: Spec, y: Spec) -> Iterator[Spec]:
    if sheet.target is None:
        return
    rows = [{"x": 0, "x2": max(count - 1, 1), "y": sheet.target}]
    yield layer("rule", rows, {"x": x, "x2": {"field": "x2"}, "y": y}, stroke=MUTED, strokeDash=[1, 3], aria=False)


def _summary(title: str, sheet: _Sheet) -> str:
    subject = next((one for one in sheet.series if not one.comparison), sheet.series[0])
    known = [point for point in subject.points if point.value is not None]
    if not known:
        return sheet.words.say("%(title)s: no value in any period.", title=title)
    first, last = known[0], known[-1]
    said = sheet.words.say(
        "%(title)s, %(name)s: %(first)s in %(first_period)s, %(last)s in %(last_period)s.",
        title=title,
        name=subject.name,
        first=sheet.said(first),
        first_period=first.text,
        last=sheet.said(last),
        last_period=last.text,
    )
    return " ".join([said, *_beside(sheet, subject)])


def _beside(sheet: _Sheet, subject: Series) -> Iterator[str]:
    for one in sheet.series:
        last = _last(one)
        if one is not subject and last is not None:
            yield sheet.words.say("%(name)s at the end: %(value)s.", name=one.name, value=sheet.said(last[1]))


def _table(sheet: _Sheet) -> DataTable:
    columns = [sheet.words.say("Period"), *([sheet.words.say("What happened")] if sheet.marks else [])]
    for one in sheet.series:
        columns += [one.name, sheet.words.say("Interval"), "n"]
    rows = []
    for place, period in enumerate(sheet.periods):
        row = [period, *([told_in(sheet.marks, place)] if sheet.marks else [])]
        for one in sheet.series:
            point = one.points[place] if place < len(one.points) else Point(period, None)
            row += [sheet.said(point), sheet.between(point), sheet.words.number(point.n, 0)]
        rows.append(tuple(row))
    return DataTable(tuple(columns), tuple(rows), numeric=2 if sheet.marks else 1)
