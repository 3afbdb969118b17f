"""Blocks of a page as shapes of a slide: text, tables and charts that can be edited."""

from __future__ import annotations

from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from assay.report.deck import ATTENTION, BETTER, FAINT, INK, MUTED, PAPER, SUBJECT, Frame, Slide, lines_of
from assay.report.native import CAPTION, add_chart, caption_height, legend_height
from assay.report.pack import Block, Drawing, Headline, Pair, Points, Prose, Table, Terms, Tiles

PAIR_GAP = 0.4
TILE_GAP = 0.25
ROW, CELL = 0.27, 10.5
TEXT, SMALL = 13, 11
IN_COLUMNS = 12
BESIDE = 11
"""Points of what stands below the value of a tile."""
NARROW, NARROW_WIDTH = 3, 8.0
"""Tables of few columns are not drawn over the whole slide."""


def height_of(block: Block, width: float, size: float = TEXT) -> float:
    """Inches that a block needs, estimated from above."""
    match block:
        case Pair():
            left, right = pair_widths(block, width)
            sides = ((block.left, left), (block.right, right))
            return max(sum(height_of(one, room, IN_COLUMNS) + 0.16 for one in blocks) for blocks, room in sides)
        case Tiles():
            return sum(_rows_of_tiles(block, width))
        case Drawing():
            return 3.1 + caption_height(block, width) - CAPTION + legend_height(block, width)
        case Prose():
            return lines_of(block.text, width - 0.2, _prose_size(block)) * _prose_size(block) * 1.22 / 72 + 0.06
        case Points():
            texts = sum(lines_of(item, width - 0.3, size) * size * 1.22 / 72 + 0.05 for item in block.items)
            return texts + (size * 1.5 / 72 if block.title else 0)
        case Terms():
            texts = sum((1.15 + lines_of(text, width, SMALL)) * SMALL * 1.22 / 72 + 0.06 for _, text in block.items)
            return texts + (0.3 if block.title else 0)
        case Table():
            return _table_height(block, width)


def pair_widths(pair: Pair, width: float) -> tuple[float, float]:
    if not pair.right:
        return width, 0.0
    share = {"left": 0.58, "right": 0.42}.get(pair.wide, 0.5)
    room = width - PAIR_GAP
    return room * share, room * (1 - share)


def put(slide: Slide, block: Block, frame: Frame, *, size: float = TEXT) -> float:
    """Draws a block within its frame; returns where it ends, in inches from the top."""
    if isinstance(block, Table) and len(block.columns) <= NARROW:
        frame = Frame(frame.x, frame.y, min(frame.width, NARROW_WIDTH), frame.height)
    match block:
        case Prose():
            _prose(slide, block, frame)
        case Points():
            _points(slide, block, frame, size)
        case Terms():
            _terms(slide, block, frame)
        case Tiles():
            _tiles(slide, block, frame)
        case Table():
            _table(slide, block, frame)
        case Drawing():
            add_chart(slide, block, frame)
        case Pair():
            raise TypeError("columns are put one by one")
    return frame.y + frame.height


def _prose_size(prose: Prose) -> float:
    return {"note": SMALL, "verdict": 14, "descriptive": 14}.get(prose.tone, TEXT)


def _prose(slide: Slide, prose: Prose, frame: Frame) -> None:
    marked = prose.tone in ("verdict", "descriptive", "caution", "comment")
    inner = Frame(frame.x + 0.15, frame.y, frame.width - 0.15, frame.height) if marked else frame
    if marked:
        _mark(slide, frame, prose.tone)
    text = slide.box(inner)
    colour = MUTED if prose.tone == "note" else INK
    slide.write(text.paragraphs[0], prose.text, _prose_size(prose), color=colour)


def _mark(slide: Slide, frame: Frame, tone: str) -> None:
    """The line before a verdict (full), a description (dashed) or a caution (in its colour)."""
    from pptx.enum.dml import MSO_LINE_DASH_STYLE

    x, top, end = (Inches(one) for one in (frame.x, frame.y, frame.y + frame.height))
    line = slide.slide.shapes.add_connector(1, x, top, x, end).line
    line.color.rgb = {"verdict": SUBJECT, "caution": ATTENTION}.get(tone, MUTED)
    line.width = Pt(3 if tone != "descriptive" else 1.5)
    if tone == "descriptive":
        line.dash_style = MSO_LINE_DASH_STYLE.DASH


