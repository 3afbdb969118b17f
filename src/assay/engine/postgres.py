"""PostgreSQL as an engine, by ADBC: rows come and go as Arrow, by its binary COPY."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, ClassVar

import pyarrow as pa

from assay.engine.literals import quoted
from assay.engine.statements import Dialect
from assay.engine.warehouse import Link, Links, Warehouse
from assay.errors import DataError

NAME = "PostgreSQL"
SETTINGS = {
    "TimeZone": "UTC",
    "DateStyle": "ISO",
    "standard_conforming_strings": "on",
    "client_min_messages": "warning",
    "application_name": "assay",
    # Compiling a statement takes longer than running it over what most companies have.
    "jit": "off",
}


class PostgresTables(Warehouse):
    dialect: ClassVar[Dialect] = "postgres"
    types: ClassVar[Mapping[str, str]] = {
        "string": "TEXT",
        "int64": "BIGINT",
        "float64": "DOUBLE PRECISION",
        "boolean": "BOOLEAN",
        "date": "DATE",
        "timestamp": "TIMESTAMP",
        "decimal": "NUMERIC",
    }

    def sql_at_last(self) -> Iterator[str]:
        for schema, name in self.columns:
            yield f"ANALYZE {self.place(schema, name)}"


class PostgresLink(Link):
    def __init__(self, url: str) -> None:
        try:
            from adbc_driver_postgresql import dbapi
        except ImportError:
            hint = "`pip install 'assay-abm[postgres]'`, or engine = \"duckdb\" in assay.toml."
            raise DataError(f"The engine is {NAME}, and adbc-driver-postgresql is not installed.", hint=hint) from None
        self._connection: Any = dbapi.connect(url, autocommit=True)
        for name, value in SETTINGS.items():
            self.command(f"SET {name} = '{value}'")

    def command(self, sql: str) -> None:
        with self._connection.cursor() as cursor:
            cursor.execute(sql)

    def batches(self, sql: str) -> Iterator[pa.Table]:
        with self._connection.cursor() as cursor:
            cursor.execute(sql)
            reader = cursor.fetch_record_batch()
            yield reader.schema.empty_table()
            for batch in reader:
                yield pa.Table.from_batches([batch])

    def insert(self, schema: str, name: str, rows: pa.RecordBatchReader) -> None:
        with self._connection.cursor() as cursor:
            cursor.adbc_ingest(name, rows, mode="append", db_schema_name=schema)

    def give(self, name: str, rows: pa.Table) -> str:
        with self._connection.cursor() as cursor:
            cursor.adbc_ingest(name, rows, mode="create", temporary=True)
        return f"pg_temp.{quoted(name)}"

    def close(self) -> None:
        self._connection.close()


@lru_cache(maxsize=8)
def links_to(url: str) -> Links:
    """The connections of this process to one address."""
    return Links(lambda: PostgresLink(url), NAME)
