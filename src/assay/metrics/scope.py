"""Scope: whom a question is about and when, as asked; the same words on the command line, in a URL and in Python."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from assay.contract.tables import ARMS
from assay.errors import UsageError, did_you_mean

Mode = Literal["snapshot", "cohort"]
ALL_ARMS = (*ARMS, "rest", "all")
TREATED_ARMS = ("abm", "control", "holdout")
Against = Literal["control", "holdout", "rest"]
AGAINST: tuple[Against, ...] = ("control", "holdout", "rest")
"""Arms that `abm` can be put against."""


@dataclass(frozen=True)
class Filter:
    """`dimension comparison value`, as in `--where "industry = 'Software'"`; value None stands for null."""

    dimension: str
    comparison: Literal["=", "!=", "<", "<=", ">", ">="]
    value: str | float | None

    def __str__(self) -> str:
        value = "null" if self.value is None else repr(self.value)
        return f"{self.dimension} {self.comparison} {value}"


@dataclass(frozen=True)
class Scope:
    """Accounts, days and readings of one question. Empty tuples and None mean: not restricted, or the default."""

    arm: str = "abm"
    lists: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    where: tuple[Filter, ...] = ()
    start: date | None = None
    end: date | None = None
    as_of: date | None = None
    mode: Mode = "snapshot"
    follow_days: int = 180
    engaged: str | None = None
    roll_up: bool = False
    currency: str | None = None

    def __post_init__(self) -> None:
        if self.arm not in ALL_ARMS:
            raise UsageError(f"Unknown arm {self.arm!r}.", hint=did_you_mean(self.arm, ALL_ARMS))
        if self.arm == "all" and (self.lists or self.programmes or self.tiers):
            raise UsageError(
                "Arm 'all' is every account of the company: it has no lists, programmes or tiers.",
                hint="Leave out --list, --programme and --tier, or name an arm.",
            )
        if self.mode not in ("snapshot", "cohort"):
            raise UsageError(f"Unknown mode {self.mode!r}.", hint="It is snapshot or cohort.")
        if self.mode == "cohort" and self.arm == "all":
            raise UsageError("A cohort needs a day of entry, and arm 'all' has none.", hint="Name another --arm.")
        if self.follow_days < 1:
            raise UsageError(f"--follow-days is {self.follow_days}; it must be 1 or more.")
        if self.start and self.end and self.start > self.end:
            raise UsageError(f"--from {self.start} lies after --to {self.end}.")

    def to_json(self) -> dict[str, Any]:
        """What differs from the default, and always the arm."""
        asked: dict[str, Any] = {"arm": self.arm}
        plural = (("list", self.lists), ("programme", self.programmes), ("tier", self.tiers), ("owner", self.owners))
        asked |= {name: list(values) if len(values) > 1 else values[0] for name, values in plural if values}
        if self.where:
            asked["where"] = [str(condition) for condition in self.where]
        if self.mode == "cohort":
            asked |= {"mode": self.mode, "follow_days": self.follow_days}
        if self.engaged:
            asked["engaged"] = self.engaged
        if self.roll_up:
            asked["roll_up"] = True
        return asked


_CONDITION = re.compile(r"\s*([A-Za-z_][\w]*)\s*(<=|>=|!=|<>|=|<|>)\s*(.+?)\s*$", re.DOTALL)


def parse_filter(text: str) -> Filter:
    """A condition written as a dimension, a comparison and a value; quotes around the value are optional for text."""
    match = _CONDITION.match(text)
    if not match:
        raise UsageError(
            f"Cannot read --where {text!r}.",
            hint="Write a dimension, a comparison and a value: \"industry = 'Software'\".",
        )
    dimension, comparison, value = match.groups()
    return Filter(dimension, "!=" if comparison == "<>" else comparison, _value(value))  # type: ignore[arg-type]


def _value(text: str) -> str | float | None:
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "'\"":
        # Nothing between the quotes asks for the group without a value.
        return text[1:-1].replace(text[0] * 2, text[0]) or None
    if text.lower() == "null":
        return None
    try:
        return float(text)
    except ValueError:
        return text


def parse_filters(texts: Sequence[str]) -> tuple[Filter, ...]:
    return tuple(parse_filter(text) for text in texts)


def check_against(word: str) -> None:
    """Raises UsageError for an arm that a programme cannot be put against."""
    if word not in AGAINST:
        known = f"Known: {', '.join(AGAINST)}."
        raise UsageError(f"Cannot compare against {word!r}.", hint=did_you_mean(word, AGAINST) or known)


def split(words: Sequence[str]) -> tuple[str, ...]:
    """Repeated or comma separated words; double quotes keep a comma.

    >>> split(["a,b", '"Smith, Jane"'])
    ('a', 'b', 'Smith, Jane')
    """
    try:
        parts = [part.strip() for row in csv.reader(words, skipinitialspace=True) for part in row]
    except csv.Error as error:
        raise UsageError(f"Cannot read {', '.join(map(repr, words))}: {error}.") from None
    return tuple(dict.fromkeys(part for part in parts if part))


def quoted(value: str) -> str:
    """One value of a plural word, as `split` reads it back.

    >>> split([quoted('Smith, "J" Jane')]), quoted("plain")
    (('Smith, "J" Jane',), 'plain')
    """
    plain = not any(sign in value for sign in ',"\n\r') and value == value.strip()
    return value if plain else '"' + value.replace('"', '""') + '"'


def scope_of_words(words: Mapping[str, str | Sequence[str]]) -> Scope:
    """The scope that a mapping in `assay.toml` says: arm, list, tier, owner, programme, where, engaged, currency."""
    said = {word: (values,) if isinstance(values, str) else tuple(values) for word, values in words.items()}

    def one(word: str) -> str | None:
        return next(iter(said.get(word, ())), None)

    return Scope(
        arm=one("arm") or "abm",
        lists=said.get("list", ()),
        tiers=said.get("tier", ()),
        owners=said.get("owner", ()),
        programmes=said.get("programme", ()),
        where=parse_filters(said.get("where", ())),
        engaged=one("engaged"),
        currency=one("currency"),
    )
