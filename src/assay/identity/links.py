"""Which accounts are one company: what people decided, what the systems say of each other, and domains shared by two systems.

Links act as merges of `other_id` into `account_id`. Rows of one system are never linked by themselves: subsidiaries share
domains. What was rejected stays apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from assay.contract.systems import system_of
from assay.identity.names import base_name
from assay.identity.references import referenced

ALIKE = 80.0
"""Likeness of two names from which a shared domain is taken for a link though they share no word."""

GENERIC = frozenset(
    [
        "&",
        "a",
        "de",
        "der",
        "die",
        "das",
        "la",
        "le",
        "les",
        "el",
        "of",
        "for",
        "group",
        "gruppe",
        "groupe",
        "grupo",
        "groep",
        "systems",
        "system",
        "services",
        "service",
        "solutions",
        "international",
        "consulting",
        "technologies",
        "technology",
        "tech",
        "global",
        "holding",
        "holdings",
        "industries",
        "industry",
        "industrial",
        "labs",
        "tools",
        "foods",
        "food",
        "software",
        "digital",
        "media",
        "capital",
        "partners",
        "bank",
        "energy",
        "logistics",
        "trading",
        "management",
        "engineering",
        "medical",
        "health",
        "healthcare",
        "design",
        "studio",
        "agency",
        "bakery",
        "shop",
        "store",
        "deutschland",
        "france",
        "espana",
        "uk",
        "usa",
        "europe",
        "компания",
        "группа",
        "система",
        "сервис",
        "технологии",
        "холдинг",
        "банк",
        "торговый",
        "дом",
    ]
)
"""Words that many companies have: two names that share none but these may be of two companies."""


@dataclass(frozen=True)
class Known:
    """An account as its system has it; `domains` are registrable and identify somebody; `batch` is when it came.

    A `name` that is given must not contradict another one's before a domain is taken for a link.
    """

    account_id: str
    source: str
    domains: frozenset[str] = frozenset()
    cross_references: tuple[tuple[str, str], ...] = ()
    batch: int = 0
    name: str = ""

    @property
    def system(self) -> str:
        return system_of(self.account_id, self.source)


@dataclass(frozen=True)
class Link:
    """Two accounts that are one company (`accepted`) or are not (`rejected`), and how that is known.

    `parent`: they are two companies, and `account_id` is the parent of `other_id`.
    """

    account_id: str
    other_id: str
    state: str
    reason: str

    @property
    def pair(self) -> frozenset[str]:
        return frozenset((self.account_id, self.other_id))


def links_of(accounts: Sequence[Known], decided: Iterable[Link], names: Mapping[str, str]) -> list[Link]:
    """All links that hold: those decided, then cross references, then shared domains; each pair once.

    `names` are other ways to write an account's id (`systems.aliases`). A link of an unknown id is none.
    """
    known = {account.account_id for account in accounts}
    links: dict[frozenset[str], Link] = {}
    age = {account.account_id: (bool(account.system), account.batch, account.account_id) for account in accounts}
    # The same survives whichever row was read first: the account without a prefix, else the one that came first.
    pairs = (*_by_reference(accounts, known), *_by_domain(accounts))
    seen = (
        Link(min(pair, key=age.__getitem__), max(pair, key=age.__getitem__), "accepted", why) for pair, why in pairs
    )
    for link in (*_written(decided, known, names), *seen):
        if link.account_id != link.other_id:
            links.setdefault(link.pair, link)
    return list(links.values())


def merged(links: Iterable[Link], merges: Mapping[str, str]) -> dict[str, str]:
    """Merges written in the files and accepted links as one set of references, loser → survivor, without new rings."""
    references = dict(merges)
    for link in links:
        if link.state != "accepted":
            continue
        kept, other = _end(link.account_id, references), _end(link.other_id, references)
        if kept is not None and other is not None and kept != other:
            references[other] = kept
    return references


def _end(account: str, references: Mapping[str, str]) -> str | None:
    """Where merges lead to; null in a ring, which `chains.follow` reports."""
    seen = {account}
    while account in references:
        account = references[account]
        if account in seen:
            return None
        seen.add(account)
    return account


def _written(decided: Iterable[Link], known: set[str], names: Mapping[str, str]) -> Iterable[Link]:
    for link in decided:
        account, other = (one if one in known else names.get(one) for one in (link.account_id, link.other_id))
        if account and other and link.state != "proposed":
            yield Link(account, other, link.state, link.reason)


def _by_reference(accounts: Sequence[Known], known: set[str]) -> Iterable[tuple[tuple[str, str], str]]:
    rows = ((account.account_id, account.source, account.cross_references) for account in accounts)
    return referenced(rows, known)


def _by_domain(accounts: Sequence[Known]) -> Iterable[tuple[tuple[str, str], str]]:
    """Rows of different systems with one domain, where neither system has a second row with it."""
    names = {account.account_id: account.name for account in accounts}
    systems_of_name = _systems_of_name(accounts)
    systems_at = {account.account_id: account.system for account in accounts}
    holders: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for account in accounts:
        for domain in account.domains:
            holders[domain][account.system].append(account.account_id)
    for domain, systems in sorted(holders.items()):
        single = sorted(members[0] for members in systems.values() if len(members) == 1)
        for other in single[1:]:
            if may_be_one(names[single[0]], names[other]) and not _has_better(
                (names[single[0]], names[other]), systems_of_name, {systems_at[single[0]], systems_at[other]}
            ):
                yield (single[0], other), f"domain {domain}"


def _systems_of_name(accounts: Iterable[Known]) -> dict[str, set[str]]:
    """The systems that have a row of a base name."""
    systems: defaultdict[str, set[str]] = defaultdict(set)
    for account in accounts:
        if base := base_name(account.name):
            systems[base].add(account.system)
    return systems


def _has_better(names: tuple[str, str], systems_of_name: Mapping[str, set[str]], systems: set[str]) -> bool:
    """Whether one of two systems has a row of the other's very name: the subsidiary has the domain, its parent the name."""
    one, two = map(base_name, names)
    return one != two and any(base and systems <= systems_of_name.get(base, set()) for base in (one, two))


def may_be_one(name: str, other: str) -> bool:
    """Whether two names are not plainly those of two companies: a domain may have been let go and taken by another.

    They share a word of their own, look alike, are each other's initials, or one of them is not known.
    """
    one, two = base_name(name) or "", base_name(other) or ""
    if not one or not two or (set(one.split()) & set(two.split())) - GENERIC:
        return True
    compact = one.replace(" ", ""), two.replace(" ", "")
    initials = "".join(word[0] for word in one.split()), "".join(word[0] for word in two.split())
    if compact[0] == initials[1] or compact[1] == initials[0] or compact[0] in compact[1] or compact[1] in compact[0]:
        return True
    own = ("".join(word for word in base.split() if word not in GENERIC) or base for base in (one, two))
    return fuzz.ratio(*own) >= ALIKE or one.isascii() != two.isascii()