def _points(slide: Slide, points: Points, frame: Frame, size: float) -> None:
    if points.tone == "caution":
        _mark(slide, frame, "caution")
        frame = Frame(frame.x + 0.15, frame.y, frame.width - 0.15, frame.height)
    text = slide.box(frame, points.title)
    paragraph = text.paragraphs[0]
    if points.title:
        slide.write(paragraph, points.title, size, bold=True)
        paragraph = text.add_paragraph()
    for place, item in enumerate(points.items):
        paragraph = text.add_paragraph() if place else paragraph
        paragraph.space_after = Pt(3)
        slide.write(paragraph, f"• {item}" if len(points.items) > 1 else item, size)


def _terms(slide: Slide, terms: Terms, frame: Frame) -> None:
    text = slide.box(frame, terms.title)
    paragraph = text.paragraphs[0]
    if terms.title:
        slide.write(paragraph, terms.title, TEXT, bold=True)
        paragraph = text.add_paragraph()
    for place, (name, said) in enumerate(terms.items):
        paragraph = text.add_paragraph() if place else paragraph
        slide.write(paragraph, name, SMALL, bold=True)
        below = text.add_paragraph()
        below.space_after = Pt(4)
        slide.write(below, said, SMALL)


def _tiles(slide: Slide, tiles: Tiles, frame: Frame) -> None:
    """Three in a row, each row as high as its longest."""
    width, y = _tile_width(frame.width), frame.y
    for row, height in enumerate(_rows_of_tiles(tiles, frame.width)):
        for place, figure in enumerate(tiles.figures[3 * row : 3 * row + 3]):
            _tile(slide, figure, Frame(frame.x + place * (width + 0.4), y, width, height - TILE_GAP))
        y += height


def _tile_width(width: float) -> float:
    return (width - 0.8) / 3


def _rows_of_tiles(tiles: Tiles, width: float) -> list[float]:
    """The height of each row of three, with the gap below it."""
    heights = [_tile_height(figure, _tile_width(width)) + TILE_GAP for figure in tiles.figures]
    return [max(heights[place : place + 3]) for place in range(0, len(heights), 3)]


def _tile_height(figure: Headline, width: float) -> float:
    """Inches that a tile needs, by the lines that `_tile` writes."""
    between = f"[{figure.interval}]" if figure.interval else ""
    said = [(figure.name, 14), (figure.text, 28), (" · ".join(filter(None, (between, figure.parts))), BESIDE)]
    said += [(figure.target, BESIDE), (figure.note, SMALL), ("." if figure.provisional else "", SMALL)]
    said += [(f"{one.name}: {one.text} {one.change} {'(12345)' if one.turn else ''}", BESIDE) for one in figure.beside]
    return sum(lines_of(text, width, size) * size * 1.22 / 72 for text, size in said if text)


def _tile(slide: Slide, figure: Headline, frame: Frame) -> None:
    text = slide.box(frame, figure.name)
    slide.write(text.paragraphs[0], figure.name, 14, bold=True)
    value = text.add_paragraph()
    slide.write(value, figure.text, 28, bold=True, color=SUBJECT)
    if figure.unit_text:
        slide.write(value, f" {figure.unit_text}", BESIDE, color=MUTED)
    between = f"[{figure.interval}]" if figure.interval else ""
    for said in (" · ".join(filter(None, (between, figure.parts))), figure.target):
        if said:
            slide.write(text.add_paragraph(), said, BESIDE, color=MUTED)
    for beside in figure.beside:
        line = text.add_paragraph()
        slide.write(line, f"{beside.name}: {beside.text} ", BESIDE, color=MUTED)
        if beside.change:
            _change(slide, line, beside.change, beside.turn)
    for note in filter(None, (figure.note, slide.pack.labels.provisional if figure.provisional else "")):
        slide.write(text.add_paragraph(), note, SMALL, color=MUTED)


def _change(slide: Slide, line: Any, change: str, turn: str) -> None:
    words = slide.pack.labels
    name = {"better": words.better, "worse": words.worse}.get(turn)
    colour = {"better": BETTER, "worse": ATTENTION}.get(turn, INK)
    slide.write(line, f"{change} ({name})" if name else change, BESIDE, bold=bool(name), color=colour)


