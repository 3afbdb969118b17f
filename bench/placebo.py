"""Placebo programmes on a history without any effect: does the method find one, does its interval hold 0, was its power forecast?

`python bench/placebo.py [--programmes 500] [--sizes 20 50 200] [--json]` prints a line per design, outcome and size:
false positives (wanted 3-7 %), coverage of 95 % intervals (92-97 %), power as forecast before launch and as found when
an effect of that size is planted (within 5 points). Docs: docs/methods.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from assay.stats.balance import entropy_balance
from assay.stats.effects import Effect, effect, randomised_effect
from assay.stats.power import Design, detectable_mean_difference, detectable_share_lift, power_of_means, power_of_shares

Array = NDArray[np.float64]
DESIGNS, OUTCOMES = ("randomised", "entropy-balanced"), ("continuous", "binary")
CONTROLS, POOL = 3, 4
SEED = 20_260_101


@dataclass(frozen=True)
class Line:
    design: str
    outcome: str
    treated: int
    programmes: int
    false_positives: float
    coverage: float
    planted: float
    power_forecast: float
    power_found: float

    @property
    def holds(self) -> bool:
        sure = 0.03 <= self.false_positives <= 0.07 and 0.92 <= self.coverage <= 0.97
        return sure and abs(self.power_found - self.power_forecast) <= 0.05


@dataclass(frozen=True)
class Programme:
    """A company's accounts at the launch of one programme that does nothing."""

    outcome: Array
    treated: NDArray[np.bool_]
    covariates: Array
    strata: NDArray[np.int64] | None


def accounts(random: np.random.Generator, number: int) -> tuple[Array, Array]:
    """Covariates from before launch [n, 4]: size, tier, pipeline of the quarter before, engaged people; and the tendency."""
    size = random.normal(size=number)
    tier = (random.random(number) < 0.3).astype(float)
    pipeline = 0.5 * size + 0.5 * tier + 0.85 * random.normal(size=number)
    people = np.log1p(random.poisson(np.exp(0.5 + 0.3 * size)))
    return np.column_stack([size, tier, pipeline, people]), 0.5 * size + 0.4 * tier + 0.4 * pipeline


def outcomes(random: np.random.Generator, covariates: Array, outcome: str) -> Array:
    """What happens in the quarter after launch, whoever is on the list: correlation .6 with before, or 15 % won."""
    tier, pipeline = covariates[:, 1], covariates[:, 2]
    if outcome == "continuous":
        return 0.6 * pipeline + 0.8 * random.normal(size=len(pipeline))
    chance = 1 / (1 + np.exp(-(-2.0 + 0.5 * pipeline + 0.2 * tier)))
    return (random.random(len(pipeline)) < chance).astype(float)


def programme(seed: list[int], design: str, outcome: str, treated: int) -> Programme:
    """One placebo programme: drawn by lot within tier and prior pipeline, or chosen for what looks promising."""
    random = np.random.default_rng(seed)
    if design == "randomised":
        covariates, _ = accounts(random, treated * (1 + CONTROLS))
        strata = (2 * covariates[:, 1] + (covariates[:, 2] > np.median(covariates[:, 2]))).astype(np.int64)
        listed = _lot(random, strata)
        return Programme(outcomes(random, covariates, outcome), listed, covariates, strata)
    covariates, tendency = accounts(random, treated * (1 + POOL))
    chosen = np.argsort(-(tendency + random.gumbel(size=len(tendency))))[:treated]
    listed = np.isin(np.arange(len(tendency)), chosen)
    return Programme(outcomes(random, covariates, outcome), listed, covariates, None)


def measured(placebo: Programme, outcome: Array) -> Effect:
    """What Assay would say of it."""
    if placebo.strata is not None:
        return randomised_effect(outcome, placebo.treated, placebo.strata, covariates=placebo.covariates[:, 2])
    weights = np.ones(len(outcome))
    balanced = entropy_balance(placebo.covariates[placebo.treated], placebo.covariates[~placebo.treated])
    weights[~placebo.treated] = balanced.weights
    return effect(outcome, placebo.treated, weights=weights, covariates=placebo.covariates)


