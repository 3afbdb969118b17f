"""The lists of hosts that ship with Assay: mail providers, and hosts where everybody has a page."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from assay.internet.hosts import parents, registrable, registrable_label


@cache
def free_mail_entries() -> frozenset[str]:
    """Mail providers: domains, and `name.*` for a provider's name under any public suffix."""
    return frozenset(_entries("free_mail.txt"))


@cache
def shared_host_entries() -> frozenset[str]:
    """Hosts where everybody has a page."""
    return frozenset(_entries("shared_hosts.txt"))


@cache
def carrier_entries() -> frozenset[str]:
    """Domains and names of access, hosting and VPN providers, lower case: whoever uses their addresses is nobody."""
    return frozenset(entry for entry in _entries("carriers.txt") if entry)


def shared_host(host: str, shared: frozenset[str]) -> str | None:
    """The entry of `shared` that a normalised host lies at or below; null where the host has an owner of its own.

    >>> shared_host("de.linkedin.com", shared_host_entries()), shared_host("acme.github.io", shared_host_entries())
    ('linkedin.com', None)
    """
    own = registrable(host)
    for above in parents(host):
        if above in shared:
            return above
        if above == own:
            return None
    return None


def _entries(name: str) -> tuple[str, ...]:
    text = files("assay.internet").joinpath(name).read_text("utf-8")
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


def speaks(host: str) -> bool:
    """Whether a normalised host can stand for a company, as far as the lists that ship tell."""
    free = free_mail_entries()
    if f"{registrable_label(host)}.*" in free or any(above in free for above in parents(host)):
        return False
    return shared_host(host, shared_host_entries()) is None
