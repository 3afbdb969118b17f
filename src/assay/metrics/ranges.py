"""The 95 % interval of a figure, or why it has none: accounts are the cases, whatever is counted (rule 9)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from assay.kpis.declare import KPI, Costs, Deals, Mean, Quotas, Ratio, Share, Sum
from assay.kpis.declare import Count as Counted
from assay.kpis.rows import CustomerDeals
from assay.metrics.group import Group, arrays, number
from assay.stats.clustered import (
    Array,
    Cases,
    Range,
    by_account,
    cost_range,
    mean_range,
    median_range,
    ratio_range,
    share_range,
    sum_range,
)
from assay.stats.estimators import wilson
from assay.stats.intervals import nps_range

BOUNDS = {"share": (0.0, 1.0), "score": (0.0, 100.0), "index": (0.0, 100.0), "nps": (-100.0, 100.0)}
NPS_SCALE = 100.0


def needs_accounts(kpi: KPI) -> bool:
    """Whether the interval rests on sums by account that the figure itself does not need."""
    measure = kpi.measure
    if isinstance(measure, Share):
        return measure.weight is None and measure.of.grain != "account"
    if isinstance(measure, Ratio):
        return not isinstance(measure.of, Costs) and not isinstance(measure.over, Quotas)
    return isinstance(measure, Sum | Counted) and isinstance(measure.of, Deals | CustomerDeals)


def range_of(kpi: KPI, group: Group) -> Range:
    """The interval of the figure of a group; without a reason where such a figure never has one."""
    interval = _RANGES.get(kpi.measure.aggregate, _never)(kpi, group)
    return interval.within(*BOUNDS[kpi.unit]) if kpi.unit in BOUNDS else interval


def _never(_kpi: KPI, _group: Group) -> Range:
    return Range()


def _mean(kpi: KPI, group: Group) -> Range:
    assert isinstance(kpi.measure, Mean)
    values, _ = arrays(group.values)
    if not len(values):
        return Range()
    accounts = _accounts(group)
    scale = kpi.measure.scale
    if kpi.unit == "nps" and scale == NPS_SCALE:
        return nps_range(values, accounts)
    if kpi.measure.aggregate == "median":
        return median_range(scale * values, accounts)
    return mean_range(scale * values, accounts)


def _share(kpi: KPI, group: Group) -> Range:
    assert isinstance(kpi.measure, Share)
    if kpi.measure.weight is not None:
        return (
            share_range(by_account(*arrays(group.values), _accounts(group)), weighted=True) if group.values else Range()
        )
    if not needs_accounts(kpi):
        return Range(*wilson(number(group.numerator) or 0.0, number(group.denominator) or 0.0))
    cases = _cases(group)
    return share_range(cases) if cases.bottoms.sum() else Range()


def _rate(_kpi: KPI, group: Group) -> Range:
    cases = by_account(*arrays(group.values), _accounts(group))
    return _of_ratio(cases) if group.values else Range()


def _ratio(kpi: KPI, group: Group) -> Range:
    assert isinstance(kpi.measure, Ratio)
    if isinstance(kpi.measure.of, Costs):
        top, bottom = number(group.numerator) or 0.0, number(group.denominator) or 0.0
        return cost_range(top, bottom) if bottom else Range()
    return _of_ratio(_cases(group)) if needs_accounts(kpi) else Range()


def _of_ratio(cases: Cases) -> Range:
    if not cases.bottoms.sum():
        return Range()
    interval = ratio_range(cases, positive=bool((cases.tops > 0).all()) and bool((cases.bottoms > 0).all()))
    return interval.within(0.0, float("inf")) if (cases.tops >= 0).all() else interval


def _sum(kpi: KPI, group: Group) -> Range:
    return sum_range(_cases(group).tops) if needs_accounts(kpi) and group.clusters else Range()


def _cases(group: Group) -> Cases:
    """Sums by account, from how many accounts have each pair of them."""
    tops, bottoms, accounts = (_column(group.clusters, place) for place in range(3))
    times = accounts.astype(np.intp)
    return Cases(np.repeat(tops, times), np.repeat(bottoms, times))


def _column(rows: Iterable[tuple[Any, ...]], place: int) -> Array:
    return np.array([float(row[place] or 0) for row in rows], dtype=float)


def _accounts(group: Group) -> list[Any]:
    return [account for account, (value, _) in zip(group.accounts, group.values, strict=True) if value is not None]


_RANGES = {"mean": _mean, "median": _mean, "share": _share, "rate": _rate, "ratio": _ratio, "sum": _sum}
