"""PostgreSQL as an engine, by ADBC: rows come and go as Arrow, by its binary COPY."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import ClassVar

import pyarrow as pa

from assay.engine.adbc import AdbcLink, driver
from assay.engine.literals import quoted
from assay.engine.statements import Dialect
from assay.engine.warehouse import Links, Warehouse

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


class PostgresLink(AdbcLink):
    def __init__(self, url: str) -> None:
        dbapi = driver("adbc_driver_postgresql", NAME, "postgres")
        super().__init__(dbapi.connect(url, autocommit=True))
        for name, value in SETTINGS.items():
            self.command(f"SET {name} = '{value}'")

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

    def give(self, name: str, rows: pa.Table, columns: str) -> str:  # noqa: ARG002
        with self._connection.cursor() as cursor:
            cursor.adbc_ingest(name, rows, mode="create", temporary=True)
        return f"pg_temp.{quoted(name)}"


@lru_cache(maxsize=8)
def links_to(url: str) -> Links:
    """The connections of this process to one address."""
    return Links(lambda: PostgresLink(url), NAME)
