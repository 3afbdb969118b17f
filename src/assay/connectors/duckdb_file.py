"""Tables of a DuckDB file, read without changing it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from assay.connectors.increments import AHEAD_HOURS, Dialect, Kind, with_types
from assay.connectors.tables import Reading, Tables, existing
from assay.connectors.text_parquet import text_sql, written_text
from assay.engine.duckdb import Limits, open_in_memory
from assay.engine.literals import attached, quoted
from assay.errors import DataError
from assay.source_settings import DuckdbSource

MEMORY = "256MiB"
_TYPES: dict[Kind, str] = {"zoned": "TIMESTAMPTZ", "naive": "TIMESTAMP", "day": "DATE", "other": "VARCHAR"}


def _until(kind: Kind) -> str | None:
    now = "now()" if kind == "zoned" else f"(now() AT TIME ZONE 'UTC' + INTERVAL '{AHEAD_HOURS}' HOUR)"
    return None if kind == "other" else now


DIALECT = Dialect(quoted, with_types(_TYPES.__getitem__), _until)


class DuckdbFile(Tables):
    dialect = DIALECT
    text_type = "VARCHAR"
    _source: DuckdbSource

    def __init__(self, source: DuckdbSource, workspace: Path) -> None:
        self._source = source
        self._path = workspace / source.path

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        return (OSError, duckdb.Error)

    def __enter__(self) -> DuckdbFile:
        existing(self._path)
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

    def _columns(self, base: str) -> Sequence[tuple[str, Any]]:
        described = self._connection.execute(f"DESCRIBE SELECT * FROM {base}").fetchall()
        return [(name, type) for name, type, *_ in described]

    def _kind(self, reading: Reading, updated_at: str) -> Kind:
        type = reading.types[updated_at]
        if type == "TIMESTAMP WITH TIME ZONE":
            return "zoned"
        return "naive" if type.startswith("TIMESTAMP") else "day" if type == "DATE" else "other"

    def _write(self, reading: Reading, query: str, target: Path) -> int:
        texts = {column: text_sql(column, type, self._source.timezone) for column, type in reading.types.items()}
        typed = [column for column, type in reading.types.items() if type != "VARCHAR"]
        return written_text(self._connection, query, texts, typed, target)

    def _value(self, query: str) -> str | None:
        row = self._connection.execute(query).fetchone()
        return None if row is None or row[0] is None else str(row[0])
