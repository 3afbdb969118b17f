"""Website visitors tied to accounts of the scope."""

from __future__ import annotations

from assay.engine.tables import Table
from assay.kpis.rows import Visitors
from assay.metrics.context import Context, joined
from assay.metrics.deals import counted_touches
from assay.metrics.populations import in_scope, population, within
from assay.metrics.relations.base import rows_of

RECENT_DAYS = 90
COLUMNS = ("period", "starts_on", "ends_on", "as_of", "account_id", "entered_on", "tier", "tier_order", "visitor_id")


@rows_of.register
def _visitors(base: Visitors, context: Context) -> Table:
    build = {"known": _known, "unidentified": _unidentified}
    return build[base.by](context)


def _touched(context: Context) -> Table:
    touches = counted_touches(context)
    touches = touches.filter(touches.visitor_id.notnull())
    return touches.select("account_id", "visitor_id", "occurred_on").distinct()


def _known(context: Context) -> Table:
    visitors = context.fact("visitors")
    granted = visitors.filter(visitors.consent == "granted").select("visitor_id")
    rows = joined(population(context, "scope"), _touched(context).semi_join(granted, "visitor_id"), "account_id")
    rows = rows.filter(within(rows.as_of, rows.occurred_on, RECENT_DAYS))
    return rows.select(*context.split, *COLUMNS, "immature").distinct()


def _unidentified(context: Context) -> Table:
    touched = in_scope(context, _touched(context), "occurred_on").select(*context.split, *COLUMNS).distinct()
    visitors = context.fact("visitors").select("visitor_id", "identified_on")
    rows = joined(touched, visitors, "visitor_id")
    rows = rows.filter(rows.identified_on.isnull() | (rows.identified_on >= rows.starts_on))
    return rows.mutate(identified=(rows.identified_on <= rows.ends_on).fill_null(False))
