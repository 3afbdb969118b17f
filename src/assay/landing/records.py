"""A record of every load beside what it landed: `landing/loads/000007.json`. The manifest can be made anew of them.

A record has the manifest's rows of that load, and size and SHA-256 of each file they name. It is on the disk before the
manifest knows the load, so that whoever finds fewer loads in the manifest than records knows that something was lost.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assay.errors import WorkspaceError
from assay.store.durable import write_durably
from assay.store.workspace import Workspace

FORMAT = 1
PATHS = {
    "batches": "path",
    "superseded": "path",
    "resolved": "path",
    "confirmed": "path",
    "restored": "path",
    "files": "quarantine",
}
"""The columns of the manifest that name files, relative to the workspace's data folder."""


@dataclass(frozen=True)
class Record:
    """A load as its record tells it: the manifest's rows by table."""

    load: int
    tables: Mapping[str, list[dict[str, Any]]]

    @property
    def paths(self) -> set[str]:
        named = ((PATHS[table], row) for table, rows in self.tables.items() if table in PATHS for row in rows)
        return {row[column] for column, row in named if row.get(column)}


def folder(workspace: Workspace) -> Path:
    return workspace.landing / "loads"


def record_path(workspace: Workspace, load: int) -> Path:
    return folder(workspace) / f"{load:06d}.json"


def recorded_loads(workspace: Workspace) -> set[int]:
    return {int(path.stem) for path in folder(workspace).glob("*.json") if path.stem.isdigit()}


def rows_of(connection: sqlite3.Connection, load: int) -> dict[str, list[dict[str, Any]]]:
    """All that a manifest knows of a load, by table."""
    by_table: dict[str, list[dict[str, Any]]] = {}
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall():
        names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        if "load" in names:
            rows = connection.execute(f"SELECT {', '.join(names)} FROM {table} WHERE load = ? ORDER BY rowid", [load])
            if listed := [dict(zip(names, row, strict=True)) for row in rows]:
                by_table[table] = listed
    return by_table


def insert_rows(connection: sqlite3.Connection, tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> None:
    """Rows as `rows_of` gives them; tables and columns that this version does not know are passed over."""
    for table, rows in tables.items():
        known = {row[1] for row in connection.execute(f"PRAGMA table_info({json.dumps(table)})")}
        for row in rows:
            names = [name for name in row if name in known]
            if names:
                places = ", ".join("?" * len(names))
                connection.execute(
                    f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})", [row[name] for name in names]
                )


def write_record(workspace: Workspace, connection: sqlite3.Connection, load: int) -> None:
    """Put down what the manifest's connection knows of a load."""
    said = {"format": FORMAT, "load": load, "tables": rows_of(connection, load)}
    path = record_path(workspace, load)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_durably(path, json.dumps({"sha256": _hash(said), **said}, indent=1, ensure_ascii=False) + "\n")


def read_record(path: Path) -> Record:
    """WorkspaceError when the record is not what was written."""
    try:
        said = json.loads(path.read_text("utf-8"))
        written = said.pop("sha256")
        if written == _hash(said) and said["format"] == FORMAT:
            return Record(said["load"], said["tables"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise WorkspaceError(
        f"{path} is damaged: it is not what was written.",
        hint="`assay repair` writes it again from the manifest; nothing is lost.",
    )


def read_records(workspace: Workspace) -> Iterator[Record]:
    """All records, in the order of the loads."""
    for load in sorted(recorded_loads(workspace)):
        yield read_record(record_path(workspace, load))


def loads_in(connection: sqlite3.Connection) -> set[int]:
    """The loads that a manifest knows."""
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        int(row[0])
        for table in tables
        if "load" in [column[1] for column in connection.execute(f"PRAGMA table_info({table})")]
        for row in connection.execute(f"SELECT DISTINCT load FROM {table}")
    }


def _hash(said: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
