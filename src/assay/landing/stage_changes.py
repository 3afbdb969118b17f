"""What stages mean and which of them qualify a deal, said in Assay: rows of `stages` of the source `assay`, taken back as any load."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from assay.engine.duckdb import open_in_memory
from assay.landing.current import current_sql
from assay.landing.load import load
from assay.store.audit import acting, note
from assay.store.workspace import Workspace

_COLUMNS = ("stage", "position", "status", "is_qualified", "probability", "pipeline")


@dataclass(frozen=True)
class StageRow:
    """A row of `stages` as it landed, or one that could land: a stage that only deals name has a status where its name tells it."""

    stage: str
    position: float | None
    status: str | None
    is_qualified: bool
    probability: float | None
    pipeline: str | None
    is_described: bool = True

    @property
    def key(self) -> tuple[str, str | None]:
        return self.stage, self.pipeline


def landed_stages(workspace: Workspace) -> tuple[StageRow, ...]:
    """The stages as they have landed by now, by pipeline and place."""
    columns = "stage, position, status, coalesce(is_qualified, false), probability, pipeline"
    with open_in_memory() as connection:
        sql = f"SELECT {columns} FROM ({current_sql(workspace, 'stages')}) ORDER BY pipeline, position, stage"
        return tuple(StageRow(*row) for row in connection.execute(sql).fetchall())


def settle_stages(workspace: Workspace, rows: Sequence[StageRow], *, by: str | None = None) -> None:
    """Land these rows; each has a status."""
    if not rows:
        return
    with acting(by), TemporaryDirectory() as folder:
        path = Path(folder) / "stages.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([_COLUMNS, *(_line(one) for one in rows)])
        mapping = Path(folder) / "assay"
        mapping.write_text(files("assay.landing").joinpath("stage_changes.toml").read_text("utf-8"), "utf-8")
        options = {"delimiter": ",", "encoding": "utf-8", "again": "true"}
        load(workspace, [path], mapping=mapping, options=options)
    note(workspace, "stages", by, changed=len(rows))


def _line(one: StageRow) -> tuple[object, ...]:
    return tuple(str(one.is_qualified).lower() if name == "is_qualified" else getattr(one, name) for name in _COLUMNS)


__all__ = ["StageRow", "landed_stages", "settle_stages"]
