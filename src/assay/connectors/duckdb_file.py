"""Tables of a DuckDB file, read without changing it."""

from __future__ import annotations

from pathlib import Path

import duckdb

from assay.connectors.connector import Cursor, Extract, Feed
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
from assay.connectors.text_parquet import text_sql, written_text
from assay.engine.duckdb import Limits, open_in_memory
from assay.engine.literals import attached, quoted
from assay.errors import DataError
from assay.source_settings import DuckdbSource
from assay.sources.files import Source as File
from assay.sources.shape import Progress

MEMORY = "256MiB"
_TYPES: dict[Kind, str] = {"zoned": "TIMESTAMPTZ", "naive": "TIMESTAMP", "day": "DATE", "other": "VARCHAR"}


def _until(kind: Kind) -> str | None:
    now = "now()" if kind == "zoned" else f"(now() AT TIME ZONE 'UTC' + INTERVAL '{AHEAD_HOURS}' HOUR)"
    return None if kind == "other" else now


DIALECT = Dialect(quoted, with_types(_TYPES.__getitem__), _until)


class DuckdbFile:
    def __init__(self, source: DuckdbSource, workspace: Path) -> None:
        self._source = source
        self._path = workspace / source.path

    @property
    def feeds(self) -> tuple[Feed, ...]:
        return feeds_of(self._source)

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        return (OSError, duckdb.Error)

    def __enter__(self) -> DuckdbFile:
        if not self._path.is_file():
            raise DataError(f"{self._path} does not exist.")
        self._connection = open_in_memory(Limits(memory=MEMORY))
        try:
            self._connection.execute("SET TimeZone = 'UTC'")
            self._connection.execute("SET preserve_insertion_order = false")
            self._connection.execute(attached(self._path, "source_file"))
            self._connection.execute("USE source_file")
        except duckdb.Error as error:
            self._connection.close()
            raise DataError(f"{self._path} cannot be read: {str(error).splitlines()[0]}") from None
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def extract(self, feed: Feed, since: Cursor | None, folder: Path, progress: Progress) -> Extract:
        table = table_of(self._source, feed)
        base = base_of(table, DIALECT)
        types = {name: kind for name, kind, *_ in self._connection.execute(f"DESCRIBE SELECT * FROM {base}").fetchall()}
        check_column(table, tuple(types), self._source.name)
        kind = _kind(types.get(table.updated_at or "", ""))
        said = statements(base, table.updated_at, kind, since, self._source.overlap_minutes, DIALECT)
        progress(feed.name, 0, None)
        newest = self._value(f"SELECT CAST(({said.newest}) AS VARCHAR)") if said.newest else None
        unstamped = int(self._value(said.unstamped) or 0) if said.unstamped else 0
        target = folder / f"{feed.name}.parquet"
        texts = {name: text_sql(name, type, self._source.timezone) for name, type in types.items()}
        typed = [name for name, type in types.items() if type != "VARCHAR"]
        rows = written_text(self._connection, said.rows, texts, typed, target)
        whole = table.updated_at is None or since is None
        file = File(
            target, f"{self._source.name}/{feed.name}", feed.to, True, whole, f"{self._source.name}/{feed.name}"
        )
        return Extract((file,), rows, {"at": newest}, whole, (), remarks_of(table.updated_at, unstamped))

    def _value(self, query: str) -> str | None:
        row = self._connection.execute(query).fetchone()
        return None if row is None or row[0] is None else str(row[0])


def _kind(type: str) -> Kind:
    if type == "TIMESTAMP WITH TIME ZONE":
        return "zoned"
    return "naive" if type.startswith("TIMESTAMP") else "day" if type == "DATE" else "other"
