"""The planted effect can be found again in the files alone, and the naive comparison misses it."""

from pathlib import Path

import numpy as np
import pytest
from sample_study import covariates, entropy_weights, raw, study, weighted

COMMITTED = Path(__file__).parents[2] / "examples" / "demo" / "truth.json"
OUTCOMES = {"opportunity_rate": "opportunity", "account_win_rate": "won"}


@pytest.fixture(scope="module")
def company(sample):
    return study(sample.folder)


def test_the_committed_truth_is_what_the_generator_writes(sample):
    assert COMMITTED.read_text("utf-8") == (sample.folder / "truth.json").read_text("utf-8") == sample.truth.to_json()


@pytest.mark.parametrize("kpi", OUTCOMES)
@pytest.mark.parametrize("plan", [None, "Growth markets"])
def test_the_files_show_the_world_with_the_programme(sample, company, kpi, plan):
    effect, treated = sample.truth.effect(kpi, plan), company.arm("abm", plan)
    assert len(treated) == effect.n
    assert treated[OUTCOMES[kpi]].mean() == pytest.approx(effect.treated, abs=5e-5)


@pytest.mark.parametrize("kpi", OUTCOMES)
def test_the_raw_comparison_misses_the_truth(sample, company, kpi):
    effect, outcome = sample.truth.effect(kpi), OUTCOMES[kpi]
    _, low, _ = raw(company.arm("abm")[outcome], company.arm("control")[outcome])
    assert low > effect.effect


@pytest.mark.parametrize("kpi", OUTCOMES)
def test_weighting_on_what_was_known_before_finds_it(sample, company, kpi):
    effect = sample.truth.effect(kpi)
    difference, low, high = weighted(company.arm("abm"), company.arm("control"), OUTCOMES[kpi])
    assert low < effect.effect < high
    assert low > 0
    assert abs(difference - effect.effect) < 0.08


@pytest.mark.parametrize("kpi", OUTCOMES)
def test_the_randomised_holdout_finds_it(sample, company, kpi):
    effect, outcome = sample.truth.effect(kpi, "Growth markets"), OUTCOMES[kpi]
    _, low, high = raw(company.arm("abm", "Growth markets")[outcome], company.arm("holdout")[outcome])
    assert 0 < low < effect.effect < high


def test_the_list_was_picked_by_looks_and_the_holdout_by_lot(company):
    def gap(first, second):
        x = covariates(company.accounts)
        chosen = company.accounts.index
        return np.abs(x[chosen.isin(first.index)].mean(axis=0) - x[chosen.isin(second.index)].mean(axis=0))[:4].max()

    assert gap(company.arm("abm"), company.arm("control")) > 0.4
    assert gap(company.arm("abm", "Growth markets"), company.arm("holdout")) < 0.35


def test_enough_controls_resemble_the_list(company):
    treated, control = company.arm("abm"), company.arm("control")
    x = covariates(company.accounts[company.accounts["arm"].isin(["abm", "control"])])
    is_treated = company.accounts[company.accounts["arm"].isin(["abm", "control"])]["arm"].eq("abm").to_numpy()
    weights = entropy_weights(x[~is_treated], x[is_treated].mean(axis=0))
    assert np.abs(weights @ x[~is_treated] - x[is_treated].mean(axis=0)).max() < 1e-3
    assert 1 / (weights**2).sum() > 40
    assert len(treated) > 150 < len(control)


def test_deals_close_faster_and_larger_with_the_programme(sample):
    velocity, size = sample.truth.effect("deal_velocity"), sample.truth.effect("average_deal_size")
    assert velocity.effect == pytest.approx(-0.28 * velocity.untreated, rel=0.02)
    assert size.relative == pytest.approx(0.25, abs=1e-4)
    assert velocity.n == size.n > 40
