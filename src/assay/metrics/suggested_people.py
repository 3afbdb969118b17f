"""How many people a figure rests on of whom a job title alone says role or seniority."""

from __future__ import annotations

import ibis

from assay.engine.tables import Table
from assay.kpis.declare import KPI
from assay.metrics.context import Context, joined
from assay.metrics.people import active_people
from assay.metrics.relations import rows_of


def suggested(kpi: KPI, context: Context, fields: tuple[str, ...]) -> Table:
    """Per period how many active people of the accounts behind a figure have a suggested one of `fields`."""
    rows = rows_of(kpi.measure.of, context)
    accounts = rows.filter(rows.account_id.notnull()).select("period", "account_id").distinct()
    windows = context.windows.select("period", "as_of")
    people = active_people(context, joined(accounts, windows, "period"))
    said = context.fact("suggested_people")
    holds = ibis.or_(*(said[name].notnull() for name in fields))
    counted = people.semi_join(said.filter(holds), "person_id").select("period", "person_id").distinct()
    return counted.group_by("period").aggregate(people=counted.count())
