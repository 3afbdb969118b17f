"""E-mail addresses as keys: `text@text.text` in lower case, anything else is no address."""

from __future__ import annotations

import ibis.expr.types as ir

ADDRESS = r"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$"


def address_key(email: ir.StringValue) -> ir.StringValue:
    """The address trimmed and in lower case; null where it is none."""
    trimmed = email.strip().lower()
    return trimmed.re_search(ADDRESS).ifelse(trimmed, None)


def address_host(address: ir.StringValue) -> ir.StringValue:
    """What follows the @ of an address key."""
    return address.re_extract("@(.+)$", 1).nullif("")
