"""The part of resolution that is worked out in Python, on distinct values: chains, hosts and addresses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from assay.contract.kinds import KINDS
from assay.contract.systems import aliases, of_systems_sql
from assay.identity.chains import follow
from assay.identity.companies import NOBODY, Companies, gather_names
from assay.identity.domains import Domains, gather, silent_domains, speaking
from assay.identity.links import Known, Link, links_of
from assay.identity.links import merged as merged_with
from assay.identity.mmdb import open_mmdb
from assay.identity.networks import index_networks
from assay.identity.plain_names import plain_name
from assay.identity.titles import OwnTitle, Titles
from assay.internet.lists import carrier_entries
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


def account_aliases(read: Reads, settings: Settings) -> Found:  # noqa: ARG001
    return _aliases(read, "accounts", "account_id")


def person_aliases(read: Reads, settings: Settings) -> Found:  # noqa: ARG001
    return _aliases(read, "people", "person_id")


def account_links(read: Reads, settings: Settings) -> Found:
    """Links that hold between accounts: decided ones, cross references, domains that two systems share."""
    names: dict[str, str] = dict(read("SELECT written, account_id FROM lookup.account_aliases"))
    written = read("SELECT account_id, other_id, state, reason FROM model.account_links ORDER BY ALL")
    decided = [
        Link(account, other, state or "accepted", reason or "decided") for account, other, state, reason in written
    ]
    links = links_of(_known_accounts(read, settings) if settings.identity.link_systems else _ids(read), decided, names)
    return Found(sorted((link.account_id, link.other_id, link.state, link.reason) for link in links))


def account_merges(read: Reads, settings: Settings) -> Found:  # noqa: ARG001
    """Merges of the files and accepted links, one kind."""
    links = [Link(*row) for row in read("SELECT account_id, other_id, state, reason FROM lookup.account_links")]
    return _merges(read, "accounts", "account_id", links)


def person_merges(read: Reads, settings: Settings) -> Found:  # noqa: ARG001
    """Merges of the files and people of two systems that are one."""
    links = read("SELECT person_id, other_id, reason FROM lookup.person_links")
    return _merges(read, "people", "person_id", [Link(kept, other, "accepted", why) for kept, other, why in links])


def account_parents(read: Reads, settings: Settings) -> Found:
    """Surviving account → its ultimate parent, for accounts that have one; losers lead to their survivors.

    The parent is the row's, else the one that people decided on (a link `parent`).
    """
    survivors: dict[str, str] = dict(read("SELECT account_id, survivor_id FROM lookup.account_merges"))
    written = read(_REFERENCES.format(table="accounts", key="account_id", reference="parent_account_id"))
    decided = read("SELECT other_id, account_id FROM lookup.account_links WHERE state = 'parent' ORDER BY ALL")
    told = {child: str(survivors.get(parent, parent)) for child, parent in written if child not in survivors}
    for child, parent in decided:
        told.setdefault(str(survivors.get(child, child)), str(survivors.get(parent, parent)))
    parents = {child: parent for child, parent in told.items() if child != parent}
    chains = follow(parents, set(parents.values()))
    ends = chains.ends if settings.identity.roll_up_unlisted else _listed_families(read, survivors, chains.ends)
    return Found(sorted(ends.items()), (("accounts", "parent cycle", len(chains.cyclic)),))


def _listed_families(read: Reads, survivors: Mapping[str, str], ends: Mapping[str, str]) -> dict[str, str]:
    """The families without companies that are on no list; where the ultimate parent is one, a listed company stands for it."""
    listed = {
        survivors.get(account, account)
        for (account,) in read(
            "SELECT DISTINCT account_id FROM model.list_memberships WHERE coalesce(arm, 'abm') = 'abm'"
        )
    }
    families: defaultdict[str, list[str]] = defaultdict(list)
    for child, parent in ends.items():
        if child in listed:
            families[parent].append(child)
    heads = {parent: parent if parent in listed else min(members) for parent, members in families.items()}
    return {
        child: heads[ends[child]] for members in families.values() for child in members if child != heads[ends[child]]
    }


def known_hosts(read: Reads, settings: Settings) -> Found:
    """The hosts of the accounts as they are compared: host, registrable domain, account."""
    written = ((host, account) for host, account in read("SELECT host, account_id FROM lookup.account_hosts"))
    names: dict[str, str] = dict(read("SELECT account_id, name FROM model.accounts"))
    return Found(sorted(set(speaking(written, silent_domains(settings), names))))


def hosts(read: Reads, settings: Settings) -> Found:
    """Written host → account; hosts that lead nowhere have no row."""
    domains = _domains(read, settings)
    written = (row[0] for row in read("SELECT host FROM lookup.written_hosts"))
    return Found(_candidates((host, domains.candidates(host)) for host in written))


def addresses(read: Reads, settings: Settings) -> Found:
    """Written IP address of touches without a known account → account: by the workspace's ranges, else by its MMDB file.

    Addresses that lead nowhere have no row.
    """
    ranges = read(
        "SELECT cidr, survivor_id FROM model.ip_ranges JOIN lookup.accounts USING (account_id) WHERE cidr IS NOT NULL"
    )
    networks = index_networks((cidr, account) for cidr, account in ranges)
    file = settings.identity.mmdb
    written = [row[0] for row in read("SELECT ip FROM lookup.written_addresses")] if ranges or file else []
    candidates = {ip: networks.candidates(ip) for ip in written}
    if file:
        candidates |= _by_file(read, settings, file, [ip for ip, accounts in candidates.items() if not accounts])
    rows = _candidates(candidates.items())
    return Found(rows, (("ip_ranges", "not an address range", networks.unreadable),))


def _by_file(read: Reads, settings: Settings, file: str, written: list[str]) -> dict[str, frozenset[str]]:
    """The accounts of the companies that an MMDB file names: by domain, else by base name."""
    names = {plain_name(name) for name in (*carrier_entries(), *settings.identity.carriers)}
    owner_of, domains_known, companies_known = open_mmdb(Path(file), names), _domains(read, settings), _companies(read)
    hosts: dict[str, frozenset[str]] = {}
    for ip in written:
        owner = owner_of(ip)
        if owner:
            by_domain = domains_known.candidates(owner.domain) if owner.domain else frozenset()
            hosts[ip] = by_domain or (companies_known.candidates(owner.name) if owner.name else frozenset())
    return hosts


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


def places(read: Reads, settings: Settings) -> Found:
    """Where a person works, by its row → account: the mail domain's, else the company's; ambiguous is nowhere."""
    if not settings.identity.place_people:
        return Found([])
    written = read("SELECT key, host, company, country FROM lookup.written_places")
    if not written:
        return Found([])
    domains, companies_known = _domains(read, settings), _companies(read)
    rows: list[Row] = []
    for key, *place in written:
        accounts = places_of(domains, companies_known, *place)
        if len(accounts) == 1:
            rows.append((key, min(accounts)))
    return Found(sorted(rows))


def places_of(
    domains: Domains, companies_known: Companies, host: str | None, company: str | None, country: str | None
) -> frozenset[str]:
    """Accounts that a person may work at who says so much: the mail domain's, and where that leads nowhere the company's."""
    accounts = domains.candidates(host) if host else NOBODY
    return accounts or (companies_known.candidates(company, country) if company else NOBODY)


def titles(read: Reads, settings: Settings) -> Found:
    """Job title → seniority, department, role and the words they were read from; titles that say nothing have no row."""
    if not settings.identity.suggest_from_titles:
        return Found([])
    written = read("SELECT job_title FROM lookup.written_titles")
    if not written:
        return Found([])
    rules = Titles(OwnTitle(row.words, row.seniority, row.department, row.role) for row in settings.identity.titles)
    suggested = ((title, rules.suggest(title)) for (title,) in written)
    return Found(sorted(((title, *astuple(found)) for title, found in suggested if found.rule), key=repr))


def companies(read: Reads, settings: Settings) -> Found:  # noqa: ARG001
    """Written company name → account; names that lead nowhere have no row."""
    written = [row[0] for row in read("SELECT company FROM lookup.written_companies")]
    known = _companies(read) if written else gather_names(())
    return Found(_candidates((name, known.candidates(name)) for name in written))


def _companies(read: Reads) -> Companies:
    return gather_names(read("SELECT name, account_id, country FROM lookup.known_companies"))  # type: ignore[arg-type]


def _domains(read: Reads, settings: Settings) -> Domains:
    known = read("SELECT host, domain, account_id FROM lookup.known_hosts")
    return gather(((host, domain, account) for host, domain, account in known), silent_domains(settings))


def _aliases(read: Reads, table: str, key: str) -> Found:
    if not read(of_systems_sql(f"model.{table}", key)):
        return Found([])
    rows = read(f"SELECT {key}, _source FROM model.{table} WHERE _source IS NOT NULL")
    return Found(sorted(aliases((identifier, source) for identifier, source in rows).items()))


def _ids(read: Reads) -> list[Known]:
    rows = read("SELECT account_id, _source, _batch FROM model.accounts")
    return [Known(account, source or "", batch=batch or 0) for account, source, batch in rows]


def _known_accounts(read: Reads, settings: Settings) -> list[Known]:
    """The accounts with their domains and cross references; merged ones take no part."""
    known = _ids(read)
    if not any(account.system for account in known):
        return known
    silent = silent_domains(settings)
    names: dict[str, str] = dict(read("SELECT account_id, name FROM model.accounts"))
    hosts_of: defaultdict[str, set[str]] = defaultdict(set)
    for account, host in read(
        "SELECT account_id, domain FROM model.accounts WHERE domain IS NOT NULL UNION ALL "
        "SELECT account_id, website FROM model.accounts WHERE website IS NOT NULL UNION ALL "
        "SELECT account_id, domain FROM model.account_domains"
    ):
        hosts_of[account].update(domain for _, domain, _ in speaking([(host, account)], silent, names))
    merged_away = {row[0] for row in read("SELECT account_id FROM model.accounts WHERE merged_into_id IS NOT NULL")}
    references = _cross_references(read)
    return [
        replace(
            account,
            domains=frozenset() if account.account_id in merged_away else frozenset(hosts_of[account.account_id]),
            cross_references=tuple(references[account.account_id]),
            name=names.get(account.account_id) or "",
        )
        for account in known
    ]


def _cross_references(read: Reads) -> defaultdict[str, list[tuple[str, str]]]:
    """Account → (system, its id there)."""
    references: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for account, system, written in read("SELECT account_id, system, written FROM lookup.cross_references"):
        references[account].append((system, written))
    return references


def _merges(read: Reads, table: str, key: str, links: Iterable[Link] = ()) -> Found:
    written: dict[str, str] = dict(read(_REFERENCES.format(table=table, key=key, reference="merged_into_id")))
    merged = merged_with(links, written)
    chains = follow(merged, set(merged.values()))
    return Found(sorted(chains.ends.items()), ((table, "merge cycle", len(chains.cyclic)),))


def _candidates(candidates: Iterable[tuple[str, frozenset[str]]]) -> list[Row]:
    return sorted(
        (text, min(accounts) if len(accounts) == 1 else None, len(accounts) > 1)
        for text, accounts in candidates
        if accounts
    )
