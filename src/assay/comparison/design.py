"""How the arms are made comparable, and the rung of the ladder that this reaches."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assay.comparison.arms import Account, Arms
from assay.comparison.covariates import Column, Covariates
from assay.comparison.estimate import Weighing
from assay.comparison.matches import exact, nearest
from assay.comparison.result import DESIGNS, Design
from assay.errors import DataError, UsageError, did_you_mean
from assay.stats.balance import BalanceRow, balance_table, effective_sample_size, entropy_balance
from assay.stats.cautions import LEAST_TREATED, UNBALANCED

BalancingName = Literal["entropy", "nearest", "exact"]
BALANCINGS = ("entropy", "nearest", "exact")
Asked = Literal["auto", "randomised", "staggered", "matched", "synthetic", "descriptive"]
ASKED = ("auto", *DESIGNS)
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Balanced:
    """Weights [n] of all accounts, and how alike the arms are under them. `lacking`: treated accounts without a like."""

    weights: Floats
    rows: tuple[tuple[Column, BalanceRow], ...]
    ess: float
    lacking: tuple[Account, ...] = ()
    balancing: bool = False

    @property
    def max_smd(self) -> float:
        return max((abs(row.smd_after) for _, row in self.rows), default=0.0)

    @property
    def worst(self) -> Column | None:
        return max(self.rows, key=lambda pair: abs(pair[1].smd_after))[0] if self.rows else None


def flags(arms: Arms) -> NDArray[np.bool_]:
    return np.array([account.treated for account in arms.accounts], dtype=bool)


def balanced(arms: Arms, known: Covariates, balancing: BalancingName, *, chosen: bool = False) -> Balanced:
    """Controls weighted, or chosen, to be like the treated on the covariates."""
    if balancing not in BALANCINGS:
        raise UsageError(f"Unknown balancing {balancing!r}.", hint=did_you_mean(balancing, BALANCINGS))
    treated = flags(arms)
    weights = _weights(known, treated, balancing, chosen) if known.columns else np.ones(len(treated))
    if not weights[~treated].sum() > 0:
        raise DataError(
            "No treated account has a like among the others.", hint="Use --balancing entropy, or fewer --covariate."
        )
    lacking = tuple(one for one, weight in zip(arms.accounts, weights, strict=True) if one.treated and weight == 0)
    return replace(_told(arms, known, weights, lacking), balancing=True)


def as_they_are(arms: Arms, known: Covariates) -> Balanced:
    """No weights: the balance before is the balance after."""
    return _told(arms, known, np.ones(len(arms.accounts)), ())


def _told(arms: Arms, known: Covariates, weights: Floats, lacking: tuple[Account, ...]) -> Balanced:
    treated = flags(arms)
    kept = treated & (weights > 0)
    rows: tuple[BalanceRow, ...] = ()
    if known.all_columns and kept.any():
        rows = balance_table(known.all_values[kept], known.all_values[~treated], weights[~treated], known.all_names)
    ess = effective_sample_size(weights[~treated])
    return Balanced(weights, tuple(zip(known.all_columns, rows, strict=False)), ess, lacking)


def _weights(known: Covariates, treated: NDArray[np.bool_], balancing: BalancingName, chosen: bool) -> Floats:
    values = known.values
    if balancing == "nearest":
        return nearest(values, treated)
    if balancing == "exact":
        return exact(values, treated, known.columns, chosen)
    weights = np.ones(len(treated))
    weights[~treated] = entropy_balance(values[treated], values[~treated]).weights
    return weights


@dataclass(frozen=True)
class Rung:
    """A design, and why it is not the better one: a code of `assay.comparison.words`."""

    design: Design
    reason: str | None = None

    @property
    def number(self) -> int:
        return DESIGNS.index(self.design) + 1


def reached(arms: Arms, made: Balanced, method: str, asked: Asked) -> Rung:
    """The best rung that these arms reach, no higher than asked for."""
    if asked == "descriptive" or (method == "raw" and arms.against != "holdout"):
        return Rung("descriptive", "raw")
    if len(arms.treated) < LEAST_TREATED:
        return Rung("descriptive", "few_treated")
    if arms.against == "holdout" and asked != "matched":
        return Rung("randomised")
    if asked == "randomised":
        raise UsageError(
            f"--design randomised needs accounts that a lot has held back; arm {arms.against!r} was not drawn.",
            hint="Compare --against holdout; `assay lists draw` draws one before the next launch.",
        )
    if made.max_smd > UNBALANCED:
        return Rung("descriptive", "unbalanced")
    return Rung("matched")


def weighing(arms: Arms, known: Covariates, made: Balanced, rung: Rung, method: str) -> Weighing:
    """How the accounts count in the estimate."""
    clusters = np.array([account.parent_id for account in arms.accounts])
    if rung.design == "randomised":
        strata = np.array([account.list or "" for account in arms.accounts])
        return Weighing(clusters=clusters, strata=strata, drawn=True)
    if method == "raw":
        return Weighing(clusters=clusters)
    return Weighing(weights=made.weights, covariates=known.values, clusters=clusters)
