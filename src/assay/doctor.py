"""What a workspace lacks: which tables and columns are missing, stale, unmatched or quarantined, and which KPIs suffer.

Pure: an `Inventory` of counts goes in (`assay.inventory.take_inventory`), a `Diagnosis` comes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal

from assay.kpis.declare import KPI
from assay.kpis.needs import LISTS, needs_of

STALE_AFTER = {
    "touches": 7,
    "opportunities": 31,
    "opportunity_stages": 31,
    "intent_signals": 14,
    "fx_rates": 31,
    "costs": 62,
    "survey_responses": 366,
}
"""Days without a new row after which a table counts as stale."""

BREAKDOWNS = {
    "owner": "accounts.owner_id",
    "industry": "accounts.industry",
    "country": "accounts.country",
    "region": "accounts.region",
    "city": "accounts.city",
    "tier": "list_memberships.tier",
    "programme": "list_memberships.programme_id",
    "stage": "opportunities.stage",
    "approach": "opportunities.approach",
    "deal_owner": "opportunities.owner_id",
    "campaign": "touches.campaign_id",
    "role": "people.buying_role",
    "seniority": "people.seniority",
}
"""Dimensions, and the column that fills them."""

State = Literal["ready", "without_lists", "lacking"]


@dataclass(frozen=True)
class TableState:
    """Rows of a canonical table, how many have each column, and its last day up to today."""

    rows: int = 0
    filled: Mapping[str, int] | None = None
    last_day: date | None = None


@dataclass(frozen=True)
class Matching:
    """Touches of a kind, and how many of them could not be tied to an account."""

    kind: str
    touches: int
    unmatched: int
    ambiguous: int


@dataclass(frozen=True)
class Quarantined:
    """Bad values of one kind: found at `landing`, or in the `model` (they refer to no row)."""

    where: str
    table: str
    column: str
    rule: str
    rows: int


@dataclass(frozen=True)
class LeftOut:
    fact: str
    reason: str
    n: int


@dataclass(frozen=True)
class Inventory:
    """Counts of a workspace: tables and touch kinds as they have landed, all else from the run. `pending` landed later.

    `stages_known`: stages of deals that are won or lost by the names that CRMs give them, described by no row.
    """

    today: date
    run: int | None
    tables: Mapping[str, TableState]
    kinds: Mapping[str, int] = field(default_factory=dict)
    pending: tuple[str, ...] = ()
    matching: tuple[Matching, ...] = ()
    quarantined: tuple[Quarantined, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    stages_known: tuple[str, ...] = ()


@dataclass(frozen=True)
class KPIState:
    """`without_lists`: answers with `--arm all` only."""

    key: str
    id: str
    state: State
    lacks: tuple[str, ...]


@dataclass(frozen=True)
class Opening:
    """What would make more possible: KPIs that lack nothing else, and KPIs that lack other things too."""

    need: str
    opens: tuple[str, ...]
    helps: tuple[str, ...]


@dataclass(frozen=True)
class Stale:
    table: str
    last_day: date
    days: int


@dataclass(frozen=True)
class Diagnosis:
    next_step: str | None
    inventory: Inventory
    kpis: tuple[KPIState, ...]
    stale: tuple[Stale, ...]
    no_breakdown: tuple[str, ...]
    openings: tuple[Opening, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain values; days as ISO text."""
        record = _plain(asdict(self))
        inventory = record.pop("inventory")
        return {"next_step": record.pop("next_step"), **inventory, **record}


def diagnose(inventory: Inventory, catalogue: Iterable[KPI]) -> Diagnosis:
    supply = supplied(inventory)
    states = tuple(_state(kpi, supply) for kpi in catalogue)
    return Diagnosis(
        next_step=_next_step(inventory),
        inventory=inventory,
        kpis=states,
        stale=tuple(_stale(inventory)),
        no_breakdown=tuple(name for name, column in BREAKDOWNS.items() if column not in supply),
        openings=_openings(states),
    )


def supplied(inventory: Inventory) -> frozenset[str]:
    """Everything a need can name that is there."""
    there = {name for name, table in inventory.tables.items() if table.rows}
    for name in tuple(there):
        there |= {f"{name}.{column}" for column, rows in (inventory.tables[name].filled or {}).items() if rows}
    if inventory.stages_known:
        there.add("opportunities.status")
    return frozenset(there | {f"touches:{kind}" for kind, rows in inventory.kinds.items() if rows})


def _state(kpi: KPI, supply: frozenset[str]) -> KPIState:
    lacking = [need for need in needs_of(kpi) if supply.isdisjoint(need.any_of)]
    whole = {need.label for need in lacking if need.any_of == (need.label,) and "." not in need.label}
    told = tuple(need.label for need in lacking if need.label in whole or not need.tables & whole)
    if not told:
        return KPIState(kpi.key, kpi.id, "ready", ())
    return KPIState(kpi.key, kpi.id, "without_lists" if told == (LISTS,) else "lacking", told)


def _openings(states: Iterable[KPIState]) -> tuple[Opening, ...]:
    """What is lacking, by how many KPIs it would open."""
    states = tuple(states)
    needs = dict.fromkeys(need for state in states for need in state.lacks)
    openings = []
    for need in needs:
        concerned = [state for state in states if need in state.lacks]
        alone = tuple(state.key for state in concerned if set(state.lacks) - {LISTS} <= {need})
        openings.append(Opening(need, alone, tuple(state.key for state in concerned if state.key not in alone)))
    return tuple(sorted(openings, key=lambda opening: (-len(opening.opens), -len(opening.helps), opening.need)))


def _stale(inventory: Inventory) -> Iterator[Stale]:
    for name, limit in STALE_AFTER.items():
        last = inventory.tables[name].last_day if name in inventory.tables else None
        if last is not None and (inventory.today - last).days > limit:
            yield Stale(name, last, (inventory.today - last).days)


def _next_step(inventory: Inventory) -> str | None:
    if not any(table.rows for table in inventory.tables.values()):
        return "Nothing has landed yet: `assay load FILE…`, to begin with accounts and opportunities."
    if inventory.run is None:
        return "Nothing has been built yet: `assay refresh`."
    if inventory.pending:
        return f"Landed since run {inventory.run}: {', '.join(inventory.pending)}. `assay refresh` builds a new run."
    return None


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, list | tuple) else value
