"""Customers: renewal and expansion, NPS with its cases, relationships that fade, and who looks at competitors."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from assay.charts import Bar, bars, trend
from assay.languages.labels import label
from assay.views.contracts import contracts_due
from assay.views.funnel import funnel
from assay.views.signals import fading, surges
from assay.web.blocks import figures_table
from assay.web.pages.beside import tiles, window_before
from assay.web.pages.engagement import signal_rows
from assay.web.pages.happened import what_happened
from assay.web.pages.help import helped
from assay.web.pages.overview import snapshot
from assay.web.pages.pictures import Picture, picture, series_of, unmeasured
from assay.web.pages.registry import Page, Shown
from assay.web.pages.splits import asked_split, split_bars
from assay.web.tables import Column, TableData
from assay.web.visit import Visit

KEYS = ("renewal_rate", "renewal_rate.value", "nps", "total_revenue", "average_contract_value", "customer_relationship")
STAGES = ("customer", "retained", "expanded")


@helped
def customers_page(visit: Visit) -> Shown:
    due = visit.ask(contracts_due, scope=snapshot(visit))
    values = {
        "tiles": tiles(visit, KEYS, compare=False),
        "before": window_before(visit, visit.kpi(KEYS[0])),
        "nps": _nps(visit),
        "stages": _stages(visit),
        "renewals": split_bars(visit, "renewals", "renewal_rate", by) if (by := asked_split(visit)) else None,
        "degrading": visit.kpi("customer_relationship.degrading"),
        "days": due.days,
    }
    tables = (_due_table(visit, due), _fading_table(visit), _competitor_table(visit), figures_table(visit, KEYS))
    return Shown("pages/customers.html", values, tables, data=due.to_json())


def _nps(visit: Visit) -> Picture:
    by = asked_split(visit)
    if by:
        return split_bars(visit, "nps", "nps", by)
    kpi = visit.kpi("nps", grain="quarter")
    if not kpi.measured:
        return unmeasured(visit, "nps", visit._("NPS by quarter"), kpi)
    series = [series_of(visit, kpi.name, kpi, "quarter")]
    told = what_happened(visit, kpi, "quarter")
    chart = trend(
        visit._("NPS by quarter"), series, unit=kpi.unit, language=visit.language, marks=told.marks, width=620
    )
    return picture("nps", chart, kpi="nps", asks=[visit.asks("nps", grain="quarter")], happened=told)


def _stages(visit: Visit) -> Picture:
    """Customers by how far they have come, and where they stood before the window."""
    answer = visit.ask(funnel, scope=snapshot(visit))
    groups = [
        Bar(
            label("funnel", one.stage, visit.language),
            one.accounts,
            note=visit._("before the window: %(n)s", n=visit.fmt.number(one.before)),
            href=visit.href("/funnel", stage=one.stage) + "#in-stage",
        )
        for one in answer.stages
        if one.stage in STAGES
    ]
    chart = bars(
        visit._("Customers, renewed and expanded"), groups, unit="accounts", language=visit.language, width=620
    )
    return picture("stages", chart)


def _due_table(visit: Visit, due: Any) -> TableData:
    rows = [{**asdict(one), "account": one.account or one.account_id} for one in due.contracts]
    columns = (
        Column("account", visit._("Account"), link=lambda row: visit.account_href(row["account_id"])),
        Column("ends_on", visit._("Ends on"), "day"),
        Column("days", visit._("Days left"), "number"),
        Column("annual_value", visit._("Annual value"), "money", currency=due.currency),
        Column("owner", visit._("Rep")),
        Column("contract_id", visit._("Contract")),
    )
    title = visit.ngettext("Contracts that end within %(n)s day", "Contracts that end within %(n)s days", due.days)
    empty = visit._("No contract ends soon, or no contracts are loaded.")
    return TableData("due", title, columns, rows, empty=empty, most=25)


def _fading_table(visit: Visit) -> TableData:
    rows = [
        {**asdict(one), "name": one.name or one.account_id, "change": one.score - one.before}
        for one in visit.ask(fading, scope=snapshot(visit))
    ]
    columns = (
        Column("name", visit._("Account"), link=lambda row: visit.account_href(row["account_id"])),
        Column("score", visit._("Score"), "number", digits=0),
        Column("before", visit._("90 days before"), "number", digits=0),
        Column("change", visit._("Change"), "number", digits=0),
        Column("owner", visit._("Rep")),
    )
    empty = visit._("No relationship lost twenty points in ninety days.")
    return TableData("fading", visit._("Relationships that fade"), columns, rows, empty=empty, most=15)


def _competitor_table(visit: Visit) -> TableData:
    columns = (
        Column("name", visit._("Account"), link=lambda row: visit.account_href(row["account_id"])),
        Column("topics", visit._("What they research"), long=True),
        Column("owner", visit._("Rep")),
    )
    rows = signal_rows(visit, visit.ask(surges, "competitor", scope=snapshot(visit)))
    empty = visit._("No customer researches competitors this week, or no signals are loaded.")
    return TableData("competitors", visit._("Customers who look at competitors"), columns, rows, empty=empty, most=15)


PAGES = (Page("customers", "/customers", "Customers", customers_page),)
