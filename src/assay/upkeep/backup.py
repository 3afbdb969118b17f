"""`assay backup` and `assay restore`: a copy of all that cannot be made again, whole whatever goes on meanwhile.

Landed files and runs never change, so they are copied as they are and compared with their hashes; databases are copied
by SQLite, each as of one moment. `backup.json` is written last and names every file: a folder without it is no backup.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, nullcontext, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path

from assay.errors import UsageError, WorkspaceError
from assay.landing.erased import erased_path, merged, read_erased, write_erased
from assay.landing.manifest import kept_files
from assay.landing.records import recorded_loads
from assay.store.audit import note
from assay.store.durable import move_durably, sync, write_durably
from assay.store.hashes import Kept, measure, problem_of
from assay.store.lock import check_not_erasing, keep_private, writing
from assay.store.parts import read_list
from assay.store.runs import Pointer, count_on, read_pointer, write_pointer
from assay.store.settings_file import versions
from assay.store.workspace import Workspace
from assay.upkeep.verify import DATABASES

LIST = "backup.json"
BEGUN = "backup.begun"
"""Stands in a folder whose first backup has not ended: the next one goes on there."""
FORMAT = 1
_SINGLE = ("erased.json", "draws.ndjson", "packs.json", "audit.ndjson", ".gitignore")
_TRIES = 3


@dataclass(frozen=True)
class BackedUp:
    """Files of a backup and their bytes; `copied` of them were not there from a backup before."""

    folder: Path
    files: int
    bytes: int
    copied: int


def backup(workspace: Workspace, folder: Path) -> BackedUp:
    """Copy the workspace into a folder, which may hold an earlier backup of it. Needs no lock.

    UsageError when the folder holds something else, WorkspaceError when a file is not what was written.
    """
    folder = folder.absolute()
    _check_target(workspace, folder)
    check_not_erasing(workspace)
    before = _listed(folder) if (folder / LIST).exists() else {}
    for left in reversed(range(_TRIES)):
        try:
            made = _copy_all(workspace, folder, before)
            note(workspace, "backup", files=made.files)
            return made
        except FileNotFoundError:  # a run was let go of, or a file changed on purpose, while it was copied
            if not left:
                raise
    raise AssertionError


def restore(folder: Path, target: Path, *, replace: bool = False, only: str | None = None) -> int:
    """Bring a backup back into a workspace's folder; returns how many files. Nothing of what is there is deleted.

    UsageError when there is no backup, or a workspace with data and not `replace`: then what is there is put aside
    under a name of its own. WorkspaceError when the backup itself is damaged. `only` brings back one file.
    """
    folder, workspace = folder.absolute(), Workspace(target.absolute())
    files = _listed(folder)
    if only is not None:
        return _restore_one(folder, workspace, files, only)
    for kept in files.values():
        if problem := problem_of(folder, kept, afresh=True):
            raise WorkspaceError(f"The backup is damaged: {folder / kept.path}: {problem}.", hint="Use another backup.")
    there = workspace.data.exists() and any(workspace.data.iterdir())
    if there and not replace:
        raise UsageError(
            f"{workspace.path} holds data already.",
            hint="Name another folder (-C), or --replace: what is there is put aside, not deleted.",
        )
    fresh = workspace.path / ".assay.restoring"
    shutil.rmtree(fresh, ignore_errors=True)
    with writing(workspace, "restore") if there else nullcontext():
        for kept in files.values():
            place = workspace.path / kept.path
            if kept.path.startswith(".assay/"):
                place = fresh / kept.path.removeprefix(".assay/")
            elif place.exists() and place.read_bytes() != (folder / kept.path).read_bytes():
                move_durably(place, _put_aside(place))
            _copy(folder / kept.path, place)
        if there:
            if erased_path(workspace.data).exists():  # who was erased since that backup stays known
                write_erased(fresh, merged(read_erased(workspace.data), read_erased(fresh)))
            count_on(workspace, fresh)
            workspace.data.rename(_put_aside(workspace.data))
        elif workspace.data.exists():
            workspace.data.rmdir()
        keep_private(fresh)
        fresh.rename(workspace.data)
        sync(workspace.path)
    note(workspace, "restore", files=len(files))
    return len(files)


def _restore_one(folder: Path, workspace: Workspace, files: dict[str, Kept], only: str) -> int:
    path = f".assay/{only}"
    if path not in files:
        raise UsageError(f"The backup has no {only}.", hint=f"{folder / LIST} lists its files.")
    if problem := problem_of(folder, files[path], afresh=True):
        raise WorkspaceError(f"The backup is damaged: {folder / path}: {problem}.", hint="Use another backup.")
    with writing(workspace, "restore"):
        place = workspace.data / only
        if place.exists():
            move_durably(place, _put_aside(place))
        _copy(folder / path, place)
    return 1


def _put_aside(place: Path) -> Path:
    """Where what is there goes: a name that nothing has, also when two are put aside within a second."""
    first = place.with_name(f"{place.name}.before-{_stamp()}")
    others = (first.with_name(f"{first.name}-{number}") for number in count(2))
    return next(path for path in chain((first,), others) if not path.exists())


def _check_target(workspace: Workspace, folder: Path) -> None:
    if folder.is_relative_to(workspace.data.resolve()) or folder == workspace.path:
        raise UsageError(f"{folder} is part of the workspace.", hint="Name a folder elsewhere, best on another disk.")
    there = {path.name for path in folder.iterdir()} if folder.exists() else set()
    if there - {f"{BEGUN}.tmp"} and not there & {LIST, BEGUN}:
        raise UsageError(f"{folder} holds something that is no backup.", hint="Name an empty or a new folder.")


def _copy_all(workspace: Workspace, folder: Path, before: dict[str, Kept]) -> BackedUp:
    home = folder / ".assay"
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / LIST).exists():
        write_durably(folder / BEGUN, "")
    home.mkdir(exist_ok=True)
    with suppress(OSError):
        folder.chmod(0o700)
    listed: dict[str, Kept] = {}
    for name in ("manifest.sqlite", *DATABASES):
        if (workspace.data / name).exists():
            _copy_database(workspace.data / name, home / name)
            listed[f".assay/{name}"] = measure(folder, f".assay/{name}")
    copied = 0
    snapshot = Workspace(folder)
    # One moment's pointer for all below: a run that is published while files are copied waits for the next backup.
    pointer = read_pointer(workspace)
    runs = [kept for number in pointer.published for kept in read_list(workspace, number)]
    for kept in (*kept_files(snapshot).values(), *runs):
        path = f".assay/{kept.path}"
        if (
            kept.size >= 0
            and before.get(path) == Kept(path, kept.size, kept.sha256)
            and not problem_of(folder, before[path])
        ):
            listed[path] = before[path]
            continue
        listed[path] = _copy_checked(workspace, kept, folder)
        copied += 1
    for path in _plain(workspace, snapshot, pointer):
        _copy(workspace.path / path, folder / path)
        listed[path] = measure(folder, path)
    if pointer.last:
        write_pointer(snapshot, pointer)
        listed[".assay/current"] = measure(folder, ".assay/current")
    said = {"format": FORMAT, "made_at": _stamp(), "workspace": workspace.path.name}
    files = [asdict(kept) for kept in listed.values()]
    write_durably(folder / LIST, json.dumps({**said, "files": files}, indent=1) + "\n")
    (folder / BEGUN).unlink(missing_ok=True)
    for path in before.keys() - listed.keys():  # runs that are kept no more
        (folder / path).unlink(missing_ok=True)
    return BackedUp(folder, len(listed), sum(kept.size for kept in listed.values()), copied)


def _copy_database(source: Path, target: Path) -> None:
    trial = target.with_name(target.name + ".tmp")
    trial.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(source, timeout=30)) as one, closing(sqlite3.connect(trial)) as other:
            one.backup(other)
    except sqlite3.DatabaseError as error:
        trial.unlink(missing_ok=True)
        raise WorkspaceError(f"{source} cannot be read: {error}.", hint="`assay verify` tells more.") from None
    move_durably(trial, target)


def _plain(workspace: Workspace, snapshot: Workspace, pointer: Pointer) -> Iterator[str]:
    """Small files that are copied as they are; of the records those of loads that the manifest's copy knows."""
    from assay.landing.manifest import known_loads

    yield "assay.toml"
    yield from (f".assay/{name}" for name in _SINGLE if (workspace.data / name).exists())
    yield from (f".assay/landing/loads/{load:06d}.json" for load in recorded_loads(workspace) & known_loads(snapshot))
    for number in pointer.published:
        if (workspace.runs / f"{number}.parts").exists():
            yield f".assay/runs/{number}.parts"
    yield from (f".assay/settings/{one.path.name}" for one in versions(workspace))


