"""A cursor of a run whose facts an engine holds, used as DuckDB's."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection

from assay.engine.interface import Session, Tables, in_places
from assay.engine.statements import Compiled, Dialect
from assay.errors import DataError


class EngineCursor:
    """SQL compiled for the engine is answered by it; all other SQL goes to the run's own file, which has the same facts.

    The engine is asked for a session with the first question, and it ends with the cursor.
    """

    def __init__(self, dialect: Dialect, tables: Callable[[], Tables], file: DuckDBPyConnection) -> None:
        self.dialect, self._open, self._file = dialect, tables, file
        self._given: dict[str, pa.Table] = {}
        self._own: dict[str, str] = {}
        self._found: pa.Table | None = None
        self._taken = 0
        self._sessions: list[Session] = []
        weakref.finalize(self, _ended, self._sessions, self._own)

    def execute(self, query: str, parameters: Any = None) -> Any:
        if not isinstance(query, Compiled):
            return self._file.execute(query, parameters)
        session = self._session()
        for name in list(self._given):
            self._own[name] = session.give(name, self._given.pop(name))
        self._found, self._taken = session.fetch(in_places(query, self._open(), self._own)), 0
        return self

    @property
    def description(self) -> list[tuple[str, Any]]:
        return [(name, kind) for name, kind in zip(self._answer.column_names, self._answer.schema.types, strict=True)]

    def fetchall(self) -> list[tuple[Any, ...]]:
        return self.fetchmany(self._answer.num_rows)

    def fetchmany(self, size: int) -> list[tuple[Any, ...]]:
        """The next so many rows."""
        part = self._answer.slice(self._taken, size)
        self._taken += part.num_rows
        return list(zip(*(column.to_pylist() for column in part.columns), strict=True))

    def fetchone(self) -> tuple[Any, ...] | None:
        return next(iter(self.fetchmany(1)), None)

    def to_arrow_table(self) -> pa.Table:
        return self._answer

    def df(self) -> Any:
        return self._answer.to_pandas()

    def register(self, name: str, table: pa.Table) -> None:
        """A small table of this cursor alone, for SQL of both kinds."""
        self._put_away(name)
        self._given[name] = table
        self._file.register(name, table)

    def unregister(self, name: str) -> None:
        self._given.pop(name, None)
        self._put_away(name)
        self._file.unregister(name)

    def close(self) -> None:
        _ended(self._sessions, self._own)
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("fetch"):  # the file's answer is not the engine's
            raise AttributeError(f"The cursor of an engine has no {name}.")
        return getattr(self._file, name)

    def _session(self) -> Session:
        if not self._sessions:
            self._sessions.append(self._open().session())
        return self._sessions[0]

    def _put_away(self, name: str) -> None:
        if name in self._own:
            self._session().take_back(self._own.pop(name))

    @property
    def _answer(self) -> pa.Table:
        if self._found is None:
            raise DataError("Nothing has been asked.")
        return self._found


def _ended(sessions: list[Session], own: dict[str, str]) -> None:
    while sessions:
        sessions.pop().close()
    own.clear()
