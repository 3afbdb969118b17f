"""Matched controls: nearest neighbours within a caliper, exact cells, coarsened cells.

Nearest neighbour follows MatchIt (Ho et al. 2011): the distance is the propensity score, the treated with the largest
scores choose first, without replacement, one control a round; the caliper is in standard deviations of the distance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assay.errors import UsageError, did_you_mean
from assay.stats.balance import effective_sample_size
from assay.stats.cautions import Array, Caution, Flags, Places, table
from assay.stats.propensity import propensity

Metric = Literal["propensity", "logit", "mahalanobis"]
METRICS = ("propensity", "logit", "mahalanobis")


@dataclass(frozen=True)
class Matching:
    """`pairs` [m, 2]: places of a treated and of its control; `weights` [n0] of the controls (0 where unused).

    `strata_*`: the cell of each account in exact matching (−1 where it has no partner), else empty. Weights sum to the
    number of matched treated accounts.
    """

    pairs: Places
    weights: Array
    matched: Flags
    unmatched_treated: Places
    unmatched_controls: Places
    distances: Array
    strata_treated: Places
    strata_controls: Places
    ess: float
    warnings: tuple[Caution, ...]


def nearest(
    treated: ArrayLike,
    controls: ArrayLike,
    *,
    ratio: int = 1,
    metric: Metric = "propensity",
    caliper: float | None = None,
    replace: bool = False,
    exact: tuple[ArrayLike, ArrayLike] | None = None,
) -> Matching:
    """`ratio` nearest controls for each treated account, from covariates [n1, k] and [n0, k].

    `caliper`: the farthest distance allowed, in SDs of the distance (propensity, logit) or in Mahalanobis units.
    `exact`: labels of both arms that partners must share. Treated accounts without a partner are told, never forced.
    """
    first, second = table(treated, "Treated covariates"), table(controls, "Control covariates")
    if ratio < 1:
        raise UsageError(f"A ratio of {ratio} controls for each treated account.", hint="Give 1 or more.")
    score, other, told = _scores(first, second, metric)
    width = np.inf if caliper is None else caliper * _unit(score, other, metric)
    order = np.argsort(-np.round(score[:, 0], 12), kind="stable") if metric != "mahalanobis" else np.arange(len(score))
    pairs, gaps = _assign(score, other, order, ratio, width, replace, _allowed(exact, len(first), len(second)))
    return _matching(pairs, gaps, len(first), len(second), told)


def exact_matching(treated: Sequence[Any] | ArrayLike, controls: Sequence[Any] | ArrayLike) -> Matching:
    """Cells of equal labels: [n] one label or [n, k] several per account. Controls weigh as their cell's treated do."""
    first, second = _labels(treated), _labels(controls)
    if first.shape[1] != second.shape[1]:
        raise UsageError(f"{first.shape[1]} labels of the treated, {second.shape[1]} of the controls.")
    cells = np.unique(np.vstack([first, second]), axis=0, return_inverse=True)[1].ravel()
    own, other = cells[: len(first)], cells[len(first) :]
    size = int(cells.max()) + 1
    wanted, there = np.bincount(own, minlength=size), np.bincount(other, minlength=size)
    both = (wanted > 0) & (there > 0)
    weights = np.where(both[other], wanted[other] / np.maximum(there[other], 1), 0.0)
    pairs = np.array([(i, j) for i in range(len(own)) for j in np.flatnonzero(other == own[i])], dtype=np.intp)
    return Matching(
        pairs=pairs.reshape(-1, 2),
        weights=weights,
        matched=both[own],
        unmatched_treated=np.flatnonzero(~both[own]),
        unmatched_controls=np.flatnonzero(~both[other]),
        distances=np.zeros(len(pairs)),
        strata_treated=np.where(both[own], own, -1),
        strata_controls=np.where(both[other], other, -1),
        ess=effective_sample_size(weights),
        warnings=_cautions(both[own]),
    )


