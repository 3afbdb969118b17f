"""Tables of an SQLite file, read without changing it."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

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
)
from assay.connectors.text_parquet import TextParquet, batches
from assay.engine.literals import literal, quoted
from assay.errors import DataError
from assay.source_settings import SqliteSource
from assay.sources.files import Source as File
from assay.sources.shape import Progress


def _earlier(value: str, kind: Kind, minutes: int) -> str:
    """SQLite compares stamps as text: what is earlier has to be written as they are."""
    if kind != "naive":
        return value if kind == "other" else literal(value)
    with suppress(ValueError):
        stamp = datetime.fromisoformat(value) - timedelta(minutes=minutes)
        written = stamp.isoformat(sep="T" if "T" in value else " ")
        return literal(written.replace("+00:00", "Z") if value.endswith("Z") else written)
    return literal(value)


def _until(kind: Kind) -> str | None:
    last = datetime.now(UTC) + timedelta(hours=AHEAD_HOURS)
    return literal(last.strftime("%Y-%m-%d~")) if kind == "naive" else None  # ~ comes after every sign of a time


DIALECT = Dialect(quoted, _earlier, _until)


class SqliteFile:
    def __init__(self, source: SqliteSource, workspace: Path) -> None:
        self._source = source
        self._path = workspace / source.path

    @property
    def feeds(self) -> tuple[Feed, ...]:
        return feeds_of(self._source)

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        return (OSError, sqlite3.Error)

    def __enter__(self) -> SqliteFile:
        if not self._path.is_file():
            raise DataError(f"{self._path} does not exist.")
        self._connection = sqlite3.connect(f"file:{quote(str(self._path))}?mode=ro", uri=True, timeout=30)
        try:
            self._connection.execute("BEGIN")  # one state of the file for all tables
            self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.Error as error:
            self._connection.close()
            raise DataError(f"{self._path} cannot be read: {error}") from None
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def extract(self, feed: Feed, since: Cursor | None, folder: Path, progress: Progress) -> Extract:
        table = table_of(self._source, feed)
        base = base_of(table, DIALECT)
        with closing(self._connection.execute(f"SELECT * FROM {base} LIMIT 0")) as cursor:
            check_column(table, [column[0] for column in cursor.description], self._source.name)
        kind = self._kind(base, table.updated_at)
        said = statements(base, table.updated_at, kind, since, self._source.overlap_minutes, DIALECT)
        newest = self._value(said.newest)
        unstamped = int(self._value(said.unstamped) or 0)
        zone = ZoneInfo(self._source.timezone) if self._source.timezone else None
        target = folder / f"{feed.name}.parquet"
        with closing(self._connection.execute(said.rows)) as cursor:
            names = [column[0] for column in cursor.description]
            with TextParquet(target, names) as file:
                for rows in batches(cursor):
                    file.write(rows, zone)
                    progress(feed.name, file.rows, None)
        whole = table.updated_at is None or since is None
        label = f"{self._source.name}/{feed.name}"
        read = File(target, label, feed.to, True, whole, label)
        return Extract((read,), file.rows, {"at": newest}, whole, (), remarks_of(table.updated_at, unstamped))

    def _kind(self, base: str, updated_at: str | None) -> Kind:
        """By the values: SQLite's types bind nobody. A number is compared as a number, all else as text."""
        if updated_at is None:
            return "other"
        column = quoted(updated_at)
        found = self._value(f"SELECT typeof({column}) FROM {base} WHERE {column} IS NOT NULL LIMIT 1")
        return "other" if found in ("integer", "real") else "naive"

    def _value(self, query: str | None) -> Any:
        return self._connection.execute(query).fetchone()[0] if query else None
