"""Entropy balancing and balance tables against published figures, and what happens where balance cannot be had."""

from __future__ import annotations

import numpy as np
import pytest

from assay.errors import DataError, UsageError
from assay.stats.balance import (
    balance_table,
    effective_sample_size,
    entropy_balance,
    moment_balance,
    overlap,
    smd,
)
from stats.published import cps, earnings_covariates, nsw


@pytest.fixture(scope="module")
def balanced():
    treated, controls = nsw().query("treat == 1"), cps()
    return treated, controls, entropy_balance(earnings_covariates(treated), earnings_covariates(controls))


def test_the_experiment_is_found_again_among_people_who_were_not_in_it(balanced):
    treated, controls, found = balanced
    assert treated.re78.mean() - found.weights @ controls.re78 == pytest.approx(1406.304, abs=1e-3)
    assert found.max_smd < 1e-6
    assert found.exact
    assert found.converged
    assert found.ess == pytest.approx(269, abs=0.5)
    assert found.weights.sum() == pytest.approx(1)


def test_the_differences_before_are_told(balanced):
    treated, controls, found = balanced
    assert np.abs(found.smd_before).max() > 2
    assert found.smd_before == pytest.approx(smd(earnings_covariates(treated), earnings_covariates(controls)))


def test_weights_worked_out_by_hand():
    """Controls at 0 and 1 (two at 0), treated mean ¾: the one at 1 must carry ¾, those at 0 share ¼."""
    found = entropy_balance([[0.5], [1.0]], [[0.0], [0.0], [1.0]])
    assert found.weights == pytest.approx([0.125, 0.125, 0.75])
    assert found.ess == pytest.approx(1 / (2 * 0.125**2 + 0.75**2))


def test_smd_is_in_deviations_of_the_treated():
    """Treated 1, 3 (mean 2, SD √2); controls 0, 4, 5 (mean 3)."""
    assert smd([[1], [3]], [[0], [4], [5]]) == pytest.approx([-1 / 2**0.5])
    assert smd([[1], [3]], [[0], [4], [5]], [1, 1, 0]) == pytest.approx([0])


def test_a_covariate_in_which_the_treated_do_not_vary():
    found = entropy_balance([[1.0, 5.0], [1.0, 6.0]], [[1.0, 4.0], [0.0, 9.0], [1.0, 7.0]])
    assert np.isfinite(found.smd_before).all()
    assert found.max_smd < 0.1
    assert found.weights[1] < 0.05


def test_a_column_without_variation_needs_no_balancing():
    found = entropy_balance([[1.0, 7.0], [2.0, 7.0]], [[0.0, 7.0], [3.0, 7.0], [1.0, 7.0]])
    assert found.constant == (1,)
    assert found.exact


def test_two_equal_columns_do_not_matter():
    random = np.random.default_rng(1)
    treated, controls = random.normal(0.5, 1, (30, 1)), random.normal(0, 1, (90, 1))
    alone, twice = (
        entropy_balance(treated, controls),
        entropy_balance(np.hstack([treated] * 2), np.hstack([controls] * 2)),
    )
    assert twice.exact
    assert twice.weights == pytest.approx(alone.weights, abs=1e-8)


def test_money_beside_shares_changes_nothing():
    random = np.random.default_rng(2)
    treated, controls = random.normal(0.3, 1, (30, 2)), random.normal(0, 1, (90, 2))
    unit = np.array([1e9, 1e-6])
    assert entropy_balance(treated * unit, controls * unit).weights == pytest.approx(
        entropy_balance(treated, controls).weights, abs=1e-7
    )


def test_what_cannot_be_balanced_is_told_and_not_hidden():
    """The treated mean 3 lies outside everything the controls have (0 to 1)."""
    found = entropy_balance([[2.5], [3.5]], [[0.0], [0.5], [1.0]])
    assert not found.exact
    assert found.penalty > 0
    assert found.max_smd == pytest.approx(abs(smd([[2.5], [3.5]], [[0.0], [0.5], [1.0]], found.weights)[0]))
    codes = {caution.code: caution for caution in found.warnings}
    assert codes["approximate"].value == found.max_smd
    assert "unbalanced" in codes


def test_of_nearly_balanced_weights_the_evenest_are_taken():
    """The treated mean (1.01) lies just beyond the largest control: a tenth of an SD may remain, not one control alone."""
    controls = np.linspace(0, 1, 50)[:, None]
    found = entropy_balance([[0.51], [1.51]], controls)
    assert not found.exact
    assert found.penalty > 0
    assert 0.02 < found.max_smd <= 0.1
    assert found.ess > 2


