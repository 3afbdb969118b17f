"""Landed files that are changed on purpose, once and for good: by an erasure, or because rows have reached their age.

The new files are written beside, then a journal says what is to be done. From then on nothing else writes to the workspace
until all of it has been done, also after a crash: each step may be done again.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from assay.engine.literals import copied
from assay.errors import DataError
from assay.landing import manifest
from assay.landing.archive import begin_load, end_load
from assay.landing.erased import ErasedPeople, ErasedPerson, merged, read_erased, write_erased
from assay.landing.marks import Marks
from assay.refresh import refresh
from assay.store.audit import note
from assay.store.durable import move_durably, sync, write_durably
from assay.store.hashes import Kept, measure
from assay.store.lock import ERASE, erasing_path, writing
from assay.store.runs import current, keep_only
from assay.store.workspace import Workspace
from assay.upkeep.other_places import clean_other_places


@dataclass(frozen=True)
class Rewriting:
    """What is to be done: `files` go to their places; of a `person` the hashes are kept and nothing else is. `said` is
    the report, as JSON, and `action` what the log calls it.
    """

    action: str
    rows: int
    files: Sequence[Kept]
    said: Mapping[str, Any]
    salt: str = ""
    person: ErasedPerson | None = None
    marks: Marks = field(default_factory=Marks)


def begin(workspace: Workspace) -> None:
    """A folder for the new files. Needs the lock; raises `WorkspaceError` where the archive is not what it was."""
    folder = erasing_path(workspace).parent
    shutil.rmtree(folder, ignore_errors=True)
    begin_load(workspace)
    end_load(workspace)
    folder.mkdir(mode=0o700)


def types_of(connection: Any, source: str) -> dict[str, str]:
    return {row[0]: row[1] for row in connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()}


def written(workspace: Workspace, connection: Any, path: str, select: str) -> Kept:
    """Write what a landed file is to become."""
    folder = erasing_path(workspace).parent
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    connection.execute("SET preserve_insertion_order = true")
    connection.execute(copied(select, target))
    sync(target)
    return measure(folder, path)


def decide(workspace: Workspace, todo: Rewriting) -> None:
    """From here on there is no way back. Needs the lock."""
    write_durably(erasing_path(workspace), json.dumps(asdict(todo)) + "\n")


def finish(workspace: Workspace) -> tuple[Mapping[str, Any], int | None]:
    """Do what the journal says; every step may have been done before. Returns its report and the number of the new run."""
    with writing(workspace, ERASE):
        todo = _journal(workspace)
        if todo.person:
            listed = ErasedPeople(todo.salt, (todo.person,))
            write_erased(workspace.data, merged(listed, read_erased(workspace.data)))
        _put_in_place(workspace, todo)
        if todo.person:
            clean_other_places(workspace, todo.marks)
    run = _built_anew(workspace)
    with writing(workspace, ERASE):
        if todo.person:
            keep_only(workspace, run)
            clean_other_places(workspace, todo.marks)
        note(workspace, todo.action, rows=todo.rows, files=len(todo.files))
        erasing_path(workspace).unlink()
        shutil.rmtree(erasing_path(workspace).parent, ignore_errors=True)
    return todo.said, run


def _journal(workspace: Workspace) -> Rewriting:
    said = json.loads(erasing_path(workspace).read_text("utf-8"))
    person = said["person"] and ErasedPerson(**{**said["person"], "hashes": tuple(said["person"]["hashes"])})
    marks = Marks(**{name: tuple(values) for name, values in said["marks"].items()})
    return Rewriting(**{**said, "files": [Kept(**one) for one in said["files"]], "person": person, "marks": marks})


def _put_in_place(workspace: Workspace, todo: Rewriting) -> None:
    folder = erasing_path(workspace).parent
    for one in todo.files:
        if (folder / one.path).exists():
            move_durably(folder / one.path, workspace.data / one.path)
    manifest.rewrite(workspace, todo.files, todo.marks.cleaned)


def _built_anew(workspace: Workspace) -> int | None:
    """The number of a run of what is there now; None where there was no run, or nothing is left to build one of."""
    if current(workspace) is None:
        return None
    try:
        return refresh(workspace, full=True, job=ERASE).number
    except DataError:
        return None
