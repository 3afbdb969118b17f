"""What a KPI needs and leaves out, read off its declaration: said once, for compiler, doctor, pages and explanations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from assay.contract.kinds import KINDS
from assay.kpis.comparison import ComparisonKPI
from assay.kpis.declare import KPI
from assay.kpis.rows import Base, Customers, Deals

KEEP_CUSTOMERS = ("coverage", "awareness")
ABOUT_CUSTOMERS = ("customers",)


FACT_OF = {
    "list_memberships": "memberships",
    "opportunities": "deals",
    "opportunity_stages": "deal_stages",
    "opportunity_people": "deal_people",
    "survey_responses": "survey_answers",
    "intent_signals": "signals",
    "fx_rates": "fx_spells",
}
"""The fact in which the rows of an input table stand, where it has another name."""


def keeps_customers(kpi: KPI) -> bool:
    """Whether accounts that were customers at entry stay in scope (rule 3)."""
    return kpi.group in KEEP_CUSTOMERS


def measures_customers(kpi: KPI) -> bool:
    """Whether customers at entry are among the accounts measured: kept in, or what the KPI is about."""
    return kpi.group in (*KEEP_CUSTOMERS, *ABOUT_CUSTOMERS)


def leaves_customers_out(kpi: KPI | ComparisonKPI) -> bool:
    """Cost is that of everybody targeted, customers or not."""
    return kpi.group not in (*KEEP_CUSTOMERS, *ABOUT_CUSTOMERS) and kpi.key != "programme_cost"


LISTS = "list_memberships"


@dataclass(frozen=True)
class Need:
    """What a KPI needs: at least one of these. Written `table`, `table.column` or `touches:kind`."""

    any_of: tuple[str, ...]
    label: str

    @property
    def tables(self) -> set[str]:
        return {one.partition(".")[0].partition(":")[0] for one in self.any_of}


AnyOf = tuple[str, ...]
"""Tables of which one is enough."""

CUSTOMERS: AnyOf = ("contracts", "opportunities")
"""Who is a customer is told by contracts, or by deals won."""


def tables_needed(kpi: KPI, arm: str = "abm", *, mqa_on_entry: bool = False) -> tuple[AnyOf, ...]:
    """Each of these must hold a row for the figure to be measured at all (rule 9), of several any one.

    Arm `all` needs no list, and no accounts for figures of deals alone: it takes those without one (rule 6). Where
    accounts are qualified on entry, MQA needs no touch.
    """
    needs = [_enough(base, table) for base in kpi.measure.bases for table in base.tables]
    unneeded = {("touches",)} if mqa_on_entry and _is_mqa(kpi) else set()
    if arm == "all":
        unneeded |= {(LISTS,)}
        unneeded |= {("accounts",)} if all(isinstance(base, Deals) for base in kpi.measure.bases) else set()
    return tuple(need for need in dict.fromkeys(needs) if need not in unneeded)


def _enough(base: Base, table: str) -> AnyOf:
    return CUSTOMERS if isinstance(base, Customers) and table == "contracts" else (table,)


def _is_mqa(kpi: KPI) -> bool:
    base: Any = kpi.measure.of
    return getattr(base, "event", None) == "mqa" or "first_mqa_on" in getattr(base, "attach", ())


def needs_of(kpi: KPI) -> tuple[Need, ...]:
    """What must be there for a KPI to say anything."""
    tables = tables_needed(kpi)
    finer = [need for base in kpi.measure.bases for need in _columns(base)]
    whole = [Need(one, " or ".join(one)) for one in tables]
    return tuple(dict.fromkeys([*whole, *finer, *_engaging(kpi, kpi.sources)]))


FILLED = {
    "opportunities.amount": "deal_states.amount",
    "opportunity_stages.amount": "deal_states.amount",
    "stages.probability": "stages.probability",
    "touches.url": "touches.url",
    "people.buying_role": "people.role",
    "people.job_title": "people.role",
}
"""The column of a fact that is empty throughout where a source never delivered this one."""


def columns_needed(kpi: KPI) -> tuple[AnyOf, ...]:
    """Of each of these columns some row must hold a value for the figure to be measured, of several of any one.

    Only columns that are never empty for a reason of their own: no close day is what open deals look like.
    """
    needs = [need.any_of for base in kpi.measure.bases if base.grain != "contract" for need in _columns(base)]
    weighs = kpi.unit.startswith("money") or getattr(kpi.measure, "weight", None) is not None
    unneeded = set() if weighs else {"opportunities.amount"}
    return tuple(need for need in dict.fromkeys(needs) if unneeded.isdisjoint(need) and all(c in FILLED for c in need))


_CLOSING = ("first_won_on", "won", "lost")


def _columns(base: Any) -> Iterator[Need]:
    kinds = _kinds(base)
    if kinds:
        yield Need(tuple(f"touches:{kind}" for kind in kinds), "touches of kind " + " or ".join(kinds))
    if getattr(base, "high_value", False):
        yield Need(("touches.url",), "touches.url")
    if getattr(base, "money", False):
        yield Need(("opportunities.amount", "opportunity_stages.amount"), "opportunities.amount")
    if getattr(base, "key", False) or "role_coverage" in getattr(base, "attach", ()):
        yield Need(("people.buying_role", "people.job_title"), "people.buying_role")
    if getattr(base, "probability", False):
        yield Need(("stages.probability",), "stages.probability")
    if _closes(base):
        yield Need(("opportunities.closed_at", "opportunity_stages"), "opportunities.closed_at or opportunity_stages")
        yield Need(("opportunities.status", "stages"), "opportunities.status or stages")


def _kinds(base: Any) -> tuple[str, ...]:
    return ("page_view",) if base.grain == "session" else tuple(getattr(base, "kinds", ()))


def _closes(base: Any) -> bool:
    told = {getattr(base, "event", None), *getattr(base, "attach", ())}
    return getattr(base, "by", None) == "closed" or not told.isdisjoint(_CLOSING)


def _engaging(kpi: KPI, tables: Iterable[str]) -> list[Need]:
    """Touches alone engage nobody: some must be of a kind that does."""
    attached = {name for base in kpi.measure.bases for name in getattr(base, "attach", ())}
    events = {getattr(base, "event", None) for base in kpi.measure.bases}
    engaging = {"engaged", "minutes", "first_engaging_on", "first_mqa_on", "mqa"}
    if "touches" not in tables or engaging.isdisjoint(attached | events):
        return []
    kinds = tuple(f"touches:{kind.name}" for kind in KINDS.values() if kind.engages)
    return [Need(kinds, "touches of a kind that engages")]


def reports_unmatched(kpi: KPI | ComparisonKPI) -> bool:
    """Whether the share of touches without an account stands beside the figure: of its kinds, in the window (rule 12).

    A figure that looks back for touches, or at when they began, has none: the share in the window is not that of what
    it has read.
    """
    if isinstance(kpi, ComparisonKPI):
        return False
    base = kpi.measure.of
    attached = set(getattr(base, "attach", ()))
    return base.grain in ("touch", "session") or kpi.engaged_based or bool(attached & {"minutes", "touches", "reached"})


READ_DEALS = ("opportunities", "opportunity_stages")


def exclusions(kpi: KPI | ComparisonKPI) -> list[str]:
    """Names of what a KPI leaves out, by what it is made of."""
    tables = ["accounts"]
    if leaves_customers_out(kpi):
        tables.append("customers")
    if reads_deals(kpi):
        tables.append("deals")
    if {"people", "survey_responses"} & set(kpi.sources) or kpi.engaged_based:
        tables.append("objections")
    if kpi.unit.startswith("money"):
        tables.append("money")
    if kpi.unit == "days":
        tables.append("days")
    if reports_unmatched(kpi):
        tables.append("unmatched")
    return tables


def reads_deals(kpi: KPI | ComparisonKPI) -> bool:
    return bool(set(READ_DEALS) & set(kpi.sources))
