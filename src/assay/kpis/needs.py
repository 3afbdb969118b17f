"""What a KPI needs and leaves out, read off its declaration: said once, for compiler, doctor, pages and explanations."""

from __future__ import annotations

from assay.kpis.comparison import ComparisonKPI
from assay.kpis.declare import KPI

KEEP_CUSTOMERS = ("coverage", "awareness")
ABOUT_CUSTOMERS = ("customers",)


def keeps_customers(kpi: KPI) -> bool:
    """Whether accounts that were customers at entry stay in scope (rule 3)."""
    return kpi.group in KEEP_CUSTOMERS


def measures_customers(kpi: KPI) -> bool:
    """Whether customers at entry are among the accounts measured: kept in, or what the KPI is about."""
    return kpi.group in (*KEEP_CUSTOMERS, *ABOUT_CUSTOMERS)


def leaves_customers_out(kpi: KPI | ComparisonKPI) -> bool:
    """Cost is that of everybody targeted, customers or not."""
    return kpi.group not in (*KEEP_CUSTOMERS, *ABOUT_CUSTOMERS) and kpi.key != "programme_cost"
