"""The stages of the account funnel as bars, each with its count and the share that went on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assay.charts.chart import Chart, DataTable
from assay.charts.palette import COMPARISON, INK, MUTED, SUBJECT
from assay.charts.parts import (
    NARROW,
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
class FunnelStep:
    """A stage: accounts in it, those before the window, and `advanced` of `of` that went on.

    One that is not `measured` has no bar: its zero would be read as a number of accounts.
    """

    name: str
    accounts: int
    before: int | None = None
    advanced: int | None = None
    of: int | None = None
    median_days: float | None = None
    href: str | None = None
    measured: bool = True

    def count(self, words: ChartWords) -> str:
        return words.number(self.accounts) if self.measured else words.say("not measured")

    def bare(self) -> FunnelStep:
        """Nothing but its name where it is not measured."""
        return self if self.measured else FunnelStep(self.name, 0, measured=False)


BAND = 46
LEAST_ROOM = 120
"""Pixels for the bars: notes are told more shortly before bars become smaller."""
KEY = 0.5
"""Room below the stages, in stages, for what the grey outline means."""


def funnel(
    title: str,
    steps: Sequence[FunnelStep],
    *,
    language: str,
    small_n: int = 10,
    remark: str = "",
    width: int = 720,
    stacked: bool = False,
) -> Chart:
    """Below `small_n` cases the share that went on stands as k/n; `stacked` gives the bars the whole width.

    `remark` is what the summary says after the counts.
    """
    words, steps = ChartWords(language), [step.bare() for step in steps]
    says = [_says(words, step, small_n) for step in steps]
    specs = variants(lambda size: _draw(words, steps, says, small_n, size), width, stacked=stacked)
    return Chart(title, _summary(words, title, steps, remark), _table(words, steps, small_n), *specs)


def _draw(words: ChartWords, steps: Sequence[FunnelStep], says: Sequence[str], small_n: int, size: Size) -> Spec:
    names = [step.name for step in steps]
    left = 0 if size.narrow else label_width(names) + 8
    most = max([1, *(max(step.accounts, step.before or 0) for step in steps)])
    was = ["" if step.before is None else words.say("before: %(n)s", n=words.number(step.before)) for step in steps]
    beside = label_width([words.number(most)]) + label_width(was) + 6
    least = LEAST_ROOM if not size.narrow else 0
    for notes in _notes(words, steps, small_n, size):
        right = beside if size.narrow else label_width(notes) + beside
        if size.width - left - right - 8 >= least:
            break
    room = max(80, size.width - left - right - 8)
    x = number("x", **scale(0, 1), **no_axis())
    y = number("y", **scale(0, len(steps) + KEY, reverse=True), **no_axis())
    step_height = BAND + 16 if size.narrow else BAND
    rows: list[Spec] = [
        {
            "x": left / (size.width - 8),
            "x2": (left + max(1.5 if step.measured else 0, room * step.accounts / most)) / (size.width - 8),
            "before": None if step.before is None else (left + room * step.before / most) / (size.width - 8),
            "end": (left + max(1.5, room * max(step.accounts, step.before or 0) / most)) / (size.width - 8),
            "y": place + (0.42 if size.narrow else 0.14),
            "y2": place + (0.86 if size.narrow else 0.74),
            "middle": place + (0.64 if size.narrow else 0.44),
            "above": place + 0.2,
            "name": step.name,
            "count": step.count(words),
            "was": was[place],
            "note": notes[place],
            "says": says[place],
            "href": linked(step.href),
        }
        for place, step in enumerate(steps)
    ]
    arrow = f" · → {words.say('Went on')}" if any(note.startswith("→") for note in notes) else ""
    key = [{"y": len(steps) + KEY / 2, "text": words.say("grey outline: before the window") + arrow}]
    for row in rows:
        row["beyond"] = row["end"] + (8 + 1.2 * label_width([row["count"]])) / (size.width - 8)
    compared = any(step.before is not None for step in steps)
    below = [text(key if compared else [], {"x": fixed(0), "y": y}, fill=MUTED, fontSize=11)]
    return drawing(size, int(step_height * (len(steps) + KEY)), [*_layers(rows, x, y, size), *below])


def _layers(rows: list[Spec], x: Spec, y: Spec, size: Size) -> Iterator[Spec]:
    ends = {"x": x, "x2": {"field": "x2"}, "y": y, "y2": {"field": "y2"}}
    yield layer("rect", rows, ends, fill=SUBJECT, cornerRadius=2)
    plain = [{**row, "href": None} for row in rows]
    before = [row for row in plain if row["before"] is not None]
    ghost = {**ends, "x2": {"field": "before"}}
    yield layer(
        "rect", before, ghost, fill="transparent", stroke=COMPARISON, strokeWidth=1.5, cornerRadius=2, aria=False
    )
    middle = {"y": {**y, "field": "middle"}}
    yield text(plain, {"x": {**x, "field": "end"}, **middle}, "count", dx=8, fontWeight=600, fontSize=14)
    told = [row for row in plain if row["was"]]
    yield text(told, {"x": {**x, "field": "beyond"}, **middle}, "was", fill=MUTED, fontSize=11)
    if size.narrow:
        above = {"y": {**y, "field": "above"}}
        yield text(plain, {"x": fixed(0), **above}, "name", fontWeight=600)
        yield text(plain, {"x": fixed("width"), **above}, "note", align="right", fill=MUTED)
    else:
        yield text(plain, {"x": fixed(0), **middle}, "name", fill=INK, fontSize=13)
        yield text(plain, {"x": fixed("width"), **middle}, "note", align="right", fill=MUTED)


def _went_on(words: ChartWords, step: FunnelStep, small_n: int) -> str:
    if step.advanced is None or not step.of:
        return ""
    if step.of < small_n:
        return f"{words.number(step.advanced)}/{words.number(step.of)}"
    return f"{words.value(step.advanced / step.of, 'share')} ({words.number(step.advanced)}/{words.number(step.of)})"


def _notes(words: ChartWords, steps: Sequence[FunnelStep], small_n: int, size: Size) -> Iterator[list[str]]:
    """What stands at the ends of the stages, ever shorter: with the median, without it, with an arrow for words."""
    if size.width > NARROW:
        if not size.narrow:
            yield [_note(words, step, small_n) for step in steps]
        yield [_note(words, step, small_n, median=False) for step in steps]
    yield [_arrow(words, step, small_n, size) for step in steps]


def _note(words: ChartWords, step: FunnelStep, small_n: int, *, median: bool = True) -> str:
    share = _went_on(words, step, small_n)
    parts = [words.say("%(share)s went on", share=share) if share else ""]
    if step.median_days is not None and median:
        parts.append(words.counted("median %(n)s day", "median %(n)s days", step.median_days, 1))
    return " · ".join(filter(None, parts))


def _arrow(words: ChartWords, step: FunnelStep, small_n: int, size: Size) -> str:
    share = _went_on(words, step, small_n)
    fits = label_width([step.name]) * 1.1 + label_width([f"→ {share}"]) <= size.width or not size.narrow
    return f"→ {share if fits else share.split(' (')[0]}" if share else ""


def _says(words: ChartWords, step: FunnelStep, small_n: int) -> str:
    if not step.measured:
        return f"{step.name}: {step.count(words)}"
    accounts = words.counted("%(n)s account", "%(n)s accounts", step.accounts)
    before = "" if step.before is None else words.say("%(n)s before the window", n=words.number(step.before))
    return f"{step.name}: " + ", ".join(filter(None, (accounts, before, _note(words, step, small_n))))


def _summary(words: ChartWords, title: str, steps: Sequence[FunnelStep], remark: str) -> str:
    counts = ", ".join(f"{step.name} {step.count(words)}" for step in steps)
    said = words.say("%(title)s: %(counts)s.", title=title, counts=counts)
    return f"{said} {remark}." if remark else said


def _table(words: ChartWords, steps: Sequence[FunnelStep], small_n: int) -> DataTable:
    columns = (
        words.say("Stage"),
        words.say("Accounts"),
        words.say("Before the window"),
        words.say("Went on"),
        words.say("Median days"),
    )
    rows = tuple(
        (
            step.name,
            step.count(words),
            words.number(step.before),
            _went_on(words, step, small_n),
            words.number(step.median_days),
        )
        for step in steps
    )
    return DataTable(columns, rows)
