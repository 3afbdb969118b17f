"""Revenue: pipeline, what was won and how large, influence as a description, cost per stage, and deals one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from assay.charts import Bar, bars, cost_per_stage, trend
from assay.languages import formats
from assay.languages.labels import label
from assay.metrics.answers import Run, answer
from assay.metrics.scope import Scope
from assay.views.deals import DealRow, DealsAnswer, deals
from assay.views.question import Record
from assay.web.blocks import figures_table
from assay.web.pages.beside import Tile, against, other_arm, tiles, window_before
from assay.web.pages.happened import what_happened
from assay.web.pages.help import helped
from assay.web.pages.pictures import Picture, picture, series_of, unmeasured
from assay.web.pages.registry import Page, Shown
from assay.web.pages.splits import asked_split, split_bars, split_trend
from assay.web.tables import Column, TableData
from assay.web.visit import Visit

KEYS = ("pipeline", "new_revenue", "win_rate", "average_deal_size", "accounts_won", "deal_velocity")
INFLUENCE = ("influenced_pipeline", "influenced_revenue")
COSTS = ("cost_per_engaged_account", "cost_per_opportunity_account", "cost_per_won_account")
COST_STAGES = {
    "cost_per_engaged_account": "engaged",
    "cost_per_opportunity_account": "opportunity",
    "cost_per_won_account": "customer",
}


@helped
def revenue_page(visit: Visit) -> Shown:
    answer = visit.ask(deals, scope=replace(visit.scope, mode="snapshot"))
    values = {
        "tiles": tiles(visit, KEYS),
        "beside": against(visit),
        "before": window_before(visit, visit.kpi(KEYS[0])),
        "influence": _influence(visit),
        "won": _won(visit),
        "tiers": _win_rates(visit),
        "costs": _costs(visit),
        "split": asked_split(visit),
        "costs_in_parts": _costs_in_parts(visit, asked_split(visit)),
        "cohort": visit.scope.mode == "cohort",
        "stalled": sum(1 for deal in answer.deals if deal.stalled),
        "untouched": len(answer.untouched),
        "lookback": answer.lookback_days,
    }
    tables = (_open_table(visit, answer), _closed_table(visit), figures_table(visit, (*KEYS, *INFLUENCE)))
    return Shown("pages/revenue.html", values, tables, data=answer.to_json())


def _influence(visit: Visit) -> list[Tile]:
    """Without a comparison: what was touched is no effect."""
    return tiles(visit, INFLUENCE, compare=False, before=False)


def _won(visit: Visit) -> Picture:
    own, by = visit.kpi("new_revenue", grain="month"), asked_split(visit)
    title = visit._("%(name)s by month", name=own.name)
    if by:
        return split_trend(visit, "won", "new_revenue", by, "month", title=title)
    if not own.measured:
        return unmeasured(visit, "won", title, own)
    series = [series_of(visit, label("arms", visit.scope.arm, visit.language), own, "month")]
    asks = [visit.asks("new_revenue", grain="month")]
    other = against(visit)
    if other:
        there = other_arm(visit.scope, other.arm)
        beside = visit.kpi("new_revenue", grain="month", scope=there)
        asks.append(visit.asks("new_revenue", there, grain="month"))
        series.append(series_of(visit, other.name, beside, "month", arm=other.arm))
    told = what_happened(visit, own, "month")
    chart = trend(
        title, series, unit=own.unit, currency=own.currency, language=visit.language, marks=told.marks, width=620
    )
    return picture("won", chart, kpi="new_revenue", asks=asks, happened=told)


def _win_rates(visit: Visit) -> Picture:
    by = asked_split(visit)
    if by:
        return split_bars(visit, "tiers", "win_rate", by)
    kpi = visit.kpi("win_rate", by=("tier",))
    title = visit._("%(name)s by tier", name=kpi.name)
    if not kpi.measured:
        return unmeasured(visit, "tiers", title, kpi)
    groups = [
        Bar(
            visit._("tier %(tier)s", tier=row.by["tier"]) if row.by["tier"] else visit._("no tier"),
            row.figure.value,
            None if formats.is_small(row.figure, kpi.unit) else row.figure.low,
            None if formats.is_small(row.figure, kpi.unit) else row.figure.high,
            row.figure.n,
            written=visit.fmt.figure(row.figure, kpi.unit),
            href=visit.rows_href("win_rate", tier=row.by["tier"]) if row.by["tier"] else visit.rows_href("win_rate"),
        )
        for row in kpi.rows
    ]
    total = (visit._("all"), kpi.total.value) if kpi.total.value is not None else None
    chart = bars(title, groups, unit=kpi.unit, language=visit.language, reference=total, width=620)
    return picture("tiers", chart, kpi="win_rate", asks=[visit.asks("win_rate", by="tier")])


def _costs_in_parts(visit: Visit, by: str | None) -> list[Picture]:
    """What an account costs in each part, by the stage it reached."""
    if by is None or visit.scope.mode == "cohort":
        return []
    return [split_bars(visit, key, key, by) for key in COSTS if visit.may_ask(key)]


def _costs(visit: Visit) -> Picture | None:
    """None for readers who may not ask for costs, and for cohorts: a cost is a share of one window."""
    if visit.scope.mode == "cohort" or not all(visit.may_ask(key) for key in COSTS):
        return None
    answers = [visit.kpi(key) for key in COSTS]
    title = visit._("Cost per account by the stage it reached")
    if not answers[0].measured:
        return unmeasured(visit, "costs", title, answers[0])
    stages = [
        Bar(
            label("funnel", COST_STAGES[one.kpi], visit.language),
            one.total.value,
            n=one.total.n,
            note=visit.ngettext("%(n)s account", "%(n)s accounts", int(one.total.denominator or 0)),
            href=visit.rows_href(one.kpi),
        )
        for one in answers
    ]
    chart = cost_per_stage(
        title, stages, currency=answers[0].currency or visit.settings.currency, language=visit.language, width=620
    )
    return picture("costs", chart, kpi=COSTS[0], asks=map(visit.asks, COSTS))


def _open_table(visit: Visit, deals: DealsAnswer) -> TableData:
    rows = [_open_row(visit, deal) for deal in deals.deals]
    columns = (
        Column(
            "name",
            visit._("Deal"),
            link=lambda row: visit.account_href(row["account_id"]) + "#deals" if row["account_id"] else None,
        ),
        Column("amount", visit._("Amount"), "money", currency=deals.currency),
        Column("stage", visit._("Stage")),
        Column("days_in_stage", visit._("Days in it"), "number"),
        Column("stall", visit._("Stalled")),
        Column("touches", visit._("Touches"), "number"),
        Column("people", visit._("Key people met")),
        Column("days_since_touch", visit._("Days since a touch"), "number"),
        Column("owner", visit._("Rep")),
        Column("opportunity_id", visit._("Id")),
    )
    empty = visit._("No new-business deal of this scope is open.")
    return TableData("open", visit._("Open deals"), columns, rows, empty=empty, most=50)


def _open_row(visit: Visit, deal: DealRow) -> dict[str, Any]:
    stall = "" if not deal.stalled else visit._("⚠ usually %(n)s", n=visit.fmt.number(deal.usual_days, 0))
    people = f"{visit.fmt.number(deal.people_touched)}/{visit.fmt.number(deal.key_people)}"
    return {**asdict(deal), "name": deal.name or deal.opportunity_id, "stall": stall, "people": people}


def closed_deals(run: Run, scope: Scope | None) -> list[Record]:
    """The deals behind the win rate, with their amounts as they were at the close, the latest first."""
    found = answer(run, "win_rate", scope or Scope(), rows=True)
    rows = [row for row in found.detail or () if row["left_out"] is None]
    named = {
        key: rest for key, *rest in run.cursor().execute(_NAMES, [[row["opportunity_id"] for row in rows]]).fetchall()
    }
    return sorted((_closed_row(row, named) for row in rows), key=lambda row: row["closed_on"] or date.min, reverse=True)


def _closed_row(row: Record, named: dict[str, list[Any]]) -> Record:
    name, account, owner, amount, currency = named.get(row["opportunity_id"], [None] * 5)
    said = {"name": name or row["opportunity_id"], "account": account, "owner": owner}
    money = {"amount": None if amount is None else float(amount), "currency": currency}
    kept = ("account_id", "opportunity_id", "status", "stage", "tier", "created_on", "closed_on")
    days = (row["closed_on"] - row["created_on"]).days if row["closed_on"] else None
    return {**said, **money, **{key: row[key] for key in kept}, "days": days}


_NAMES = """
SELECT d.opportunity_id, d.name, a.name, coalesce(u.name, d.owner_id), s.amount, d.currency
FROM deals AS d LEFT JOIN accounts AS a USING (account_id) LEFT JOIN users AS u ON u.user_id = d.owner_id
LEFT JOIN (SELECT opportunity_id, arg_max(amount, starts_on) AS amount FROM deal_states GROUP BY 1) AS s USING (opportunity_id)
WHERE list_contains($1, d.opportunity_id)
"""


def _closed_table(visit: Visit) -> TableData:
    rows = [
        {
            **row,
            "money": ""
            if row["amount"] is None
            else visit.fmt.money(row["amount"], row["currency"] or visit.settings.currency),
        }
        for row in visit.ask(closed_deals)
    ]
    columns = (
        Column(
            "name",
            visit._("Deal"),
            link=lambda row: visit.account_href(row["account_id"]) + "#deals" if row["account_id"] else None,
        ),
        Column("outcome", visit._("Outcome")),
        Column("money", visit._("Amount")),
        Column("closed_on", visit._("Closed"), "day"),
        Column("days", visit._("Days"), "number"),
        Column("tier", visit._("Tier")),
        Column("owner", visit._("Rep")),
        Column("opportunity_id", visit._("Id")),
    )
    title = visit._("Deals closed in the window")
    return TableData(
        "closed",
        title,
        columns,
        list(_outcomes(visit, rows)),
        empty=visit._("No deal was closed in the window."),
        most=25,
    )


def _outcomes(visit: Visit, rows: list[Record]) -> Iterator[Record]:
    words = {"won": "✓ " + visit._("won"), "lost": "✕ " + visit._("lost")}
    for row in rows:
        yield {**row, "outcome": words.get(row["status"], row["status"])}


PAGES = (Page("revenue", "/revenue", "Revenue", revenue_page),)
