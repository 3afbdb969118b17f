"""How a page is spread over slides: on as few as it fits on, none of them with two lines, figures before their notes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assay.charts import Point, Series, trend
from assay.report.native import CAPTION, caption_height
from assay.report.pack import Cell, Drawing, Pair, Prose, Table, Terms
from assay.report.pptx import BOTTOM, GAP, TOP, WIDTH, _terms, spread
from assay.report.shapes import height_of


def table(rows: int) -> Table:
    return Table("t", "T", ("A", "B", "C", "D"), tuple((Cell("a"),) * 4 for _ in range(rows)))


def test_what_fits_stays_together() -> None:
    blocks = [Prose("One line."), table(4)]
    assert spread(blocks) == [tuple(blocks)]


def test_two_slides_are_about_as_full_as_each_other() -> None:
    blocks = [table(8), table(5), table(5), Prose("One line.")]
    full = [sum(height_of(one, WIDTH) + GAP for one in part) for part in spread(blocks)]
    assert len(full) == 2
    assert min(full) > 0.5 * max(full)
    assert max(full) <= BOTTOM - TOP + GAP + 0.05


def test_terms_fill_their_columns_alike() -> None:
    terms = Terms(tuple((f"Word {n}", "What it means, " * 8) for n in range(30)), "Words")
    pairs = _terms(terms)
    sides = [side for pair in pairs if isinstance(pair, Pair) for side in (*pair.left, *pair.right)]
    assert [item for side in sides if isinstance(side, Terms) for item in side.items] == list(terms.items)
    heights = [height_of(side, WIDTH / 2 - 0.2) for side in sides]
    assert max(heights) <= BOTTOM - TOP
    assert min(heights) > 0.6 * max(heights)


def test_a_long_title_of_a_drawing_gets_a_second_line() -> None:
    """In Spanish title and "descriptivo, no es un efecto" ran into the drawing."""
    chart = trend("x", [Series("ABM", (Point("Jan", 0.5),))], unit="share", language="es")
    short = Drawing("short", replace(chart, title="Pipeline"), (), "trend")
    long = Drawing("long", replace(chart, title="Porcentaje de cuentas objetivo comprometidas"), (), "trend")
    assert caption_height(short, 5.6) == CAPTION < caption_height(long, 5.6)
    assert height_of(long, 5.6) - height_of(short, 5.6) == pytest.approx(caption_height(long, 5.6) - CAPTION)
