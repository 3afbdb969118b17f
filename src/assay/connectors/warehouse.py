"""Tables of Snowflake and BigQuery: they give Arrow by ADBC, DuckDB makes text of it, batch by batch."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from assay.connectors.duckdb_tables import kind_of, opened
from assay.connectors.extras import driver
from assay.connectors.increments import AHEAD_HOURS, Kind
from assay.connectors.secrets import read_secret
from assay.connectors.tables import Reading, Tables
from assay.connectors.text_parquet import as_text, text_sql, written_batches
from assay.settings.secret import Secret
from assay.settings.sources import BigquerySource, SnowflakeSource

_ROWS = "warehouse_rows"
_WIDEST = 38
"""Digits of a decimal that DuckDB holds; those of wider ones come as text."""


def latest(kind: Kind) -> str | None:
    """The last moment that a stamp can honestly have, by the clock of this machine."""
    now = datetime.now(UTC)
    if kind == "zoned":
        return now.isoformat(sep=" ", timespec="seconds")
    return None if kind == "other" else (now + timedelta(hours=AHEAD_HOURS)).strftime("%Y-%m-%d %H:%M:%S")


class Warehouse(Tables):
    """What differs is how one signs in, and the dialect. Each statement sees the table as it is when it begins: the cursor
    is asked for first, so that it never runs ahead of the rows.
    """

    text_type = None
    package: str
    extra: str
    _source: SnowflakeSource | BigquerySource

    def __init__(self, source: SnowflakeSource | BigquerySource, workspace: Path) -> None:
        self._source, self._workspace = source, workspace
        self._adbc = driver(f"{self.package}.dbapi", self.extra, f"Source {source.name!r} needs")

    @abstractmethod
    def _address(self) -> dict[str, str]:
        """The driver's options, secrets read."""

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        return (OSError, ValueError, duckdb.Error, self._adbc.Error)

    def __enter__(self) -> Warehouse:
        self._connection = self._adbc.connect(db_kwargs=self._address(), autocommit=True)
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def _columns(self, base: str) -> Sequence[tuple[str, Any]]:
        with self._stream(f"SELECT * FROM {base} LIMIT 0") as rows, opened() as connection:
            connection.register(_ROWS, rows.read_all())
            return [(name, type) for name, type, *_ in connection.execute(f"DESCRIBE {_ROWS}").fetchall()]

    def _kind(self, reading: Reading, updated_at: str) -> Kind:
        return kind_of(str(reading.types[updated_at]))

    def _value(self, query: str) -> str | None:
        with self._stream(query) as rows:
            values = rows.read_all().column(0).to_pylist()
        return as_text(values[0]) if values else None

    def _write(self, reading: Reading, query: str, target: Path) -> int:
        texts = {column: text_sql(column, str(type), self._source.timezone) for column, type in reading.types.items()}
        typed = [column for column, type in reading.types.items() if type != "VARCHAR"]
        with self._stream(query) as rows, opened() as connection:
            return written_batches(connection, _ROWS, rows, f"SELECT * FROM {_ROWS}", texts, typed, target)

    @contextmanager
    def _stream(self, query: str) -> Iterator[pa.RecordBatchReader]:
        with self._connection.cursor() as cursor:
            cursor.execute(query)
            yield readable(cursor.fetch_record_batch(), self._called)

    def _called(self, column: str) -> str:
        """What a column is called in what is read."""
        return column

    def _given(self, names: dict[str, str]) -> dict[str, str]:
        """Options of the driver by our settings' names, where they are set."""
        said = {option: getattr(self._source, name) for name, option in names.items()}
        return {
            option: read_secret(self._source.name, value, self._workspace) if isinstance(value, Secret) else str(value)
            for option, value in said.items()
            if value is not None
        }


def readable(rows: pa.RecordBatchReader, called: Any = str) -> pa.RecordBatchReader:
    """The same rows with decimals of more than 38 digits as text, which DuckDB would refuse."""
    schema = pa.schema([(called(field.name), _readable_type(field.type)) for field in rows.schema])
    return pa.RecordBatchReader.from_batches(schema, (_cast(batch, schema) for batch in rows))


def _readable_type(type: pa.DataType) -> pa.DataType:
    return pa.string() if pa.types.is_decimal(type) and type.precision > _WIDEST else type


def _cast(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    columns = [column.cast(field.type) for column, field in zip(batch.columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(columns, schema=schema)
