"""Which account a host speaks for: exact domain before registrable domain; own and free-mail domains are silent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assay.errors import UsageError
from assay.internet.hosts import has_path, normalise_host, parents, registrable, registrable_label, written_hosts
from assay.internet.lists import free_mail_entries, shared_host, shared_host_entries
from assay.settings import Settings

NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Silent:
    """Hosts that identify nobody: these domains, all below them, and these names under any public suffix.

    `shared` hosts, where everybody has a page, speak for their owner alone: an account of the host's own name.
    """

    domains: frozenset[str]
    names: frozenset[str]
    shared: frozenset[str] = frozenset()

    def __contains__(self, host: str) -> bool:
        return registrable_label(host) in self.names or any(domain in self.domains for domain in parents(host))

    def is_page(self, text: str, host: str) -> bool:
        """Whether `text` is somebody's page on a shared host."""
        return has_path(text) and shared_host(host, self.shared) is not None

    def is_foreign(self, text: str, host: str, name: str) -> bool:
        """Whether `text`, written as a domain of the account `name`, is the host of somebody else."""
        above = shared_host(host, self.shared)
        if above is None:
            return False
        own = (registrable_label(above) or above.partition(".")[0]).replace("-", "")
        return has_path(text) or own not in "".join(letter for letter in name.casefold() if letter.isalnum())


@dataclass(frozen=True)
class Domains:
    """The domains of the accounts, as they are and by the registrable domain they lie under."""

    exact: Mapping[str, frozenset[str]]
    registrable: Mapping[str, frozenset[str]]
    silent: Silent

    def candidates(self, text: str) -> frozenset[str]:
        """Accounts that `text` (a host, an URL, several of them) may stand for; more than one is ambiguous, none no match."""
        candidates = [self._of_host(written, host) for written, host in written_hosts(text)]
        return NOBODY.union(*candidates)

    def _of_host(self, text: str, host: str) -> frozenset[str]:
        if host in self.silent or self.silent.is_page(text, host):
            return NOBODY
        above = registrable(host) or host
        return self.exact.get(host) or self.exact.get(above) or self.registrable.get(above) or NOBODY


def silent_domains(settings: Settings) -> Silent:
    """Own domains, the shipped lists of free-mail domains and of shared hosts, and the workspace's additions to them.

    Raises `UsageError` for a setting that is neither a domain nor `name.*`.
    """
    own = (_entry("own_domains", text) for text in settings.own_domains)
    added = (_entry("free_mail_domains", text) for text in settings.free_mail_domains)
    entries = [*free_mail_entries(), *own, *added]
    domains = frozenset(entry for entry in entries if not entry.endswith(".*"))
    names = frozenset(entry.removesuffix(".*") for entry in entries if entry.endswith(".*"))
    shared = frozenset(_entry("shared_hosts", text) for text in settings.shared_hosts)
    return Silent(domains, names, shared_host_entries() | shared)


def _entry(setting: str, text: str) -> str:
    name = text.strip().lower()
    entry = name if name.endswith(".*") and "." not in name[:-2] else normalise_host(name)
    if not entry:
        raise UsageError(
            f"{setting} = {text!r} is no domain.", hint="Write it as example.com, or example.* for any ending."
        )
    return entry


def speaking(
    known: Iterable[tuple[str, str]], silent: Silent, names: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    """Triples of (host, the domain somebody registered for it, account); hosts that identify nobody are left out.

    A text may name several hosts. `names` are the accounts' own: a shared host speaks for the account of its name alone.
    """
    for text, account in known:
        for written, host in written_hosts(text):
            if host not in silent and not silent.is_foreign(written, host, names.get(account, "")):
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
