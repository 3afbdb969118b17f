"""A workspace with sources, and short ways to pull and to read back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from assay.connectors.pull import pull
from assay.connectors.report import SourceReport
from assay.landing.current import current_sql
from assay.store.workspace import Workspace, create_workspace


class Pulling:
    """One workspace in a folder; `declare` adds sources to its settings."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = create_workspace(folder / "workspace").path

    @property
    def workspace(self) -> Workspace:
        return Workspace(self.path)

    def declare(self, text: str) -> None:
        with (self.path / "assay.toml").open("a", encoding="utf-8") as file:
            file.write("\n" + text)

    def pull(self, **rest: Any) -> SourceReport:
        """Pulls the only source; its counts must add up."""
        (report,) = pull(self.workspace, **rest).sources
        counts = report.counts
        kept = ("loaded", "unchanged", "duplicate", "conflict", "quarantined")
        assert counts["rows_in"] == sum(counts[name] for name in kept)
        return report

    def rows(self, table: str, columns: str) -> list[tuple[Any, ...]]:
        query = f"SELECT {columns} FROM ({current_sql(self.workspace, table)}) ORDER BY ALL"
        return duckdb.connect().execute(query).fetchall()

    def everything_written(self) -> bytes:
        return b"".join(path.read_bytes() for path in sorted(self.path.rglob("*")) if path.is_file())
