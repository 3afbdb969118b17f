"""Thin marks on a chart over time for what happened on a day, numbered, and told in a legend below."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assay.charts.palette import MUTED
from assay.charts.parts import Spec, layer, text


@dataclass(frozen=True)
class Mark:
    """What happened in one period: `place` counts periods from 0, `at` is between their middles; `lines` are its words."""

    place: int
    at: float
    lines: tuple[str, ...]


def marks_of(happened: Iterable[tuple[date, str]], starts: Sequence[date], last: date) -> tuple[Mark, ...]:
    """One mark for each period in which something happened, at the day of the first of it.

    `starts` are the first days of the periods in order, `last` is the last day of the last one.
    """
    found: dict[int, list[tuple[date, str]]] = {}
    for day, said in sorted(happened, key=lambda one: one[0]):
        place = bisect_right(starts, day) - 1
        if place >= 0 and day <= last:
            found.setdefault(place, []).append((day, said))
    ends = [*starts[1:], last + timedelta(days=1)]
    return tuple(
        Mark(
            place, place - 0.5 + (told[0][0] - starts[place]) / (ends[place] - starts[place]), tuple(s for _, s in told)
        )
        for place, told in sorted(found.items())
    )


def numbered(marks: Sequence[Mark]) -> list[tuple[int, Mark]]:
    """The marks from left to right, from 1 on."""
    return list(enumerate(sorted(marks, key=lambda mark: mark.at), start=1))


def mark_layers(marks: Sequence[Mark], low: float, high: float, x: Spec, y: Spec) -> Iterator[Spec]:
    """A thin rule for each, its number at the upper end, right of it."""
    rows = [{"x": mark.at, "y": high, "y2": low, "text": str(number)} for number, mark in numbered(marks)]
    yield from numbered_rules(rows, x, y, size=11)


def numbered_rules(rows: Sequence[Spec], x: Spec, y: Spec, *, size: int) -> Iterator[Spec]:
    """Thin rules from `y` to `y2` at `x`, each with its `text` in letters of a size."""
    yield layer(
        "rule",
        rows,
        {"x": x, "y": y, "y2": {"field": "y2"}},
        stroke=MUTED,
        strokeWidth=1,
        strokeDash=[2, 2],
        opacity=0.8,
        aria=False,
    )
    yield text(rows, {"x": x, "y": y}, fill=MUTED, fontSize=size, dx=3, dy=size - 5)


def legend_of(marks: Sequence[Mark]) -> tuple[str, ...]:
    """A line for each mark, in the order of their numbers."""
    return tuple("; ".join(mark.lines) for _, mark in numbered(marks))


def told_in(marks: Sequence[Mark], place: int) -> str:
    """What happened in a period, with its number."""
    return "; ".join(f"{number} {'; '.join(mark.lines)}" for number, mark in numbered(marks) if mark.place == place)


__all__ = ["Mark", "legend_of", "mark_layers", "marks_of", "numbered", "told_in"]