def line(design: str, outcome: str, treated: int, programmes: int, seed: int) -> Line:
    """Runs the placebo programmes of one design, then the same ones with an effect planted that is seen in 80 %."""
    places = [seed, DESIGNS.index(design), OUTCOMES.index(outcome), treated]
    placebos = [programme([*places, number], design, outcome, treated) for number in range(programmes)]
    found = [measured(placebo, placebo.outcome) for placebo in placebos]
    lift, forecast = _expected(placebos, found, outcome)
    random = np.random.default_rng([*places, programmes])
    seen = [measured(placebo, _planted(random, placebo, outcome, lift)).p < 0.05 for placebo in placebos]
    return Line(
        design=design,
        outcome=outcome,
        treated=treated,
        programmes=programmes,
        false_positives=float(np.mean([each.p < 0.05 for each in found])),
        coverage=float(np.mean([each.low <= 0 <= each.high for each in found])),
        planted=lift,
        power_forecast=forecast,
        power_found=float(np.mean(seen)),
    )


def _expected(placebos: list[Programme], found: list[Effect], outcome: str) -> tuple[float, float]:
    """The smallest effect that the forecast says is seen in 80 % of such programmes, and that power."""
    design = _design(placebos[0], found)
    if outcome == "binary":
        base = float(np.mean([placebo.outcome[placebo.treated].mean() for placebo in placebos]))
        lift = detectable_share_lift(base, design, pooled=False)
        assert lift is not None
        return lift, power_of_shares(base, lift, design, pooled=False)
    deviation = float(np.mean([placebo.outcome.std() for placebo in placebos]))
    explained = float(np.mean([np.corrcoef(placebo.outcome, placebo.covariates[:, 2])[0, 1] for placebo in placebos]))
    difference = detectable_mean_difference(deviation, design, explained)
    assert difference is not None
    return difference, power_of_means(difference, deviation, design, explained)


def _design(placebo: Programme, found: list[Effect]) -> Design:
    """The typical sizes of both arms (harmonic means), less what fitting covariates and strata costs."""
    treated, controls = (1 / float(np.mean([1 / size for size in sizes])) for sizes in _sizes(found))
    fitted = placebo.covariates.shape[1] if placebo.strata is None else len(np.unique(placebo.strata))
    kept = 1 - fitted / (treated + controls - 2)
    return Design(treated * kept, controls * kept)


def _sizes(found: list[Effect]) -> tuple[list[float], list[float]]:
    return [float(each.treated) for each in found], [each.ess for each in found]


def _planted(random: np.random.Generator, placebo: Programme, outcome: str, lift: float) -> Array:
    if outcome == "continuous":
        return placebo.outcome + lift * placebo.treated
    lost = placebo.treated & (placebo.outcome == 0)
    chance = lift / max(1 - placebo.outcome[placebo.treated].mean(), 1e-9)
    return np.where(lost & (random.random(len(lost)) < chance), 1.0, placebo.outcome)


def _lot(random: np.random.Generator, strata: NDArray[np.int64]) -> NDArray[np.bool_]:
    listed = np.zeros(len(strata), dtype=bool)
    for stratum in np.unique(strata):
        rows = random.permutation(np.flatnonzero(strata == stratum))
        listed[rows[: round(len(rows) / (1 + CONTROLS))]] = True
    return listed


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programmes", type=int, default=500)
    parser.add_argument("--sizes", type=int, nargs="+", default=[20, 50, 200])
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    lines = [
        line(design, outcome, size, given.programmes, given.seed)
        for design in DESIGNS
        for outcome in OUTCOMES
        for size in given.sizes
    ]
    if given.json:
        print(json.dumps([asdict(each) | {"holds": each.holds} for each in lines], indent=2))
    else:
        print(
            "| design | outcome | treated | false positives | coverage | planted | power forecast | power found | holds |"
        )
        print("|---|---|---|---|---|---|---|---|---|")
        for each in lines:
            shares = (each.false_positives, each.coverage, each.power_forecast, each.power_found)
            wrong, covered, forecast, power = (f"{100 * share:.1f} %" for share in shares)
            verdict = "yes" if each.holds else "NO"
            print(
                f"| {each.design} | {each.outcome} | {each.treated} | {wrong} | {covered} "
                f"| {each.planted:.3f} | {forecast} | {power} | {verdict} |"
            )
    return 0 if all(each.holds for each in lines) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
