from __future__ import annotations

import numpy as np
import pytest

from assay.errors import UsageError
from assay.stats.multiple import benjamini_hochberg


def test_by_hand():
    """0.01·3, 0.04·3/2, 0.05·3/3, none larger than a later one: .03, .05, .05."""
    assert benjamini_hochberg([0.04, 0.01, 0.05]) == pytest.approx([0.05, 0.03, 0.05])


def test_as_statsmodels():
    from statsmodels.stats.multitest import multipletests

    given = np.random.default_rng(1).random(50) ** 2
    assert benjamini_hochberg(given) == pytest.approx(multipletests(given, method="fdr_bh")[1])


def test_what_is_unknown_is_not_counted():
    found = benjamini_hochberg([0.02, np.nan, 0.04])
    assert np.isnan(found[1])
    assert found[[0, 2]] == pytest.approx([0.04, 0.04])


def test_nothing():
    assert len(benjamini_hochberg([])) == 0


def test_no_p_value():
    with pytest.raises(UsageError):
        benjamini_hochberg([1.2])
