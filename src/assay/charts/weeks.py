"""Amounts by channel and week: a row of small columns for each channel, all on one scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assay.charts.chart import Chart, DataTable
from assay.charts.marks import Mark, legend_of, numbered, numbered_rules, told_in
from assay.charts.palette import FAINT, INK, MUTED, SUBJECT
from assay.charts.parts import (
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
    spaced,
    text,
    variants,
)
from assay.charts.words import ChartWords


@dataclass(frozen=True)
class WeekBar:
    """A channel's amount in the week that `week` names."""

    channel: str
    week: str
    value: float
    href: str | None = None


BAND = 40
CLOSE = 16
"""Pixels below which the numbers of two marks would run into each other: the second stands a line lower."""


def weeks(
    title: str,
    bars: Sequence[WeekBar],
    *,
    channels: Sequence[str],
    periods: Sequence[str],
    unit: str,
    language: str,
    marks: Sequence[Mark] = (),
    width: int = 960,
) -> Chart:
    """`channels` from the top down, `periods` from the left; `unit` is the word behind numbers ("minutes").

    `marks` are what happened in a week.
    """
    sheet = _Sheet(tuple(bars), tuple(channels), tuple(periods), unit, ChartWords(language), tuple(marks))
    specs = variants(lambda size: _draw(sheet, size), width)
    return Chart(title, _summary(title, sheet), _table(sheet), *specs, legend=legend_of(marks))


@dataclass(frozen=True)
class _Sheet:
    found: tuple[WeekBar, ...]
    channels: tuple[str, ...]
    periods: tuple[str, ...]
    unit: str
    words: ChartWords
    marks: tuple[Mark, ...] = ()

    @property
    def above(self) -> float:
        """What the numbers of the marks take above the first channel, in parts of its height."""
        return 0.6 if self.marks else 0.0

    def total(self, channel: str) -> float:
        return sum(one.value for one in self.found if one.channel == channel)


def _draw(sheet: _Sheet, size: Size) -> Spec:
    totals = [sheet.words.number(sheet.total(channel), 0) for channel in sheet.channels]
    left = 0 if size.narrow else label_width(sheet.channels)
    right = label_width(totals) + 6
    usable = size.width - 8
    one = (usable - left - right) / max(len(sheet.periods), 1)
    most = max([bar.value for bar in sheet.found], default=0) or 1
    band = BAND + 16 if size.narrow else BAND

    def place(week: int) -> float:
        return (left + one * week) / usable

    rows = [
        {
            "x": place(week) + 0.5 / usable,
            "x2": place(week + 1) - 0.5 / usable,
            "y": lane + 0.94,
            "y2": lane + 0.94 - max(0.03, (0.5 if size.narrow else 0.82) * bar.value / most),
            "says": f"{bar.channel}, {bar.week}: {sheet.words.number(bar.value)} {sheet.unit}",
            "href": linked(bar.href),
        }
        for bar in sheet.found
        if bar.value > 0
        for lane, week in [(sheet.channels.index(bar.channel), sheet.periods.index(bar.week))]
    ]
    shown = spaced(sheet.periods, one, 3 if size.narrow else 8)
    ticks = [(place(week) + one / usable / 2, sheet.periods[week]) for week in shown]
    happened = [(place(0) + one * (mark.at + 0.5) / usable, number) for number, mark in numbered(sheet.marks)]
    x = number("x", **(scale(0, 1) | axis(ticks, orient="bottom", labelFlush=False)))
    y = number("y", **scale(-sheet.above, len(sheet.channels), reverse=True), **no_axis())
    layers = [
        *_layers(sheet, rows, totals, (place(0), place(len(sheet.periods))), x, y, size),
        *_happened(sheet, happened, usable, x, y),
    ]
    return drawing(size, round(band * (len(sheet.channels) + sheet.above)) + 24, layers)


def _happened(sheet: _Sheet, places: list[tuple[float, int]], usable: float, x: Spec, y: Spec) -> Iterator[Spec]:
    """A thin rule through all channels for each mark, its number above them."""
    rows: list[Spec] = []
    for place, number_of in places:
        lower = bool(rows) and (place - rows[-1]["x"]) * usable < CLOSE and rows[-1]["y"] == -sheet.above
        top = -sheet.above / 2 if lower else -sheet.above
        rows.append({"x": place, "y": top, "y2": len(sheet.channels) - 0.06, "text": str(number_of)})
    if rows:
        yield from numbered_rules(rows, x, y, size=11)


def _layers(
    sheet: _Sheet,
    rows: list[Spec],
    totals: Sequence[str],
    ends: tuple[float, float],
    x: Spec,
    y: Spec,
    size: Size,
) -> Iterator[Spec]:
    lines = [{"x": ends[0], "x2": ends[1], "y": lane + 0.94} for lane in range(len(sheet.channels))]
    yield layer("rule", lines, {"x": x, "x2": {"field": "x2"}, "y": y}, stroke=FAINT, aria=False)
    yield layer("rect", rows, {"x": x, "x2": {"field": "x2"}, "y": y, "y2": {"field": "y2"}}, fill=SUBJECT)
    names = [
        {"y": lane + (0.22 if size.narrow else 0.72), "text": channel, "total": totals[lane]}
        for lane, channel in enumerate(sheet.channels)
    ]
    yield text(names, {"x": fixed(0), "y": y}, fill=INK)
    yield text(names, {"x": fixed("width"), "y": y}, "total", align="right", fill=MUTED)


def _summary(title: str, sheet: _Sheet) -> str:
    total = sum(sheet.total(channel) for channel in sheet.channels)
    if not total:
        return sheet.words.say("%(title)s: nothing to show.", title=title)
    most = max(sheet.channels, key=sheet.total)
    weekly = {period: sum(bar.value for bar in sheet.found if bar.week == period) for period in sheet.periods}
    best = max(weekly, key=lambda period: weekly[period])
    return sheet.words.say(
        "%(title)s: %(total)s in all, %(share)s of it through %(channel)s; the strongest week was %(week)s with %(value)s.",
        title=title,
        total=f"{sheet.words.number(total, 0)} {sheet.unit}",
        share=sheet.words.value(sheet.total(most) / total, "share"),
        channel=most,
        week=best,
        value=sheet.words.number(weekly[best], 0),
    )


def _table(sheet: _Sheet) -> DataTable:
    values = {(bar.channel, bar.week): bar.value for bar in sheet.found}
    rows = tuple(
        (
            period,
            *([told_in(sheet.marks, place)] if sheet.marks else []),
            *(sheet.words.number(values.get((channel, period), 0)) for channel in sheet.channels),
        )
        for place, period in enumerate(sheet.periods)
    )
    heads = (sheet.words.say("Week"), *([sheet.words.say("What happened")] if sheet.marks else []), *sheet.channels)
    return DataTable(heads, rows, numeric=2 if sheet.marks else 1)
