"""Tables of an SQLite file, read without changing it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from assay.connectors.increments import AHEAD_HOURS, Dialect, Kind
from assay.connectors.tables import Reading, Tables, existing
from assay.connectors.text_parquet import TextParquet, batches
from assay.engine.literals import literal, quoted
from assay.errors import DataError
from assay.settings.sources import SqliteSource


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


class SqliteFile(Tables):
    dialect = DIALECT
    text_type = None  # as text, SQLite shortens numbers
    _source: SqliteSource

    def __init__(self, source: SqliteSource, workspace: Path) -> None:
        self._source = source
        self._path = workspace / source.path

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        return (OSError, sqlite3.Error)

    def __enter__(self) -> SqliteFile:
        existing(self._path)
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

    def _columns(self, base: str) -> Sequence[tuple[str, Any]]:
        with closing(self._connection.execute(f"SELECT * FROM {base} LIMIT 0")) as cursor:
            return [(column[0], None) for column in cursor.description]

    def _kind(self, reading: Reading, updated_at: str) -> Kind:
        """By the values: SQLite's types bind nobody. A number is compared as a number, all else as text."""
        column = quoted(updated_at)
        kind = self._value(f"SELECT typeof({column}) FROM {reading.base} WHERE {column} IS NOT NULL LIMIT 1")
        return "other" if kind in ("integer", "real") else "naive"

    def _write(self, reading: Reading, query: str, target: Path) -> int:
        zone = ZoneInfo(self._source.timezone) if self._source.timezone else None
        with closing(self._connection.execute(query)) as cursor, TextParquet(target, list(reading.types)) as file:
            for rows in batches(cursor):
                file.write(rows, zone)
                reading.tell(file.rows)
        return file.rows

    def _value(self, query: str) -> Any:
        row = self._connection.execute(query).fetchone()
        return row[0] if row else None
