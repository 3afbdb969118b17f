"""Tables of PostgreSQL, by COPY in one read-only snapshot: exact text, flat memory."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import Any

import duckdb

from assay.connectors.duckdb_tables import opened
from assay.connectors.extras import driver
from assay.connectors.increments import AHEAD_HOURS, Dialect, Kind, with_types
from assay.connectors.secrets import read_secret
from assay.connectors.tables import Reading, Tables, Types
from assay.connectors.text_parquet import written_text
from assay.engine.literals import csv, literal, quoted
from assay.settings.sources import PostgresSource

MEMORY = "96MiB"
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


class Postgres(Tables):
    dialect = DIALECT
    text_type = "text"
    _source: PostgresSource

    def __init__(self, source: PostgresSource, workspace: Path) -> None:
        self._source = source
        self._workspace = workspace
        self._asyncpg = driver("asyncpg", "postgres")

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

    def _write(self, reading: Reading, query: str, target: Path) -> int:
        """The server's own text by way of a CSV file, which is read again with nothing left to guess."""
        spool = target.with_suffix(".csv")
        options = {"format": "csv", "header": True, "null": _NULL, "encoding": "utf-8"}
        self._run(self._connection.copy_from_query(query, output=spool, **options))
        texts = {column: _text(column, type, self._source.timezone) for column, type in reading.types.items()}
        typed = [column for column, type in reading.types.items() if type not in _TEXTS]
        rows = f"SELECT * FROM {csv(spool, f'{_READ}, columns = {_column_list(reading.types)}')}"
        try:
            with opened(MEMORY) as connection:
                connection.execute("SET threads = 1")
                return written_text(connection, rows, texts, typed, target)
        finally:
            spool.unlink(missing_ok=True)

    def _kind(self, reading: Reading, updated_at: str) -> Kind:
        kinds: dict[str, Kind] = {"timestamptz": "zoned", "timestamp": "naive", "date": "day"}
        return kinds.get(reading.types[updated_at], "other")

    def _columns(self, base: str) -> Sequence[tuple[str, Any]]:
        prepared = self._run(self._connection.prepare(f"SELECT * FROM {base}"))
        return [(one.name, one.type.name) for one in prepared.get_attributes()]

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


def _text(column: str, type: str, zone: str | None) -> str:
    """What the server's text becomes; what no calendar has (infinity) stays as it is, to be told when it lands."""
    name = quoted(column)
    if type == "bool":
        return f"CASE {name} WHEN 't' THEN 'true' WHEN 'f' THEN 'false' END"
    if type == "timestamp" and zone:
        stamp = f"CASE WHEN {name} NOT LIKE '%infinity' THEN TRY_CAST({name} AS TIMESTAMP) END"
        return f"coalesce(CAST(({stamp}) AT TIME ZONE {literal(zone)} AS VARCHAR), {name})"
    return name


def _column_list(types: Types) -> str:
    return "{" + ", ".join(f"{literal(name)}: 'VARCHAR'" for name in types) + "}"
