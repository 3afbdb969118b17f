"""Randomisation inference: the arms are drawn again within strata, as they were drawn at launch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from assay.stats.cautions import Array, Flags, Places, arms, numbers, table

SEED = 20_260_101
DRAWS = 4_999
CELLS = 2_000_000


@dataclass(frozen=True)
class Permutation:
    """Two-sided mid-p and the interval of the shifts that this test would not refuse."""

    estimate: float
    p: float
    low: float
    high: float
    draws: int


def permutation(
    outcome: ArrayLike,
    treated: ArrayLike,
    strata: ArrayLike | None = None,
    *,
    covariates: ArrayLike | None = None,
    level: float = 0.95,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Permutation:
    """Permutation within strata [n] of the difference of outcomes [n], each stratum counting as its treated accounts.

    With `covariates` [n, k] outcome and arm are first cleared of them within strata (Freedman-Lane). Ties with the
    observed arrangement count half (mid-p), or a 0/1 outcome would be tested too strictly.
    """
    values = numbers(outcome, "Outcome")
    mask = arms(treated, len(values))
    labels = np.zeros(len(values), int) if strata is None else np.unique(np.asarray(strata), return_inverse=True)[1]
    arm = _cleared(mask.astype(float), labels, covariates)
    rest = _cleared(values, labels, covariates)
    scale, base = _factors(mask, labels)[labels], _base(mask, labels)
    own = mask * scale - base
    observed, shift = float(own @ rest) / float(own @ arm), float(own @ arm)
    pair = np.column_stack([rest, arm])
    sums = np.vstack(list(_sums(scale[:, None] * pair, mask, labels, draws, seed))) - base @ pair
    difference, overlap = sums.T / shift
    low, high = _interval(difference, overlap, observed, level)
    return Permutation(observed, _p(difference, observed), low, high, draws)


def _p(difference: Array, observed: float) -> float:
    close = 1e-9 * float(np.abs(difference).max())
    ties = float((np.abs(difference - observed) <= close).sum()) + 1
    above = (difference > observed + close).sum() + ties / 2
    below = (difference < observed - close).sum() + ties / 2
    return float(min(1.0, 2 * min(above, below) / (len(difference) + 1)))


def _interval(difference: Array, overlap: Array, observed: float, level: float) -> tuple[float, float]:
    """The shifts that this test would not refuse, by the rule of `_p`: 0 lies outside only where p is below 1 − level.

    A drawn arrangement reaches the observed one at the shift where both differences are equal: one number a draw. The
    same arrangement drawn again reaches it at every shift, half on either side; few arrangements mean no limit at all.
    """
    same = overlap > 1 - 1e-9
    with np.errstate(divide="ignore", invalid="ignore"):
        shifts = (observed - difference) / (1 - overlap)
    shifts[np.abs(shifts) <= 1e-9 * float(np.abs(difference).max())] = 0.0
    shifts[same] = np.where(np.cumsum(same)[same] % 2, -np.inf, np.inf)
    ordered = np.sort(shifts)
    place = int(np.ceil((1 - level) / 2 * (len(ordered) + 1) - 0.5))
    return float(ordered[max(place, 1) - 1]), float(ordered[-max(place, 1)])


def _cleared(values: Array, labels: Places, covariates: ArrayLike | None) -> Array:
    """What remains after the stratum means and a line on the covariates."""
    rest: Array = values - (np.bincount(labels, values) / np.bincount(labels))[labels]
    if covariates is None:
        return rest
    columns = table(covariates, "Covariates")
    centred = np.column_stack([_cleared(column, labels, None) for column in columns.T])
    remaining: Array = rest - centred @ np.linalg.lstsq(centred, rest, rcond=1e-10)[0]
    return remaining


def _sums(values: Array, mask: Flags, labels: Places, draws: int, seed: int) -> Iterator[Array]:
    """Sums of `values` [n, 2] over drawn arrangements [some, 2] with as many treated in each stratum as there were."""
    random = np.random.default_rng(seed)
    places = [(rows := np.flatnonzero(labels == stratum), int(mask[rows].sum())) for stratum in np.unique(labels)]
    size = max(1, CELLS // len(mask))
    for first in range(0, draws, size):
        block = np.zeros((min(size, draws - first), 2))
        for rows, count in places:
            order = random.random((len(block), len(rows)))
            chosen = np.argpartition(order, max(count - 1, 0), axis=1)[:, :count]
            block += values[rows[chosen]].sum(axis=1)
        yield block


def _factors(mask: Flags, labels: Places) -> Array:
    """Per stratum what turns an arm into its difference of means, times the stratum's share of treated accounts."""
    treated, size = np.bincount(labels, mask), np.bincount(labels)
    held = size - treated
    with np.errstate(divide="ignore", invalid="ignore"):
        factors: Array = np.where((treated > 0) & (held > 0), (1 + treated / held) / treated.sum(), 0.0)
    return factors


def _base(mask: Flags, labels: Places) -> Array:
    """The part of the difference that every arrangement shares: each control's −1 / held-out × the stratum's share."""
    treated, size = np.bincount(labels, mask), np.bincount(labels)
    base: Array = (_factors(mask, labels) * treated / size)[labels]
    return base
