"""The formats bound to one reader: his language, the workspace's clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from assay.kpis.labels import label
from assay.languages import formats
from assay.metrics.answer import Figure
from assay.web.tables import Column, Row


@dataclass(frozen=True)
class Formatting:
    language: str
    zone: ZoneInfo

    def number(self, value: Any, digits: int = 1) -> str:
        return formats.number(value, self.language, digits)

    def compact(self, value: Any) -> str:
        return formats.compact(value, self.language)

    def percent(self, value: Any, digits: int = 1) -> str:
        return formats.percent(value, self.language, digits)

    def money(self, value: Any, currency: str, short: bool = False) -> str:
        return formats.money(value, currency, self.language, short=short)

    def days(self, value: Any) -> str:
        return formats.days(value, self.language)

    def day(self, value: date | None) -> str:
        return formats.day(value, self.language)

    def period(self, value: date, grain: str) -> str:
        return formats.period(value, grain, self.language)

    def moment(self, value: datetime | None) -> str:
        return formats.moment(value, self.language, self.zone)

    def value(self, value: Any, unit: str, currency: str | None = None, short: bool = False) -> str:
        return formats.value_text(value, unit, currency, self.language, short=short)

    def difference(self, value: Any, unit: str, currency: str | None = None) -> str:
        return formats.difference_text(value, unit, currency, self.language)

    def figure(self, figure: Figure, unit: str, currency: str | None = None, short: bool = False) -> str:
        return formats.figure_text(figure, unit, currency, self.language, short=short)

    def interval(self, figure: Figure, unit: str, currency: str | None = None, short: bool = False) -> str:
        return formats.interval_text(figure, unit, currency, self.language, short=short)

    def label(self, kind: str, name: str | None) -> str:
        return formats.NOTHING if name is None else label(kind, name, self.language)

    def unit(self, unit: str) -> str:
        """The name of a unit, nothing where the value carries it itself."""
        plain = "" if unit in ("share", "money", "days") else unit.replace("/", "_per_")
        return label("units", plain, self.language) if plain else ""

    def cell(self, column: Column, row: Row) -> str:
        """A cell as people read it; what does not exist is empty in text columns and a dash in numbers."""
        value = row.get(column.name)
        if value is None:
            return formats.NOTHING if column.is_number else ""
        return self._by_kind(column, value)

    def _by_kind(self, column: Column, value: Any) -> str:
        match column.kind:
            case "share":
                return self.percent(value)
            case "money":
                return self.money(value, column.currency or "EUR", column.short)
            case "days" | "number":
                return self.compact(value) if column.short else self.number(value, column.digits)
            case "day":
                return self.day(value)
            case "month":
                return formats.month(value, self.language)
            case "moment":
                return self.moment(value)
            case "flag":
                return "✓" if value else "–"
        return self._text(column, value)

    def _text(self, column: Column, value: Any) -> str:
        if column.words:
            return column.words(str(value))
        if column.label:
            return self.label(column.label, str(value))
        if isinstance(value, datetime):
            return self.moment(value)
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, list | tuple):
            return ", ".join(map(str, value))
        if isinstance(value, dict):
            return ", ".join(f"{name}: {part}" for name, part in value.items())
        return str(value)
