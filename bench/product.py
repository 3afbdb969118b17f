"""The programmes of `bench/worlds.py` as files of a workspace: loaded, refreshed and compared by the whole product.

`python -m bench.product [--programmes 5] [--sizes 30] [--world NAME]` builds one workspace with all programmes of all worlds and
sizes, each a list of its own, asks what `assay compare` asks of each list, and holds the answer against what `bench/verdicts.py`
makes of the same companies as arrays: the same difference, ends and p of each figure, the same rung. Verdicts of the product may
be fewer (fake launches, relatives, cut amounts take some back), never more. Prints what differs; ends with 1 if anything does.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import isclose
from pathlib import Path
from typing import Any

import numpy as np
from bench.verdicts import judge, verdicts
from bench.worlds import END, NEVER, SEED, START, WORLDS, Company, World, company, number_of

from assay.cli.main import main as assay
from assay.comparison.compare import compare_many
from assay.comparison.estimate import Estimated
from assay.comparison.family import FAMILY
from assay.comparison.result import Comparison
from assay.metrics.scope import Scope
from assay.store.runs import open_run
from assay.store.workspace import Workspace

Row = Mapping[str, Any]
VOUCH = 'arm_origin = "drawn elsewhere"\ndrawn_by = "Ada King"\ndrawn_on = 2025-01-01\n'
CLOSE = 1e-6
"""Employees are whole numbers: what was known before differs from the arrays' in the seventh digit."""
EMPLOYEES, REVENUE = 16.0, 12.0


def accounts(made: Company, name: str) -> Iterator[Row]:
    """What was known of them before launch stands in their size and revenue, whose logarithms are balanced."""
    for place, (busy, noise) in enumerate(made.past):
        parent = made.parents[place] * made.world.family
        yield {
            "account_id": made.id_of(place),
            "name": f"{name} {made.id_of(place)}",
            "parent_account_id": made.id_of(parent) if parent != place else "",
            "employees": round(float(np.exp(EMPLOYEES + busy))),
            "annual_revenue": f"{np.exp(REVENUE + noise):.8f}",
            "created_at": "",
        }


def memberships(made: Company, name: str) -> Iterator[Row]:
    """The list as it was written: arms, days, who left, who was taken in later, who was on another list before."""
    control = "holdout" if made.world.lot or made.world.claimed else "control"
    for place, treated in enumerate(made.treated):
        until = made.moved.get(place, made.left[place])
        row = {"list": name, "account_id": made.id_of(place), "arm": "abm" if treated else control}
        yield {**row, "valid_from": _day(made.named[place]), "valid_to": "" if until >= NEVER else _day(until)}
        if place in made.moved:
            yield {**row, "arm": "abm", "valid_from": _day(until), "valid_to": ""}
        if made.elsewhere[place]:
            yield {**row, "list": f"{name} before", "arm": "abm", "valid_from": _day(-200), "valid_to": _day(-100)}


def opportunities(made: Company) -> Iterator[Row]:
    for number, (account, opened, took, won, amount) in enumerate(made.deals):
        closed = _day(opened + took)
        row = {
            "opportunity_id": f"{made.prefix}d{number}",
            "account_id": made.id_of(account),
            "created_at": _day(opened),
            "amount": f"{amount:.4f}",
        }
        yield (
            {**row, "closed_at": closed, "status": "won" if won else "lost"}
            if closed <= END
            else {
                **row,
                "closed_at": "",
                "status": "open",
            }
        )


def _day(day: float) -> date:
    return START + timedelta(days=int(day))


def workspace(folder: Path, companies: Mapping[str, Company]) -> Workspace:
    """All companies as one: each the accounts of a list."""
    files: dict[str, Iterable[Row]] = {
        "accounts": [row for name, made in companies.items() for row in accounts(made, name)],
        "list_memberships": [row for name, made in companies.items() for row in memberships(made, name)],
        "opportunities": [row for made in companies.values() for row in opportunities(made)],
        "touches": [_last_touch(next(iter(companies.values())))],
    }
    _assay("init", str(folder))
    with (folder / "assay.toml").open("a") as settings:
        for name, made in companies.items():
            if made.world.lot or made.world.claimed:
                settings.write(f'\n[programmes."{name}"]\n{VOUCH}')
    for name, rows in files.items():
        _written(folder / f"{name}.csv", list(rows))
    _assay("-C", str(folder), "load", *(str(folder / f"{name}.csv") for name in files))
    _assay("-C", str(folder), "refresh")
    return Workspace.find(folder)


