"""The words bound to one reader, and how he sees a table's cells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from assay.languages import formats
from assay.languages.words import Words
from assay.web.tables import Column, Row


@dataclass(frozen=True)
class Formatting(Words):
    """Words, with the cells of a page's tables."""

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
                return self.money(value, column.currency, short=column.short)
            case "days" | "number":
                return self.compact(value) if column.short else self.number(value, column.digits)
            case "day":
                return self.day(value)
            case "month":
                return self.month_and_year(value)
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
