"""Tables of PostgreSQL, by COPY in one read-only snapshot: exact text, flat memory."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import duckdb

from assay.connectors.connector import Cursor, Extract, Feed
from assay.connectors.extras import driver
from assay.connectors.increments import (
    AHEAD_HOURS,
    Dialect,
    Kind,
    base_of,
    check_column,
    feeds_of,
    remarks_of,
    statements,
    table_of,
    with_types,
)
from assay.connectors.secrets import read_secret
from assay.connectors.text_parquet import written_text
from assay.engine.duckdb import Limits, open_in_memory
from assay.engine.literals import csv, literal, quoted
from assay.errors import DataError
from assay.source_settings import PostgresSource
from assay.sources.files import Source as File
from assay.sources.shape import Progress

MEMORY = "256MiB"
CONNECT_SECONDS = 30
_NULL = "\\N"
_READ = (
    f"header = true, delim = ',', quote = '\"', escape = '\"', nullstr = '{_NULL}', "
    "allow_quoted_nulls = false, auto_detect = false, strict_mode = true, parallel = false, "
    "max_line_size = 8388608, buffer_size = 16777216, new_line = '\\n'"
)
_TEXTS = ("text", "varchar", "bpchar", "name", "citext", "char")
_TYPES: dict[Kind, str] = {"zoned": "timestamptz", "naive": "timestamp", "day": "date", "other": "text"}


def _until(kind: Kind) -> str | None:
    now = "now()" if kind == "zoned" else f"(now() AT TIME ZONE 'UTC' + INTERVAL '{AHEAD_HOURS}' HOUR)"
    return None if kind == "other" else now


DIALECT = Dialect(quoted, with_types(_TYPES.__getitem__), _until)


class Postgres:
    def __init__(self, source: PostgresSource, workspace: Path) -> None:
        self._source = source
        self._workspace = workspace
        self._asyncpg = driver("asyncpg", "postgres")

    @property
    def feeds(self) -> tuple[Feed, ...]:
        return feeds_of(self._source)

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        return (OSError, ValueError, duckdb.Error, self._asyncpg.PostgresError, self._asyncpg.InterfaceError)

    def __enter__(self) -> Postgres:
        self._runner = asyncio.Runner()
        try:
            self._connection = self._run(self._asyncpg.connect(**self._address(), timeout=CONNECT_SECONDS))
            self._run(
                self._connection.execute("SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET extra_float_digits = 1")
            )
            self._run(self._connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"))
        except BaseException:
            self._runner.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._run(self._connection.close(timeout=5))
        except (OSError, TimeoutError, self._asyncpg.PostgresError, self._asyncpg.InterfaceError):
            self._connection.terminate()
        finally:
            self._runner.close()

    def extract(self, feed: Feed, since: Cursor | None, folder: Path, progress: Progress) -> Extract:
        table = table_of(self._source, feed)
        base = base_of(table, DIALECT)
        types = self._types(base)
        check_column(table, tuple(types), self._source.name)
        kind = _kind(types.get(table.updated_at or "", ""))
        said = statements(base, table.updated_at, kind, since, self._source.overlap_minutes, DIALECT)
        newest = self._value(f"SELECT CAST(({said.newest}) AS text)") if said.newest else None
        unstamped = int(self._value(said.unstamped) or 0) if said.unstamped else 0
        progress(feed.name, 0, None)
        target = folder / f"{feed.name}.parquet"
        rows = self._copy(said.rows, types, target)
        progress(feed.name, rows, rows)
        whole = table.updated_at is None or since is None
        label = f"{self._source.name}/{feed.name}"
        read = File(target, label, feed.to, True, whole, label)
        return Extract((read,), rows, {"at": newest}, whole, (), remarks_of(table.updated_at, unstamped))

    def _copy(self, query: str, types: dict[str, str], target: Path) -> int:
        """The server's own text by way of a CSV file, which is read again with nothing left to guess."""
        spool = target.with_suffix(".csv")
        options = {"format": "csv", "header": True, "null": _NULL, "encoding": "utf-8"}
        self._run(self._connection.copy_from_query(query, output=spool, **options))
        texts = {name: _text(name, type, self._source.timezone) for name, type in types.items()}
        typed = [name for name, type in types.items() if type not in _TEXTS]
        try:
            with open_in_memory(Limits(memory=MEMORY)) as connection:
                connection.execute("SET TimeZone = 'UTC'")
                connection.execute("SET threads = 1")
                rows = f"SELECT * FROM {csv(spool, f'{_READ}, columns = {_columns(types)}')}"
                return written_text(connection, rows, texts, typed, target)
        finally:
            spool.unlink(missing_ok=True)

    def _types(self, base: str) -> dict[str, str]:
        prepared = self._run(self._connection.prepare(f"SELECT * FROM {base}"))
        names = [one.name for one in prepared.get_attributes()]
        if len(set(names)) < len(names):
            raise DataError(f"Source {self._source.name!r}: two columns share a name: {', '.join(names)}.")
        return {one.name: one.type.name for one in prepared.get_attributes()}

    def _value(self, query: str) -> Any:
        return self._run(self._connection.fetchval(query))

    def _run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self._runner.run(work)

    def _address(self) -> dict[str, Any]:
        source = self._source
        if source.url is not None:
            return {"dsn": read_secret(source.name, source.url, self._workspace)}
        password = read_secret(source.name, source.password, self._workspace) if source.password else None
        return {
            "host": source.host,
            "port": source.port,
            "database": source.database,
            "user": source.user,
            "password": password,
            "ssl": source.ssl,
        }


def _kind(type: str) -> Kind:
    kinds: dict[str, Kind] = {"timestamptz": "zoned", "timestamp": "naive", "date": "day"}
    return kinds.get(type, "other")


def _text(column: str, type: str, zone: str | None) -> str:
    """What the server's text becomes; what no calendar has (infinity) stays as it is, to be told when it lands."""
    name = quoted(column)
    if type == "bool":
        return f"CASE {name} WHEN 't' THEN 'true' WHEN 'f' THEN 'false' END"
    if type == "timestamp" and zone:
        stamp = f"CASE WHEN {name} NOT LIKE '%infinity' THEN TRY_CAST({name} AS TIMESTAMP) END"
        return f"coalesce(CAST(({stamp}) AT TIME ZONE {literal(zone)} AS VARCHAR), {name})"
    return name


def _columns(types: dict[str, str]) -> str:
    return "{" + ", ".join(f"{literal(name)}: 'VARCHAR'" for name in types) + "}"
