"""Companies in which no programme does anything, of shapes that have fooled judgements, and ones in which it does.

`python bench/worlds.py [--programmes 200] [--sizes 15 30 60 150] [--looks]` judges every figure as Assay does (the
estimation layer on arrays, not the whole product) and prints, per world and figure: programmes that got a verdict
although nothing happened (wanted: at most 6 %), how often the 95 % interval holds the truth (92 to 98 %), how often there
was none ("cannot tell"), and how often a true effect is found. Docs: docs/methods.md.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from assay.comparison.assigned import first_arm
from assay.comparison.estimate import Estimated, Weighing, difference
from assay.comparison.exposure import aligned
from assay.comparison.family import ALONE, FAMILY, PRIMARY
from assay.comparison.outcomes import Outcome
from assay.facts.schema import FOREVER
from assay.stats.balance import entropy_balance
from assay.stats.cautions import UNBALANCED
from assay.stats.gates import SURE, balance_p
from assay.stats.multiple import benjamini_hochberg
from assay.stats.sequential import planned_limits

Floats = NDArray[np.float64]
SEED, YEAR, START = 20_260_101, 365, date(2025, 1, 1)
LIMIT = float(planned_limits(12).p[11])
"""What a verdict asks for at the twelfth of twelve monthly looks."""


@dataclass(frozen=True)
class World:
    """`arms`: lot, hot (picked for what they did before) or weighted. Effects are those of the true programme.

    `overlap` is the share of controls that another list has had in a programme, the busiest first; they, and relatives
    of the treated, are left out as the product leaves them out. `claimed`: somebody vouches for a lot that there was not;
    `sharp` is how strictly the busy were taken. `moved`: that share of the controls that open a deal is then put on the list.
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
    volume: float = 1.0
    odds: float = 1.0
    size: float = 1.0
    speed: float = 1.0
    claimed: bool = False
    sharp: float = 1.0
    moved: float = 0.0


