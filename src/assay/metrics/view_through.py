"""After an ad was shown and not clicked (A06, A07): an order in time, never a cause."""

from __future__ import annotations

from assay.engine.tables import Table, Value
from assay.metrics.context import Context, plus_days
from assay.metrics.deals import counted_touches


def after_a_view(context: Context, rows: Table, on: str) -> Table:
    """Rows whose account was shown an ad within `view_through.days` local days before day `on`, and clicked none of it.

    The impression may lie outside the scope and after the row on the same day: days are compared, not hours.
    """
    views, clicks = _days_of(context, "ad_impression"), _days_of(context, "ad_click")
    seen = rows.semi_join(views, _shortly_before(context, rows, views, on))
    return seen.anti_join(clicks, _shortly_before(context, seen, clicks, on))


def _days_of(context: Context, kind: str) -> Table:
    touches = counted_touches(context)
    return touches.filter(touches.kind == kind).select("account_id", ad_on="occurred_on").distinct()


def _shortly_before(context: Context, rows: Table, ads: Table, on: str) -> list[Value]:
    earliest = plus_days(rows[on], -context.value("view_through.days"))
    return [rows.account_id == ads.account_id, ads.ad_on <= rows[on], ads.ad_on >= earliest]
