"""The signs of currencies as people write them beside amounts: the one list of them, and the one rule of what each means.

A sign of one currency is that currency. A sign of several (`$`, `kr`, `¥`) is the workspace's own, if that is one of them;
otherwise nobody but the user knows, and it is asked: nothing is taken for the commonest. A single letter (`R`) is too little
to go by where the workspace does not write it itself: it may be what is left of `EUR`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from string import ascii_lowercase

from babel.core import get_global

SIGNS = {
    "US$": "USD", "U$S": "USD", "R$": "BRL", "C$": "CAD NIO", "CA$": "CAD", "A$": "AUD", "AU$": "AUD", "NZ$": "NZD", "HK$": "HKD",
    "S$": "SGD", "SG$": "SGD", "MX$": "MXN", "NT$": "TWD", "TW$": "TWD", "J$": "JMD", "B$": "BND BSD", "AR$": "ARS", "CL$": "CLP",
    "$": "USD CAD AUD NZD SGD HKD MXN TWD ARS CLP COP UYU DOP JMD TTD BSD BBD BZD BND FJD GYD LRD NAD SRD XCD",
    "€": "EUR", "£": "GBP EGP LBP SYP SDG SSP FKP GIP SHP", "E£": "EGP", "L£": "LBP",
    "¥": "JPY CNY", "￥": "JPY CNY", "JP¥": "JPY", "CN¥": "CNY", "RMB": "CNY", "円": "JPY", "元": "CNY TWD HKD", "₩": "KRW KPW", "원": "KRW",
    "kr": "SEK NOK DKK ISK", "Skr": "SEK", "Nkr": "NOK", "Dkr": "DKK", "íkr": "ISK",
    "₽": "RUB", "руб": "RUB BYN", "р": "RUB BYN", "₴": "UAH", "грн": "UAH", "₸": "KZT", "тг": "KZT", "₼": "AZN", "₾": "GEL", "֏": "AMD",
    "zł": "PLN", "Kč": "CZK", "Ft": "HUF", "lei": "RON MDL", "leu": "RON MDL", "L": "HNL RON MDL ALL LSL", "лв": "BGN", "ден": "MKD",
    "дин": "RSD", "din": "RSD", "Fr": "CHF", "SFr": "CHF", "FCFA": "XOF XAF", "CFA": "XOF XAF", "₺": "TRY", "TL": "TRY", "₪": "ILS",
    "R": "ZAR", "₦": "NGN", "KSh": "KES", "GH₵": "GHS", "₵": "GHS", "Br": "ETB BYN",
    "Rs": "INR PKR LKR NPR MUR SCR", "₨": "INR PKR LKR NPR MUR SCR", "₹": "INR", "৳": "BDT", "Tk": "BDT", "Rp": "IDR", "RM": "MYR",
    "฿": "THB", "₫": "VND", "đ": "VND", "₱": "PHP CUP", "₡": "CRC", "₲": "PYG", "S/": "PEN", "Bs": "BOB VES", "﷼": "IRR SAR QAR OMR YER",
    "Dh": "AED MAD", "Dhs": "AED MAD", "د.إ": "AED", "ر.س": "SAR", "ج.م": "EGP",
}  # fmt: skip
"""Each sign with the ISO 4217 codes it stands for, the commonest first. Letters are read in any case, with or without a full stop."""

Meaning = Callable[[str], str | None]
"""The ISO 4217 code of a sign, None where it has to be asked."""

KEPT = frozenset({"£"})
"""Signs that abroad mean the first of their currencies: only who has another one of them himself writes `£` for it."""


def codes_of(sign: str) -> tuple[str, ...]:
    """The ISO 4217 codes that a sign may stand for, the commonest first; none for a text that is no sign.

    >>> codes_of("Kr."), codes_of("€"), codes_of("x")
    (('SEK', 'NOK', 'DKK', 'ISK'), ('EUR',), ())
    """
    return _by_key().get(sign_key(sign), ())


def meant_by(sign: str, own: str = "") -> str | None:
    """The currency of a sign in a workspace whose currency is `own`; None where it has to be asked.

    >>> meant_by("kr", "NOK"), meant_by("kr", "EUR"), meant_by("zł", "EUR"), meant_by("£", "EUR")
    ('NOK', None, 'PLN', 'GBP')
    >>> meant_by("R", "ZAR"), meant_by("R", "EUR")
    ('ZAR', None)
    """
    codes = codes_of(sign)
    if own in codes:
        return own
    is_letter = len(sign_key(sign)) == 1 and sign_key(sign) in ascii_lowercase
    return codes[0] if (len(codes) == 1 and not is_letter) or (codes and sign in KEPT) else None


def meaning(own: str, settled: Mapping[str, str]) -> Meaning:
    """What each text for a currency means in a workspace of `own`, where the user has `settled` some of them."""
    said = {sign_key(sign): code for sign, code in settled.items()}
    return lambda sign: said.get(sign_key(sign)) or meant_by(sign, own)


def sign_key(sign: str) -> str:
    """A sign without what may be written or not: case, full stops, spaces around it.

    >>> sign_key(" KČ. ") == sign_key("kč")
    True
    """
    return sign.replace(".", "").strip().lower()


@cache
def _by_key() -> dict[str, tuple[str, ...]]:
    return {sign_key(sign): tuple(codes.split()) for sign, codes in SIGNS.items()}


def longest_first() -> Iterator[str]:
    """All signs; one that holds another one, as `US$` holds `$`, comes before it."""
    yield from sorted(SIGNS, key=lambda sign: -len(sign))


def sign_in(amount: str) -> str | None:
    """The sign beside an amount, the longest one that stands there; any sign of a currency, where none is known.

    >>> sign_in("1 200 kr."), sign_in("US$5"), sign_in("5 GBP")
    ('kr', 'US$', None)
    """
    for sign in longest_first():
        within = rf"(?i)(?<![^\W\d_]){re.escape(sign)}(?![^\W\d_])" if is_spelled(sign) else rf"(?i){re.escape(sign)}"
        if re.search(within, amount):
            return sign
    return next((letter for letter in amount if unicodedata.category(letter) == "Sc"), None)


def is_spelled(sign: str) -> bool:
    """Whether a sign is of letters, so that it must not be found inside a longer word."""
    return all(letter.isalpha() for letter in sign)


def sign_pattern(sign: str) -> str:
    """A regular expression of a sign in any case, with its full stop."""
    return rf"(?i:{re.escape(sign)}\.?)" if sign[-1].isalpha() else re.escape(sign)


def mark_pattern(*, behind_scale: bool = False) -> str:
    """A regular expression of whatever names a currency beside an amount: a sign, with its dot, or a code; the longest first.

    `behind_scale` leaves out signs of one letter: `100 kr` are no thousands of `R`.
    """
    signs = (sign for sign in longest_first() if not (behind_scale and len(sign) == 1 and sign.isalpha()))
    written = [(len(sign), sign_pattern(sign)) for sign in signs]
    written += [(3, code) for code in sorted(get_global("all_currencies"))]
    return "|".join([*(pattern for _, pattern in sorted(written, key=lambda one: -one[0])), r"\p{Sc}"])
