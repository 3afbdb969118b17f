"""Customers among the accounts ever targeted, their contracts and what they bought."""

from __future__ import annotations

import ibis

from assay.engine.tables import Table, union
from assay.facts.schema import BEGINNING, MONEY
from assay.kpis.rows import Contracts, CustomerDeals, Customers, LifetimeParts
from assay.metrics import deals as deal_rows
from assay.metrics.context import Context, day, joined, plus_days
from assay.metrics.membership import segments
from assay.metrics.money import converted
from assay.metrics.populations import cohort, customer_spells, without_treated
from assay.metrics.relations.base import rows_of
from assay.metrics.relationship import with_relationship, with_relationship_before, with_relationship_slope
from assay.metrics.signals import with_surge

YEAR = 365


def asked(context: Context) -> Table:
    """The as-of days asked for: every window, or in a cohort each account's own."""
    if not context.is_cohort:
        return context.windows
    return cohort(context)


def ever_targeted(context: Context, rows: Table, on: str, key: str) -> Table:
    """Rows whose account was in scope on some day up to `on`; entry and tier are those of the last such day (rule 2)."""
    stretches = segments(context).rename(from_on="starts_on", until_on="ends_on")
    same = [rows.account_id == stretches.account_id]
    if context.is_cohort:
        rows = rows.drop("tier", "tier_order")
        same = [rows[name] == stretches[name] for name in (*context.split, "account_id", "entered_on")]
    before = joined(rows, stretches, [*same, stretches.from_on <= rows[on]])
    last = ibis.window(group_by=[*context.split, "period", key], order_by=ibis.desc("from_on"))
    before = before.mutate(turn=ibis.row_number().over(last))
    latest = before.filter(before.turn == 0).drop("turn", "from_on", "until_on")
    if context.arm == "rest":
        latest = without_treated(context, latest, day(BEGINNING), latest[on])
    return latest


def _beside(context: Context, rows: Table) -> Table:
    return joined(rows, asked(context), "account_id") if context.is_cohort else rows.cross_join(asked(context))


def _is_customer(rows: Table, spells: Table, on: str) -> list[Table]:
    return [
        rows.account_id == spells.account_id,
        spells.starts_on <= rows[on],
        spells.ends_on > rows[on],
        spells.known_from <= rows.as_of,
        spells.known_to > rows.as_of,
    ]


def customers(context: Context) -> Table:
    """Accounts ever targeted by the as-of day that are customers on it."""
    spells = customer_spells(context)
    everyone = _beside(context, spells.select("account_id").distinct())
    now = everyone.semi_join(spells, _is_customer(everyone, spells, "as_of"))
    return ever_targeted(context, now, "as_of", "account_id")


def customers_then(context: Context, events: Table, on: str, key: str) -> Table:
    """Events in the window of accounts that on the event's own day had ever been targeted and were customers."""
    if context.is_cohort:
        rows = joined(events, cohort(context), "account_id")
        rows = rows.filter(rows[on] >= rows.starts_on, rows[on] <= rows.ends_on)
    else:
        days = context.days
        rows = joined(events, days, events[on] == days.day).drop("day")
    spells = customer_spells(context)
    return ever_targeted(context, rows.semi_join(spells, _is_customer(rows, spells, on)), on, key)


@rows_of.register
def _customers(base: Customers, context: Context) -> Table:
    rows = customers(context)
    if base.surging:
        rows = with_surge(context, rows, "surging", cluster="competitor")
    if base.relationship:
        rows = with_relationship_before(context, with_relationship(context, rows))
    return with_relationship_slope(context, rows) if base.trend else rows


