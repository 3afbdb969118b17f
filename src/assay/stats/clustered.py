"""Intervals of figures whose cases belong to accounts: accounts are drawn, not cases, and skewed amounts keep their 5 %.

Means and ratios: bootstrap-t of the ratio estimator (Hall 1988), on the log scale where all is positive; positive amounts
that look more lognormal than gamma also get the generalised interval of a lognormal mean (Krishnamoorthy and Mathew 2003),
and the wider ends count, because a handful of cases has not yet shown the large one. Shares: Wilson on the number of
independent cases (Korn and Graubard 1998). Sums: compound Poisson. `docs/methods.md` has the table of what they cover.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import exp, inf, isfinite, lgamma, log, sqrt
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assay.stats.quantiles import Z, fair_tosses, student

Array = NDArray[np.float64]
Reason = Literal["few_accounts", "all_alike", "unsteady"]

SEED = 20_260_101
RESAMPLES = 999
LARGE = 1_000
"""Accounts from which the normal limit is as good as drawing."""
LEAST_MEAN, LEAST_RATIO, LEAST_MEDIAN, LEAST_SHARE, LEAST_SUM = 10, 15, 6, 5, 8
"""Accounts below which no method keeps its promise."""
LEAST_HELD, MOST_HELD = 0.92, 0.98
UNEVEN = 0.8
"""Sums of accounts are uneven when they vary by more than this share of their mean."""
FEW, STRETCHED = 15, 1.2
"""Of fewer accounts the upper end of a mean of amounts lies so much further up (on the log scale): ten accounts of very skewed
amounts mostly have not shown the large one, and intervals without it covered 91 %."""
TINY = 1e-12


@dataclass(frozen=True)
class Range:
    """A 95 % interval, or why there is none."""

    low: float | None = None
    high: float | None = None
    reason: Reason | None = None

    @property
    def ends(self) -> tuple[float, float] | tuple[None, None]:
        return (None, None) if self.low is None or self.high is None else (self.low, self.high)

    def within(self, least: float, most: float) -> Range:
        """No end lies where the figure cannot."""
        if self.low is None or self.high is None:
            return self
        return Range(min(max(self.low, least), most), max(min(self.high, most), least))


@dataclass(frozen=True)
class Cases:
    """Sums by account [G]: of what is counted, and of what it is divided by (for a mean, the number of its cases)."""

    tops: Array
    bottoms: Array

    @property
    def accounts(self) -> int:
        return len(self.tops)

    @property
    def ratio(self) -> float:
        return float(self.tops.sum() / self.bottoms.sum())


def by_account(tops: ArrayLike, bottoms: ArrayLike | None, accounts: ArrayLike | None) -> Cases:
    """Sums of cases [n] by account; a case without an account (None) stands alone, as all do without `accounts`."""
    top = np.asarray(tops, dtype=float)
    bottom = np.ones(len(top)) if bottoms is None else np.asarray(bottoms, dtype=float)
    owners = owners_of(accounts, len(top))
    size = int(owners.max()) + 1 if len(owners) else 0
    sums = [np.bincount(owners, part, size).astype(np.float64) for part in (top, bottom)]
    return Cases(sums[0], sums[1])


def owners_of(accounts: ArrayLike | None, cases: int) -> NDArray[np.intp]:
    """The place of each case's account [n]."""
    if accounts is None:
        return np.arange(cases)
    known: dict[Any, int] = {}
    return np.array(
        [
            known.setdefault(name if name is not None else (place,), len(known))
            for place, name in enumerate(np.asarray(accounts, dtype=object))
        ],
        dtype=np.intp,
    )


