"""How many have come to an end after so many days: step curves with their bands (Kaplan-Meier, Aalen-Johansen)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assay.charts.chart import Chart, DataTable
from assay.charts.palette import COMPARISON, COMPARISON_SOFT, INK, MUTED, SUBJECT, SUBJECT_SOFT
from assay.charts.parts import (
    Size,
    Spec,
    apart,
    axis,
    drawing,
    label_width,
    layer,
    nice_ticks,
    number,
    scale,
    text,
    variants,
)
from assay.charts.words import ChartWords


@dataclass(frozen=True)
class Curve:
    """`days` rising, `values`, `low` and `high` shares between 0 and 1, each the value from that day on."""

    name: str
    days: tuple[float, ...]
    values: tuple[float, ...]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    comparison: bool = False
    n: int | None = None
    median: float | None = None


def survival(
    title: str, curves: Sequence[Curve], *, language: str, horizon: float | None = None, width: int = 560
) -> Chart:
    """Curves over days from 0; `horizon` is the day up to which they are compared, drawn as a line."""
    words = ChartWords(language)
    specs = variants(lambda size: _draw(words, curves, horizon, size), width)
    return Chart(title, _summary(words, title, curves), _table(words, curves), *specs)


def _draw(words: ChartWords, curves: Sequence[Curve], horizon: float | None, size: Size) -> Spec:
    height = 180 if size.narrow else 240
    longest = max([1.0, *(curve.days[-1] for curve in curves if curve.days)])
    ticks = nice_ticks(0, longest, 3 if size.narrow else 5)
    names = [curve.name for curve in curves]
    room = 0 if size.narrow else label_width(names)
    last = longest * (1 + room / max(120, size.width - room - 60))
    x = scale(0, last) | axis(
        [(tick, words.value(round(tick), "days")) for tick in ticks if tick <= last],
        labelFlush=False,
    )
    y = scale(0, 1) | axis([(tick, words.value(tick, "share")) for tick in (0, 0.25, 0.5, 0.75, 1)], grid=True)
    layers = [one for curve in sorted(curves, key=lambda one: not one.comparison) for one in _curve(curve, x, y)]
    if horizon is not None:
        line = [{"x": horizon, "y": 0, "y2": 1, "text": words.say("compared up to here")}]
        layers.append(
            layer(
                "rule",
                line,
                {"x": number("x", **x), "y": number("y", **y), "y2": {"field": "y2"}},
                stroke=MUTED,
                strokeDash=[1, 3],
                aria=False,
            )
        )
    layers += _ends(curves, height, x, y, size)
    return drawing(size, height, layers)


def _steps(curve: Curve) -> list[Spec]:
    low, high = curve.low or curve.values, curve.high or curve.values
    return [
        {"x": day, "y": value, "low": below, "high": above}
        for day, value, below, above in zip(curve.days, curve.values, low, high, strict=True)
    ]


def _curve(curve: Curve, x: Spec, y: Spec) -> Iterator[Spec]:
    colour, soft = (COMPARISON, COMPARISON_SOFT) if curve.comparison else (SUBJECT, SUBJECT_SOFT)
    dash = {"strokeDash": [5, 3]} if curve.comparison else {}
    rows = _steps(curve)
    if curve.low:
        band = {"x": number("x", **x), "y": number("low", **y), "y2": {"field": "high"}}
        yield layer("area", rows, band, fill=soft, opacity=0.5, interpolate="step-after", aria=False)
    line = {"x": number("x", **x), "y": number("y", **y)}
    yield layer("line", rows, line, stroke=colour, strokeWidth=2, interpolate="step-after", aria=False, **dash)


def _ends(curves: Sequence[Curve], height: int, x: Spec, y: Spec, size: Size) -> Iterator[Spec]:
    known = [curve for curve in curves if curve.values]
    wanted = [height * (1 - curve.values[-1]) for curve in known]
    for curve, is_at, should in zip(known, wanted, apart(wanted, 15), strict=True):
        lower = size.narrow and is_at == max(wanted) and len(wanted) > 1
        narrow = {"dx": 0, "align": "right", "dy": 12 if lower else -12}
        beside = narrow if size.narrow else {"dx": 8, "dy": should - is_at}
        rows = [{"x": curve.days[-1], "y": curve.values[-1], "text": curve.name}]
        look = {"fill": MUTED} if curve.comparison else {"fill": INK, "fontWeight": 600}
        yield text(rows, {"x": number("x", **x), "y": number("y", **y)}, **beside, **look)


def _summary(words: ChartWords, title: str, curves: Sequence[Curve]) -> str:
    parts = [_said(words, curve) for curve in curves if curve.values]
    if not parts:
        return words.say("%(title)s: nothing to show.", title=title)
    return words.say("%(title)s: %(counts)s.", title=title, counts="; ".join(parts))


def _said(words: ChartWords, curve: Curve) -> str:
    share = words.value(curve.values[-1], "share")
    said = words.say(
        "%(name)s %(share)s after %(n)s days", name=curve.name, share=share, n=words.number(curve.days[-1], 0)
    )
    if curve.median is None:
        return f"{said} ({words.say('median not reached')})"
    return f"{said} ({words.say('median %(n)s', n=words.number(curve.median))})"


def _table(words: ChartWords, curves: Sequence[Curve]) -> DataTable:
    """Each curve at about ten of its days."""
    rows = []
    for curve in curves:
        step = max(1, len(curve.days) // 10)
        for row in _steps(curve)[::step]:
            between = words.in_brackets(row["low"], row["high"], "share") if curve.low else ""
            rows.append((curve.name, words.number(row["x"], 0), words.value(row["y"], "share"), between))
    columns = (words.say("Group"), words.say("Days"), words.say("Share"), words.say("Interval"))
    return DataTable(columns, tuple(rows))
