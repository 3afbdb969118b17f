"""Internet hosts as people write them, and the domain somebody registered for them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tldextract import TLDExtract

_SCHEME = re.compile(r"^(?:[a-z][a-z0-9+.-]*:)?//")
_SEVERAL = re.compile(r"[\s,;|]+")
_PORT = re.compile(r":\d*$")
_LABEL = re.compile(r"^(?!-)[a-z0-9_-]{1,63}(?<!-)$")


@cache
def _suffixes() -> TLDExtract:
    """The list bundled with the library, never the network; with its private part, so that a company's page at a hoster
    (acme.github.io) is not taken for the hoster. Loaded for the first host: the library brings a client for the network."""
    from tldextract import TLDExtract

    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


@cache
def normalise_host(text: str) -> str | None:
    """`https://www.Acme.com:443/about` → `acme.com`; null for what is no host with a dot (words, IP addresses)."""
    host = unicodedata.normalize("NFKC", text).strip().lower()
    host = re.split(r"[/?#\\]", _SCHEME.sub("", host), maxsplit=1)[0]
    host = _PORT.sub("", host.rpartition("@")[2]).strip(" .")
    host = _ascii(host)
    if host.startswith("www.") and host.count(".") > 1:
        host = host[4:]
    return host if _is_host(host) else None


def written_hosts(text: str) -> tuple[tuple[str, str], ...]:
    """The hosts a cell names, each as written and normalised: `beta.com, https://beta.de/` has two.

    >>> written_hosts("beta.com; www.beta.de")
    (('beta.com', 'beta.com'), ('www.beta.de', 'beta.de'))
    """
    parts = [part for part in _SEVERAL.split(text.strip()) if part]
    hosts = [(part, host) for part in parts if (host := normalise_host(part))]
    return tuple(hosts)


def has_path(text: str) -> bool:
    """Whether an URL names more than a host: `linkedin.com/company/acme` does, `https://linkedin.com/` does not."""
    _, _, path = _SCHEME.sub("", text.strip().lower()).partition("/")
    return bool(path.strip("/ "))


def registrable(host: str) -> str | None:
    """`mail.acme.co.uk` → `acme.co.uk`; null for a public suffix."""
    return _split(host)[1]


def registrable_label(host: str) -> str | None:
    """`mail.acme.co.uk` → `acme`: the name without its public suffix."""
    return _split(host)[0]


def parents(host: str) -> list[str]:
    """The host and every domain above it, the nearest first: `a.b.com`, `b.com`, `com`."""
    labels = host.split(".")
    return [".".join(labels[start:]) for start in range(len(labels))]


@cache
def _split(host: str) -> tuple[str | None, str | None]:
    parts = _suffixes()(host)
    if not parts.suffix:
        return _by_default(host)
    return parts.domain or None, parts.top_domain_under_public_suffix or None


def _by_default(host: str) -> tuple[str | None, str | None]:
    """The list's default rule, `*`: a top level that it does not know is a public suffix itself."""
    labels = host.split(".")
    return (labels[-2], ".".join(labels[-2:])) if len(labels) > 1 else (None, None)


def _ascii(host: str) -> str:
    if host.isascii():
        return host
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        return ""


def _is_host(host: str) -> bool:
    labels = host.split(".")
    return len(labels) > 1 and len(host) <= 253 and all(map(_LABEL.match, labels)) and not labels[-1].isdigit()
