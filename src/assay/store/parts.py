"""Tables of runs outside of the runs' files: Parquet files named by what they were made of and for which run.

They never change. The same rows written anew, as after a rollback, may lie in another order and have other bytes: they
get a file of their own, and the one that an earlier run names stays what that run has noted of it. Runs share files.
Beside a run's file stands the list of those it names; one that no kept run names is removed.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from zlib import crc32

from assay.errors import WorkspaceError
from assay.store.durable import sync, write_durably
from assay.store.hashes import Kept, measure, problem_of
from assay.store.workspace import Workspace

TOUCHES, OTHERS = "touches", "parts"
READABLE = (TOUCHES, OTHERS, "landing", "spark")
"""The folders of `.assay` that a run may read."""


@dataclass(frozen=True)
class Part:
    """One file of a table, or of one month of it (`YYYY-MM`, else empty). `path` is relative to `.assay`."""

    table: str
    month: str
    path: str
    rows: int
    made_of: str


def part_path(table: str, month: str, made_of: str, number: int, place: int = 0) -> str:
    folder = TOUCHES if table == "main.touches" else f"{OTHERS}/{table}"
    within = f"{folder}/month={month}" if month else folder
    return f"{within}/{made_of[:32]}-{number}-{place}.parquet"


def put(workspace: Workspace, finished: Path, path: str) -> None:
    """Move a finished file to where it stays; `sync_parts` makes sure that it does."""
    target = workspace.data / path
    target.parent.mkdir(parents=True, exist_ok=True)
    finished.replace(target)


def sync_parts(workspace: Workspace, paths: Iterable[str]) -> None:
    """Force files and their names onto the disk, before a run that names them is published."""
    files = {workspace.data / path for path in paths}
    folders = {folder for file in files for folder in (file.parent, file.parent.parent)}
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(sync, sorted(files)))
        list(pool.map(sync, sorted(folders)))


def write_list(workspace: Workspace, number: int, paths: Iterable[str], built: Path, known: Iterable[int]) -> None:
    """Say which parts a run names, with their sizes and hashes and those of its own finished file.

    Parts that it shares with the `known` runs are not read again.
    """
    before = {one.path: one for run in known for one in _readable(workspace, run) or ()}
    own = measure(built.parent, built.name)
    listed = [Kept(f"runs/{number}.duckdb", own.size, own.sha256)]
    listed += [before.get(path) or measure(workspace.data, path) for path in sorted(set(paths))]
    write_durably(list_path(workspace, number), json.dumps([asdict(one) for one in listed], indent=0) + "\n")


def read_list(workspace: Workspace, number: int) -> tuple[Kept, ...]:
    """The run's own file and its parts as they were written; nothing for runs of an early version without parts."""
    try:
        listed = json.loads(list_path(workspace, number).read_text("utf-8"))
        return tuple(Kept(**one) if isinstance(one, dict) else Kept(one, -1, "") for one in listed)
    except FileNotFoundError:
        return ()
    except (ValueError, TypeError):
        raise WorkspaceError(
            f"{list_path(workspace, number)} is damaged.", hint="`assay refresh --full` builds the run again."
        ) from None


def _readable(workspace: Workspace, number: int) -> tuple[Kept, ...] | None:
    try:
        return read_list(workspace, number)
    except WorkspaceError:
        return None


def check_sizes(workspace: Workspace, number: int) -> None:
    """WorkspaceError where a file of a run is missing, longer or shorter than it was written, or has a log beside it.

    DuckDB would read what such a log says instead of what the run says.
    """
    if told := changed_from_outside(workspace, number):
        raise WorkspaceError(f"{workspace.data / told} lies there: {FOREIGN}.", hint=CLEARS)
    for kept in read_list(workspace, number):
        if kept.size >= 0 and (problem := problem_of(workspace.data, kept, whole=False)):
            raise WorkspaceError(
                f"{workspace.data / kept.path} is damaged: {problem}.",
                hint="`assay refresh --full` builds it again from what has landed.",
            )


READ_AGAIN = 512 * 2**20
"""So many bytes of a run are read and hashed before it is taken over: half a second of a processor."""


def damage_of(workspace: Workspace, number: int) -> str | None:
    """What is wrong with a run's own file or a part of it, whose bytes are read now; None where nothing is.

    Of a run of more than `READ_AGAIN` bytes the parts take turns from run to run: by its number and their names, so that
    after so many runs as there are turns each has been read.
    """
    try:
        if told := changed_from_outside(workspace, number):
            return f"{told} lies there: {FOREIGN}"
        written = [kept for kept in read_list(workspace, number) if kept.size >= 0]
    except WorkspaceError as error:
        return error.message
    turns = -(-sum(kept.size for kept in written) // READ_AGAIN) or 1
    own = f"runs/{number}.duckdb"
    listed = [kept for kept in written if kept.path == own or (crc32(kept.path.encode()) + number) % turns == 0]
    with ThreadPoolExecutor(8) as pool:
        problems = list(pool.map(lambda kept: problem_of(workspace.data, kept, afresh=True), listed))
    told_of = (f"{kept.path}: {problem}" for kept, problem in zip(listed, problems, strict=True) if problem)
    return next(told_of, None)


FOREIGN = "another program has opened the run beside it for writing, and no run is ever written again"
CLEARS = "`assay refresh --full` removes it and builds the run again from what has landed."


def changed_from_outside(workspace: Workspace, number: int) -> str | None:
    """The log that another program left beside a run: Assay's own builds have none."""
    log = f"runs/{number}.duckdb.wal"
    try:
        return log if (workspace.data / log).stat().st_size else None
    except FileNotFoundError:
        return None


def list_path(workspace: Workspace, number: int) -> Path:
    return workspace.runs / f"{number}.parts"


def remove_parts(workspace: Workspace, kept: Iterable[int]) -> None:
    """Remove what none of these runs names. A file that a reader keeps open cannot be removed everywhere: later then."""
    lists = [_readable(workspace, number) for number in kept]
    if None in lists:  # what a damaged list names is not known: nothing goes until its run has gone
        return
    named = {workspace.data / one.path for listed in lists for one in listed or ()}
    for folder in (workspace.data / TOUCHES, workspace.data / OTHERS):
        for path in folder.rglob("*"):
            if path.is_file() and path not in named:
                with contextlib.suppress(OSError):
                    path.unlink()
        for path in sorted(folder.rglob("*"), reverse=True):
            if path.is_dir():
                with contextlib.suppress(OSError):
                    path.rmdir()
