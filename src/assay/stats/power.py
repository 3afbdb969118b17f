"""What a comparison of a given size can detect: closed forms, and simulation on a company's own history.

Two-sided 5 % and 80 % power unless the design says otherwise. Sources: the pooled z test for two proportions and the t
test for two means (statsmodels), Schoenfeld 1983 (events of a hazard ratio), Borm et al. 2007 (a pre-period correlation
r divides the variance of an adjusted comparison by 1/(1 − r²)).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, isnan, log, sqrt
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Kind = Literal["share", "mean", "count"]

POWER = 0.8
ALPHA = 0.05
SEED = 20_260_101


@dataclass(frozen=True)
class Design:
    """How many accounts (or deals) stand in each arm, and how sure a finding must be."""

    treated: float
    controls: float
    power: float = POWER
    alpha: float = ALPHA

    @property
    def ratio(self) -> float:
        return self.controls / self.treated

    @property
    def is_possible(self) -> bool:
        """Both arms have the two cases that a comparison needs at the very least."""
        return self.treated >= 2 and self.controls >= 2


def power_of_shares(
    base: float, lift: float, design: Design, *, pooled: bool = True, correlation: float = 0.0
) -> float:
    """Chance to see that the treated share is `base + lift`; both within 0 and 1.

    `pooled` is the textbook z test. A comparison with its own spread for each arm, as intervals of a difference have it,
    sees less where the treated arm is the smaller one; it is adjusted for the outcome before launch, which tells less of
    accounts that the programme has changed.
    """
    if not lift:
        return design.alpha
    if pooled:
        from statsmodels.stats.proportion import power_proportions_2indep

        chance = power_proportions_2indep(lift, base, nobs1=design.treated, ratio=design.ratio, alpha=design.alpha)
        return float(chance.power)
    from scipy.stats import norm

    risen, told = base + lift, correlation**2 * base * (1 - base)
    still_told = told * (1 - lift / (1 - base)) ** 2
    error = sqrt(
        max(risen * (1 - risen) - still_told, 0) / design.treated + (base * (1 - base) - told) / design.controls
    )
    limit = float(norm.ppf(1 - design.alpha / 2))
    return float(norm.sf(limit - lift / error) + norm.cdf(-limit - lift / error)) if error > 0 else 1.0


def detectable_share_lift(
    base: float, design: Design, *, pooled: bool = True, correlation: float = 0.0
) -> float | None:
    """The smallest rise of a share above `base` that is seen with the design's power; null where even 100 % is not."""
    if not design.is_possible or not 0 <= base < 1:
        return None
    # A base of exactly 0 has no spread: half a case among the controls stands for "rare, as far as one knows".
    known = max(base, 0.5 / (design.controls + 1))

    def seen(lift: float) -> float:
        return power_of_shares(known, lift, design, pooled=pooled, correlation=correlation)

    return _smallest(seen, design.power, 1 - known - 1e-9)


def power_of_means(effect: float, deviation: float, design: Design, correlation: float = 0.0) -> float:
    """Chance to see a difference of means; `correlation` is that of the outcome with its own value before launch."""
    from statsmodels.stats.power import TTestIndPower

    size = abs(effect) / (deviation * sqrt(1 - correlation**2))
    chance = float(TTestIndPower().power(size, design.treated, design.alpha, ratio=design.ratio))
    # scipy gives no number for very large effects, which nobody would miss.
    return 1.0 if isnan(chance) else chance


def detectable_mean_difference(deviation: float, design: Design, correlation: float = 0.0) -> float | None:
    """The smallest difference of means seen with the design's power, in units of the outcome; null where nothing varies."""
    if not design.is_possible or deviation <= 0 or abs(correlation) >= 1:
        return None
    size = _smallest(lambda size: power_of_means(size, 1.0, design), design.power, 100.0)
    return None if size is None else size * deviation * sqrt(1 - correlation**2)


def detectable_count_rise(deviation: float, design: Design, correlation: float = 0.0) -> float | None:
    """As for a mean, of counts (meetings, people): more arrivals bring their own (Poisson) spread into the treated arm."""
    if not design.is_possible or deviation <= 0 or abs(correlation) >= 1:
        return None
    from scipy.stats import norm, t

    left = deviation**2 * (1 - correlation**2)
    limit = float(t.ppf(1 - design.alpha / 2, max(1.0, design.treated + design.controls - 3)))

    def seen(rise: float) -> float:
        return float(norm.cdf(rise / sqrt((left + rise) / design.treated + left / design.controls) - limit))

    return _smallest(seen, design.power, 1_000 * (deviation + 1))