def _scores(first: Array, second: Array, metric: str) -> tuple[Array, Array, tuple[Caution, ...]]:
    if metric not in METRICS:
        raise UsageError(f"Unknown distance {metric!r}.", hint=did_you_mean(metric, METRICS))
    if metric == "mahalanobis":
        return *_whitened(first, second), ()
    scores = propensity(first, second)
    own, other = scores.treated[:, None], scores.controls[:, None]
    if metric == "propensity":
        own, other = 1 / (1 + np.exp(-own)), 1 / (1 + np.exp(-other))
    return own, other, scores.warnings


def _whitened(first: Array, second: Array) -> tuple[Array, Array]:
    """Columns in which plain distance is Mahalanobis distance with the covariance pooled within arms."""
    inner = np.vstack([first - first.mean(axis=0), second - second.mean(axis=0)])
    pooled = inner.T @ inner / max(len(inner) - 2, 1)
    values, vectors = np.linalg.eigh(pooled)
    kept = values > 1e-10 * max(float(values.max()), 1e-300)
    turn = vectors[:, kept] / np.sqrt(values[kept])
    return first @ turn, second @ turn


def _unit(score: Array, other: Array, metric: str) -> float:
    return 1.0 if metric == "mahalanobis" else float(np.r_[score[:, 0], other[:, 0]].std(ddof=1))


def _allowed(exact: tuple[ArrayLike, ArrayLike] | None, size: int, others: int) -> tuple[Places, Places]:
    if exact is None:
        return np.zeros(size, np.intp), np.zeros(others, np.intp)
    first, second = _labels(exact[0]), _labels(exact[1])
    if (len(first), len(second)) != (size, others):
        raise UsageError(f"{len(first)} and {len(second)} labels for {size} treated and {others} control accounts.")
    cells = np.unique(np.vstack([first, second]), axis=0, return_inverse=True)[1].ravel()
    return cells[:size], cells[size:]


def _assign(
    score: Array, other: Array, order: Places, ratio: int, width: float, replace: bool, cells: tuple[Places, Places]
) -> tuple[Places, Array]:
    free = np.ones(len(other), dtype=bool)
    taken: dict[int, set[int]] = {}
    pairs, gaps = [], []
    for _ in range(ratio):
        for place in order:
            # Accounts that are alike differ in the last digit only: the first of them is taken, on every machine.
            gap = np.round(np.sqrt(((other - score[place]) ** 2).sum(axis=1)), 12)
            gap[~free | (cells[1] != cells[0][place])] = np.inf
            gap[list(taken.get(int(place), ()))] = np.inf
            best = int(np.argmin(gap))
            if not np.isfinite(gap[best]) or gap[best] > width:
                continue
            pairs.append((int(place), best))
            gaps.append(float(gap[best]))
            taken.setdefault(int(place), set()).add(best)
            free[best] = replace
    return np.array(pairs, dtype=np.intp).reshape(-1, 2), np.array(gaps, dtype=np.float64)


def _matching(pairs: Places, gaps: Array, size: int, others: int, told: tuple[Caution, ...]) -> Matching:
    partners = np.bincount(pairs[:, 0], minlength=size)
    weights = np.bincount(pairs[:, 1], 1.0 / partners[pairs[:, 0]], others).astype(np.float64)
    return Matching(
        pairs=pairs,
        weights=weights,
        matched=partners > 0,
        unmatched_treated=np.flatnonzero(partners == 0),
        unmatched_controls=np.flatnonzero(weights == 0),
        distances=gaps,
        strata_treated=np.empty(0, np.intp),
        strata_controls=np.empty(0, np.intp),
        ess=effective_sample_size(weights),
        warnings=(*told, *_cautions(partners > 0)),
    )


def _cautions(matched: Flags) -> tuple[Caution, ...]:
    lost = int((~matched).sum())
    if not lost:
        return ()
    text = (
        f"{lost} of {len(matched)} treated accounts have no comparable control: the effect speaks of the others only."
    )
    return (Caution("unmatched", text, lost),)


def _labels(values: Any) -> NDArray[Any]:
    """Labels as text in columns: numbers, words and missing values compare alike in both arms."""
    array = np.asarray(values)
    columns = array[:, None] if array.ndim == 1 else array
    return columns.astype(str)
