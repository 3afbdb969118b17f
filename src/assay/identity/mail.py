"""E-mail addresses as keys: `text@text.text` in lower case, alone or as mail programs write them; all else is none."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

_LOCAL, _LABEL = r"""[^@\s<>()"',;:][^@\s<>()",;:]*""", r"""[^@\s.<>()"',;:]+"""
ADDRESS = rf"{_LOCAL}@{_LABEL}(?:\.{_LABEL})+"
_PLAIN = rf"^{ADDRESS}$"
_AMONG_OTHERS = rf"""(?:^|[<;,("']|mailto:)\s*({ADDRESS})\s*(?:$|[>;,)"'])"""


def address_key(email: ir.StringValue) -> ir.StringValue:
    """The address trimmed and in lower case; null where there is none, or several.

    `Jo Doe <jo@alpha.com>`, `'jo@alpha.com'` and `mailto:jo@alpha.com` have one.
    """
    text = email.strip().lower()
    first, second = _first_two(text)
    return _plain_or(text, second.isnull().ifelse(first, None))


def address_host(address: ir.StringValue) -> ir.StringValue:
    """What follows the @ of an address key."""
    return address.re_extract("@(.+)$", 1).nullif("")


def written_host(email: ir.StringValue) -> ir.StringValue:
    """The host of an address as written; of several addresses the host that they share, else null."""
    text = email.strip().lower()
    first, second = (address_host(address) for address in _first_two(text))
    shared = (second.isnull() | (first == second)).fill_null(False)
    return _plain_or_host(text, shared.ifelse(first, None))


def _plain_or_host(text: ir.StringValue, other: ir.StringValue) -> ir.StringValue:
    return ibis.cases((text.re_search(_PLAIN), address_host(text)), (text.notnull(), other), else_=None)


def _plain_or(text: ir.StringValue, other: ir.StringValue) -> ir.StringValue:
    # Most touches have no address: without the second condition DuckDB would look for one among other words in each.
    return ibis.cases((text.re_search(_PLAIN), text), (text.notnull(), other), else_=None)


def _first_two(text: ir.StringValue) -> tuple[ir.StringValue, ir.StringValue]:
    first = text.re_extract(_AMONG_OTHERS, 1).nullif("")
    rest = text.replace(first, "")
    return first, rest.re_extract(_AMONG_OTHERS, 1).nullif("")
