"""Figures side by side (Q5, P10): several lists, tiers, owners or approaches in one table, each total counted once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assay.errors import UsageError, did_you_mean
from assay.kpis import find
from assay.kpis.headlines import DEALS_SIDE_BY_SIDE, SIDE_BY_SIDE
from assay.metrics.answer import Answer, Figure
from assay.metrics.answers import Run, answer
from assay.metrics.launch import launch_day, window_before
from assay.metrics.scope import Scope
from assay.views.question import Record, question

BY = ("list", "tier", "owner", "approach", "programme", "arm", "industry", "country", "region")


@dataclass(frozen=True)
class Line:
    """One KPI: its figure in each column, and the total that counts every account once."""

    kpi: str
    id: str
    name: str
    unit: str
    currency: str | None
    figures: dict[str | None, Figure]
    total: Figure
    before: Figure | None = None


@dataclass(frozen=True)
class SideBySide:
    """`overlap` accounts stand in more than one column; `before` is the window of that time before the programme."""

    heading: Record
    by: str
    columns: tuple[str | None, ...]
    lines: tuple[Line, ...]
    overlap: int
    before: tuple[date, date] | None = None

    def to_json(self) -> Record:
        said = {**self.heading, "by": self.by, "columns": list(self.columns), "overlap": self.overlap}
        if self.before:
            said["before"] = {"from": self.before[0], "to": self.before[1]}
        return said | {"rows": [self._line(line) for line in self.lines]}

    def _line(self, line: Line) -> Record:
        groups = [{self.by: column, **_said(line.figures.get(column))} for column in self.columns]
        said = {"kpi": line.kpi, "id": line.id, "name": line.name, "unit": line.unit, "currency": line.currency}
        before = {"before": line.before.to_json()} if line.before else {}
        return {**said, "groups": groups, "total": line.total.to_json(), **before}


def _said(figure: Figure | None) -> Record:
    return figure.to_json() if figure else {"value": None, "n": 0, "note": "Nothing in this scope and window."}


def compare_lists(
    run: Run, scope: Scope | None = None, keys: Sequence[str] = (), *, by: str = "list", language: str | None = None
) -> SideBySide:
    """KPIs (default: the headlines) broken down by one dimension, side by side.

    By approach, the time before the programme stands beside. Raises UsageError for a KPI without that dimension.
    """
    scope = scope or Scope()
    if by not in BY and not by.startswith("x_"):
        raise UsageError(f"Cannot compare by {by!r}.", hint=did_you_mean(by, BY))
    asked = question(run, scope, cohort=True)
    chosen = tuple(dict.fromkeys(find(key).key for key in keys)) or (
        DEALS_SIDE_BY_SIDE if by == "approach" else SIDE_BY_SIDE
    )
    answers = [answer(run, key, scope, by=(by,), language=language) for key in chosen]
    columns = tuple(dict.fromkeys(row.by[by] for compared in answers for row in compared.rows))
    span = None
    if by == "approach":
        span = window_before(asked.timing.start, asked.timing.end, launch_day(asked.cursor, scope))
    lines = tuple(_line(run, scope, compared, by, span) for compared in answers)
    return SideBySide(asked.heading(), by, tuple(sorted(columns, key=_order)), lines, _overlap(run, scope, by), span)


def _line(run: Run, scope: Scope, found: Answer, by: str, span: tuple[date, date] | None) -> Line:
    figures = {row.by[by]: row.figure for row in found.rows}
    before = answer(run, found.kpi, company_in(scope, span)).total if span else None
    return Line(found.kpi, found.id, found.name, found.unit, found.currency, figures, found.total, before)


def _order(value: str | None) -> Any:
    return (value is None, float(value) if value and value.isdigit() else float("inf"), value or "")


def company_in(scope: Scope, span: tuple[date, date]) -> Scope:
    """The whole company in a window: before a programme there is no list."""
    whole = replace(scope, arm="all", lists=(), programmes=(), tiers=(), mode="snapshot")
    return replace(whole, start=span[0], end=span[1], as_of=span[1])


def _overlap(run: Run, scope: Scope, by: str) -> int:
    """Accounts that stand in more than one column: on two lists, or with deals of two approaches."""
    key = "opportunities_created" if by == "approach" else "target_accounts"
    columns: dict[str, set[Any]] = {}
    for row in answer(run, key, scope, by=(by,), rows=True).detail or ():
        if row["left_out"] is None:
            columns.setdefault(row["account_id"], set()).add(row["by"][by])
    return sum(1 for lists_of in columns.values() if len(lists_of) > 1)
