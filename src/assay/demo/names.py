"""Names of companies and people put together from the words, and their web addresses."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import numpy as np

from assay.demo.words import (
    DEPARTMENT_WORDS,
    INDUSTRIES,
    LOCALES,
    TITLES,
    Locale,
)

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya".replace("_", "").split(" "),
        strict=True,
    )
)
_GERMAN = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}


@dataclass(frozen=True)
class Company:
    name: str
    domain: str
    industry: int
    country: str
    region: str
    city: str
    locale: int


def ascii_word(text: str) -> str:
    """Lower-case Latin letters and hyphens only, as in a web or e-mail address."""
    lower = text.lower()
    latin = "".join(_CYRILLIC.get(letter, _GERMAN.get(letter, letter)) for letter in lower)
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    return "-".join(part for part in "".join(c if c.isalnum() else " " for c in plain).split())


def companies(rng: np.random.Generator, size: int) -> list[Company]:
    """`size` companies of all language areas, in random order; no name and no domain comes twice."""
    shares = np.array([sum(country[4] for country in locale.countries) for locale in LOCALES], dtype=float)
    counts = np.floor(shares / shares.sum() * size).astype(int)
    counts[0] += size - counts.sum()
    companies = [company for place, count in enumerate(counts) for company in _of_locale(rng, place, int(count))]
    return [companies[i] for i in rng.permutation(size)]


def _of_locale(rng: np.random.Generator, place: int, size: int) -> list[Company]:
    locale = LOCALES[place]
    pairs = rng.permutation(len(locale.stems) * len(INDUSTRIES))[:size]
    weights = np.array([country[4] for country in locale.countries], dtype=float)
    chosen = rng.choice(len(locale.countries), size, p=weights / weights.sum())
    return [
        _company(rng, place, divmod(int(pair), len(INDUSTRIES)), int(c)) for pair, c in zip(pairs, chosen, strict=True)
    ]


def _company(rng: np.random.Generator, place: int, pair: tuple[int, int], chosen: int) -> Company:
    locale = LOCALES[place]
    stem, work = locale.stems[pair[0]], locale.works[pair[1]]
    country, region, suffix, cities, _ = locale.countries[chosen]
    name = locale.pattern.format(stem=stem, work=work, form=locale.forms[int(rng.integers(len(locale.forms)))])
    domain = f"{ascii_word(stem)}-{ascii_word(work)}.{suffix}"
    return Company(name, domain, pair[1], country, region, cities[int(rng.integers(len(cities)))], place)


def job_title(language: str, seniority: str, department: int) -> str:
    return TITLES[seniority][language].format(DEPARTMENT_WORDS[language][department])


def full_names(rng: np.random.Generator, locale: Locale, size: int) -> list[tuple[str, str]]:
    first = rng.integers(len(locale.first_names), size=size)
    last = rng.integers(len(locale.last_names), size=size)
    return [(locale.first_names[f], locale.last_names[s]) for f, s in zip(first, last, strict=True)]
