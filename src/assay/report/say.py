"""The words and figures of one language, as a pack writes them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

from assay.languages import translator
from assay.languages.words import Words
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
class Say(Words):
    """Words, with the cells of a pack; `currency` is that of its money, fewer cases than `small_n` are told as k/n."""

    small_n: int = 30

    def __call__(self, text: str, **values: Any) -> str:
        return self.say(text, **values)

    def many(self, one: str, several: str, n: float, **values: Any) -> str:
        return translator(self.language).ngettext(one, several, int(n)) % {"n": self.number(n), **values}

    def share_of(self, part: float, whole: float) -> str:
        """A share with what it is made of; of few cases only that."""
        made = f"{self.number(part)}/{self.number(whole)}"
        return made if whole < self.small_n else f"{self.percent(part / whole)} ({made})"

    # Cells.

    def text(self, value: object) -> Cell:
        return Cell(str(value))

    def count(self, value: float | None) -> Cell:
        return Cell(self.number(value), value, "number")

    def share_cell(self, value: float | None) -> Cell:
        return Cell(self.percent(value), value, "share")

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