def mean_range(values: ArrayLike, accounts: ArrayLike | None = None) -> Range:
    """95 % interval of a mean of cases [n] of accounts [n]."""
    given = np.asarray(values, dtype=float)
    owners = owners_of(accounts, len(given))
    cases = by_account(given, None, owners)
    interval = ratio_range(cases, positive=bool(len(given)) and bool((given > 0).all()), least=LEAST_MEAN)
    if interval.low is None or interval.high is None or not (given > 0).all() or cases.accounts > LARGE:
        return interval.within(0, inf) if len(given) and (given >= 0).all() else interval
    low, high = lognormal_ends(given, owners)
    low, high = min(interval.low, low), max(interval.high, high)
    if cases.accounts < FEW:
        high = float(given.mean()) * (high / float(given.mean())) ** STRETCHED
    return Range(low, high)


def ratio_range(cases: Cases, *, positive: bool = False, least: int = LEAST_RATIO) -> Range:
    """95 % interval of a ratio of sums over accounts. `positive`: nothing in it can be 0 or less."""
    if cases.accounts < least or not cases.bottoms.sum():
        return Range(reason="few_accounts")
    columns = _columns(cases)
    ratio, error = _ratios(columns.sum(axis=0), cases.accounts)
    if error <= TINY * max(abs(float(ratio)), TINY):
        return Range(reason="all_alike")
    if cases.accounts > LARGE:
        return Range(float(ratio - Z * error), float(ratio + Z * error))
    drawn, errors = _ratios(_draws(cases.accounts) @ columns, cases.accounts)
    with np.errstate(all="ignore"):
        apart = np.log(drawn / ratio) * drawn / errors if positive else (drawn - ratio) / errors
    alike = errors <= TINY * abs(ratio)
    apart[alike] = np.copysign(inf, (drawn - ratio)[alike])
    low, high = _tails(apart, cases.tops)
    if not isfinite(low) or not isfinite(high):
        return Range(reason="unsteady")
    if positive:
        return _finite(ratio * _exp(-high * error / ratio), ratio * _exp(-low * error / ratio))
    return _finite(ratio - high * error, ratio - low * error)


def _columns(cases: Cases) -> Array:
    top, bottom = cases.tops, cases.bottoms
    return np.column_stack([top, bottom, top * top, top * bottom, bottom * bottom])


def _ratios(sums: Array, accounts: int) -> tuple[Any, Any]:
    """Ratios and their errors (delta method) from sums of `_columns`, of one sample or of many."""
    with np.errstate(all="ignore"):
        ratio = sums[..., 0] / sums[..., 1]
        spread = sums[..., 2] - 2 * ratio * sums[..., 3] + ratio * ratio * sums[..., 4]
        error = np.sqrt(np.maximum(spread * accounts / (accounts - 1), 0)) / sums[..., 1]
    return ratio, error


@lru_cache(maxsize=8)
def _draws(accounts: int) -> Array:
    """How often each account is in each sample [RESAMPLES, accounts]: the same every time."""
    random = np.random.default_rng(SEED)
    places = random.integers(0, accounts, (RESAMPLES, accounts)) + accounts * np.arange(RESAMPLES)[:, None]
    return np.bincount(places.ravel(), minlength=RESAMPLES * accounts).reshape(RESAMPLES, accounts).astype(float)


def _tails(studentised: Array, sums: Array) -> tuple[float, float]:
    """Quantiles of what is drawn; further out for the upper end of uneven sums, whose largest has often not come yet."""
    ordered = np.sort(np.where(np.isnan(studentised), 0.0, studentised))
    uneven = float(sums.std()) > UNEVEN * abs(float(sums.mean()))
    rank, last = (round(part * (RESAMPLES + 1)) for part in (0.005 if uneven else 0.025, 0.025))
    return float(ordered[rank - 1]), float(ordered[-last])


def _exp(power: float) -> float:
    return exp(power) if power < 700 else inf


def _finite(low: float, high: float) -> Range:
    return Range(float(low), float(high)) if isfinite(low) and isfinite(high) else Range(reason="unsteady")


