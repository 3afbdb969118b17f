"""How credit for an outcome is divided among the touches before it: rules by place in the path, Markov chain, Shapley value.

Every rule divides what happened; none says what caused it. Sources: Anderl et al. 2016 (Markov, removal effect), Zhao,
Mahboobi and Bagheri 2018 (Shapley value in closed form).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

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
    `paths` and `channels` tell how many there are, those without a touch included. Touches of a path with one `moment`
    (a code that rises with time) came in an order that nobody knows: what would go to one of them is split among them.
    Without moments every touch has its own. `weight` is what a touch counts for beside others, 1 without weights.
    """

    path: Ints
    channel: Ints
    age: Floats
    minutes: Floats
    paths: int
    channels: int
    moment: Ints | None = None
    weight: Floats | None = None

    @property
    def weights(self) -> Floats:
        """What each touch counts for."""
        return np.ones(len(self.path)) if self.weight is None else self.weight

    @cached_property
    def blocks(self) -> Ints:
        """The number of each touch's moment among those of all paths."""
        if self.moment is None:
            return np.arange(len(self.path))
        begins = (np.diff(self.path, prepend=-1) != 0) | (np.diff(self.moment, prepend=-1) != 0)
        return np.cumsum(begins) - 1

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
    return _normalised(_heaviest(paths))


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
    cells, path, often = _steps(paths)
    number: Floats = np.bincount(cells, weights=often * (outcomes + nulls)[path], minlength=_cells(paths)).astype(float)
    ends = np.flatnonzero(_marks(paths, paths.last))
    rows, path, often = (
        paths.channel[ends] * (paths.channels + 2) + paths.channels,
        paths.path[ends],
        _parts(paths)[ends],
    )
    number += np.bincount(rows, weights=often * outcomes[path], minlength=_cells(paths))
    number += np.bincount(rows + 1, weights=often * nulls[path], minlength=_cells(paths))
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
    return _normalised(_heaviest(paths) * removal)


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
    given, present = np.flatnonzero(amounts), _heaviest(paths)
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


def _steps(paths: Paths) -> tuple[Ints, Ints, Floats]:
    """Cells of all steps from the start or a channel to a channel, the path each belongs to, and how likely it is.

    All orders within a moment are as likely: each of its touches is as likely the first or the last of it, and each pair
    follows one another in one of as many orders as the moment has touches.
    """
    begins, part = _marks(paths, paths.first) > 0, _parts(paths)
    starts = np.flatnonzero(begins)
    size = np.bincount(paths.blocks)
    head = np.cumsum(size) - size
    block = paths.blocks
    own, other = _pairs(head[block], size[block])
    apart = own != other
    own, other = own[apart], other[apart]
    later = np.flatnonzero(~begins)
    mine, earlier = _pairs(head[block[later] - 1], size[block[later] - 1])
    mine = later[mine]
    before = np.concatenate([np.full(len(starts), paths.channels), paths.channel[other], paths.channel[earlier]])
    after = np.concatenate([starts, own, mine])
    often = np.concatenate([part[starts], part[own], part[mine] * part[earlier]])
    return before * (paths.channels + 2) + paths.channel[after], paths.path[after], often


def _pairs(first: Ints, number: Ints) -> tuple[Ints, Ints]:
    """The place of each row and each of the `number` touches from `first` on."""
    rows = np.repeat(np.arange(len(first)), number)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(number) - number, number)
    return rows, first[rows] + within


def _parts(paths: Paths) -> Floats:
    """Each touch's part of its moment."""
    return 1 / np.bincount(paths.blocks)[paths.blocks] if len(paths.path) else np.zeros(0)


def _cells(paths: Paths) -> int:
    return (paths.channels + 1) * (paths.channels + 2)


def _marks(paths: Paths, places: Ints) -> Floats:
    """1 for the touches at these places, split among those of the same moment."""
    if not len(paths.path):
        return np.zeros(0)
    of_block = np.zeros(int(paths.blocks[-1]) + 1)
    of_block[paths.blocks[places[places >= 0]]] = 1.0
    return of_block[paths.blocks] * _parts(paths)


def _heaviest(paths: Paths) -> Floats:
    """(paths, channels): the weight of the weightiest touch of each channel, 0 where it is not on the path."""
    weights = np.zeros((paths.paths, paths.channels))
    np.maximum.at(weights, (paths.path, paths.channel), paths.weights)
    return weights


def _shares(paths: Paths, weights: Floats) -> Floats:
    return _normalised(_by_channel(paths, weights * paths.weights))


def _by_channel(paths: Paths, weights: Floats) -> Floats:
    cells = paths.path * paths.channels + paths.channel
    sums: Floats = np.bincount(cells, weights=weights, minlength=paths.paths * paths.channels).astype(float)
    return sums.reshape(paths.paths, paths.channels)


def _normalised(rows: Floats) -> Floats:
    total = rows.sum(-1, keepdims=True)
    shares: Floats = np.divide(rows, total, out=np.zeros_like(rows, dtype=float), where=total != 0)
    return shares
