"""Two systems with the same companies and planted traps, and what the rules make of them by themselves."""

from __future__ import annotations

import random
from dataclasses import dataclass

from assay.identity.links import Known, links_of
from assay.identity.proposals import Candidate, of_accounts
from assay.internet.hosts import registrable
from assay.internet.lists import shared_host, shared_host_entries

FORMS = ("Inc.", "LLC", "Ltd", "GmbH", "S.A.", "AG", "SAS", "Corp.", "")
_HOSTS = ("linkedin.com", "facebook.com", "sites.google.com")
PARTS = ("al", "ber", "cor", "dan", "el", "fer", "gar", "hol", "in", "jas", "kel", "lor", "mar", "nor", "os", "per", "qui", "ros", "sal", "tor", "ul", "ver", "wes", "xen", "yor", "zel")  # fmt: skip


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
    words = sorted({"".join(rng.sample(PARTS, 3)).capitalize() for _ in range(companies * 4)})
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
            written = f"{name} {rng.choice(FORMS)}".strip()
            host = {7: f"{_HOSTS[n % 3]}/{words[n].lower()}"}.get(trap, domain)
            host = None if trap == 8 and system == "b" else host
            rows.append((f"{system}:{n}", written, host, country, str(n)))
            if trap == 1:
                rows.append((f"{system}:{n}s", f"{name} Leasing {rng.choice(FORMS)}".strip(), host, country, f"{n}s"))
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
