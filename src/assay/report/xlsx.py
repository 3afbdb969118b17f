"""A pack as a workbook: numbers as numbers, a sheet for each part, all rows of its tables, and the definitions."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from xlsxwriter import Workbook

from assay.languages import translator
from assay.report.pack import Cell, Drawing, Headline, Pack, Page, Points, Prose, Table, Tiles
from assay.report.say import plain
from assay.report.settle import settled

LONGEST = 32_767
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
WIDEST, NARROWEST = 70, 9
Formats = Mapping[str, Any]


def to_xlsx(pack: Pack) -> bytes:
    """The same pack gives the same bytes. No text can become a formula or a link."""
    out = io.BytesIO()
    with Workbook(out, {**SAFE, "nan_inf_to_errors": True, "remove_timezone": True}) as book:
        book.set_properties(
            {
                "title": pack.title,
                "subject": pack.period,
                "author": pack.company,
                "company": pack.company,
                "created": pack.built_at,
                "comments": pack.labels.footer,
            }
        )
        book.set_custom_property("Language", pack.language)
        book.set_custom_property("Run", pack.run)
        formats = _formats(book, pack.language)
        names: set[str] = set()
        _overview(_Sheet(book.add_worksheet(_name(pack.labels.sheet, names)), formats), pack)
        for page in pack.pages:
            if _has_rows(page):
                _page(_Sheet(book.add_worksheet(_name(page.topic, names)), formats), pack, page)
        _definitions(_Sheet(book.add_worksheet(_name(pack.labels.definition, names)), formats), pack)
    return settled(out.getvalue(), pack.built_at)


class _Sheet:
    """A worksheet that is written from the top down."""

    def __init__(self, sheet: Any, formats: Formats) -> None:
        self.sheet, self.formats, self.line = sheet, formats, 0
        self.widths: dict[int, int] = {}
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)

    def text(self, text: str, look: str = "") -> None:
        """A line of text; long ones are not cut, they run over the empty cells beside."""
        self.sheet.write_string(self.line, 0, text[:LONGEST], self.formats[look])
        self.line += 1

    def skip(self) -> None:
        self.line += 1

    def row(self, cells: Sequence[Any], look: str = "") -> None:
        for place, cell in enumerate(cells):
            self._put(place, cell if isinstance(cell, Cell) else Cell(str(cell)), look)
        self.line += 1

    def _put(self, place: int, cell: Cell, look: str) -> None:
        value = cell.value
        if isinstance(value, date):
            moment = datetime(value.year, value.month, value.day)
            self.sheet.write_datetime(self.line, place, moment, self.formats["day"])
        elif value is not None:
            self.sheet.write_number(self.line, place, float(value), self.formats[_look(cell, look)])
        elif cell.text:
            self.sheet.write_string(self.line, place, cell.text[:LONGEST], self.formats[look or "cell"])
        self.widths[place] = max(self.widths.get(place, NARROWEST), min(WIDEST, len(cell.text) + 2))

    def finish(self) -> None:
        for place, width in self.widths.items():
            self.sheet.set_column(place, place, width)


def _look(cell: Cell, look: str) -> str:
    kind = cell.kind
    if kind == "number" and float(cell.value or 0).is_integer():  # type: ignore[arg-type]
        kind = "count"  # type: ignore[assignment]
    return f"{kind}!" if look == "total" else kind


def _formats(book: Any, language: str) -> dict[str, Any]:
    points = translator(language).gettext("%(points)s pp") % {"points": ""}
    suffix = points.strip().replace('"', "")
    numbers = {
        "number": "#,##0.0",
        "count": "#,##0",
        "days": "#,##0.0",
        "share": "0.0%",
        "money": "#,##0",
        "points": f'+0.0" {suffix}";-0.0" {suffix}";0.0" {suffix}"',
        "text": "General",
        "range": "General",
    }
    made = {name: book.add_format({"num_format": form}) for name, form in numbers.items()}
    made |= {
        f"{name}!": book.add_format({"num_format": form, "bold": True, "top": 1}) for name, form in numbers.items()
    }
    looks = {
        "": {},
        "cell": {"valign": "top"},
        "total": {"bold": True, "top": 1},
        "title": {"bold": True, "font_size": 16, "font_color": "#14566e"},
        "message": {"bold": True, "font_size": 13},
        "caption": {"bold": True},
        "head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom", "bg_color": "#eef3f4"},
        "note": {"italic": True, "font_color": "#566067"},
        "wrap": {"text_wrap": True, "valign": "top"},
        "bold": {"bold": True, "valign": "top"},
        "day": {"num_format": 14, "align": "left"},
    }
    return made | {name: book.add_format(look) for name, look in looks.items()}


def _name(title: str, taken: set[str]) -> str:
    """A sheet's name: without the signs Excel refuses, at most 31 letters, none twice."""
    kept = "".join(" " if char in "[]:*?/\\'" else char for char in plain(title))[:31].strip() or "Assay"
    name, number = kept, 2
    while name.lower() in taken:
        name, number = f"{kept[:27]} {number}", number + 1
    taken.add(name.lower())
    return name


def _has_rows(page: Page) -> bool:
    return bool(page.tables) or any(
        isinstance(block, Table | Tiles | Drawing | Prose | Points) for block in page.each()
    )


