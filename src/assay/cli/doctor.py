"""`assay doctor`: what is missing, stale, unmatched or quarantined, and which KPIs suffer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from assay.cli.options import Place
from assay.cli.output import console_text, make_table, show
from assay.plural import many

if TYPE_CHECKING:
    from rich.console import RenderableType

    from assay.connectors.state import SourceState
    from assay.doctor import Diagnosis, Inventory
    from assay.engine.kept import Size

STATES = {"ready": "Ready", "without_lists": "With --arm all only, for lack of target lists"}


def doctor(place: Place) -> None:
    """Tell what is missing, stale, unmatched or quarantined, and which KPIs suffer."""
    from assay.connectors.state import states
    from assay.delivery.lacking import lacking_anywhere
    from assay.doctor import diagnose
    from assay.inventory import take_inventory
    from assay.kpis import CATALOGUE
    from assay.store.engines import engine_problem
    from assay.store.workspace import Workspace, store_of

    workspace = Workspace.find(place.folder)
    found, kept = diagnose(take_inventory(workspace), CATALOGUE.values()), store_of(workspace).size()
    sources, sending = states(workspace), lacking_anywhere(workspace)
    engine = {"name": workspace.settings.engine.name, "problem": engine_problem(workspace)}
    lines = [(one.id, one.key, one.state, "; ".join(one.lacks)) for one in found.kpis]
    told = {
        **found.to_json(),
        "compiled": asdict(kept),
        "sources": [asdict(one) for one in sources],
        "sending": sending,
        "engine": engine,
    }
    header = ("id", "key", "state", "lacks")
    before = [*_sources(sources), *_sending(sending), *_engine(engine["problem"])]
    show(place, told, (header, lines), lambda: [*before, *tables(found), *_compiled(kept)])


def _engine(problem: str | None) -> Iterator[RenderableType]:
    if problem:
        yield from console_text(f"The engine cannot build a run: {problem}", "")


def _sources(sources: Sequence[SourceState]) -> Iterator[RenderableType]:
    if sources:
        rows = [(one.source, one.kind, one.landed_at or "never", "; ".join(one.lacks)) for one in sources]
        yield make_table(("source", "kind", "landed last (UTC)", "lacks"), rows, title="Sources of assay pull")


def _sending(lacks: Sequence[str]) -> Iterator[RenderableType]:
    if lacks:
        yield from console_text(f"What messages and mail lack: {'; '.join(lacks)}.")


def _compiled(kept: Size) -> Iterator[RenderableType]:
    used = f"{kept.statements:,} of at most {many(kept.most, 'statement')}, {kept.bytes / 2**20:.1f} MiB"
    yield from console_text("", f"Compiled SQL that is kept: {used} ([kept] in assay.toml).")


def tables(diagnosis: Diagnosis) -> Iterator[RenderableType]:
    yield from _landed(diagnosis.inventory)
    yield from _stale(diagnosis)
    yield from _unmatched(diagnosis.inventory)
    yield from _quarantined(diagnosis.inventory)
    yield from _left_out(diagnosis.inventory)
    yield from _kpis(diagnosis)
    yield from _more(diagnosis)
    if diagnosis.next_step:
        yield from console_text("", f"Next: {diagnosis.next_step}")


def _landed(inventory: Inventory) -> Iterator[RenderableType]:
    rows = [
        (name, f"{table.rows:,}", table.last_day or "", _empty_columns(table.filled or {}))
        for name, table in inventory.tables.items()
        if table.rows
    ]
    if rows:
        header = ("table", "rows", "last day", "columns without a value")
        yield make_table(header, rows, right=("rows",), title=f"What has landed, seen on {inventory.today}")
    missing = [name for name, table in inventory.tables.items() if not table.rows]
    if missing:
        yield from console_text(f"No rows: {', '.join(missing)}.")


def _empty_columns(filled: Any) -> str:
    return ", ".join(name for name, rows in filled.items() if not rows)


def _stale(diagnosis: Diagnosis) -> Iterator[RenderableType]:
    yield from console_text(
        *(f"Stale: {one.table} ends on {one.last_day}, {many(one.days, 'day')} ago." for one in diagnosis.stale)
    )


def _unmatched(inventory: Inventory) -> Iterator[RenderableType]:
    rows = [
        (one.kind, f"{one.touches:,}", f"{one.unmatched:,}", f"{one.ambiguous:,}", f"{_share(one):.1%}")
        for one in inventory.matching
        if one.unmatched or one.ambiguous
    ]
    if rows:
        header = ("kind", "touches", "no account", "ambiguous", "share")
        yield make_table(header, rows, right=header[1:], title="Touches without an account")
    elif inventory.matching and inventory.run:
        yield from console_text("Every touch is tied to an account.")


def _share(one: Any) -> float:
    return float((one.unmatched + one.ambiguous) / one.touches)


def _quarantined(inventory: Inventory) -> Iterator[RenderableType]:
    rows = [(one.where, one.table, one.column, one.rule, f"{one.rows:,}") for one in inventory.quarantined]
    if rows:
        yield make_table(("found in", "table", "column", "rule", "rows"), rows, right=("rows",), title="Quarantined")


def _left_out(inventory: Inventory) -> Iterator[RenderableType]:
    rows = [(one.fact, one.reason, f"{one.n:,}") for one in inventory.left_out]
    if rows:
        yield make_table(("fact", "reason", "rows"), rows, right=("rows",), title="Left out of the figures, or flagged")


def _kpis(diagnosis: Diagnosis) -> Iterator[RenderableType]:
    for state, said in STATES.items():
        keys = [one.key for one in diagnosis.kpis if one.state == state]
        if keys:
            yield from console_text("", f"{said}, {len(keys)} of {len(diagnosis.kpis)} KPIs: {', '.join(keys)}.")
    rows = [(one.id, one.key, ", ".join(_besides(one.lacks))) for one in diagnosis.kpis if one.state == "lacking"]
    if rows:
        yield make_table(("id", "KPI", "lacks"), rows, title="KPIs that suffer")


def _besides(lacks: tuple[str, ...]) -> tuple[str, ...]:
    """Lists are lacking for all KPIs alike, where they are."""
    return tuple(need for need in lacks if need != "list_memberships") or lacks


def _more(diagnosis: Diagnosis) -> Iterator[RenderableType]:
    if diagnosis.openings:
        rows = [(one.need, len(one.opens), len(one.helps), _some(one.opens or one.helps)) for one in diagnosis.openings]
        header = ("what", "opens", "helps", "KPIs")
        yield make_table(header, rows, right=("opens", "helps"), title="What would make more possible")
    if diagnosis.no_breakdown:
        yield from console_text(f"No value to break down by: {', '.join(diagnosis.no_breakdown)}.")


def _some(keys: tuple[str, ...], limit: int = 6) -> str:
    return ", ".join(keys[:limit]) + (f" and {len(keys) - limit} more" if len(keys) > limit else "")
