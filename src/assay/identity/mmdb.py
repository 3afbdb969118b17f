"""The company of an IP address from an MMDB file of the customer's (MaxMind, IPinfo, DB-IP and whoever writes alike).

The file is asked for the longest prefix that contains the address. Hosting, carriers, relays and VPN are nobody, whether
the record says so or its company is on the list of carriers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assay.errors import UsageError
from assay.identity.networks import read_address
from assay.identity.plain_names import plain_name

_NOBODY_TYPES = {"hosting", "isp", "cellular", "residential", "consumer_privacy_network", "content_delivery_network", "dialup", "mobile", "router", "traveler", "cafe"}  # fmt: skip
_NOBODY_FLAGS = ("is_anonymous", "is_anonymous_vpn", "is_hosting_provider", "is_public_proxy", "is_residential_proxy", "is_tor_exit_node", "is_anonymous_proxy", "is_satellite_provider", "hosting", "vpn", "proxy", "tor", "relay")  # fmt: skip
_TYPES = ("user_type", "usage_type", "connection_type", "type", "as_type")
_DOMAINS = ("domain", "company_domain", "as_domain")
_NAMES = ("name", "company", "company_name", "organization", "organisation", "org")


@dataclass(frozen=True)
class Owner:
    """The domain and the name of the company that an address belongs to, as the file has them."""

    domain: str | None = None
    name: str | None = None


def open_mmdb(path: Path, carriers: Collection[str]) -> Callable[[str], Owner | None]:
    """A function from an address as written to its owner; null where the file has none, or where it is nobody.

    Raises UsageError where the reader is not installed, or the file is no MMDB file.
    """
    try:
        import maxminddb
    except ImportError:
        raise UsageError(
            "identity.mmdb needs the package maxminddb.", hint="Install it: pip install 'assay[mmdb]'."
        ) from None
    try:
        database = maxminddb.open_database(str(path), maxminddb.MODE_MMAP)
    except (maxminddb.InvalidDatabaseError, OSError) as error:
        raise UsageError(f"identity.mmdb: {path} cannot be read: {error}") from None

    def owner_of(text: str) -> Owner | None:
        address = read_address(text)
        if address is None or (address.version > database.metadata().ip_version and address.version == 6):
            return None
        record = database.get(str(address))
        return owner_in(record, carriers) if isinstance(record, Mapping) else None

    return owner_of


def owner_in(record: Mapping[str, Any], carriers: Collection[str]) -> Owner | None:
    """What a record says, whichever way its vendor nests it (`traits`, `company`, flat)."""
    parts = list(_parts(record))
    if any(part.get(flag) is True for part in parts for flag in _NOBODY_FLAGS):
        return None
    if any(
        str(part.get(kind, "")).strip().lower().replace(" ", "_") in _NOBODY_TYPES for part in parts for kind in _TYPES
    ):
        return None
    owner = Owner(_first(parts, _DOMAINS), _first(parts, _NAMES))
    told = {plain_name(text) for text in (owner.domain, owner.name) if text}
    return owner if told and not told & set(carriers) else None


def _parts(record: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The company's own part before the address's: places and subdivisions have names too, and are left out."""
    for name in ("company", "traits", "privacy", "asn", "as"):
        if isinstance(record.get(name), Mapping):
            yield record[name]
    yield record


def _first(parts: list[Mapping[str, Any]], names: tuple[str, ...]) -> str | None:
    found = (part.get(name) for part in parts for name in names)
    return next((text.strip() for text in found if isinstance(text, str) and text.strip()), None)
