"""The bench of worlds judges by the product's own steps: what its arrays say is what the product says of the same companies."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

HOME = str(Path(__file__).parents[2])


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The modules of `bench/`, as `python -m bench.product` has them."""
    monkeypatch.syspath_prepend(HOME)
    before = set(sys.modules)
    from bench import product

    yield product
    for name in [one for one in sys.modules if one.partition(".")[0] == "bench" and one not in before]:
        del sys.modules[name]


def world(bench: Any, name: str) -> Any:
    return next(one for one in bench.WORLDS if one.name == name)


def test_a_lot_reaches_the_first_rung_and_the_busiest_do_not(bench):
    from bench.verdicts import cell

    drawn = cell(world(bench, "by lot"), 15, 4)
    assert (drawn.programmes, drawn.believed) == (4, 4)
    assert drawn.given["opportunity_rate"] == 4
    assert cell(world(bench, "vouched for, the busiest on the list"), 15, 4).believed == 0


def test_parts_of_a_cell_add_up_to_the_whole(bench):
    from bench.verdicts import cell

    picked = world(bench, "picked among the busy, weighted")
    whole, parts = cell(picked, 15, 6), [cell(picked, 15, 3), cell(picked, 15, 3, first=3)]
    for name in ("given", "held", "alone"):
        assert getattr(whole, name) == {key: sum(getattr(one, name)[key] for one in parts) for key in whole.given}


@pytest.mark.exhaustive
def test_the_arrays_say_what_the_product_says(bench):
    names = (
        "by lot, relatives",
        "waves, controls from the first launch on",
        "controls moved to the programme with their deal",
    )
    cells = [(world(bench, name), 15) for name in names]
    for _, _, found in bench.held(cells, 2):
        assert found.differences == []
        assert found.given > 0
