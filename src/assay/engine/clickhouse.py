"""ClickHouse as an engine: a server by its HTTP interface, or chDB, which is ClickHouse within this process.

Its days reach from 1900 to 2299. The begin and the end of all days, which are what lies outside of them in facts, are
held by the first and the last of these, and told as what they were.
"""

from __future__ import annotations

import io
import secrets
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar
from urllib.parse import parse_qsl, unquote, urlsplit

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from assay.engine.literals import quoted
from assay.engine.statements import FIRST_DAY, LAST_DAY, Dialect
from assay.engine.warehouse import InsertingLink, Links, Warehouse
from assay.errors import DataError, UsageError

NAME = "ClickHouse"
SETTINGS = {
    # What an outer join did not find is null, as SQL has it, instead of a zero or an empty text.
    "join_use_nulls": "1",
    "aggregate_functions_null_for_empty": "1",
    "union_default_mode": "DISTINCT",
    "cast_keep_nullable": "1",
    "session_timezone": "UTC",
    # The first day of a month or week is a day of the wide kind, too.
    "enable_extended_results_for_datetime_functions": "1",
    "output_format_arrow_string_as_string": "1",
    "output_format_arrow_compression_method": "none",
    "max_query_size": "10485760",
}
ONES = ((FIRST_DAY, date(1, 1, 1)), (LAST_DAY, date(9999, 12, 31)))
"""Days as ClickHouse holds them, and what they stand for."""


class ClickHouseTables(Warehouse):
    dialect: ClassVar[Dialect] = "clickhouse"
    types: ClassVar[Mapping[str, str]] = {
        "string": "String",
        "int64": "Int64",
        "float64": "Float64",
        "boolean": "Bool",
        "date": "Date32",
        "timestamp": "DateTime64(6, 'UTC')",
        "decimal": "Decimal",
    }

    def type_of(self, kind: str) -> str:
        return f"Nullable({super().type_of(kind)})"

    def told(self, rows: pa.Table, columns: tuple[tuple[str, str], ...]) -> pa.Table:
        return _days(super().told(rows, columns), ONES)

    def storable(self, rows: pa.RecordBatchReader) -> pa.RecordBatchReader:
        held = (_held(batch) for batch in rows)
        return pa.RecordBatchReader.from_batches(rows.schema, held)

    def sql_create_table(self, place: str, columns: str) -> str:
        return f"CREATE TABLE {place} ({columns}) ENGINE = MergeTree ORDER BY tuple()"

    def sql_create_schema(self, schema: str) -> str:
        return f"CREATE DATABASE {quoted(schema)}"

    def sql_drop_schema(self, schema: str) -> str:
        return f"DROP DATABASE IF EXISTS {quoted(schema)} SYNC"

    def sql_rename_schema(self, old: str, new: str) -> str:
        return f"RENAME DATABASE {quoted(old)} TO {quoted(new)}"


