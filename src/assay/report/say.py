"""The words and figures of one language, as a pack writes them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.lists import format_list

from assay.kpis.labels import explanation, label
from assay.languages import formats, translator
from assay.metrics.answer import Figure
from assay.report.pack import Cell, Kind

LONGEST = 80
"""Letters of a name that somebody's file brings along; more are cut."""


def plain(text: object, longest: int = LONGEST) -> str:
    """A name from somebody's file: no control characters, no marks that turn the writing round, not endless.

    >>> plain("a\\u202eb\\x00\\n c"), plain("x" * 100, 5)
    ('ab c', 'xxxx…')
    """
    kept = "".join(" " if char.isspace() else char for char in str(text))
    kept = "".join(char for char in kept if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    kept = " ".join(kept.split())
    return kept if len(kept) <= longest else kept[: longest - 1].rstrip() + "…"


@dataclass(frozen=True)
class Say:
    """What is said in a language; `currency` is that of the pack's money."""

    language: str
    currency: str
    zone: ZoneInfo
    small_n: int

    def __call__(self, text: str, **values: Any) -> str:
        said = translator(self.language).gettext(text)
        return said % values if values else said

    def many(self, one: str, several: str, n: float, **values: Any) -> str:
        return translator(self.language).ngettext(one, several, int(n)) % {"n": self.number(n), **values}

    def number(self, value: float | None, digits: int = 1) -> str:
        return formats.number(value, self.language, digits)

    def share(self, value: float | None) -> str:
        return formats.percent(value, self.language)

    def money(self, value: float | None, currency: str | None = None) -> str:
        return formats.money(value, currency or self.currency, self.language)

    def day(self, value: date | None) -> str:
        return formats.day(value, self.language)

    def moment(self, value: datetime) -> str:
        return formats.moment(value, self.language, self.zone)

    def period(self, value: date, grain: str) -> str:
        return formats.period(value, grain, self.language)

    def short_period(self, value: date, grain: str) -> str:
        """For an axis: without the word for year that Russian adds."""
        if grain != "month":
            return self.period(value, grain)
        return str(format_date(value, "LLL yyyy", locale=formats.locale_of(self.language)))

    def days(self, value: float | None) -> str:
        return formats.days(value, self.language)

    def value(self, value: float | None, unit: str, currency: str | None = None) -> str:
        return formats.value_text(value, unit, currency, self.language)

    def difference(self, value: float | None, unit: str, currency: str | None = None) -> str:
        return formats.difference_text(value, unit, currency, self.language)

    def between(self, low: float | None, high: float | None, unit: str, currency: str | None = None) -> str:
        if low is None or high is None:
            return formats.NOTHING
        return formats.range_text(low, high, unit, currency, self.language)

    def figure(self, figure: Figure, unit: str, currency: str | None = None) -> str:
        return formats.figure_text(figure, unit, currency, self.language)

    def interval(self, figure: Figure, unit: str, currency: str | None = None) -> str:
        return formats.interval_text(figure, unit, currency, self.language)

    def several(self, words: Iterable[str]) -> str:
        return str(format_list(list(words), locale=formats.locale_of(self.language)))

    def label(self, kind: str, name: str) -> str:
        return label(kind, name, self.language)

    def explanation(self, kind: str, name: str) -> str:
        return explanation(kind, name, self.language)

    def unit(self, unit: str) -> str:
        """The name of a unit, nothing where the value carries it itself."""
        named = "" if unit in ("share", "money", "days") else unit.replace("/", "_per_")
        return label("units", named, self.language) if named else ""

    def share_of(self, part: float, whole: float) -> str:
        """A share with what it is made of; of few cases only that."""
        made = f"{self.number(part)}/{self.number(whole)}"
        return made if whole < self.small_n else f"{self.share(part / whole)} ({made})"

    # Cells.

    def text(self, value: object) -> Cell:
        return Cell(str(value))

    def count(self, value: float | None) -> Cell:
        return Cell(self.number(value), value, "number")

    def share_cell(self, value: float | None) -> Cell:
        return Cell(self.share(value), value, "share")

    def day_cell(self, value: date | None) -> Cell:
        return Cell(self.day(value), value, "day")

    def cell(self, value: float | None, unit: str, currency: str | None = None) -> Cell:
        return Cell(self.value(value, unit, currency), value, kind_of(unit), currency)

    def figure_cell(self, figure: Figure, unit: str, currency: str | None = None) -> Cell:
        return Cell(self.figure(figure, unit, currency), figure.value, kind_of(unit), currency)

    def range_cell(self, low: float | None, high: float | None, unit: str, currency: str | None = None) -> Cell:
        if low is None or high is None:
            return Cell("", kind="range")
        return Cell(self.between(low, high, unit, currency), None, "range", currency, (low, high), kind_of(unit))

    def differences_cell(self, low: float | None, high: float | None, unit: str, currency: str | None = None) -> Cell:
        """The interval of a difference: both ends with their signs."""
        if low is None or high is None:
            return Cell("", kind="range")
        times, kind = (100, "points") if unit == "share" else (1, kind_of(unit))
        ends = {"low": self.difference(low, unit, currency), "high": self.difference(high, unit, currency)}
        text = translator(self.language).gettext("%(low)s to %(high)s") % ends
        return Cell(text, None, "range", currency, (times * low, times * high), kind)  # type: ignore[arg-type]

    def difference_cell(self, value: float | None, unit: str, currency: str | None = None) -> Cell:
        kind: Kind = "points" if unit == "share" else kind_of(unit)
        raw = None if value is None else 100 * value if unit == "share" else value
        return Cell(self.difference(value, unit, currency), raw, kind, currency)


def kind_of(unit: str) -> Kind:
    if unit == "share":
        return "share"
    if unit.startswith("money"):
        return "money"
    return "days" if unit == "days" else "number"