def accounts_for_count(
    rise: float,
    deviation: float,
    ratio: float = 1.0,
    correlation: float = 0.0,
    power: float = POWER,
    alpha: float = ALPHA,
) -> float:
    """Treated accounts needed to see counts rise by `rise`, with `ratio` controls for each (normal approximation)."""
    left = deviation**2 * (1 - correlation**2)
    return _normal_sum(power, alpha) ** 2 * (left + rise + left / ratio) / rise**2


def accounts_for_share(
    base: float, lift: float, ratio: float = 1.0, power: float = POWER, alpha: float = ALPHA, *, pooled: bool = True
) -> float:
    """Treated accounts needed to see a share rise from `base` by `lift`, with `ratio` controls for each."""

    def seen(treated: float) -> float:
        return power_of_shares(base, lift, Design(treated, treated * ratio, power, alpha), pooled=pooled)

    accounts = _smallest(seen, power, 1e9, least=2.0)
    return float("inf") if accounts is None else accounts


def events_for_hazard_ratio(ratio: float, share: float = 0.5, power: float = POWER, alpha: float = ALPHA) -> float:
    """Events (deals closed) needed to see a hazard ratio, `share` of the deals being treated (Schoenfeld)."""
    return _normal_sum(power, alpha) ** 2 / (share * (1 - share) * log(ratio) ** 2)


def detectable_hazard_ratio(
    events: float, share: float = 0.5, power: float = POWER, alpha: float = ALPHA
) -> float | None:
    """The smallest hazard ratio above 1 seen with so many events (Schoenfeld); null without any."""
    if events <= 0 or not 0 < share < 1:
        return None
    return exp(_normal_sum(power, alpha) / sqrt(events * share * (1 - share)))


@dataclass(frozen=True)
class Expectation:
    """A line of the table of realistic expectations."""

    treated: int
    controls: int
    share_lift: float | None
    deviations: float | None
    deviations_adjusted: float | None
    hazard_ratio: float | None


def expectation(
    treated: int, controls_each: float = 3, base: float = 0.15, correlation: float = 0.6, closed: float = 0.6
) -> Expectation:
    """What so many treated accounts can detect, `closed` of the deals (one an account) having ended."""
    controls = round(treated * controls_each)
    design = Design(treated, controls)
    return Expectation(
        treated,
        controls,
        detectable_share_lift(base, design),
        detectable_mean_difference(1.0, design),
        detectable_mean_difference(1.0, design, correlation),
        detectable_hazard_ratio(closed * (treated + controls), treated / (treated + controls)),
    )


@dataclass(frozen=True)
class Simulated:
    """Of `draws` imagined programmes: how often each planted lift was seen (|t| beyond its limit), and by how much it was missed."""

    lifts: tuple[float, ...]
    power: tuple[float, ...]
    bias: tuple[float, ...]
    false_positives: float
    detectable: float | None
    draws: int


def simulate(
    before: ArrayLike,
    after: ArrayLike,
    design: Design,
    lifts: ArrayLike,
    *,
    kind: Kind = "mean",
    draws: int = 500,
    seed: int = SEED,
) -> Simulated:
    """Power on a company's own history: accounts are drawn with replacement, a lift is planted, the comparison is run.

    `before` and `after` are the outcome of each account in the period before and after a launch that never was. `lifts`
    are differences of means, in units of the outcome: for a `share` accounts without it get it at random, a `count`
    (meetings, people) gets Poisson arrivals on top, a `mean` is shifted. The estimator is that of a comparison adjusted
    for the value before launch (ANCOVA). Raises ValueError where there are fewer than 4 accounts of history.
    """
    past, outcome = _floats(before), _floats(after)
    if len(outcome) < 4 or len(past) != len(outcome):
        raise ValueError(f"{len(outcome)} accounts with a past of {len(past)} are no history to draw from")
    random = np.random.default_rng(seed)
    wanted = [0.0, *(float(lift) for lift in _floats(lifts))]
    results = [_seen(random, past, outcome, design, lift, kind, draws) for lift in wanted]
    chances = [chance for chance, _ in results]
    return Simulated(
        tuple(wanted[1:]),
        tuple(chances[1:]),
        tuple(found - lift for lift, (_, found) in zip(wanted[1:], results[1:], strict=True)),
        chances[0],
        _crossing(wanted, chances, design.power),
        draws,
    )


