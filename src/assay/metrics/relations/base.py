"""The one door from a declaration to rows: each module beside this one registers how its kind is built."""

from __future__ import annotations

from functools import singledispatch

from assay.engine.tables import Table
from assay.kpis.rows import Base
from assay.metrics.context import Context


@singledispatch
def rows_of(base: Base, context: Context) -> Table:
    """Rows of a base within the scope: split…, period, as_of, account_id, entered_on, tier, tier_order and its own columns."""
    raise NotImplementedError(type(base).__name__)
