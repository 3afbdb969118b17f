"""One treated unit: Proposition 99 where its data are at hand, else panels with a known mix and effect."""

from __future__ import annotations

import numpy as np
import pytest

from assay.errors import DataError, UsageError
from assay.stats.synthetic import placebo_launch, synthetic
from stats.published import prop99


@pytest.mark.parametrize(
    ("method", "published", "tolerance"),
    [("did", -27.349, 0.01), ("sdid", -15.604, 0.01), ("synthetic_control", -19.51, 0.15)],
)
def test_proposition_99(method, published, tolerance):
    packs = prop99()
    found = synthetic(packs, packs.index == "California", 19, method=method)
    assert found.estimate == pytest.approx(published, abs=tolerance)
    assert len(found.placebos) == 38


@pytest.fixture(scope="module")
def regions():
    """Unit 0 is the mean of units 1 and 2, plus 4 after launch; all follow two factors."""
    random = np.random.default_rng(1)
    factors = random.normal(size=(2, 20)).cumsum(axis=1)
    loads = random.normal(size=(24, 2))
    loads[0] = loads[1:3].mean(axis=0)
    values = 10 + loads @ factors + 0.1 * random.normal(size=(24, 20))
    values[0, 14:] += 4
    return values, np.arange(24) == 0


@pytest.mark.parametrize("method", ["sdid", "synthetic_control"])
def test_a_known_effect(regions, method):
    values, treated = regions
    found = synthetic(values, treated, 14, method=method)
    assert found.estimate == pytest.approx(4, abs=0.4)
    assert found.low < 4 < found.high
    assert found.weights.sum() == pytest.approx(1)
    assert found.fit_before < 0.5
    assert (found.actual - found.counterfactual)[14:].mean() == pytest.approx(found.estimate, abs=1e-6)


def test_it_stands_out_among_placebos(regions):
    values, treated = regions
    found = synthetic(values, treated, 14)
    assert found.rank == 1
    assert found.p == pytest.approx(1 / 24)
    assert len(found.placebos) == 23
    quiet = values.copy()
    quiet[0, 14:] -= 4
    assert synthetic(quiet, treated, 14).p > 0.2


def test_did_by_hand():
    """Treated 1 → 5, others 2 → 3 and 4 → 7: 4 − (1 + 3) / 2 = 2; alone they would say 2 and −2."""
    values = [[1, 1, 5], [2, 2, 3], [4, 4, 7]]
    found = synthetic(values, [1, 0, 0], 2, method="did")
    assert found.estimate == pytest.approx(2)
    assert found.placebos == pytest.approx([-2, 2])
    assert found.rank == 3
    assert found.counterfactual == pytest.approx([1, 1, 3])
    assert {caution.code for caution in found.warnings} == {"few_placebos", "few_periods"}


def test_several_treated_units(regions):
    values, _ = regions
    more = values.copy()
    more[[5, 9], 14:] += 4
    treated = np.isin(np.arange(24), [0, 5, 9])
    found = synthetic(more, treated, 14, placebos=30)
    assert found.estimate == pytest.approx(4, abs=0.8)
    assert len(found.placebos) == 30
    assert synthetic(more, treated, 14, method="synthetic_control", placebos=5).estimate == pytest.approx(4, abs=1)


def test_a_fake_launch_finds_nothing(regions):
    values, treated = regions
    assert abs(placebo_launch(values, treated, 14)) < 0.5
    assert abs(synthetic(values, treated, 14).estimate) > 3


def test_it_can_be_written_as_json():
    import json

    found = synthetic([[1, 1, 5], [2, 2, 3], [4, 4, 7]], [1, 0, 0], 2, method="did")
    assert json.loads(json.dumps(found.to_json()))["placebos"] == pytest.approx([-2, 2])


def test_too_little_to_compare():
    with pytest.raises(DataError, match="1 periods before launch"):
        synthetic([[1, 2, 3], [1, 2, 3], [1, 2, 3]], [1, 0, 0], 1)
    with pytest.raises(DataError):
        synthetic([[1, 2, 3], [1, 2, 3]], [1, 0], 2)
    with pytest.raises(DataError, match="fake launch"):
        placebo_launch([[1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 3, 4]], [1, 0, 0], 3)


def test_unknown_method():
    with pytest.raises(UsageError, match="synth"):
        synthetic([[1, 2, 3], [1, 2, 3], [1, 2, 3]], [1, 0, 0], 2, method="synth")
