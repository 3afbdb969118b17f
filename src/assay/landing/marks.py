"""What the data call one person, and how it is found in rows and texts: the one rule for telling, erasing and withholding.

Ids stand in columns of their own, addresses anywhere: also within a text, in other letters, or as a URL writes them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from assay.contract.tables import TABLES
from assay.engine.literals import literal, quoted

ERASED = "[erased]"
_TELLING = 6
"""An id of so many characters says within a text whom it means; a shorter one is also a number or a word."""
_WRITTEN = {"@": "(?:@|%40)", "+": r"(?:\+|%2B)", " ": r"(?:[\s._-]|%20|\+)+"}
_IS_PHONE = re.compile(r"[\d\s()+./-]{7,}")


@dataclass(frozen=True)
class Marks:
    """One person: ids, addresses (lower case) and visitors; `words` are names and numbers that mean nobody else."""

    ids: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    visitors: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def names_row(self, table: str, columns: Collection[str]) -> str:
        """A SQL condition, never NULL: the row of a canonical table is about the person."""
        conditions = [_among("person_id", self.ids)] if "person_id" in columns else []
        conditions += [_among("merged_into_id", self.ids)] if table == "people" else []
        conditions += [_among("visitor_id", self.visitors)] if "visitor_id" in columns else []
        conditions += [_among("lower(trim(email))", self.emails)] if "email" in columns and table != "users" else []
        return f"coalesce({' OR '.join(conditions) or 'false'}, false)"

    def in_text(self, column: str, *, ids: bool = True) -> str | None:
        """A SQL condition: a text speaks of the person; None where nothing of theirs can be told within a text."""
        pattern = self.pattern(ids=ids)
        return pattern and f"coalesce(regexp_matches({column}, {literal(pattern)}, 'i'), false)"

    def without(self, column: str, *, ids: bool = True) -> str:
        """The SQL of a text without what it says of the person."""
        pattern = self.pattern(ids=ids)
        if not pattern:
            return column
        once = f"regexp_replace({column}, {literal(pattern)}, '\\1{ERASED}\\2', 'gi')"
        return f"regexp_replace({once}, {literal(pattern)}, '\\1{ERASED}\\2', 'gi')"  # neighbours share what parts them

    def pattern(self, *, ids: bool = True, letters: str = r"\pL\pN_") -> str | None:
        """The regular expression of DuckDB for what means the person within a text, with what stands on either side."""
        parts = [*self.emails, *self.words, *(one for one in self.ids + self.visitors if ids and len(one) >= _TELLING)]
        if not parts:
            return None
        ways = {way for one in parts for way in _ways(one)}
        said = "|".join(_written(one) for one in sorted(ways, key=lambda one: (-len(one), one)))
        return rf"(^|[^{letters}.+-]|%[0-9a-f]{{2}})(?:{said})($|[^{letters}.-]|\.$|\.[^{letters}])"

    def cleaned(self, text: str) -> str:
        """A text without what it says of the person."""
        pattern = self.pattern(letters=r"\w")
        if not pattern:
            return text
        compiled = re.compile(pattern, re.IGNORECASE)
        return compiled.sub(rf"\1{ERASED}\2", compiled.sub(rf"\1{ERASED}\2", text))


def text_columns(types: dict[str, str], table: str) -> Iterator[tuple[str, bool]]:
    """The columns that hold texts, by their SQL types; whether each is an id, which has to stay the same everywhere."""
    key = TABLES[table].key if table in TABLES else ()
    for name, type in types.items():
        if type == "VARCHAR":
            yield name, name in key or (name.endswith("_id") and not name.startswith("x_"))


def _ways(word: str) -> Iterator[str]:
    """A word as texts may have it: an accent is a sign of its own or not, and some letters change with their case."""
    for form in ("NFC", "NFD"):
        one = unicodedata.normalize(form, " ".join(word.split()))
        yield from (one, one.lower(), one.upper(), unicodedata.normalize(form, one.casefold()))


def _written(word: str) -> str:
    if _IS_PHONE.fullmatch(word) and not word.isdigit():  # one of digits alone may be an id, or an amount
        return r"(?:\+|%2B)?" + r"(?:[\s()./-]|%20)*".join(sign for sign in word if sign.isdigit())
    return "".join(_WRITTEN.get(sign) or _sign(sign) for sign in word)


def _sign(sign: str) -> str:
    """A sign as it is, and one that is not ASCII as URLs and JSON write it, too."""
    if sign.isascii():
        return re.escape(sign)
    cases = sorted({sign, sign.lower(), sign.upper()})
    in_json = ["".join(rf"\\u{ord(one):04x}" for one in case) for case in cases if max(case) <= "\uffff"]
    return f"(?:{'|'.join([re.escape(sign), *map(quote, cases), *in_json])})"


def _among(name: str, values: Collection[str]) -> str:
    column = name if "(" in name else f"CAST({quoted(name)} AS VARCHAR)"
    return f"{column} IN ({', '.join(map(literal, values))})" if values else "false"
