"""How company names are matched: labelled pairs in four scripts, adversarial ones, two systems of 5,000 companies with
planted traps, and the time that 1 M written names against 100,000 accounts take. Writes the tables of docs/identity.md.

python -m bench.names [--large]
"""

from __future__ import annotations

import argparse
import csv
import random
import resource
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assay.identity.links import Known, links_of
from assay.identity.names import base_name
from assay.identity.proposals import Candidate, Names, of_accounts, of_names
from assay.internet.hosts import registrable
from assay.internet.lists import shared_host, shared_host_entries

PAIRS = Path(__file__).parent.parent / "tests" / "identity" / "company_pairs.csv"


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


def labelled() -> list[dict[str, str]]:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def accepted(written: str, known: str) -> bool:
    base = base_name(written)
    return base is not None and base == base_name(known)


def measure(pairs: Iterable[dict[str, str]]) -> Measured:
    found = Counter((accepted(one["written"], one["known"]), one["same"] == "1") for one in pairs)
    return Measured(found[True, True], found[True, False], found[False, True], found[False, False])


def ranked(pairs: list[dict[str, str]]) -> tuple[int, int, int]:
    """Of the true pairs that are not accepted: how many there are, the true one first, and among the first three."""
    names = Names((known, base_name(known) or "") for known in sorted({one["known"] for one in pairs}))
    rest = [one for one in pairs if one["same"] == "1" and not accepted(one["written"], one["known"])]
    nearest = [[account for account, _ in names.nearest(one["written"], 3)] for one in rest]
    first = sum(found[:1] == [base_name(one["known"])] for one, found in zip(rest, nearest, strict=True))
    return len(rest), first, sum(base_name(one["known"]) in found for one, found in zip(rest, nearest, strict=True))


_FORMS = ("Inc.", "LLC", "Ltd", "GmbH", "S.A.", "AG", "SAS", "Corp.", "")
_HOSTS = ("linkedin.com", "facebook.com", "sites.google.com")
_PARTS = ("al", "ber", "cor", "dan", "el", "fer", "gar", "hol", "in", "jas", "kel", "lor", "mar", "nor", "os", "per", "qui", "ros", "sal", "tor", "ul", "ver", "wes", "xen", "yor", "zel")  # fmt: skip


@dataclass(frozen=True)
class World:
    """Rows of two systems with the company each row is of, and the pairs that are one company across the systems."""

    accounts: list[tuple[str, str, str | None, str, str]]
    """id, name, domain or website, country, company"""
    merged: frozenset[str]

    @property
    def truth(self) -> set[frozenset[str]]:
        by_company: dict[str, list[str]] = {}
        for identifier, _, _, _, company in self.accounts:
            if identifier not in self.merged:
                by_company.setdefault(company, []).append(identifier)
        pairs = (frozenset((a, b)) for rows in by_company.values() for a in rows for b in rows if a < b)
        return {pair for pair in pairs if len({one.partition(":")[0] for one in pair}) == 2}


def two_systems(companies: int = 5000, seed: int = 1) -> World:
    """60 % of the companies stand in both. Planted: subsidiaries that share a domain, one name in two countries, hosts
    where everybody has a page, domains that another company uses now, and rows merged in one system only."""
    rng = random.Random(seed)
    words = sorted({"".join(rng.sample(_PARTS, 3)).capitalize() for _ in range(companies * 4)})
    rng.shuffle(words)
    rows: list[tuple[str, str, str | None, str, str]] = []
    merged: set[str] = set()
    overlap = int(companies * 0.6)
    for n in range(companies * 2 - overlap):
        name, country = (
            f"{words[n]} {rng.choice(('Tools', 'Foods', 'Systems', 'Labs', 'Group'))}",
            rng.choice(("DE", "FR", "US")),
        )
        domain: str | None = f"{words[n].lower()}.{rng.choice(('com', 'de', 'fr'))}"
        trap = n % 20 if n < overlap else -1
        in_first, in_second = n < companies, n < overlap or n >= companies
        for system, here in (("a", in_first), ("b", in_second)):
            if not here:
                continue
            written = f"{name} {rng.choice(_FORMS)}".strip()
            host = {7: f"{_HOSTS[n % 3]}/{words[n].lower()}"}.get(trap, domain)
            host = None if trap == 8 and system == "b" else host
            rows.append((f"{system}:{n}", written, host, country, str(n)))
            if trap == 1:
                rows.append((f"{system}:{n}s", f"{name} Leasing {rng.choice(_FORMS)}".strip(), host, country, f"{n}s"))
            if trap == 2 and system == "b":
                rows.append((f"b:{n}x", written, f"{words[n].lower()}.es", "ES", f"{n}x"))
            if trap == 4 and system == "a":
                rows.append((f"a:{n}m", f"{name} (old)", host, country, str(n)))
                merged.add(f"a:{n}m")
            if trap == 3 and system == "b":
                # The domain was let go, and another company of the second system uses it now.
                rows[-1] = (f"b:{n}", written, f"{words[n].lower()}-new.com", country, str(n))
                other = f"{words[-1 - n]} {rng.choice(('Bakery', 'Systems', 'Group', 'Labs'))}"
                rows.append((f"b:{n}r", other, domain, "IT", f"{n}r"))
    return World(rows, frozenset(merged))


