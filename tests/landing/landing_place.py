"""A workspace to land in, and short ways to write files and read back what landed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import duckdb

from assay.landing.current import current_sql
from assay.landing.load import load
from assay.landing.report import LoadReport
from assay.store.workspace import Workspace, create_workspace

Rows = list[tuple[Any, ...]]
Counted = Callable[[LoadReport], Mapping[str, int]]


class Landing:
    """Writes files into a folder, loads them, reads back the current rows."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workspace: Workspace = create_workspace(folder / "workspace")

    def write(self, name: str, text: str, encoding: str = "utf-8") -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode(encoding))
        return path

    def load(self, *files: str | Path, **rest: Any) -> LoadReport:
        return load(self.workspace, [self.folder / file for file in files], **rest)

    def land(self, table: str, text: str, **rest: Any) -> LoadReport:
        """A CSV of one table, loaded."""
        return self.load(self.write(f"{table}.csv", text), **rest)

    def rows(self, table: str, columns: str) -> Rows:
        query = f"SELECT {columns} FROM ({current_sql(self.workspace, table)}) ORDER BY ALL"
        return duckdb.connect().execute(query).fetchall()


def counts(report: LoadReport) -> Mapping[str, int]:
    """The counts of a report that are not 0, which must add up."""
    for table in report.tables:
        assert table.rows_in == table.loaded + table.unchanged + table.duplicate + table.conflict + table.quarantined
    total: dict[str, int] = report.to_json()["total"]
    return {name: rows for name, rows in total.items() if rows}
