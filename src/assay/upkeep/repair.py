"""`assay repair`: what can be told from something else is written again; what is replaced is put aside, not deleted."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from assay.contract.tables import TABLES
from assay.engine.literals import parquet
from assay.errors import WorkspaceError
from assay.landing import manifest
from assay.landing.archive import (
    adopt,
    adopt_recorded,
    check_manifest,
    end_load,
    left_over,
    note_pending,
    unnamed_files,
)
from assay.landing.current import landed_types
from assay.landing.records import loads_in, read_record, record_path, recorded_loads, write_record
from assay.landing.report import TableReport
from assay.plural import many
from assay.store.audit import note
from assay.store.durable import move_durably
from assay.store.hashes import measure
from assay.store.lock import writing
from assay.store.runs import rebuild_pointer
from assay.store.workspace import Workspace
from assay.upkeep.verify import DATABASES, integrity


def repair(workspace: Workspace) -> tuple[str, ...]:
    """Mend what can be mended; returns what was done, nothing when all was well. Raises `BusyError`."""
    with writing(workspace, "repair"):
        done = [*_records(workspace), *_manifest(workspace), *_unfinished(workspace), *_unnamed(workspace)]
        if rebuilt := rebuild_pointer(workspace):
            done.append(rebuilt)
        for name in DATABASES:
            done += _database(workspace, name)
        if done:
            note(workspace, "repair", steps=len(done))
    return tuple(done)


def _records(workspace: Workspace) -> Iterator[str]:
    """Damaged records are written again from the manifest, else put aside: the files tell then."""
    for load in sorted(recorded_loads(workspace)):
        path = record_path(workspace, load)
        try:
            read_record(path)
            continue
        except WorkspaceError:
            aside = _aside(workspace, path)
        try:
            with manifest.reading(workspace) as connection:
                known = load in loads_in(connection)
                if known:
                    write_record(workspace, connection, load)
        except WorkspaceError:
            known = False
        how = "written again from the manifest" if known else "not known to the manifest"
        yield f"The record of load {load} was damaged: {how}, the old one is {aside}."


def _manifest(workspace: Workspace) -> Iterator[str]:
    with suppress(WorkspaceError):
        if not workspace.manifest.exists() or not integrity(workspace.manifest):
            check_manifest(workspace)
            return
    _record_the_rest(workspace)
    aside = f", the old one is {_aside(workspace, workspace.manifest)}" if workspace.manifest.exists() else ""
    records = [read_record(record_path(workspace, load)) for load in sorted(recorded_loads(workspace))]
    adopt(workspace, {record.load: record.tables for record in records})
    yield f"The manifest was made anew from the records of {many(len(records), 'load')}{aside}."


def _record_the_rest(workspace: Workspace) -> None:
    """Loads that only the old manifest knows, as far as it can be read and their files are there."""
    with suppress(WorkspaceError, sqlite3.Error, OSError), manifest.writing(workspace) as connection:
        for load in sorted(loads_in(connection) - recorded_loads(workspace)):
            manifest.record_load(workspace, connection, load)


def _unfinished(workspace: Workspace) -> Iterator[str]:
    """What a load or a taking back left that was killed is half of something: it is put aside, not taken up."""
    adopt_recorded(workspace)
    for path in left_over(workspace):
        yield f"{path.relative_to(workspace.data)} was left by a load that did not finish: it is now {_aside(workspace, path)}."
    note_pending(workspace)
    end_load(workspace)


def _unnamed(workspace: Workspace) -> Iterator[str]:
    """Files of loads that nothing tells of are taken up as they are; others of a known load are put aside."""
    known = manifest.known_loads(workspace)
    by_load: defaultdict[int, list[Path]] = defaultdict(list)
    for path in unnamed_files(workspace):
        digits = path.name[:6]
        if digits.isdigit() and int(digits) not in known and path.parent.name in TABLES:
            by_load[int(digits)].append(path)
        else:
            yield f"{path.relative_to(workspace.data)} belongs to no load: it is now {_aside(workspace, path)}."
    for load, paths in sorted(by_load.items()):
        rows = _take_up(workspace, load, paths)
        yield (
            f"Load {load}, {many(rows, 'row')} in {many(len(paths), 'file')}, was taken up from its files. If it had never finished: "
            f"`assay undo {load}`."
        )


def _take_up(workspace: Workspace, load: int, paths: list[Path]) -> int:
    batches: list[manifest.Batch] = []
    lists: dict[str, list[manifest.Superseded]] = defaultdict(list)
    files: list[manifest.LandedFile] = []
    moment = datetime.now(UTC).replace(tzinfo=None).isoformat()
    for path in paths:
        name, table = path.relative_to(workspace.data).as_posix(), path.parent.name
        rows = pq.read_metadata(path).num_rows
        kind = path.name.split(".")[1]
        if kind != "parquet":
            lists[kind].append(manifest.Superseded(load, table, name, rows))
        elif path.is_relative_to(workspace.landing):
            batches.append(_batch(workspace, load, path, rows))
        else:
            report = TableReport(path.stem, table, rows, 0, 0, 0, rows)
            files.append(manifest.LandedFile(f"taken up {name}", load, moment, report, name))
    files += [
        manifest.LandedFile(
            f"taken up {one.path}", load, moment, TableReport(one.file, one.table, one.rows, one.rows, 0, 0, 0), None
        )
        for one in batches
    ]
    manifest.record(
        workspace,
        batches,
        lists["gone"],
        [manifest.Resolved(one.load, one.table, one.path, one.rows) for one in lists["resolved"]],
        files,
        [manifest.Confirmed(one.load, one.table, one.path, one.rows) for one in lists["confirmed"]],
        copied=[manifest.Restored(one.load, one.table, one.path, one.rows) for one in lists["restored"]],
    )
    return sum(one.rows for one in batches)


def _batch(workspace: Workspace, load: int, path: Path, rows: int) -> manifest.Batch:
    table = path.parent.name
    names = pq.read_schema(path).names
    columns = [name for name in names if name in landed_types(table) or name.startswith("x_")]
    with duckdb.connect() as connection:
        batch = connection.execute(
            f"SELECT any_value(_source), any_value(_file), min(_landed_at) FROM {parquet([path])}"
        )
        source, file, landed_at = batch.fetchall()[0]
    return manifest.Batch(
        batch=int(path.stem.split("-")[1]),
        load=load,
        table=table,
        path=path.relative_to(workspace.data).as_posix(),
        rows=rows,
        columns=tuple(columns),
        source=source or "file",
        file=file or path.name,
        digest=measure(path.parent, path.name).sha256,
        landed_at=(landed_at or datetime.now(UTC).replace(tzinfo=None)).isoformat(),
    )


def _database(workspace: Workspace, name: str) -> Iterator[str]:
    """What can be read of a damaged file goes into a new one; a file of which nothing can be read stays."""
    path = workspace.data / name
    if not path.exists() or not integrity(path):
        return
    saved = path.with_name(name + ".saved")
    saved.unlink(missing_ok=True)
    rows, lost = _save(path, saved)
    if not rows:
        saved.unlink(missing_ok=True)
        yield f"Nothing can be read of {name}: it was left as it is. `assay restore BACKUP --only {name}` brings it back."
        return
    aside = _aside(workspace, path)
    move_durably(saved, path)
    missing = f" Not readable: {', '.join(lost)}." if lost else ""
    yield f"{name} was damaged: {many(rows, 'row was', 'rows were')} saved into a new one, the old one is {aside}.{missing}"


def _save(path: Path, target: Path) -> tuple[int, list[str]]:
    saved, lost = 0, []
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copy, copy:
        try:
            made = source.execute(
                "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC"
            ).fetchall()
        except sqlite3.DatabaseError:
            return 0, []
        for name, sql in made:
            copy.execute(sql)
            if not sql.upper().startswith("CREATE TABLE"):
                continue
            whole, rows = _readable(source, name)
            for row in rows:
                saved += copy.execute(
                    f"INSERT OR IGNORE INTO {name} VALUES ({', '.join('?' * len(row))})", row
                ).rowcount
            if not whole:
                lost.append(f"some rows of {name}")
    return saved, lost


def _readable(source: sqlite3.Connection, table: str) -> tuple[bool, list[tuple[object, ...]]]:
    """Whether all rows can be read, and those from both ends up to what is damaged."""
    rows: dict[tuple[object, ...], None] = {}
    whole = True
    for order in ("", " ORDER BY rowid DESC"):
        try:
            for row in source.execute(f"SELECT * FROM {table}{order}"):
                rows[row] = None
        except sqlite3.DatabaseError:
            whole = False
        if whole:
            break
    return whole, list(rows)


def _aside(workspace: Workspace, path: Path) -> str:
    """Move a file into `.assay/aside`; returns where it is."""
    folder = workspace.data / "aside"
    folder.mkdir(parents=True, exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    target = folder / f"{path.stem}-{stamp}{path.suffix}"
    move_durably(path, target)
    return target.relative_to(workspace.path).as_posix()
