"""The test of a lot: arrangements of the arms that could have been drawn."""

from __future__ import annotations

import warnings

import numpy as np

from assay.stats.lots import _Sums


def test_arrangements_without_any_spread_stand_beyond_all_others_without_a_warning():
    """Where all that happened lies in one family an arm, some arrangements have a score and no spread, on either side."""
    none = np.zeros(3)
    known = _Sums(np.array([1.0, -1.0, 2.0]), np.ones(3), (np.array([0.0, 0.0, 1.0]), none, none))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert known.statistic(0.0).tolist() == [np.inf, -np.inf, 2.0]
