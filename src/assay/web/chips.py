"""The filters in use as a reader sees them: what is chosen, in words, and the address without it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assay.errors import UsageError
from assay.languages.conditions import condition_text
from assay.languages.labels import label
from assay.metrics.scope import parse_filter, split
from assay.web.scope_url import PLURAL, SCOPE_WORDS
from assay.web.visit import Visit

TITLES = {
    "list": "List",
    "tier": "Tier",
    "owner": "Owner",
    "programme": "Programme",
    "arm": "Group of accounts",
    "from": "First day",
    "to": "Last day",
    "as-of": "Looked at from",
    "mode": "How accounts are followed",
    "follow-days": "Followed for days",
    "engaged": "Engaged means",
    "currency": "Currency",
    "roll-up": "Parent companies counted",
}


@dataclass(frozen=True)
class Chip:
    """A filter in use; `title` is empty where the value says it all."""

    title: str
    value: str
    href: str


def chips(visit: Visit, names: Mapping[str, tuple[tuple[str, str], ...]]) -> Iterator[Chip]:
    """What differs from the default; `names` are the titles of lists, tiers, programmes and owners by value."""
    usual = {"arm": "abm", "engaged": visit.settings.engagement.preset, "mode": "snapshot"}
    for word in SCOPE_WORDS:
        values = visit.query.all(word)
        for value in values:
            if value != usual.get(word):
                changes: dict[str, Any] = {word: [other for other in values if other != value], "page": None}
                title = visit._(TITLES[word]) if word in TITLES else ""
                yield Chip(title, _said(visit, word, value, names), visit.href(**changes))


def _said(visit: Visit, word: str, value: str, names: Mapping[str, tuple[tuple[str, str], ...]]) -> str:
    if word == "where":
        return where_text(value, visit.language)
    if word in PLURAL:
        titles = dict(names.get(word, ()))
        return ", ".join(titles.get(one, one) for one in split((value,)))
    if word in ("from", "to", "as-of"):
        day = {"from": visit.scope.start, "to": visit.scope.end, "as-of": visit.scope.as_of}[word]
        return visit.fmt.day(day) if day else value
    if word == "arm":
        return label("arms", value, visit.language)
    if word == "engaged":
        return label("presets", value, visit.language)
    if word == "mode":
        return visit._("from their own day of entry")
    return visit._("yes") if word == "roll-up" else value


def where_text(text: str, language: str) -> str:
    """A condition of the address in words; as it was written where it cannot be read."""
    try:
        condition = parse_filter(text)
    except UsageError:
        return text
    return condition_text(condition.dimension, condition.comparison, condition.value, language)


__all__ = ["Chip", "chips", "where_text"]
