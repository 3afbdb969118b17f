"""One's own value beside the middle half of others, a line for each measure, each on a scale of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assay.charts.chart import Chart, DataTable
from assay.charts.palette import COMPARISON, COMPARISON_SOFT, INK, MUTED, SUBJECT
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
class Standing:
    """A measure: one's own value, the others' median and quartiles, and how many of the others have more."""

    name: str
    unit: str
    value: float | None
    median: float | None
    low: float | None
    high: float | None
    above: int
    of: int
    href: str | None = None


def ranges(title: str, lines: Sequence[Standing], *, language: str, width: int = 560) -> Chart:
    """Dots for oneself; the others in grey, a band from quartile to quartile with the median as a line."""
    words = ChartWords(language)
    specs = variants(lambda size: _draw(words, lines, size), width)
    return Chart(title, _summary(words, title, lines), _table(words, lines), *specs)


def _draw(words: ChartWords, lines: Sequence[Standing], size: Size) -> Spec:
    left = 0 if size.narrow else label_width(line.name for line in lines)
    notes = [_note(words, line) for line in lines]
    right = 0 if size.narrow else label_width(notes)
    usable = size.width - 8
    begin, end = left + 12, usable - right - 16
    band = 50 if size.narrow else 34
    rows = [_row(words, line, place, begin, end, usable, size) for place, line in enumerate(lines)]
    key = [
        {
            "y": len(lines) + 0.3,
            "text": words.say("● this account · grey: middle half of its peers"),
        }
    ]
    x = number("value", **scale(0, 1), **no_axis())
    y = number("y", **scale(0, len(lines) + 0.7, reverse=True), **no_axis())
    layers = [*_layers(rows, x, y, size), text(key, {"x": fixed(0), "y": y}, fill=MUTED, fontSize=11)]
    return drawing(size, int(band * (len(lines) + 0.7)), layers)


def _row(words: ChartWords, line: Standing, place: int, begin: float, end: float, usable: int, size: Size) -> Spec:
    most = max([one for one in (line.value, line.high, line.median) if one is not None], default=0) * 1.08 or 1

    def at(value: float | None) -> float | None:
        return None if value is None else (begin + (end - begin) * value / most) / usable

    return {
        "value": at(line.value),
        "median": at(line.median),
        "low": at(line.low),
        "high": at(line.high),
        "base": at(0),
        "end": at(most),
        "y": place + (0.7 if size.narrow else 0.5),
        "top": place + (0.52 if size.narrow else 0.26),
        "bottom": place + (0.88 if size.narrow else 0.74),
        "above": place + 0.25,
        "name": line.name,
        "text": _note(words, line),
        "says": _says(words, line),
        "href": linked(line.href),
    }


def _layers(rows: list[Spec], x: Spec, y: Spec, size: Size) -> Iterator[Spec]:
    plain = [{**row, "href": None} for row in rows]
    known = [row for row in plain if row["median"] is not None]
    tall = {"y": {**y, "field": "top"}, "y2": {"field": "bottom"}}
    yield layer(
        "rule", plain, {"x": {**x, "field": "base"}, "x2": {"field": "end"}, "y": y}, stroke=COMPARISON_SOFT, aria=False
    )
    yield layer(
        "rect", known, {"x": {**x, "field": "low"}, "x2": {"field": "high"}, **tall}, fill=COMPARISON_SOFT, aria=False
    )
    yield layer("rule", known, {"x": {**x, "field": "median"}, **tall}, stroke=COMPARISON, strokeWidth=2, aria=False)
    own = [row for row in rows if row["value"] is not None]
    yield layer("point", own, {"x": x, "y": y}, shape="circle", size=110, fill=SUBJECT, stroke=SUBJECT, opacity=1)
    beside = {"y": {**y, "field": "above"}} if size.narrow else {"y": y}
    yield text(plain, {"x": fixed(0), **beside}, "name", fill=INK)
    yield text(plain, {"x": fixed("width"), **beside}, align="right", fill=MUTED)


def _note(words: ChartWords, line: Standing) -> str:
    own = words.value(line.value, line.unit)
    return words.say("%(value)s, peers %(median)s", value=own, median=words.value(line.median, line.unit))


def _says(words: ChartWords, line: Standing) -> str:
    said = f"{line.name}: {_note(words, line)}"
    if line.value is None or not line.of:
        return said
    return f"{said}; {words.say('%(above)s of %(of)s peers have more', above=words.number(line.above), of=words.number(line.of))}"


def _summary(words: ChartWords, title: str, lines: Sequence[Standing]) -> str:
    known = [line for line in lines if line.value is not None and line.of]
    if not known:
        return words.say("%(title)s: nothing to show.", title=title)
    best, worst = min(known, key=lambda line: line.above / line.of), max(known, key=lambda line: line.above / line.of)
    return words.say(
        "%(title)s: strongest in %(best)s (%(best_above)s of %(of)s peers have more), weakest in %(worst)s (%(worst_above)s have more).",
        title=title,
        best=best.name,
        best_above=words.number(best.above),
        of=words.number(best.of),
        worst=worst.name,
        worst_above=words.number(worst.above),
    )


def _table(words: ChartWords, lines: Sequence[Standing]) -> DataTable:
    columns = (
        words.say("Measure"),
        words.say("This account"),
        words.say("Median of the peers"),
        words.say("Middle half"),
        words.say("Peers with more"),
    )
    rows = tuple(
        (
            line.name,
            words.value(line.value, line.unit),
            words.value(line.median, line.unit),
            words.in_brackets(line.low, line.high, line.unit),
            f"{words.number(line.above)} / {words.number(line.of)}",
        )
        for line in lines
    )
    return DataTable(columns, rows)
