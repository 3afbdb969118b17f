"""What the 95 % intervals of KPIs cover: python bench/intervals.py [--samples N]. A few minutes on one core.

Accounts with one deal each, or one to six that are alike (a third of the spread lies between accounts), amounts of three
skews (lognormal σ .3, .9, 1.3), 2 to 100 accounts. `covered / width` in % and in units of the truth; `none` where no
interval is given. Prints the tables of docs/methods.md.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from math import exp, sqrt

import numpy as np
from numpy.typing import NDArray

from assay.stats.clustered import (
    Range,
    by_account,
    cost_range,
    mean_range,
    median_range,
    ratio_range,
    share_range,
    sum_range,
)
from assay.stats.intervals import nps_range

Array = NDArray[np.float64]
ACCOUNTS = (2, 3, 5, 8, 10, 15, 20, 30, 50, 100)
ALIKE = 0.3
SKEWS = (0.3, 0.9, 1.3)


def deals(random: np.random.Generator, accounts: int, most: int) -> tuple[Array, NDArray[np.intp]]:
    """Standard normal traits of deals, and their accounts."""
    each = random.integers(1, most + 1, accounts)
    owner = np.repeat(np.arange(accounts), each)
    common, own = random.normal(size=accounts)[owner], random.normal(size=len(owner))
    return sqrt(ALIKE) * common + sqrt(1 - ALIKE) * own, owner


Drawn = tuple[Range, float]


def mean(random: np.random.Generator, accounts: int, most: int, skew: float) -> Drawn:
    traits, owner = deals(random, accounts, most)
    return mean_range(np.exp(skew * traits), owner), exp(skew**2 / 2)


def median(random: np.random.Generator, accounts: int, most: int, skew: float) -> Drawn:
    traits, owner = deals(random, accounts, most)
    return median_range(np.exp(skew * traits), owner), 1.0


def exponential(random: np.random.Generator, accounts: int, most: int, _: float) -> Drawn:
    traits, owner = deals(random, accounts, most)
    from scipy.stats import norm

    return mean_range(-np.log(norm.sf(traits)), owner), 1.0


def ratio(random: np.random.Generator, accounts: int, most: int, skew: float) -> Drawn:
    """Amounts over counts of people, say, that go together."""
    traits, owner = deals(random, accounts, most)
    people = 1 + random.poisson(3, len(owner))
    return ratio_range(by_account(np.exp(skew * traits) * people, people, owner), positive=True), exp(skew**2 / 2)


def total(random: np.random.Generator, accounts: int, most: int, skew: float) -> Drawn:
    came = random.poisson(accounts)
    if not came:
        return Range(), 1.0
    traits, owner = deals(random, came, most)
    sums = by_account(np.exp(skew * traits), None, owner).tops
    return sum_range(sums), accounts * (most + 1) / 2 * exp(skew**2 / 2)


def share(hits: float) -> Callable[[np.random.Generator, int, int, float], Drawn]:
    from scipy.stats import norm

    cut = float(norm.ppf(hits))

    def drawn(random: np.random.Generator, accounts: int, most: int, _: float) -> Drawn:
        traits, owner = deals(random, accounts, most)
        return share_range(by_account(traits < cut, None, owner)), hits

    return drawn


def score(promoters: float, detractors: float) -> Callable[[np.random.Generator, int, int, float], Drawn]:
    from scipy.stats import norm

    high, low = float(norm.isf(promoters)), float(norm.ppf(detractors))

    def drawn(random: np.random.Generator, accounts: int, most: int, _: float) -> Drawn:
        traits, owner = deals(random, accounts, most)
        return nps_range((traits > high) * 1.0 - (traits < low), owner), 100 * (promoters - detractors)

    return drawn


def cost(random: np.random.Generator, accounts: int, _: int, __: float) -> Drawn:
    return cost_range(1.0, random.poisson(accounts)), 1 / accounts


LINES: tuple[
    tuple[str, Callable[[np.random.Generator, int, int, float], Drawn], tuple[int, ...], tuple[float, ...]], ...
]
LINES = (
    ("mean", mean, (1, 6), SKEWS),
    ("mean of exponential days", exponential, (1, 6), (0.0,)),
    ("median", median, (1, 6), SKEWS),
    ("ratio", ratio, (1, 6), SKEWS),
    ("sum", total, (1, 6), SKEWS),
    ("share 10 %", share(0.1), (1, 6), (0.0,)),
    ("share 30 %", share(0.3), (1, 6), (0.0,)),
    ("share 50 %", share(0.5), (1, 6), (0.0,)),
    ("NPS 50 / 20", score(0.5, 0.2), (1, 6), (0.0,)),
    ("NPS 90 / 3", score(0.9, 0.03), (1, 6), (0.0,)),
    ("cost per account won", cost, (1,), (0.0,)),
)


def cell(
    draw: Callable[[np.random.Generator, int, int, float], Drawn], accounts: int, most: int, skew: float, samples: int
) -> str:
    random = np.random.default_rng([accounts, most, int(100 * skew)])
    held, widths = [], []
    for _ in range(samples):
        found, truth = draw(random, accounts, most, skew)
        if found.low is not None and found.high is not None:
            held.append(found.low <= truth <= found.high)
            widths.append((found.high - found.low) / abs(truth))
    if len(held) < 0.5 * samples:
        return "none"
    return f"{100 * np.mean(held):.0f} / {np.median(widths):.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=int, default=1000)
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    print("| figure | σ | deals each | " + " | ".join(map(str, ACCOUNTS)) + " |")
    print("|---|---|---|" + "---|" * len(ACCOUNTS))
    for name, draw, mosts, skews in LINES:
        if not name.startswith(asked.only):
            continue
        for skew in skews:
            for most in mosts:
                cells = [cell(draw, accounts, most, skew, asked.samples) for accounts in ACCOUNTS]
                each = "1" if most == 1 else f"1-{most}"
                print(f"| {name} | {skew or '–'} | {each} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
