"""Tables that a build takes over from the run before, where they would be made of the very same things."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import duckdb

from assay.engine.literals import copied, parquet, quoted
from assay.engine.types import duckdb_type
from assay.facts.plan import Plan
from assay.facts.statements import Select
from assay.store.parts import Part, part_path, put
from assay.store.workspace import Workspace

LARGE = 5_000
"""A table made of more rows than that becomes a part of its own instead of a table in the run's file."""

_FORMAT = "1"


@dataclass(frozen=True)
class Made:
    """A table of a run: the fingerprint of what it was made of, that of what is in it as far as known, and its rows."""

    made_of: str
    content: str
    rows: int


@dataclass(frozen=True)
class Piece:
    """Touches of a month from some batches. `made_of` tells of these, of what was replaced, and of who is who."""

    month: str
    batches: tuple[int, ...]
    made_of: str


@dataclass(frozen=True)
class Before:
    """The run before, attached as `prev`: its tables, their parts, and for each month what identified its touches."""

    made: Mapping[str, Made] = field(default_factory=dict)
    parts: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)
    months: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Work:
    """The build of run `number`, under way."""

    connection: duckdb.DuckDBPyConnection
    workspace: Workspace
    plan: Plan
    code: str
    number: int
    before: Before
    statements: Mapping[str, Select] = field(default_factory=dict)
    made: dict[str, Made] = field(default_factory=dict)
    parts: dict[str, list[Part]] = field(default_factory=dict)
    months: dict[str, str] = field(default_factory=dict)
    pieces: dict[str, list[Piece]] = field(default_factory=dict)

    @property
    def scratch(self) -> Path:
        return self.workspace.spill / "build-parts"

    @property
    def paths(self) -> list[str]:
        return [part.path for parts in self.parts.values() for part in parts]

    def keys(self, names: Iterable[str]) -> list[str]:
        return [self.made[name].content for name in names]

    def column(self, sql: str) -> list[str]:
        return [row[0] for row in self.connection.execute(sql).fetchall()]


def fingerprint(*said: object) -> str:
    return sha256(repr((_FORMAT, *said)).encode()).hexdigest()


def keep(work: Work, name: str, select: str, columns: Mapping[str, str], made_of: str, *, large: bool) -> None:
    """The table `name` (with schema) of a SELECT of its columns (Ibis types), taken over where it was made already."""
    known = work.before.made.get(name)
    if known and known.made_of == made_of:
        _take_over(work, name, known)
    elif large:
        _write_part(work, name, typed(select, columns), made_of)
    else:
        _write_table(work, name, select, columns, made_of)


def _take_over(work: Work, name: str, known: Made) -> None:
    parts = work.before.parts.get(name, ())
    if parts:
        work.parts[name] = list(parts)
        view(work, name)
    else:
        work.connection.execute(f"CREATE OR REPLACE TABLE {name} AS FROM prev.{name}")
    work.made[name] = known


def _write_table(work: Work, name: str, select: str, columns: Mapping[str, str], made_of: str) -> None:
    described = ", ".join(f"{quoted(column)} {duckdb_type(type)}" for column, type in columns.items())
    work.connection.execute(f"CREATE OR REPLACE TABLE {name} ({described})")
    (rows,) = work.column(f"INSERT INTO {name} {select}")
    work.made[name] = Made(made_of, made_of, int(rows))


def _write_part(work: Work, name: str, select: str, made_of: str) -> None:
    path = part_path(name, "", made_of, work.number)
    rows = write(work, select, path)
    work.parts[name] = [Part(name, "", path, rows, made_of)]
    view(work, name)
    work.made[name] = Made(made_of, made_of, rows)


def write(work: Work, select: str, path: str) -> int:
    """Write a part; returns its rows."""
    work.scratch.mkdir(parents=True, exist_ok=True)
    finished = work.scratch / "one.parquet"
    (rows,) = work.column(copied(select, finished, OPTIONS))
    put(work.workspace, finished, path)
    return int(rows)


OPTIONS = "FORMAT parquet, COMPRESSION lz4_raw, ROW_GROUP_SIZE 122880"


def view(work: Work, name: str, columns: Sequence[str] = ()) -> None:
    """Show the parts of a table as the table."""
    listed = ", ".join(map(quoted, columns)) or "*"
    paths = [part.path for part in work.parts[name]]
    work.connection.execute(f"CREATE OR REPLACE VIEW {name} AS SELECT {listed} FROM {files(paths)}")


def files(paths: Iterable[str]) -> str:
    return parquet(f"~/{path}" for path in paths)


def typed(select: str, columns: Mapping[str, str]) -> str:
    """The same columns with their types said, since a Parquet file has those of its SELECT."""
    listed = ", ".join(
        f"CAST({quoted(name)} AS {duckdb_type(type)}) AS {quoted(name)}" for name, type in columns.items()
    )
    return f"SELECT {listed} FROM ({select})"


def tidy(work: Work) -> None:
    shutil.rmtree(work.scratch, ignore_errors=True)
