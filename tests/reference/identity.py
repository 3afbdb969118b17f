"""Rule 12: whose touch is it? Straight from the text, one step after the other."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import tldextract

FREE_MAIL = {"gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "yahoo.com", "icloud.com", "aol.com"}
_EXTRACT = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


class Ambiguous(Exception):
    """A step found several candidates; the search ends."""


@dataclass(frozen=True)
class Resolution:
    account: str | None
    person: str | None
    ambiguous: bool = False


def email(text: str | None) -> str | None:
    """`text@text.text` in lower case, else None."""
    text = (text or "").strip().lower()
    return text if _EMAIL.fullmatch(text) else None


def registrable(host: str) -> str:
    found = _EXTRACT(host)
    return f"{found.domain}.{found.suffix}" if found.domain and found.suffix else ""


class Directory:
    """Everything that identifies: people by e-mail, visitors, domains and address ranges."""

    def __init__(
        self,
        tables: dict[str, list[dict[str, Any]]],
        account_of: Callable[[str | None], str | None],
        person_of: Callable[[str | None], str | None],
        person_account: Callable[[str], str | None],
        nobody: set[str],
    ) -> None:
        self.account_of, self.person_of, self.person_account = account_of, person_of, person_account
        self.nobody = FREE_MAIL | {domain.lower() for domain in nobody}
        self.visitors = {row["visitor_id"]: row for row in tables.get("visitors", [])}
        self.emails: dict[str, set[str]] = {}
        for row in tables.get("people", []):
            address, person = email(row.get("email")), person_of(row["person_id"])
            if address and person:
                self.emails.setdefault(address, set()).add(person)
        self.domains: dict[str, set[str]] = {}
        for row in [*tables.get("accounts", []), *tables.get("account_domains", [])]:
            account, domain = account_of(row["account_id"]), (row.get("domain") or "").strip().lower()
            if account and domain:
                self.domains.setdefault(domain, set()).add(account)
        self.names: dict[str, set[str]] = {}
        for row in [*tables.get("accounts", []), *tables.get("account_names", [])]:
            if account := account_of(row["account_id"]):
                self.names.setdefault((row.get("name") or "").strip().casefold(), set()).add(account)
        self.names.pop("", None)
        self.countries = {
            (account, row["country"])
            for row in tables.get("accounts", [])
            if row.get("country") and (account := account_of(row["account_id"]))
        }
        self.ranges = [
            (ipaddress.ip_network(row["cidr"]), account)
            for row in tables.get("ip_ranges", [])
            if (account := account_of(row["account_id"]))
        ]

    def place(self, row: dict[str, Any]) -> str | None:
        """Where a person without a known account works: the account of the e-mail's domain, else of the company's name."""
        address = email(row.get("email"))
        try:
            return (self._by_domain(address.split("@")[1]) if address else None) or self._by_company(
                row.get("company"), row.get("country")
            )
        except Ambiguous:
            return None

    def _by_company(self, name: str | None, country: str | None = None) -> str | None:
        """Names as they stand: the legal forms of names are not this formulation's business. A country decides."""
        accounts = self.names.get((name or "").strip().casefold(), set())
        there = {account for account in accounts if (account, country) in self.countries}
        return _only(there if len(accounts) > 1 and len(there) == 1 else accounts)

    def resolve(self, row: dict[str, Any]) -> Resolution:
        """Account and person of a touch, a signal or an answer."""
        account = self.account_of(row.get("account_id"))
        try:
            person, account_by_mail = self._person(row)
        except Ambiguous:
            return Resolution(account, None, ambiguous=account is None)
        if account is None:
            try:
                account = self._account(row, person, account_by_mail)
            except Ambiguous:
                return Resolution(None, person, ambiguous=True)
        return Resolution(account, person)

    def _person(self, row: dict[str, Any]) -> tuple[str | None, str | None]:
        """The person; or, of several people of one account with that e-mail, the account alone."""
        if person := self.person_of(row.get("person_id")):
            return person, None
        candidates = self.emails.get(email(row.get("email")) or "", set())
        if len(candidates) == 1:
            return next(iter(candidates)), None
        if candidates:
            accounts = {self.person_account(person) for person in candidates}
            if len(accounts) == 1 and None not in accounts:
                return None, accounts.pop()
            raise Ambiguous
        visitor = self.visitors.get(row.get("visitor_id") or "")
        if visitor and visitor.get("consent") != "refused":
            return self.person_of(visitor.get("person_id")), None
        return None, None

    def _account(self, row: dict[str, Any], person: str | None, by_mail: str | None) -> str | None:
        """`else the person's, else the visitor's, else e-mail domain, else domain, else company, else ip_ranges`."""
        if by_mail:
            return by_mail
        if person and (account := self.person_account(person)):
            return account
        visitor = self.visitors.get(row.get("visitor_id") or "")
        if visitor:
            if account := self.account_of(visitor.get("account_id")):
                return account
            visitors_person = self.person_of(visitor.get("person_id"))
            if visitors_person and (account := self.person_account(visitors_person)):
                return account
        address = email(row.get("email"))
        for host in (address.split("@")[1] if address else None, row.get("domain")):
            if host and (account := self._by_domain(host.strip().lower())):
                return account
        if account := self._by_company(row.get("company")):
            return account
        return self._by_address(row.get("ip"))

    def _by_domain(self, host: str) -> str | None:
        if host in self.nobody or registrable(host) in self.nobody:
            return None
        for name in (host, registrable(host)):
            if account := _only(self.domains.get(name, set())):
                return account
        return None

    def _by_address(self, ip: str | None) -> str | None:
        if not ip:
            return None
        try:
            address = ipaddress.ip_address(ip)
        except ValueError:
            return None
        around = [(network.prefixlen, account) for network, account in self.ranges if address in network]
        longest = max((length for length, _ in around), default=0)
        return _only({account for length, account in around if length == longest})


def _only(candidates: set[str]) -> str | None:
    if len(candidates) > 1:
        raise Ambiguous
    return next(iter(candidates), None)
