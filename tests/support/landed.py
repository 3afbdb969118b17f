"""Rows of plain dictionaries, landed in a workspace as files of their tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assay.landing.load import load
from assay.landing.report import LoadReport
from assay.store.workspace import Workspace


def land(workspace: Workspace, tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> LoadReport:
    """Load them all; a row that is quarantined is a mistake of the test."""
    with TemporaryDirectory() as folder:
        report = load(workspace, write_files(Path(folder), tables))
    assert report.quarantine == (), report.quarantine
    return report


def write_files(folder: Path, tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> list[Path]:
    """One NDJSON file a table, in this folder."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{name}.ndjson" for name in tables]
    for path, rows in zip(paths, tables.values(), strict=True):
        path.write_text("".join(json.dumps(row, default=str) + "\n" for row in rows), "utf-8")
    return paths
