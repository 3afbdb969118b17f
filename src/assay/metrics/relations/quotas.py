"""Quotas of owners, and the deals they won."""

from __future__ import annotations

import ibis

from assay.engine.tables import Table
from assay.facts.schema import MONEY
from assay.kpis.rows import Deals, QuotaDeals, Quotas
from assay.metrics.context import Context, left_joined, plus_days
from assay.metrics.money import converted
from assay.metrics.relations.base import rows_of


@rows_of.register
def _quotas(base: Quotas, context: Context) -> Table:  # noqa: ARG001
    rows = converted(context, lying_in_windows(context), "amount", "last_on")
    return rows.mutate(
        left_out=ibis.ifelse(rows.unconverted, "unconverted", ibis.null("string")),
        account_id=ibis.null("string"),
        quota_owner=rows.owner_id,
    )


def lying_in_windows(context: Context) -> Table:
    """Quotas beside each window that holds the whole of their period, with its `last_on`."""
    quotas = context.fact("quotas").rename(from_on="starts_on", until_on="ends_on")
    lying = quotas.mutate(last_on=plus_days(quotas.until_on, -1)).cross_join(context.windows)
    return lying.filter(lying.from_on >= lying.starts_on, lying.last_on <= lying.ends_on)


@rows_of.register
def _quota_deals(base: QuotaDeals, context: Context) -> Table:  # noqa: ARG001
    won = rows_of(Deals("closed", outcome="won", money=True), context)
    owners = lying_in_windows(context).select("period", "owner_id").distinct().mutate(_has=ibis.literal(True))
    rows = left_joined(won, owners, ["period", "owner_id"])
    without = ibis.ifelse(rows._has.isnull(), "no_quota", ibis.null("string"))
    lost = ibis.ifelse(rows._has.isnull(), rows.amount, ibis.null(MONEY))
    return rows.mutate(
        left_out=ibis.coalesce(rows.left_out, without), lost=ibis.coalesce(rows.lost, lost), quota_owner=rows.owner_id
    ).drop("_has")
