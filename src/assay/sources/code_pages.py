"""Which code page a text is in that is no UTF-8: the one in which its words are most likely words.

Of the words with a byte beyond ASCII some are taken for every such byte, whatever the order of the rows: one Polish name
among thousands of German ones decides. A reading is scored as a whole: each word by the language of the code page that it
suits best; capitals in the middle of a word, and signs between letters, count against it.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from assay.sources.spelling_models import LETTERS, spelling_model

_WEST = ("de", "fr", "es", "pt", "it", "nl", "sv", "da", "nb", "fi", "ca", "is")
_MIDDLE = ("pl", "cs", "sk", "hu", "sl", "hr", "ro", "sq", "de")
_CYRILLIC = ("ru", "uk", "bg", "be", "sr", "mk")
_PAGES: dict[str, tuple[float, tuple[str, ...]]] = {
    "windows-1252": (0, _WEST),
    "windows-1250": (0, _MIDDLE),
    "windows-1251": (0, _CYRILLIC),
    "windows-1253": (-1, ("el",)),
    "windows-1254": (-1, ("tr", "de", "fr")),
    "windows-1255": (-1, ("he",)),
    "windows-1256": (-1, ("ar", "fa")),
    "windows-1257": (-2, ("lt", "lv", "et")),
    "cp874": (-1, ("th",)),
    "gb18030": (0, ("zh",)),
    "cp950": (-1, ("zh_Hant",)),
    "cp932": (-1, ("ja",)),
    "euc-jp": (-3, ("ja",)),
    "cp949": (-1, ("ko",)),
    "iso-8859-15": (-1, _WEST),
    "iso-8859-2": (-1, _MIDDLE),
    "iso-8859-5": (-4, _CYRILLIC),
    "iso-8859-7": (-1, ("el",)),
    "iso-8859-9": (-2, ("tr", "de", "fr")),
    "koi8-r": (-1, ("ru", "bg")),
    "koi8-u": (-2, ("uk", "ru")),
    "cp866": (-4, ("ru", "uk", "be")),
    "cp850": (-6, _WEST),
    "cp852": (-6, _MIDDLE),
    "mac-roman": (-6, _WEST),
    "mac-cyrillic": (-8, _CYRILLIC),
}
"""Each with how much more rarely tables come in it, as the logarithm of a chance, and the languages written in it."""
SURE = 3.0
"""How much likelier a reading has to be than any other, as a logarithm: twenty times."""
_RUN = re.compile(rb"(?<![0-9@-\xff])[0-9@-\x7e]*+[\x80-\xff][0-9@-\xff]*+")
_WORD = re.compile(LETTERS)
_SIGN = re.compile(r"[^\w\x00-\x7f]|[²³¹¼½¾ªº]")
_NUMBERED = re.compile(r"\d[^\W\d_\x00-\x7f]|[^\W\d_\x00-\x7f]\d")
_LATIN, _NO_LATIN = re.compile("[A-Za-z]"), re.compile("[\u0370-\uffff]")
_MONEY = "€£¥"
_COMMON_SIGNS = "–—“”„‚‘’«»№…•®™°§½\u3000（）、。・ー－＆"
_BETWEEN = "–’・ー"
_KEPT, _TRIED, _FINALISTS, _MANY, _LONG = 12, 2, 5, 50_000, 200


@dataclass(frozen=True)
class Reading:
    """A text as it reads in an encoding; `score` is a logarithm of its chance."""

    encoding: str
    score: float
    words: tuple[str, ...]


class WordSample:
    """Words with bytes beyond ASCII: of each such byte those with the smallest hashes, the same in whatever order."""

    def __init__(self) -> None:
        self._words: set[bytes] = set()

    def add(self, chunk: bytes) -> None:
        self._words.update(run if len(run) <= _LONG else _cut(run) for run in _RUN.findall(chunk))
        if len(self._words) > _MANY:
            self._words = self._smallest(_KEPT)

    def words(self, each: int = _KEPT) -> list[bytes]:
        return sorted(self._smallest(each))

    def _smallest(self, each: int) -> set[bytes]:
        by_byte: dict[int, list[bytes]] = defaultdict(list)
        for word in sorted(self._words, key=lambda word: (zlib.crc32(word), word)):
            for byte in set(word):
                if byte > 127 and len(by_byte[byte]) < each:
                    by_byte[byte].append(word)
        return {word for words in by_byte.values() for word in words}


def _cut(run: bytes) -> bytes:
    """A run without line ends or spaces, from a little before its first byte beyond ASCII on."""
    first = next(place for place, byte in enumerate(run) if byte > 127)
    return run[max(0, first - 20) : max(0, first - 20) + _LONG]


def as_read(readings: Sequence[Reading]) -> list[tuple[str, str]]:
    """Each encoding with a word as it reads in it: the longest of those that read most differently."""
    columns = list(zip(*(one.words for one in readings), strict=True))
    shown = max(
        columns, key=lambda words: (len(set(words)), min(len(words[0]), 20), words), default=("",) * len(readings)
    )
    return [(one.encoding, word) for one, word in zip(readings, shown, strict=True)]


def likely_readings(sample: WordSample) -> list[Reading]:
    """The readings that differ, the likeliest first; none where the bytes are text in no code page."""
    tried = _readings(sample.words(_TRIED), tuple(_PAGES))
    return _readings(sample.words(), [one.encoding for one in tried[:_FINALISTS]])


def _readings(words: Sequence[bytes], encodings: Iterable[str]) -> list[Reading]:
    readings: dict[tuple[str, ...], Reading] = {}
    for encoding in encodings:
        reading = _reading(words, encoding)
        if reading and (reading.words not in readings or readings[reading.words].score < reading.score):
            readings[reading.words] = reading
    return sorted(readings.values(), key=lambda one: -one.score)


def _reading(words: Sequence[bytes], encoding: str) -> Reading | None:
    prior, languages = _PAGES[encoding]
    read = tuple(_read(word, encoding) for word in words)
    if sum("\ufffd" in one for one in read) * 20 > len(read):
        return None
    return Reading(encoding, prior + sum(score(one, languages) for one in read), read)


def _read(word: bytes, encoding: str) -> str:
    text = word.decode(encoding, "replace")
    return text.rstrip("\ufffd") if len(word) == _LONG else text


@cache
def score(text: str, languages: tuple[str, ...]) -> float:
    """The logarithm of the chance of a run of letters and signs, in the language it suits best."""
    words = _WORD.findall(text)
    best = max(sum(spelling_model(language).likelihood(word.lower()) for word in words) for language in languages)
    return best + sum(map(_oddity, words)) + _signs(text) - 3.0 * len(_NUMBERED.findall(text))


def _oddity(word: str) -> float:
    """What speaks against a word: a capital after a small letter, a small one after two capitals, letters of two scripts."""
    mixed = sum(one.islower() and two.isupper() for one, two in pairwise(word))
    begins = len(word) > 2 and word[:2].isupper() and not word.isupper()
    scripts = -8.0 if _LATIN.search(word) and _NO_LATIN.search(word) else 0.0
    return scripts - 6.0 * mixed - (2.0 if begins and not mixed else 0.0)


def _signs(text: str) -> float:
    """What signs beyond ASCII cost, most where they touch letters that such signs do not touch."""
    return sum(_sign(match[0], text[: match.start()][-1:], text[match.end() :][:1]) for match in _SIGN.finditer(text))


def _sign(sign: str, before: str, behind: str) -> float:
    if sign in _MONEY:
        return -4.0 if not (before.isalpha() or behind.isalpha()) else -11.0
    if sign in _COMMON_SIGNS:
        return -6.0 if not (before.isalpha() and behind.isalpha()) or sign in _BETWEEN else -9.0
    if sign == "\u00a0":
        return -3.0 if before.isdigit() and behind.isdigit() else -6.0
    chance = -18.0 if unicodedata.category(sign) in ("Cc", "Co", "Cn", "So", "Sk") else -10.0
    return chance - (3.0 if before.isalpha() or behind.isalpha() else 0.0)
