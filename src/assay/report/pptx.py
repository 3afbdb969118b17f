"""A pack as a deck: native charts and tables that can be edited, titles in their placeholders, notes for the speaker."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

from pptx import Presentation

from assay.report.deck import Deck, Frame, Slide
from assay.report.pack import Block, Pack, Page, Pair, Points, Table, Terms
from assay.report.settle import settled
from assay.report.shapes import height_of, pair_widths, put

LEFT, TOP, BOTTOM, WIDTH = 0.6, 1.5, 6.85, 12.13
GAP = 0.16


def to_pptx(pack: Pack) -> bytes:
    """16:9; the same pack gives the same bytes. What does not fit on a slide goes on to the next."""
    deck = Deck(Presentation(), pack)
    _cover(deck)
    for page in pack.pages:
        _page(deck, page)
    deck.number_slides()
    out = io.BytesIO()
    deck.presentation.save(out)
    return settled(out.getvalue(), pack.built_at)


def _cover(deck: Deck) -> None:
    pack = deck.pack
    slide = deck.cover(pack.title, f"{pack.company} · {pack.period}")
    put(slide, replace(pack.in_short, tone="plain"), Frame(LEFT, 3.3, 7.2, 3.4), size=16)
    lines = tuple(f"{name}: {text}" for name, text in pack.about)
    put(slide, Points(lines), Frame(8.3, 3.3, 4.4, 3.4), size=12)
    slide.notes(pack.about)


def _page(deck: Deck, page: Page) -> None:
    slide, y = deck.slide(page), TOP
    for block in _pieces(page.blocks):
        needed = height_of(block, WIDTH)
        if y > TOP and y + needed > BOTTOM + 0.05:
            slide, y = deck.slide(page, again=True), TOP
        if isinstance(block, Pair):
            y = _columns(slide, block, y)
        else:
            y = put(slide, block, Frame(LEFT, y, WIDTH, min(needed, BOTTOM - y))) + GAP


def _pieces(blocks: Sequence[Block]) -> list[Block]:
    """Blocks of at most a slide each: long tables and lists of terms in parts, tall columns under each other."""
    found: list[Block] = []
    room = BOTTOM - TOP
    for block in blocks:
        if isinstance(block, Pair) and (not block.right or height_of(block, WIDTH) > room):
            found += _pieces((*block.left, *block.right))
        elif isinstance(block, Terms):
            found += _terms(block)
        elif isinstance(block, Table):
            found += _tables(block, room)
        else:
            found.append(block)
    return found


def _tables(table: Table, room: float) -> list[Block]:
    rows, parts = list(table.on_page), []
    while rows:
        count = len(rows)
        while count > 1 and height_of(replace(table, rows=tuple(rows[:count]), shown=None), WIDTH) > room:
            count -= 1
        last = count == len(rows)
        note = table.note if last else ""
        parts.append(replace(table, rows=tuple(rows[:count]), shown=None, note=note, total=table.total and last))
        rows = rows[count:]
    return list(parts)


def _terms(terms: Terms) -> list[Block]:
    """Two columns a slide, each as long as fits."""
    room, half = BOTTOM - TOP, WIDTH / 2 - 0.2
    columns: list[list[tuple[str, str]]] = [[]]
    for item in terms.items:
        if columns[-1] and height_of(Terms((*columns[-1], item), terms.title), half) > room:
            columns.append([])
        columns[-1].append(item)
    if len(columns) == 1 and len(terms.items) > 1:
        middle = (len(terms.items) + 1) // 2
        columns = [list(terms.items[:middle]), list(terms.items[middle:])]
    made = [Terms(tuple(column), terms.title if not place else "") for place, column in enumerate(columns)]
    made += [Terms(())] if len(made) % 2 else []
    return [Pair((left,), (right,)) for left, right in zip(made[::2], made[1::2], strict=True)]


def _columns(slide: Slide, pair: Pair, y: float) -> float:
    left, right = pair_widths(pair, WIDTH)
    ends = [y]
    for blocks, x, width in ((pair.left, LEFT, left), (pair.right, LEFT + WIDTH - right, right)):
        at = y
        for block in blocks:
            at = put(slide, block, Frame(x, at, width, height_of(block, width))) + GAP
        ends.append(at)
    return max(ends)
