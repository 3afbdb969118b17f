"""The stages of a workspace: those that rows of `stages` describe, and those that only deals and their history name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from assay.engine.duckdb import open_in_memory
from assay.engine.literals import literal
from assay.errors import UsageError
from assay.landing.current import current_sql
from assay.landing.stage_changes import StageRow, landed_stages
from assay.model.stage_tables import written_stages
from assay.model.stages import Described, Written, folded, understand
from assay.store.workspace import Workspace

_ORDER = {"open": 0, None: 1, "lost": 2, "won": 3}
_PLACES = """
SELECT stage, avg(place) FROM (
  SELECT stage, row_number() OVER (PARTITION BY opportunity_id ORDER BY entered_at) AS place FROM ({history})
) WHERE stage IS NOT NULL GROUP BY stage
"""


def known_stages(workspace: Workspace) -> tuple[StageRow, ...]:
    """The described stages, then those that are only named: with the status that their name tells, in the order deals go."""
    described = landed_stages(workspace)
    with open_in_memory() as connection:
        deals, history = (current_sql(workspace, table) for table in ("opportunities", "opportunity_stages"))
        named = _only_named(described, written_stages(connection, deals=deals, history=history))
        rows = connection.execute(_PLACES.format(history=history)).fetchall() if named else []
    places: dict[str, float] = {folded(stage): place for stage, place in rows}

    def place(row: StageRow) -> tuple[str, int, float, str]:
        return row.pipeline or "", _ORDER[row.status], places.get(folded(row.stage), float("inf")), row.stage

    return (*described, *sorted(named, key=place))


def _only_named(described: Sequence[StageRow], written: Iterable[Written]) -> tuple[StageRow, ...]:
    stated = [Described(one.stage, one.pipeline, one.status) for one in described if one.status is not None]
    named: dict[tuple[str, str], StageRow] = {}
    for one in understand(stated, written).meanings:
        if one.basis != "stages":
            stage, pipeline = one.written.stage, one.written.pipeline
            row = StageRow(stage, None, one.status, False, None, pipeline, is_described=False)
            named.setdefault((folded(stage), folded(pipeline or "")), row)
    return tuple(named.values())


def rows_to_land(
    known: Sequence[StageRow], qualifying: frozenset[tuple[str, str | None]], said: Mapping[tuple[str, str | None], str]
) -> tuple[StageRow, ...]:
    """The rows that say so: these stages qualify, and those that only deals name mean what is said of them.

    `said`: open, won or lost by key, "" for not known. Where one named stage is settled, all whose meaning is known are: a
    pipeline of which the half is described has no order. UsageError for a stage that qualifies and means nothing.
    """
    wanted = [replace(one, is_qualified=one.key in qualifying) for one in known]
    wanted = [one if one.is_described else replace(one, status=said.get(one.key, one.status) or None) for one in wanted]
    for one in wanted:
        if one.is_qualified and one.status is None:
            raise UsageError(
                f"Stage {one.stage!r} cannot qualify a deal: nothing says what it means.", hint="Say open, won or lost."
            )
    changed = [after for before, after in zip(known, wanted, strict=True) if before != after]
    if any(not one.is_described for one in changed):
        return tuple(one for one in wanted if (one in changed or not one.is_described) and one.status is not None)
    return tuple(changed)


def with_stages(rows: str, stages: Sequence[StageRow]) -> str:
    """The relation of landed stages with these instead of, or besides, their own."""

    def cell(value: object) -> str:
        return "NULL" if value is None else literal(value) if isinstance(value, str) else str(value).lower()

    names = ("stage", "position", "status", "is_qualified", "probability", "pipeline")
    written = ", ".join(f"({', '.join(cell(getattr(one, name)) for name in names)})" for one in stages)
    said = f"(VALUES {written}) AS said({', '.join(names)})"
    return (
        f"SELECT * FROM ({rows}) AS landed WHERE NOT EXISTS (FROM {said} WHERE said.stage = landed.stage "
        "AND said.pipeline IS NOT DISTINCT FROM landed.pipeline) "
        "UNION ALL BY NAME SELECT stage, CAST(position AS DOUBLE) AS position, status, is_qualified, "
        "CAST(probability AS DOUBLE) AS probability, CAST(pipeline AS VARCHAR) AS pipeline, "
        f"TIMESTAMP '1970-01-01' AS _landed_at FROM {said}"
    )
