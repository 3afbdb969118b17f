"""Effects against published figures and against differences worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from assay.errors import DataError, UsageError
from assay.stats.balance import entropy_balance
from assay.stats.effects import arm_weights, effect, naive_difference, randomised_effect
from stats.published import cps, earnings_covariates, nsw


@pytest.fixture(scope="module")
def experiment():
    frame = nsw()
    return frame.re78.to_numpy(float), frame.treat.to_numpy() == 1, earnings_covariates(frame)


@pytest.fixture(scope="module")
def observed():
    """The experiment's treated beside people of the CPS who were never asked."""
    treated, controls = nsw().query("treat == 1"), cps()
    outcome = np.r_[treated.re78, controls.re78].astype(float)
    covariates = np.vstack([earnings_covariates(treated), earnings_covariates(controls)])
    return outcome, np.arange(len(outcome)) < len(treated), covariates


def test_the_published_experiment(experiment):
    outcome, treated, _ = experiment
    found = effect(outcome, treated)
    assert found.estimate == pytest.approx(1794.343, abs=0.01)
    assert found.low < 1794 < found.high
    assert found.warnings == ()


def test_its_published_error_is_that_of_equal_variances(experiment):
    """632.853 in the source supposes that both arms vary alike; ours does not (HC2, 671.0)."""
    import statsmodels.api as sm

    outcome, treated, _ = experiment
    plain = sm.OLS(outcome, sm.add_constant(treated.astype(float)))
    assert plain.fit().bse[1] == pytest.approx(632.853, abs=0.01)
    assert effect(outcome, treated).standard_error == pytest.approx(plain.fit(cov_type="HC2").bse[1], abs=0.01)


def test_the_raw_difference_with_people_outside_is_wrong_and_says_so(observed):
    outcome, treated, _ = observed
    found = naive_difference(outcome, treated)
    assert found.estimate == pytest.approx(-8497.516, abs=0.01)
    assert found.method == "naive"
    assert "naive" in {caution.code for caution in found.warnings}


def test_entropy_balancing_brings_it_back(observed):
    outcome, treated, covariates = observed
    weights = np.ones(len(outcome))
    weights[~treated] = entropy_balance(covariates[treated], covariates[~treated]).weights
    for found in (
        effect(outcome, treated, weights=weights),
        effect(outcome, treated, weights=weights, covariates=covariates),
    ):
        assert found.estimate == pytest.approx(1406.304, abs=1e-3)
        assert found.ess == pytest.approx(269, abs=0.5)
        assert found.low > 0
    assert found.controls == 15992


def test_a_difference_by_hand():
    """Treated 4, 6 (mean 5); controls 1 and 3 with weights 3 and 1 (mean 1.5)."""
    found = effect([4.0, 6.0, 1.0, 3.0], [1, 1, 0, 0], weights=[9, 9, 3, 1])
    assert found.treated_mean == 5
    assert found.control_mean == pytest.approx(1.5)
    assert found.estimate == pytest.approx(3.5)
    assert found.lift == pytest.approx(3.5 / 1.5)
    assert "few_treated" in {caution.code for caution in found.warnings}


def test_the_value_before_sharpens_and_corrects():
    random = np.random.default_rng(1)
    before = random.normal(size=300)
    treated = random.random(300) < 1 / (1 + np.exp(-before))
    outcome = 2 * before + 0.5 * random.normal(size=300) + treated
    raw, adjusted = effect(outcome, treated), effect(outcome, treated, covariates=before)
    assert abs(raw.estimate - 1) > 0.8
    assert adjusted.estimate == pytest.approx(1, abs=0.15)
    assert adjusted.standard_error < raw.standard_error / 2


