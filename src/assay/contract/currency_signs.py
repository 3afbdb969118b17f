"""The signs of currencies as people write them beside amounts: the one list of them."""

from __future__ import annotations

import re

from babel.core import get_global

_ONE = {
    "US$": "USD", "R$": "BRL", "C$": "CAD", "CA$": "CAD", "A$": "AUD", "AU$": "AUD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "MX$": "MXN",
    "€": "EUR", "£": "GBP", "₽": "RUB", "руб": "RUB", "р.": "RUB", "₹": "INR", "₩": "KRW", "₺": "TRY", "₴": "UAH", "₸": "KZT", "₪": "ILS",
    "₫": "VND", "zł": "PLN", "Kč": "CZK", "Ft": "HUF", "lei": "RON", "лв": "BGN", "грн": "UAH",
}  # fmt: skip
_SEVERAL = {
    "$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"),
    "¥": ("JPY", "CNY"),
    "kr": ("SEK", "NOK", "DKK"),
    "Fr": ("CHF",),
    "Rs": ("INR", "PKR", "LKR", "NPR", "MUR"),
}


def currencies_of_signs(own: str = "") -> dict[str, str]:
    """The ISO 4217 code of each sign, the longest signs first; of a sign of several currencies `own`, if it is one of them."""
    return dict(sorted((_ONE | taken_for(own)).items(), key=lambda one: -len(one[0])))


def taken_for(own: str = "") -> dict[str, str]:
    """What a sign of several currencies is taken for: `own`, if it is one of them, else the commonest."""
    return {sign: own if own in codes else codes[0] for sign, codes in _SEVERAL.items()}


def mark_pattern() -> str:
    """A regular expression of whatever names a currency beside an amount: a sign, with its dot, or a code."""
    signs = (re.escape(sign) + (r"\.?" if sign[-1].isalpha() else "") for sign in currencies_of_signs())
    return "|".join([*signs, r"\p{Sc}", *sorted(get_global("all_currencies"))])
