"""Where a figure comes to if it goes on as it did."""

from __future__ import annotations

import pytest

from assay.errors import UsageError
from assay.stats.pace import projected


def test_steps_that_never_differ_are_certain() -> None:
    found = projected(10, [2, 2, 2, 2], 3)
    assert found
    assert (found.estimate, found.low, found.high) == (16, 16, 16)


def test_the_interval_is_that_of_a_prediction_worked_out_by_hand() -> None:
    """Steps 1, 2, 3, 4: mean 2.5, deviation 1.2910; t(3) = 3.1824; two more: ± 3.1824 · 1.2910 · √(2 + 4/4) = 7.1162."""
    found = projected(0, [1, 2, 3, 4], 2)
    assert found
    assert found.estimate == 5
    assert found.high - found.estimate == pytest.approx(7.1162, abs=1e-3)
    assert found.estimate - found.low == pytest.approx(7.1162, abs=1e-3)


def test_of_three_steps_nothing_is_said_and_none_lie_behind() -> None:
    assert projected(0, [1, 2, 3], 2) is None
    with pytest.raises(UsageError):
        projected(0, [1, 2, 3, 4], -1)
