"""Seniority, department and a suggested role in the purchase, from a job title in English, French, Spanish, Russian or German.

The rules are a table that comes with the package (`titles.csv`): of the rows that tell of one thing the first whose words
stand in the title decides. A workspace's own rows (`[[identity.titles]]` in assay.toml) come before them. A suggestion never
stands over what a file says, and tells the words it rests on.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Literal

Says = Literal["seniority", "department", "role"]
SAYS: tuple[Says, ...] = ("seniority", "department", "role")
_GAP = r"(?:\S+ ){0,4}?"
_INITIALS = re.compile(r"\b(?:\w\.){2,}")
_ANY = {"*": r"\S*", "?": r"\S"}
_SIGNS = re.compile(r"[^\w&+]+")


@dataclass(frozen=True)
class Rule:
    """`value` where `words` stand in a title, or for a role where seniority and department are such.

    `anchor` is the longest run of letters in the words: a title without it need not be looked at.
    """

    says: Says
    value: str
    words: str
    pattern: str | None = None
    anchor: str = ""

    def fits(self, title: str) -> bool:
        return self.anchor in title and self._compiled is not None and self._compiled.search(title) is not None

    @cached_property
    def _compiled(self) -> re.Pattern[str] | None:
        """For the first title that has the anchor: few of two thousand rules are ever needed."""
        return None if self.pattern is None else re.compile(self.pattern)


@dataclass(frozen=True)
class Suggestion:
    """What a title says; null where no rule fits, or the rule says that nothing is to be read. `rule` names the words it was read from."""

    seniority: str | None = None
    department: str | None = None
    role: str | None = None
    rule: str = ""


@dataclass(frozen=True)
class OwnTitle:
    """A workspace's own row: what a title with these words says."""

    words: str
    seniority: str | None = None
    department: str | None = None
    role: str | None = None


class Titles:
    """The rules, own ones first, to be asked for one title after the other."""

    def __init__(self, own: Iterable[OwnTitle] = ()) -> None:
        mine = [rule for row in own for rule in _own_rules(row)]
        self._own = {says: [rule for rule in mine if rule.says == says] for says in SAYS}
        self._shipped = {says: [rule for rule in shipped() if rule.says == says] for says in SAYS}
        self._roles = self._shipped["role"]

    def suggest(self, title: str) -> Suggestion:
        written = folded_title(title)
        text = spelt_out(written)
        seniority, department = (
            _first(self._own[says], written) or _first(self._shipped[says], text)
            for says in ("seniority", "department")
        )
        named = _first(self._own["role"], written)
        role = named or next((rule for rule in self._roles if _holds(rule, seniority, department)), None)
        told = [rule.words for rule in (seniority, department, named) if rule]
        rule = " · ".join(dict.fromkeys(told))
        return Suggestion(_said(seniority), _said(department), _said(role), rule)


def _said(rule: Rule | None) -> str | None:
    return (rule.value or None) if rule else None


def folded_title(title: str) -> str:
    """Lower case, without accents, words between single spaces with one at each end: ` cto & co founder `."""
    joined = _INITIALS.sub(lambda one: one[0].replace(".", ""), title.casefold().replace("ß", "ss"))
    plain = unicodedata.normalize("NFKD", joined)
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return f" {' '.join(_SIGNS.sub(' ', plain).split())} "


def spelt_out(folded: str) -> str:
    """A folded title with its abbreviations written out: ` sr dir mktg ` is ` sr director marketing `."""
    pattern, long = _abbreviations()
    return pattern.sub(lambda short: long[short[0]], folded).replace("  ", " ")


@cache
def _abbreviations() -> tuple[re.Pattern[str], dict[str, str]]:
    """Any of the short forms of `title_abbreviations.csv` as words of their own, the longest first; and what they stand for."""
    table = files("assay.identity").joinpath("title_abbreviations.csv").read_text("utf-8")
    long = {
        folded_title(short).strip(): folded_title(row["long"]).strip()
        for row in csv.DictReader(table.splitlines())
        for short in row["short"].split("|")
    }
    alternatives = "|".join(re.escape(short) for short in sorted(long, key=len, reverse=True))
    return re.compile(rf"(?<= )(?:{alternatives})(?= )"), long


@cache
def shipped() -> tuple[Rule, ...]:
    """The rules of the package, in their order."""
    table = files("assay.identity").joinpath("titles.csv").read_text("utf-8")
    rows = csv.DictReader(table.splitlines())
    return tuple(rule for row in rows for rule in _rules(row["says"], row["value"], row["words"]))


def _rules(says: str, value: str, words: str) -> Iterator[Rule]:
    for phrase in words.split("|"):
        if says == "role":
            yield Rule("role", value, phrase)
        else:
            yield _written(says, value, phrase)  # type: ignore[arg-type]


def _own_rules(row: OwnTitle) -> Iterator[Rule]:
    for says in ("seniority", "department", "role"):
        value = getattr(row, says)
        if value:
            for phrase in row.words.split("|"):
                yield _written(says, value, phrase)


def _written(says: Says, value: str, phrase: str) -> Rule:
    """`chief * officer`: a star alone is up to four words, one at a word the rest of it."""
    parts = [_part(word) for word in phrase.split()]
    stems = re.findall(r"[^\W_]+", folded_title(re.sub(r"[*?]", " ", phrase)))
    return Rule(says, value, phrase.strip(), "(?<= )" + "".join(parts), max(stems, key=len, default=""))


def _part(word: str) -> str:
    if word == "*":
        return _GAP
    bits = (bit for bit in re.split(r"([*?])", word) if bit)
    return "".join(_ANY.get(bit) or re.escape(folded_title(bit).strip()) for bit in bits) + " "


def _first(rules: Sequence[Rule], text: str) -> Rule | None:
    return next((rule for rule in rules if rule.fits(text)), None)


def _holds(rule: Rule, seniority: Rule | None, department: Rule | None) -> bool:
    """`seniority=c_level department=finance`: both hold."""
    known = {"seniority": seniority and seniority.value, "department": department and department.value}
    return all(known[name] == value for name, _, value in (part.partition("=") for part in rule.words.split()))
