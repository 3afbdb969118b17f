"""What may be one company, for a person to decide: two accounts, or a written name and an account.

Nothing here is accepted by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from assay.identity.countries import country_code
from assay.identity.names import base_name
from assay.identity.resemblance import Names

MOST_OF_A_DOMAIN = 12
"""A domain of more accounts than that is a host or a holding: no pairs are made of it."""


@dataclass(frozen=True)
class Candidate:
    """An account after merges as proposals see it; `domains` are registrable and identify somebody."""

    account_id: str
    name: str
    domains: frozenset[str] = frozenset()
    country: str | None = None


@dataclass(frozen=True)
class Proposal:
    """That `other` (an account's id, or a name as written) is `account_id`; `score` is 0 to 100, reasons are for people."""

    account_id: str
    other: str
    is_name: bool
    score: float
    reasons: tuple[str, ...]


def of_accounts(accounts: Sequence[Candidate], settled: Iterable[frozenset[str]] = ()) -> list[Proposal]:
    """Pairs of accounts with one base name or one domain, but for those that somebody has decided."""
    by_id = {account.account_id: account for account in accounts}
    decided = set(settled)
    pairs: defaultdict[frozenset[str], list[str]] = defaultdict(list)
    for reason, members in (*_by_name(accounts), *_by_domain(accounts)):
        for one, other in combinations(sorted(members), 2):
            pairs[frozenset((one, other))].append(reason)
    return [_pair(by_id, pair, reasons) for pair, reasons in pairs.items() if pair not in decided]


def _by_name(accounts: Iterable[Candidate]) -> Iterator[tuple[str, set[str]]]:
    named: defaultdict[str, set[str]] = defaultdict(set)
    for account in accounts:
        if base := base_name(account.name):
            named[base].add(account.account_id)
    for members in named.values():
        if 1 < len(members) <= MOST_OF_A_DOMAIN:
            yield "same name", members


def _by_domain(accounts: Iterable[Candidate]) -> Iterator[tuple[str, set[str]]]:
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for account in accounts:
        for domain in account.domains:
            holders[domain].add(account.account_id)
    for domain, members in sorted(holders.items()):
        if 1 < len(members) <= MOST_OF_A_DOMAIN:
            yield f"same domain {domain}", members


def _pair(by_id: Mapping[str, Candidate], pair: frozenset[str], reasons: Sequence[str]) -> Proposal:
    one, other = (by_id[identifier] for identifier in sorted(pair))
    said = list(dict.fromkeys(reasons))
    codes = country_code(one.country), country_code(other.country)
    if None not in codes:
        said.append("same country" if codes[0] == codes[1] else f"countries {codes[0]} and {codes[1]}")
    alike = fuzz.WRatio(base_name(one.name) or "", base_name(other.name) or "")
    return Proposal(one.account_id, other.account_id, False, round(alike, 1), tuple(said))


def of_names(written: Iterable[str], names: Names, most: int = 3) -> Iterator[Proposal]:
    """For each written name the accounts it may stand for."""
    for text in written:
        for account, score in names.nearest(text, most):
            yield Proposal(account, text, True, round(score, 1), ("like its name",))
