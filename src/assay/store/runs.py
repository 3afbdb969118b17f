"""Runs: numbered DuckDB files that never change once published, and a pointer to the current one.

`.assay/current` tells the current number, the last one given and those that are kept. It is replaced in one step, so
that a reader sees the run before or the run after, and a crash leaves at most a file that no pointer names.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from duckdb import CatalogException, DuckDBPyConnection
from duckdb import Error as DuckDBError

from assay.engine.answered import Answered
from assay.engine.duckdb import Limits, open_for_reading, open_for_writing
from assay.engine.kept import Store
from assay.engine.statements import Dialect
from assay.errors import DataError, UsageError, WorkspaceError
from assay.settings import Settings
from assay.store.durable import move_durably, write_durably
from assay.store.engines import dialect_of_engine, engine_has, remove_from_engines, tables_of
from assay.store.parts import READABLE, check_sizes, list_path, remove_parts, write_list
from assay.store.workspace import Workspace, store_of

if TYPE_CHECKING:
    from assay.engine.interface import Tables

KEPT = 5

Known = TypeVar("Known")


@dataclass(frozen=True)
class Run:
    """A run that is open for reading: its number, the settings it was built with, and its days (local)."""

    number: int
    settings: Settings
    today: date
    last_day: date | None
    built_at: datetime
    connection: DuckDBPyConnection
    store: Store = field(default_factory=Store, compare=False, repr=False)
    """The SQL that questions to it were compiled to."""
    tables: Callable[[], Tables] | None = None
    """The facts where another engine than DuckDB holds them and answers for this run, in this dialect."""
    dialect: Dialect = "duckdb"
    answered: Answered = field(default_factory=Answered, compare=False, repr=False)
    read_once: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What was read of it before, by name: see `once`."""

    def cursor(self) -> DuckDBPyConnection:
        """A connection of one's own for one request or thread."""
        cursor = self.connection.cursor()
        return _on_engine(self.dialect, self.tables, cursor) if self.tables else cursor

    def once(self, name: str, read: Callable[[], Known]) -> Known:
        """What every question needs and no question changes: read for the first, for a run stays what it is.

        Two threads may both read it; they get the same.
        """
        if name not in self.read_once:
            self.read_once[name] = read()
        return cast("Known", self.read_once[name])

    def close(self) -> None:
        self.connection.close()


@dataclass(frozen=True)
class Pointer:
    current: int | None = None
    last: int = 0
    published: tuple[int, ...] = ()


def current(workspace: Workspace) -> int | None:
    """The number of the current run; None before the first."""
    return read_pointer(workspace).current


def published(workspace: Workspace) -> tuple[int, ...]:
    """The runs that are kept, in order."""
    return read_pointer(workspace).published


def run_path(workspace: Workspace, number: int) -> Path:
    return workspace.runs / f"{number}.duckdb"


def next_number(workspace: Workspace) -> int:
    return read_pointer(workspace).last + 1


def read_pointer(workspace: Workspace) -> Pointer:
    """Raises `WorkspaceError` when the pointer file is damaged."""
    path = _pointer_path(workspace)
    try:
        pointer = json.loads(path.read_text("utf-8"))
        return Pointer(pointer["current"], int(pointer["last"]), tuple(int(number) for number in pointer["published"]))
    except FileNotFoundError:
        return Pointer(last=max((_number(path) for path in workspace.runs.glob("*.duckdb")), default=0))
    except (ValueError, KeyError, TypeError):
        hint = "`assay repair` makes it anew from the runs that are there."
        raise WorkspaceError(f"{path} is damaged.", hint=hint) from None


def rebuild_pointer(workspace: Workspace) -> str | None:
    """Where the pointer is damaged, or lost with runs there: point to the newest run that is whole. Needs the lock.

    Returns what was done.
    """
    try:
        if _pointer_path(workspace).exists() or not any(workspace.runs.glob("*.duckdb")):
            read_pointer(workspace)
            return None
    except WorkspaceError:
        _pointer_path(workspace).rename(workspace.data / "current.damaged")
    numbers = sorted(_number(path) for path in workspace.runs.glob("*.duckdb") if _number(path))
    whole = tuple(number for number in numbers if _is_whole(workspace, number))[-KEPT:]
    write_pointer(workspace, Pointer(whole[-1] if whole else None, max(numbers, default=0), whole))
    return f"The pointer to the current run was made anew: run {whole[-1] if whole else 'none'}."


def _is_whole(workspace: Workspace, number: int) -> bool:
    try:
        check_sizes(workspace, number)
        with open_for_reading(run_path(workspace, number), spill=workspace.spill / f"read-{os.getpid()}") as connection:
            return describe(connection).number == number
    except (WorkspaceError, DuckDBError):
        return False


def open_run(workspace: Workspace, number: int | None = None, limits: Limits | None = None) -> Run:
    """Open the current run, or another one that is kept, for reading.

    Raises `DataError` when nothing has been built yet, `UsageError` for a number that is not kept, `WorkspaceError`
    when the file is missing or damaged.
    """
    pointer = read_pointer(workspace)
    wanted = number if number is not None else pointer.current
    if wanted is None:
        raise DataError("Nothing has been built yet.", hint="`assay load FILE…`, then `assay refresh`.")
    if wanted not in pointer.published:
        raise _unknown(workspace, wanted)
    path = run_path(workspace, wanted)
    if not path.exists() and read_pointer(workspace) != pointer:  # pruned since the pointer was read
        return open_run(workspace, number, limits)
    check_sizes(workspace, wanted)
    spill = workspace.spill / f"read-{os.getpid()}"
    connection = open_for_reading(path, spill=spill, limits=limits, home=workspace.data, folders=READABLE)
    try:
        run = replace(describe(connection), store=store_of(workspace))
        dialect = dialect_of_engine(workspace)
        if dialect == "duckdb" or not engine_has(workspace, wanted):
            return run
        return replace(run, tables=tables_of(workspace, wanted), dialect=dialect)
    except CatalogException:
        connection.close()
        raise WorkspaceError(f"{path} is no complete run.", hint="`assay refresh --full` builds a new one.") from None
    except BaseException:
        connection.close()
        raise


