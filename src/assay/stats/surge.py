"""Surges in weekly unique users: who has far more in the last weeks than its own past, and the common season, explain.

Each account's users in a week are negative binomial: a rate of its own, times the week's common factor, with a dispersion
of its own. Rates and dispersions of all accounts are pooled into one distribution on a grid (non-parametric empirical
Bayes, Kiefer and Wolfowitz 1956, fitted by EM), so that an account with little history is judged mostly by the others.
Several accounts at once: Benjamini and Hochberg 1995.

The model takes weeks for independent. They are not: interest lasts, crawlers come with many ids, a trade fair moves a whole
industry. So the p-values of the same accounts in earlier windows, when nobody was told of anything, say how far one may be
believed (`calibrated`), and what a whole group of accounts does together is no surge of one of them (`groups`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.special import betainc, gammaln

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

WINDOW = 3
FALSE_DISCOVERY = 0.05
RATES, DISPERSIONS, STEPS, SAMPLE = 36, 11, 40, 5_000
FEWEST = 4
"""Weeks before the window that an account must have been known for."""
MULTIPLES = (1.5, 2.0, 3.0, 4.5, 7.0)
"""How much above its usual a surging account may be: what the evidence weighs against no change."""
WEEKS_EARLIER, FEWEST_EARLIER, LEAST_EARLIER, TAILS = 18, 6, 100, (0.05, 0.01, 0.003)
"""Weeks of earlier windows looked at, weeks before the first of them, p-values that tell something, and where their tail begins."""
LEAST_GROUP = 8
"""Accounts of which one can say that they move together."""


@dataclass(frozen=True)
class Surges:
    """One entry an account: users `observed` in the window and `expected`, `p_value` (mid-p), `q_value` and `alert`.

    `calibrated` is how often accounts have stood out as much in earlier windows, never less than `p_value`; `q_value` and
    `alert` rest on it.

    `evidence` is the log of how much likelier the window is under a surge than without: it ranks. `factors` (weeks,) is
    the common week factor, around 1; `prior` the mean rate and dispersion of the pool.
    """

    observed: Ints
    expected: Floats
    p_value: Floats
    q_value: Floats
    evidence: Floats
    alert: Bools
    factors: Floats
    prior: tuple[float, float]
    calibrated: Floats


@dataclass(frozen=True)
class _Grid:
    rate: Floats
    dispersion: Floats


def surges(
    users: Ints,
    *,
    window: int = WINDOW,
    false_discovery: float = FALSE_DISCOVERY,
    judged: Bools | None = None,
    since: Ints | None = None,
    groups: Ints | None = None,
) -> Surges:
    """Accounts whose last `window` weeks stand out. `users` (accounts, weeks), whole numbers ≥ 0.

    `judged` (accounts,) limits whom the correction for many looks is about; all accounts make up the pool. `since`
    (accounts,) is the first week in which an account was known: earlier ones are no zeros, and one known for fewer than
    `FEWEST` weeks before the window is not judged. `groups` (accounts,) are codes from 0 of what may move together, an
    industry for example. Raises ValueError for too few weeks.
    """
    accounts, weeks = users.shape
    if weeks < window + FEWEST:
        raise ValueError(f"{weeks} weeks: a window of {window} needs at least {FEWEST} weeks before it")
    past, recent = users[:, :-window], users[:, -window:]
    since = np.zeros(accounts, dtype=np.int64) if since is None else since
    known = np.arange(weeks) >= since[:, None]
    if not (past * known[:, :-window]).any():
        return _nothing(users, window)
    factors = week_factors(users, window, known)
    grid = _grid(past, factors[:-window], known[:, :-window])
    chances = _log_chances(past, factors[:-window], grid, known=known[:, :-window])
    weights = _pooled(chances)
    posterior = _scaled(chances + np.log(weights))
    total = recent.sum(1)
    together = _together(total, posterior @ grid.rate * factors[-window:].sum(), groups)
    p_value = _mid_p(total, factors[-window:], grid, posterior, together)
    earlier = _earlier(past, factors[:-window], grid, chances + np.log(weights), known[:, :-window], window, groups)
    calibrated = np.maximum(p_value, tail_of(earlier, p_value))
    judged = (known[:, :-window].sum(1) >= FEWEST) & (True if judged is None else judged)
    q_value = np.ones(accounts)
    q_value[judged] = benjamini_hochberg(calibrated[judged])
    expected = posterior @ grid.rate * factors[-window:].sum() * together
    return Surges(
        observed=total.astype(np.int64),
        expected=expected,
        p_value=p_value,
        q_value=q_value,
        evidence=_evidence(recent, factors[-window:], grid, posterior),
        alert=(q_value <= false_discovery) & judged & (total > expected),
        factors=factors,
        prior=(float(weights @ grid.rate), float(weights @ grid.dispersion)),
        calibrated=calibrated,
    )


def week_factors(users: Ints, window: int = WINDOW, known: Bools | None = None, rounds: int = 3) -> Floats:
    """(weeks,) what all accounts share: holidays, drift; the weeks before the window have a mean of 1.

    One account must not move everybody's week: its users count up to what is usual for it, and the steady tell more.
    """
    known = np.ones(users.shape, dtype=bool) if known is None else known
    active = (users[:, :-window] * known[:, :-window]).any(1)
    seen, there = users[active].astype(float), known[active].astype(float)
    factors = np.ones(users.shape[1])
    if not len(seen):
        return factors
    spread = None
    for _ in range(rounds):
        rate = (seen * there)[:, :-window].sum(1) / (there[:, :-window] @ factors[:-window])
        spread = _common_dispersion(seen[:, :-window], rate) if spread is None else spread
        weight = 1 / (1 + spread * rate)
        usual = rate[:, None] * factors
        limit = usual + 4 * np.sqrt(usual * (1 + spread * usual)) + 2
        found = (weight @ (np.minimum(seen, limit) * there)) / np.maximum((weight * rate) @ there, 1e-12)
        factors = np.maximum(found / found[:-window].mean(), 0.02)
    return factors


def _common_dispersion(seen: Floats, rate: Floats) -> float:
    excess = ((seen - rate[:, None]) ** 2).mean(1) - rate
    return float(np.clip(excess.sum() / (rate**2).sum(), 0.05, 4))


def _grid(past: Ints, factors: Floats, known: Bools) -> _Grid:
    rate = (past * known).sum(1) / np.maximum(known @ factors, 1e-12)
    low, high = min(0.02, float(rate[rate > 0].min())), float(rate.max()) * 1.5
    low = max(low, high / 1e5)
    rates, spreads = np.meshgrid(np.geomspace(low, high, RATES), np.geomspace(0.01, 25, DISPERSIONS))
    return _Grid(rates.ravel(), spreads.ravel())


def _log_probability(users: Floats, mean: Floats, dispersion: Floats) -> Floats:
    """Negative binomial with variance mean + dispersion × mean²."""
    size = 1 / dispersion
    known: Floats = (
        gammaln(users + size)
        - gammaln(size)
        - gammaln(users + 1)
        + size * np.log(size / (size + mean))
        + users * np.log(mean / (size + mean))
    )
    return known


def _log_chances(
    users: Ints, factors: Floats, grid: _Grid, multiple: float = 1.0, known: Bools | None = None
) -> Floats:
    """(accounts, cells) log probability of each account's weeks in each cell of the grid.

    Weeks with the same number of users have the same probability, so each is worked out once and looked up.
    """
    accounts, weeks = users.shape
    values, places = np.unique(users, return_inverse=True)
    mean = multiple * factors[:, None, None] * grid.rate
    table = _log_probability(values[None, :, None].astype(float), mean, grid.dispersion).reshape(-1, len(grid.rate))
    columns = (np.arange(weeks) * len(values) + places.reshape(accounts, weeks)).ravel()
    rows = np.arange(0, accounts * weeks + 1, weeks)
    counted = np.ones(accounts * weeks) if known is None else known.ravel().astype(float)
    chances: Floats = csr_matrix((counted, columns, rows), shape=(accounts, len(table))) @ table
    return chances


def _scaled(logs: Floats) -> Floats:
    scaled: Floats = np.exp(logs - logs.max(1, keepdims=True))
    scaled /= scaled.sum(1, keepdims=True)
    return scaled


def _pooled(chances: Floats) -> Floats:
    """(cells,) the distribution of rates and dispersions over accounts, by EM; of many accounts an even sample."""
    some = chances[:: max(1, len(chances) // SAMPLE)]
    likely = np.exp(some - some.max(1, keepdims=True))
    weights = np.full(chances.shape[1], 1 / chances.shape[1])
    for _ in range(STEPS):
        weights *= (likely / (likely @ weights)[:, None]).mean(0)
    # A little everywhere: what the sample lacks is unlikely, not impossible.
    pooled: Floats = 0.999 * weights / weights.sum() + 0.001 / len(weights)
    return pooled


def _mid_p(total: Ints, factors: Floats, grid: _Grid, posterior: Floats, together: Floats) -> Floats:
    """P(more) + ½ P(as many) users in the window, over what the account may be, times what its group does together.

    The sum of the weeks is taken as negative binomial with their mean and variance.
    """
    chances = np.empty(len(total))
    for factor in np.unique(together):
        some = together == factor
        chances[some] = _one_mid_p(total[some], factors * factor, grid, posterior[some])
    return chances


def _one_mid_p(total: Ints, factors: Floats, grid: _Grid, posterior: Floats) -> Floats:
    values, places = np.unique(total, return_inverse=True)
    mean = grid.rate * factors.sum()
    size = factors.sum() ** 2 / (factors**2).sum() / grid.dispersion
    success = mean / (size + mean)
    at = values[:, None].astype(float)
    above = betainc(at + 1, size, success)
    from_here = np.where(at > 0, betainc(np.maximum(at, 1e-9), size, success), 1.0)
    mid: Floats = (above + from_here) / 2
    chances: Floats = np.einsum("ij,ij->i", posterior, mid[places])
    return chances


def _together(total: Ints, expected: Floats, groups: Ints | None) -> Floats:
    """(accounts,) by how much each group has more than expected, 1 where it has not or is too small to say.

    One account must not move its group: it counts up to what is usual for it.
    """
    together = np.ones(len(total))
    if groups is None:
        return together
    limit = np.minimum(total, expected + 4 * np.sqrt(expected * (1 + expected)) + 2)
    size, usual = np.bincount(groups), np.bincount(groups, expected)
    moved = np.bincount(groups, limit) / np.maximum(usual, 1e-12)
    error = np.sqrt(np.bincount(groups, expected * (1 + expected))) / np.maximum(usual, 1e-12)
    sure = (size >= LEAST_GROUP) & (moved > 1 + 2 * error)
    return np.where(sure, moved, 1.0)[groups]


def _earlier(
    past: Ints, factors: Floats, grid: _Grid, weighed: Floats, known: Bools, window: int, groups: Ints | None
) -> Floats:
    """p-values of windows before this one, each judged by the weeks before it; of many accounts an even sample.

    `weighed` (accounts, cells) are the log chances of all past weeks; those of the weeks from a window on are taken off.
    """
    step = max(1, len(past) // SAMPLE)
    past, known, before = past[::step], known[::step], weighed[::step].copy()
    groups = None if groups is None else groups[::step]
    earlier = [np.zeros(0)]
    for end in range(past.shape[1], max(past.shape[1] - WEEKS_EARLIER, window + FEWEST_EARLIER), -window):
        weeks = slice(end - window, end)
        before -= _log_chances(past[:, weeks], factors[weeks], grid, known=known[:, weeks])
        posterior, total = _scaled(before), past[:, weeks].sum(1)
        together = _together(total, posterior @ grid.rate * factors[weeks].sum(), groups)
        judged = known[:, : end - window].sum(1) >= FEWEST
        earlier.append(_mid_p(total, factors[weeks], grid, posterior, together)[judged])
    return np.concatenate(earlier)


def tail_of(earlier: Floats, p_values: Floats) -> Floats:
    """How often so small a p came up in earlier windows: counted, and beyond the largest of them an exponential tail of −log p.

    Where a few accounts burst now and then, the tail is as heavy as they make it (Hill 1975). Bursts are another kind of week than
    the rest, so that no one tail fits both: of tails that begin at 5, 1 and .3 % the heaviest counts.
    """
    if len(earlier) < LEAST_EARLIER:
        return np.zeros(len(p_values))
    surprise, seen = -np.log(np.maximum(p_values, 1e-300)), np.sort(-np.log(np.maximum(earlier, 1e-300)))
    counted = 1 - np.searchsorted(seen, surprise, side="left") / len(seen)
    found: Floats = counted
    for share in TAILS:
        start = float(np.quantile(seen, 1 - share))
        tail = seen[seen > start] - start
        # Upper end of the mean excess, not the mean: a tail taken for too light would be believed.
        excess = float(tail.mean()) * (1 + 2 / np.sqrt(len(tail))) if len(tail) else 0.0
        beyond = share * np.exp(-np.maximum(surprise - start, 0) / max(excess, 1.0))
        found = np.where(surprise > start, np.maximum(found, beyond), found)
    return found


def _evidence(recent: Ints, factors: Floats, grid: _Grid, posterior: Floats) -> Floats:
    weighed = np.log(np.maximum(posterior, 1e-300))
    without = _log_sum(weighed + _log_chances(recent, factors, grid))
    multiples = [_log_sum(weighed + _log_chances(recent, factors, grid, one)) for one in MULTIPLES]
    together: Floats = np.logaddexp.reduce(multiples, axis=0) - np.log(len(MULTIPLES)) - without
    return together


def _log_sum(logs: Floats) -> Floats:
    highest = logs.max(1)
    sums: Floats = highest + np.log(np.exp(logs - highest[:, None]).sum(1))
    return sums


def benjamini_hochberg(p_values: Floats) -> Floats:
    """Adjusted p-values (q-values): the smallest false discovery rate at which each would be an alert."""
    number = len(p_values)
    order = np.argsort(p_values)
    stepped = p_values[order] * number / np.arange(1, number + 1)
    adjusted: Floats = np.empty(number)
    adjusted[order] = np.minimum.accumulate(stepped[::-1])[::-1].clip(max=1)
    return adjusted


def _nothing(users: Ints, window: int) -> Surges:
    accounts, weeks = users.shape
    zeros, ones = np.zeros(accounts), np.ones(accounts)
    observed = users[:, -window:].sum(1).astype(np.int64)
    none = np.zeros(accounts, dtype=bool)
    return Surges(observed, zeros, ones, ones, zeros, none, np.ones(weeks), (0.0, 0.0), ones)