def test_either_weights_or_line_may_be_wrong():
    """A curved truth: the line alone is wrong; weights that balance the curve put it right."""
    random = np.random.default_rng(2)
    size = random.normal(size=3000)
    treated = random.random(3000) < np.where(np.abs(size) > 1, 0.5, 0.1)
    outcome = size**2 + random.normal(size=3000)
    curve = np.column_stack([size, size**2])
    weights = np.ones(3000)
    weights[~treated] = entropy_balance(curve[treated], curve[~treated]).weights
    alone, both = effect(outcome, treated, covariates=size), effect(outcome, treated, weights=weights, covariates=size)
    assert alone.low > 0.3
    assert both.low < 0 < both.high


def test_companies_of_one_parent_are_not_independent():
    random = np.random.default_rng(3)
    parents = np.repeat(np.arange(30), 6)
    treated = parents < 12
    outcome = random.normal(size=30)[parents] + 0.1 * random.normal(size=180)
    alone, together = effect(outcome, treated), effect(outcome, treated, clusters=parents)
    assert together.standard_error > 1.8 * alone.standard_error
    assert together.degrees < 30


def test_lift_has_its_interval():
    random = np.random.default_rng(4)
    treated = np.arange(4000) < 2000
    outcome = random.poisson(np.where(treated, 3.0, 2.0)).astype(float)
    found = effect(outcome, treated)
    assert found.lift == pytest.approx(0.5, abs=0.06)
    assert found.lift_low < 0.5 < found.lift_high
    # Delta method by hand: variances of means are about mean/n.
    half = 1.96 * np.sqrt(1 / (2000 * 3) + 1 / (2000 * 2))
    assert np.log((1 + found.lift_high) / (1 + found.lift_low)) / 2 == pytest.approx(half, rel=0.05)


def test_lift_beside_covariates_is_the_delta_method():
    """Errors of both means and of what they share, from the covariance that statsmodels gives."""
    import statsmodels.api as sm

    random = np.random.default_rng(8)
    before = random.normal(5, 1, 300)
    treated = np.arange(300) < 100
    before[treated] += 1
    outcome = before + random.normal(size=300) + treated
    found = effect(outcome, treated, covariates=before)
    design = np.column_stack([np.ones(300), treated, before - before[treated].mean()])
    fitted = sm.OLS(outcome, design).fit(cov_type="HC2")
    control, ours = fitted.params[0], fitted.params[:2].sum()
    slope = np.array([1 / ours - 1 / control, 1 / ours, 0])
    half = 1.97 * np.sqrt(slope @ fitted.cov_params() @ slope)
    assert found.control_mean == pytest.approx(control)
    assert found.control_mean + found.estimate == pytest.approx(found.treated_mean)
    assert np.log((1 + found.lift_high) / (1 + found.lift_low)) / 2 == pytest.approx(half, rel=0.02)


def test_there_is_no_lift_on_nothing():
    found = effect([1.0, 2.0, 3.0, 0.0, 0.0, 0.0], [1, 1, 1, 0, 0, 0])
    assert (found.lift, found.lift_low, found.lift_high) == (None, None, None)


def test_an_outcome_without_variation():
    found = effect(np.full(30, 7.5), np.arange(30) < 15)
    assert (found.estimate, found.p) == (pytest.approx(0), 1)
    assert (found.low, found.high) == (pytest.approx(0), pytest.approx(0))


def test_nobody_won_anywhere():
    found = effect(np.zeros(30), np.arange(30) < 15)
    assert (found.estimate, found.p) == (0, 1)
    assert found.low == pytest.approx(-found.high)
    assert found.high > 0.1


def test_strata_count_as_their_treated_accounts():
    """Stratum a: 2 treated, gap 1; stratum b: 1 treated, gap 4; together (2·1 + 1·4) / 3 = 2. Plain means would say 2.33."""
    outcome = [2.0, 4.0, 1.0, 3.0, 10.0, 5.0, 7.0, 6.0]
    treated = [1, 1, 0, 0, 1, 0, 0, 0]
    found = randomised_effect(outcome, treated, ["a"] * 4 + ["b"] * 4)
    assert found.estimate == pytest.approx(2)


