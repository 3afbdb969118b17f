"""Looking every week without fooling oneself: limits that spend 5 % over all looks.

Spending: Lan & DeMets 1983 with the O'Brien-Fleming shape, limits by the recursion of Armitage, McPherson & Rowe.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt

import numpy as np
from numpy.typing import NDArray

NODES = 401


@dataclass(frozen=True)
class Limits:
    """Per look [k]: when it is taken, as a share of the plan, the |z| that must be passed, its two-sided p, the error spent so far."""

    times: NDArray[np.float64]
    z: NDArray[np.float64]
    p: NDArray[np.float64]
    spent: NDArray[np.float64]


def planned_limits(
    looks: int,
    alpha: float = 0.05,
    kept: float = 0.4,
    later: int = 14,
    besides: Sequence[float] = (),
    growth: float = 1.0,
) -> Limits:
    """Limits for `looks` evenly spaced looks up to a planned verdict, and for `later` ones that follow at the same pace.

    `besides` are looks taken in between, in steps from the first day (2.25: a quarter of the way from the second to the third).
    The share `kept` of `alpha` is not spent by the planned day (O'Brien-Fleming shape), but on the looks after it:
    whoever goes on looking still errs in `alpha` of programmes over all looks. Information grows as time to the power `growth`:
    the faster, the less one look says of the next, and the more of them are chances to err.
    """
    steps = np.union1d(np.arange(1, looks + later + 1), [one for one in besides if 0 < one < looks + later])
    times = steps / looks
    after = np.maximum(1 - 1 / times, 0.0) / (1 - 1 / float(times[-1]))
    spent = _spent(times, alpha * (1 - kept)) + alpha * kept * after
    return replace(limits_of(times**growth, spent), times=times)


def z_of(p: float) -> float:
    """|z| whose two-sided p is this."""
    from scipy.special import ndtri

    return float(-ndtri(p / 2))


def limits_of(times: NDArray[np.float64], spent: NDArray[np.float64]) -> Limits:
    """|z| at each of the `times`, with which information grows in a line, where so much error is `spent` in all."""
    from scipy.special import ndtr

    limits: list[float] = []
    grid, density = np.zeros(1), np.ones(1)
    for look, step in enumerate(np.diff(times, prepend=0.0)):
        due = float(spent[look] - (spent[look - 1] if look else 0.0))
        bound = _bound(grid, density, sqrt(step), due)
        limits.append(bound / sqrt(times[look]))
        nodes = np.linspace(-bound, bound, NODES)
        grid, density = nodes, _carried(grid, density, nodes, sqrt(step)) * _simpson(2 * bound)
    z = np.array(limits)
    return Limits(times, z, 2 * ndtr(-z), spent)


def _spent(times: NDArray[np.float64], alpha: float) -> NDArray[np.float64]:
    """As O'Brien and Fleming: next to nothing at first."""
    from scipy.special import ndtr, ndtri

    spent: NDArray[np.float64] = 4 * (1 - ndtr(-ndtri(alpha / 4) / np.sqrt(np.minimum(times, 1.0))))
    return spent


def _bound(grid: NDArray[np.float64], density: NDArray[np.float64], spread: float, due: float) -> float:
    """The score that is left on either side with probability `due` from where the looks before have stopped nothing."""
    from scipy.optimize import brentq
    from scipy.special import ndtr

    def excess(bound: float) -> float:
        beyond = ndtr((-bound - grid) / spread) + ndtr((grid - bound) / spread)
        return float(density @ beyond) - due

    far = float(np.abs(grid).max()) + 40 * spread
    return far if excess(far) >= 0 or due <= 0 else float(brentq(excess, 0.0, far, xtol=1e-10))


def _carried(
    grid: NDArray[np.float64], density: NDArray[np.float64], nodes: NDArray[np.float64], spread: float
) -> NDArray[np.float64]:
    kernel = np.exp(-(((nodes[:, None] - grid) / spread) ** 2) / 2) / (spread * sqrt(2 * np.pi))
    carried: NDArray[np.float64] = kernel @ density
    return carried


def _simpson(width: float) -> NDArray[np.float64]:
    weights = np.ones(NODES)
    weights[1:-1:2], weights[2:-1:2] = 4.0, 2.0
    scaled: NDArray[np.float64] = weights * width / (NODES - 1) / 3
    return scaled
