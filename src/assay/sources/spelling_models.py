"""How languages spell: how likely a word is one of a language, learnt from the names that CLDR has in it.

CLDR's names of countries, languages, cities, currencies and months are some 15,000 letters a language: enough to tell
`Żabka` from `¯abka` and `Ромашка` from `пНЛЮЬЙЮ`. Nothing is kept for it; Babel carries them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import log

from babel import Locale

_EDGE = " "
_MARKS = "\u0300-\u036f\u05b0-\u05c7\u064b-\u0652\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
LETTERS = rf"(?:[^\W\d_²³¹¼½¾ªº][{_MARKS}]*)+"
"""A word, with the marks that are written above and below letters."""
_WORD = re.compile(LETTERS)
_SHARES = (0.55, 0.28, 0.15)
"""What three letters, two and one say of a word; the rest is that any letter may come."""
_ANY = 1 - sum(_SHARES)
_FLAT = {"zh": 4000, "ja": 3000, "ko": 2500}
"""Letters of scripts too large for CLDR to have them all; of the others _FLAT_ELSE."""
_FLAT_ELSE = 150


@dataclass(frozen=True)
class SpellingModel:
    """Counts of letters, and of two and three of them, in the words of a language."""

    language: str
    ones: Counter[str]
    twos: Counter[str]
    threes: Counter[str]
    letters: int

    def likelihood(self, word: str) -> float:
        """The natural logarithm of the chance of a word in lower case, its end included."""
        text = f"{_EDGE}{_EDGE}{word}{_EDGE}"
        return sum(self._letter(text[place - 2 : place + 1]) for place in range(2, len(text)))

    def _letter(self, three: str) -> float:
        before, two, one = three[:2], three[1:], three[2]
        chance = _SHARES[2] * self.ones[one] / self.letters
        if seen := self.ones[three[1]]:
            chance += _SHARES[1] * self.twos[two] / seen
        if seen := self.twos[before]:
            chance += _SHARES[0] * self.threes[three] / seen
        return log(chance + _ANY * self._flat(one))

    def _flat(self, letter: str) -> float:
        """Of any letter of the language's script; of one of another script next to nothing."""
        if letter in self.ones or _is_common(letter, self.language):
            return 1 / _FLAT.get(self.language[:2], _FLAT_ELSE)
        return 1e-7


def _is_common(letter: str, language: str) -> bool:
    """Whether a large script uses the letter every day, though CLDR's names have no word with it."""
    match language:
        case "zh":
            return _row(letter, "gb2312") in range(0xB0, 0xD8)
        case "zh_Hant":
            return _row(letter, "big5") in range(0xA4, 0xC7)
        case "ja":
            return _row(letter, "cp932") in range(0x88, 0x98) or "\uff66" <= letter <= "\uff9f"
        case "ko":
            return _row(letter, "euc_kr") in range(0xB0, 0xC9)
    return False


def _row(letter: str, encoding: str) -> int:
    """The first byte of a letter in the character set its country made, which has the everyday ones first."""
    try:
        return letter.encode(encoding)[0]
    except UnicodeEncodeError:
        return 0


@cache
def spelling_model(language: str) -> SpellingModel:
    """The model of a language by its CLDR name. About 10 ms the first time."""
    ones: Counter[str] = Counter()
    twos: Counter[str] = Counter()
    threes: Counter[str] = Counter()
    for word in _words(language):
        text = f"{_EDGE}{_EDGE}{word}{_EDGE}"
        ones.update(text[1:])
        twos.update(map("".join, pairwise(text)))
        threes.update(map("".join, zip(text, text[1:], text[2:], strict=False)))
    return SpellingModel(language, ones, twos, threes, ones.total())


def _words(language: str) -> Iterator[str]:
    for text in _names(language):
        for word in _WORD.findall(unicodedata.normalize("NFC", text)):
            yield word.lower()
            if language == "ro":  # the old code pages have the letters with a cedilla
                yield word.lower().translate({0x219: "ş", 0x21B: "ţ"})


def _names(language: str) -> Iterator[str]:
    locale = Locale.parse(language)
    for names in (locale.territories, locale.languages, locale.currencies, locale.scripts):
        yield from names.values()
    yield from (zone["city"] for zone in locale.time_zones.values() if "city" in zone)
    for months in (locale.months, locale.days):
        yield from (name for widths in months.values() for name in widths["wide"].values())
