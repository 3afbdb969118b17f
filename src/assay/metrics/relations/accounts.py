"""Populations of accounts, and accounts by what happened to them."""

from __future__ import annotations

from collections.abc import Callable

from assay.engine.tables import Table
from assay.kpis.rows import AccountEvents, Accounts, TouchedAccounts
from assay.metrics import deals as deal_rows
from assay.metrics.attach import attach_to_accounts, attach_to_events
from assay.metrics.context import Context, count_if
from assay.metrics.populations import in_scope, population
from assay.metrics.relations.base import rows_of


@rows_of.register
def _accounts(base: Accounts, context: Context) -> Table:
    return attach_to_accounts(context, population(context, base.population, base.on), base.attach)


@rows_of.register
def _account_events(base: AccountEvents, context: Context) -> Table:
    build: dict[str, Callable[[Context], Table]] = {
        "mqa": lambda c: deal_rows.dated_accounts(c, deal_rows.first_mqa(c)),
        "engaged": lambda c: deal_rows.dated_accounts(c, deal_rows.first_engaging(c)),
        "opportunity_created": deal_rows.created_accounts,
        "opportunity_qualified": deal_rows.qualified_accounts,
        "won": deal_rows.won_accounts,
        "lost": deal_rows.lost_accounts,
    }
    return attach_to_events(context, build[base.event](context), base.attach)


@rows_of.register
def _touched_accounts(base: TouchedAccounts, context: Context) -> Table:  # noqa: ARG001
    touches = deal_rows.counted_touches(context)
    touches = touches.filter(touches.team.isin(("marketing", "sales"))).select("account_id", "occurred_on", "team")
    scoped = in_scope(context, touches, "occurred_on")
    return scoped.group_by(*context.keys, "as_of").aggregate(
        entered_on=scoped.entered_on.min(),
        tier=scoped.tier.argmax(scoped.occurred_on),
        tier_order=scoped.tier_order.argmax(scoped.occurred_on),
        by_marketing=count_if(scoped.team == "marketing") > 0,
        by_sales=count_if(scoped.team == "sales") > 0,
    )
