"""Snowflake as an engine, by ADBC: answers come as Arrow, rows go as INSERT statements.

Tried on an emulator alone (fakesnow), which renames no schema and has no stages: a run is built in the schema that it
keeps, and is finished when the workspace says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import ClassVar
from urllib.parse import parse_qsl, unquote, urlsplit

import pyarrow as pa

from assay.engine.adbc import AdbcLink, driver
from assay.engine.statements import Dialect, written
from assay.engine.warehouse import InsertingLink, Links, Warehouse
from assay.errors import UsageError

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


class SnowflakeLink(InsertingLink, AdbcLink):
    def __init__(self, url: str) -> None:
        dbapi = driver("adbc_driver_snowflake", NAME, "snowflake")
        super().__init__(dbapi.connect(db_kwargs=words_of(url), autocommit=True))

    def batches(self, sql: str) -> Iterator[pa.Table]:
        with self._connection.cursor() as cursor:
            cursor.execute(sql)
            yield cursor.fetch_arrow_table()

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


@lru_cache(maxsize=8)
def links_to(url: str) -> Links:
    """The connections of this process to one address."""
    words_of(url)
    return Links(lambda: SnowflakeLink(url), NAME)
