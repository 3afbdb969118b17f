"""Rules of attribution: by hand, on published data, and against a second formulation."""

from __future__ import annotations

import csv
import gzip
from importlib.resources import files
from itertools import combinations
from math import factorial

import numpy as np
import pytest

from assay.stats.attribution import (
    Paths,
    by_minutes,
    chain,
    first_touch,
    last_touch,
    linear,
    markov,
    markov_intervals,
    positions,
    shapley,
    share_intervals,
    time_decay,
    to_the_cent,
    transitions,
)


def paths_of(sequences, channels: int) -> Paths:
    """Paths written as sequences of channel codes; age is the number of touches that follow, minutes are 1."""
    lengths = np.array([len(one) for one in sequences], dtype=np.int64)
    path = np.repeat(np.arange(len(sequences)), lengths)
    channel = np.array([code for one in sequences for code in one], dtype=np.int64)
    age = (np.cumsum(lengths)[path] - 1 - np.arange(len(path))).astype(float)
    return Paths(path, channel, age, np.ones(len(path)), len(sequences), channels)


@pytest.fixture(scope="module")
def published() -> tuple[tuple[str, ...], Paths, np.ndarray, np.ndarray]:
    """10,000 paths of the package `mta`: channel names, paths, conversions and nulls of each."""
    with gzip.open(files("mta") / "data" / "data.csv.gz", "rt") as file:
        rows = list(csv.DictReader(file))
    written = [row["path"].split(" > ") for row in rows]
    names = tuple(sorted({name for one in written for name in one}))
    paths = paths_of([[names.index(name) for name in one] for one in written], len(names))
    return names, paths, *(np.array([float(row[f"total_{what}"]) for row in rows]) for what in ("conversions", "null"))


@pytest.mark.parametrize(
    ("rule", "alpha", "iota", "eta"),
    [
        (first_touch, 6308, 4606, 3164),
        (last_touch, 8447, 3355, 4167),
        (linear, 7574.7186, 3857.0962, 3539.9512),
        (shapley, 7627.944, 3505.044, 3613.656),
    ],
)
def test_published_numbers(published, rule, alpha, iota, eta):
    names, paths, conversions, _ = published
    credit = dict(zip(names, conversions @ rule(paths), strict=True))
    assert (credit["alpha"], credit["iota"], credit["eta"]) == pytest.approx((alpha, iota, eta), abs=1e-3)
    assert sum(credit.values()) == pytest.approx(conversions.sum())


def test_published_numbers_of_the_chain(published):
    names, paths, conversions, nulls = published
    found = chain(transitions(paths, conversions, nulls))
    assert found.probability == pytest.approx(0.2238451, abs=1e-7)
    credit = dict(zip(names, conversions.sum() * found.shares, strict=True))
    wanted = {"alpha": 5344.948, "iota": 3884.615, "eta": 3340.847, "beta": 2527.352}
    assert {name: credit[name] for name in wanted} == pytest.approx(wanted, abs=1e-3)


def test_the_closed_form_is_the_sum_over_all_coalitions(published):
    """A set of channels is worth the conversions of the paths that need no other channel."""
    _, paths, conversions, _ = published
    present = paths.present
    used = np.argsort(-present.sum(0))[:5]
    only = ~present[:, np.setdiff1d(np.arange(paths.channels), used)].any(1)
    worth = {
        chosen: conversions[only & ~present[:, [one for one in used if one not in chosen]].any(1)].sum()
        for size in range(6)
        for chosen in combinations(used.tolist(), size)
    }
    for one in used.tolist():
        value = sum(
            factorial(len(chosen))
            * factorial(4 - len(chosen))
            / factorial(5)
            * (worth[tuple(name for name in used.tolist() if name in (*chosen, one))] - worth[chosen])
            for chosen in worth
            if one not in chosen
        )
        assert value == pytest.approx((conversions * only) @ shapley(paths)[:, one])


def test_removal_is_what_the_chain_loses_when_a_channel_leads_nowhere(published):
    _, paths, conversions, nulls = published
    counts = transitions(paths, conversions, nulls)
    found = chain(counts)
    for channel in range(0, paths.channels, 4):
        without = counts.copy()
        without[:, -1] += without[:, channel]
        without[:, channel] = 0
        assert 1 - chain(without).probability / found.probability == pytest.approx(found.removal[channel])


