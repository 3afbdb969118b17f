"""The archive is safe: nothing is deleted that may be data, nothing is built on files or a manifest that were changed.

A load says first which number it takes (`landing/pending.json`). What a killed load has left is told by that number;
any other file that neither manifest nor records name may be somebody's data, and stays.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from assay.errors import WorkspaceError
from assay.landing.manifest import kept_files, known_paths, next_numbers, reading, record_load, writing
from assay.landing.records import (
    insert_rows,
    loads_in,
    read_record,
    read_records,
    record_path,
    recorded_loads,
    rows_of,
)
from assay.plural import many
from assay.store.audit import acting_here, entries, last_line, note
from assay.store.durable import write_durably
from assay.store.hashes import problem_of
from assay.store.workspace import Workspace

PLACES = ("landing", "quarantine")


def begin_load(workspace: Workspace, job: str = "load", by: str | None = None) -> int:
    """Clear away what a killed load left and say that the next one begins; returns its number. Needs the lock.

    `job` and `by` (else who runs this) are what the log will say of it, whoever is killed on the way.

    WorkspaceError where the manifest lacks a load, or files lie in the archive that nobody named: nothing is deleted.
    """
    _settle_pending(workspace)
    _write_missing_records(workspace)
    check_manifest(workspace)
    check_named(workspace)
    load, _ = next_numbers(workspace)
    workspace.landing.mkdir(parents=True, exist_ok=True)
    said = {"load": load, "job": job, "actor": by or acting_here(), "behind": last_line(workspace)}
    write_durably(_pending(workspace), json.dumps(said, ensure_ascii=False) + "\n")
    return load


def end_load(workspace: Workspace) -> None:
    _pending(workspace).unlink(missing_ok=True)


def check_manifest(workspace: Workspace) -> None:
    """WorkspaceError unless the manifest tells of every load exactly what its record tells."""
    recorded = recorded_loads(workspace)
    if not recorded and not workspace.manifest.exists():
        return
    with reading(workspace) as connection:
        known = loads_in(connection)
        if lost := recorded - known - _unfinished(workspace):
            raise _lost(workspace, f"lacks {_listed(lost)}, whose files lie in {workspace.landing}")
        for load in sorted(recorded & known):
            if read_record(record_path(workspace, load)).tables != rows_of(connection, load):
                raise _lost(workspace, f"says other things of load {load} than when it landed")


def check_named(workspace: Workspace) -> None:
    """WorkspaceError where the archive holds files that neither manifest nor records know."""
    if unnamed := unnamed_files(workspace):
        raise WorkspaceError(
            f"{many(len(unnamed), 'file belongs', 'files belong')} to no load that the manifest knows, in {workspace.landing.parent}, "
            f"first {unnamed[0].relative_to(workspace.data)}. They may be data: nothing was changed or deleted.",
            hint="`assay repair` takes up what they hold.",
        )


def unnamed_files(workspace: Workspace) -> list[Path]:
    """Files that nothing tells of, but for what a load under way, or one that was killed, has written by now."""
    named = known_paths(workspace) | {path for record in read_records(workspace) for path in record.paths}
    named |= {path.relative_to(workspace.data).as_posix() for path in left_over(workspace)}
    return [path for path in archived_files(workspace) if path.relative_to(workspace.data).as_posix() not in named]


def left_over(workspace: Workspace) -> list[Path]:
    """Files of a load (or a taking back) that began and has no record: it has not happened."""
    loads = {load for load in _unfinished(workspace) if not record_path(workspace, load).exists()}
    known = known_paths(workspace) if loads else set()
    files = archived_files(workspace) if loads else []
    return [
        path for path in files if _number(path) in loads and path.relative_to(workspace.data).as_posix() not in known
    ]


def archived_files(workspace: Workspace) -> list[Path]:
    return sorted(path for place in PLACES for path in (workspace.data / place).rglob("*.parquet"))


def check_intact(workspace: Workspace, paths: Iterable[str]) -> None:
    """WorkspaceError at the first file that is missing or not what was written.

    Read whole once by each process; files of loads that have no record yet (of an early version) are taken as they are.
    """
    kept = kept_files(workspace)
    for path in dict.fromkeys(paths):
        if path in kept and (problem := problem_of(workspace.data, kept[path])):
            raise damaged(workspace, path, problem)


def damaged(workspace: Workspace, path: str, problem: str) -> WorkspaceError:
    return WorkspaceError(
        f"{workspace.data / path} is damaged: {problem}. No figure is built on it.",
        hint="`assay restore BACKUP` brings it back; without a backup, `assay verify` tells which load to take back with "
        "`assay undo LOAD` and which file to load again.",
    )


def _settle_pending(workspace: Workspace) -> None:
    """A load that was killed after its record was written has landed; one before has not, and its files go."""
    adopt_recorded(workspace)
    for path in left_over(workspace):
        path.unlink()
    note_pending(workspace)
    end_load(workspace)


def note_pending(workspace: Workspace) -> None:
    """Give a load that was killed after its record was written the line of the log that it did not come to."""
    said = _said_pending(workspace)
    load = said.get("load")
    if "behind" not in said or not record_path(workspace, int(load or 0)).exists():
        return
    lines = (one.details for one in entries(workspace) if one.number > said["behind"])
    if not any(load in (one.get("load"), one.get("event")) for one in lines):
        note(workspace, said["job"], said["actor"], load=load, killed=True)


def adopt_recorded(workspace: Workspace) -> None:
    """Take a load that was killed between its record and the manifest into the manifest."""
    for load in _unfinished(workspace):
        if record_path(workspace, load).exists():
            adopt(workspace, {load: read_record(record_path(workspace, load)).tables})


def adopt(workspace: Workspace, loads: Mapping[int, Mapping[str, list[dict[str, object]]]]) -> None:
    """Take loads into the manifest as their records tell them."""
    with writing(workspace) as connection:
        for tables in loads.values():
            insert_rows(connection, tables)


def _unfinished(workspace: Workspace) -> set[int]:
    """The number of a load that began and that the manifest does not know."""
    try:
        number = int(_said_pending(workspace)["load"])
    except (ValueError, KeyError, TypeError):
        return set()
    with reading(workspace) as connection:
        return {number} - loads_in(connection)


def _said_pending(workspace: Workspace) -> Mapping[str, Any]:
    """What a load that is under way, or was killed, said of itself; nothing where there is none."""
    try:
        said = json.loads(_pending(workspace).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def _write_missing_records(workspace: Workspace) -> None:
    """Loads of a version that wrote none get one, with the hashes of their files as they are."""
    if not workspace.manifest.exists():
        return
    with reading(workspace) as connection:
        missing = loads_in(connection) - recorded_loads(workspace)
    if not missing:
        return
    with writing(workspace) as connection:
        for load in sorted(missing):
            record_load(workspace, connection, load)


def _number(path: Path) -> int | None:
    """The load that a landed file's name tells: 000007-000012.parquet, 000007.gone.parquet."""
    digits = path.name[:6]
    return int(digits) if digits.isdigit() and path.name[6:7] in ("-", ".") else None


def _pending(workspace: Workspace) -> Path:
    return workspace.landing / "pending.json"


def _lost(workspace: Workspace, what: str) -> WorkspaceError:
    return WorkspaceError(
        f"{workspace.manifest} {what}. Nothing was changed.",
        hint="`assay repair` makes it anew from the records of the loads; nothing is lost.",
    )


def _listed(loads: set[int]) -> str:
    numbers = sorted(loads)
    first = ", ".join(map(str, numbers[:3]))
    return f"{len(numbers)} loads ({first}{' …' if len(numbers) > 3 else ''})" if len(numbers) > 1 else f"load {first}"
