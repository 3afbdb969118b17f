"""One answer, whatever shows it: the shape of the contract, section 4."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Exact:
    """The parts of a figure that are money, as decimals; None for those that are none."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    extra: dict[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Figure:
    """One value with what it is made of; a value that does not exist is None and `note` says why.

    Floats are for computing and drawing. What of it is money stands in `exact`, and leaves as that.
    """

    value: float | None
    numerator: float | None
    denominator: float | None
    n: int
    low: float | None = None
    high: float | None = None
    unmatched: float | None = None
    note: str | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    exact: Exact = field(default_factory=Exact)

    def shown(self, part: Literal["value", "numerator", "denominator", "low", "high"]) -> float | Decimal | None:
        """A part as it leaves: a decimal where it is money."""
        exact: Decimal | None = getattr(self.exact, part)
        number: float | None = getattr(self, part)
        return number if exact is None or number is None else exact

    def to_json(self) -> dict[str, Any]:
        return {
            "value": self.shown("value"),
            "numerator": self.shown("numerator"),
            "denominator": self.shown("denominator"),
            "n": self.n,
            "low": self.shown("low"),
            "high": self.shown("high"),
            "unmatched": self.unmatched,
            "note": self.note,
            "extra": {**self.extra, **self.exact.extra},
        }


@dataclass(frozen=True)
class Row:
    """A figure of one group and one period."""

    by: dict[str, str | None]
    period: date | None
    figure: Figure

    def to_json(self) -> dict[str, Any]:
        period = self.period.isoformat() if self.period else None
        return {"by": self.by, "period": period, **self.figure.to_json()}


@dataclass(frozen=True)
class Answer:
    """A KPI's answer: groups and periods in `rows`, the pooled figure in `total`, the rows behind it in `detail` if asked."""

    kpi: str
    id: str
    name: str
    unit: str
    definition: str
    definition_version: int
    start: date
    end: date
    as_of: date
    scope: dict[str, Any]
    run: int
    provisional: bool
    currency: str | None
    rows: tuple[Row, ...]
    total: Figure
    detail: tuple[dict[str, Any], ...] | None = None

    @property
    def measured(self) -> bool:
        """Whether the tables that it needs hold anything at all."""
        return not self.total.extra.get("not_measured")

    def to_json(self) -> dict[str, Any]:
        """The contract's answer. With `--rows`, `rows` are the rows behind the figure and `groups` the groups."""
        groups = [row.to_json() for row in self.rows]
        answer: dict[str, Any] = {
            "kpi": self.kpi,
            "id": self.id,
            "name": self.name,
            "unit": self.unit,
            "definition": self.definition,
            "definition_version": self.definition_version,
            "from": self.start.isoformat(),
            "to": self.end.isoformat(),
            "as_of": self.as_of.isoformat(),
            "scope": self.scope,
            "run": self.run,
            "provisional": self.provisional,
            "currency": self.currency,
            "rows": groups if self.detail is None else [_plain(row) for row in self.detail],
            "total": self.total.to_json(),
        }
        return answer if self.detail is None else {**answer, "groups": groups}

    def frame(self) -> pd.DataFrame:
        """Groups and periods as a table: by…, period, value, numerator, denominator, n, low, high, unmatched, note."""
        import pandas as pd

        if self.detail is not None:
            return pd.DataFrame(
                [{**row.get("by", {}), **{k: v for k, v in row.items() if k != "by"}} for row in self.detail]
            )
        flat = [{**row.by, **{k: v for k, v in row.to_json().items() if k not in ("by", "extra")}} for row in self.rows]
        return pd.DataFrame(flat)

    def _repr_html_(self) -> str:
        """What a notebook shows of it."""
        from assay.metrics.notebook import answer_html

        return answer_html(self)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}
