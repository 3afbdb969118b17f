"""The words and figures of one language, bound to one reader: what pages, drawings and packs have in common."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from babel.dates import format_date, format_skeleton
from babel.lists import format_list

from assay.languages import formats, translator
from assay.languages.formats import FigureLike, NotedFigure, Number
from assay.languages.labels import explanation, label


@dataclass(frozen=True)
class Words:
    """A language, the zone its moments are told in, and the currency of money that names none."""

    language: str
    zone: tzinfo = UTC
    currency: str = "EUR"

    def say(self, text: str, **values: Any) -> str:
        """A text of the product in this language; values are put in where there are any."""
        said = translator(self.language).gettext(text)
        return said % values if values else said

    def counted(self, one: str, many: str, number: float, digits: int = 0) -> str:
        return formats.counted(number, (one, many), self.language, digits)

    # Values

    def number(self, value: Number | None, digits: int = 1) -> str:
        return formats.number(value, self.language, digits)

    def compact(self, value: Number | None) -> str:
        return formats.compact(value, self.language)

    def percent(self, value: Number | None, digits: int = 1) -> str:
        return formats.percent(value, self.language, digits)

    def probability(self, value: float | None) -> str:
        return formats.probability(value, self.language)

    def money(self, value: Number | None, currency: str | None = None, short: bool = False) -> str:
        return formats.money(value, currency or self.currency, self.language, short=short)

    def days(self, value: Number | None) -> str:
        return formats.days(value, self.language)

    def value(self, value: Number | None, unit: str, currency: str | None = None, short: bool = False) -> str:
        return formats.value_text(value, unit, currency, self.language, short=short)

    def difference(self, value: Number | None, unit: str, currency: str | None = None) -> str:
        return formats.difference_text(value, unit, currency, self.language)

    def figure(self, figure: FigureLike, unit: str, currency: str | None = None, short: bool = False) -> str:
        return formats.figure_text(figure, unit, currency, self.language, short=short)

    def note(self, figure: NotedFigure) -> str:
        return formats.note_text(figure, self.language)

    def interval(self, figure: FigureLike, unit: str, currency: str | None = None, short: bool = False) -> str:
        return formats.interval_text(figure, unit, currency, self.language, short=short)

    def between(self, low: Number | None, high: Number | None, unit: str, currency: str | None = None) -> str:
        """Both ends of a range; a dash where one is missing."""
        if low is None or high is None:
            return formats.NOTHING
        return formats.range_text(low, high, unit, currency, self.language)

    # Days

    def day(self, value: date | None) -> str:
        return formats.day(value, self.language)

    def month(self, value: date) -> str:
        """A month by its short name alone, for an axis that says the year elsewhere."""
        return str(format_skeleton("MMM", value, locale=formats.locale_of(self.language)))

    def month_and_year(self, value: date) -> str:
        return formats.month(value, self.language)

    def period(self, value: date, grain: str) -> str:
        return formats.period(value, grain, self.language)

    def short_period(self, value: date, grain: str) -> str:
        """For an axis: without the word for year that Russian adds."""
        if grain != "month":
            return self.period(value, grain)
        return str(format_date(value, "LLL yyyy", locale=formats.locale_of(self.language)))

    def moment(self, value: datetime | None) -> str:
        return formats.moment(value, self.language, self.zone)

    # Names

    def several(self, words: Iterable[str]) -> str:
        return str(format_list(list(words), locale=formats.locale_of(self.language)))

    def label(self, kind: str, name: str | None) -> str:
        return formats.NOTHING if name is None else label(kind, name, self.language)

    def explanation(self, kind: str, name: str) -> str:
        return explanation(kind, name, self.language)

    def unit(self, unit: str) -> str:
        """The name of a unit, nothing where the value carries it itself."""
        named = "" if unit in ("share", "money", "days") else unit.replace("/", "_per_")
        return label("units", named, self.language) if named else ""
