"""What stands in drawings as text: the product's words and formats in one language, in their short forms."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass

from babel.numbers import format_currency

from assay.languages import formats
from assay.languages.formats import Number
from assay.languages.words import Words


@dataclass(frozen=True)
class ChartWords(Words):
    """Words, with the short forms for marks and axes."""

    def value(self, value: Number | None, unit: str, currency: str | None = None, short: bool = False) -> str:
        """A value as its unit asks; money from ten thousand on in short."""
        if value is not None and unit.startswith("money") and currency:
            return self.money_in_short(float(value), currency, 10_000)
        return super().value(value, unit, currency, short)

    def money_in_short(self, value: float, currency: str, short_from: float) -> str:
        """Money without the small change; from a limit on as 1.2M."""
        if abs(value) >= short_from:
            return self.money(value, currency, short=True)
        pattern = copy(formats.locale_of(self.language).currency_formats["standard"])
        pattern.frac_prec = (0, 0)
        return format_currency(value, currency, pattern, formats.locale_of(self.language), currency_digits=False)

    def tick(self, value: float, unit: str, currency: str | None = None) -> str:
        """A label of an axis."""
        if unit.startswith("money") and currency:
            return self.money_in_short(value, currency, 1000)
        if unit == "share":
            return self.percent(value)
        return self.compact(value) if abs(value) >= 1000 else self.number(value, 2)

    def in_brackets(self, low: float | None, high: float | None, unit: str, currency: str | None = None) -> str:
        """Both ends of an interval in brackets, nothing where one is missing."""
        return "" if low is None or high is None else f"[{self.between(low, high, unit, currency)}]"
