"""How credit for an outcome is divided among the touches before it: rules by place in the path, Markov chain, Shapley value.

Every rule divides what happened; none says what caused it. Sources: Anderl et al. 2016 (Markov, removal effect), Zhao,
Mahboobi and Bagheri 2018 (Shapley value in closed form).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

DRAWS = 400
SEED = 20_240_229


@dataclass(frozen=True)
class Paths:
    """Touches of many paths, path by path and in time within each.

    `path`, `channel` (codes from 0), `age` (days before the path's end, ≥ 0) and `minutes` have one entry a touch;
    `paths` and `channels` tell how many there are, those without a touch included.
    """

    path: Ints
    channel: Ints
    age: Floats
    minutes: Floats
    paths: int
    channels: int

    @property
    def lengths(self) -> Ints:
        """Touches of each path."""
        return np.bincount(self.path, minlength=self.paths).astype(np.int64)

    @property
    def first(self) -> Ints:
        """Place of each path's first touch, −1 without one."""
        ends = np.cumsum(self.lengths)
        return np.where(self.lengths > 0, ends - self.lengths, -1)

    @property
    def last(self) -> Ints:
        """Place of each path's last touch, −1 without one."""
        return np.where(self.lengths > 0, np.cumsum(self.lengths) - 1, -1)

    @property
    def present(self) -> NDArray[np.bool_]:
        """(paths, channels): whether the channel is on the path."""
        return _by_channel(self, np.ones(len(self.path))) > 0


def paths_of(sequences: Sequence[Sequence[int]], channels: int) -> Paths:
    """Paths written as sequences of channel codes; age is the number of touches that follow, minutes are 1."""
    lengths = np.array([len(one) for one in sequences], dtype=np.int64)
    path = np.repeat(np.arange(len(sequences)), lengths)
    channel = np.fromiter((code for one in sequences for code in one), dtype=np.int64, count=int(lengths.sum()))
    age = (np.cumsum(lengths)[path] - 1 - np.arange(len(path))).astype(float)
    return Paths(path, channel, age, np.ones(len(path)), len(sequences), channels)


def first_touch(paths: Paths) -> Floats:
    """(paths, channels): all credit to the first touch."""
    return _shares(paths, _marks(paths, paths.first))


def last_touch(paths: Paths) -> Floats:
    """(paths, channels): all credit to the last touch."""
    return _shares(paths, _marks(paths, paths.last))


def linear(paths: Paths) -> Floats:
    """(paths, channels): the same to every touch."""
    return _shares(paths, np.ones(len(paths.path)))


def time_decay(paths: Paths, half_life_days: float) -> Floats:
    """(paths, channels): a touch one half-life earlier has half the credit."""
    youngest = np.full(paths.paths, np.inf)
    np.minimum.at(youngest, paths.path, paths.age)
    # Counted from the youngest touch: far older paths would otherwise vanish into 0.
    return _shares(paths, np.exp2(-(paths.age - youngest[paths.path]) / half_life_days))


def by_minutes(paths: Paths) -> Floats:
    """(paths, channels): by engagement minutes; a path without any has no credit to give."""
    return _shares(paths, paths.minutes)


def positions(paths: Paths, milestones: Sequence[Ints], weights: Sequence[float], rest: float) -> Floats:
    """(paths, channels): fixed weights to milestone touches, `rest` spread over all others.

    `milestones` hold, for each weight, the place of that touch on every path, −1 where it is missing. What has nobody to
    go to is divided among the others in proportion; a touch that is two milestones has both weights.
    """
    given = np.zeros(len(paths.path))
    for places, weight in zip(milestones, weights, strict=True):
        given += weight * _marks(paths, places)
    others = given == 0
    number = np.bincount(paths.path[others], minlength=paths.paths)
    given[others] = (rest / np.maximum(number, 1))[paths.path[others]]
    return _shares(paths, given)


def shapley(paths: Paths) -> Floats:
    """(paths, channels): the exact Shapley value, where a set of channels is worth the outcomes it could have had alone.

    A path counts for each set that holds all its channels, so each of them has the same part of it: no sum over the
    2^channels sets is needed.
    """
    return _normalised(paths.present.astype(float))


@dataclass(frozen=True)
class Chain:
    """An absorbing Markov chain of order 1: `removal` is the part of the outcomes lost without a channel, `shares` the
    same scaled to sum to 1, `probability` that of an outcome from the start."""

    removal: Floats
    shares: Floats
    probability: Floats


def transitions(paths: Paths, outcomes: Floats, nulls: Floats) -> Floats:
    """(channels + 1, channels + 2) counts: from each channel and the start (last row) to each channel, outcome, null.

    `outcomes` and `nulls` (paths,) tell how often each path ended with and without an outcome.
    """
    cells, path = _steps(paths)
    number: Floats = np.bincount(cells, weights=(outcomes + nulls)[path], minlength=_cells(paths)).astype(float)
    ends = np.flatnonzero(paths.lengths > 0)
    rows = paths.channel[paths.last[ends]] * (paths.channels + 2) + paths.channels
    number += np.bincount(rows, weights=outcomes[ends], minlength=_cells(paths))
    number += np.bincount(rows + 1, weights=nulls[ends], minlength=_cells(paths))
    return number.reshape(paths.channels + 1, paths.channels + 2)


def chain(counts: Floats) -> Chain:
    """The chain of (…, channels + 1, channels + 2) counts, solved: no path is simulated.

    Without channel i lost is P(the start reaches i) × P(outcome from i), which one inverse gives for all channels.
    """
    channels = counts.shape[-2] - 1
    known = counts / np.maximum(counts.sum(-1, keepdims=True), 1e-300)
    visits = np.linalg.inv(np.eye(channels) - known[..., :channels, :channels])
    start, ends = known[..., channels, :channels], known[..., :channels, channels]
    outcome = np.einsum("...ij,...j->...i", visits, ends)
    reached = np.einsum("...i,...ij->...j", start, visits) / np.einsum("...ii->...i", visits)
    probability = (start * outcome).sum(-1)
    removal = reached * outcome / np.maximum(probability, 1e-300)[..., None]
    return Chain(removal, _normalised(removal), probability)


def markov(paths: Paths, removal: Floats) -> Floats:
    """(paths, channels): each path's outcome among its channels, in proportion to their removal effects."""
    return _normalised(paths.present * removal)


def to_the_cent(cents: Ints, shares: Floats) -> Ints:
    """(paths, channels) whole cents that sum to `cents` (paths,) exactly: largest remainder, ties to the first.

    A path whose shares are all 0 gives nothing.
    """
    exact = np.abs(cents)[:, None] * shares
    whole = np.floor(exact).astype(np.int64)
    open_cents = np.where(shares.sum(1) > 0, np.abs(cents) - whole.sum(1), 0)
    order = np.argsort(-(exact - whole), axis=1, kind="stable")
    rank = np.argsort(order, axis=1, kind="stable")
    whole += rank < open_cents[:, None]
    return np.where(cents < 0, -1, 1)[:, None] * whole


def share_intervals(
    credits: Floats, accounts: Ints, *, draws: int = DRAWS, seed: int = SEED
) -> tuple[Floats, Floats] | None:
    """(channels,) low and high ends of 95 % intervals of the channels' shares, accounts drawn anew.

    `credits` (paths, channels), `accounts` (paths,) codes from 0. None for fewer than two accounts with credit.
    """
    sums = np.zeros((int(accounts.max(initial=-1)) + 1, credits.shape[1]))
    np.add.at(sums, accounts, credits)
    sums = sums[sums.sum(1) != 0]
    if len(sums) < 2:
        return None
    return _ends(_draws(len(sums), draws, seed) @ sums)


def markov_intervals(
    paths: Paths,
    outcomes: Floats,
    nulls: Floats,
    amounts: Floats,
    accounts: Ints,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> tuple[Floats, Floats] | None:
    """As `share_intervals`, the chain solved anew in every draw; `amounts` (paths,) is what each path has to give.

    One end more than channels: the last is the share of the paths without a touch.
    """
    number = int(accounts.max(initial=-1)) + 1
    if number < 2 or not amounts.any():
        return None
    given, present = np.flatnonzero(amounts), paths.present
    found = []
    for weight in _draws(number, draws, seed):
        often = weight[accounts]
        effect = chain(transitions(paths, outcomes * often, nulls * often)).removal
        shares = _normalised(present[given] * effect)
        found.append((amounts * often)[given] @ np.column_stack([shares, shares.sum(1) == 0]))
    return _ends(np.array(found))


def _draws(number: int, draws: int, seed: int) -> Ints:
    return np.random.default_rng(seed).multinomial(number, np.full(number, 1 / number), size=draws)


def _ends(drawn: Floats) -> tuple[Floats, Floats]:
    shares = _normalised(drawn[drawn.sum(1) != 0])
    low, high = np.quantile(shares, [0.025, 0.975], axis=0)
    return low, high


def _steps(paths: Paths) -> tuple[Ints, Ints]:
    """Cells of all steps from the start or a channel to a channel, and the path each belongs to."""
    begins = np.diff(paths.path, prepend=-1) != 0
    before = np.where(begins, paths.channels, np.roll(paths.channel, 1))
    return before * (paths.channels + 2) + paths.channel, paths.path


def _cells(paths: Paths) -> int:
    return (paths.channels + 1) * (paths.channels + 2)


def _marks(paths: Paths, places: Ints) -> Floats:
    marked = np.zeros(len(paths.path))
    marked[places[places >= 0]] = 1.0
    return marked


def _shares(paths: Paths, weights: Floats) -> Floats:
    return _normalised(_by_channel(paths, weights))


def _by_channel(paths: Paths, weights: Floats) -> Floats:
    cells = paths.path * paths.channels + paths.channel
    sums: Floats = np.bincount(cells, weights=weights, minlength=paths.paths * paths.channels).astype(float)
    return sums.reshape(paths.paths, paths.channels)


def _normalised(rows: Floats) -> Floats:
    total = rows.sum(-1, keepdims=True)
    shares: Floats = np.divide(rows, total, out=np.zeros_like(rows, dtype=float), where=total != 0)
    return shares
