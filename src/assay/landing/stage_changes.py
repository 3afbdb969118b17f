"""Which stages qualify a deal, said in Assay: rows of `stages` of the source `assay`, taken back as any load."""

from __future__ import annotations

import csv
from collections.abc import Collection
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from assay.engine.duckdb import open_in_memory
from assay.landing.current import current_sql
from assay.landing.load import load
from assay.store.audit import note
from assay.store.workspace import Workspace

_COLUMNS = ("stage", "position", "status", "is_qualified", "probability", "pipeline")


@dataclass(frozen=True)
class StageRow:
    """A row of `stages` as it landed."""

    stage: str
    position: float | None
    status: str
    is_qualified: bool
    probability: float | None
    pipeline: str | None

    @property
    def key(self) -> tuple[str, str | None]:
        return self.stage, self.pipeline


def landed_stages(workspace: Workspace) -> tuple[StageRow, ...]:
    """The stages as they have landed by now, by pipeline and place."""
    columns = "stage, position, status, coalesce(is_qualified, false), probability, pipeline"
    with open_in_memory() as connection:
        sql = f"SELECT {columns} FROM ({current_sql(workspace, 'stages')}) ORDER BY pipeline, position, stage"
        return tuple(StageRow(*row) for row in connection.execute(sql).fetchall())


def qualify(workspace: Workspace, qualifying: Collection[tuple[str, str | None]], *, by: str | None = None) -> int:
    """Land the stages of which that differs, so that these qualify and no others; how many changed."""
    changed = [
        replace(one, is_qualified=one.key in qualifying)
        for one in landed_stages(workspace)
        if one.is_qualified != (one.key in qualifying)
    ]
    if not changed:
        return 0
    with TemporaryDirectory() as folder:
        path = Path(folder) / "stages.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([_COLUMNS, *(_line(one) for one in changed)])
        mapping = Path(folder) / "assay"
        mapping.write_text(files("assay.landing").joinpath("stage_changes.toml").read_text("utf-8"), "utf-8")
        options = {"delimiter": ",", "encoding": "utf-8", "again": "true"}
        load(workspace, [path], mapping=mapping, options=options)
    note(workspace, "stages", by, changed=len(changed))
    return len(changed)


def _line(one: StageRow) -> tuple[object, ...]:
    return tuple(str(one.is_qualified).lower() if name == "is_qualified" else getattr(one, name) for name in _COLUMNS)


__all__ = ["StageRow", "landed_stages", "qualify"]
