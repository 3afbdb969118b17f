"""An account over time: a lane for each channel, its stage, its people and each deal with the stages it stood in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from dateutil.relativedelta import relativedelta

from assay.charts.chart import Chart, DataTable
from assay.charts.palette import COMPARISON, FAINT, INK, MUTED, ON_STEPS, PAPER, STEPS, SUBJECT
from assay.charts.parts import (
    LETTER,
    Size,
    Spec,
    axis,
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
class Dot:
    """Something that happened in the days from `on`, `count` times; `answers`: the account itself did it."""

    on: date
    count: int
    says: str
    answers: bool = True
    href: str | None = None


@dataclass(frozen=True)
class Stretch:
    """A state from a day to a day; `step` from 0 to 4 darkens it."""

    starts_on: date
    ends_on: date
    name: str
    says: str
    step: int = 1
    href: str | None = None


@dataclass(frozen=True)
class Lane:
    name: str
    dots: tuple[Dot, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    total: str = field(default="")


BAND = 30
KEY = 0.8
"""Room below the lanes, in lanes, for what the marks mean."""


def timeline(
    title: str, lanes: Sequence[Lane], *, start: date, end: date, language: str, summary: str, width: int = 960
) -> Chart:
    """Lanes from the top down over the days from `start` to `end`; the summary is the caller's, who knows what counts."""
    words = ChartWords(language)
    specs = variants(lambda size: _draw(words, lanes, start, end, size), width)
    return Chart(title, summary, _table(words, lanes), *specs)


