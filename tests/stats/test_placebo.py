"""A small run of `bench/placebo.py`: programmes that do nothing are rarely called a success, planted effects are seen as forecast."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import numpy as np
import pytest

BENCH = Path(__file__).parents[2] / "bench" / "placebo.py"


@pytest.fixture(scope="module")
def placebo():
    spec = importlib.util.spec_from_file_location("placebo", BENCH)
    module = importlib.util.module_from_spec(spec)
    sys.modules["placebo"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["placebo"]


@pytest.mark.slow
@pytest.mark.parametrize("treated", [20, 50])
@pytest.mark.parametrize("outcome", ["continuous", "binary"])
@pytest.mark.parametrize("design", ["randomised", "entropy-balanced"])
def test_programmes_that_do_nothing(placebo, design, outcome, treated):
    """80 programmes: three standard errors of chance are 7.3 points around 5 %, 13 around 80 %."""
    found = placebo.line(design, outcome, treated, 80, seed=3)
    assert found.false_positives <= 0.125
    assert found.coverage >= 0.875
    assert found.power_forecast == pytest.approx(0.8, abs=0.01)
    assert found.power_found == pytest.approx(0.8, abs=0.13)


def test_a_raw_comparison_of_chosen_accounts_would_fail(placebo):
    """What the weights are for: without them chosen accounts look like a success in most programmes."""
    from assay.stats.effects import naive_difference

    programmes = [placebo.programme([4, number], "entropy-balanced", "continuous", 50) for number in range(30)]
    raw = [naive_difference(each.outcome, each.treated).p < 0.05 for each in programmes]
    balanced = [placebo.measured(each, each.outcome).p < 0.05 for each in programmes]
    assert np.mean(raw) > 0.5
    assert np.mean(balanced) < 0.2


def test_the_same_programme_every_time(placebo):
    first, again = (placebo.programme([1, 2], "randomised", "binary", 20) for _ in range(2))
    assert (first.outcome == again.outcome).all()
    assert first.treated.sum() == pytest.approx(20, abs=2)


def test_it_prints_and_judges(placebo, capsys):
    status = placebo.main(["--programmes", "4", "--sizes", "20", "--json"])
    lines = json.loads(capsys.readouterr().out)
    assert len(lines) == 4
    assert status == (0 if all(line["holds"] for line in lines) else 1)
    assert placebo.main(["--programmes", "3", "--sizes", "20"]) in (0, 1)
    assert capsys.readouterr().out.count("\n") == 6
