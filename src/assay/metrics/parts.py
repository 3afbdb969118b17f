"""A scope in parts: by tier, list, owner, industry or programme, each of them a scope of its own that a filter can say."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assay.kpis import find
from assay.languages import translator
from assay.metrics.answers import Run, answer
from assay.metrics.scope import Filter, Scope

SPLITS = ("tier", "list", "owner", "industry", "programme")
"""What one view can be split by."""
MOST_PARTS = 8
"""More than that nobody can compare at a glance: the largest are told, the others counted."""
_TITLES = {
    "owner": "SELECT user_id, any_value(name) FROM users WHERE name IS NOT NULL GROUP BY 1",
    "programme": "SELECT programme_id, any_value(name) FROM programmes WHERE name IS NOT NULL GROUP BY 1",
}
_FIELDS = {"tier": "tiers", "list": "lists", "owner": "owners", "programme": "programmes"}


@dataclass(frozen=True)
class Part:
    """One part: its value and what that is called, how many accounts were targeted in it, and the scope of it alone."""

    value: str
    title: str
    accounts: int
    scope: Scope

    def name(self, by: str, language: str) -> str:
        """As it is called where nothing else says by what it is split."""
        if by == "tier":
            return translator(language).gettext("tier %(tier)s") % {"tier": self.value}
        return self.title


@dataclass(frozen=True)
class Parts:
    """The parts told, in order; `more` others are smaller, `without` accounts are in none."""

    by: str
    told: tuple[Part, ...]
    more: int = 0
    without: int = 0

    def names(self, language: str) -> dict[str, str]:
        """What each value is called, in the order of the parts."""
        return {part.value: part.name(self.by, language) for part in self.told}


def parts_of(run: Run, scope: Scope, by: str) -> Parts:
    """The largest parts of a scope by one of `SPLITS`, tiers and lists in the order of their names.

    An account may be in several lists and programmes, and so in several parts. Of arm `all` there are no tiers, lists or
    programmes.
    """
    if scope.arm == "all" and by in ("tier", "list", "programme"):
        return Parts(by, ())
    found = answer(run, find("target_accounts.targeted").key, replace(scope, mode="snapshot"), by=(by,))
    counts = {row.by[by]: int(row.figure.value or 0) for row in found.rows}
    without = counts.pop(None, 0)
    largest = sorted((value for value in counts if value is not None and counts[value]), key=lambda one: -counts[one])
    told = largest[:MOST_PARTS]
    ordered = sorted(told) if by in ("tier", "list", "programme") else told
    titles = dict(run.cursor().execute(_TITLES[by]).fetchall()) if by in _TITLES else {}
    parts = tuple(Part(one, titles.get(one, one), counts[one], narrowed(scope, by, one)) for one in ordered)
    return Parts(by, parts, len(largest) - len(told), without)


def narrowed(scope: Scope, by: str, value: str) -> Scope:
    """The scope in one part of it."""
    if by in _FIELDS:
        return replace(scope, **{_FIELDS[by]: (value,)})  # type: ignore[arg-type]
    return replace(scope, where=(*scope.where, Filter(by, "=", value)))


__all__ = ["MOST_PARTS", "SPLITS", "Part", "Parts", "narrowed", "parts_of"]