def _copy_checked(workspace: Workspace, kept: Kept, folder: Path) -> Kept:
    """Copies a file and hashes it on the way: what is rotten does not get into a backup."""
    path, digest = f".assay/{kept.path}", hashlib.sha256()
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    trial = target.with_name(target.name + ".tmp")
    with (workspace.data / kept.path).open("rb") as source, trial.open("wb") as copy:
        while block := source.read(1 << 20):
            digest.update(block)
            copy.write(block)
    size = trial.stat().st_size
    if kept.size >= 0 and (size, digest.hexdigest()) != (kept.size, kept.sha256):
        trial.unlink()
        if kept_files(workspace).get(kept.path, kept) != kept:  # it was changed on purpose meanwhile
            raise FileNotFoundError(kept.path)
        raise WorkspaceError(
            f"{workspace.data / kept.path} is not what was written: it was not backed up.",
            hint="`assay verify` tells what to do about it.",
        )
    move_durably(trial, target)
    return Kept(path, size, digest.hexdigest())


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    trial = target.with_name(target.name + ".tmp")
    shutil.copyfile(source, trial)
    move_durably(trial, target)


def _listed(folder: Path) -> dict[str, Kept]:
    try:
        said = json.loads((folder / LIST).read_text("utf-8"))
        return {one["path"]: Kept(**one) for one in said["files"]}
    except FileNotFoundError:
        raise UsageError(f"{folder} holds no backup.", hint="`assay backup DIR` makes one.") from None
    except (ValueError, KeyError, TypeError):
        raise WorkspaceError(f"{folder / LIST} is damaged.", hint="Use another backup.") from None


def _stamp() -> str:
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