def test_nearly_feasible_balance_keeps_more_than_one_control():
    random = np.random.default_rng(3)
    controls = random.normal(0, 1, (60, 6))
    treated = random.normal(0.9, 1, (20, 6))
    found = entropy_balance(treated, controls)
    assert found.converged
    assert found.exact or found.max_smd < entropy_balance(treated + 1, controls).max_smd
    assert found.ess > 1.5


def test_few_effective_controls_are_told():
    found = entropy_balance([[0.9], [0.95]], [[0.0]] * 50 + [[1.0]])
    assert "few_effective" in {caution.code for caution in found.warnings}


def test_base_weights_are_kept_where_nothing_needs_to_move():
    start = np.array([1.0, 2.0, 1.0])
    found = entropy_balance([[1.0], [1.0]], [[0.0], [1.0], [2.0]], start=start)
    assert found.weights == pytest.approx(start / 4)


def test_table_of_a_published_balance():
    """Variance ratios, too: treated 1, 3 (variance 2), controls 0, 4 (8) and 5."""
    (row,) = balance_table([[1], [3]], [[0], [4], [5]], [1, 1, 0], ["deals"])
    assert (row.name, row.treated, row.controls_before, row.controls_after) == ("deals", 2, 3, 2)
    assert row.variance_ratio_after == pytest.approx(2 / 8)
    assert row.variance_ratio_before == pytest.approx(2 / 7)
    assert row.to_json()["smd_after"] == 0


@pytest.mark.parametrize(("weights", "size"), [([1, 1, 1, 1], 4), ([1, 0, 0], 1), ([3, 1], 1.6), ([0, 0], 0)])
def test_effective_sample_size(weights, size):
    assert effective_sample_size(weights) == pytest.approx(size)


def test_overlap():
    found = overlap([[0.0, 5.0], [-1.0, 1.0], [1.0, 1.0], [0.5, 1.5]], [[0.0, 0.0], [1.0, 2.0]])
    assert found.treated_outside.tolist() == [True, True, False, False]
    assert found.outside_by_column == pytest.approx([1 / 4, 1 / 4])
    assert found.controls_outside.tolist() == [True, False]


def test_a_missing_value_is_an_error_that_counts():
    with pytest.raises(DataError, match="1 of 4 values"):
        entropy_balance([[1.0, np.nan], [1.0, 2.0]], [[1.0, 2.0]])


def test_different_columns_are_an_error():
    with pytest.raises(UsageError):
        entropy_balance([[1.0, 2.0]], [[1.0]])


def test_controls_that_all_but_do_not_vary_have_no_variance_ratio():
    """Their variance is so small a number that the quotient is none."""
    (row,) = balance_table(np.array([[0.0], [1.0]]), np.array([[0.0], [1.5e-160]]))
    assert row.variance_ratio_before is None


def spread(values):
    return np.asarray(values, float)[:, None]


def test_controls_of_the_same_mean_get_the_spread_of_the_treated_too():
    """Treated at −1 and 1: mean 0, mean square 1. Controls evenly at −2 … 2: mean 0 as they are, mean square 2."""
    treated, controls = spread([-1, 1]), spread([-2, -1, 0, 1, 2] * 10)
    assert moment_balance(treated, controls, 1).weights == pytest.approx([1 / 50] * 50)
    made = moment_balance(treated, controls, 10)
    assert made.weights @ controls[:, 0] == pytest.approx(0, abs=1e-6)
    assert made.weights @ controls[:, 0] ** 2 == pytest.approx(1, abs=1e-6)


def test_the_third_moment_is_met_where_there_is_room_for_it():
    random = np.random.default_rng(5)
    treated, controls = spread(random.normal(0.5, 0.8, 60)), spread(random.normal(0, 1, 400))
    for most, moments in ((1, 1), (2, 2), (3, 3), (80, 3)):
        made = moment_balance(treated, controls, most)
        assert made.moments == moments
        for power in range(1, moments + 1):
            assert made.weights @ controls[:, 0] ** power == pytest.approx((treated[:, 0] ** power).mean(), abs=1e-5)
        assert len(made.smd_after) == 1


def test_higher_moments_are_given_up_where_they_would_cost_most_of_the_controls():
    """All treated lie at the ends, controls in the middle but for a few: their spread would leave those few alone."""
    treated, controls = spread([-3, 3] * 10 + [0]), spread([-3, 3] + [0.1, -0.1, 0.2, -0.2] * 25)
    made = moment_balance(treated, controls, 20)
    assert made.moments == 1
    assert made.weights == pytest.approx(entropy_balance(treated, controls).weights)


def test_what_is_yes_or_no_has_no_square_of_its_own():
    treated, controls = spread([1, 1, 1, 0]), spread([1, 0] * 50)
    assert moment_balance(treated, controls, 20).moments == 1
