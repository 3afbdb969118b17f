"""Differences with their intervals, one a line, beside the line of no difference.

What a design allows to call an effect is a filled square; what is only described is hollow and dashed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assay.charts.chart import Chart, DataTable
from assay.charts.palette import COMPARISON, INK, MUTED, PAPER, SUBJECT
from assay.charts.parts import (
    Size,
    Spec,
    axis,
    drawing,
    fixed,
    label_width,
    layer,
    linked,
    nice_ticks,
    no_axis,
    number,
    scale,
    text,
    variants,
)
from assay.charts.words import ChartWords


@dataclass(frozen=True)
class Effect:
    """A difference; `causal` where the design carries the word. `main` stands out among its checks.

    A `note` says in what way it is no effect, where the design is not the reason.
    """

    name: str
    difference: float | None
    low: float | None
    high: float | None
    causal: bool = True
    main: bool = False
    note: str = ""
    href: str | None = None


def forest(
    title: str, effects: Sequence[Effect], *, unit: str, language: str, currency: str | None = None, width: int = 720
) -> Chart:
    """Differences of one unit; shares are shown in percentage points, a return (unit `return`) in per cent."""
    sheet = _Sheet(tuple(effects), unit, currency, ChartWords(language))
    specs = variants(lambda size: _draw(sheet, size), width)
    return Chart(title, _summary(title, sheet), _table(sheet), *specs)


@dataclass(frozen=True)
class _Sheet:
    effects: tuple[Effect, ...]
    unit: str
    currency: str | None
    words: ChartWords

    def value(self, value: float | None) -> str:
        """A signed difference."""
        if self.unit == "return":
            return self.words.value(value, "share")
        return self.words.difference(value, self.unit, self.currency)

    def written(self, effect: Effect) -> str:
        if effect.difference is None:
            return self.words.say("cannot tell yet")
        if effect.low is None or effect.high is None:
            return self.value(effect.difference)
        return f"{self.value(effect.difference)} [{self.value(effect.low)}; {self.value(effect.high)}]"


def _draw(sheet: _Sheet, size: Size) -> Spec:
    written = [sheet.written(effect) for effect in sheet.effects]
    left = 0 if size.narrow else min(label_width(effect.name for effect in sheet.effects), int(size.width * 0.36))
    right = 0 if size.narrow else label_width(written)
    usable = size.width - 8
    begin, end = left + 10, usable - right - 18
    ends = [one for effect in sheet.effects for one in (effect.difference, effect.low, effect.high) if one is not None]
    ticks = _ticks(sheet, [0.0, *ends], 2 if size.narrow else 4, end - begin)
    low, high = ticks[0], ticks[-1]

    def place(value: float) -> float:
        return (begin + (end - begin) * (value - low) / (high - low)) / usable

    band = 70 if size.narrow else 32
    rows = [
        {
            "x": None if effect.difference is None else place(effect.difference),
            "low": None if effect.low is None else place(effect.low),
            "high": None if effect.high is None else place(effect.high),
            "y": index + (0.8 if size.narrow else 0.5),
            "above": index + 0.24,
            "between": index + 0.5,
            "name": effect.name,
            "text": written[index],
            "causal": effect.causal,
            "main": effect.main,
            "says": _says(sheet, effect),
            "href": linked(effect.href),
        }
        for index, effect in enumerate(sheet.effects)
    ]
    marks = [(place(tick), sheet.value(tick)) for tick in ticks]
    return drawing(size, band * len(rows) + 24, list(_layers(rows, marks, place(0), size)))


def _ticks(sheet: _Sheet, found: list[float], most: int, room: float) -> list[float]:
    """As many round numbers as there is room for below the marks."""
    for wanted in range(most, 0, -1):
        ticks = nice_ticks(min(found), max(found), wanted)
        if label_width(map(sheet.value, ticks)) * (len(ticks) - 1) <= room:
            break
    return ticks


def _layers(rows: list[Spec], marks: list[tuple[float, str]], zero: float, size: Size) -> Iterator[Spec]:
    x = number("x", **(scale(0, 1) | axis(marks, orient="bottom", grid=not size.narrow, labelFlush=False)))
    y = number("y", **scale(0, len(rows), reverse=True), **no_axis())
    line = [{"x": zero, "y": 0, "y2": len(rows)}]
    if size.narrow:  # beside the marks only: above them stand names and figures
        line = [{"x": zero, "y": row["y"] - 0.16, "y2": row["y"] + 0.2} for row in rows]
    yield layer("rule", line, {"x": x, "y": y, "y2": {"field": "y2"}}, stroke=COMPARISON, strokeWidth=2, aria=False)
    for causal in (True, False):
        for main in (True, False):
            yield from _marks(
                [row for row in rows if (row["causal"], row["main"]) == (causal, main)], x, y, causal, main
            )
    plain = [{**row, "href": None} for row in rows]
    if size.narrow:
        above = {"y": {**y, "field": "above"}}
        yield text(plain, {"x": fixed(0), **above}, "name", limit=int(size.width * 0.8))
        between = {"y": {**y, "field": "between"}}
        yield text(plain, {"x": fixed(0), **between}, fill=MUTED)
    else:
        yield text(plain, {"x": fixed(0), "y": y}, "name", limit=int(size.width * 0.36))
        yield text(plain, {"x": fixed("width"), "y": y}, align="right", fill=INK)


def _marks(rows: list[Spec], x: Spec, y: Spec, causal: bool, main: bool) -> Iterator[Spec]:
    colour = SUBJECT if causal else MUTED
    dash = {} if causal else {"strokeDash": [4, 3]}
    ranged = [{**row, "href": None} for row in rows if row["low"] is not None and row["high"] is not None]
    bounds = {"x": {**x, "field": "low"}, "x2": {"field": "high"}, "y": y}
    yield layer("rule", ranged, bounds, stroke=colour, strokeWidth=3 if main else 1.5, aria=False, **dash)
    known = [row for row in rows if row["x"] is not None]
    shape = {"shape": "square" if causal else "diamond", "fill": colour if causal else PAPER, "stroke": colour}
    yield layer("point", known, {"x": x, "y": y}, size=130 if main else 70, strokeWidth=1.5, opacity=1, **shape)


def _says(sheet: _Sheet, effect: Effect) -> str:
    return f"{effect.name}: {sheet.written(effect)} ({_kind(sheet, effect)})"


def _kind(sheet: _Sheet, effect: Effect) -> str:
    return effect.note or (sheet.words.say("effect") if effect.causal else sheet.words.say("described, not an effect"))


def _summary(title: str, sheet: _Sheet) -> str:
    main = next((effect for effect in sheet.effects if effect.main), None) or next(iter(sheet.effects), None)
    if main is None:
        return sheet.words.say("%(title)s: nothing to show.", title=title)
    said = sheet.words.say("%(title)s: %(name)s %(value)s.", title=title, name=main.name, value=sheet.written(main))
    if main.low is None or main.high is None:
        return said
    inside = (
        sheet.words.say("The interval holds zero.")
        if main.low <= 0 <= main.high
        else sheet.words.say("The interval leaves zero out.")
    )
    return f"{said} {inside}"


def _table(sheet: _Sheet) -> DataTable:
    columns = (
        sheet.words.say("Estimate"),
        sheet.words.say("Difference"),
        sheet.words.say("Lower end"),
        sheet.words.say("Upper end"),
        sheet.words.say("Kind"),
    )
    rows = tuple(
        (
            effect.name,
            sheet.value(effect.difference),
            sheet.value(effect.low),
            sheet.value(effect.high),
            _kind(sheet, effect),
        )
        for effect in sheet.effects
    )
    return DataTable(columns, rows)
