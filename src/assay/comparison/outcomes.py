"""A KPI as an outcome of accounts: its own rows, added up per account, so that any KPI of the catalogue compares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from assay.comparison.arms import Arms
from assay.kpis.declare import KPI, Costs, Estimate, Median, Mix, Ratio
from assay.metrics.answers import Asker, asked_of
from assay.metrics.conditions import check_conditions
from assay.metrics.scope import Scope

Floats = NDArray[np.float64]
Kind = Literal["account_share", "ratio", "per_account", "median", "duration"]
UNMEASURED = ("unconverted", "no_amount", "no_value", "negative", "closed_before_created")
"""Why a case that belongs to a figure has no value in it: its record is wanting, not the case."""
OF_THE_LIST = ("target_accounts", "target_accounts.targeted", "target_accounts_by_tier", "programme_cost", "approaches")


@dataclass(frozen=True)
class Outcome:
    """Per account, in the arms' order: `tops` [n] over `bottoms` [n]; an arm's value is Σ tops ÷ Σ bottoms.

    `account_share`: 0 or 1 of every account. `per_account`: a sum, 0 where an account has none. `median` and `duration`
    keep each case: `values`, `owners` (place of its account) and, for durations, `events` (0 open, 1 happened, 2 lost).
    `lacking` [n]: cases of each account that belong to the figure and have no value, as for want of an exchange rate.
    """

    kind: Kind
    tops: Floats
    bottoms: Floats
    cases: NDArray[np.int64]
    values: Floats
    owners: NDArray[np.int64]
    events: NDArray[np.int64]
    lacking: NDArray[np.int64] | None = None

    def lost(self, arm: NDArray[np.bool_]) -> tuple[int, float]:
        """How many cases of an arm have no value, and their share of all of its cases."""
        if self.lacking is None:
            return 0, 0.0
        lost, kept = int(self.lacking[arm].sum()), int(arm[self.owners].sum())
        return lost, lost / max(lost + kept, 1)


def refusal(kpi: KPI) -> str | None:
    """Why a KPI is no outcome that arms could differ in: a code of `assay.comparison.words`, or None."""
    measure = kpi.measure
    if kpi.key in OF_THE_LIST:
        return "not_an_outcome"
    if isinstance(measure, Mix):
        return "mix"
    if any(isinstance(base, Costs) for base in measure.bases):
        return "cost"
    if isinstance(measure, Estimate) and measure.estimator == "lifetime_value":
        return "estimate"
    return None


def outcome(arms: Arms, kpi: KPI, scope: Scope) -> Outcome:
    """The KPI's rows of both arms, by account. Raises UsageError for a condition the KPI's rows cannot meet."""
    asked = arms.asked
    shape = replace(asked.scope, where=scope.where)
    asking = asked_of(asked.run, asked.cursor, shape)
    check_conditions(kpi, scope, asking.values.attributes)
    durations = _durations(kpi)
    asker = Asker(asked.run, asked.cursor, durations or kpi, asking, asked.timing)
    places = {account.account_id: place for place, account in enumerate(arms.accounts)}
    told = [row for row in asker.detail(()) if row.get("account_id") in places]
    rows = [row for row in told if row["left_out"] is None and not _bare(kpi, row)]
    lost = [row for row in told if row["left_out"] in UNMEASURED or (row["left_out"] is None and _bare(kpi, row))]
    owners, without = (np.array([places[row["account_id"]] for row in part], dtype=np.int64) for part in (rows, lost))
    made = _duration(rows, owners, len(places)) if durations else _counted(kpi, rows, owners, len(places))
    return replace(made, lacking=np.bincount(without, minlength=len(places)))


def _bare(kpi: KPI, row: dict[str, Any]) -> bool:
    """A case of a sum of money without an amount: a figure counts it as 0, a comparison knows that it is not."""
    return kpi.measure.aggregate == "sum" and kpi.unit.startswith("money") and row["numerator"] is None


def _durations(kpi: KPI) -> KPI | None:
    """The KPI over all cases, the open ones included, where it averages how long something took."""
    if isinstance(kpi.measure, Estimate) and kpi.unit == "days":
        return kpi
    if kpi.unit == "days" and kpi.censored is not None:
        return replace(kpi, measure=kpi.censored, censored=None)
    return None


def _duration(rows: Sequence[dict[str, Any]], owners: NDArray[np.int64], size: int) -> Outcome:
    values, events = _column(rows, "numerator"), _column(rows, "denominator").astype(np.int64)
    happened = events == 1
    tops = _sums(owners, np.where(happened, values, 0.0), size)
    bottoms = _sums(owners, happened.astype(float), size)
    return Outcome("duration", tops, bottoms, bottoms.astype(np.int64), values, owners, events)


def _counted(kpi: KPI, rows: Sequence[dict[str, Any]], owners: NDArray[np.int64], size: int) -> Outcome:
    top, bottom = _column(rows, "numerator"), _column(rows, "denominator")
    tops, bottoms = _sums(owners, top, size), _sums(owners, bottom, size)
    counted = bottom > 0 if isinstance(kpi.measure, Ratio) else np.ones(len(rows), dtype=bool)
    cases = _sums(owners, counted.astype(float), size).astype(np.int64)
    kind: Kind = "ratio"
    if kpi.measure.aggregate == "sum":
        kind, bottoms, cases = "per_account", np.ones(size), np.ones(size, dtype=np.int64)
    elif isinstance(kpi.measure, Median):
        kind = "median"
    elif kpi.unit == "share" and len(rows) == size == int((bottoms == 1).sum()) and set(top) <= {0.0, 1.0}:
        kind = "account_share"
    return Outcome(kind, tops, bottoms, cases, top, owners, np.ones(len(rows), dtype=np.int64))


def _sums(owners: NDArray[np.int64], values: Floats, size: int) -> Floats:
    return np.asarray(np.bincount(owners, values, size), dtype=np.float64)


def _column(rows: Sequence[dict[str, Any]], name: str) -> Floats:
    return np.array([0.0 if row[name] is None else float(row[name]) for row in rows], dtype=np.float64)


def accounts_of(outcome: Outcome, kept: NDArray[np.bool_]) -> Outcome:
    """The outcome of the kept accounts alone."""
    places = np.cumsum(kept) - 1
    cases = kept[outcome.owners]
    return replace(
        outcome,
        tops=outcome.tops[kept],
        bottoms=outcome.bottoms[kept],
        cases=outcome.cases[kept],
        values=outcome.values[cases],
        owners=places[outcome.owners[cases]],
        events=outcome.events[cases],
        lacking=None if outcome.lacking is None else outcome.lacking[kept],
    )
