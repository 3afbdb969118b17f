"""Several parts of an answer asked in one statement are what each of them is by itself."""

from __future__ import annotations

import pytest

from assay.kpis import CATALOGUE
from assay.metrics.compiler import expression
from assay.metrics.figure_parts import WIDTHS, asked_together, parts_of, told_apart
from assay.metrics.shape import Shape


def test_rows_are_told_apart_by_their_part_and_keep_their_order() -> None:
    rows = [
        ("grouped", "May", "x", 1, 2, 3, 4, None, None, None),
        ("values", "May", "x", None, None, None, None, "a", 5, 6),
        ("values", "May", "y", None, None, None, None, "b", 7, 8),
    ]
    assert told_apart(rows, ("grouped", "values"), 1) == {
        "grouped": [("May", "x", 1, 2, 3, 4)],
        "values": [("May", "x", "a", 5, 6), ("May", "y", "b", 7, 8)],
    }


def test_one_part_alone_is_left_as_it_is() -> None:
    assert told_apart([("May", 1)], ("grouped",), 0) == {"grouped": [("May", 1)]}


@pytest.mark.parametrize(("key", "by"), [("deal_velocity", ()), ("win_rate", ("tier",)), ("engaged_share", ())])
def test_every_part_has_as_many_columns_as_are_told_apart(key: str, by: tuple[str, ...]) -> None:
    parts = parts_of(CATALOGUE[key], Shape(), estimates=not by)
    widths = [len(expression(CATALOGUE[key], part, Shape(), by).columns) - 1 - len(by) for part in parts]
    assert widths == [WIDTHS[part] for part in parts]
    together = expression(CATALOGUE[key], asked_together(parts), Shape(), by)
    assert len(together.columns) == (2 + len(by) + sum(widths) if len(parts) > 1 else 1 + len(by) + widths[0])