@rows_of.register
def _contracts(base: Contracts, context: Context) -> Table:
    contracts = context.unit("contracts").rename(began_on="starts_on", last_on="ends_on")
    if base.by == "in_force":
        rows = _beside(context, contracts)
        running = rows.last_on.isnull() | (rows.last_on >= rows.as_of)
        targeted = ever_targeted(context, rows.filter(rows.began_on <= rows.as_of, running), "as_of", "contract_id")
    else:
        targeted = ever_targeted(context, _ended(context, contracts), "last_on", "contract_id")
        pending = ~targeted.renewal.isin(("renewed", "churned")).fill_null(False)
        targeted = targeted.mutate(left_out=ibis.ifelse(pending, "pending", ibis.null("string")))
    return _priced(context, targeted) if base.money else targeted


def _ended(context: Context, contracts: Table) -> Table:
    if context.is_cohort:
        rows = joined(contracts, cohort(context), "account_id")
        return rows.filter(rows.last_on >= rows.starts_on, rows.last_on <= rows.ends_on)
    return joined(contracts, context.days, contracts.last_on == context.days.day).drop("day")


def _priced(context: Context, rows: Table) -> Table:
    if "left_out" not in rows.columns:
        rows = rows.mutate(left_out=ibis.null("string"))
    rows = converted(context, rows, "annual_value", "as_of")
    unconverted = ibis.ifelse(rows.unconverted, "unconverted", ibis.null("string"))
    pending = ibis.ifelse(rows.left_out.notnull(), rows.annual_value, ibis.null(MONEY))
    return rows.mutate(left_out=ibis.coalesce(rows.left_out, unconverted), lost=ibis.coalesce(rows.lost, pending))


@rows_of.register
def _customer_deals(base: CustomerDeals, context: Context) -> Table:  # noqa: ARG001
    deals = context.unit("deals")
    deals = deals.filter(deals.account_id.notnull())
    known = deal_rows.as_known(context, deal_rows.seen_of(context, deals))
    known = known.filter(known.status == "won", known.closed_on >= known.created_on)
    targeted = ever_targeted(context, deal_rows.dated(context, known, "closed_on"), "closed_on", "opportunity_id")
    if deal_rows.takes_homeless(context):
        targeted = deal_rows.together(targeted, _won_by_nobody(context))
    targeted = converted(context, targeted, "amount", "closed_on")
    return targeted.mutate(left_out=ibis.ifelse(targeted.unconverted, "unconverted", ibis.null("string")))


def _won_by_nobody(context: Context) -> Table:
    deals = context.unit("deals")
    known = deal_rows.as_known(context, deal_rows.seen_of(context, deals.filter(deals.account_id.isnull())))
    won = known.filter(known.status == "won", known.closed_on >= known.created_on)
    return deal_rows.of_nobody(context, deal_rows.dated(context, won, "closed_on"))


@rows_of.register
def _lifetime_parts(base: LifetimeParts, context: Context) -> Table:  # noqa: ARG001
    contracts = rows_of(Contracts("in_force", money=True), context)
    contracts = contracts.filter(contracts.annual_value.notnull())
    spells = customer_spells(context)
    everyone = _beside(context, spells.select("account_id").distinct())
    everyone = everyone.mutate(year_before=plus_days(everyone.as_of, -YEAR))
    then = everyone.semi_join(spells, _is_customer(everyone, spells, "year_before"))
    then = ever_targeted(context, then, "as_of", "account_id")
    stayed = then.semi_join(spells, _is_customer(then, spells, "as_of")).select(*context.keys)
    gone = then.anti_join(stayed, list(context.keys)).select(*context.keys).mutate(gone=ibis.literal(1.0))
    known = joined(then, gone, list(context.keys), how="left")
    columns = [*context.keys, "as_of", "entered_on", "tier", "tier_order"]
    worth = contracts.select(
        *columns, "left_out", "lost", "lost_in", worth=contracts.annual_value, gone=ibis.null("float64")
    )
    nothing = {"left_out": ibis.null("string"), "lost": ibis.null(MONEY), "lost_in": ibis.null("string")}
    loss = known.select(*columns, **nothing, worth=ibis.null(MONEY), gone=known.gone.fill_null(0.0))
    return union(worth, loss)
