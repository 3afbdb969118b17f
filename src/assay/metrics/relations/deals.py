"""Deals that belong to the scope."""

from __future__ import annotations

import ibis

from assay.engine.tables import Table
from assay.facts.schema import MONEY
from assay.kpis.rows import Deals, DealStages
from assay.metrics import deals as deal_rows
from assay.metrics.attention import with_attention
from assay.metrics.context import Context, left_joined
from assay.metrics.influence import with_influence
from assay.metrics.money import converted
from assay.metrics.relations.base import rows_of
from assay.metrics.stays import current_stays, ended_stays, entered_stages

BACKWARD = "closed_before_created"


@rows_of.register
def _deals(base: Deals, context: Context) -> Table:
    build = {"open": deal_rows.open_deals, "created": deal_rows.created_deals, "closed": deal_rows.closed_deals}
    rows = build[base.by](context)
    if deal_rows.takes_homeless(context):
        rows = deal_rows.together(rows, deal_rows.homeless_deals(context, base.by))
    rows = rows.mutate(left_out=ibis.null("string"))
    if base.by != "open":
        backward = deal_rows.backward_deals(context, base.by).mutate(left_out=ibis.literal(BACKWARD))
        rows = deal_rows.together(rows, backward)
    if base.legitimate:
        rows = rows.filter(rows.legitimate)
    if base.outcome:
        rows = rows.filter(rows.status == base.outcome)
    if base.money:
        rows = converted(context, rows, "amount", "closed_on" if base.by == "closed" else "as_of")
        rows = _with_losses(rows)
    if base.influence:
        rows = with_influence(context, rows, base.influence, "closed_on" if base.by == "closed" else "as_of")
    if base.attention:
        rows = with_attention(context, rows)
    return _with_probability(context, rows) if base.probability else rows


def _with_losses(rows: Table) -> Table:
    """What has no rate is left out; of what is left out anyway the amount is told."""
    backward = (rows.left_out == BACKWARD).fill_null(False) & ~rows.unconverted
    reason = ibis.ifelse(rows.unconverted, "unconverted", ibis.null("string"))
    return rows.mutate(
        left_out=ibis.coalesce(rows.left_out, reason),
        lost=ibis.coalesce(rows.lost, ibis.ifelse(backward, rows.amount.cast(MONEY), ibis.null(MONEY))),
    )


@rows_of.register
def _deal_stages(base: DealStages, context: Context) -> Table:
    build = {"ended": ended_stays, "entered": entered_stages, "current": current_stays}
    return build[base.by](context)


def _with_probability(context: Context, rows: Table) -> Table:
    stages = context.fact("stages")
    # CRMs write a probability as 0.2 or as 20.
    share = ibis.ifelse(stages.probability > 1, stages.probability / 100, stages.probability)
    stages = stages.select("stage", probability=share)
    rows = left_joined(rows, stages, "stage")
    unknown = ibis.ifelse(rows.probability.isnull(), "no_probability", ibis.null("string"))
    lost = ibis.ifelse(rows.probability.isnull(), rows.amount, ibis.null(MONEY))
    return rows.mutate(left_out=ibis.coalesce(rows.left_out, unknown), lost=ibis.coalesce(rows.lost, lost))
