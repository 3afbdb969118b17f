"""Company names as people write them, and what is left of them when two are compared: the base name.

`ООО «Ромашка»`, `Romashka`-free: legal forms, quotes, case, accents and punctuation go, words stay. Only equal base names
are the same company; names that are merely alike are proposed (`assay.identity.proposals`), never accepted.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from assay.identity.legal_forms import without_east_asian_forms, without_forms

# Share classes and the like, as stock lists append them; never part of what a company is called.
_SHARES = re.compile(
    r"(?:[\s,(-]+(?:class [a-c]|(?:common|ordinary|preferred) (?:stock|shares?)|ord(?:inary)? shs?|adr)\)?|"
    r"\s*\((?:the|nyse|nasdaq|lse|[a-z]{2,8} ?:[^)]*|formerly [^)]*)\)|,\s*the|\s*/[a-z]{2,3}/?)\s*$",
    re.IGNORECASE,
)
_TRADING_AS = re.compile(r"\s+(?:d/b/a|dba|t/a|trading as|doing business as|f/k/a|fka)\b.*$", re.IGNORECASE)
_QUOTES = re.compile("[\"'`´‘’‚‛“”„‟«»‹›「」『』]")
_IN_A_WORD = re.compile("(?<=\\w)['’`´](?=\\w)")
"""An apostrophe within a word: `McDonald's` is written `McDonalds` as often."""
_NO_WORD = re.compile(r"[^\w&+]+", re.UNICODE)
_TRADE_MARKS = re.compile("[®™℠©]")
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u0652]")
"""Marks that are left out as often as written. Those of Japanese kana and of Indic scripts make another letter."""

_NOBODY = frozenset(
    """n a|na|none|null|nil|test|unknown|tbd|xxx|self|self employed|selfemployed|freelance|freelancer|independent|individual|personal
    |private|student|retired|unemployed|home|me|myself|company|my company|no company|not applicable|various|other|consultant|particulier
    |indépendant|etudiant|étudiant|sans|aucun|aucune|autonomo|autónomo|particular|estudiante|ninguna|ninguno|empresa|selbständig|privat
    |student in|keine|frei|физлицо|физическое лицо|частное лицо|самозанятый|нет|не указано|студент|фрилансер|пенсионер""".replace(
        "\n", ""
    )
    .replace("    ", "")
    .split("|")
)
"""What people write into the field where they have no company: identifies nobody."""


@lru_cache(maxsize=1_000_000)
def base_name(text: str) -> str | None:
    """`Société Acme, S.A.R.L.` → `societe acme`; null where nothing is left, or where the text names no company.

    Equal for two spellings of one company name in Latin, Cyrillic, Greek or East Asian script; a name that is nothing but a
    legal form (`Co`) is null.
    """
    name = unicodedata.normalize("NFKC", _TRADE_MARKS.sub("", text)).strip()
    name = _IN_A_WORD.sub("", name)
    name = _TRADING_AS.sub("", name) or name
    bare = without_forms(_without_shares(without_east_asian_forms(name)))
    base = folded(bare)
    if not base or base in _nobody() or folded(name) in _nobody():
        return None
    return base


def folded(text: str) -> str:
    """Lower case without quotes, accents and punctuation; `&` and `and` are one, and a leading `the` is none."""
    plain = _QUOTES.sub(" ", text.casefold())
    if not plain.isascii():
        plain = _unaccented(plain)
    words = _NO_WORD.sub(" ", _POINTS.sub("", plain).replace("&", " & ")).split()
    while len(words) > 1 and words[-1] in _AND:
        words.pop()
    words = ["&" if word in _AND else word for word in words]
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


_POINTS = re.compile(r"(?<=\w)[.'’](?=\w\b|$)|(?<=\b\w)\.")
_AND = frozenset(["&", "and", "und", "et", "y", "и"])
_OTHER_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "\0": "й"})


def _unaccented(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.replace("ё", "е").replace("й", "\0"))
    return unicodedata.normalize("NFC", _ACCENTS.sub("", apart)).translate(_OTHER_LETTERS)


@cache
def _nobody() -> frozenset[str]:
    return frozenset(folded(text) for text in _NOBODY)


def _without_shares(name: str) -> str:
    while (shorter := _SHARES.sub("", name)) != name and shorter.strip():
        name = shorter
    return name
