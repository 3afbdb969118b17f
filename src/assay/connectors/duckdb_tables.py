"""Tables of which DuckDB makes text: those of its own files, and rows that others give it as Arrow."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from assay.connectors.increments import AHEAD_HOURS, Dialect, Kind, with_types
from assay.connectors.tables import Reading, Tables
from assay.connectors.text_parquet import text_sql, written_text
from assay.engine.duckdb import Limits, open_in_memory
from assay.engine.literals import quoted

MEMORY = "256MiB"
_TYPES: dict[Kind, str] = {"zoned": "TIMESTAMPTZ", "naive": "TIMESTAMP", "day": "DATE", "other": "VARCHAR"}


def _until(kind: Kind) -> str | None:
    now = "now()" if kind == "zoned" else f"(now() AT TIME ZONE 'UTC' + INTERVAL '{AHEAD_HOURS}' HOUR)"
    return None if kind == "other" else now


DIALECT = Dialect(quoted, with_types(_TYPES.__getitem__), _until)


def kind_of(type: str) -> Kind:
    """What kind of stamp a type of DuckDB holds."""
    if type == "TIMESTAMP WITH TIME ZONE":
        return "zoned"
    return "naive" if type.startswith("TIMESTAMP") else "day" if type == "DATE" else "other"


def opened(memory: str = MEMORY) -> duckdb.DuckDBPyConnection:
    """A connection of little memory, in UTC, that keeps no order."""
    connection = open_in_memory(Limits(memory=memory))
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET preserve_insertion_order = false")
    return connection


class DuckdbTables(Tables):
    """`_connection` is open while the connector is entered."""

    dialect = DIALECT
    text_type = "VARCHAR"
    _connection: duckdb.DuckDBPyConnection

    def _columns(self, base: str) -> Sequence[tuple[str, Any]]:
        described = self._connection.execute(f"DESCRIBE SELECT * FROM {base}").fetchall()
        return [(name, type) for name, type, *_ in described]

    def _kind(self, reading: Reading, updated_at: str) -> Kind:
        return kind_of(str(reading.types[updated_at]))

    def _texts(self, reading: Reading) -> tuple[dict[str, str], list[str]]:
        """The SQL that makes text of each column, and the columns that were none."""
        texts = {column: text_sql(column, type, self._source.timezone) for column, type in reading.types.items()}
        return texts, [column for column, type in reading.types.items() if type != "VARCHAR"]

    def _write(self, reading: Reading, query: str, target: Path) -> int:
        texts, typed = self._texts(reading)
        return written_text(self._connection, query, texts, typed, target)

    def _value(self, query: str) -> str | None:
        row = self._connection.execute(query).fetchone()
        return None if row is None or row[0] is None else str(row[0])
