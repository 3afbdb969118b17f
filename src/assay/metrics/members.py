"""The accounts that a programme was aimed at, as the scope and its conditions choose them."""

from __future__ import annotations

from assay.metrics.context import Context, Table
from assay.metrics.dimensions import chosen
from assay.metrics.populations import population


def members(context: Context) -> Table:
    """Accounts targeted in the window: account_id, entered_on, tier."""
    rows = chosen(context, population(context, "targeted"))
    return rows.select("account_id", "entered_on", "tier")