def _seen(
    random: np.random.Generator, past: Floats, outcome: Floats, design: Design, lift: float, kind: Kind, draws: int
) -> tuple[float, float]:
    treated, controls = round(design.treated), round(design.controls)
    drawn = random.integers(0, len(outcome), (draws, treated + controls))
    x, y = past[drawn], outcome[drawn]
    y[:, :treated] = _planted(random, y[:, :treated], lift, kind)
    estimate, error = adjusted_differences(x, y, treated)
    from scipy.stats import t

    limit = float(t.ppf(1 - design.alpha / 2, max(1, treated + controls - 3)))
    with np.errstate(divide="ignore", invalid="ignore"):
        beyond = np.abs(estimate) / error > limit
    return float(np.mean(beyond)), float(np.mean(estimate))


def _planted(random: np.random.Generator, outcome: Floats, lift: float, kind: Kind) -> Floats:
    if not lift:
        return outcome
    if kind == "share":
        without = outcome < 0.5
        chance = min(1.0, lift / max(float(without.mean()), 1e-12))
        return np.where(without & (random.random(outcome.shape) < chance), 1.0, outcome)
    if kind == "count":
        return np.asarray(outcome + random.poisson(max(lift, 0.0), outcome.shape), dtype=np.float64)
    return outcome + lift


def adjusted_differences(x: Floats, y: Floats, treated: int) -> tuple[Floats, Floats]:
    """Treated − controls adjusted for x, and its HC2 error, for each row: the first `treated` columns are the treated."""
    arm = np.zeros(x.shape[1])
    arm[:treated] = 1.0
    z = arm - arm.mean()
    xc = x - x.mean(axis=1, keepdims=True)
    yc = y - y.mean(axis=1, keepdims=True)
    # Frisch-Waugh: the arm, freed of x, is what the outcome is regressed on.
    sxx = (xc**2).sum(axis=1)
    slope = np.divide(xc @ z, sxx, out=np.zeros(len(xc)), where=sxx > 1e-12)
    free = z - slope[:, None] * xc
    weight = (free**2).sum(axis=1)
    estimate = (free * yc).sum(axis=1) / weight
    own = np.divide((xc * yc).sum(axis=1) - estimate * (xc @ z), sxx, out=np.zeros(len(xc)), where=sxx > 1e-12)
    residual = yc - estimate[:, None] * z - own[:, None] * xc
    share = np.divide(xc**2, sxx[:, None], out=np.zeros_like(xc), where=sxx[:, None] > 1e-12)
    leverage = 1 / x.shape[1] + share + free**2 / weight[:, None]
    error = np.sqrt(((free * residual) ** 2 / np.clip(1 - leverage, 0.05, None)).sum(axis=1)) / weight
    return estimate, error


def _crossing(lifts: list[float], chances: list[float], power: float) -> float | None:
    """The lift at which the simulated power first reaches what is wanted, by straight lines between the points."""
    for (low, before), (high, after) in zip(
        zip(lifts, chances, strict=True), zip(lifts[1:], chances[1:], strict=True), strict=False
    ):
        if after >= power:
            return high if after <= before else low + (high - low) * (power - before) / (after - before)
    return None


def _smallest(seen: Callable[[float], float], power: float, most: float, least: float = 1e-9) -> float | None:
    """The smallest argument at which a rising chance reaches `power`; null where `most` does not."""
    from scipy.optimize import brentq

    if most <= least or seen(most) < power:
        return None
    return float(brentq(lambda value: seen(value) - power, least, most, xtol=1e-9))


def _normal_sum(power: float, alpha: float) -> float:
    from scipy.stats import norm

    return float(norm.ppf(1 - alpha / 2) + norm.ppf(power))


def _floats(values: ArrayLike) -> Floats:
    return np.asarray(values, dtype=np.float64).ravel()
