"""Which account a host speaks for: exact domain before registrable domain; own and free-mail domains are silent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from assay.errors import UsageError
from assay.identity.hosts import normalise_host, parents, registrable, registrable_label
from assay.settings import Settings

NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Silent:
    """Hosts that identify nobody: these domains, all below them, and these names under any public suffix."""

    domains: frozenset[str]
    names: frozenset[str]

    def __contains__(self, host: str) -> bool:
        return registrable_label(host) in self.names or any(domain in self.domains for domain in parents(host))


@dataclass(frozen=True)
class Domains:
    """The domains of the accounts, as they are and by the registrable domain they lie under."""

    exact: Mapping[str, frozenset[str]]
    registrable: Mapping[str, frozenset[str]]
    silent: Silent

    def candidates(self, text: str) -> frozenset[str]:
        """Accounts that `text` (a host, an URL) may stand for; more than one is ambiguous, none is no match."""
        host = normalise_host(text)
        if host is None or host in self.silent:
            return NOBODY
        above = registrable(host) or host
        return self.exact.get(host) or self.exact.get(above) or self.registrable.get(above) or NOBODY


def silent_domains(settings: Settings) -> Silent:
    """Own domains, the shipped free-mail list and the workspace's additions to it.

    Raises `UsageError` for a setting that is neither a domain nor `name.*`.
    """
    own = (_entry("own_domains", text) for text in settings.own_domains)
    added = (_entry("free_mail_domains", text) for text in settings.free_mail_domains)
    entries = [*free_mail_entries(), *own, *added]
    domains = frozenset(entry for entry in entries if not entry.endswith(".*"))
    return Silent(domains, frozenset(entry.removesuffix(".*") for entry in entries if entry.endswith(".*")))


def _entry(setting: str, text: str) -> str:
    name = text.strip().lower()
    entry = name if name.endswith(".*") and "." not in name[:-2] else normalise_host(name)
    if not entry:
        raise UsageError(
            f"{setting} = {text!r} is no domain.", hint="Write it as example.com, or example.* for any ending."
        )
    return entry


@cache
def free_mail_entries() -> tuple[str, ...]:
    """The shipped list: domains, and `name.*` for a provider's name under any public suffix."""
    text = files("assay.identity").joinpath("free_mail.txt").read_text("utf-8")
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


def index_domains(known: Iterable[tuple[str, str]], silent: Silent) -> Domains:
    """Index pairs of (domain or website as written, account)."""
    return gather(speaking(known, silent), silent)


def speaking(known: Iterable[tuple[str, str]], silent: Silent) -> Iterator[tuple[str, str, str]]:
    """Triples of (host, the domain somebody registered for it, account); hosts that identify nobody are left out."""
    for text, account in known:
        host = normalise_host(text)
        if host is not None and host not in silent:
            yield host, registrable(host) or host, account


def gather(known: Iterable[tuple[str, str, str]], silent: Silent) -> Domains:
    exact: defaultdict[str, set[str]] = defaultdict(set)
    above: defaultdict[str, set[str]] = defaultdict(set)
    for host, domain, account in known:
        exact[host].add(account)
        above[domain].add(account)
    return Domains(_frozen(exact), _frozen(above), silent)


def _frozen(sets: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(members) for key, members in sets.items()}