def path(*channels: int, ages: tuple[float, ...] = (), minutes: tuple[float, ...] = ()) -> Paths:
    plain = paths_of([channels], 4)
    age = np.array(ages) if ages else plain.age
    return Paths(plain.path, plain.channel, age, np.array(minutes) if minutes else plain.minutes, 1, 4)


def test_rules_by_hand():
    one = path(0, 1, 1, 2, ages=(30, 20, 10, 0), minutes=(0, 3, 0, 1))
    assert first_touch(one)[0].tolist() == [1, 0, 0, 0]
    assert last_touch(one)[0].tolist() == [0, 0, 1, 0]
    assert linear(one)[0].tolist() == [0.25, 0.5, 0.25, 0]
    # Halved every 10 days: 1/8 + (1/4 + 1/2) + 1 = 15/8.
    assert time_decay(one, 10)[0] == pytest.approx([1 / 15, 6 / 15, 8 / 15, 0])
    assert by_minutes(one)[0].tolist() == [0, 0.75, 0.25, 0]
    assert positions(one, (one.first, one.last), (0.4, 0.4), 0.2)[0] == pytest.approx([0.4, 0.2, 0.4, 0])


def test_milestones_by_hand():
    one = path(0, 1, 2, 3, 1)
    lead, none = np.array([2]), np.array([-1])
    weights = (0.3, 0.3, 0.3)
    # The touches of channels 1 and 3 share the last tenth.
    assert positions(one, (one.first, lead, one.last), weights, 0.1)[0] == pytest.approx([0.3, 0.35, 0.3, 0.05])
    # Without a lead: .3 + .3 + .1 = .7 make the whole; three touches share a seventh.
    assert positions(one, (one.first, none, one.last), weights, 0.1)[0] == pytest.approx(
        [3 / 7, 3 / 7 + 1 / 21, 1 / 21, 1 / 21]
    )
    full = positions(one, (one.first, lead, np.array([3]), one.last), (0.225,) * 4, 0.1)
    assert full[0] == pytest.approx([0.225, 0.325, 0.225, 0.225])


@pytest.mark.parametrize("length", [1, 2])
def test_short_paths_give_all_their_credit(length):
    one = path(*range(length))
    for found in (
        positions(one, (one.first, one.last), (0.4, 0.4), 0.2),
        positions(one, (one.first, np.array([0]), one.last), (0.3, 0.3, 0.3), 0.1),
    ):
        assert found.sum() == pytest.approx(1)
    assert positions(one, (one.first, one.last), (0.4, 0.4), 0.2)[0][0] == pytest.approx(1 / length)


def test_paths_without_touches_give_nothing_and_shift_nobody():
    paths = paths_of([[], [1], [], [0, 1], []], 2)
    for rule in (first_touch, last_touch, linear, shapley, lambda some: time_decay(some, 7)):
        assert rule(paths).sum(1).tolist() == [0, 1, 0, 1, 0]
    assert first_touch(paths)[3].tolist() == [1, 0]
    assert last_touch(paths)[3].tolist() == [0, 1]


def test_old_touches_keep_their_proportions():
    old = path(0, 1, ages=(100_010, 100_000))
    assert time_decay(old, 10)[0] == pytest.approx([1 / 3, 2 / 3, 0, 0])


def test_chain_by_hand():
    """start → a → outcome once, start → a → b → outcome once, start → b → null twice.

    From a: half out, half to b; from b: a third out. P(outcome | b) = 1/3, P(outcome | a) = 1/2 + 1/6 = 2/3, so
    P = 1/2 · 2/3 + 1/2 · 1/3 = 1/2. Without a: 1/2 · 1/3 = 1/6, lost 2/3; without b: 1/2 · 1/2 = 1/4, lost 1/2.
    """
    paths = paths_of([[0], [0, 1], [1]], 2)
    found = chain(transitions(paths, np.array([1.0, 1, 0]), np.array([0.0, 0, 2])))
    assert found.probability == pytest.approx(1 / 2)
    assert found.removal == pytest.approx([2 / 3, 1 / 2])
    assert found.shares == pytest.approx([4 / 7, 3 / 7])
    assert markov(paths, found.removal) == pytest.approx(np.array([[1, 0], [4 / 7, 3 / 7], [0, 1]]))


