"""Companies in which no programme does anything, of shapes that have fooled judgements, and ones in which it does.

Accounts that buy anyway, deal by deal, on whole days: who is listed when, whose company has the programme, what was known
before. `bench/verdicts.py` judges them as arrays, `bench/product.py` as files that are loaded. Docs: docs/methods.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from assay.comparison.exposure import aligned
from assay.comparison.outcomes import Outcome

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Days = NDArray[np.int64]
SEED, YEAR, START = 20_260_101, 365, date(2025, 1, 1)
END = START + timedelta(days=YEAR - 1)
NEVER = 10 * YEAR


@dataclass(frozen=True)
class World:
    """`lot`: the arms are drawn; else the treated are picked for what they did before (`sharp`: how strictly), and weighted.

    `overlap` is the share of controls that another list has had in a programme, the busiest first. `claimed`: somebody
    vouches for a lot that there was not. `moved`: that share of the controls that open a deal is then put on the list.
    `late`: controls are listed so many days after the first launch. `lasting`: how much of an account's interest is the
    same before and after launch, and comes in spells. The last four are true effects.
    """

    name: str
    lot: bool = True
    skew: float = 0.9
    deals: float = 0.8
    alike: float = 0.5
    waves: tuple[int, ...] = (0,)
    late: int = 0
    family: int = 1
    overlap: float = 0.0
    churn: float = 0.0
    claimed: bool = False
    sharp: float = 1.0
    moved: float = 0.0
    lasting: float = 0.6
    spells: bool = False
    volume: float = 1.0
    odds: float = 1.0
    size: float = 1.0
    speed: float = 1.0


WORLDS = (
    World("by lot"),
    World("by lot, several deals an account, alike", deals=2.5, alike=1.0),
    World("by lot, very skewed money", skew=1.4),
    World("by lot, few wins", deals=0.3),
    World("by lot, relatives", family=3),
    World("by lot, accounts leave", churn=0.4),
    World("by lot, interest in spells", deals=1.2, alike=0.8, lasting=0.9, spells=True),
    World("controls listed 90 days later", lot=False, late=90),
    World("waves, controls from the first launch on", lot=False, waves=(0, 60, 120, 180)),
    World("picked among the busy, weighted", lot=False),
    World("picked among the busy, skewed, several deals", lot=False, skew=1.4, deals=2.5),
    World("picked in a spell of interest", lot=False, deals=1.2, alike=0.8, lasting=0.9, spells=True),
    World("picked, a third of the controls on another list", lot=False, overlap=0.33),
    World("picked, relatives of the treated left out", lot=False, family=3),
    World("picked, both", lot=False, family=2, overlap=0.33),
    World("vouched for, the busiest on the list", lot=False, claimed=True, sharp=20.0),
    World("vouched for, picked among the busy", lot=False, claimed=True),
    World("vouched for, picked a little", lot=False, claimed=True, sharp=0.4),
    World("controls moved to the programme with their deal", lot=False, moved=1.0),
)
TRUE = (
    World("volume × 1.8", volume=1.8),
    World("win odds × 2", odds=2.0),
    World("size × 1.8", size=1.8),
    World("cycle a third shorter", speed=2 / 3),
)


@dataclass(frozen=True)
class Company:
    """Accounts of one company; `deals` are rows of account, day opened, days until its end, won, amount.

    `treated` were on the list first, whatever became of them; `launch` is the day from which each is followed, `named` the
    one on which it was listed (days from the first launch on). `moved`: when controls were taken onto the list. `elsewhere`
    were on another list before. `left`: the day on which an account goes.
    """

    world: World
    treated: Flags
    parents: Days
    past: Floats
    launch: Days
    named: Days
    left: Days
    deals: Floats
    moved: Mapping[int, int]
    elsewhere: Flags
    prefix: str = ""

    @property
    def kept(self) -> Flags:
        """Accounts that can be compared: no relatives of the treated, none that had the programme on another list."""
        had = self.treated | self.elsewhere
        return self.treated | ~np.isin(self.parents, self.parents[had])

    def id_of(self, place: int) -> str:
        return id_of(self.prefix, int(place))

    def outcomes(self, until: int = YEAR) -> dict[str, Outcome]:
        """What is known of it after so many days: the six figures, account by account."""
        return _outcomes(self, until)


def number_of(seed: int, world: World, size: int, number: int) -> np.random.Generator:
    """The chance of one programme: every one of a world and size has its own."""
    return np.random.default_rng([seed, size, number, *world.name.encode()])


def id_of(prefix: str, place: int) -> str:
    """An account's id; of one launch day controls take those of the treated by it."""
    return f"{prefix}{place:05}"