def describe(connection: DuckDBPyConnection) -> Run:
    """The run behind a connection, from its fact `run`."""
    query = "SELECT number, settings, today, last_day, built_at FROM main.run"
    row = connection.execute(query).fetchone()
    if row is None:
        raise WorkspaceError("The run does not say what it is.", hint="`assay refresh --full` builds a new one.")
    number, settings, today, last_day, built_at = row
    return Run(number, Settings.model_validate_json(settings), today, last_day, built_at, connection)


@contextmanager
def building(workspace: Workspace, number: int, limits: Limits | None = None) -> Iterator[DuckDBPyConnection]:
    """A new run's database, closed at the end; on an error nothing is left of it. Needs the lock for writing."""
    workspace.runs.mkdir(parents=True, exist_ok=True)
    path = _building_path(workspace, number)
    connection = open_for_writing(path, spill=workspace.spill / "build", limits=limits, home=workspace.data)
    try:
        yield connection
        connection.execute("CHECKPOINT")
    except BaseException:
        connection.close()
        _remove(path, path.with_name(path.name + ".wal"))
        raise
    connection.close()


def publish(workspace: Workspace, number: int, parts: Iterable[str] = ()) -> None:
    """Make a finished building the current run, and let go of the oldest ones. Needs the lock for writing.

    `parts` are the paths of the parts that the run's views name; they are on the disk by now.
    """
    pointer = read_pointer(workspace)
    write_list(workspace, number, parts, _building_path(workspace, number), pointer.published)
    move_durably(_building_path(workspace, number), run_path(workspace, number))
    kept = sorted({*pointer.published, number})[-KEPT:]
    write_pointer(workspace, Pointer(number, max(number, pointer.last), tuple(kept)))
    clean(workspace)


def rollback(workspace: Workspace, number: int) -> None:
    """Make an earlier run the current one again. Needs the lock for writing."""
    pointer = read_pointer(workspace)
    if number not in pointer.published or not run_path(workspace, number).exists():
        raise _unknown(workspace, number)
    write_pointer(workspace, replace(pointer, current=number))


def keep_only(workspace: Workspace, number: int | None) -> None:
    """Let go of every run but this one; without a number of all. Needs the lock for writing."""
    pointer = read_pointer(workspace)
    write_pointer(workspace, Pointer(number, pointer.last, (number,) if number is not None else ()))
    clean(workspace)


def clean(workspace: Workspace) -> None:
    """Remove what no pointer names: pruned runs and what a killed build left. Needs the lock for writing."""
    if not _pointer_path(workspace).exists():  # lost, not empty: finished runs stay
        rebuild_pointer(workspace)
    numbers = published(workspace)
    remove_from_engines(workspace, numbers)
    kept = {path(workspace, number) for number in numbers for path in (run_path, list_path)}
    if workspace.runs.exists():
        _remove(*(path for path in workspace.runs.iterdir() if path not in kept))
    remove_parts(workspace, numbers)


def _on_engine(dialect: Dialect, tables: Callable[[], Tables], cursor: DuckDBPyConnection) -> DuckDBPyConnection:
    from assay.engine.cursor import EngineCursor

    return cast(DuckDBPyConnection, EngineCursor(dialect, tables, cursor))


def write_pointer(workspace: Workspace, pointer: Pointer) -> None:
    """Replaced in one step. Needs the lock for writing, but for a folder that nobody else knows yet."""
    content = {"current": pointer.current, "last": pointer.last, "published": pointer.published}
    write_durably(_pointer_path(workspace), json.dumps(content) + "\n")


def count_on(workspace: Workspace, data: Path) -> None:
    """Before a data folder takes the place of the workspace's: no new run of it gets a number that was given before.

    Whoever has a run open, or keeps what it answered, knows it by its number.
    """
    numbers = [_number(path) for path in workspace.runs.glob("*.duckdb")]
    with contextlib.suppress(WorkspaceError):
        numbers.append(read_pointer(workspace).last)
    try:
        said = json.loads((data / "current").read_text("utf-8"))
    except FileNotFoundError:
        said = asdict(Pointer())
    if (last := max(numbers, default=0)) > said["last"]:
        write_durably(data / "current", json.dumps({**said, "last": last}) + "\n")


def _remove(*paths: Path) -> None:
    """A file that a reader keeps open cannot be removed everywhere: the next refresh tries again."""
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink()


def _unknown(workspace: Workspace, number: int) -> UsageError:
    kept = ", ".join(str(known) for known in published(workspace)) or "none"
    return UsageError(f"There is no run {number}.", hint=f"Kept: {kept}.")


def _number(path: Path) -> int:
    return int(path.stem) if path.stem.isdigit() else 0


def _pointer_path(workspace: Workspace) -> Path:
    return workspace.data / "current"


def _building_path(workspace: Workspace, number: int) -> Path:
    return workspace.runs / f"{number}.building"


def today_there(settings: Settings) -> date:
    """Today in the workspace's zone, or the day that ASSAY_TODAY says. UsageError where it says none."""
    written = os.environ.get("ASSAY_TODAY")
    if not written:
        return datetime.now(settings.zone).date()
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise UsageError(f"ASSAY_TODAY = {written!r} is no date.", hint="Write it as 2026-09-30.") from None