WORLDS = (
    World("by lot"),
    World("by lot, several deals an account, alike", deals=2.5, alike=1.0),
    World("by lot, very skewed money", skew=1.4),
    World("by lot, few wins", deals=0.3),
    World("by lot, relatives", family=3),
    World("by lot, accounts leave", churn=0.4),
    World("controls listed 90 days later", lot=False, late=90),
    World("waves, controls from the first launch on", lot=False, waves=(0, 60, 120, 180)),
    World("picked among the busy, weighted", lot=False),
    World("picked among the busy, skewed, several deals", lot=False, skew=1.4, deals=2.5),
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
    """Accounts of one company; `rows` are its deals: account, day opened, days until its end, won, amount."""

    treated: NDArray[np.bool_]
    parents: NDArray[np.int64]
    past: Floats
    launch: NDArray[np.int64]
    rows: Floats
    lot: bool
    kept: NDArray[np.bool_]

    def outcomes(self, until: int) -> dict[str, Outcome]:
        """What is known of it so many days after the first launch."""
        return _outcomes(self, until)


def company(random: np.random.Generator, world: World, size: int, *, days: int = YEAR) -> Company:
    """One company over so many days: `size` accounts in each arm of a lot, three controls to one elsewhere."""
    number = 2 * size if world.lot or world.claimed else 4 * size
    parents = np.arange(number) // world.family
    tendency = random.normal(0, world.alike, number) + random.normal(0, 0.3, parents.max() + 1)[parents]
    busy = 0.6 * tendency + 0.6 * random.normal(size=number)
    treated = _arms(random, world, size, number, parents, busy)
    launch = np.zeros(number, dtype=int)
    launch[treated] = random.choice(world.waves, int(treated.sum()))
    launch[~treated] = _controls(world, launch[treated], int((~treated).sum()))
    left = np.where(random.random(number) < world.churn, random.integers(60, YEAR, number), 10 * YEAR)
    rate = world.deals / YEAR * np.exp(tendency - world.alike**2 / 2) * np.where(treated, world.volume, 1.0)
    rows = np.array([*_deals(random, world, rate, launch, np.minimum(left, days), treated, tendency)]).reshape(-1, 5)
    past = np.column_stack([busy, random.normal(size=number)])
    lot = world.lot or (world.claimed and believed(past, treated, parents))
    treated = _as_listed(random, world, treated, rows)
    kept = _kept(world, treated, parents, busy)
    return Company(treated, parents, past, launch, rows, lot, kept)


def believed(past: Floats, treated: NDArray[np.bool_], parents: NDArray[np.int64]) -> bool:
    """Whether arms that somebody vouches for stand the test of a lot, as the product asks it."""
    return balance_p(past, treated, clusters=parents) >= SURE


def _as_listed(
    random: np.random.Generator, world: World, treated: NDArray[np.bool_], rows: Floats
) -> NDArray[np.bool_]:
    """The arm of each account by its list rows, as the product reads them: a control is put on the list with its deal."""
    made = treated.copy()
    for account in np.unique(rows[:, 0]).astype(int):
        if treated[account] or random.random() >= world.moved:
            continue
        opened = START + timedelta(days=int(rows[rows[:, 0] == account, 1].min()))
        listed = [
            {"list": "A", "ends_on": FOREVER, "arm": arm, "starts_on": day}
            for arm, day in (("control", START), ("abm", opened))
        ]
        made[account] = first_arm(listed, START) == "abm"
    return made


def _kept(world: World, treated: NDArray[np.bool_], parents: NDArray[np.int64], busy: Floats) -> NDArray[np.bool_]:
    """Accounts that are compared: no relatives of the treated, and none that had the programme on another list."""
    if world.lot or world.claimed:
        return np.ones(len(treated), dtype=bool)
    on_both = int(world.overlap * (~treated).sum())
    order = np.argsort(np.where(treated, np.inf, -busy))
    elsewhere = np.isin(np.arange(len(treated)), order[:on_both])
    return treated | (~elsewhere & ~np.isin(parents, parents[treated]))


def _arms(
    random: np.random.Generator, world: World, size: int, number: int, parents: NDArray[np.int64], busy: Floats
) -> NDArray[np.bool_]:
    if world.lot:
        drawn = random.permutation(parents.max() + 1)[: (parents.max() + 1) // 2]
        return np.isin(parents, drawn)
    return np.isin(np.arange(number), np.argsort(-(world.sharp * busy + random.gumbel(size=number)))[:size])


def _controls(world: World, waves: NDArray[np.int64], number: int) -> NDArray[np.int64]:
    """Days from which controls are followed: what the product makes of the days on which they were listed."""
    named = {f"c{place}": START + timedelta(days=world.late) for place in range(number)}
    given = aligned([START + timedelta(days=int(day)) for day in waves], named, START, START + timedelta(days=YEAR - 1))
    return np.array([(given.launches[f"c{place}"] - START).days for place in range(number)])


def _deals(
    random: np.random.Generator,
    world: World,
    rate: Floats,
    launch: NDArray[np.int64],
    left: NDArray[np.int64],
    treated: NDArray[np.bool_],
    tendency: Floats,
) -> Iterator[tuple[float, ...]]:
    for account in range(len(rate)):
        span = max(left[account] - launch[account], 0)
        for opened in launch[account] + np.sort(random.random(random.poisson(rate[account] * span)) * span):
            took = random.gamma(2.0, 45.0) * (world.speed if treated[account] else 1.0)
            odds = 0.8 * np.exp(tendency[account]) * (world.odds if treated[account] else 1.0)
            won = random.random() < odds / (1 + odds)
            amount = np.exp(random.normal(0, world.skew) + tendency[account]) * (
                world.size if treated[account] else 1.0
            )
            yield account, opened, took, won, amount


def _outcomes(made: Company, until: int) -> dict[str, Outcome]:
    known = made.rows[made.rows[:, 1] <= until]
    number = len(made.treated)
    owners = known[:, 0].astype(np.int64)
    followed = until - known[:, 1]
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


def judged(made: Company, key: str, until: int = YEAR) -> Estimated:
    """The estimate that Assay makes of one figure."""
    found = made.outcomes(until)[key]
    if made.lot:
        counts = Weighing(covariates=made.past, clusters=made.parents, strata=np.zeros(len(made.treated)), drawn=True)
    else:
        weights, controls = made.treated.astype(float), ~made.treated & made.kept
        balance = entropy_balance(made.past[made.treated], made.past[controls])
        if balance.max_smd > UNBALANCED:
            return Estimated(None, None)
        weights[controls] = balance.weights
        counts = Weighing(weights=weights, covariates=made.past, clusters=made.parents)
    return difference(found, made.treated, counts)


def verdicts(found: dict[str, Estimated], limit: float = LIMIT) -> set[str]:
    """Figures that get a verdict: the primary one alone, the others corrected, at this look."""
    out = {
        key
        for key, one in found.items()
        if one.low is not None and one.high is not None and not one.low <= 0 <= one.high
    }
    ps = {key: found[key].p_value for key in FAMILY}
    primary = PRIMARY in out and (ps[PRIMARY] or 1) < limit
    others = [key for key in FAMILY if key != PRIMARY]
    given = benjamini_hochberg([np.nan if ps[key] is None else ps[key] for key in others])
    said = {key for key, p in zip(others, given, strict=True) if key in out and p * (1 if primary else ALONE) < limit}
    return said | ({PRIMARY} if primary else set())


def line(world: World, size: int, programmes: int) -> Iterator[str]:
    alone: dict[str, list[tuple[bool, bool, bool]]] = {key: [] for key in FAMILY}
    together = 0
    for number in range(programmes):
        made = company(np.random.default_rng([SEED, size, number, *world.name.encode()]), world, size)
        found = {key: judged(made, key) for key in FAMILY}
        together += bool(verdicts(found))
        for key, one in found.items():
            none = one.low is None or one.high is None
            holds = none or one.low <= 0 <= one.high  # type: ignore[operator]
            alone[key].append((none, holds, not none and not holds and (one.p_value or 1) < LIMIT))
    cells = []
    for key in FAMILY:
        none, holds, said = (np.array(part) for part in zip(*alone[key], strict=True))
        given = int((~none).sum())
        covered = f"{100 * holds[~none].mean():.0f}" if given >= programmes / 10 else "–"
        cells.append(f"{100 * said.mean():.1f} / {covered} / {100 * none.mean():.0f}")
    yield f"| {world.name} | {size} | {100 * together / programmes:.1f} | " + " | ".join(cells) + " |"


def power(world: World, size: int, programmes: int) -> str:
    """How often a true effect gets a verdict, any figure and the one that it moves most."""
    moved = {"volume": "opportunity_rate", "win": "win_rate", "size": "average_deal_size", "cycle": "deal_velocity"}
    key = moved[world.name.split()[0]]
    hits = single = primary = 0
    for number in range(programmes):
        made = company(np.random.default_rng([SEED, size, number, *world.name.encode()]), world, size)
        found = {one: judged(made, one) for one in FAMILY}
        hits += bool(verdicts(found))
        one = found[key]
        stands = one.low is not None and one.high is not None and not one.low <= 0 <= one.high
        single += stands
        primary += stands and (one.p_value or 1) < LIMIT
    shares = (100 * hits / programmes, 100 * primary / programmes, 100 * single / programmes)
    return f"| {world.name} | {size} | {key} | " + " | ".join(f"{share:.0f}" for share in shares) + " |"


def looks(size: int, programmes: int, number: int) -> str:
    """Programmes with a verdict at any of so many monthly looks, judged with the limits and without them."""
    limits = planned_limits(12).p
    ever = plain = 0
    world = World("by lot, looked at monthly")
    for place in range(programmes):
        seen = naive = False
        made = company(np.random.default_rng([SEED, 9, size, place]), world, size, days=int(number * 30.4375))
        for look in range(1, number + 1):
            one = judged(made, PRIMARY, int(look * 30.4375))
            stands = one.low is not None and one.high is not None and not one.low <= 0 <= one.high
            naive |= stands
            seen |= stands and (one.p_value or 1) < float(limits[look - 1])
        ever, plain = ever + seen, plain + naive
    return f"| {size} | {number} | {100 * ever / programmes:.1f} | {100 * plain / programmes:.1f} |"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programmes", type=int, default=200)
    parser.add_argument("--sizes", type=int, nargs="+", default=[15, 30, 60, 150])
    parser.add_argument("--world", default="", help="worlds whose name begins so")
    parser.add_argument("--looks", action="store_true", help="monthly looks alone")
    parser.add_argument("--power", action="store_true", help="true effects alone")
    given = parser.parse_args(arguments)
    if given.looks:
        print("| a arm | looks | ever a verdict, % | without limits, % |\n|---|---|---|---|")
        for size in given.sizes:
            print(looks(size, given.programmes, 26), flush=True)
        return 0
    if given.power:
        print(
            "| true effect | an arm | figure | any verdict, % | the figure, % | alone, at one look, % |\n|---|---|---|---|---|---|"
        )
        for world in TRUE:
            for size in given.sizes:
                print(power(world, size, given.programmes), flush=True)
        return 0
    print("| world | an arm | any figure | " + " | ".join(FAMILY) + " |")
    print("|---|---|---|" + "---|" * len(FAMILY))
    for world in (one for one in WORLDS if one.name.startswith(given.world)):
        for size in given.sizes:
            for text in line(world, size, given.programmes):
                print(text, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
