"""Which accounts a written name resembles, for a person to decide.

Names are compared in Latin letters, within blocks that share a rare word, a beginning or a sound, and ranked by `rapidfuzz`
and by what the words they share are worth: `Cullinan Oncology` is nearer to `Cullinan Therapeutics` than to `CG Oncology`.
Abbreviations that stand for a name (`SNCF`, `Wabtec`) are found by the beginnings of its words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations
from math import log

from rapidfuzz import fuzz, process

from assay.identity.brands import shipped_brands
from assay.identity.latin import compact, latin
from assay.identity.names import base_name

COMMON_WORD = 300
"""A word that more accounts have than that tells them apart no more (`bank`, `group`)."""
RARE_WORD = 20
"""All names with a word that so few have are looked at, however much longer one of them is."""
PREFIX = 4
LEAST_SCORE = 72.0
SHARED = 0.3
LEAST_SHARED = 0.25
"""What shared words must be worth, of all words of both names, where the letters are not alike."""
NEAR = 90.0
"""A likeness of letters with which no other block need be looked at."""
SPACED, INITIALS = 96.0, 84.0
"""Scores of names that differ by spaces or script alone, and of abbreviations made of first letters."""
_LONGEST_SHORT = 7
_SMALL_WORDS = frozenset(["&", "a", "al", "and", "d", "da", "das", "de", "del", "dell", "den", "der", "des", "di", "do", "dos", "du", "e", "el", "en", "et", "for", "fur", "i", "in", "l", "la", "le", "les", "of", "pour", "the", "und", "van", "von", "y"])  # fmt: skip
_WEB_ENDING = re.compile(r"(?<=\w)\.(?:com|net|org|io|ai|co|eu|de|fr|es|it|nl|ru)\b", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-zà-ÿа-яё])(?=[A-ZÀ-ÞА-ЯЁ])")
_WORD = re.compile(r"\w+")
_SOUND = re.compile(r"[aeiouyhw]|(.)(?=\1)")
_ONE_SOUND = str.maketrans("zckvdg", "sskftk")


@dataclass
class _Block:
    """Names that are compared with a name that lies in the block, and their places."""

    names: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)


class Names:
    """The accounts' names, to be asked which of them a written name resembles."""

    def __init__(self, names: Iterable[tuple[str, str]], brands: Mapping[str, Collection[str]] | None = None) -> None:
        """`names` are pairs of (name as written, account after merges); `brands` are those of the package unless given."""
        self._brands = shipped_brands() if brands is None else brands
        self._bases: list[str] = []
        self._accounts: list[str] = []
        self._by_word: defaultdict[str, _Block] = defaultdict(_Block)
        self._by_prefix: defaultdict[str, _Block] = defaultdict(_Block)
        self._by_later_word: defaultdict[str, _Block] = defaultdict(_Block)
        self._by_sound: defaultdict[str, _Block] = defaultdict(_Block)
        self._by_compact: defaultdict[str, list[int]] = defaultdict(list)
        self._by_initials: defaultdict[str, list[int]] = defaultdict(list)
        self._by_letters: defaultdict[str, list[int]] = defaultdict(list)
        for name, account in names:
            self._add(name, account)
        self._worth = {word: log(2 + len(self._bases) / len(block.places)) for word, block in self._by_word.items()}
        self._most_worth = log(2 + len(self._bases))
        self._worths = [sum([self._worth[word] for word in set(base.split())]) for base in self._bases]

    def _add(self, name: str, account: str) -> None:
        plain = plain_base(name)
        if plain is None:
            return
        place, base = len(self._bases), latin(plain)
        self._bases.append(base)
        self._accounts.append(account)
        for block in self._blocks_with(base):
            block.names.append(base)
            block.places.append(place)
        self._by_compact[compact(plain)].append(place)
        for short in abbreviations(name, plain):
            self._by_initials[short].append(place)
        if len(base) < _LONGEST_SHORT:
            for letters in _first_letters(base):
                self._by_letters[letters].append(place)

    def _blocks_with(self, base: str) -> Iterator[_Block]:
        words = base.split()
        yield self._by_prefix[base[:PREFIX]]
        yield self._by_sound[sound(base)]
        yield from (self._by_word[word] for word in set(words))
        yield from (self._by_later_word[start] for start in {word[:PREFIX] for word in words[1:] if len(word) > PREFIX})

    def nearest(self, written: str, most: int = 3) -> list[tuple[str, float]]:
        """Accounts with a name like this one, the nearest first, with their scores from 0 to 100."""
        plain = plain_base(written)
        if plain is None:
            return []
        best: dict[str, float] = {}
        for place, score in (*self._alike(latin(plain), 4 * most), *self._same(plain), *self._short(written, plain)):
            account = self._accounts[place]
            best[account] = max(best.get(account, 0.0), score)
        return sorted(best.items(), key=lambda one: (-one[1], one[0]))[:most]

    def _alike(self, base: str, most: int) -> Iterator[tuple[int, float]]:
        """Names of the blocks by their letters, and those that share a rare word by the words they share."""
        words = set(base.split())
        worth = {word: self._worth.get(word, self._most_worth) for word in words}
        for place, score in self._likeness(base, words, most).items():
            name = self._bases[place]
            # What the words of both are worth, of all words that either has: a rare one is worth more.
            both = sum([worth[word] for word in set(name.split()) if word in worth])
            shared = both / (sum(worth.values()) + self._worths[place] - both) if both else 0.0
            if score:
                # A part of a longer name scores high in any ratio: the whole of it decides among equals.
                letters = 0.6 * score + 0.4 * fuzz.ratio(base, name)
                yield place, (1 - SHARED) * letters + 100 * SHARED * shared
            elif shared >= LEAST_SHARED:
                yield place, (1 - SHARED) * LEAST_SCORE + 100 * SHARED * shared

    def _likeness(self, base: str, words: set[str], most: int) -> dict[int, float]:
        """Likeness of letters by place; 0 of names that share a rare word and are not alike."""
        likeness: dict[int, float] = {}
        for block in self._blocks(base, words, likeness):
            if len(block.places) <= RARE_WORD:
                for place in block.places:
                    likeness.setdefault(place, 0.0)
            scored = process.extract(base, block.names, scorer=fuzz.WRatio, limit=most, score_cutoff=LEAST_SCORE)
            likeness.update((block.places[at], score) for _, score, at in scored)
        return likeness

    def _blocks(self, base: str, words: set[str], likeness: Mapping[int, float]) -> Iterator[_Block]:
        """Where to look: the names with one of the words, of one beginning, and where none was near, further."""
        by_word = (self._by_word.get(word) for word in words)
        yield from (block for block in by_word if block and len(block.places) <= COMMON_WORD)
        if same := self._by_prefix.get(base[:PREFIX]):
            yield same
        if max(likeness.values(), default=0) < NEAR:
            starts = {word[:PREFIX] for word in words if len(word) > PREFIX}
            alike = (self._by_sound.get(sound(base)), *(self._by_later_word.get(start) for start in starts))
            others = (self._by_prefix.get(start) for start in starts - {base[:PREFIX]})
            yield from (block for block in (*alike, *others) if block and len(block.places) <= COMMON_WORD)

    def _same(self, plain: str) -> Iterator[tuple[int, float]]:
        """But for spaces and script, or by a well-known brand."""
        yield from ((place, SPACED) for place in self._by_compact.get(compact(plain), ())[:COMMON_WORD])
        for name in self._brands.get(plain, ()):
            yield from ((place, INITIALS) for place in self._by_compact.get(compact(name), ())[:COMMON_WORD])

    def _short(self, written: str, plain: str) -> Iterator[tuple[int, float]]:
        """Where one of the two is an abbreviation of the other."""
        base = latin(plain)
        places = [*self._by_initials.get(compact(plain), ())]
        for letters in _first_letters(base):
            places += (place for place in self._by_initials.get(letters, ()) if shortens(base, self._bases[place]))
        for short in abbreviations(written, plain):
            places += self._by_compact.get(short, ())
            places += (place for place in self._by_letters.get(short, ()) if shortens(self._bases[place], base))
        yield from ((place, INITIALS) for place in places[:COMMON_WORD])


