"""Amounts by channel and week: a row of small columns for each channel, all on one scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assay.charts.chart import Chart, DataTable
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


def weeks(
    title: str,
    found: Sequence[WeekBar],
    *,
    channels: Sequence[str],
    periods: Sequence[str],
    unit: str,
    language: str,
    width: int = 960,
) -> Chart:
    """`channels` from the top down, `periods` from the left; `unit` is the word behind numbers ("minutes")."""
    sheet = _Sheet(tuple(found), tuple(channels), tuple(periods), unit, ChartWords(language))
    specs = variants(lambda size: _draw(sheet, size), width)
    return Chart(title, _summary(title, sheet), _table(sheet), *specs)


@dataclass(frozen=True)
class _Sheet:
    found: tuple[WeekBar, ...]
    channels: tuple[str, ...]
    periods: tuple[str, ...]
    unit: str
    words: ChartWords

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
    marks = [(place(week) + one / usable / 2, sheet.periods[week]) for week in shown]
    return drawing(
        size,
        band * len(sheet.channels) + 24,
        list(_layers(sheet, rows, marks, totals, place(0), place(len(sheet.periods)), size)),
    )


def _layers(
    sheet: _Sheet,
    rows: list[Spec],
    marks: list[tuple[float, str]],
    totals: Sequence[str],
    begin: float,
    end: float,
    size: Size,
) -> Iterator[Spec]:
    x = number("x", **(scale(0, 1) | axis(marks, orient="bottom", labelFlush=False)))
    y = number("y", **scale(0, len(sheet.channels), reverse=True), **no_axis())
    lines = [{"x": begin, "x2": end, "y": lane + 0.94} for lane in range(len(sheet.channels))]
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
        (period, *(sheet.words.number(values.get((channel, period), 0)) for channel in sheet.channels))
        for period in sheet.periods
    )
    return DataTable((sheet.words.say("Week"), *sheet.channels), rows)
