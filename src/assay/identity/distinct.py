"""The part of resolution that is worked out in Python, on distinct values: chains, hosts and addresses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from assay.contract.kinds import KINDS
from assay.identity.chains import follow
from assay.identity.domains import gather, silent_domains, speaking
from assay.identity.networks import index_networks
from assay.settings import Settings

Row = tuple[Any, ...]

# References between rows of one table that lead somewhere.
_REFERENCES = "SELECT {key}, {reference} FROM model.{table} WHERE {reference} IN (SELECT {key} FROM model.{table})"


class Reads(Protocol):
    """Runs a SELECT and returns its rows."""

    def __call__(self, sql: str) -> list[Row]: ...


@dataclass(frozen=True)
class Found:
    """Rows of a lookup, and what could not be used: (fact, reason, how many)."""

    rows: list[Row]
    notes: tuple[tuple[str, str, int], ...] = ()


def account_merges(read: Reads, settings: Settings) -> Found:  # noqa: ARG001
    return _merges(read, "accounts", "account_id")


def person_merges(read: Reads, settings: Settings) -> Found:  # noqa: ARG001
    return _merges(read, "people", "person_id")


def account_parents(read: Reads, settings: Settings) -> Found:  # noqa: ARG001
    """Surviving account → its ultimate parent, for accounts that have one; losers lead to their survivors."""
    survivors: dict[str, str] = dict(read("SELECT account_id, survivor_id FROM lookup.account_merges"))
    written = read(_REFERENCES.format(table="accounts", key="account_id", reference="parent_account_id"))
    parents = {child: str(survivors.get(parent, parent)) for child, parent in written if child not in survivors}
    chains = follow(parents, set(parents.values()))
    return Found(sorted(chains.ends.items()), (("accounts", "parent cycle", len(chains.cyclic)),))


def known_hosts(read: Reads, settings: Settings) -> Found:
    """The hosts of the accounts as they are compared: host, registrable domain, account."""
    written = ((host, account) for host, account in read("SELECT host, account_id FROM lookup.account_hosts"))
    return Found(sorted(set(speaking(written, silent_domains(settings)))))


def hosts(read: Reads, settings: Settings) -> Found:
    """Written host → account; hosts that lead nowhere have no row."""
    known = (
        (host, domain, account)
        for host, domain, account in read("SELECT host, domain, account_id FROM lookup.known_hosts")
    )
    domains = gather(known, silent_domains(settings))
    written = (row[0] for row in read("SELECT host FROM lookup.written_hosts"))
    return Found(_candidates((host, domains.candidates(host)) for host in written))


def addresses(read: Reads, settings: Settings) -> Found:  # noqa: ARG001
    """Written IP address of touches without a known account → account; addresses outside all ranges have no row."""
    ranges = read(
        "SELECT cidr, survivor_id FROM model.ip_ranges JOIN lookup.accounts USING (account_id) WHERE cidr IS NOT NULL"
    )
    networks = index_networks((cidr, account) for cidr, account in ranges)
    written = (row[0] for row in read("SELECT ip FROM lookup.written_addresses")) if ranges else ()
    rows = _candidates((ip, networks.candidates(ip)) for ip in written)
    return Found(rows, (("ip_ranges", "not an address range", networks.unreadable),))


def kinds(read: Reads, settings: Settings) -> Found:  # noqa: ARG001
    """The table of touch kinds with the workspace's overrides, minutes as seconds."""
    rows: list[Row] = []
    for kind in KINDS.values():
        own = settings.minutes.get(kind.name)
        minutes = own.minutes if own and own.minutes is not None else kind.minutes
        cap = own.cap if own and own.cap is not None else kind.cap
        engages = own.engages if own and own.engages is not None else kind.engages
        seconds, cap_seconds = minutes * 60.0, None if cap is None else cap * 60.0
        rows.append(
            (kind.name, kind.direction, kind.channel, kind.team, engages, kind.engages_if, seconds, cap_seconds)
        )
    return Found(rows)


def _merges(read: Reads, table: str, key: str) -> Found:
    merged: dict[str, str] = dict(read(_REFERENCES.format(table=table, key=key, reference="merged_into_id")))
    chains = follow(merged, set(merged.values()))
    return Found(sorted(chains.ends.items()), ((table, "merge cycle", len(chains.cyclic)),))


def _candidates(found: Iterable[tuple[str, frozenset[str]]]) -> list[Row]:
    return sorted(
        (text, min(accounts) if len(accounts) == 1 else None, len(accounts) > 1) for text, accounts in found if accounts
    )


COMPUTED: Mapping[str, Any] = {
    "account_merges": account_merges,
    "account_parents": account_parents,
    "person_merges": person_merges,
    "known_hosts": known_hosts,
    "hosts": hosts,
    "addresses": addresses,
    "kinds": kinds,
}
