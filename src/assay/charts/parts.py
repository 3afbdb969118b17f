"""The building blocks of specifications: layers, scales, axes whose labels are written before, and the common look."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10
from typing import Any

from assay.charts.draw import NOWHERE
from assay.charts.palette import FAINT, INK, MUTED

Spec = dict[str, Any]
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif"
NARROW = 300
MEDIUM = 680
LETTER = 7.0
"""Width of an average letter at 12 px; enough to leave room for labels that are written beside marks."""
FINE = 100_000
"""Ticks are told apart by their place times this, rounded: what a parser makes of the last digits does not matter."""


@dataclass(frozen=True)
class Size:
    """Pixels of the drawing; `narrow` ones stand on a phone and say less."""

    width: int
    narrow: bool = False


def variants(draw: Callable[[Size], Spec], width: int, *, stacked: bool = False) -> tuple[Spec, Spec, Spec]:
    """The drawing wide, on a phone, and in between where the wide one would become too small to read.

    `stacked` says less beside the marks and more above them, at any width.
    """
    between = draw(Size(MEDIUM, narrow=stacked)) if width > MEDIUM * 1.3 else {}
    return draw(Size(width, narrow=stacked)), draw(Size(NARROW, narrow=True)), between


def linked(href: str | None) -> str | None:
    return None if href is None else NOWHERE + href


def number(field: str, **more: Any) -> Spec:
    return {"field": field, "type": "quantitative", **more}


def name(field: str, **more: Any) -> Spec:
    return {"field": field, "type": "nominal", **more}


def fixed(value: Any) -> Spec:
    return {"value": value}


def scale(low: float, high: float, **more: Any) -> Spec:
    return {"scale": {"domain": [low, high], "nice": False, "zero": False, **more}}


def no_axis() -> Spec:
    return {"axis": None}


def axis(ticks: Sequence[tuple[float, str]], **more: Any) -> Spec:
    """An axis with exactly these ticks, each with its text."""
    places, texts = [round(place, 5) for place, _ in ticks], [text for _, text in ticks]
    near = [round(place * FINE) for place in places]
    written = f"{json.dumps(texts)}[indexof({json.dumps(near)}, round(datum.value * {FINE}))]"
    return {"axis": {"values": places, "labelExpr": written, "title": None, **more}}


def layer(kind: str, rows: Iterable[Spec], encoding: Spec, **mark: Any) -> Spec:
    """Marks of one kind over their own rows; rows with `href` become links named by `says`."""
    values = list(rows)
    encoding = dict(encoding)
    if any(row.get("href") for row in values):
        encoding |= {"href": name("href"), "description": name("says")}
    return {"data": {"values": values}, "mark": {"type": kind, **mark}, "encoding": encoding}


def text(rows: Iterable[Spec], encoding: Spec, field: str = "text", **mark: Any) -> Spec:
    look = {"fontSize": 12, "fill": INK, "baseline": "middle", "align": "left", **mark}
    return layer("text", rows, {**encoding, "text": name(field)}, **look)


def drawing(size: Size, height: int, layers: Sequence[Spec], **more: Any) -> Spec:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": size.width,
        "height": height,
        "autosize": {"type": "fit", "contains": "padding"},
        "background": "transparent",
        "padding": 4,
        "layer": [one for one in layers if one["data"]["values"]],
        "config": CONFIG,
        **more,
    }


CONFIG: Spec = {
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelFont": FONT,
        "labelFontSize": 12,
        "labelColor": MUTED,
        "domainColor": FAINT,
        "tickColor": FAINT,
        "gridColor": FAINT,
        "labelPadding": 6,
        "ticks": False,
        "domain": False,
        "grid": False,
        "labelLimit": 400,
        "labelFlush": True,
        "labelOverlap": False,
    },
}


def nice_ticks(low: float, high: float, wanted: int = 4) -> list[float]:
    """Round numbers from at most `low` to at least `high`, in steps of 1, 2, 2.5 or 5."""
    if high <= low:
        high = low + 1
    rough = (high - low) / wanted
    unit = 10.0 ** floor(log10(rough))
    step = next(unit * factor for factor in (1, 2, 2.5, 5, 10) if unit * factor >= rough * 0.999)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [round(step * place, 10) for place in range(first, last + 1)]


def label_width(texts: Iterable[str]) -> int:
    """Room for the longest of some labels; letters from Greek on are wider."""
    return int(max((sum(LETTER * (1.2 if letter > "\u036f" else 1) for letter in one) for one in texts), default=0)) + 8


def spaced(texts: Sequence[str], step: float, most: int) -> list[int]:
    """Which of some labels, `step` pixels from each other, can stand side by side: the last always, at most so many."""
    count = len(texts)
    apart_by = max(1, -(-count // most))
    while apart_by < count and step * apart_by < label_width(texts):
        apart_by += 1
    return [place for place in range(count) if (count - 1 - place) % apart_by == 0]


def apart(places: Sequence[float], least: float) -> list[float]:
    """The same places moved as little as needed to stand `least` from each other, in their order."""
    order = sorted(range(len(places)), key=lambda place: places[place])
    spread = list(places)
    for before, after in pairwise(order):
        if spread[after] - spread[before] < least:
            spread[after] = spread[before] + least
    return spread
