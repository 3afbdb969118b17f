"""How often the judgement is fooled: programmes that do nothing (and some that do), judged as Assay does.

`python -m bench.verdicts [--programmes 500] [--sizes 15 30 60 150] [--world NAME] [--keep FILE]` prints, per world and size:
programmes with a verdict on any figure although nothing happened (wanted: at most 6 %, with its Wilson interval), and per
figure verdicts / how many of 100 intervals hold the truth (92 to 98) / how often there is none ("cannot tell"). A `!` marks
what chance does not explain. `--keep` appends each cell as a line of JSON; `--table FILE…` prints what is kept.
`--looks [--every]`: 26 monthly looks; `--power`: true effects.

Companies are arrays (`bench/worlds.py`) and go through the product's own steps from the arms on: the test of a lot,
balancing, the rung, the estimate, the look's limit, the correction for several. `python -m bench.product` holds that
against whole workspaces. Docs: docs/methods.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
from bench.worlds import SEED, START, TRUE, WORLDS, YEAR, Company, World, company, number_of

from assay.comparison.arms import Account, Arms
from assay.comparison.covariates import Column, Covariates, room_for
from assay.comparison.design import Balanced, Rung, as_they_are, balanced, flags, reached, tested_lot, weighing
from assay.comparison.estimate import Estimated, difference, stands_out
from assay.comparison.family import FAMILY, PRIMARY, corrected, others_of
from assay.comparison.lots import Lot
from assay.comparison.on_rung import settled
from assay.comparison.outcomes import Outcome, accounts_of
from assay.stats.estimators import wilson
from assay.stats.looks import MONTH_DAYS, Plan

LIMIT = Plan().limit(12)
"""What a verdict asks for at the twelfth of twelve monthly looks."""
COLUMNS = (Column("employees"), Column("annual_revenue"))


@dataclass(frozen=True)
class Judge:
    """The arms of one company as the product has them after it was asked for them, and how their accounts count."""

    made: Company
    arms: Arms
    rung: Rung
    known: Covariates
    alike: Balanced

    def of(self, key: str, until: int = YEAR) -> Estimated:
        """The estimate of one figure so many days after the first launch."""
        return self._estimated(self.made.outcomes(until)[key])

    def all(self, until: int = YEAR) -> dict[str, Estimated]:
        """Those of all figures."""
        found = self.made.outcomes(until)
        return {key: self._estimated(found[key]) for key in FAMILY}

    def _estimated(self, outcome: Outcome) -> Estimated:
        if self.rung.design == "descriptive":
            return Estimated(None, None)
        part, treated = accounts_of(outcome, self.made.kept), flags(self.arms)
        counts = weighing(self.arms, self.known, self.alike, self.rung, "matched", part)
        return settled(difference(part, treated, counts))


def judge(made: Company) -> Judge:
    """The rung that a company's arms reach, by the product's own steps."""
    arms, known = _arms(made), _known(made)
    lot = tested_lot(arms, known) if arms.lots else None
    drawn = lot is not None and lot.doubt is None
    alike = as_they_are(arms, known) if drawn else balanced(arms, known, "entropy")
    rung = reached(arms, alike, "matched", "auto", lot)
    return Judge(made, arms, rung, known, alike)


def _arms(made: Company) -> Arms:
    vouched = made.world.lot or made.world.claimed
    accounts = tuple(
        Account(
            made.id_of(one),
            "",
            made.id_of(made.parents[one] * made.world.family),
            bool(made.treated[one]),
            _day(made.launch[one]),
            None,
            "W",
            "W",
        )
        for one in np.flatnonzero(made.kept)
    )
    lots = (Lot("W", "vouched", START, "Ada King"),) if vouched else ()
    nothing: Any = None
    return Arms(nothing, "holdout" if vouched else "control", accounts, nothing, (), None, ("W",), lots=lots)


def _day(day: int) -> Any:
    return START + timedelta(days=int(day))


def _known(made: Company) -> Covariates:
    room = room_for(int((made.kept & ~made.treated).sum()))
    return Covariates(COLUMNS, made.past[made.kept], min(len(COLUMNS), room))


def verdicts(found: Mapping[str, Estimated], limit: float = LIMIT) -> set[str]:
    """Figures that get a verdict at a look: the primary one by its own p, the others by their corrected one."""
    primary = stands_out(found[PRIMARY]) and _p(found[PRIMARY]) < limit
    others = {key: found[key].p_value for key in others_of(FAMILY[0], PRIMARY)}
    said = {PRIMARY} if primary else set()
    for key in others:
        p = corrected(key, others, primary_found=primary)
        if stands_out(found[key]) and _p(found[key]) < limit and p is not None and p < limit:
            said.add(key)
    return said


def _p(found: Estimated) -> float:
    return 1.0 if found.p_value is None else found.p_value


@dataclass
class Cell:
    """Counts of one world and size: programmes, those with any verdict; per figure verdicts alone, intervals, held ones."""

    world: str
    size: int
    programmes: int = 0
    fooled: int = 0
    believed: int = 0
    alone: dict[str, int] | None = None
    given: dict[str, int] | None = None
    held: dict[str, int] | None = None

    def __post_init__(self) -> None:
        for name in ("alone", "given", "held"):
            if getattr(self, name) is None:
                setattr(self, name, dict.fromkeys(FAMILY, 0))

    def add(self, found: Mapping[str, Estimated], design: str) -> None:
        assert self.alone is not None
        assert self.given is not None
        assert self.held is not None
        self.programmes += 1
        self.believed += design == "randomised"
        self.fooled += bool(verdicts(found))
        for key, one in found.items():
            known = one.low is not None and one.high is not None
            self.given[key] += known
            self.held[key] += known and not stands_out(one)
            self.alone[key] += stands_out(one) and _p(one) < LIMIT

    def row(self) -> str:
        assert self.alone is not None
        assert self.given is not None
        assert self.held is not None
        low, high = _ends(self.fooled, self.programmes)
        any_of = f"{_percent(self.fooled, self.programmes)} ({100 * low:.1f}–{100 * high:.1f}){'!' if low > MOST_FALSE else ''}"
        cells = [self._cell(key) for key in FAMILY]
        return f"| {self.world} | {self.size} | {self.programmes} | {any_of} | " + " | ".join(cells) + " |"

    def _cell(self, key: str) -> str:
        alone, given, held = self.alone[key], self.given[key], self.held[key]  # type: ignore[index]
        none = f"{100 * (self.programmes - given) / self.programmes:.0f}"
        said = _percent(alone, self.programmes) + ("!" if _ends(alone, self.programmes)[0] > MOST_FALSE else "")
        if given < MANY:
            return f"{said} / {held} of {given} / {none}"
        low, high = _ends(held, given)
        return f"{said} / {100 * held / given:.0f}{'!' if high < LEAST_HELD or low > MOST_HELD else ''} / {none}"


MANY = 30
"""Of fewer intervals the counts are printed, no percentage."""
MOST_FALSE, LEAST_HELD, MOST_HELD = 0.06, 0.92, 0.98
HEADER = (
    "| world | an arm | programmes | any figure, % | "
    + " | ".join(FAMILY)
    + " |\n|---|---|---|---|"
    + "---|" * len(FAMILY)
)


def _ends(hits: int, of: int) -> tuple[float, float]:
    low, high = wilson(hits, of)
    return low or 0.0, 1.0 if high is None else high


def _percent(hits: int, of: int) -> str:
    return f"{100 * hits / of:.1f}"


def cell(world: World, size: int, programmes: int, first: int = 0) -> Cell:
    """Programmes `first` and on of one world and size."""
    made = Cell(world.name, size)
    for number in range(first, first + programmes):
        judged = judge(company(number_of(SEED, world, size, number), world, size))
        made.add(judged.all(), judged.rung.design)
    return made


def power(world: World, size: int, programmes: int) -> str:
    """How often a true effect gets a verdict, any figure and the one that it moves most."""
    moved = {"volume": "opportunity_rate", "win": "win_rate", "size": "average_deal_size", "cycle": "deal_velocity"}
    key = moved[world.name.split()[0]]
    hits = single = primary = 0
    for number in range(programmes):
        found = judge(company(number_of(SEED, world, size, number), world, size)).all()
        hits += bool(verdicts(found))
        single += stands_out(found[key])
        primary += stands_out(found[key]) and _p(found[key]) < LIMIT
    shares = [f"{100 * one / programmes:.0f}" for one in (hits, primary, single)]
    return f"| {world.name} | {size} | {programmes} | {key} | " + " | ".join(shares) + " |"


def looks(size: int, programmes: int, number: int = 26, *, every: bool = False) -> str:
    """Programmes with a verdict at any of so many monthly looks, with the limits and without; of `every` figure, or the primary one."""
    world = World("by lot, looked at monthly")
    ever = dict.fromkeys(("primary", *(("any",) if every else ()), "plain"), 0)
    for place in range(programmes):
        made = company(number_of(SEED, world, size, place), world, size, days=round(number * MONTH_DAYS))
        seen = _seen(judge(made), number, every)
        for name in ever:
            ever[name] += name in seen
    cells = []
    for name in ever:
        low, high = _ends(ever[name], programmes)
        cells.append(f"{name} {_percent(ever[name], programmes)} ({100 * low:.1f}–{100 * high:.1f})")
    return f"| {size} | {number} | {programmes} | " + " | ".join(cells) + " |"


def _seen(judged: Judge, number: int, every: bool) -> set[str]:
    """What some look found: the primary figure, any of the six, the primary one without limits."""
    seen: set[str] = set()
    for look in range(1, number + 1):
        limit, until = Plan().limit(look), round(look * MONTH_DAYS)
        found = judged.all(until) if every else {PRIMARY: judged.of(PRIMARY, until)}
        stands = stands_out(found[PRIMARY])
        said = verdicts(found, limit) if every else {PRIMARY} if stands and _p(found[PRIMARY]) < limit else set()
        seen |= {"plain"} if stands else set()
        seen |= {"primary"} if PRIMARY in said else set()
        seen |= {"any"} if said else set()
    return seen


def _kept(files: Sequence[str]) -> Iterator[Cell]:
    """The cells of files, parts of one world and size added up, in the order of the worlds."""
    cells: dict[tuple[str, int], Cell] = {}
    for line in (line for name in files for line in Path(name).read_text().splitlines()):
        part = Cell(**json.loads(line))
        one = cells.setdefault((part.world, part.size), Cell(part.world, part.size))
        for name in ("programmes", "fooled", "believed"):
            setattr(one, name, getattr(one, name) + getattr(part, name))
        for name in ("alone", "given", "held"):
            for key in FAMILY:
                getattr(one, name)[key] += getattr(part, name)[key]
    order = [world.name for world in WORLDS]
    return iter(sorted(cells.values(), key=lambda one: (order.index(one.world), one.size)))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programmes", type=int, default=500)
    parser.add_argument("--first", type=int, default=0, help="number of the first programme")
    parser.add_argument("--sizes", type=int, nargs="+", default=[15, 30, 60, 150])
    parser.add_argument("--world", default="", help="worlds whose name begins so")
    parser.add_argument("--keep", help="a file of cells, to go on with and to print")
    parser.add_argument("--table", nargs="+", help="print cells that were kept")
    parser.add_argument("--looks", action="store_true", help="monthly looks alone")
    parser.add_argument("--every", action="store_true", help="at each look all six figures, not the primary one alone")
    parser.add_argument("--power", action="store_true", help="true effects alone")
    given = parser.parse_args(arguments)
    if given.looks:
        print("| an arm | looks | programmes | a verdict at any look, % | … |\n|---|---|---|---|---|")
        lines: Iterator[str] = (looks(size, given.programmes, every=given.every) for size in given.sizes)
    elif given.power:
        print(
            "| true effect | an arm | programmes | figure | any verdict, % | the figure, % | alone, at one look, % |\n|---|---|---|---|---|---|---|"
        )
        lines = (power(world, size, given.programmes) for world in TRUE for size in given.sizes)
    elif given.table:
        print(HEADER)
        lines = (one.row() for one in _kept(given.table))
    else:
        print(HEADER)
        lines = _lines(given)
    for line in lines:
        print(line, flush=True)
    return 0


def _lines(given: argparse.Namespace) -> Iterator[str]:
    for world in (one for one in WORLDS if one.name.startswith(given.world)):
        for size in given.sizes:
            made = cell(world, size, given.programmes, given.first)
            if given.keep:
                with Path(given.keep).open("a") as file:
                    file.write(json.dumps(vars(made)) + "\n")
            yield made.row()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
