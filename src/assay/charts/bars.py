"""Groups side by side as bars, with their intervals and what they are compared with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assay.charts.chart import Chart, DataTable
from assay.charts.palette import COMPARISON, COMPARISON_SOFT, INK, MUTED, SUBJECT, SUBJECT_SOFT
from assay.charts.parts import (
    Size,
    Spec,
    drawing,
    fixed,
    label_width,
    layer,
    linked,
    no_axis,
    number,
    scale,
    text,
    variants,
)
from assay.charts.words import ChartWords


@dataclass(frozen=True)
class Bar:
    """A group. `written` replaces the value's text (k/n, say); `comparison` bars are grey."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    written: str | None = None
    note: str = ""
    comparison: bool = False
    href: str | None = None


def bars(
    title: str,
    groups: Sequence[Bar],
    *,
    unit: str,
    language: str,
    currency: str | None = None,
    reference: tuple[str, float] | None = None,
    width: int = 560,
) -> Chart:
    """Values of groups; `reference` is a name and a value that all are compared with, drawn as a grey line."""
    sheet = _Sheet(tuple(groups), unit, currency, ChartWords(language), reference)
    specs = variants(lambda size: _draw(sheet, size), width)
    return Chart(title, _summary(title, sheet), _table(sheet), *specs)


def cost_per_stage(title: str, stages: Sequence[Bar], *, currency: str, language: str, width: int = 560) -> Chart:
    """What an account costs by the stage it reached: the same bars, in the order of the stages."""
    return bars(title, stages, unit="money", currency=currency, language=language, width=width)


@dataclass(frozen=True)
class _Sheet:
    groups: tuple[Bar, ...]
    unit: str
    currency: str | None
    words: ChartWords
    reference: tuple[str, float] | None

    def value(self, bar: Bar) -> str:
        return bar.written or self.words.value(bar.value, self.unit, self.currency)

    def written(self, bar: Bar) -> str:
        """The value, and what it is made of behind it."""
        return f"{self.value(bar)} ({bar.note})" if bar.note else self.value(bar)

    @property
    def span(self) -> tuple[float, float]:
        ends = [one for bar in self.groups for one in (bar.value, bar.low, bar.high) if one is not None]
        ends += [self.reference[1]] if self.reference else []
        low, high = min([0.0, *ends]), max([0.0, *ends])
        return (low, high) if high > low else (0.0, 1.0)


def _draw(sheet: _Sheet, size: Size) -> Spec:
    names = [bar.name for bar in sheet.groups]
    values = [sheet.written(bar) for bar in sheet.groups]
    left = 0 if size.narrow else min(label_width(names), int(size.width * 0.42))
    usable = size.width - 8
    room = max(60, usable - left - label_width(values) - 14)
    low, high = sheet.span
    band = 44 if size.narrow else 30

    def place(value: float) -> float:
        return (left + room * (value - low) / (high - low)) / usable

    rows = [
        {
            "x": place(0),
            "x2": place(bar.value or 0),
            "low": None if bar.low is None else place(bar.low),
            "high": None if bar.high is None else place(bar.high),
            "end": place(max(0, *(one for one in (bar.value, bar.high, 0) if one is not None))),
            "y": index + (0.5 if size.narrow else 0.2),
            "y2": index + (0.9 if size.narrow else 0.8),
            "middle": index + (0.7 if size.narrow else 0.5),
            "above": index + 0.28,
            "name": bar.name,
            "text": values[index],
            "grey": bar.comparison,
            "known": bar.value is not None,
            "says": _says(sheet, bar),
            "href": linked(bar.href),
        }
        for index, bar in enumerate(sheet.groups)
    ]
    return drawing(size, max(band * len(rows), band), [*_layers(rows, size), *_reference(sheet, place, len(rows))])


def _axes(count: int) -> tuple[Spec, Spec]:
    x = number("x", **scale(0, 1), **no_axis())
    return x, number("y", **scale(0, max(count, 1), reverse=True), **no_axis())


