"""The names of dimensions: which of them a figure has, and which conditions may name besides."""

from __future__ import annotations

from collections.abc import Iterable

from assay.errors import UsageError, did_you_mean
from assay.kpis.declare import KPI

ACCOUNT_COLUMNS = {
    "owner": "owner_id",
    "industry": "industry",
    "country": "country",
    "region": "region",
    "city": "city",
    "employees": "employees",
    "annual_revenue": "annual_revenue",
    "domain": "domain",
    "name": "name",
}
CONDITION_ONLY = ("employees", "annual_revenue", "domain", "name")


def check_dimensions(kpi: KPI, names: Iterable[str], extra: Iterable[str]) -> None:
    """Raises UsageError for a dimension that the KPI's rows do not have."""
    for name in names:
        if name not in kpi.dimensions and name not in extra:
            known = (*kpi.dimensions, *extra)
            raise UsageError(
                f"{kpi.key} has no dimension {name!r}.",
                hint=did_you_mean(name, known) or f"It has: {', '.join(known)}.",
            )


def condition_dimensions(kpi: KPI) -> tuple[str, ...]:
    return (*kpi.dimensions, *CONDITION_ONLY)
