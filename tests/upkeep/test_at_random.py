"""Loads, takings back, list edits, refreshes, readers, erasures, backups, restores and repairs in any order: never a
difference to a model that knows what each load said.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from upkeep.model import Beside


def test_what_is_done_in_any_order_agrees_with_a_model(tmp_path: Path) -> None:
    Beside(tmp_path, 1).play(10)


@pytest.mark.exhaustive
@pytest.mark.parametrize("seed", range(2, 42))
def test_much_that_is_done_in_any_order_agrees_with_a_model(tmp_path: Path, seed: int) -> None:
    Beside(tmp_path, seed).play(60)
