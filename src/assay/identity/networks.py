"""Which account an IP address speaks for: sorted address intervals, IPv4 and IPv6 apart."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from socket import AF_INET, inet_pton

NOBODY: frozenset[str] = frozenset()
Span = tuple[int, int, int, str]
"""First address, the one after the last, length of the prefix, account."""
_WITH_PORT = re.compile(r"^(?:\[([^\]]+)\](?::\d+)?|(\d+\.\d+\.\d+\.\d+):\d+)$")


@dataclass(frozen=True)
class Intervals:
    """`accounts[i]` hold the addresses from `starts[i]` up to the next start."""

    starts: tuple[int, ...]
    accounts: tuple[frozenset[str], ...]

    def at(self, address: int) -> frozenset[str]:
        position = bisect_right(self.starts, address) - 1
        return self.accounts[position] if position >= 0 else NOBODY


@dataclass(frozen=True)
class Networks:
    """The accounts' address ranges by IP version; `unreadable` counts the ranges that are none."""

    versions: dict[int, Intervals]
    unreadable: int

    def candidates(self, text: str) -> frozenset[str]:
        """Accounts of the narrowest range around the address; several are ambiguous, an unreadable address has none."""
        try:  # what most logs write: a tenth of the time that the whole reading takes
            return self.versions[4].at(int.from_bytes(inet_pton(AF_INET, text), "big"))
        except (OSError, ValueError):
            address = read_address(text)
        return NOBODY if address is None else self.versions[address.version].at(int(address))


def index_networks(ranges: Iterable[tuple[str, str]]) -> Networks:
    """Index pairs of (CIDR range, account)."""
    spans: dict[int, list[Span]] = {4: [], 6: []}
    unreadable = 0
    for cidr, account in ranges:
        try:
            network = ip_network(cidr.strip(), strict=False)
        except ValueError:
            unreadable += 1
            continue
        first, last = int(network.network_address), int(network.broadcast_address)
        spans[network.version].append((first, last + 1, network.prefixlen, account))
    return Networks({version: _intervals(found) for version, found in spans.items()}, unreadable)


def read_address(text: str) -> IPv4Address | IPv6Address | None:
    """An address as logs write it: with or without port, IPv4 mapped into IPv6 taken as IPv4; null if unreadable."""
    bare = text.strip()
    with_port = _WITH_PORT.match(bare)
    try:
        address = ip_address(with_port[1] or with_port[2] if with_port else bare)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _intervals(spans: list[Span]) -> Intervals:
    """Of ranges within each other the narrowest speaks: the longest prefix, as routers read them."""
    events = sorted(
        [(start, 1, prefix, account) for start, _, prefix, account in spans]
        + [(end, -1, prefix, account) for _, end, prefix, account in spans]
    )
    inside: Counter[tuple[int, str]] = Counter()
    held: dict[int, frozenset[str]] = {}
    for position, change, prefix, account in events:
        inside[prefix, account] += change
        if not inside[prefix, account]:
            del inside[prefix, account]
        longest = max((known for known, _ in inside), default=0)
        held[position] = frozenset(who for known, who in inside if known == longest)
    return Intervals(tuple(held), tuple(held.values()))
