"""Figures that rest on what job titles suggest say of how many people: beside the total and each period."""

from __future__ import annotations

from assay.kpis.declare import KPI, Mix
from assay.kpis.rows import Customers, DecisionMakers, People

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
