"""The small-sample errors against statsmodels and against the plain matrix formulas."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm

from assay.stats.regression import covariance, deviation, fit, quantile, two_sided


@pytest.fixture
def data():
    random = np.random.default_rng(5)
    design = np.column_stack([np.ones(24), np.arange(24) < 8, random.normal(size=24)]).astype(float)
    return design, design @ [1, 2, 3] + random.normal(size=24) * (1 + design[:, 1]), np.repeat(np.arange(12), 2)


def plain(design, weights, groups, outcome, contrast):
    """CR2 with Satterthwaite degrees written out with n × n matrices; equal-variance errors as the working model."""
    root = np.sqrt(weights)
    scaled = design * root[:, None]
    inverse = np.linalg.inv(scaled.T @ scaled)
    hat = scaled @ inverse @ scaled.T
    left = np.eye(len(outcome)) - hat
    effect = contrast @ inverse @ scaled.T
    columns, estimate = [], 0.0
    for group in np.unique(groups):
        rows = groups == group
        values, vectors = np.linalg.eigh(left[np.ix_(rows, rows)])
        inverse_root = vectors @ np.diag(values**-0.5) @ vectors.T
        columns.append(left[:, rows] @ inverse_root @ effect[rows])
        estimate += (columns[-1] @ (root * outcome)) ** 2
    inner = np.array(columns) @ np.diag(weights) @ np.array(columns).T
    unbiased = (effect**2 * weights).sum() / np.trace(inner)
    return np.sqrt(estimate * unbiased), np.trace(inner) ** 2 / (inner**2).sum()


def test_without_weights_and_clusters_it_is_hc2(data):
    design, outcome, _ = data
    fitted = fit(design, outcome)
    expected = sm.OLS(outcome, design).fit(cov_type="HC2")
    assert fitted.coefficients == pytest.approx(expected.params)
    for place, error in enumerate(expected.bse):
        assert deviation(fitted, np.eye(3)[place])[0] == pytest.approx(error)


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("clustered", [False, True])
def test_the_short_formulas_are_the_long_ones(data, weighted, clustered):
    design, outcome, parents = data
    weights = np.random.default_rng(6).uniform(0.2, 3, 24) if weighted else np.ones(24)
    fitted = fit(design, outcome, weights if weighted else None, parents if clustered else None)
    groups = parents if clustered else np.arange(24)
    weights = weights / weights.mean()
    for contrast in np.eye(3):
        assert deviation(fitted, contrast) == pytest.approx(plain(design, weights, groups, outcome, contrast))


def test_degrees_of_a_plain_comparison_are_those_of_the_smaller_arm():
    """Two arms, equal variance: Bell & McCaffrey's degrees lie near the smaller arm's n − 1, not n − 2."""
    design = np.column_stack([np.ones(100), np.arange(100) < 5]).astype(float)
    _, degrees = deviation(fit(design, np.random.default_rng(1).normal(size=100)), np.array([0.0, 1.0]))
    assert 4 < degrees < 5


def test_collinear_columns_do_not_break_it(data):
    design, outcome, _ = data
    twice = np.column_stack([design, design[:, 2]])
    whole, doubled = fit(design, outcome), fit(twice, outcome)
    assert doubled.coefficients[1] == pytest.approx(whole.coefficients[1])
    assert deviation(doubled, np.array([0.0, 1, 0, 0]))[0] == pytest.approx(deviation(whole, np.array([0.0, 1, 0]))[0])


def test_covariance_is_that_of_statsmodels(data):
    design, outcome, _ = data
    expected = sm.OLS(outcome, design).fit(cov_type="HC2").cov_params()
    assert covariance(fit(design, outcome), np.eye(3)[0], np.eye(3)[1]) == pytest.approx(expected[0, 1])


def test_student():
    assert quantile(0.95, 10) == pytest.approx(2.228139)
    assert two_sided(2.228139, 10) == pytest.approx(0.05, abs=1e-6)
