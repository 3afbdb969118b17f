"""What stands in drawings as text: the product's formats and words in one language, in their short forms."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_skeleton
from babel.numbers import format_currency

from assay.languages import formats, translator


@dataclass(frozen=True)
class Words:
    """The texts of one language."""

    language: str

    def say(self, text: str, **values: Any) -> str:
        found = translator(self.language).gettext(text)
        return found % values if values else found

    def counted(self, one: str, many: str, number: float, digits: int = 0) -> str:
        return formats.counted(number, (one, many), self.language, digits)

    def number(self, value: float | None, digits: int = 1) -> str:
        return formats.number(value, self.language, digits)

    def value(self, value: float | None, unit: str, currency: str | None = None) -> str:
        """A value as its unit asks; money from ten thousand on in short."""
        if value is not None and unit.startswith("money") and currency:
            return self.money(value, currency, 10_000)
        return formats.value_text(value, unit, currency, self.language)

    def money(self, value: float, currency: str, short_from: float) -> str:
        """Money without the small change; from a limit on as 1.2M."""
        if abs(value) >= short_from:
            return formats.money(value, currency, self.language, short=True)
        pattern = copy(formats.locale_of(self.language).currency_formats["standard"])
        pattern.frac_prec = (0, 0)
        return format_currency(value, currency, pattern, formats.locale_of(self.language), currency_digits=False)

    def tick(self, value: float, unit: str, currency: str | None = None) -> str:
        """A label of an axis."""
        if unit.startswith("money") and currency:
            return self.money(value, currency, 1000)
        if unit == "share":
            return formats.percent(value, self.language)
        return formats.compact(value, self.language) if abs(value) >= 1000 else self.number(value, 2)

    def difference(self, value: float | None, unit: str, currency: str | None = None) -> str:
        return formats.difference_text(value, unit, currency, self.language)

    def interval(self, low: float | None, high: float | None, unit: str, currency: str | None = None) -> str:
        """Both ends of an interval in brackets, nothing where one is missing."""
        if low is None or high is None:
            return ""
        return f"[{formats.range_text(low, high, unit, currency, self.language)}]"

    def day(self, value: date) -> str:
        return formats.day(value, self.language)

    def month(self, value: date) -> str:
        return str(format_skeleton("MMM", value, locale=formats.locale_of(self.language)))

    def month_and_year(self, value: date) -> str:
        return formats.month(value, self.language)
