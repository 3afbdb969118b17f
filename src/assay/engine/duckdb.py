"""DuckDB connections with limits: extensions are never fetched, readers reach no other file, spills stay inside."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from assay.engine.literals import attached_for_building, literal, literal_path, quoted
from assay.engine.statements import written
from assay.engine.types import duckdb_type
from assay.errors import WorkspaceError

_preparing = threading.Lock()


@dataclass(frozen=True)
class Limits:
    """What one process may use: memory as DuckDB writes it (`4GiB`), and threads."""

    memory: str = field(default_factory=lambda: _sensible_memory())
    threads: int = os.cpu_count() or 1


def open_for_writing(
    path: Path, *, spill: Path, limits: Limits | None = None, home: Path | None = None
) -> DuckDBPyConnection:
    """A connection that builds the database file `path`; intermediate results too large for memory go to `spill`.

    With `home`, paths that begin with `~/` lie in that folder, for this connection and for those that read the file.
    What is written counts from `CHECKPOINT` on, and has no log beside it: a build that was broken off is thrown away, and
    where DuckDB cannot shorten a log, on a disk that is full or has become read-only, it ends the whole process. The file
    is attached, so that a `cursor()` of this connection does not see it.
    """
    connection = duckdb.connect(":memory:", config=_OPTIONS)
    with _closed_where_it_fails(connection):
        with _telling(path):
            connection.execute(attached_for_building(path, path.stem))
            connection.execute(f"USE {quoted(path.stem)}")
        _limit(connection, limits or Limits())
        _spill_to(connection, spill)
        if home:
            _live_in(connection, home)
    return connection


def open_for_reading(
    path: Path, *, spill: Path, limits: Limits | None = None, home: Path | None = None, folders: Sequence[str] = ()
) -> DuckDBPyConnection:
    """A read-only connection that can reach no other file. Open it once per process, and take a `cursor()` per request.

    Files in the `folders` of `home`, which the database's views name as `~/folder/…`, are the exception.
    Raises `WorkspaceError` when the file is missing or damaged.
    """
    connection = _connect(path)
    # The options belong to the file's instance, which the connections of a process share: the first one sets them.
    with _closed_where_it_fails(connection), _preparing:
        if _setting(connection, "enable_external_access"):
            _limit(connection, limits or Limits())
            _spill_to(connection, spill)
            if home:
                _live_in(connection, home, folders)
            connection.execute("SET enable_external_access = false")
    return connection


def open_in_memory(limits: Limits | None = None) -> DuckDBPyConnection:
    connection = duckdb.connect(":memory:", config=_OPTIONS)
    with _closed_where_it_fails(connection):
        _limit(connection, limits or Limits())
    return connection


@contextmanager
def _closed_where_it_fails(connection: DuckDBPyConnection) -> Iterator[None]:
    """A connection that nobody gets is closed: else its file stays open, and locked, as long as the process lives."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


def _sensible_memory() -> str:
    """Half of the machine, at most 4 GiB."""
    try:
        available = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2**20
    except (AttributeError, OSError, ValueError):
        available = 8192
    return f"{min(4096, available // 2)}MiB"


def open_built(path: Path, *, spill: Path) -> DuckDBPyConnection:
    """A read-only connection to what this process has built for itself, which may reach what its views name."""
    connection = _connect(path)
    with _closed_where_it_fails(connection):
        _limit(connection, Limits())
        _spill_to(connection, spill)
    return connection


def _connect(path: Path) -> DuckDBPyConnection:
    with _telling(path):
        return duckdb.connect(str(path), read_only=True, config=_OPTIONS)


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """Which file it is that is missing or damaged."""
    try:
        yield
    except (duckdb.IOException, duckdb.SerializationException, duckdb.InternalException) as error:
        hint = "`assay refresh --full` builds it again from what has landed."
        raise WorkspaceError(f"{path} cannot be opened: {error}", hint=hint) from None


_OPTIONS: dict[str, str | bool | int | float | list[str]] = {
    "autoload_known_extensions": False,
    "autoinstall_known_extensions": False,
    "allow_community_extensions": False,
}
"""The same for all: one process can open a file only once with different options."""


def _limit(connection: DuckDBPyConnection, limits: Limits) -> None:
    connection.execute(f"SET memory_limit = {literal(limits.memory)}")
    connection.execute(f"SET threads = {limits.threads}")


def _spill_to(connection: DuckDBPyConnection, folder: Path) -> None:
    """DuckDB makes the last folder when it first needs it, and removes it at the end; its parent must exist."""
    with suppress(OSError):  # who may only read the workspace does without, until a query needs it
        folder.parent.mkdir(parents=True, exist_ok=True)
    connection.execute(f"SET temp_directory = {literal(str(folder))}")


def _live_in(connection: DuckDBPyConnection, home: Path, folders: Sequence[str] = ()) -> None:
    """Views name their files relative to a home, so that they hold wherever the folder is moved or copied to."""
    place = home.resolve()
    connection.execute(f"SET GLOBAL home_directory = {literal(literal_path(place))}")
    if folders:
        allowed = [name for folder in folders for name in (f"{place}/{folder}/", f"~/{folder}/")]
        connection.execute(f"SET GLOBAL allowed_directories = [{', '.join(map(literal, allowed))}]")
        connection.execute("SET GLOBAL parquet_metadata_cache = true")


FEW = 1_000
"""Rows that are written as SQL: to take a batch apart, DuckDB's Python loads PyArrow and pandas, which takes a second."""


def append_rows(
    connection: DuckDBPyConnection, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    """Rows of Python values: few as one statement, many as one columnar batch. Row by row takes a hundred times as long."""
    if not rows:
        return
    if len(rows) <= FEW:
        listed = ", ".join(f"({', '.join(map(written, row))})" for row in rows)
        connection.execute(f"INSERT INTO {table} VALUES {listed}")
        return
    import pyarrow as pa

    values = zip(*rows, strict=True)
    batch = pa.table({column: pa.array(found) for column, found in zip(columns, values, strict=True)})
    connection.register("_batch", batch)
    connection.execute(f"INSERT INTO {table} SELECT * FROM _batch")
    connection.unregister("_batch")


def create(connection: DuckDBPyConnection, schema: str, name: str, columns: Mapping[str, str]) -> None:
    """An empty table of these columns, whose types are written as the schemas write them."""
    described = ", ".join(f"{quoted(column)} {duckdb_type(type)}" for column, type in columns.items())
    connection.execute(f"CREATE OR REPLACE TABLE {schema}.{name} ({described})")


def selected(schema: str, name: str, columns: Mapping[str, str]) -> str:
    """A SELECT of exactly these columns with these types."""
    listed = ", ".join(f"CAST({quoted(one)} AS {duckdb_type(kind)}) AS {quoted(one)}" for one, kind in columns.items())
    return f"SELECT {listed} FROM {schema}.{name}"


def _setting(connection: DuckDBPyConnection, name: str) -> object:
    row = connection.execute(f"SELECT current_setting({literal(name)})").fetchone()
    return row[0] if row else None
