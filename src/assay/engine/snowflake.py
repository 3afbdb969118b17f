"""Snowflake as an engine, by ADBC: answers come as Arrow, rows go as INSERT statements.

Tried on an emulator alone (fakesnow), which renames no schema and has no stages: a run is built in the schema that it
keeps, and is finished when the workspace says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, ClassVar
from urllib.parse import parse_qsl, unquote, urlsplit

import pyarrow as pa

from assay.engine.literals import quoted
from assay.engine.statements import Dialect, written
from assay.engine.warehouse import Link, Links, Warehouse
from assay.errors import DataError, UsageError

NAME = "Snowflake"
AT_ONCE = 2_000
"""Rows of one INSERT statement."""


class SnowflakeTables(Warehouse):
    dialect: ClassVar[Dialect] = "snowflake"
    types: ClassVar[Mapping[str, str]] = {
        "string": "VARCHAR",
        "int64": "BIGINT",
        "float64": "DOUBLE",
        "boolean": "BOOLEAN",
        "date": "DATE",
        "timestamp": "TIMESTAMP_NTZ",
        "decimal": "NUMBER",
    }

    @property
    def stands_in(self) -> str:
        return self.schema

    def sql_publish(self) -> Iterator[str]:
        return iter(())


class SnowflakeLink(Link):
    def __init__(self, url: str) -> None:
        try:
            from adbc_driver_snowflake import dbapi
        except ImportError:
            hint = "`pip install 'assay-abm[snowflake]'`, or engine = \"duckdb\" in assay.toml."
            raise DataError(f"The engine is {NAME}, and adbc-driver-snowflake is not installed.", hint=hint) from None
        self._connection: Any = dbapi.connect(db_kwargs=words_of(url), autocommit=True)

    def command(self, sql: str) -> None:
        with self._connection.cursor() as cursor:
            cursor.execute(sql)

    def batches(self, sql: str) -> Iterator[pa.Table]:
        with self._connection.cursor() as cursor:
            cursor.execute(sql)
            yield cursor.fetch_arrow_table()

    def insert(self, schema: str, name: str, rows: pa.RecordBatchReader) -> None:
        for batch in rows:
            self._insert(f"{quoted(schema)}.{quoted(name)}", pa.Table.from_batches([batch]))

    def give(self, name: str, rows: pa.Table) -> str:
        listed = ", ".join(f"{quoted(field.name)} {_type_of(field.type)}" for field in rows.schema)
        self.command(f"CREATE TEMPORARY TABLE {quoted(name)} ({listed})")
        self._insert(quoted(name), rows)
        return quoted(name)

    def close(self) -> None:
        self._connection.close()

    def _insert(self, place: str, rows: pa.Table) -> None:
        for first in range(0, rows.num_rows, AT_ONCE):
            columns = [column.to_pylist() for column in rows.slice(first, AT_ONCE).columns]
            listed = ", ".join(
                f"({', '.join(written(one, 'snowflake') for one in row)})" for row in zip(*columns, strict=True)
            )
            self.command(f"INSERT INTO {place} VALUES {listed}")


def words_of(url: str) -> dict[str, str]:
    """What the driver has to be told of `snowflake://user:password@account/database/schema?warehouse=W&role=R`.

    `host`, `port` and `protocol` after the `?` are for a server that is not Snowflake's own.
    """
    address, start = urlsplit(url), "adbc.snowflake.sql."
    options = dict(parse_qsl(address.query))
    database, _, schema = address.path.strip("/").partition("/")
    if address.scheme != "snowflake" or not address.hostname or not database:
        raise UsageError(
            "The address of Snowflake is snowflake://user:password@account/database/schema?warehouse=W&role=R.",
        )
    told = {
        "username": unquote(address.username or ""),
        "password": unquote(address.password or ""),
        f"{start}account": address.hostname,
        f"{start}db": database,
        f"{start}schema": schema or "PUBLIC",
    }
    told |= {f"{start}{name}": options[name] for name in ("warehouse", "role") if name in options}
    told |= {f"{start}uri.{name}": options[name] for name in ("host", "port", "protocol") if name in options}
    return told


def _type_of(kind: pa.DataType) -> str:
    if pa.types.is_decimal(kind):
        return f"NUMBER({kind.precision}, {kind.scale})"
    for is_of, told in _TYPES:
        if is_of(kind):
            return told
    return "VARCHAR"


_TYPES = (
    (pa.types.is_boolean, "BOOLEAN"),
    (pa.types.is_integer, "BIGINT"),
    (pa.types.is_floating, "DOUBLE"),
    (pa.types.is_date, "DATE"),
    (pa.types.is_timestamp, "TIMESTAMP_NTZ"),
)


@lru_cache(maxsize=8)
def links_to(url: str) -> Links:
    """The connections of this process to one address."""
    words_of(url)
    return Links(lambda: SnowflakeLink(url), NAME)
