"""Permutation within strata against every arrangement written out."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest

from assay.stats.permutation import permutation


def every_arrangement(outcome, treated, strata):
    """Mid-p, two-sided, over all arrangements."""
    parts = []
    for stratum in np.unique(strata):
        rows = np.flatnonzero(strata == stratum)
        parts.append([rows[list(chosen)] for chosen in combinations(range(len(rows)), int(treated[rows].sum()))])
    found = [
        difference(outcome, np.isin(np.arange(len(outcome)), np.concatenate(rows)), strata) for rows in product(*parts)
    ]
    observed = difference(outcome, treated, strata)
    ties = np.isclose(found, observed).mean() / 2
    above = (np.array(found) > observed + 1e-12).mean()
    below = (np.array(found) < observed - 1e-12).mean()
    return min(1, 2 * (min(above, below) + ties))


def difference(outcome, treated, strata):
    total = 0.0
    for stratum in np.unique(strata):
        rows = strata == stratum
        gap = outcome[rows & treated].mean() - outcome[rows & ~treated].mean()
        total += gap * (rows & treated).sum() / treated.sum()
    return total


@pytest.mark.parametrize("binary", [False, True])
def test_all_arrangements(binary):
    random = np.random.default_rng(3)
    strata = np.array([0] * 6 + [1] * 5)
    treated = np.array([1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0], dtype=bool)
    outcome = random.normal(size=11) + 1.5 * treated
    outcome = (outcome > 0.5).astype(float) if binary else outcome
    found = permutation(outcome, treated, strata, draws=40_000)
    assert found.estimate == pytest.approx(difference(outcome, treated, strata))
    assert found.p == pytest.approx(every_arrangement(outcome, treated, strata), abs=0.01)


def test_the_interval_holds_what_the_test_would_not_refuse():
    random = np.random.default_rng(4)
    treated = np.arange(40) < 15
    outcome = random.normal(size=40) + treated
    found = permutation(outcome, treated)
    for limit, outside in ((found.low, found.low - 0.05), (found.high, found.high + 0.05)):
        assert permutation(outcome - limit * treated, treated).p == pytest.approx(0.05, abs=0.003)
        assert permutation(outcome - outside * treated, treated).p < 0.05
    assert found.low < found.estimate < found.high


def test_p_and_interval_never_disagree():
    for seed in range(40):
        random = np.random.default_rng([9, seed])
        treated = np.arange(30) < 10
        outcome = (random.random(30) < 0.3 + 0.35 * treated).astype(float)
        found = permutation(outcome, treated, draws=999)
        if found.low > 0 or found.high < 0:
            assert found.p < 0.05
        if found.p < 0.05:
            assert found.low >= 0 or found.high <= 0


def test_covariates_sharpen_it():
    random = np.random.default_rng(5)
    treated, before = np.arange(40) < 15, random.normal(size=40) * 3
    outcome = before + random.normal(size=40) + treated
    plain, adjusted = permutation(outcome, treated), permutation(outcome, treated, covariates=before)
    assert adjusted.high - adjusted.low < 0.6 * (plain.high - plain.low)


def test_covariates_are_cleared_within_strata():
    """As a regression with a column for each stratum does, where every stratum is treated in the same proportion."""
    from assay.stats.regression import fit

    random = np.random.default_rng(10)
    strata, treated = np.repeat([0, 1, 2], 12), np.tile([True, False, False], 12)
    before = random.normal(size=36) + 3 * strata
    outcome = before - 4 * strata + random.normal(size=36) + treated
    design = np.column_stack([treated, before, *(strata == label for label in range(3))]).astype(float)
    expected = fit(design, outcome).coefficients[0]
    assert permutation(outcome, treated, strata, covariates=before, draws=99).estimate == pytest.approx(expected)


def test_the_same_every_time():
    outcome, treated = np.random.default_rng(6).normal(size=30), np.arange(30) < 10
    assert permutation(outcome, treated) == permutation(outcome, treated)
    assert permutation(outcome, treated) != permutation(outcome, treated, seed=1)


def test_few_arrangements_have_no_limits():
    """2 of 4 accounts: 6 arrangements, so nothing can be refused at 5 %."""
    found = permutation([5.0, 6.0, 1.0, 2.0], [True, True, False, False])
    assert found.p > 0.05
    assert np.isinf([found.low, found.high]).all()


def test_strata_are_kept_apart():
    """The strata differ wildly, the arms within them do not: only an unstratified test would be blind."""
    random = np.random.default_rng(7)
    strata = np.repeat([0, 1], 20)
    treated = np.tile([True, False], 20)
    outcome = 100.0 * strata + random.normal(size=40) * 0.1 + 0.3 * treated
    assert permutation(outcome, treated, strata).p < 0.01
    assert permutation(outcome, treated).p > 0.5


def test_the_unit_does_not_matter():
    random = np.random.default_rng(8)
    treated = np.arange(40) < 15
    outcome = random.normal(size=40) + treated
    found, tiny = permutation(outcome, treated), permutation(outcome * 1e-11, treated)
    assert tiny.p == found.p
    assert tiny.low == pytest.approx(found.low * 1e-11)
