"""How well surges are found: 20,000 invented accounts over 30 weeks, of which 1 % surge in the last three.

python bench/surge.py [SEEDS]
python bench/surge.py restless [COMPANIES]   alerts in companies in which nobody surges

The world is set so that the accounts have 2.9 users a week and 38 % of the weeks have none, and so that an oracle that
knows each account's true rate and dispersion, and the true season, ranks with an average precision of about .56.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import nbinom, poisson

from assay.stats.surge import WINDOW, Surges, surges

Array = NDArray[np.float64]
HOLIDAYS = {8: 0.55, 9: 0.55, 21: 0.6, 28: 0.75}


@dataclass(frozen=True)
class World:
    """`users` (accounts, weeks); `visits` have the one-person binges; `surging` (accounts,) is the truth."""

    users: NDArray[np.int64]
    visits: NDArray[np.int64]
    surging: NDArray[np.bool_]
    rate: Array
    dispersion: Array
    factors: Array


def world(seed: int, *, accounts: int = 20_000, weeks: int = 30, share: float = 0.01) -> World:
    """Rates and dispersions differ from account to account; surges are 1.8 to 6 times the usual over three weeks."""
    generator = np.random.default_rng(seed)
    rate = 2.9 * generator.gamma(0.76, 1 / 0.76, accounts)
    dispersion = 0.35 * np.exp(1.2 * generator.standard_normal(accounts))
    drift = 1 + 0.25 * np.arange(weeks) / weeks
    holidays = np.array([HOLIDAYS.get(week - weeks + 30, 1.0) for week in range(weeks)])
    factors = drift * holidays * np.exp(0.06 * generator.standard_normal(weeks))
    factors /= factors.mean()
    surging = np.zeros(accounts, dtype=bool)
    surging[generator.choice(accounts, round(accounts * share), replace=False)] = True
    above = np.ones((accounts, weeks))
    above[surging, -WINDOW:] = generator.uniform(1.8, 6, surging.sum())[:, None]
    mood = generator.gamma(1 / dispersion[:, None], dispersion[:, None], (accounts, weeks))
    binge = generator.random((accounts, weeks)) < 0.02
    users = generator.poisson(rate[:, None] * factors * above * mood) + binge
    visits = generator.poisson(3.0 * users) + binge * generator.poisson(40, (accounts, weeks))
    return World(users.astype(np.int64), visits.astype(np.int64), surging, rate, dispersion, factors)


def precision(score: Array, surging: NDArray[np.bool_], first: int = 100) -> tuple[float, float]:
    """Average precision, and the share of true surges among the `first` highest scores."""
    hits = surging[np.argsort(-score, kind="stable")]
    at = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return float(at[hits].mean()), float(hits[:first].mean())


def three_week_ratio(seen: World) -> Array:
    """Visits of the last three weeks ÷ those of the three before."""
    recent, before = seen.visits[:, -WINDOW:].sum(1), seen.visits[:, -2 * WINDOW : -WINDOW].sum(1)
    return recent / np.maximum(before, 1)


def three_week_ratio_of_users(seen: World) -> Array:
    recent, before = seen.users[:, -WINDOW:].sum(1), seen.users[:, -2 * WINDOW : -WINDOW].sum(1)
    return recent / np.maximum(before, 1)


def _usual(seen: World) -> Array:
    return seen.users[:, :-WINDOW].mean(1) * WINDOW


def smoothed_log_ratio(seen: World) -> Array:
    return np.log((seen.users[:, -WINDOW:].sum(1) + 1) / (_usual(seen) + 1))


def poisson_tail(seen: World) -> Array:
    """Poisson with the account's own mean, drawn a little to the mean of all."""
    weeks = seen.users.shape[1] - WINDOW
    mean = (_usual(seen) * weeks + _usual(seen).mean()) / (weeks + 1)
    return -poisson.logsf(seen.users[:, -WINDOW:].sum(1) - 1, mean)


def oracle(seen: World) -> Array:
    """Log likelihood ratio of the window with everything known but who surges and how much."""
    window, size = seen.users[:, -WINDOW:], 1 / seen.dispersion[:, None]
    usual = seen.rate[:, None] * seen.factors[-WINDOW:]

    def chance(multiple: float) -> Array:
        return nbinom.logpmf(window, size, size / (size + multiple * usual)).sum(1)

    multiples = np.linspace(1.8, 6, 8)
    return np.logaddexp.reduce([chance(one) for one in multiples], axis=0) - np.log(8) - chance(1.0)


