"""Values as people read them, in the workspace's language; nothing is rounded but here."""

from __future__ import annotations

from copy import copy
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
    from babel.numbers import format_decimal, format_percent

    if value is None:
        return NOTHING
    if unit == "share":
        return format_percent(round(value, 3), locale=language, decimal_quantization=False)
    if unit.startswith("money") and currency:
        return money_text(value, currency, language)
    return format_decimal(round(value, 1), locale=language)


def money_text(amount: float, currency: str, language: str) -> str:
    """Money with its currency; small change only of broken amounts below a thousand.

    >>> money_text(999.5, "EUR", "en"), money_text(1234.5, "EUR", "en"), money_text(0, "EUR", "es")
    ('€999.50', '€1,234', '0\xa0€')
    """
    from babel import Locale
    from babel.numbers import format_currency

    if abs(amount) < 1000 and round(amount, 2) % 1:
        return format_currency(amount, currency, locale=language)
    pattern = copy(Locale.parse(language).currency_formats["standard"])
    pattern.frac_prec = (0, 0)
    return format_currency(amount, currency, format=pattern, locale=language, currency_digits=False)


def number_text(value: float | None, language: str) -> str:
    """A plain number with two decimals at most.

    >>> number_text(17.0, "en"), number_text(1234.5, "fr")
    ('17', '1\\u202f234,5')
    """
    from babel.numbers import format_decimal

    return NOTHING if value is None else format_decimal(round(value, 2), locale=language)


def figure_text(figure: Figure, unit: str, currency: str | None, language: str) -> str:
    """The value of a figure; a share of few cases as k/n; of what nothing has been loaded for, that it is not measured."""
    if figure.extra.get("not_measured"):
        return "not measured"
    if unit == "share" and figure.extra.get("small_n") and figure.value is not None and figure.denominator:
        parts = (figure.numerator, figure.denominator)
        return "/".join(
            money_text(part, currency, language) if currency and part is not None else number_text(part, language)
            for part in parts
        )
    return value_text(figure.value, unit, currency, language)


def unit_text(unit: str) -> str:
    """The unit, where a value does not carry it itself."""
    return "" if unit == "share" or unit.startswith("money") else unit


def interval_text(figure: Figure, unit: str, currency: str | None, language: str) -> str:
    """The 95 % interval, or why there is none; nothing where the cases are too few for a percentage."""
    if unit == "share" and figure.extra.get("small_n"):
        return ""
    if figure.low is None or figure.high is None:
        from assay.languages.formats import no_interval_text

        return no_interval_text(figure, language)
    shown = partial(value_text, unit=unit, currency=currency, language=language)
    return f"{shown(figure.low)} to {shown(figure.high)}"
