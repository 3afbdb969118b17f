"""Which account a company's name stands for: equal base names and aliases; one name of two accounts is ambiguous."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assay.identity.countries import country_code
from assay.identity.names import base_name

NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Companies:
    """Accounts by base name, and the country codes each account (after merges) is known by."""

    accounts: Mapping[str, frozenset[str]]
    countries: Mapping[str, frozenset[str]]

    def candidates(self, name: str, country: str | None = None) -> frozenset[str]:
        """Accounts that a written name may stand for: several are ambiguous, none is nobody.

        A country decides between several where it leaves one; it never refuses the only one.
        """
        base = base_name(name)
        holders = self.accounts.get(base, NOBODY) if base else NOBODY
        code = country_code(country)
        if len(holders) < 2 or code is None:
            return holders
        there = frozenset(holder for holder in holders if code in self.countries.get(holder, NOBODY))
        return there if len(there) == 1 else holders


def gather_names(names: Iterable[tuple[str, str, str | None]]) -> Companies:
    """Index triples of (name as written, account after merges, country)."""
    accounts: defaultdict[str, set[str]] = defaultdict(set)
    countries: defaultdict[str, set[str]] = defaultdict(set)
    for name, account, country in names:
        base = base_name(name)
        if base:
            accounts[base].add(account)
        code = country_code(country)
        if code:
            countries[account].add(code)
    return Companies(_frozen(accounts), _frozen(countries))


def _frozen(sets: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(members) for key, members in sets.items()}