def test_strata_without_an_arm_are_left_out_and_told():
    outcome = [2.0, 4.0, 1.0, 3.0, 99.0]
    found = randomised_effect(outcome, [1, 1, 0, 0, 1], ["a"] * 4 + ["b"])
    assert found.estimate == pytest.approx(1)
    caution = next(each for each in found.warnings if each.code == "strata_left_out")
    assert caution.value == 1


def test_no_stratum_with_both_arms():
    with pytest.raises(UsageError, match="No stratum"):
        randomised_effect([1.0, 2.0], [1, 0], ["a", "b"])


@pytest.mark.parametrize(
    ("number", "binary", "method"),
    [(20, False, "permutation"), (40, False, "regression"), (40, True, "permutation"), (200, True, "regression")],
)
def test_small_programmes_are_judged_by_the_lot_itself(number, binary, method):
    random = np.random.default_rng(5)
    treated = np.arange(4 * number) < number
    outcome = (random.random(4 * number) < 0.2).astype(float) if binary else random.normal(size=4 * number)
    assert randomised_effect(outcome, treated).method == method


def test_permutation_and_regression_agree_where_both_hold():
    random = np.random.default_rng(6)
    treated, before = np.arange(100) < 28, random.normal(size=100)
    outcome = before + random.normal(size=100) + 0.5 * treated
    small = randomised_effect(outcome, treated, covariates=before)
    large = effect(outcome, treated, weights=np.ones(100), covariates=before)
    assert small.method == "permutation"
    assert small.estimate == pytest.approx(large.estimate)
    assert small.low == pytest.approx(large.low, abs=0.1)
    assert small.high == pytest.approx(large.high, abs=0.1)


def test_weights_of_arms():
    assert arm_weights(np.array([True, False, False]), [9.0, 1.0, 3.0]).tolist() == [1, 0.25, 0.75]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (([1.0, np.nan], [1, 0]), DataError),
        (([1.0, 2.0], [1, 1]), UsageError),
        (([1.0, 2.0], [1, 0, 0]), UsageError),
    ],
)
def test_bad_input(arguments, error):
    with pytest.raises(error):
        effect(*arguments)


@pytest.mark.parametrize("weights", [[1, 0, 0], [1, -1, 3], [1, 1]])
def test_bad_weights(weights):
    with pytest.raises(UsageError):
        effect([1.0, 2.0, 3.0], [1, 0, 0], weights=weights)


def test_it_can_be_written_as_json():
    import json

    found = effect([4.0, 6.0, 1.0, 3.0], [1, 1, 0, 0])
    assert json.loads(json.dumps(found.to_json()))["warnings"][0]["code"] == "few_treated"


def test_unanimity_is_no_certainty():
    """0 of 20 against 3 of 60: with an imagined hit and miss in each arm, p = 1/22 and 4/62."""
    outcome = np.r_[np.zeros(20), np.ones(3), np.zeros(57)]
    found = effect(outcome, np.arange(80) < 20)
    expected = np.sqrt(1 / 22 * 21 / 22 / 22 + 4 / 62 * 58 / 62 / 62)
    assert found.standard_error == pytest.approx(expected)
    assert found.low < -0.05 < 0 < found.high
    perfect = effect(np.r_[np.ones(5), np.zeros(20)], np.arange(25) < 5)
    assert perfect.estimate == pytest.approx(1)
    assert perfect.high - perfect.low > 0.3


def test_where_nothing_varies_nothing_is_found():
    found = effect([3.0, 3.0, 5.0, 5.0], [1, 1, 0, 0])
    assert (found.estimate, found.p, found.low, found.high) == (pytest.approx(-2), 1, pytest.approx(-2), 0)


def test_more_covariates_than_accounts_can_bear_are_left_out_and_told():
    random = np.random.default_rng(7)
    outcome, treated, covariates = random.normal(size=12), np.arange(12) < 4, random.normal(size=(12, 14))
    found = effect(outcome, treated, covariates=covariates)
    assert found.estimate == pytest.approx(effect(outcome, treated).estimate)
    assert found.standard_error > 0
    assert "not_adjusted" in {caution.code for caution in found.warnings}