def lognormal_ends(values: Array, owners: NDArray[np.intp]) -> tuple[float, float]:
    """Ends for the mean of positive amounts, were they lognormal; inside out where a gamma fits them better."""
    logs = np.log(values)
    spread = float(logs.var(ddof=1))
    if spread <= TINY or not _more_lognormal(values, logs):
        return inf, -inf
    parts = by_account(logs - logs.mean(), None, owners)
    accounts, cases = parts.accounts, len(values)
    error = sqrt(float((parts.tops**2).sum()) * accounts / (accounts - 1)) / cases
    error = max(error, sqrt(spread / cases))
    free = max(spread / error**2 - 1, accounts - 1.0)
    normal, squares = _pivots(round(free))
    with np.errstate(over="ignore"):
        drawn = np.sort(np.exp(logs.mean() - normal * error / np.sqrt(squares) + spread / squares / 2))
    rank = round(0.025 * (RESAMPLES + 1))
    return float(drawn[rank - 1]), float(min(drawn[-rank], np.finfo(float).max))


@lru_cache(maxsize=256)
def _pivots(free: int) -> tuple[Array, Array]:
    """Normal draws, and chi-squares over their degrees of freedom."""
    random = np.random.default_rng(SEED)
    return random.normal(size=RESAMPLES), random.chisquare(free, RESAMPLES) / free


def _more_lognormal(values: Array, logs: Array) -> bool:
    """Whether a lognormal is likelier than a gamma (its shape by Thom's formula)."""
    mean, spread = float(values.mean()), float(logs.var())
    gap = log(mean) - float(logs.mean())
    shape = (3 - gap + sqrt((gap - 3) ** 2 + 24 * gap)) / (12 * gap)
    gamma = (shape - 1) * float(logs.mean()) - shape - shape * log(mean / shape) - lgamma(shape)
    normal = -float(logs.mean()) - log(2 * np.pi * spread) / 2 - 0.5
    return bool(normal > gamma)


def share_range(cases: Cases, *, weighted: bool = False) -> Range:
    """95 % interval of a share: hits by account over cases by account, or (`weighted`) their weights, money for example."""
    weight = float(cases.bottoms.sum())
    if weight <= 0:
        return Range(reason="few_accounts")
    independent = independent_cases(cases, weighted=weighted)
    if (cases.bottoms != 1).any() and cases.accounts < LEAST_SHARE:
        return Range(reason="few_accounts")
    share = cases.ratio
    spread = Z * Z / independent
    centre = (share + spread / 2) / (1 + spread)
    half = Z * sqrt(max(share * (1 - share), 0.0) / independent + spread / (4 * independent)) / (1 + spread)
    return Range(min(max(0.0, centre - half), share), max(min(1.0, centre + half), share))


def independent_cases(cases: Cases, *, weighted: bool = False) -> float:
    """How many cases of accounts of their own would tell as much; all of them where each account has one.

    Where all cases are alike there is no telling how alike an account's are: then accounts count.
    """
    weights, share, accounts = cases.bottoms, cases.ratio, cases.accounts
    if (weights == 1).all():
        return float(accounts)
    by_weight = float(weights.sum() ** 2 / (weights**2).sum())
    if not 0 < share < 1 or accounts < LEAST_SHARE:
        return by_weight
    error = clustered_error(cases)
    told = share * (1 - share) / error**2 if error > 0 else by_weight
    whole = by_weight if weighted else float(weights.sum())
    return float(max(min(told, whole) * small_sample(accounts), min(by_weight, accounts) / 2))


def clustered_error(cases: Cases) -> float:
    """Standard error of a ratio of sums over accounts (delta method)."""
    return float(_ratios(_columns(cases).sum(axis=0), cases.accounts)[1])