def _table_height(table: Table, width: float) -> float:
    widths = _column_widths(table, width)
    rows = sum(_row_height([cell.text for cell in row], widths) for row in table.on_page)
    more = 0.25 if len(table.rows) > len(table.on_page) else 0
    note = lines_of(table.note, width, SMALL) * SMALL * 1.22 / 72 + 0.05 if table.note else 0
    return 0.36 + _row_height(table.columns, widths, bold=True) + rows + more + note


def _row_height(texts: Any, widths: list[float], *, bold: bool = False) -> float:
    lines = max(lines_of(text, width - 0.12, CELL, bold=bold) for text, width in zip(texts, widths, strict=True))
    return ROW + (lines - 1) * CELL * 1.2 / 72


def _column_widths(table: Table, width: float) -> list[float]:
    """By the longest text of each column, within bounds."""
    longest: list[float] = []
    for place, name in enumerate(table.columns):
        head = 1.15 * max((len(word) for word in name.split()), default=1) + (0 if len(name) < 14 else len(name) / 6)
        cells = max((len(row[place].text) for row in table.on_page), default=0)
        longest.append(min(max(cells, head, 5), 46) + 3.0)
    return [width * one / sum(longest) for one in longest]


def _table(slide: Slide, table: Table, frame: Frame) -> None:
    if table.title or table.descriptive:
        caption = slide.box(Frame(frame.x, frame.y, frame.width, 0.28), table.title or table.name)
        slide.write(caption.paragraphs[0], table.title, 13, bold=True)
    if table.descriptive:
        slide.write(caption.paragraphs[0], f"  ({slide.pack.labels.descriptive})", 10, color=MUTED)
    rows = table.on_page
    widths = _column_widths(table, frame.width)
    heights = [
        _row_height(table.columns, widths, bold=True),
        *(_row_height([cell.text for cell in row], widths) for row in rows),
    ]
    place = Frame(frame.x, frame.y + 0.3, frame.width, sum(heights))
    shape = slide.slide.shapes.add_table(len(rows) + 1, len(table.columns), *place.emu)
    shape.name = table.title or table.name
    shape._element.nvGraphicFramePr.cNvPr.set("descr", table.title or table.name)
    _plain_style(shape)
    for column, wide in zip(shape.table.columns, widths, strict=True):
        column.width = Inches(wide)
    for line, high in zip(shape.table.rows, heights, strict=True):
        line.height = Inches(high)
    _fill_rows(slide, shape.table, table)
    _below(slide, table, Frame(frame.x, place.y + place.height + 0.1, frame.width, 0.4))


def _below(slide: Slide, table: Table, frame: Frame) -> None:
    more = len(table.rows) - len(table.on_page)
    said = [slide.pack.labels.more.format(n=more)] if more else []
    said += [table.note] if table.note else []
    if said:
        slide.write(slide.box(frame).paragraphs[0], " · ".join(said), SMALL, color=MUTED)


def _fill_rows(slide: Slide, made: Any, table: Table) -> None:
    for place, name in enumerate(table.columns):
        _cell(slide, made.cell(0, place), name, right=table.is_number(place), bold=True, fill=SUBJECT, colour=PAPER)
    rows = table.on_page
    for line, row in enumerate(rows, start=1):
        bold = table.total and line == len(rows)
        for place, cell in enumerate(row):
            fill = FAINT if line % 2 == 0 else PAPER
            _cell(slide, made.cell(line, place), cell.text, right=table.is_number(place), bold=bold, fill=fill)


def _cell(slide: Slide, cell: Any, text: str, *, right: bool, bold: bool, fill: Any, colour: Any = INK) -> None:
    cell.margin_left = cell.margin_right = Inches(0.06)
    cell.margin_top = cell.margin_bottom = Inches(0.03)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.fill.solid()
    cell.fill.fore_color.rgb = fill
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    slide.write(paragraph, text, CELL, bold=bold, color=colour)


def _plain_style(shape: Any) -> None:
    """The first row is a head row for those who hear the table."""
    shape.table.first_row, shape.table.horz_banding = True, False
