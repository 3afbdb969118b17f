"""How company names are matched: labelled pairs in four scripts, adversarial ones, two systems of 5,000 companies with
planted traps, and the time that 1 M written names against 100,000 accounts take. Writes the tables of docs/identity.md.

python -m bench.names [--large] [--registrants company_tickers.json]
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assay.identity.names import base_name
from assay.identity.proposals import of_names
from assay.identity.resemblance import Names

TESTS = Path(__file__).parent.parent / "tests"
sys.path.insert(0, str(TESTS))

from support.two_systems import FORMS, PARTS, linked, proposed_first, two_systems  # noqa: E402


@dataclass(frozen=True)
class Measured:
    """Pairs by what was accepted and what is true."""

    right: int
    false: int
    missed: int
    apart: int

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.false)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)


def labelled(name: str) -> list[dict[str, str]]:
    with (TESTS / "identity" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def accepted(written: str, known: str) -> bool:
    base = base_name(written)
    return base is not None and base == base_name(known)


def measure(pairs: Iterable[dict[str, str]]) -> Measured:
    found = Counter((accepted(one["written"], one["known"]), one["same"] == "1") for one in pairs)
    return Measured(found[True, True], found[True, False], found[False, True], found[False, False])


def ranked(pairs: list[dict[str, str]], others: Iterable[str] = ()) -> tuple[int, int, int]:
    """Of the true pairs that are not accepted: how many there are, the true one first, and among the first three.

    `others` are names that are looked through besides. Brands are left out: these pairs may be what their table is made of.
    """
    names = Names(((known, base_name(known) or "") for known in {*others, *(one["known"] for one in pairs)}), brands={})
    rest = [one for one in pairs if one.get("same", "1") == "1" and not accepted(one["written"], one["known"])]
    nearest = [[account for account, _ in names.nearest(one["written"], 3)] for one in rest]
    first = sum(found[:1] == [base_name(one["known"])] for one, found in zip(rest, nearest, strict=True))
    return len(rest), first, sum(base_name(one["known"]) in found for one, found in zip(rest, nearest, strict=True))


def registrants(file: Path | None) -> list[str]:
    """The names of SEC's company_tickers.json."""
    return [row["title"] for row in json.loads(file.read_text("utf-8")).values()] if file else []


def large(accounts: int = 100_000, written: int = 1_000_000, seed: int = 1) -> tuple[float, float]:
    """Processor seconds, and the most memory in GiB, to propose accounts for that many written names."""
    rng = random.Random(seed)
    stems = ["".join(rng.choices(PARTS, k=3)).capitalize() for _ in range(accounts)]
    known = [(f"{stem} {rng.choice(stems)} {rng.choice(FORMS)}", str(n)) for n, stem in enumerate(stems)]
    asked = [_spoilt(rng, known[rng.randrange(accounts)][0]) for _ in range(written)]
    start = time.process_time()
    names = Names(known)
    exact = {base_name(name) for name, _ in known}
    rest = (name for name in asked if base_name(name) not in exact)
    count = sum(1 for _ in of_names(rest, names))
    seconds = time.process_time() - start
    print(f"{count:,} proposals")
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def _spoilt(rng: random.Random, name: str) -> str:
    if rng.random() < 0.8:
        return name.upper()
    place = rng.randrange(1, len(name))
    return name[: place - 1] + name[place:]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true")
    parser.add_argument(
        "--registrants", type=Path, help="SEC's company_tickers.json, whose names are looked through too"
    )
    asked = parser.parse_args()
    pairs = labelled("company_pairs.csv")
    print("| script | pairs | precision | recall |\n|---|---|---|---|")
    for script in ("latin", "cyrillic", "greek", "east_asian", None):
        some = [one for one in pairs if script in (None, one["script"])]
        told = measure(some)
        print(f"| {script or 'all'} | {len(some)} | {told.precision:.3f} | {told.recall:.3f} |")
    others = registrants(asked.registrants)
    for name in ("company_pairs.csv", "index_pairs.csv", "hard_pairs.csv"):
        rest, first, three = ranked(labelled(name), others)
        print(
            f"\n{name}: {rest} true pairs are left; the true one is first for {first}, among the first three for {three}."
        )
    world = two_systems()
    links, truth = linked(world), world.truth
    first_of = proposed_first(world, links)
    print(f"\n{len(world.accounts)} rows, {len(truth)} true pairs: {len(links & truth)} linked, {len(links - truth)} false, "
          f"{len((links | first_of) & truth)} linked or proposed first ({len((links | first_of) & truth) / len(truth):.1%}).")  # fmt: skip
    if asked.large:
        seconds, memory = large()
        print(f"\n1,000,000 names against 100,000 accounts: {seconds:.0f} s of one processor, {memory:.2f} GiB")


if __name__ == "__main__":
    main()
