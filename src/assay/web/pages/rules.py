"""What the quarantine says of a value, in the reader's language; what it does not know stays as it was said."""

from __future__ import annotations

import re

from assay.web.visit import Visit

RULES = (
    "required",
    "unknown touch kind",
    "not a currency code",
    "a sign of several currencies",
    "not above 0",
    "not a network",
    "not a Monday",
    "not a date",
    "not a timestamp",
    "neither true nor false",
    "not a whole number",
    "not a number with a decimal comma",
    "not a number with a decimal point",
    "Fill it in, or leave the row out.",
    "Use a kind of the contract's table.",
    "Write its ISO 4217 code: EUR, USD.",
    "One unit of from_currency is so many of to_currency.",
    "Write 192.0.2.0/24 or 2001:db8::/32.",
    "A week is named by its Monday.",
    "Use one of them, or a value map in a mapping.",
    "Write YYYY-MM-DD.",
    "Write YYYY-MM-DD HH:MM.",
    "Write true or false.",
    "Write digits alone.",
    'Correct it, or name the sign: decimal = "," or "." in a mapping.',
)
PATTERNS = (
    "below %(what)s",
    "not one of %(what)s",
    "refers to no row of %(what)s",
    "The least is %(what)s.",
    "%(what)s (its row landed without it)",
)


def rule_name(visit: Visit, said: str) -> str:
    if said in RULES:
        return visit._(said)
    for pattern in PATTERNS:
        begin, _, end = pattern.partition("%(what)s")
        matched = re.fullmatch(f"{re.escape(begin)}(.+){re.escape(end)}", said)
        if matched:
            return visit._(pattern, what=rule_name(visit, matched[1]))
    return said


__all__ = ["PATTERNS", "RULES", "rule_name"]