def test_cents_sum_to_the_amount():
    generator = np.random.default_rng(7)
    shares = generator.dirichlet(np.full(7, 0.4), size=500)
    cents = generator.integers(-10_000, 10**11, size=500)
    credits = to_the_cent(cents, shares)
    assert (credits.sum(1) == cents).all()
    assert (np.abs(credits - cents[:, None] * shares) < 1).all()


def test_cents_by_hand():
    thirds = np.full((1, 3), 1 / 3)
    assert to_the_cent(np.array([100]), thirds).tolist() == [[34, 33, 33]]
    assert to_the_cent(np.array([-101]), thirds).tolist() == [[-34, -34, -33]]
    assert to_the_cent(np.array([100]), np.zeros((1, 3))).tolist() == [[0, 0, 0]]


def test_intervals_hold_the_share_and_narrow_with_more_accounts():
    def width(number: int) -> float:
        generator = np.random.default_rng(1)
        credits = generator.dirichlet([1, 2], size=number) * generator.lognormal(10, 1, size=(number, 1))
        found = share_intervals(credits, np.arange(number))
        assert found is not None
        low, high = found
        assert ((low <= credits.sum(0) / credits.sum()) & (credits.sum(0) / credits.sum() <= high)).all()
        return float(high[0] - low[0])

    assert width(400) < width(40) / 2


def test_intervals_draw_accounts_not_deals():
    """One account with twenty equal deals is one case: nothing can be said of how stable the shares are."""
    credits = np.tile([[1.0, 3.0]], (20, 1))
    assert share_intervals(credits, np.zeros(20, dtype=np.int64)) is None


def test_intervals_of_the_chain():
    paths = paths_of([[0], [0, 1], [1], [1, 0]] * 10, 2)
    outcomes, nulls = np.tile([1.0, 1, 0, 0], 10), np.tile([0.0, 0, 1, 1], 10)
    found = markov_intervals(paths, outcomes, nulls, outcomes * 100, np.arange(40), draws=100)
    assert found is not None
    low, high = found
    effect = chain(transitions(paths, outcomes, nulls)).removal
    share = (outcomes @ markov(paths, effect))[0] / 20
    assert low[0] < share < high[0]
    assert low == pytest.approx([1 - high[1], 1 - high[0], 0])


def test_intervals_of_the_chain_keep_what_no_touch_explains():
    paths = paths_of([[0], []] * 10, 1)
    ones = np.ones(20)
    found = markov_intervals(paths, ones, 0 * ones, ones, np.arange(20), draws=100)
    assert found is not None
    low, high = found
    assert low[1] < 0.5 < high[1]


def tied(*channels: int, moments: tuple[int, ...], weights: tuple[float, ...] = ()) -> Paths:
    plain = paths_of([channels], 4)
    weight = np.array(weights) if weights else None
    return Paths(plain.path, plain.channel, plain.age, plain.minutes, 1, 4, np.array(moments), weight)


def test_touches_of_one_moment_share_what_would_go_to_one():
    one = tied(0, 1, 2, 2, moments=(1, 1, 2, 2))
    assert first_touch(one)[0].tolist() == [0.5, 0.5, 0, 0]
    assert last_touch(one)[0].tolist() == [0, 0, 1, 0]
    assert positions(one, (one.first, one.last), (0.4, 0.4), 0.2)[0] == pytest.approx([0.25, 0.25, 0.5, 0])


def test_the_chain_takes_all_orders_of_a_moment_for_as_likely():
    """The mean of the counts over all 3! × 2! orders of 0, 1, 1 | 2, 3."""
    from itertools import permutations

    ones = np.ones(1)
    orders = [(*a, *b) for a in permutations((0, 1, 1)) for b in permutations((2, 3))]
    wanted = np.mean([transitions(paths_of([one], 4), ones, 0 * ones) for one in orders], axis=0)
    found = transitions(tied(0, 1, 1, 2, 3, moments=(1, 1, 1, 2, 2)), ones, 0 * ones)
    assert found == pytest.approx(wanted)


def test_a_touch_counts_for_its_weight():
    one = tied(0, 1, moments=(1, 2), weights=(0.25, 1))
    assert linear(one)[0] == pytest.approx([0.2, 0.8, 0, 0])
    assert shapley(one)[0] == pytest.approx([0.2, 0.8, 0, 0])
    assert first_touch(one)[0].tolist() == [1, 0, 0, 0]
