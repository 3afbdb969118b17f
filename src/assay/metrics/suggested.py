"""Figures that rest on what job titles suggest say of how many people: beside the total and each period."""

from __future__ import annotations

import ibis

from assay.kpis.declare import KPI, Mix
from assay.kpis.rows import Customers, DecisionMakers, People
from assay.metrics.context import Context, Table, joined
from assay.metrics.people import active_people
from assay.metrics.relations import rows_of

SUGGESTED = "suggested:"
"""The part of an answer that counts them, with the fields it asks for: `suggested:role,seniority`."""
BY_ROLE = {"role_coverage", "key_people", "engaged_key_people"}
BY_SENIORITY = {"relationship", "relationship_slope", "minutes", "first_mqa_on", "mqa"}


def rests_on(kpi: KPI, by: tuple[str, ...] = (), *, by_minutes: bool = False) -> tuple[str, ...]:
    """What of a person a figure reads that a title may have suggested: `role`, `seniority`, both or nothing.

    `by_minutes` says that accounts are engaged by minutes, which weigh by seniority.
    """
    bases = kpi.measure.bases
    attached = {name for base in bases for name in getattr(base, "attach", ())}
    of_roles = any(isinstance(base, DecisionMakers) or (isinstance(base, People) and base.key) for base in bases)
    weighed = any(isinstance(base, Customers) and base.relationship for base in bases) or isinstance(kpi.measure, Mix)
    role = bool(of_roles or attached & BY_ROLE or "role" in by)
    weighed = weighed or (by_minutes and kpi.engaged_based)
    seniority = bool(weighed or attached & BY_SENIORITY or "seniority" in by)
    return ("role",) * role + ("seniority",) * seniority


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
