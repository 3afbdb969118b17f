"""Conditions on accounts and rows (`annual_revenue >= 50000000`) as people say them."""

from __future__ import annotations

from assay.languages import translator
from assay.languages.formats import counted, number
from assay.languages.labels import label, labels

NAMES = {
    "employees": "Headcount",
    "annual_revenue": "Annual revenue",
    "domain": "Website",
    "name": "Name",
}
"""What can be asked of accounts and is no dimension of figures."""
COMPARISONS = {
    "=": "%(what)s: %(value)s",
    "!=": "%(what)s other than %(value)s",
    ">=": "%(what)s of at least %(value)s",
    ">": "%(what)s of more than %(value)s",
    "<=": "%(what)s of at most %(value)s",
    "<": "%(what)s of less than %(value)s",
}
NOTHING = {"=": "%(what)s not known", "!=": "%(what)s known"}
"""The comparisons with nothing: what has no value."""
_VALUES = {"arm": "arms", "role": "roles", "seniority": "seniorities", "approach": "approaches", "team": "teams"}


def condition_text(dimension: str, comparison: str, value: str | float | None, language: str) -> str:
    """A condition in words.

    >>> condition_text("annual_revenue", ">=", 5e7, "en"), condition_text("industry", "=", "Steel", "fr")
    ('Annual revenue of at least 50 million', 'Secteur : Steel')
    >>> condition_text("x_segment", "=", None, "en")
    'Segment not known'
    """
    say = translator(language).gettext
    what = dimension_name(dimension, language)
    if value is None and comparison in NOTHING:
        return say(NOTHING[comparison]) % {"what": what}
    return say(COMPARISONS.get(comparison, "%(what)s: %(value)s")) % {
        "what": what,
        "value": _said(dimension, value, language),
    }


def dimension_name(dimension: str, language: str) -> str:
    """What a dimension is called; an own field (`x_…`) by its own name."""
    if dimension in labels()["dimensions"]:
        return label("dimensions", dimension, language)
    if dimension in NAMES:
        return translator(language).gettext(NAMES[dimension])
    plain = dimension.removeprefix("x_").replace("_", " ")
    return plain[:1].upper() + plain[1:]


def _said(dimension: str, value: str | float | None, language: str) -> str:
    if isinstance(value, float | int):
        return _number(float(value), language)
    kind = _VALUES.get(dimension)
    return label(kind, value or "", language) if kind and value in labels()[kind] else str(value)


LARGE = ((1_000_000_000, ("%(n)s billion", "%(n)s billion")), (1_000_000, ("%(n)s million", "%(n)s million")))


def _number(value: float, language: str) -> str:
    """Millions in words, counted as the language counts."""
    for size, words in LARGE:
        if abs(value) >= size:
            return counted(value / size, words, language, 0 if value % size == 0 else 1)
    return number(value, language)


__all__ = ["COMPARISONS", "NAMES", "NOTHING", "condition_text", "dimension_name"]
