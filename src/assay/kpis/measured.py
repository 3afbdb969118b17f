"""Which tables must hold something for a figure to be measured at all: without them it is not zero, there is none (rule 9)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assay.kpis.declare import KPI
from assay.kpis.rows import ATTACHMENTS, PERSON_ATTACHMENTS, AccountEvents, Base, CustomerDeals, Customers, Deals

AnyOf = tuple[str, ...]
"""Tables of which one is enough."""

LISTS = "list_memberships"
CUSTOMERS: AnyOf = ("contracts", "opportunities")
EVENTS: dict[str, AnyOf] = {"mqa": ("touches",), "engaged": ("touches",)}
FIRST_MQA = "first_mqa_on"


def tables_needed(kpi: KPI, arm: str = "abm", *, mqa_on_entry: bool = False) -> tuple[AnyOf, ...]:
    """Each of these must hold a row, of several any one. Arm `all` needs no list; MQA on entry needs no touch."""
    needs = [need for base in kpi.measure.bases for need in _of(base)]
    if mqa_on_entry and _is_mqa(kpi):
        needs = [need for need in needs if need != ("touches",)]
    if arm == "all":
        needs = [need for need in needs if need != (LISTS,)]
    return tuple(dict.fromkeys(needs))


def _is_mqa(kpi: KPI) -> bool:
    base: Any = kpi.measure.of
    return getattr(base, "event", None) == "mqa" or FIRST_MQA in getattr(base, "attach", ())


def _of(base: Base) -> Iterator[AnyOf]:
    attached = getattr(base, "attach", ())
    if isinstance(base, AccountEvents):
        yield from (("accounts",), (LISTS,), EVENTS.get(base.event, ("opportunities",)))
        if attached:
            yield ("touches",)
    elif isinstance(base, Customers):
        yield from (("accounts",), (LISTS,), CUSTOMERS)
        yield from ((("intent_signals",),) if base.surging else ()) + ((("touches",),) if base.relationship else ())
    else:
        yield from ((name,) for name in base.sources)
    if isinstance(base, CustomerDeals):
        yield ("opportunities",)
    if isinstance(base, Deals) and (base.influence or base.attention):
        yield ("touches",)
    for name in attached:
        yield from ((table,) for table in {**ATTACHMENTS, **PERSON_ATTACHMENTS}.get(name, ()))
