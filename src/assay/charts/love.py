"""Balance of two groups before and after matching: standardised mean differences of their covariates (Love plot)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assay.charts.chart import Chart, DataTable
from assay.charts.palette import ATTENTION, COMPARISON, MUTED, PAPER, SUBJECT
from assay.charts.parts import (
    Size,
    Spec,
    axis,
    drawing,
    fixed,
    label_width,
    layer,
    nice_ticks,
    no_axis,
    number,
    scale,
    text,
    variants,
)
from assay.charts.words import ChartWords

LIMIT = 0.1
NAMES = 0.5
"""Part of the width that names may take: French ones are long, and cut short they are no longer told apart."""
"""A standardised difference below it counts as balanced (Austin 2009)."""


@dataclass(frozen=True)
class Balance:
    """The standardised mean difference of a covariate, before and after; None where it has no spread."""

    name: str
    before: float | None
    after: float | None


def love(title: str, balance: Sequence[Balance], *, language: str, width: int = 560) -> Chart:
    """Absolute differences, the largest before matching first."""
    words = ChartWords(language)
    ordered = sorted(balance, key=lambda one: -abs(one.before or 0))
    specs = variants(lambda size: _draw(words, ordered, size), width)
    return Chart(title, _summary(words, title, ordered), _table(words, ordered), *specs)


def _draw(words: ChartWords, balance: Sequence[Balance], size: Size) -> Spec:
    left = 0 if size.narrow else min(label_width(one.name for one in balance), int(size.width * NAMES))
    usable = size.width - 8
    sizes = [abs(value) for one in balance for value in (one.before, one.after) if value is not None]
    ticks = nice_ticks(0, max([LIMIT * 2, *sizes]), 4)

    def place(value: float) -> float:
        return (left + 10 + (usable - left - 30) * value / ticks[-1]) / usable

    band = 38 if size.narrow else 24
    rows = [
        {
            "before": None if one.before is None else place(abs(one.before)),
            "after": None if one.after is None else place(abs(one.after)),
            "y": index + (0.7 if size.narrow else 0.5),
            "above": index + 0.28,
            "name": one.name,
            "off": one.after is not None and abs(one.after) >= LIMIT,
            "says": one.name,
        }
        for index, one in enumerate(balance)
    ]
    marks = [(place(tick), words.number(tick, 2)) for tick in ticks]
    return drawing(size, band * len(rows) + 40, list(_layers(words, rows, marks, place(LIMIT), size)))


def _layers(
    words: ChartWords, rows: list[Spec], marks: list[tuple[float, str]], limit: float, size: Size
) -> Iterator[Spec]:
    shared = scale(0, 1) | axis(marks, orient="bottom", grid=not size.narrow, labelFlush=False)
    after, before = number("after", **shared), {**number("before", **shared)}
    y = number("y", **scale(-1, len(rows), reverse=True), **no_axis())
    said = words.say("limit %(n)s", n=words.number(LIMIT, 2))
    edge = [{"after": limit, "y": -0.2, "y2": len(rows), "text": said}]
    # On a phone beside the marks only: above them stand the names.
    beside = [{**edge[0], "y": row["y"] - 0.1, "y2": row["y"] + 0.25} for row in rows] if size.narrow else edge
    yield layer(
        "rule", beside, {"x": after, "y": y, "y2": {"field": "y2"}}, stroke=MUTED, strokeDash=[4, 3], aria=False
    )
    yield text(edge, {"x": after, "y": y}, dy=-8, fontSize=11, fill=MUTED, align="center")
    key = [{"y": -0.65, "text": words.say("◇ before · ● after matching")}]
    yield text(key, {"x": fixed("width"), "y": y}, fontSize=11, fill=MUTED, align="right")
    both = [row for row in rows if row["before"] is not None and row["after"] is not None]
    yield layer(
        "rule", both, {"x": before, "x2": {"field": "after"}, "y": y}, stroke=COMPARISON, strokeWidth=1, aria=False
    )
    known = [row for row in rows if row["before"] is not None]
    look = {"size": 60, "strokeWidth": 1.5, "opacity": 1, "aria": False}
    yield layer("point", known, {"x": before, "y": y}, shape="diamond", fill=PAPER, stroke=COMPARISON, **look)
    for off, colour, shape in ((False, SUBJECT, "circle"), (True, ATTENTION, "triangle-up")):
        done = [row for row in rows if row["after"] is not None and row["off"] == off]
        yield layer("point", done, {"x": after, "y": y}, shape=shape, fill=colour, stroke=colour, **look)
    at = {"y": {**y, "field": "above"}} if size.narrow else {"y": y}
    yield text(rows, {"x": fixed(0), **at}, "name", limit=int(size.width * (0.86 if size.narrow else NAMES)))


def _summary(words: ChartWords, title: str, balance: Sequence[Balance]) -> str:
    known = [one for one in balance if one.after is not None]
    if not known:
        return words.say("%(title)s: nothing to show.", title=title)
    within = sum(1 for one in known if abs(one.after or 0) < LIMIT)
    worst = max(known, key=lambda one: abs(one.after or 0))
    return words.say(
        "%(title)s: %(within)s of %(of)s covariates are balanced after matching; the largest difference left is %(worst)s, %(value)s.",
        title=title,
        within=words.number(within),
        of=words.number(len(known)),
        worst=worst.name,
        value=words.number(abs(worst.after or 0), 2),
    )


def _table(words: ChartWords, balance: Sequence[Balance]) -> DataTable:
    columns = (words.say("Covariate"), words.say("Before matching"), words.say("After matching"))
    return DataTable(
        columns, tuple((one.name, words.number(one.before, 2), words.number(one.after, 2)) for one in balance)
    )
