"""Currencies by their names, as Dynamics and spreadsheets write them: `Euro`, `US Dollar`, `Schweizer Franken`."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from babel import Locale

_LANGUAGES = (
    "en",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "pl",
    "cs",
    "sv",
    "da",
    "nb",
    "fi",
    "ru",
    "uk",
    "tr",
    "ja",
    "zh",
)


def code_of_name(name: str) -> str | None:
    """The ISO 4217 code of a currency's name in one of some languages, None where no or more than one currency has it.

    >>> code_of_name("US-Dollar"), code_of_name("franc suisse"), code_of_name("dollar")
    ('USD', 'CHF', None)
    """
    codes = _by_name().get(_bare(name), set())
    return next(iter(codes)) if len(codes) == 1 else None


@cache
def _by_name() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for language in _LANGUAGES:
        for code, name in Locale(language).currencies.items():
            found[_bare(name)].add(code)
    return dict(found)


def _bare(name: str) -> str:
    """A name without case and without what stands between its words: `US-Dollar` is `us dollar`."""
    return " ".join(name.casefold().replace("-", " ").replace("_", " ").split())
