"""`assay verify`: every file that has landed, every run and every record read whole and compared with what was written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from assay.errors import AssayError, WorkspaceError
from assay.landing.archive import check_manifest, unnamed_files
from assay.landing.manifest import kept_files, landed_files, reading
from assay.landing.records import read_record, record_path, recorded_loads
from assay.store.audit import entries
from assay.store.hashes import Kept, problem_of
from assay.store.parts import CLEARS, FOREIGN, changed_from_outside, read_list
from assay.store.runs import read_pointer
from assay.store.workspace import Workspace

DATABASES = (
    "figures.sqlite",
    "app.sqlite",
    "alerts.sqlite",
    "follow_ups.sqlite",
    "jobs.sqlite",
    "deliveries.sqlite",
    "pushed.sqlite",
    "looks.sqlite",
    "desk.sqlite",
)
_BUILD = "`assay refresh --full` builds it again from what has landed."
_REPAIR = "`assay repair`: nothing is lost."


@dataclass(frozen=True)
class Problem:
    """Something that is not as it was written, and what to do about it."""

    path: str
    problem: str
    remedy: str


@dataclass(frozen=True)
class Verified:
    """What was read: files and their bytes; `problems` is empty when all is well."""

    files: int
    bytes: int
    problems: tuple[Problem, ...]


def verify(workspace: Workspace) -> Verified:
    """Read everything; works beside readers and writers."""
    problems = [*_index(workspace), *_databases(workspace), *_log(workspace)]
    sizes: list[int] = []
    for kept, remedy in (*_landed(workspace), *_built(workspace, problems)):
        sizes.append(max(kept.size, 0))
        if kept.size >= 0 and (problem := problem_of(workspace.data, kept, afresh=True)):
            problems.append(Problem(kept.path, problem, remedy))
    return Verified(len(sizes), sum(sizes), tuple(problems))


def _index(workspace: Workspace) -> Iterator[Problem]:
    for load in sorted(recorded_loads(workspace)):
        try:
            read_record(record_path(workspace, load))
        except WorkspaceError as error:
            yield Problem(f"landing/loads/{load:06d}.json", error.message, _REPAIR)
    try:
        if workspace.manifest.exists() and (told := integrity(workspace.manifest)):
            yield Problem("manifest.sqlite", told, _REPAIR)
        check_manifest(workspace)
    except WorkspaceError as error:
        yield Problem("manifest.sqlite", error.message, _REPAIR)
        return
    for path in unnamed_files(workspace):
        yield Problem(path.relative_to(workspace.data).as_posix(), "belongs to no load", "`assay repair` takes it up.")


def _databases(workspace: Workspace) -> Iterator[Problem]:
    for name in DATABASES:
        path = workspace.data / name
        if path.exists() and (told := integrity(path)):
            yield Problem(name, told, "`assay repair` saves what can be read; `assay restore BACKUP` brings it back.")


def _log(workspace: Workspace) -> Iterator[Problem]:
    try:
        for _ in entries(workspace):
            pass
    except WorkspaceError as error:
        yield Problem(
            "audit.ndjson", error.message, "`assay restore BACKUP --only audit.ndjson` brings back an older one."
        )


def integrity(path: Path) -> str | None:
    """What SQLite finds wrong with a file; None when it is sound."""
    try:
        with closing(sqlite3.connect(f"file:{_uri(path)}?mode=ro", uri=True, timeout=30)) as connection:
            (told,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        return str(error)
    return None if told == "ok" else str(told)


def _uri(path: Path) -> str:
    return str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _landed(workspace: Workspace) -> list[tuple[Kept, str]]:
    try:
        kept = kept_files(workspace)
        with reading(workspace) as connection:
            load_of = dict(connection.execute("SELECT path, load FROM kept").fetchall())
        files = {file.load: file.report.file for file in landed_files(workspace, taken_back=True)}
    except AssayError:
        return []
    return [(one, _remedy(load_of[path], files.get(load_of[path]))) for path, one in kept.items()]


def _remedy(load: int, file: str | None) -> str:
    again = f"and load {file!r} again" if file else "and load its files again"
    return f"`assay restore BACKUP` brings it back; without a backup: `assay undo {load}` {again}."


def _built(workspace: Workspace, problems: list[Problem]) -> list[tuple[Kept, str]]:
    try:
        numbers = read_pointer(workspace).published
    except AssayError as error:
        problems.append(Problem("current", error.message, _REPAIR))
        return []
    listed: dict[str, Kept] = {}
    for number in numbers:
        if log := changed_from_outside(workspace, number):
            problems.append(Problem(log, FOREIGN, CLEARS))
        try:
            listed |= {one.path: one for one in read_list(workspace, number)}
        except AssayError as error:
            problems.append(Problem(f"runs/{number}.parts", error.message, _BUILD))
    return [(one, _BUILD) for one in listed.values()]
