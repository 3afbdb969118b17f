"""A pack as a deck: native charts and tables that can be edited, titles in their placeholders, notes for the speaker."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from pptx import Presentation

from assay.report.deck import Deck, Frame, Slide
from assay.report.pack import Block, Pack, Page, Pair, Points, Prose, Table, Terms, Tiles
from assay.report.settle import settled
from assay.report.shapes import IN_COLUMNS, height_of, pair_widths, put

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
    in_short = replace(pack.in_short, tone="plain")
    size = 16 if height_of(in_short, 7.2, 16) < 3.1 else 14
    put(slide, in_short, Frame(LEFT, 3.3, 7.2, 3.4), size=size)
    lines = tuple(f"{name}: {text}" for name, text in pack.about)
    put(slide, Points(lines), Frame(8.3, 3.3, 4.4, 3.4), size=12)
    slide.notes(pack.about)


def _page(deck: Deck, page: Page) -> None:
    for place, blocks in enumerate(spread(_notes_below(_pieces(page.blocks)))):
        shown = list(blocks)
        title = ""
        if place and isinstance(shown[0], Table | Terms) and shown[0].title:
            title = shown[0].message if isinstance(shown[0], Table) else ""
            if not title:
                title, shown[0] = shown[0].title, replace(shown[0], title="")
        elif place and (named := _named(shown[0])):
            title, shown[0] = named
        slide, y = deck.slide(page, again=bool(place), title=title), TOP
        for block in shown:
            if isinstance(block, Pair):
                y = _columns(slide, block, y)
            else:
                needed = height_of(block, WIDTH)
                y = put(slide, block, Frame(LEFT, y, WIDTH, min(needed, BOTTOM - y))) + GAP


def _named(block: Block) -> tuple[str, Pair] | None:
    """The title of a list of terms in columns, and the columns without it."""
    if not isinstance(block, Pair) or not isinstance(block.left[0], Terms) or not block.left[0].title:
        return None
    first = block.left[0]
    return first.title, replace(block, left=(replace(first, title=""), *block.left[1:]))


def spread(blocks: Sequence[Block]) -> list[tuple[Block, ...]]:
    """Blocks over as few slides as they fit on, each as full as the others: none is left with two lines."""
    heights = [height_of(block, WIDTH) + GAP for block in blocks]
    room = BOTTOM - TOP + GAP + 0.05
    for slides in range(1, len(blocks) + 1):
        ways = [
            [tuple(blocks[first:last]) for first, last in pairwise((0, *cuts, len(blocks)))]
            for cuts in combinations(range(1, len(blocks)), slides - 1)
            if all(sum(heights[first:last]) <= room for first, last in pairwise((0, *cuts, len(blocks))))
        ]
        if ways:
            return min(ways, key=lambda way: sum(sum(height_of(one, WIDTH) + GAP for one in part) ** 2 for part in way))
    return [(block,) for block in blocks]


def _pieces(blocks: Sequence[Block]) -> list[Block]:
    """Blocks of at most a slide each: long tables and lists of terms in parts, tall columns under each other."""
    found: list[Block] = []
    room = BOTTOM - TOP
    for block in blocks:
        if isinstance(block, Pair) and (not block.right or height_of(block, WIDTH) > room):
            found += _pieces((*block.left, *block.right))
        elif isinstance(block, Terms):
            found += _terms(block)
        elif isinstance(block, Tiles):
            found += _said_once(block)
        elif isinstance(block, Table):
            found += _tables(block, room)
        else:
            found.append(block)
    return found


def _notes_below(blocks: Sequence[Block]) -> list[Block]:
    """What is to be noted about tiles stands below them, in one paragraph: the figures come first, and fit on one slide."""
    if not any(isinstance(block, Tiles) for block in blocks):
        return list(blocks)
    notes = [block.text for block in blocks if isinstance(block, Prose) and block.tone == "note"]
    rest = [block for block in blocks if not (isinstance(block, Prose) and block.tone == "note")]
    return [*rest, Prose(" ".join(notes), "note")] if notes else rest


def _said_once(tiles: Tiles) -> Iterator[Block]:
    """The tiles, and below them a note that several would repeat, with the names of those it is about."""
    notes = [figure.note for figure in tiles.figures if figure.note]
    shared = next((note for note in notes if sum(note in other for other in notes) > 1), "")
    if not shared:
        yield tiles
        return
    rest = [replace(figure, note=figure.note.replace(shared, "").strip()) for figure in tiles.figures]
    yield Tiles(tuple(rest))
    names = ", ".join(figure.name for figure in tiles.figures if shared in figure.note)
    yield Prose(f"{names}: {shared}", "note")


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
    """Two columns a slide, all about as long as each other."""
    room, half = BOTTOM - TOP - 0.1, WIDTH / 2 - 0.2
    heights = [height_of(Terms((item,)), half) for item in terms.items]
    count, most = 2, room - (0.3 if terms.title else 0)
    while len(_filled(terms, heights, most)) > count:
        count += 2
    low, high = max(heights, default=0.0), most
    for _ in range(12):
        middle = (low + high) / 2
        low, high = (low, middle) if len(_filled(terms, heights, middle)) <= count else (middle, high)
    columns = _filled(terms, heights, high)
    made = [Terms(column, terms.title if not place else "") for place, column in enumerate(columns)]
    made += [Terms(())] if len(made) % 2 else []
    return [Pair((left,), (right,)) for left, right in zip(made[::2], made[1::2], strict=True)]


def _filled(terms: Terms, heights: Sequence[float], room: float) -> list[tuple[tuple[str, str], ...]]:
    """The terms in columns of at most this height, in order."""
    columns: list[list[tuple[str, str]]] = [[]]
    used = 0.0
    for item, height in zip(terms.items, heights, strict=True):
        if columns[-1] and used + height > room:
            columns.append([])
            used = 0.0
        columns[-1].append(item)
        used += height
    return [tuple(column) for column in columns]


def _columns(slide: Slide, pair: Pair, y: float) -> float:
    left, right = pair_widths(pair, WIDTH)
    ends = [y]
    for blocks, x, width in ((pair.left, LEFT, left), (pair.right, LEFT + WIDTH - right, right)):
        at = y
        for block in blocks:
            height = height_of(block, width, IN_COLUMNS)
            at = put(slide, block, Frame(x, at, width, height), size=IN_COLUMNS) + GAP
        ends.append(at)
    return max(ends)