def _held(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Days as ClickHouse can hold them."""
    arrays = [_between(array) if pa.types.is_date32(array.type) else array for array in batch.columns]
    return pa.RecordBatch.from_arrays(arrays, schema=batch.schema)


def _between(days: Any) -> Any:
    least, most = pa.scalar(FIRST_DAY, pa.date32()), pa.scalar(LAST_DAY, pa.date32())
    days = pc.if_else(pc.less(days, least), least, days)
    return pc.if_else(pc.greater(days, most), most, days)


def _days(rows: pa.Table, ones: tuple[tuple[date, date], ...]) -> pa.Table:
    """The rows with some days replaced by others."""
    arrays = []
    for array in rows.columns:
        if pa.types.is_date32(array.type):
            for held, meant in ones:
                told = pa.scalar(meant, pa.date32())
                array = pc.if_else(pc.equal(array, pa.scalar(held, pa.date32())), told, array)
        arrays.append(array)
    return pa.table(arrays, names=rows.column_names)


class _ClickHouseLink(InsertingLink):
    """What both ways of asking have in common: Arrow out, Parquet in."""

    def batches(self, sql: str) -> Iterator[pa.Table]:
        with pa.ipc.open_file(pa.BufferReader(self._ask(sql, "Arrow"))) as reader:
            yield reader.schema.empty_table()
            for place in range(reader.num_record_batches):
                yield pa.Table.from_batches([reader.get_batch(place)])

    def _ask(self, sql: str, format: str) -> bytes:
        raise NotImplementedError


_KEPT: dict[str, Any] = {}
"""A connection for each place that is never closed: what is in memory goes with the last one."""


class EmbeddedLink(_ClickHouseLink):
    """A session of the ClickHouse in this process."""

    def __init__(self, place: str) -> None:
        try:
            import chdb
        except ImportError:
            hint = "`pip install 'assay-abm[clickhouse]'`, or the address of a server: clickhouse://user:password@host."
            raise DataError("The engine is ClickHouse in this process, and chdb is not installed.", hint=hint) from None
        self._connection: Any = chdb.connect(place or ":memory:")
        _KEPT.setdefault(place, chdb.connect(place or ":memory:"))
        for name, value in SETTINGS.items():
            self.command(f"SET {name} = '{value}'")

    def command(self, sql: str) -> None:
        self._connection.query(sql, "CSV")

    def close(self) -> None:
        self._connection.close()

    def _ask(self, sql: str, format: str) -> bytes:
        reply = self._connection.query(sql, format)
        return bytes(reply.bytes())

    def _insert(self, place: str, rows: pa.Table) -> None:
        given = rows  # chDB finds a table by the name of a variable
        listed = ", ".join(map(quoted, given.column_names))
        self._connection.query(f"INSERT INTO {place} ({listed}) SELECT {listed} FROM Python(given)", "CSV")


class ServerLink(_ClickHouseLink):
    """A session of a server, by HTTP: `clickhouse://user:password@host:8443/?secure=true`."""

    def __init__(self, url: str) -> None:
        import httpx

        address = urlsplit(url)
        options = dict(parse_qsl(address.query))
        secure = options.get("secure", "true" if address.port in (None, 8443, 443) else "false") == "true"
        port = address.port or (8443 if secure else 8123)
        self._session = secrets.token_hex(16)
        self._client = httpx.Client(
            base_url=f"{'https' if secure else 'http'}://{address.hostname}:{port}",
            headers={
                "X-ClickHouse-User": unquote(address.username or "default"),
                "X-ClickHouse-Key": unquote(address.password or ""),
            },
            timeout=httpx.Timeout(3600, connect=30),
        )
        self.command("SELECT 1")

    def command(self, sql: str) -> None:
        self._post({}, sql.encode())

    def close(self) -> None:
        self._client.close()

    def _ask(self, sql: str, format: str) -> bytes:
        return self._post({"default_format": format}, sql.encode())

    def _insert(self, place: str, rows: pa.Table) -> None:
        written = io.BytesIO()
        pq.write_table(rows, written)
        listed = ", ".join(map(quoted, rows.column_names))
        self._post({"query": f"INSERT INTO {place} ({listed}) FORMAT Parquet"}, written.getvalue())

    def _post(self, words: Mapping[str, str], content: bytes) -> bytes:
        """wait_end_of_query makes an error that comes late an error, not half of an answer."""
        always = {**SETTINGS, "session_id": self._session, "session_timeout": "3600", "wait_end_of_query": "1"}
        answer = self._client.post("/", params={**always, **words}, content=content)
        if answer.status_code != 200:
            raise DataError(f"{NAME}: {answer.text.strip()[:500] or answer.status_code}")
        return answer.content


@lru_cache(maxsize=8)
def links_to(url: str) -> Links:
    """The connections of this process to one address: of a server, or `chdb://` and a folder."""
    scheme, _, place = url.partition("://")
    if scheme == "chdb":
        return Links(lambda: EmbeddedLink(place), NAME)
    if scheme not in ("clickhouse", "http", "https"):
        raise UsageError(
            f"The address of ClickHouse begins with clickhouse:// or chdb://, not with {scheme!r}.",
            hint="clickhouse://user:password@host:8443 is a server, chdb:///folder the ClickHouse in this process.",
        )
    return Links(lambda: ServerLink(url), NAME)
