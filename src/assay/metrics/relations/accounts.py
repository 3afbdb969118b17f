"""Populations of accounts, and accounts by what happened to them."""

from __future__ import annotations

from collections.abc import Callable

from assay.kpis.rows import AccountEvents, Accounts
from assay.metrics import deals as deal_rows
from assay.metrics.attach import attach_to_accounts, attach_to_events
from assay.metrics.context import Context, Table
from assay.metrics.populations import population
from assay.metrics.relations.base import rows_of


@rows_of.register
def _accounts(base: Accounts, context: Context) -> Table:
    return attach_to_accounts(context, population(context, base.population), base.attach)


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