def _draw(words: ChartWords, lanes: Sequence[Lane], start: date, end: date, size: Size) -> Spec:
    left = 0 if size.narrow else min(label_width(lane.name for lane in lanes), int(size.width * 0.26))
    right = label_width(lane.total for lane in lanes)
    usable = size.width - 8
    room = usable - left - right - 20
    days = max((end - start).days, 1)
    band = BAND + 16 if size.narrow else BAND

    def place(day: date) -> float:
        return (left + 10 + room * min(max((day - start).days, 0), days) / days) / usable

    most = max(2, min(room // label_width([words.month_and_year(start)]), size.width // 75))
    marks = [(place(month), text) for month, text in _months(words, start, end, most)]
    x = number("x", **(scale(0, 1) | axis(marks, orient="top", grid=True, labelFlush=False)))
    y = number("y", **scale(0, len(lanes) + KEY, reverse=True), **no_axis())
    middle = 0.68 if size.narrow else 0.5
    layers = [
        *_lines(lanes, place(start), place(end), middle, x, y),
        *_stretches(lanes, place, middle, x, y, usable),
        *_dots(lanes, place, middle, x, y),
        *_names(lanes, middle, y, size),
        text(_key(words, lanes, usable), {"x": fixed(0), "y": y}, fill=MUTED, fontSize=11),
    ]
    return drawing(size, int(band * (len(lanes) + KEY)) + 26, layers)


def _key(words: ChartWords, lanes: Sequence[Lane], room: float) -> list[Spec]:
    """What the dots mean, in two lines where one is too long."""
    if not any(lane.dots for lane in lanes):
        return []
    said = words.say("● by the account · ▷ sent to it · larger: more of them")
    if label_width([said]) <= room:
        return [{"y": len(lanes) + KEY / 2, "text": said}]
    *first, last = said.split(" · ")
    lines = (" · ".join(first), last)
    return [{"y": len(lanes) + KEY * part, "text": line} for part, line in zip((0.35, 0.7), lines, strict=True)]


def _months(words: ChartWords, start: date, end: date, most: int) -> list[tuple[date, str]]:
    first = start.replace(day=1) + relativedelta(months=1 if start.day > 1 else 0)
    months = []
    while first <= end:
        months.append(first)
        first += relativedelta(months=1)
    step = max(1, -(-len(months) // most))
    shown = months[::step]
    return [
        (day, words.month_and_year(day) if place == 0 or day.month == 1 else words.month(day))
        for place, day in enumerate(shown)
    ]


def _lines(lanes: Sequence[Lane], begin: float, end: float, middle: float, x: Spec, y: Spec) -> Iterator[Spec]:
    rows = [{"x": begin, "x2": end, "y": place + middle} for place in range(len(lanes))]
    yield layer("rule", rows, {"x": x, "x2": {"field": "x2"}, "y": y}, stroke=FAINT, aria=False)


def _stretches(lanes: Sequence[Lane], place: object, middle: float, x: Spec, y: Spec, usable: int) -> Iterator[Spec]:
    assert callable(place)
    rows = [
        {
            "x": place(one.starts_on),
            "x2": max(place(one.ends_on), place(one.starts_on) + 2 / usable),
            "y": index + middle - 0.3,
            "y2": index + middle + 0.3,
            "middle": index + middle,
            "text": _fitting(one.name, (place(one.ends_on) - place(one.starts_on)) * usable),
            "step": one.step,
            "says": one.says,
            "href": linked(one.href),
        }
        for index, lane in enumerate(lanes)
        for one in lane.stretches
    ]
    box = {"x": x, "x2": {"field": "x2"}, "y": y, "y2": {"field": "y2"}}
    for step, (colour, on) in enumerate(zip(STEPS, ON_STEPS, strict=True)):
        these = [row for row in rows if row["step"] == step]
        yield layer("rect", these, box, fill=colour, stroke=COMPARISON, strokeWidth=0.5)
        named = [{**row, "href": None} for row in these if row["text"]]
        yield text(named, {"x": x, "y": {**y, "field": "middle"}}, dx=5, fontSize=11, fill=on)


def _fitting(name: str, room: float) -> str:
    """The name where there is room for it, shortened where there is some, else nothing."""
    letters = int((room - 8) / (LETTER * 0.95))
    if len(name) <= letters:
        return name
    return f"{name[: letters - 1]}…" if letters >= 5 else ""


def _dots(lanes: Sequence[Lane], place: object, middle: float, x: Spec, y: Spec) -> Iterator[Spec]:
    assert callable(place)
    rows = [
        {
            "x": place(dot.on),
            "y": index + middle,
            "size": min(320, 34 + 22 * dot.count),
            "answers": dot.answers,
            "says": dot.says,
            "href": linked(dot.href),
        }
        for index, lane in enumerate(lanes)
        for dot in lane.dots
    ]
    encoding = {"x": x, "y": y, "size": number("size", scale=None)}
    sent = [row for row in rows if not row["answers"]]
    done = [row for row in rows if row["answers"]]
    yield layer("point", sent, encoding, shape="triangle-right", fill=PAPER, stroke=MUTED, strokeWidth=1.2, opacity=1)
    yield layer("point", done, encoding, shape="circle", fill=SUBJECT, stroke=PAPER, strokeWidth=0.8, opacity=0.9)


def _names(lanes: Sequence[Lane], middle: float, y: Spec, size: Size) -> Iterator[Spec]:
    rows = [
        {"y": place + (0.2 if size.narrow else middle), "text": lane.name, "total": lane.total}
        for place, lane in enumerate(lanes)
    ]
    yield text(rows, {"x": fixed(0), "y": y}, fill=INK, limit=int(size.width * (0.75 if size.narrow else 0.26)))
    yield text([row for row in rows if row["total"]], {"x": fixed("width"), "y": y}, "total", align="right", fill=MUTED)


def _table(words: ChartWords, lanes: Sequence[Lane]) -> DataTable:
    rows = [
        (lane.name, words.day(on), says)
        for lane in lanes
        for on, says in sorted(
            [(dot.on, dot.says) for dot in lane.dots] + [(one.starts_on, one.says) for one in lane.stretches]
        )
    ]
    return DataTable((words.say("Lane"), words.say("Day"), words.say("What happened")), tuple(rows), numeric=3)
