"""What has landed: one entry per batch, made visible by one transaction per load."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assay.errors import WorkspaceError
from assay.landing import records
from assay.landing.report import TableReport
from assay.store.hashes import Kept, measure
from assay.store.transactions import transaction
from assay.store.workspace import Workspace

_SCHEMA = """
CREATE TABLE IF NOT EXISTS batches (
  batch INTEGER PRIMARY KEY, load INTEGER NOT NULL, table_name TEXT NOT NULL, path TEXT NOT NULL, rows INTEGER NOT NULL,
  columns TEXT NOT NULL, source TEXT NOT NULL, file TEXT NOT NULL, digest TEXT NOT NULL, landed_at TEXT NOT NULL,
  origin TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS superseded (
  load INTEGER NOT NULL, table_name TEXT NOT NULL, path TEXT NOT NULL, rows INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS files (
  identity TEXT NOT NULL, load INTEGER NOT NULL, landed_at TEXT NOT NULL, file TEXT NOT NULL, table_name TEXT NOT NULL,
  rows_in INTEGER NOT NULL, loaded INTEGER NOT NULL, unchanged INTEGER NOT NULL, duplicate INTEGER NOT NULL,
  quarantined INTEGER NOT NULL, skipped INTEGER NOT NULL, quarantine TEXT,
  conflict INTEGER NOT NULL DEFAULT 0, retired INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS resolved (
  load INTEGER NOT NULL, table_name TEXT NOT NULL, path TEXT NOT NULL, rows INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS confirmed (
  load INTEGER NOT NULL, table_name TEXT NOT NULL, path TEXT NOT NULL, rows INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS restored (
  load INTEGER NOT NULL, table_name TEXT NOT NULL, path TEXT NOT NULL, rows INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS pulled (
  load INTEGER NOT NULL, source TEXT NOT NULL, feed TEXT NOT NULL, reading TEXT NOT NULL, cursor TEXT NOT NULL,
  rows INTEGER NOT NULL, landed_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS undone (load INTEGER NOT NULL, undone INTEGER NOT NULL, landed_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS kept (
  load INTEGER NOT NULL, path TEXT PRIMARY KEY, size INTEGER NOT NULL, sha256 TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS files_by_identity ON files (identity);
"""
_LATER = {
    "files": {"conflict": "INTEGER NOT NULL DEFAULT 0", "retired": "INTEGER NOT NULL DEFAULT 0"},
    "batches": {"origin": "TEXT NOT NULL DEFAULT ''"},
}
"""Columns that came after the first version, in the order of the tables: a manifest without them gets them."""


@dataclass(frozen=True)
class Batch:
    """Rows of one table from one file of one load. `path` is relative to the workspace's data folder.

    `columns` are the canonical and `x_` columns its file has: those the contract gets later are not among them.
    `origin` is which export of its source the rows are of: a complete one retires what is no longer in it.
    """

    batch: int
    load: int
    table: str
    path: str
    rows: int
    columns: tuple[str, ...]
    source: str
    file: str
    digest: str
    landed_at: str
    origin: str = ""

    @property
    def attributes(self) -> tuple[str, ...]:
        return tuple(name for name in self.columns if name.startswith("x_"))


@dataclass(frozen=True)
class Superseded:
    """A list of (batch, row) that a load replaced. `path` is relative to the workspace's data folder."""

    load: int
    table: str
    path: str
    rows: int


@dataclass(frozen=True)
class Resolved:
    """A list of (load, batch, row) of quarantined rows that came well with `load`. `path` as in `Superseded`."""

    load: int
    table: str
    path: str
    rows: int


@dataclass(frozen=True)
class Confirmed:
    """Landed rows that a load had too, or older ones of: (batch, first_row, last_row, older). `path` as in `Superseded`."""

    load: int
    table: str
    path: str
    rows: int


@dataclass(frozen=True)
class Restored:
    """A list of (batch, row) of rows of which the event `load` landed copies, as early versions kept it."""

    load: int
    table: str
    path: str
    rows: int


@dataclass(frozen=True)
class Undone:
    """Load `undone` was taken back by the event `load`, which has a number of its own."""

    load: int
    undone: int
    landed_at: str


@dataclass(frozen=True)
class Mark:
    """How far a pull has read one feed (a table, a folder) of a source when what it read landed.

    `cursor` is JSON that the source's connector alone understands; `reading` tells how the feed was read (its query, its
    mapping): a cursor of another reading says nothing.
    """

    source: str
    feed: str
    reading: str
    cursor: str
    rows: int


@dataclass(frozen=True)
class LandedFile:
    """A file that was loaded, with its counts. `quarantine` is the path of its bad rows, if it had any."""

    identity: str
    load: int
    landed_at: str
    report: TableReport
    quarantine: str | None


def batches(workspace: Workspace, table: str) -> tuple[Batch, ...]:
    """The batches of a table, oldest first."""
    query = "SELECT * FROM batches WHERE table_name = ? ORDER BY batch"
    return tuple(_batch(row) for row in _read(workspace, query, (table,)))


def all_batches(workspace: Workspace) -> tuple[Batch, ...]:
    """The batches of all tables, oldest first."""
    return tuple(_batch(row) for row in _read(workspace, "SELECT * FROM batches ORDER BY batch", ()))


def superseded(workspace: Workspace, table: str) -> tuple[Superseded, ...]:
    query = "SELECT * FROM superseded WHERE table_name = ? ORDER BY load"
    return tuple(Superseded(*row) for row in _read(workspace, query, (table,)))


def resolved(workspace: Workspace, table: str) -> tuple[Resolved, ...]:
    query = f"SELECT * FROM resolved WHERE table_name = ? AND {_STANDS} ORDER BY load"
    return tuple(Resolved(*row) for row in _read(workspace, query, (table,)))


def confirmed(workspace: Workspace, table: str) -> tuple[Confirmed, ...]:
    """Of all loads, those that were taken back too."""
    query = "SELECT * FROM confirmed WHERE table_name = ? ORDER BY load"
    return tuple(Confirmed(*row) for row in _read(workspace, query, (table,)))


def undone(workspace: Workspace) -> tuple[Undone, ...]:
    return tuple(Undone(*row) for row in _read(workspace, "SELECT * FROM undone ORDER BY load, undone", ()))


def landed_files(workspace: Workspace, *, taken_back: bool = False) -> tuple[LandedFile, ...]:
    """What was loaded, oldest first, one entry for each table a file gave; `taken_back` adds loads that were undone."""
    condition = "true" if taken_back else _STANDS
    return tuple(
        _landed(row) for row in _read(workspace, f"SELECT * FROM files WHERE {condition} ORDER BY load, rowid", ())
    )


def last_landing(workspace: Workspace, identity: str) -> tuple[LandedFile, ...]:
    """What the last load of a file of this identity gave; nothing when it never landed."""
    query = (
        "SELECT * FROM files WHERE identity = ?1 AND load = "
        f"(SELECT max(load) FROM files WHERE identity = ?1 AND {_STANDS}) ORDER BY rowid"
    )
    return tuple(_landed(row) for row in _read(workspace, query, (identity,)))


def last_mark(workspace: Workspace, source: str, feed: str) -> Mark | None:
    """How far the feed has landed; loads that were undone have not."""
    query = (
        "SELECT source, feed, reading, cursor, rows FROM pulled "
        f"WHERE source = ? AND feed = ? AND {_STANDS} ORDER BY load DESC, rowid DESC LIMIT 1"
    )
    row = _read(workspace, query, (source, feed))
    return Mark(*row[0]) if row else None


def last_pulled(workspace: Workspace) -> dict[str, str]:
    """When something of a source landed last, by its name, ISO 8601 in UTC."""
    query = f"SELECT source, max(landed_at) FROM pulled WHERE {_STANDS} GROUP BY source"
    return {str(name): str(at) for name, at in _read(workspace, query, ())}


def last_moment(workspace: Workspace) -> str | None:
    """When the last load landed, ISO 8601 in UTC."""
    both = "SELECT landed_at FROM files UNION ALL SELECT landed_at FROM undone"
    row = _read(workspace, f"SELECT max(landed_at) FROM ({both})", ())
    return row[0][0] if row else None


def first_system(workspace: Workspace) -> str | None:
    """The named system (a preset's or `--source`) whose companies or people landed first: its ids have no prefix."""
    query = (
        "SELECT source FROM batches WHERE table_name IN ('accounts', 'people') AND source NOT IN ('file', 'assay') "
        "AND source NOT LIKE '%.toml' ORDER BY batch LIMIT 1"
    )
    row = _read(workspace, query, ())
    return str(row[0][0]) if row else None


def next_numbers(workspace: Workspace) -> tuple[int, int]:
    """The numbers of the next load and the next batch."""
    with reading(workspace) as connection:
        load = max(records.loads_in(connection), default=0) + 1
    numbers = _read(workspace, "SELECT coalesce(max(batch), 0) + 1 FROM batches", ())
    return (load, numbers[0][0] if numbers else 1)


def known_loads(workspace: Workspace) -> set[int]:
    """The numbers of all loads, and of the events that took loads back."""
    with reading(workspace) as connection:
        return records.loads_in(connection)


def known_paths(workspace: Workspace) -> set[str]:
    """Every path the manifest speaks of."""
    queries = [f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL" for table, column in records.PATHS.items()]
    return {row[0] for query in queries for row in _read(workspace, query, ())}


def kept_files(workspace: Workspace) -> dict[str, Kept]:
    """Every file that has landed, by its path, as it was written."""
    rows = _read(workspace, "SELECT path, size, sha256 FROM kept ORDER BY path", ())
    return {row[0]: Kept(*row) for row in rows}


def record(
    workspace: Workspace,
    new: Iterable[Batch],
    replaced: Iterable[Superseded],
    mended: Iterable[Resolved],
    files: Iterable[LandedFile],
    same: Iterable[Confirmed] = (),
    taken_back: Iterable[Undone] = (),
    copied: Iterable[Restored] = (),
    marks: Iterable[tuple[int, str, Mark]] = (),
) -> None:
    """Makes a load visible, all of it or nothing. What the paths name must be on the disk.

    `marks` are (load, landed at, mark).
    """
    written: list[int] = []
    try:
        with writing(workspace) as connection:
            connection.executemany("INSERT INTO batches VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", map(_batch_row, new))
            lists: tuple[tuple[str, Iterable[Superseded | Resolved | Confirmed | Restored]], ...] = (
                ("superseded", replaced),
                ("resolved", mended),
                ("confirmed", same),
                ("restored", copied),
            )
            for name, listed in lists:
                rows = [(one.load, one.table, one.path, one.rows) for one in listed]
                connection.executemany(f"INSERT INTO {name} VALUES (?, ?, ?, ?)", rows)
            values = ", ".join("?" * 14)
            connection.executemany(f"INSERT INTO files VALUES ({values})", map(_file_row, files))
            events = [(one.load, one.undone, one.landed_at) for one in taken_back]
            connection.executemany("INSERT INTO undone VALUES (?, ?, ?)", events)
            read = [(load, one.source, one.feed, one.reading, one.cursor, one.rows, at) for load, at, one in marks]
            connection.executemany("INSERT INTO pulled VALUES (?, ?, ?, ?, ?, ?, ?)", read)
            for load in sorted(records.loads_in(connection) - records.recorded_loads(workspace)):
                written.append(load)
                record_load(workspace, connection, load)
    except BaseException:
        for load in written:  # what the manifest does not know has not landed
            records.record_path(workspace, load).unlink(missing_ok=True)
        raise


def record_load(workspace: Workspace, connection: sqlite3.Connection, load: int) -> None:
    """Measure a load's files and put its record on the disk, before the transaction ends."""
    there = {row[0] for row in connection.execute("SELECT path FROM kept WHERE load = ?", [load])}
    tables = records.rows_of(connection, load)
    for path in sorted(records.Record(load, tables).paths - there):
        one = measure(workspace.data, path)
        connection.execute("INSERT INTO kept VALUES (?, ?, ?, ?)", [load, one.path, one.size, one.sha256])
    records.write_record(workspace, connection, load)


def change_file(workspace: Workspace, path: str) -> None:
    """Measure a landed file anew that was changed on purpose. Needs the lock."""
    one = measure(workspace.data, path)
    with writing(workspace) as connection:
        connection.execute("UPDATE kept SET size = ?, sha256 = ? WHERE path = ?", [one.size, one.sha256, path])
        for (load,) in connection.execute("SELECT load FROM kept WHERE path = ?", [path]).fetchall():
            records.write_record(workspace, connection, load)


def rewrite(workspace: Workspace, files: Iterable[Kept], cleaned: Callable[[str], str]) -> None:
    """Take in landed files that were changed on purpose, and say names of files and sources as `cleaned`. Needs the lock.

    The tables whose batches changed are told apart from what they were by the digests of these.
    """
    with writing(workspace) as connection:
        connection.create_function("cleaned", 1, cleaned, deterministic=True)
        for one in files:
            update = "UPDATE kept SET size = ?, sha256 = ? WHERE path = ?"
            connection.execute(update, [one.size, one.sha256, one.path])
            connection.execute("UPDATE batches SET digest = ? WHERE path = ?", [f"erased {one.sha256}", one.path])
        for table in ("batches", "files"):
            connection.execute(f"UPDATE {table} SET file = cleaned(file) WHERE file <> cleaned(file)")
        for load in records.recorded_loads(workspace) & records.loads_in(connection):
            records.write_record(workspace, connection, load)


def _batch(row: tuple[Any, ...]) -> Batch:
    batch, load, table, path, rows, columns, *origin = row
    return Batch(batch, load, table, path, rows, tuple(json.loads(columns)), *origin)


def _batch_row(batch: Batch) -> tuple[object, ...]:
    return (
        batch.batch,
        batch.load,
        batch.table,
        batch.path,
        batch.rows,
        json.dumps(batch.columns),
        batch.source,
        batch.file,
        batch.digest,
        batch.landed_at,
        batch.origin,
    )


def _file_row(file: LandedFile) -> tuple[object, ...]:
    counts = file.report
    return (
        file.identity,
        file.load,
        file.landed_at,
        counts.file,
        counts.table,
        counts.rows_in,
        counts.loaded,
        counts.unchanged,
        counts.duplicate,
        counts.quarantined,
        counts.skipped,
        file.quarantine,
        counts.conflict,
        counts.retired,
    )


def _landed(row: tuple[Any, ...]) -> LandedFile:
    identity, load, landed_at, *counts = row[:11]
    quarantine, *later = row[11:]
    return LandedFile(identity, load, landed_at, TableReport(*counts, *later), quarantine)


_TABLES = re.findall(r"CREATE TABLE IF NOT EXISTS (\w+)", _SCHEMA)
_STANDS = "stands(load)"
"""The load is not taken back."""


def taken_back(events: Iterable[tuple[int, int]]) -> set[int]:
    """The loads that are taken back, of all (event, load that it took back): an event that was itself taken back no
    longer counts, and counts again when what took it back is.
    """
    gone: set[int] = set()
    for event, load in sorted(events, reverse=True):  # an event can only be taken back by a later one
        if event not in gone:
            gone.add(load)
    return gone


def _read(workspace: Workspace, query: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
    with reading(workspace) as connection:
        if _STANDS in query:
            gone = taken_back(connection.execute("SELECT load, undone FROM undone").fetchall())
            connection.create_function("stands", 1, lambda load: load not in gone, deterministic=True)
        return connection.execute(query, values).fetchall()


@contextmanager
def reading(workspace: Workspace) -> Iterator[sqlite3.Connection]:
    """The manifest for reading; an empty one where nothing has landed yet. WorkspaceError where it is damaged."""
    there = workspace.manifest.exists()
    try:
        with closing(sqlite3.connect(workspace.manifest if there else ":memory:", timeout=30)) as connection:
            there_now = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not there_now.issuperset(_TABLES):
                connection = _as_of_now(connection)
            yield connection
    except sqlite3.DatabaseError as error:
        raise _damaged(workspace.manifest, error) from None


def _as_of_now(early: sqlite3.Connection) -> sqlite3.Connection:
    """A copy in memory with the tables of this version, of a manifest that an early one wrote."""
    copy = sqlite3.connect(":memory:")
    early.backup(copy)
    copy.executescript(_SCHEMA)
    _add_later_columns(copy)
    return copy


@contextmanager
def writing(workspace: Workspace) -> Iterator[sqlite3.Connection]:
    """One transaction on the manifest. Needs the lock. WorkspaceError where it is damaged."""
    try:
        with closing(sqlite3.connect(workspace.manifest, timeout=30, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous = FULL")
            connection.executescript(_SCHEMA)
            _add_later_columns(connection)
            with transaction(connection):
                yield connection
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        raise _damaged(workspace.manifest, error) from None


def _add_later_columns(connection: sqlite3.Connection) -> None:
    for table, columns in _LATER.items():
        there = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
        for name, kind in columns.items():
            if name not in there:
                connection.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")


def _damaged(path: Path, error: Exception) -> WorkspaceError:
    return WorkspaceError(
        f"{path} cannot be read: {error}.",
        hint="`assay repair` makes it anew from the records of the loads; leave it where it is.",
    )
