"""A KPI per account and quarter, before and after launch: what designs that look back in time are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from dateutil.relativedelta import relativedelta
from numpy.typing import NDArray

from assay.comparison.arms import Arms
from assay.comparison.gather import together
from assay.facts.schema import FOREVER
from assay.kpis.declare import KPI
from assay.metrics import periods
from assay.metrics.answers import Asker, asked_of, bind
from assay.metrics.membership import put_on_lists
from assay.metrics.scope import Scope

Floats = NDArray[np.float64]
GRAIN = "quarter"
BEFORE = 6
"""Quarters before the first launch that are looked at, as far as the data go."""


@dataclass(frozen=True)
class Panel:
    """`tops` and `bottoms` [accounts, periods]; a value is their ratio. `starts` are the first days of the periods."""

    starts: tuple[date, ...]
    tops: Floats
    bottoms: Floats

    def place(self, day: date) -> int | None:
        """The period that holds a day; None for days after the last one, -1 for days before the first."""
        if day >= self.starts[-1] + relativedelta(months=3):
            return None
        return sum(start <= day for start in self.starts) - 1

    def only(self, kept: NDArray[np.bool_]) -> Panel:
        """The panel of the kept accounts."""
        return replace(self, tops=self.tops[kept], bottoms=self.bottoms[kept])


def panel(arms: Arms, kpi: KPI, scope: Scope, first: date) -> Panel:
    """The KPI of `arms.accounts` in every whole quarter from `BEFORE` quarters before `first` to the window's end.

    All accounts are asked for from the first period on, whoever launched when.
    """
    asked = arms.asked
    spans = _spans(arms, kpi, first)
    rows = [_row(one.account_id, one.parent_id, spans[0].start) for one in arms.accounts]
    put_on_lists(asked.cursor, together(rows))
    try:
        found = _rows(arms, kpi, scope, spans)
    finally:
        put_on_lists(asked.cursor, arms.rows)
    return _filled(arms, kpi, found, [span.period for span in spans])


def first_day_with_data(arms: Arms) -> date | None:
    """The earliest touch or deal of the run."""
    sql = "SELECT least((SELECT min(occurred_on) FROM touches), (SELECT min(created_on) FROM deals))"
    (day,) = arms.asked.cursor.execute(sql).fetchone()
    return day if isinstance(day, date) else None


def _spans(arms: Arms, kpi: KPI, first: date) -> list[periods.Window]:
    timing, settings = arms.asked.timing, arms.asked.run.settings
    start = periods.period_start(first, GRAIN, settings) - relativedelta(months=3 * BEFORE)
    known = first_day_with_data(arms)
    if known is not None and start < known:
        start = periods.period_start(known, GRAIN, settings) + relativedelta(months=3)
    whole = replace(timing, start=min(start, timing.end))
    spans = periods.windows(whole, GRAIN, kpi.clock, settings)
    following = spans[-1].period + relativedelta(months=3)
    return spans if following <= timing.end + relativedelta(days=1) or len(spans) == 1 else spans[:-1]


def _row(account: str, parent: str, starts_on: date) -> dict[str, Any]:
    return {"account_id": account, "parent_id": parent, "starts_on": starts_on, "ends_on": FOREVER}


def _rows(arms: Arms, kpi: KPI, scope: Scope, spans: Sequence[periods.Window]) -> list[Mapping[str, Any]]:
    asked = arms.asked
    asking = asked_of(asked.run, asked.cursor, replace(asked.scope, where=scope.where, mode="snapshot"))
    asker = Asker(asked.run, asked.cursor, kpi, asking, asked.timing)
    bind(asked.cursor, list(spans), asked.run.settings)
    result = asker.statement("rows", ()).run(asked.cursor, asker.values)
    names = [column[0] for column in result.description]
    rows = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    timing = asked.timing
    bind(asked.cursor, [periods.Window(timing.start, timing.start, timing.end, timing.as_of)], asked.run.settings)
    return [row for row in rows if row["left_out"] is None]


def _filled(arms: Arms, kpi: KPI, rows: Sequence[Mapping[str, Any]], starts: Sequence[date]) -> Panel:
    accounts = {one.account_id: place for place, one in enumerate(arms.accounts)}
    when = {start: place for place, start in enumerate(starts)}
    tops, bottoms = np.zeros((len(accounts), len(starts))), np.zeros((len(accounts), len(starts)))
    for row in rows:
        account = accounts.get(row["account_id"])
        if account is not None:
            tops[account, when[row["period"]]] += float(row["numerator"] or 0)
            bottoms[account, when[row["period"]]] += float(row["denominator"] or 0)
    if kpi.measure.aggregate == "sum":
        bottoms = np.ones_like(bottoms)
    return Panel(tuple(starts), tops, bottoms)


def followed(made: Panel) -> NDArray[np.bool_]:
    """Which accounts have exactly one value in every period."""
    whole: NDArray[np.bool_] = (made.bottoms == 1).all(axis=1)
    return whole