def _layers(rows: list[Spec], size: Size) -> Iterator[Spec]:
    x, y = _axes(len(rows))
    box = {"x": x, "x2": {"field": "x2"}, "y": y, "y2": {"field": "y2"}}
    for grey in (False, True):
        with_interval = [row for row in rows if row["grey"] == grey and row["known"] and row["low"] is not None]
        without = [row for row in rows if row["grey"] == grey and row["known"] and row["low"] is None]
        colour, soft = (COMPARISON, COMPARISON_SOFT) if grey else (SUBJECT, SUBJECT_SOFT)
        yield layer("rect", without, box, fill=colour, cornerRadius=2)
        yield layer("rect", with_interval, box, fill=soft, stroke=colour, strokeWidth=1, cornerRadius=2)
        plain = [{**row, "href": None} for row in with_interval]
        middle = {"y": {**y, "field": "middle"}}
        yield layer(
            "rule",
            plain,
            {"x": {**x, "field": "low"}, "x2": {"field": "high"}, **middle},
            stroke=INK,
            strokeWidth=1.5,
            aria=False,
        )
    yield from _texts([{**row, "href": None} for row in rows], x, y, size)


def _texts(rows: list[Spec], x: Spec, y: Spec, size: Size) -> Iterator[Spec]:
    middle = {"y": {**y, "field": "middle"}}
    yield text(rows, {"x": {**x, "field": "end"}, **middle}, dx=8, fontWeight=600)
    beside = {"y": {**y, "field": "above"}} if size.narrow else middle
    yield text(rows, {"x": fixed(0), **beside}, "name", fill=INK, limit=0 if size.narrow else int(size.width * 0.42))


def _reference(sheet: _Sheet, place: object, count: int) -> Iterator[Spec]:
    if sheet.reference is None or not callable(place):
        return
    x, y = _axes(count)
    rows = [{"x": place(sheet.reference[1]), "y": 0, "y2": count}]
    yield layer(
        "rule",
        rows,
        {"x": x, "y": y, "y2": {"field": "y2"}},
        stroke=COMPARISON,
        strokeDash=[4, 3],
        strokeWidth=2,
        aria=False,
    )
    said = f"{sheet.reference[0]} {sheet.words.value(sheet.reference[1], sheet.unit, sheet.currency)}"
    yield text([{**rows[0], "text": said}], {"x": x, "y": y}, fill=MUTED, fontSize=11, dy=-7, align="center")


def _says(sheet: _Sheet, bar: Bar) -> str:
    between = sheet.words.in_brackets(bar.low, bar.high, sheet.unit, sheet.currency)
    cases = "" if bar.n is None else sheet.words.counted("%(n)s case", "%(n)s cases", bar.n)
    return f"{bar.name}: " + ", ".join(filter(None, (f"{sheet.value(bar)} {between}".strip(), bar.note, cases)))


def _summary(title: str, sheet: _Sheet) -> str:
    known = [bar for bar in sheet.groups if bar.value is not None]
    if not known:
        return sheet.words.say("%(title)s: nothing to show.", title=title)
    most, least = max(known, key=lambda bar: bar.value or 0), min(known, key=lambda bar: bar.value or 0)
    if most is least or len(known) == 1:
        return sheet.words.say("%(title)s: %(name)s %(value)s.", title=title, name=most.name, value=sheet.value(most))
    return sheet.words.say(
        "%(title)s: highest %(most)s with %(high)s, lowest %(least)s with %(low)s.",
        title=title,
        most=most.name,
        high=sheet.value(most),
        least=least.name,
        low=sheet.value(least),
    )


def _table(sheet: _Sheet) -> DataTable:
    columns = (sheet.words.say("Group"), sheet.words.say("Value"), sheet.words.say("Interval"), "n")
    rows = tuple(
        (
            bar.name,
            sheet.written(bar),
            sheet.words.in_brackets(bar.low, bar.high, sheet.unit, sheet.currency),
            sheet.words.number(bar.n),
        )
        for bar in sheet.groups
    )
    return DataTable(columns, rows)
