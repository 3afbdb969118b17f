"""Values as people read them, in the workspace's language; nothing is rounded but here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assay.metrics.answer import Figure

NOTHING = "–"


def value_text(value: float | None, unit: str, currency: str | None, language: str) -> str:
    """A value with its unit: shares as %, money with its currency, all else as a number with one decimal at most.

    >>> value_text(0.28181, "share", None, "en"), value_text(12.0, "days", None, "en"), value_text(None, "days", None, "en")
    ('28.2%', '12', '–')
    """
    from babel.numbers import format_currency, format_decimal, format_percent

    if value is None:
        return NOTHING
    if unit == "share":
        return format_percent(round(value, 3), locale=language, decimal_quantization=False)
    if unit.startswith("money") and currency:
        return format_currency(value, currency, locale=language)
    return format_decimal(round(value, 1), locale=language)


def number_text(value: float | None, language: str) -> str:
    """A plain number with two decimals at most.

    >>> number_text(17.0, "en"), number_text(1234.5, "fr")
    ('17', '1\\u202f234,5')
    """
    from babel.numbers import format_decimal

    return NOTHING if value is None else format_decimal(round(value, 2), locale=language)


def figure_text(figure: Figure, unit: str, currency: str | None, language: str) -> str:
    """The value of a figure; a share of few cases as k/n."""
    if unit == "share" and figure.extra.get("small_n") and figure.value is not None and figure.denominator:
        return f"{number_text(figure.numerator, language)}/{number_text(figure.denominator, language)}"
    return value_text(figure.value, unit, currency, language)


def interval_text(figure: Figure, unit: str, currency: str | None, language: str) -> str:
    """The 95 % interval, nothing where there is none or where the cases are too few for a percentage."""
    if figure.low is None or figure.high is None or (unit == "share" and figure.extra.get("small_n")):
        return ""
    shown = partial(value_text, unit=unit, currency=currency, language=language)
    return f"{shown(figure.low)} to {shown(figure.high)}"
