"""Marketing influence on deals: that it touched the account, never that it caused anything."""

from __future__ import annotations

from assay.engine.tables import Table
from assay.metrics.campaigns import CAMPAIGN, flagged, named
from assay.metrics.context import Context, days_between
from assay.metrics.deals import counted_touches


def with_influence(context: Context, deals: Table, reading: str, until: str) -> Table:
    """Adds `influenced`: a marketing touch on the account from the look-back before creation up to day `until`.

    Any kind counts but a bounced e-mail; with reading `engaged` only touches that engage. A deal counts once.
    """
    touches = counted_touches(context)
    touches = touches.filter(touches.team == "marketing", touches.kind != "email_bounced")
    if reading == "engaged":
        touches = touches.filter(touches.engages)
    of = named(touches)
    touched = of.select("account_id", *((CAMPAIGN,) if context.campaigns else ()), touched_on="occurred_on").distinct()
    keys = (*context.split, "period", "opportunity_id")
    rows = deals.select(*keys, "account_id", "created_on", until_on=deals[until])
    near = rows.join(touched, [rows.account_id == touched.account_id, touched.touched_on <= rows.until_on])
    near = near.filter(days_between(near.created_on, near.touched_on) <= context.value("influence.lookback_days"))
    return flagged(context, deals, near, list(keys), "influenced")