def company(random: np.random.Generator, world: World, size: int, *, days: int = YEAR, prefix: str = "") -> Company:
    """One company over so many days: `size` accounts in each arm of a lot, three controls to one elsewhere."""
    number = 2 * size if world.lot or world.claimed else 4 * size
    parents = np.arange(number) // world.family
    tendency = random.normal(0, world.alike, number) + random.normal(0, 0.3, parents.max() + 1)[parents]
    busy = world.lasting * tendency + 0.6 * random.normal(size=number)
    treated = _arms(random, world, size, number, parents, busy)
    named = np.where(treated, random.choice(world.waves, number), world.late).astype(np.int64)
    launch = named.copy()
    launch[~treated] = _controls(named, treated, prefix)
    left = np.where(random.random(number) < world.churn, random.integers(60, YEAR, number), NEVER)
    rate = world.deals / YEAR * np.exp(tendency - world.alike**2 / 2) * np.where(treated, world.volume, 1.0)
    deals = np.array([*_deals(random, world, rate, launch, np.minimum(left, days), treated, tendency)]).reshape(-1, 5)
    past = np.column_stack([busy, random.normal(size=number)])
    moved = _moved(random, world, treated, launch, deals)
    elsewhere = _elsewhere(world, treated, busy)
    return Company(world, treated, parents, past, launch, named, left, deals, moved, elsewhere, prefix)


def _arms(
    random: np.random.Generator, world: World, size: int, number: int, parents: Days, busy: Floats
) -> NDArray[np.bool_]:
    if world.lot:
        drawn = random.permutation(parents.max() + 1)[: (parents.max() + 1) // 2]
        return np.isin(parents, drawn)
    return np.isin(np.arange(number), np.argsort(-(world.sharp * busy + random.gumbel(size=number)))[:size])


def _controls(named: Days, treated: Flags, prefix: str) -> Days:
    """Days from which controls are followed: what the product makes of the days on which they were listed."""
    listed = {id_of(prefix, place): START + timedelta(days=int(named[place])) for place in np.flatnonzero(~treated)}
    given = aligned([START + timedelta(days=int(day)) for day in named[treated]], listed, START, END)
    return np.array([(given.launches[name] - START).days for name in listed])


def _moved(random: np.random.Generator, world: World, treated: Flags, launch: Days, deals: Floats) -> Mapping[int, int]:
    if not world.moved:
        return {}
    first: dict[int, int] = {}
    for account, opened in deals[:, :2].astype(int):
        first[int(account)] = min(int(opened), first.get(int(account), NEVER))
    return {
        one: day
        for one, day in first.items()
        if not treated[one] and day > launch[one] and random.random() < world.moved
    }


def _elsewhere(world: World, treated: Flags, busy: Floats) -> Flags:
    order = np.argsort(np.where(treated, np.inf, -busy))
    return np.isin(np.arange(len(treated)), order[: int(world.overlap * (~treated).sum())])


def _deals(
    random: np.random.Generator,
    world: World,
    rate: Floats,
    launch: Days,
    left: Days,
    treated: Flags,
    tendency: Floats,
) -> Iterator[tuple[float, ...]]:
    for account in range(len(rate)):
        span = max(left[account] - launch[account], 0)
        for opened in np.sort(_openings(random, world, rate[account], span)):
            took = 1 + int(random.gamma(2.0, 45.0) * (world.speed if treated[account] else 1.0))
            odds = 0.8 * np.exp(tendency[account]) * (world.odds if treated[account] else 1.0)
            won = random.random() < odds / (1 + odds)
            scale = np.exp(tendency[account]) * (world.size if treated[account] else 1.0)
            amount = round(float(np.exp(random.normal(0, world.skew)) * scale), 4)
            yield account, int(launch[account] + opened), took, won, amount


def _openings(random: np.random.Generator, world: World, rate: float, span: int) -> Floats:
    """Days after launch on which deals are opened; in spells they come two or three together."""
    if not world.spells:
        return random.random(random.poisson(rate * span)) * span
    starts = random.random(random.poisson(rate * span / 2)) * span
    near = [start + 14 * random.random(random.integers(1, 4)) for start in starts]
    return np.minimum(np.concatenate([*near, np.zeros(0)]), max(span - 1, 0))


def _outcomes(made: Company, until: int) -> dict[str, Outcome]:
    known = made.deals[made.deals[:, 1] < until]
    number = len(made.treated)
    owners = known[:, 0].astype(np.int64)
    followed = until - 1 - known[:, 1]
    closed = (known[:, 2] <= followed).astype(float)
    days, won, amounts = np.minimum(known[:, 2], followed), closed * known[:, 3], known[:, 4]
    events = np.where(won > 0, 1, np.where(closed > 0, 2, 0)).astype(np.int64)

    def sums(values: Floats) -> Floats:
        return np.bincount(owners, values, number).astype(float)

    def outcome(kind: str, tops: Floats, bottoms: Floats) -> Outcome:
        return Outcome(kind, tops, bottoms, bottoms.astype(np.int64), days, owners, events)  # type: ignore[arg-type]

    ones = np.ones(number)
    return {
        "opportunity_rate": outcome("account_share", (sums(np.ones(len(known))) > 0).astype(float), ones),
        "account_win_rate": outcome("account_share", (sums(won) > 0).astype(float), ones),
        "win_rate": outcome("ratio", sums(won), sums(closed)),
        "average_deal_size": outcome("ratio", sums(won * amounts), sums(won)),
        "deal_velocity": outcome("duration", sums(won * days), sums(won)),
        "new_revenue": outcome("per_account", sums(won * amounts), ones),
    }
