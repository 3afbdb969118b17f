"""Averages over the effects of waves in periods (Callaway & Sant'Anna 2021, section 3), with their errors.

Weights are functions of the waves' shares among the accounts, so that the shares' own uncertainty can be counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np

from assay.stats.cautions import Array, Places
from assay.stats.regression import quantile, two_sided


@dataclass(frozen=True)
class Averaged:
    """An average of the effects of waves in periods, in the outcome's unit, with its 95 % interval."""

    estimate: float
    standard_error: float
    low: float
    high: float
    p: float

    def to_json(self) -> dict[str, Any]:
        return dict(vars(self))


@dataclass(frozen=True)
class Cell:
    """The effect on one wave in one period."""

    wave: int
    period: int
    average: Averaged
    treated: int


Weigh = Callable[[tuple[Cell, ...], dict[int, float]], Array]


def average(weigh: Weigh, cells: tuple[Cell, ...], influence: Array, waves: Array, parents: Places | None) -> Averaged:
    """The weighted average of cells; its error counts that the waves' sizes, too, are those of a sample."""
    names = sorted({cell.wave for cell in cells})
    shares = {name: float((waves == name).mean()) for name in names}
    effects = np.array([cell.average.estimate for cell in cells])
    weights = weigh(cells, shares)
    moved = weights @ influence
    for name in names:
        moved = moved + _slope(weigh, cells, effects, shares, name) * ((waves == name) - shares[name]) / len(waves)
    return averaged(float(weights @ effects), _error(moved, parents), _number(moved, parents) - 1)


def _slope(weigh: Weigh, cells: tuple[Cell, ...], effects: Array, shares: dict[int, float], name: int) -> float:
    """How the average moves with the share of accounts that belong to the wave `name`."""
    step = shares[name] * 1e-4
    more, less = (weigh(cells, shares | {name: shares[name] + move}) for move in (step, -step))
    return float((more - less) @ effects) / (2 * step)


def _error(moved: Array, parents: Places | None) -> float:
    sums = moved if parents is None else np.bincount(parents, moved)
    return sqrt(float((sums**2).sum()))


def _number(moved: Array, parents: Places | None) -> float:
    return float(len(moved) if parents is None else int(parents.max()) + 1)


def averaged(estimate: float, error: float, degrees: float) -> Averaged:
    half = quantile(0.95, min(degrees, 1e9)) * error
    p = two_sided(estimate / error, min(degrees, 1e9)) if error > 0 else 1.0
    return Averaged(estimate, error, estimate - half, estimate + half, p)


def _normalised(weights: Array) -> Array:
    total = weights.sum()
    normal: Array = weights / total if total > 0 else weights
    return normal


def _where(cells: tuple[Cell, ...], shares: dict[int, float], chosen: list[bool]) -> Array:
    return _normalised(np.array([shares[cell.wave] * use for cell, use in zip(cells, chosen, strict=True)]))


def _mean_of(parts: list[Array]) -> Array:
    mean: Array = np.mean(parts, axis=0)
    return mean


def simple(cells: tuple[Cell, ...], shares: dict[int, float]) -> Array:
    return _where(cells, shares, [cell.period >= cell.wave for cell in cells])


def dynamic(cells: tuple[Cell, ...], shares: dict[int, float]) -> Array:
    times = sorted({cell.period - cell.wave for cell in cells if cell.period >= cell.wave})
    return _mean_of([at_time(cells, shares, time) for time in times])


def at_time(cells: tuple[Cell, ...], shares: dict[int, float], time: int) -> Array:
    return _where(cells, shares, [cell.period - cell.wave == time for cell in cells])


def calendar(cells: tuple[Cell, ...], shares: dict[int, float]) -> Array:
    periods = sorted({cell.period for cell in cells if cell.period >= cell.wave})
    return _mean_of([_in_period(cells, shares, period) for period in periods])


def _in_period(cells: tuple[Cell, ...], shares: dict[int, float], period: int) -> Array:
    return _where(cells, shares, [cell.period == period >= cell.wave for cell in cells])


def group(cells: tuple[Cell, ...], shares: dict[int, float]) -> Array:
    counts = {w: sum(c.wave == w and c.period >= w for c in cells) for w in {c.wave for c in cells}}
    return _normalised(
        np.array([shares[c.wave] / counts[c.wave] if c.period >= c.wave and counts[c.wave] else 0.0 for c in cells])
    )


def pre_trend(cells: tuple[Cell, ...], influence: Array, parents: Places | None) -> float | None:
    """Wald test that every effect before launch is 0; null where there is none."""
    from scipy.special import chdtrc

    before = np.array([cell.period < cell.wave for cell in cells])
    if not before.any():
        return None
    rows = influence[before]
    if parents is not None:
        rows = np.array([np.bincount(parents, row) for row in rows])
    effects = np.array([cell.average.estimate for cell, early in zip(cells, before, strict=True) if early])
    spread = rows @ rows.T
    rank = int(np.linalg.matrix_rank(spread))
    return float(chdtrc(rank, float(effects @ np.linalg.pinv(spread) @ effects))) if rank else None