RULES: dict[str, Callable[[World], Array]] = {
    "three-week ratio, visits": three_week_ratio,
    "three-week ratio, users": three_week_ratio_of_users,
    "smoothed log ratio": smoothed_log_ratio,
    "Poisson": poisson_tail,
    "oracle": oracle,
}


def restless(kind: str, seed: int, accounts: int = 120, weeks: int = 30) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Users a week of a company in which nobody surges, and the industries of its accounts.

    `lasting`: interest that lasts (autocorrelated, .9 a week); `event`: one industry has a fair in the last three weeks;
    `rhythm`: accounts come every third to eighth week; `crawlers`: bots with many ids; `steady`: nothing of it.
    """
    random = np.random.default_rng(seed)
    rate = random.lognormal(0.6, 0.9, accounts)[:, None] * np.ones((1, weeks))
    industry = random.integers(0, 6, accounts)
    if kind == "lasting":
        mood = np.zeros((accounts, weeks + 30))
        for week in range(1, weeks + 30):
            mood[:, week] = 0.9 * mood[:, week - 1] + np.sqrt(0.19) * random.normal(size=accounts)
        rate = rate * np.exp(0.8 * mood[:, 30:] - 0.32)
    if kind == "event":
        rate[np.ix_(industry == 3, range(weeks - 3, weeks))] *= 3
    if kind == "rhythm":
        every = random.integers(3, 9, accounts)[:, None]
        rate = rate * np.where(
            (np.arange(weeks) + random.integers(0, 9, accounts)[:, None]) % every == 0, 0.8 * every, 0.3
        )
    users = random.poisson(rate)
    if kind == "crawlers":
        users += np.where(random.random(users.shape) < 0.01, 60, 0)
    return users.astype(np.int64), industry


KINDS = ("steady", "lasting", "event", "rhythm", "crawlers")


def false_alerts(companies: int) -> None:
    """Companies with any alert though nobody surges, and alerts among 1,000 accounts, by three weeks and by one."""
    print("| visits | weeks judged | companies with an alert, % | alerts in 1,000 accounts |\n|---|---|---|---|")
    for kind in KINDS:
        made = [restless(kind, seed) for seed in range(companies)]
        for window in (WINDOW, 1):
            found = [surges(users, window=window, groups=industry).alert for users, industry in made]
            any_of = 100 * np.mean([alert.any() for alert in found])
            print(f"| {kind} | {window} | {any_of:.1f} | {1000 * np.mean(found):.2f} |", flush=True)


def timed(seen: World) -> tuple[Surges, float]:
    began = time.perf_counter()
    return surges(seen.users), time.perf_counter() - began


def main(seeds: int) -> None:
    ranks: dict[str, list[tuple[float, float]]] = {name: [] for name in ("pooled negative binomial", *RULES)}
    for seed in range(1, seeds + 1):
        seen, null = world(seed), world(1_000 + seed, share=0)
        found, seconds = timed(seen)
        quiet, _ = timed(null)
        ranks["pooled negative binomial"].append(precision(found.evidence, seen.surging))
        for name, rule in RULES.items():
            ranks[name].append(precision(rule(seen), seen.surging))
        true = int((found.alert & seen.surging).sum())
        print(
            f"seed {seed}: users {seen.users.mean():.2f} a week, {(seen.users == 0).mean():.0%} zeros; alerts {found.alert.sum()}, "
            f"of them true {true}; null week: p ≤ .01 {(quiet.p_value <= 0.01).mean():.4f}, alarms {quiet.alert.sum()}; {seconds:.1f} s; "
            f"precision {ranks['pooled negative binomial'][-1][0]:.3f} / {ranks['pooled negative binomial'][-1][1]:.2f}"
        )
    print("\n| ranking | average precision | precision at 100 |\n|---|---|---|")
    for name, values in sorted(ranks.items(), key=lambda item: np.mean(item[1], axis=0)[0]):
        mean = np.mean(values, axis=0)
        print(f"| {name} | {mean[0]:.3f} | {mean[1]:.3f} |")


if __name__ == "__main__":
    if sys.argv[1:2] == ["restless"]:
        false_alerts(int(sys.argv[2]) if len(sys.argv) > 2 else 200)
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