def _last_touch(made: Company) -> Row:
    """Data reach to the last day."""
    return {"touch_id": "t", "occurred_at": f"{END} 10:00", "kind": "ad_impression", "account_id": made.id_of(0)}


def _written(file: Path, rows: list[Row]) -> None:
    with file.open("w", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _assay(*words: str) -> None:
    told = io.StringIO()
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
        status = assay(words)
    if status:
        raise SystemExit(f"assay {' '.join(words)}\n{told.getvalue()}")


@dataclass
class Held:
    """Of one world and size: figures held against each other, those with an interval, what differs, verdicts of both."""

    programmes: int = 0
    figures: int = 0
    given: int = 0
    said: int = 0
    taken_back: int = 0
    differences: list[str] = field(default_factory=list)

    def add(self, run: Any, name: str, made: Company) -> None:
        judged = judge(made)
        found, design = judged.all(), judged.rung.design
        against: Any = "holdout" if made.world.lot or made.world.claimed else "control"
        scope = Scope(lists=(name,), start=START, end=END)
        answers = {one.kpi: one for one in compare_many(run, FAMILY, scope, against=against).comparisons}
        mine, theirs = verdicts(found), {key for key, one in answers.items() if one.verdict in ("higher", "lower")}
        self.programmes += 1
        self.figures += len(answers)
        self.given += sum(one.low is not None and one.design == design != "descriptive" for one in answers.values())
        self.said += len(mine)
        self.taken_back += len(mine - theirs)
        self.differences += [f"{name} {told}" for told in _apart(found, answers, design)]
        self.differences += [f"{name} {key}: a verdict of the product alone" for key in theirs - mine]


def held(cells: Sequence[tuple[World, int]], programmes: int) -> Iterator[tuple[World, int, Held]]:
    """The programmes of each world and size, all of them in one workspace."""
    companies = {
        (place, number): company(number_of(SEED, world, size, number), world, size, prefix=f"{_name(place, number)}-")
        for place, (world, size) in enumerate(cells)
        for number in range(programmes)
    }
    with tempfile.TemporaryDirectory() as folder:
        named = {_name(*key): made for key, made in companies.items()}
        run = open_run(workspace(Path(folder) / "work", named))
        for place, (world, size) in enumerate(cells):
            found = Held()
            for number in range(programmes):
                found.add(run, _name(place, number), companies[place, number])
            yield world, size, found


def _name(place: int, number: int) -> str:
    return f"W{place:02}n{number:03}"


def _apart(found: Mapping[str, Estimated], answers: Mapping[str, Comparison], design: str) -> Iterator[str]:
    for key, one in answers.items():
        if one.design != design:
            yield f"{key}: {one.design}, not {design}"
            continue
        if design == "descriptive":
            continue
        for name in ("difference", "low", "high", "p_value"):
            theirs, mine = getattr(one, name), getattr(found[key], name)
            near = theirs == mine or (theirs is not None and mine is not None and _near(theirs, mine))
            if not near:
                yield f"{key}.{name}: {theirs}, not {mine}"


def _near(one: float, other: float) -> bool:
    return isclose(one, other, rel_tol=1e-3, abs_tol=CLOSE)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programmes", type=int, default=5)
    parser.add_argument("--sizes", type=int, nargs="+", default=[30])
    parser.add_argument("--world", default="", help="worlds whose name begins so")
    given = parser.parse_args(arguments)
    failed = False
    cells = [(world, size) for world in WORLDS if world.name.startswith(given.world) for size in given.sizes]
    print(
        "| world | an arm | programmes | figures | with an interval | differ | verdicts | taken back by the product |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for world, size, one in held(cells, given.programmes):
        counts = (one.programmes, one.figures, one.given, len(one.differences), one.said, one.taken_back)
        print(f"| {world.name} | {size} | " + " | ".join(map(str, counts)) + " |", flush=True)
        for told in one.differences:
            print(told, file=sys.stderr, flush=True)
        failed |= bool(one.differences)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
