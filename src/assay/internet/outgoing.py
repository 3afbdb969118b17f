"""Where Assay may be told to go: a server of somebody, never what a cloud tells its own machines.

A private network and this computer are allowed, since mail relays, chat and databases stand there. What answers at link-local
addresses hands out the machine's own credentials, so nobody who may type an address, and no server that leads on to
another, has Assay ask it. What a name stands for is looked up just before it is asked; a name that means another server a
moment later is not caught.
"""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from assay.errors import UsageError

Address = IPv4Address | IPv6Address
METADATA = frozenset(
    map(ip_address, ("100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254", "fd20:ce::254"))
)
"""Where clouds answer their own machines beside link-local addresses: Alibaba, Azure, Oracle, AWS and Google by IPv6."""


def check_outgoing(whose: str, url: str) -> None:
    """Raises UsageError where a URL leads to a cloud's metadata, or nowhere. It may be a secret: no message has it."""
    if any(_is_no_server(one) for one in addresses_of(url)):
        raise UsageError(
            f"{whose}: its address is one at which a cloud tells its machines their own credentials, or of no server at all.",
            hint="Name the server that is meant.",
        )


def check_leads_on(whose: str, before: str, after: str) -> None:
    """Raises UsageError where a server on the internet leads on to this computer or its network, or as `check_outgoing`."""
    check_outgoing(whose, after)
    if urlsplit(before).hostname != urlsplit(after).hostname and any(not one.is_global for one in addresses_of(after)):
        raise UsageError(
            f"{whose}: its address leads on to another one, of this computer or its own network.",
            hint="Name that address yourself if it is right.",
        )


def addresses_of(url: str) -> tuple[Address, ...]:
    """What the host of a URL stands for, however it is written (`http://2852039166`); nothing where nobody knows."""
    host = (urlsplit(url).hostname or "").partition("%")[0]
    if not host:
        return ()
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, ValueError):
        return ()
    return tuple(_plain(ip_address(str(one[4][0]).partition("%")[0])) for one in found)


def _plain(address: Address) -> Address:
    """`::ffff:169.254.169.254` is 169.254.169.254."""
    return getattr(address, "ipv4_mapped", None) or address


def _is_no_server(address: Address) -> bool:
    return address.is_link_local or address.is_unspecified or address.is_multicast or address in METADATA


__all__ = ["addresses_of", "check_leads_on", "check_outgoing"]
