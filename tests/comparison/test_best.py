"""What a scope is compared with: a lot that was drawn, unless it is not believed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from assay.comparison.best import best_against, evidence
from comparison.market import END, Market, later
from comparison.test_lots import VOUCH, YEAR


def market(*, hot: bool) -> Market:
    """Forty accounts each with the programme, held back and as controls; the treated the busiest when `hot`."""
    made, names = Market(), [f"x{place:03}" for place in range(80)]
    order = names if hot else [str(name) for name in np.random.default_rng(2).permutation(names)]
    for place, name in enumerate(names):
        made.account(name, employees=100)
        made.listed(name, "abm" if name in order[:40] else "holdout")
        for number in range((80 - place) // 8):
            made.touch(name, later(-30 - number))
    for place in range(40):
        made.account(f"c{place:03}", employees=100)
        made.listed(f"c{place:03}", "control")
    made.touch(names[0], END)
    return made


@pytest.mark.parametrize(("hot", "best"), [(False, "holdout"), (True, "control")])
def test_a_holdout_that_is_no_lot_does_not_hide_the_control_group(hot: bool, best: str) -> None:
    run: Any = market(hot=hot).run(programmes=VOUCH)
    assert best_against(run, YEAR) == best
    assert set(evidence(run, YEAR)) == {"holdout", "control", "rest"}


def test_nor_does_one_whose_vouch_is_too_young() -> None:
    late = {"North": {**VOUCH["North"], "drawn_on": later(100)}}
    assert best_against(market(hot=False).run(programmes=late), YEAR) == "control"