def design_effect(cases: Cases) -> float:
    """By how much a share of the cases of few accounts varies more than that of as many accounts' would; 1 or more (Kish).

    >>> design_effect(Cases(np.array([4.0, 0.0, 4.0, 0.0]), np.full(4, 4.0))), design_effect(Cases(np.arange(4) % 2.0, np.ones(4)))
    (4.0, 1.0)
    """
    whole, share = float(cases.bottoms.sum()), cases.ratio
    if not 0 < share < 1:
        return max(float((cases.bottoms**2).sum()) / whole, 1.0)
    spread = float(((cases.tops - share * cases.bottoms) ** 2).sum()) / whole
    return max(spread / (share * (1 - share)), 1.0)


@lru_cache(maxsize=256)
def small_sample(accounts: int) -> float:
    """What an error estimated from few accounts takes off the number of cases: (z/t)²."""
    return (Z / student(accounts - 1)) ** 2


def median_range(values: ArrayLike, accounts: ArrayLike | None = None) -> Range:
    """95 % interval of a median, between two of the values: binomial ranks, further apart the more alike an account's are."""
    given = np.asarray(values, dtype=float)
    owners = owners_of(accounts, len(given))
    below = by_account(
        np.where(given < np.median(given), 1.0, np.where(given > np.median(given), 0.0, 0.5)), None, owners
    )
    if below.accounts < LEAST_MEDIAN:
        return Range(reason="few_accounts")
    ordered, cases = np.sort(given), len(given)
    if below.accounts == cases:
        rank = _rank(cases)
        return Range(float(ordered[rank - 1]), float(ordered[cases - rank]))
    _, error = _ratios(_columns(below).sum(axis=0), below.accounts)
    half = student(below.accounts - 1) * max(float(error), 0.5 / sqrt(cases))
    first, last = int(np.floor(cases * (0.5 - half))), int(np.ceil(cases * (0.5 + half)))
    return Range(float(ordered[max(first, 0)]), float(ordered[min(last, cases - 1)]))


@lru_cache(maxsize=256)
def _rank(cases: int) -> int:
    """How far from either end the values lie that hold a median in 95 of 100 samples; where that would be 98, in 93."""
    first, below, at_most = fair_tosses(cases)
    return first + 1 if 1 - 2 * below > MOST_HELD and 1 - 2 * at_most > LEAST_HELD else first


def sum_range(sums: Array) -> Range:
    """95 % interval of what such a window brings, from the sums of the accounts that brought something (none negative).

    How many accounts do is taken to vary as a Poisson count; what each brings varies as it did.
    """
    brought = sums[sums > 0]
    if len(brought) < LEAST_SUM or (sums < 0).any():
        return Range(reason="few_accounts")
    total, error = float(brought.sum()), sqrt(float((brought**2).sum()))
    if len(brought) > LARGE:
        return Range(total - Z * error, total + Z * error)
    drawn = _poisson(len(brought)) @ np.column_stack([brought, brought**2])
    with np.errstate(all="ignore"):
        apart = np.log(drawn[:, 0] / total) * drawn[:, 0] / np.sqrt(drawn[:, 1])
    apart[drawn[:, 0] <= 0] = -inf
    low, high = _tails(apart, brought)
    return _finite(total * _exp(-high * error / total), total * _exp(-low * error / total))


@lru_cache(maxsize=8)
def _poisson(accounts: int) -> Array:
    return np.random.default_rng(SEED).poisson(1.0, (RESAMPLES, accounts)).astype(float)


def count_range(count: float) -> Range:
    """95 % score interval of the number of cases that such a window brings; `count` of them came."""
    if count <= 0:
        return Range(reason="few_accounts")
    half = Z * sqrt(count + Z * Z / 4)
    return Range(count + Z * Z / 2 - half, count + Z * Z / 2 + half)


def cost_range(cost: float, reached: float) -> Range:
    """95 % interval of a known cost ÷ the number that it reached, which chance has a part in."""
    interval = count_range(reached)
    return interval if interval.low is None or not interval.high else Range(cost / interval.high, cost / interval.low)
