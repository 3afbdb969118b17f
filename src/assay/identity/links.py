"""Which accounts are one company: what people decided, what the systems say of each other, and domains shared by two systems.

Links act as merges of `other_id` into `account_id`. Rows of one system are never linked by themselves: subsidiaries share
domains. What was rejected stays apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assay.contract.systems import SEPARATOR, system_of

CROSS_REFERENCES: Mapping[str, str] = {
    "x_salesforceaccountid": "salesforce",
    "x_salesforce_account_id": "salesforce",
    "x_salesforce_id": "salesforce",
    "x_hs_salesforce_account_id": "salesforce",
    "x_hubspot_company_id": "hubspot",
    "x_hubspot_id": "hubspot",
    "x_hubspotcompanyid__c": "hubspot",
    "x_hubspot_company_id__c": "hubspot",
    "x_dynamics_account_id": "dynamics",
    "x_pipedrive_organization_id": "pipedrive",
}
"""Attribute of an account → the system whose id it holds, as the vendors' own integrations write them."""


@dataclass(frozen=True)
class Known:
    """An account as its system has it; `domains` are registrable and identify somebody; `batch` is when it came."""

    account_id: str
    source: str
    domains: frozenset[str] = frozenset()
    cross_references: tuple[tuple[str, str], ...] = ()
    batch: int = 0

    @property
    def system(self) -> str:
        return system_of(self.account_id, self.source)


@dataclass(frozen=True)
class Link:
    """Two accounts that are one company (`accepted`) or are not (`rejected`), and how that is known."""

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
    found: dict[frozenset[str], Link] = {}
    age = {account.account_id: (bool(account.system), account.batch, account.account_id) for account in accounts}
    # The same survives whichever row was read first: the account without a prefix, else the one that came first.
    pairs = (*_by_reference(accounts, known), *_by_domain(accounts))
    seen = (
        Link(min(pair, key=age.__getitem__), max(pair, key=age.__getitem__), "accepted", why) for pair, why in pairs
    )
    for link in (*_written(decided, known, names), *seen):
        if link.account_id != link.other_id:
            found.setdefault(link.pair, link)
    return list(found.values())


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
    """An id of another system in one's own row. Salesforce writes an id with 15 or 18 characters."""
    short: dict[str, str] = {}
    for identifier in known:
        short.setdefault(identifier[:-3] if len(identifier.rpartition(SEPARATOR)[2]) == 18 else identifier, identifier)
    for account in accounts:
        for system, written in account.cross_references:
            for way in (system + SEPARATOR + written, written):
                other = way if way in known else short.get(way[:-3] if len(written) == 18 else way)
                if other and other != account.account_id and _apart(account, other, system):
                    yield (account.account_id, other), f"{system} id in its row"
                    break


def _apart(account: Known, other: str, system: str) -> bool:
    """A bare id means a row of that system only where the account itself lies in another name space."""
    return bool(account.system) or other.startswith(system + SEPARATOR)


def _by_domain(accounts: Sequence[Known]) -> Iterable[tuple[tuple[str, str], str]]:
    """Rows of different systems with one domain, where neither system has a second row with it."""
    holders: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for account in accounts:
        for domain in account.domains:
            holders[domain][account.system].append(account.account_id)
    for domain, systems in sorted(holders.items()):
        single = sorted(members[0] for members in systems.values() if len(members) == 1)
        for other in single[1:]:
            yield (single[0], other), f"domain {domain}"
