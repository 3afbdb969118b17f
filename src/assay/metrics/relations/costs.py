"""Cost in scope."""

from __future__ import annotations

from assay.engine.tables import Table
from assay.kpis.rows import Costs
from assay.metrics.context import Context
from assay.metrics.costs import cost_in_scope
from assay.metrics.relations.base import rows_of


@rows_of.register
def _costs(base: Costs, context: Context) -> Table:  # noqa: ARG001
    return cost_in_scope(context)
