"""What may be one company, for a person to decide: two accounts, or a written name and an account.

Nothing here is accepted by itself. Names are compared within blocks that share a rare word or a beginning, and ranked by
`rapidfuzz`; the true one is mostly among the first three.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

from rapidfuzz import fuzz, process

from assay.identity.countries import country_code
from assay.identity.names import base_name

COMMON_WORD = 300
"""A word that more accounts have than that tells them apart no more (`bank`, `group`)."""
PREFIX = 4
LEAST_SCORE = 72.0
MOST_OF_A_DOMAIN = 12
"""A domain of more accounts than that is a host or a holding: no pairs are made of it."""


SPACED, INITIALS = 96.0, 84.0
"""Scores of names that differ by spaces or script alone, and of initials."""
_LATIN = str.maketrans(
    dict(
        zip(
            "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
            [
                "a",
                "b",
                "v",
                "g",
                "d",
                "e",
                "e",
                "zh",
                "z",
                "i",
                "y",
                "k",
                "l",
                "m",
                "n",
                "o",
                "p",
                "r",
                "s",
                "t",
                "u",
                "f",
                "kh",
                "ts",
                "ch",
                "sh",
                "shch",
                "",
                "y",
                "",
                "e",
                "yu",
                "ya",
            ],
            strict=True,
        )
    )
)


_UMLAUTS = re.compile("([aou])e")


@dataclass(frozen=True)
class Candidate:
    """An account after merges as proposals see it; `domains` are registrable and identify somebody."""

    account_id: str
    name: str
    domains: frozenset[str] = frozenset()
    country: str | None = None


@dataclass(frozen=True)
class Proposal:
    """That `other` (an account's id, or a name as written) is `account_id`; `score` is 0 to 100, reasons are for people."""

    account_id: str
    other: str
    is_name: bool
    score: float
    reasons: tuple[str, ...]


def of_accounts(accounts: Sequence[Candidate], settled: Iterable[frozenset[str]] = ()) -> list[Proposal]:
    """Pairs of accounts with one base name or one domain, but for those that somebody has decided."""
    by_id = {account.account_id: account for account in accounts}
    decided = set(settled)
    pairs: defaultdict[frozenset[str], list[str]] = defaultdict(list)
    for reason, members in (*_by_name(accounts), *_by_domain(accounts)):
        for one, other in combinations(sorted(members), 2):
            pairs[frozenset((one, other))].append(reason)
    return [_pair(by_id, pair, reasons) for pair, reasons in pairs.items() if pair not in decided]


def _by_name(accounts: Iterable[Candidate]) -> Iterator[tuple[str, set[str]]]:
    named: defaultdict[str, set[str]] = defaultdict(set)
    for account in accounts:
        if base := base_name(account.name):
            named[base].add(account.account_id)
    for members in named.values():
        if 1 < len(members) <= MOST_OF_A_DOMAIN:
            yield "same name", members


def _by_domain(accounts: Iterable[Candidate]) -> Iterator[tuple[str, set[str]]]:
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for account in accounts:
        for domain in account.domains:
            holders[domain].add(account.account_id)
    for domain, members in sorted(holders.items()):
        if 1 < len(members) <= MOST_OF_A_DOMAIN:
            yield f"same domain {domain}", members


def _pair(by_id: Mapping[str, Candidate], pair: frozenset[str], reasons: Sequence[str]) -> Proposal:
    one, other = (by_id[identifier] for identifier in sorted(pair))
    said = list(dict.fromkeys(reasons))
    codes = country_code(one.country), country_code(other.country)
    if None not in codes:
        said.append("same country" if codes[0] == codes[1] else f"countries {codes[0]} and {codes[1]}")
    alike = fuzz.WRatio(base_name(one.name) or "", base_name(other.name) or "")
    return Proposal(one.account_id, other.account_id, False, round(alike, 1), tuple(said))


def compact(base: str) -> str:
    """Without spaces, in Latin letters, umlauts as one: `вкус вилл` and `ВкусВилл`, `ромашка` and `romashka`, `mueller`
    and `muller` are one."""
    return _UMLAUTS.sub(r"\1", base.replace(" ", "").translate(_LATIN))


def initials(base: str) -> str:
    """`international business machines` → `ibm`; a single word has none."""
    words = [word for word in base.split() if word != "&"]
    return "".join(word[0] for word in words).translate(_LATIN) if len(words) > 1 else ""


@cache
def brands() -> Mapping[str, frozenset[str]]:
    """Well-known brands and the companies behind them (`brands.csv`), by base name and in both directions."""
    known: defaultdict[str, set[str]] = defaultdict(set)
    with (Path(__file__).parent / "brands.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            brand, company = base_name(row["brand"]), base_name(row["company"])
            if brand and company:
                known[brand].add(company)
                known[company].add(brand)
    return {name: frozenset(others) for name, others in known.items()}


class Names:
    """The accounts' names, to be asked which of them a written name resembles."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """`names` are pairs of (name as written, account after merges)."""
        self._bases: list[str] = []
        self._accounts: list[str] = []
        self._by_word: defaultdict[str, list[int]] = defaultdict(list)
        self._by_prefix: defaultdict[str, list[int]] = defaultdict(list)
        self._by_compact: defaultdict[str, list[int]] = defaultdict(list)
        self._by_initials: defaultdict[str, list[int]] = defaultdict(list)
        for name, account in names:
            base = base_name(name)
            if base is None:
                continue
            place = len(self._bases)
            self._bases.append(base)
            self._accounts.append(account)
            for word in set(base.split()):
                self._by_word[word].append(place)
            self._by_prefix[base[:PREFIX]].append(place)
            self._by_compact[compact(base)].append(place)
            if short := initials(base):
                self._by_initials[short].append(place)

    def nearest(self, written: str, most: int = 3) -> list[tuple[str, float]]:
        """Accounts with a name like this one, the nearest first, with their scores."""
        base = base_name(written)
        if base is None:
            return []
        places = sorted(self._block(base))
        found = process.extract(
            base, [self._bases[place] for place in places], scorer=fuzz.WRatio, limit=4 * most, score_cutoff=LEAST_SCORE
        )
        best: dict[str, float] = {}
        for name, score, at in found:
            account = self._accounts[places[at]]
            # A part of a longer name scores high in any ratio: the whole of it decides among equals.
            best[account] = max(best.get(account, 0.0), 0.6 * score + 0.4 * fuzz.ratio(base, name))
        whole, short = compact(base), initials(base)
        for score, alike in (
            (SPACED, self._by_compact.get(whole, ())),
            (INITIALS, self._by_initials.get(whole, ())),
            (INITIALS, self._by_compact.get(short, ()) if short else ()),
            *((INITIALS, self._by_compact.get(compact(name), ())) for name in brands().get(base, ())),
        ):
            for place in alike[:COMMON_WORD]:
                account = self._accounts[place]
                best[account] = max(best.get(account, 0.0), score)
        return sorted(best.items(), key=lambda one: (-one[1], one[0]))[:most]

    def _block(self, base: str) -> set[int]:
        block = set(self._by_prefix.get(base[:PREFIX], ()))
        for word in base.split():
            holders = self._by_word.get(word, ())
            if len(holders) <= COMMON_WORD:
                block.update(holders)
        return block


def of_names(written: Iterable[str], names: Names, most: int = 3) -> Iterator[Proposal]:
    """For each written name the accounts it may stand for."""
    for text in written:
        for account, score in names.nearest(text, most):
            yield Proposal(account, text, True, round(score, 1), ("like its name",))
