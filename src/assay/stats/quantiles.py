"""Quantiles that every figure's interval needs, by the closed forms of the textbooks.

SciPy has them all, and takes longer to load (0.3 s, `scipy.stats` 1 s) than a question takes to answer; it is what the
tests compare these with.
"""

from __future__ import annotations

from functools import lru_cache
from math import atan, cos, exp, lgamma, log, log1p, pi, sin, sqrt, tan

LEVEL = 0.95
Z = 1.959963984540054
LARGE = 1_000
"""Degrees of freedom from which the expansion around the normal distribution is exact to the last digits."""


@lru_cache(maxsize=256)
def student(degrees: int) -> float:
    """The 97.5 % quantile of Student's t with so many (1 or more) degrees of freedom.

    >>> round(student(1), 6), round(student(10), 6), round(student(10**9), 6)
    (12.706205, 2.228139, 1.959964)
    """
    if degrees >= LARGE:
        return _around_normal(degrees)
    if degrees <= 2:  # in closed form; Newton's steps would begin too far away
        return tan(pi * LEVEL / 2) if degrees == 1 else LEVEL * sqrt(2 / (1 - LEVEL * LEVEL))
    value = _around_normal(degrees)
    for _ in range(50):
        step = (_between(value, degrees) - LEVEL) / (2 * _density(value, degrees))
        value -= step
        if abs(step) < 1e-13 * value:
            break
    return value


def _around_normal(degrees: int) -> float:
    """Abramowitz and Stegun 26.7.5."""
    x = Z
    terms = (
        (x**3 + x) / 4,
        (5 * x**5 + 16 * x**3 + 3 * x) / 96,
        (3 * x**7 + 19 * x**5 + 17 * x**3 - 15 * x) / 384,
        (79 * x**9 + 776 * x**7 + 1482 * x**5 - 1920 * x**3 - 945 * x) / 92_160,
    )
    return x + sum(term / float(degrees) ** power for power, term in enumerate(terms, start=1))


def _between(value: float, degrees: int) -> float:
    """P(|t| < value): Abramowitz and Stegun 26.7.3 and 26.7.4, a finite sum for whole degrees of freedom."""
    angle = atan(value / sqrt(degrees))
    odd = degrees % 2
    squared = cos(angle) ** 2
    term, total = (cos(angle) if odd else 1.0), 0.0
    for place in range(degrees // 2):
        total += term
        top = 2 * place + (2 if odd else 1)
        term *= squared * top / (top + 1)
    return 2 / pi * (angle + sin(angle) * total) if odd else sin(angle) * total


def _density(value: float, degrees: int) -> float:
    whole = lgamma((degrees + 1) / 2) - lgamma(degrees / 2) - log(degrees * pi) / 2
    return exp(whole - (degrees + 1) / 2 * log1p(value * value / degrees))


EXACT = 4_000
"""Tosses up to which whole numbers are counted; beyond, SciPy's floating ones are quicker."""


@lru_cache(maxsize=256)
def fair_tosses(tosses: int) -> tuple[int, float, float]:
    """The least number of heads that so many tosses of a coin stay at or below in 2.5 % of cases or more, and how often
    they stay below it, and at or below it."""
    if tosses > EXACT:
        from scipy.stats import binom

        heads = max(int(binom.ppf((1 - LEVEL) / 2, tosses, 0.5)), 1)
        return heads, float(binom.cdf(heads - 1, tosses, 0.5)), float(binom.cdf(heads, tosses, 0.5))
    every = 2**tosses
    heads, ways, below = 0, 1, 0
    while (below + ways) * 40 < every or heads < 1:
        below += ways
        heads += 1
        ways = ways * (tosses - heads + 1) // heads
    return heads, below / every, (below + ways) / every
