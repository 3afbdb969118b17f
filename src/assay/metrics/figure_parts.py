"""The parts of an answer: which a KPI needs, and several of them asked in one statement, whose rows are told apart here.

A part by itself plans and runs all that the others do too; together the rows behind a figure are worked out once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from assay.kpis.declare import KPI, AccountEvents, Accounts, Count, Deals, Sessions, Share, Touches
from assay.metrics.ranges import needs_accounts
from assay.metrics.shape import Shape

TOGETHER = "+"
SUMS = ("grouped", "tallied")
"""Parts without an order of their own."""
ORDER = ("numerator", "denominator", "account_id")
ESTIMATES = ("censored", "trend")
WIDTHS = {"grouped": 4, "tallied": 10, "values": 3, "by_account": 3, "censored": 3, "trend": 3}
"""How many columns each part has besides period and labels."""

Rows = list[tuple[Any, ...]]


def parts_of(kpi: KPI, shape: Shape, *, estimates: bool) -> tuple[str, ...]:
    """What a figure is made of: its sums, and what its interval and (`estimates`) what stands beside it need."""
    names = ["tallied" if leaves_out(kpi) or shape.arm == "all" else "grouped"]
    names += ["values"] * needs_values(kpi) + ["by_account"] * needs_accounts(kpi)
    names += [name for name in ESTIMATES if estimates and getattr(kpi, name) is not None]
    return tuple(names)


def asked_together(parts: Iterable[str]) -> str:
    """The name of a part that is several."""
    return TOGETHER.join(parts)


def told_apart(rows: Rows, parts: tuple[str, ...], labels: int) -> dict[str, Rows]:
    """The rows of each part (period, labels, its columns), in order; `labels` is how many labels there are."""
    if len(parts) == 1:
        return {parts[0]: rows}
    starts, begin = {}, 2 + labels
    for name in parts:
        starts[name] = begin
        begin += WIDTHS[name]
    by_part: dict[str, Rows] = {name: [] for name in parts}
    for row in rows:
        start = starts[row[0]]
        by_part[row[0]].append(row[1 : 2 + labels] + row[start : start + WIDTHS[row[0]]])
    return by_part


def leaves_out(kpi: KPI) -> bool:
    """Accounts and touches are never left out of a count or a share of them; deals, amounts and durations may be."""
    base = kpi.measure.of
    open_deals = isinstance(base, Deals) and base.by == "open" and not base.money
    plain = isinstance(base, Accounts | AccountEvents | Touches | Sessions) or open_deals
    return not (plain and isinstance(kpi.measure, Count | Share))


def needs_values(kpi: KPI) -> bool:
    """Averages, estimates and weighted shares need each value for their interval; sums and plain shares do not."""
    weighted = isinstance(kpi.measure, Share) and kpi.measure.weight is not None
    return weighted or kpi.measure.aggregate in ("mean", "median", "rate", "estimate")