def linked(world: World) -> set[frozenset[str]]:
    """The links that the rules accept by themselves."""
    known = [
        Known(
            identifier,
            identifier.partition(":")[0],
            frozenset(_speaking(domain)) if identifier not in world.merged else frozenset(),
            name=name,
        )
        for identifier, name, domain, _, _ in world.accounts
    ]
    return {link.pair for link in links_of(known, [], {}) if link.state == "accepted"}


def proposed_first(world: World, links: set[frozenset[str]]) -> set[frozenset[str]]:
    """Pairs that would be proposed, of each account the best."""
    accounts = [
        Candidate(identifier, name, frozenset(_speaking(domain)), country)
        for identifier, name, domain, country, _ in world.accounts
        if identifier not in world.merged
    ]
    best: dict[str, tuple[float, frozenset[str]]] = {}
    for one in of_accounts(accounts, links):
        pair, score = frozenset((one.account_id, one.other)), one.score + 10 * len(one.reasons)
        for side in pair:
            if side not in best or score > best[side][0]:
                best[side] = (score, pair)
    return {pair for _, pair in best.values()}


def _speaking(domain: str | None) -> set[str]:
    if domain is None or shared_host(domain.partition("/")[0], shared_host_entries()):
        return set()
    return {registrable(domain) or domain}


def large(accounts: int = 100_000, written: int = 1_000_000, seed: int = 1) -> tuple[float, float]:
    """Seconds, and the most memory in GiB, to propose accounts for that many written names."""
    rng = random.Random(seed)
    stems = ["".join(rng.choices(_PARTS, k=3)).capitalize() for _ in range(accounts)]
    known = [(f"{stem} {rng.choice(stems)} {rng.choice(_FORMS)}", str(n)) for n, stem in enumerate(stems)]
    asked = [_spoilt(rng, known[rng.randrange(accounts)][0]) for _ in range(written)]
    start = time.perf_counter()
    names = Names(known)
    exact = {base_name(name) for name, _ in known}
    rest = (name for name in asked if base_name(name) not in exact)
    count = sum(1 for _ in of_names(rest, names))
    seconds = time.perf_counter() - start
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
    asked = parser.parse_args()
    pairs = labelled()
    print("| script | pairs | precision | recall |\n|---|---|---|---|")
    for script in ("latin", "cyrillic", "greek", "east_asian", None):
        some = [one for one in pairs if script in (None, one["script"])]
        told = measure(some)
        print(f"| {script or 'all'} | {len(some)} | {told.precision:.3f} | {told.recall:.3f} |")
    rest, first, three = ranked(pairs)
    print(f"\n{rest} true pairs are left: the true one is first for {first}, among the first three for {three}.")
    world = two_systems()
    links, truth = linked(world), world.truth
    first_of = proposed_first(world, links)
    print(f"\n{len(world.accounts)} rows, {len(truth)} true pairs: {len(links & truth)} linked, {len(links - truth)} false, "
          f"{len((links | first_of) & truth)} linked or proposed first ({len((links | first_of) & truth) / len(truth):.1%}).")  # fmt: skip
    if asked.large:
        seconds, memory = large()
        print(f"\n1,000,000 names against 100,000 accounts: {seconds:.0f} s, {memory:.2f} GiB")


if __name__ == "__main__":
    main()