def _overview(sheet: _Sheet, pack: Pack) -> None:
    sheet.text(pack.company, "caption")
    sheet.text(pack.title, "title")
    sheet.skip()
    for name, text in pack.about:
        sheet.row((Cell(name), Cell(text)))
    sheet.skip()
    sheet.text(pack.in_short.title, "caption")
    for item in pack.in_short.items:
        sheet.text(item)
    sheet.widths = {0: 34, 1: 40}
    sheet.finish()


def _page(sheet: _Sheet, pack: Pack, page: Page) -> None:
    sheet.text(page.topic, "title")
    sheet.text(page.message, "message")
    sheet.skip()
    for block in page.each():
        if isinstance(block, Prose):
            sheet.text(block.text, "note" if block.tone == "note" else "")
            sheet.skip()
        elif isinstance(block, Points):
            for text in (block.title, *block.items):
                if text:
                    sheet.text(text, "caption" if text == block.title else "")
            sheet.skip()
        elif isinstance(block, Tiles):
            _tiles(sheet, pack, block.figures)
        elif isinstance(block, Drawing) and block.kind == "trend":
            _series(sheet, pack, block)
        elif isinstance(block, Table):
            _table(sheet, pack, block)
    for table in page.tables:
        _table(sheet, pack, table)
    sheet.finish()


def _table(sheet: _Sheet, pack: Pack, table: Table) -> None:
    """All rows; an interval takes two columns, one for each end."""
    tag = f" ({pack.labels.descriptive})" if table.descriptive else ""
    sheet.text(table.title + tag, "caption")
    split = [any(row[place].kind == "range" for row in table.rows) for place in range(len(table.columns))]
    head: list[str] = []
    for name, halves in zip(table.columns, split, strict=True):
        head += [f"{name}: {pack.labels.low}", f"{name}: {pack.labels.high}"] if halves else [name]
    sheet.row(head, "head")
    for number, row in enumerate(table.rows, start=1):
        cells = [one for cell, halves in zip(row, split, strict=True) for one in (_ends(cell) if halves else (cell,))]
        sheet.row(cells, "total" if table.total and number == len(table.rows) else "")
    if table.note:
        sheet.text(table.note, "note")
    sheet.skip()


def _ends(cell: Cell) -> tuple[Cell, Cell]:
    if cell.ends is None:
        return Cell(""), Cell("")
    low, high = (Cell(cell.text[:12], end, cell.kind_of_ends, cell.currency) for end in cell.ends)
    return low, high


def _tiles(sheet: _Sheet, pack: Pack, figures: Sequence[Headline]) -> None:
    words = pack.labels
    others = list(dict.fromkeys(beside.name for one in figures for beside in one.beside))
    head = (
        words.figure,
        "KPI",
        words.value,
        words.unit,
        words.low,
        words.high,
        words.numerator,
        words.denominator,
        "n",
    )
    sheet.row((*head, *others, words.target, words.as_of), "head")
    for one in figures:
        sheet.row(tuple(_headline(one, others)))
    sheet.skip()


def _headline(one: Headline, others: Sequence[str]) -> Iterator[Cell]:
    from assay.report.say import kind_of

    kind, figure = kind_of(one.unit), one.figure
    part = "money" if kind == "money" else "number"

    def cell(value: float | None, as_kind: Any = kind) -> Cell:
        return Cell("" if value is None else one.text, value, as_kind, one.currency)

    yield Cell(one.name)
    yield Cell(f"{one.kpi} ({one.id})")
    yield cell(figure.value)
    yield Cell(one.currency or one.unit)
    yield cell(figure.low)
    yield cell(figure.high)
    yield cell(figure.numerator, part)
    yield cell(figure.denominator, "number")
    yield cell(figure.n, "number")
    known = {beside.name: beside.figure for beside in one.beside}
    for name in others:
        beside = known.get(name)
        yield cell(beside.value if beside else None)
    yield Cell(one.target)
    yield Cell(one.as_of)


def _series(sheet: _Sheet, pack: Pack, drawing: Drawing) -> None:
    """The points of a trend: a row a period, for each series its value, both ends and the cases."""
    from assay.charts import Series
    from assay.report.say import kind_of

    kind, words = kind_of(drawing.unit), pack.labels
    series = [one for one in drawing.data if isinstance(one, Series)]
    sheet.text(f"{drawing.chart.title} ({words.descriptive})", "caption")
    heads = [
        text for one in series for text in (one.name, f"{one.name}: {words.low}", f"{one.name}: {words.high}", "n")
    ]
    sheet.row((words.period, *heads), "head")
    for place, point in enumerate(series[0].points if series else ()):
        cells = [Cell(point.text)]
        for one in series:
            known = one.points[place] if place < len(one.points) else None
            values = (known.value, known.low, known.high) if known else (None, None, None)
            cells += [Cell("", value, kind, drawing.currency) for value in values]
            cells.append(Cell("", known.n if known else None, "number"))
        sheet.row(cells)
    sheet.skip()


def _definitions(sheet: _Sheet, pack: Pack) -> None:
    sheet.row((pack.labels.figure, "KPI", pack.labels.definition), "head")
    for name, key, text in pack.definitions:
        sheet.row((name, key, text), "wrap")
    sheet.widths = {0: 36, 1: 34, 2: 110}
    sheet.finish()
