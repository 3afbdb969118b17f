"""Counts in a grid of rows and columns, the darker the more; cells where somebody is missing are dashed and say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assay.charts.chart import Chart, DataTable
from assay.charts.palette import ATTENTION, INK, MUTED, ON_STEPS, PAPER, STEPS
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
class Cell:
    """A count; `gap` where a wanted somebody is missing. `text` replaces the count."""

    value: float
    gap: bool = False
    text: str | None = None
    href: str | None = None


HEADS = 3
"""Names of columns stand on so many lines, in turn, where they would meet on one."""
Cells = Mapping[tuple[str, str], Cell]


def heat_map(
    title: str,
    rows: Sequence[tuple[str, str]],
    columns: Sequence[tuple[str, str]],
    cells: Cells,
    *,
    language: str,
    corner: str = "",
    width: int = 560,
) -> Chart:
    """`rows` and `columns` are keys with their names, `cells` is by (row key, column key); absent cells are empty."""
    words = ChartWords(language)
    sheet = _Sheet(tuple(rows), tuple(columns), cells, words)
    specs = variants(lambda size: _draw(sheet, size), width)
    return Chart(title, _summary(title, sheet), _table(sheet, corner), *specs)


@dataclass(frozen=True)
class _Sheet:
    rows: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...]
    cells: Cells
    words: ChartWords

    def cell(self, row: str, column: str) -> Cell:
        return self.cells.get((row, column), Cell(0))

    def written(self, cell: Cell) -> str:
        return cell.text if cell.text is not None else self.words.number(cell.value)

    def only_gaps(self, column: str) -> bool:
        """A column that is there for what is missing has the word as its own name."""
        return all(cell.gap for (_, at), cell in self.cells.items() if at == column)

    def step(self, cell: Cell) -> int:
        most = max((one.value for one in self.cells.values()), default=0)
        return 0 if not cell.value or not most else 1 + min(3, int(4 * cell.value / most - 1e-9))


def _draw(sheet: _Sheet, size: Size) -> Spec:
    left = 0 if size.narrow else label_width(name for _, name in sheet.rows) + 4
    band, head = (54, 14 + 16 * HEADS) if size.narrow else (38, 42)
    usable = size.width - 8
    one = (usable - left) / max(len(sheet.columns), 1)
    height = head + band * len(sheet.rows)
    marks = [
        _mark(sheet, row, column, (left + one * across) / usable, one / usable, head + band * down, band, size)
        for down, row in enumerate(sheet.rows)
        for across, column in enumerate(sheet.columns)
    ]
    return drawing(size, height, list(_layers(sheet, marks, left, one, head, band, height, size)))


def _mark(
    sheet: _Sheet, row: tuple[str, str], column: tuple[str, str], x: float, wide: float, y: float, band: int, size: Size
) -> Spec:
    cell = sheet.cell(row[0], column[0])
    top = y + (20 if size.narrow else 2)
    missing = f" ({sheet.words.say('missing')})" if cell.gap else ""
    return {
        "x": x + 0.003,
        "x2": x + wide - 0.003,
        "y": top,
        "y2": y + band - 2,
        "middle": (top + y + band - 2) / 2,
        "centre": x + wide / 2,
        "step": sheet.step(cell),
        "gap": cell.gap,
        "text": sheet.written(cell) if cell.value or cell.text is not None else "✕" if cell.gap else "·",
        "says": f"{row[1]}, {column[1]}: {sheet.written(cell)}{missing}",
        "href": linked(cell.href),
    }


def _layers(
    sheet: _Sheet, marks: list[Spec], left: float, one: float, head: int, band: int, height: int, size: Size
) -> Iterator[Spec]:
    x = number("x", **scale(0, 1), **no_axis())
    y = number("y", **scale(0, height, reverse=True), **no_axis())
    box = {"x": x, "x2": {"field": "x2"}, "y": y, "y2": {"field": "y2"}}
    place = {"x": {**x, "field": "centre"}, "y": {**y, "field": "middle"}}
    for step, (colour, on) in enumerate(zip(STEPS, ON_STEPS, strict=True)):
        these = [mark for mark in marks if mark["step"] == step and not mark["gap"]]
        yield layer("rect", these, box, fill=colour, cornerRadius=3)
        yield text(_lines(these, one), place, align="center", fill=on, fontWeight=600)
    gaps = [mark for mark in marks if mark["gap"]]
    yield layer("rect", gaps, box, fill=PAPER, stroke=ATTENTION, strokeDash=[4, 3], strokeWidth=1.5, cornerRadius=3)
    yield text(_lines(gaps, one), place, align="center", fill=ATTENTION, fontWeight=600)
    yield from _heads(sheet, x, y, left, one, head, band, size)


def _lines(marks: list[Spec], one: float) -> list[Spec]:
    """The text of each cell; what stands in brackets goes to a second line where a cell of this width cannot hold it."""
    layers: list[Spec] = []
    for mark in marks:
        plain = {**mark, "href": None}
        head, _, more = mark["text"].partition(" (")
        if not more or label_width([mark["text"]]) <= one:
            layers.append(plain)
            continue
        layers += [
            {**plain, "text": said, "middle": mark["middle"] + shift} for said, shift in ((head, -7), (f"({more}", 7))
        ]
    return layers


def _heads(
    sheet: _Sheet, x: Spec, y: Spec, left: float, one: float, head: int, band: int, size: Size
) -> Iterator[Spec]:
    usable, last = size.width - 8, len(sheet.columns) - 1
    tight = max(label_width([name]) for _, name in sheet.columns) * 0.95 > one if sheet.columns else False
    levels = (HEADS if size.narrow else 2) if tight else 1
    places = {"left": 0.0, "center": 0.5, "right": 1.0}
    for align, part in places.items():
        columns = [
            {"x": (left + one * (across + part)) / usable, "y": head - 12 - 16 * (across % levels), "text": name}
            for across, (_, name) in enumerate(sheet.columns)
            if align == ("center" if not size.narrow or 0 < across < last else "right" if across else "left")
        ]
        limit = int(one * (levels if tight else 1.1)) - 4
        yield text(columns, {"x": x, "y": y}, align=align, fill=MUTED, fontSize=11, limit=limit)
    names = [
        {"y": head + band * down + (10 if size.narrow else band / 2), "text": name}
        for down, (_, name) in enumerate(sheet.rows)
    ]
    yield text(names, {"x": fixed(0), "y": y}, fill=INK)


def _summary(title: str, sheet: _Sheet) -> str:
    total = sum(cell.value for cell in sheet.cells.values())
    gaps = [
        row[1] if sheet.only_gaps(column[0]) else f"{row[1]}, {column[1]}"
        for row in sheet.rows
        for column in sheet.columns
        if sheet.cell(row[0], column[0]).gap
    ]
    known = [(sheet.cell(row[0], column[0]), row[1], column[1]) for row in sheet.rows for column in sheet.columns]
    if not total:
        return sheet.words.say("%(title)s: nothing to show.", title=title)
    most, row, column = max(known, key=lambda one: one[0].value)
    said = sheet.words.say(
        "%(title)s: %(total)s in all, the most in %(row)s, %(column)s: %(value)s.",
        title=title,
        total=sheet.words.number(total),
        row=row,
        column=column,
        value=sheet.written(most),
    )
    return f"{said} {sheet.words.say('Missing: %(gaps)s.', gaps='; '.join(gaps))}" if gaps else said


def _table(sheet: _Sheet, corner: str) -> DataTable:
    header = (corner, *(name for _, name in sheet.columns))
    rows = tuple(
        (name, *(sheet.written(sheet.cell(key, column)) for column, _ in sheet.columns)) for key, name in sheet.rows
    )
    return DataTable(header, rows)
