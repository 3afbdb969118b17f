"""How the arms are made comparable, and the rung of the ladder that this reaches."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from assay.comparison.arms import Account, Arms
from assay.comparison.covariates import Column, Covariates, room_for
from assay.comparison.estimate import Weighing, is_bounded
from assay.comparison.matches import exact, nearest
from assay.comparison.outcomes import Outcome
from assay.comparison.result import DESIGNS, Design
from assay.errors import DataError, UsageError, did_you_mean
from assay.stats import gates
from assay.stats.balance import BalanceRow, balance_table, effective_sample_size, entropy_balance, moment_balance
from assay.stats.cautions import LEAST_TREATED, UNBALANCED

BalancingName = Literal["entropy", "nearest", "exact"]
BALANCINGS = ("entropy", "nearest", "exact")
Asked = Literal["auto", "randomised", "staggered", "matched", "synthetic", "descriptive"]
ASKED = ("auto", *DESIGNS)
Floats = NDArray[np.float64]
SUMS = ("ratio", "per_account")
"""Kinds of outcome that add up what may be without bounds."""
ACCOUNTS_A_COLUMN, MOST_COLUMNS = 10, 5
"""A lot is adjusted for few columns of the past: fitting one costs what an account tells."""


@dataclass(frozen=True)
class Balanced:
    """Weights [n] of all accounts, and how alike the arms are under them. `lacking`: treated accounts without a like.

    `known` and `treated` [n], where it is entropy balancing: what is made equal, in which arms.
    """

    weights: Floats
    rows: tuple[tuple[Column, BalanceRow], ...]
    ess: float
    lacking: tuple[Account, ...] = ()
    balancing: bool = False
    known: Covariates | None = None
    treated: NDArray[np.bool_] | None = None

    def of(self, outcome: Outcome | None) -> Balanced:
        """The weights that an outcome is compared with. What keeps within bounds needs equal means alone, which cost less."""
        if self.treated is None or outcome is None or outcome.kind not in SUMS or is_bounded(outcome):
            return self
        return replace(self, weights=self._for_amounts, ess=effective_sample_size(self._for_amounts[~self.treated]))

    @cached_property
    def _for_amounts(self) -> Floats:
        """Weights that balance squares and cubes as well, for what may grow faster than in a line: made once one is asked for."""
        assert self.known is not None
        assert self.treated is not None
        values, weights = self.known.values, np.ones(len(self.treated))
        first, second = values[self.treated], values[~self.treated]
        weights[~self.treated] = moment_balance(first, second, room_for(len(second))).weights
        return weights

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
    made = replace(_told(arms, known, weights, lacking), balancing=True)
    return replace(made, known=known, treated=treated) if balancing == "entropy" and known.columns else made


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


HOT = ("prior_touches", "recent_touches")


def picked_hot(made: Balanced) -> bool:
    """Whether the treated were picked while they were busier than the others."""
    return any(column.covariate in HOT and row.smd_before > UNBALANCED for column, row in made.rows)


@dataclass(frozen=True)
class Rung:
    """A design, and why it is not the better one: a code of `assay.comparison.words`."""

    design: Design
    reason: str | None = None

    @property
    def number(self) -> int:
        return DESIGNS.index(self.design) + 1


@dataclass(frozen=True)
class LotTest:
    """How likely a lot leaves, and parts, accounts as these arms are; `doubt` names the test that it fails.

    `doubt` is `not_drawn` where no lot is on record and nobody vouches for one, None where the lot is believed.
    """

    doubt: Literal["not_drawn", "redrawn", "dated_late", "rewritten", "sample_ratio", "unlike_by_lot"] | None
    sample_ratio: float | None = None
    balance: float | None = None


def tested_lot(arms: Arms, known: Covariates) -> LotTest:
    """Whether the arms may be taken for those of a lot: on record or vouched for, and neither thinned nor picked."""
    if not arms.lots:
        return LotTest("not_drawn")
    if any(lot.replaced for lot in arms.lots):
        return LotTest("redrawn")
    if any(lot.dated_late for lot in arms.lots):
        return LotTest("dated_late")
    if arms.said.changes and any(lot.origin == "vouched" for lot in arms.lots):
        return LotTest("rewritten")
    treated = flags(arms)
    kept = int(treated.sum()), int((~treated).sum())
    ratio = gates.sample_ratio(kept, arms.drawn) if arms.drawn and arms.drawn >= kept else None
    shares = {lot.share for lot in arms.lots if lot.origin == "vouched"}
    if len(shares) == 1 and (share := shares.pop()) is not None and all(lot.share == share for lot in arms.lots):
        ratio = gates.holdout_share(*kept, share)
    if ratio is not None and ratio < gates.SURE:
        return LotTest("sample_ratio", ratio)
    balance = gates.balance_p(known.all_values, treated, strata_of(arms), clusters_of(arms))
    return LotTest("unlike_by_lot" if balance < gates.SURE else None, ratio, balance)


def strata_of(arms: Arms) -> NDArray[Any]:
    """What each account was drawn within."""
    return np.array([account.stratum or account.list or "" for account in arms.accounts])


def clusters_of(arms: Arms) -> NDArray[Any]:
    return np.array([account.parent_id for account in arms.accounts])


def reached(arms: Arms, made: Balanced, method: str, asked: Asked, lot: LotTest | None = None) -> Rung:
    """The best rung that these arms reach, no higher than asked for; `lot` is the test of the lot, for a holdout."""
    drawn = lot is not None and lot.doubt is None
    if asked == "descriptive" or (method == "raw" and not drawn):
        return Rung("descriptive", "raw")
    if len(arms.treated) < LEAST_TREATED:
        return Rung("descriptive", "few_treated")
    if drawn and asked != "matched" and not arms.thinned:
        return Rung("randomised")
    if asked == "randomised":
        message, hint = _not_drawn(arms, lot)
        raise UsageError(message, hint=hint)
    if arms.thinned:
        return Rung("descriptive", "thinned")
    if arms.in_both:
        return Rung("descriptive", "both_arms")
    if arms.listed_at_deal:
        return Rung("descriptive", "listed_at_deal")
    if arms.named_late:
        return Rung("descriptive", "named_late")
    if made.max_smd > UNBALANCED:
        return Rung("descriptive", "unbalanced")
    return Rung("matched")


def _not_drawn(arms: Arms, lot: LotTest | None) -> tuple[str, str]:
    if lot is not None and lot.doubt in ("redrawn", "dated_late", "rewritten", "sample_ratio", "unlike_by_lot"):
        return "--design randomised: these arms are not what a lot leaves.", "Compare without --design, which says why."
    return (
        f"--design randomised needs accounts that a lot has held back; no draw of arm {arms.against!r} is on record.",
        "`assay lists draw` draws a holdout; for one that was drawn elsewhere, vouch in assay.toml: docs/comparison.md.",
    )


def weighing(
    arms: Arms, known: Covariates, made: Balanced, rung: Rung, method: str, outcome: Outcome | None
) -> Weighing:
    """How the accounts count in the estimate of an outcome."""
    clusters = clusters_of(arms)
    made = made.of(outcome)
    if rung.design == "randomised":
        return Weighing(covariates=past_of(arms, known), clusters=clusters, strata=strata_of(arms), drawn=True)
    if method == "raw":
        return Weighing(clusters=clusters)
    if rung.design == "descriptive":
        # What cannot be made alike would be extrapolated: of two controls without a deal, 99 % had one "but for the programme".
        return Weighing(weights=made.weights, clusters=clusters)
    return Weighing(weights=made.weights, covariates=known.values, clusters=clusters)


def past_of(arms: Arms, known: Covariates) -> Floats:
    """What the outcome of a lot is cleared of (CUPED): the columns that tell most, one for `ACCOUNTS_A_COLUMN` accounts."""
    room = min(MOST_COLUMNS, min(len(arms.treated), len(arms.controls)) // ACCOUNTS_A_COLUMN)
    return known.all_values[:, :room]