def plain_base(name: str) -> str | None:
    """The base name, and without the ending of a site: `Booking.com` is `booking`."""
    return base_name(_WEB_ENDING.sub("", name)) or base_name(name)


def abbreviations(name: str, base: str) -> set[str]:
    """First letters of a name's words, in Latin: with small words and without, of parts written together, with the legal
    form, and without the last: `sncdcff`, `sncff` and `sncf` of the Société nationale des chemins de fer français."""
    apart = _CAMEL.sub(" ", name)
    lines = [base.split(), _WORD.findall(name.casefold())]
    if apart != name:
        lines.append((base_name(apart) or base).split())
    ways: set[str] = set()
    for words in lines:
        for some in (words, [word for word in words if word not in _SMALL_WORDS]):
            letters = latin("".join([word[0] for word in some if word != "&"]))
            ways |= {letters, letters[:-1]} if len(letters) > 3 else {letters}
    return {way for way in ways if len(way) > 1}


def _first_letters(base: str) -> Iterator[str]:
    """The first letters of words that a single short word may have been made of: `wabt` and more of `wabtec`."""
    if " " in base or not 2 < len(base) <= _LONGEST_SHORT:
        return
    for number in range(2, len(base) - 1):
        for rest in combinations(base[1:], number):
            yield base[0] + "".join(rest)


def shortens(short: str, base: str) -> bool:
    """Whether a word is made of the beginnings of all words of a name: `enbw` of `energie baden wurttemberg`."""
    words = [word for word in base.split() if word not in _SMALL_WORDS]

    def fits(at: int, number: int) -> bool:
        if number == len(words):
            return at == len(short)
        word = words[number]
        for length in range(1, min(len(word), len(short) - at) + 1):
            if short[at + length - 1] != word[length - 1]:
                return False
            if fits(at + length, number + 1):
                return True
        return False

    return len(words) > 1 and fits(0, 0)


@lru_cache(maxsize=100_000)
def sound(base: str) -> str:
    """The consonants of the first word, those that sound alike as one: `gasprom` and `gazprom` are `ksprm`."""
    word = base.partition(" ")[0]
    return word[:1].translate(_ONE_SOUND) + _SOUND.sub("", word[1:].translate(_ONE_SOUND))
