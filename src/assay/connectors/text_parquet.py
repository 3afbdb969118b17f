"""Rows of a source as a Parquet file of text, which says which columns the source had typed.

Text keeps every decimal as the source wrote it; columns named under `TYPED_COLUMNS` need no guess at how they are written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from assay.engine.literals import copied, literal, quoted
from assay.sources.columnar import TYPED_COLUMNS
from assay.store.durable import move_durably

BATCH = 20_000
PART = 50_000
BYTES = 16 * 2**20
"""Rows are written when they are so many, or their texts so long: notes and bodies of mails may be of any length."""
MORE = "1GiB"
"""What DuckDB gets where its usual memory is too little for long texts: it holds 2,048 rows at a time, at every step."""


class TextParquet:
    """A file that is written batch by batch and is there whole or not at all.

    A column is typed unless one of its values was text: `untyped` names those that are text by declaration. With `plain`
    all are typed, whatever their values are: the source writes numbers in one way alone.
    """

    def __init__(
        self, target: Path, columns: Sequence[str], untyped: Sequence[str] = (), *, plain: bool = False
    ) -> None:
        self.rows = 0
        self._target, self._columns = target, list(columns)
        self._untyped = set(untyped)
        self._plain = plain
        self._trial = target.with_suffix(".writing")
        schema = pa.schema([(name, pa.string()) for name in columns])
        self._writer = pq.ParquetWriter(self._trial, schema, compression="zstd")
        self._schema = schema

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        typed = [name for name in self._columns if name not in self._untyped]
        self._writer.add_key_value_metadata({TYPED_COLUMNS: json.dumps(typed)})
        self._writer.close()
        if kind is None:
            move_durably(self._trial, self._target)
        else:
            self._trial.unlink(missing_ok=True)

    def add(self, texts: pa.Table) -> None:
        """Add rows that are text already, in the columns of the file."""
        self._writer.write_table(texts.cast(self._schema))
        self.rows += texts.num_rows

    def write(self, rows: Sequence[Sequence[Any]], zone: ZoneInfo | None = None) -> None:
        """Add rows of plain Python values; `zone` is that of stamps without one."""
        columns = list(zip(*rows, strict=True)) if rows else []
        for name, values in zip(self._columns, columns, strict=False):
            if not self._plain and name not in self._untyped and any(isinstance(value, str) for value in values):
                self._untyped.add(name)
        texts = [pa.array([as_text(value, zone) for value in values], pa.string()) for values in columns]
        if texts:
            self._writer.write_table(pa.table(texts, schema=self._schema))
            self.rows += len(rows)


def batches(rows: Iterator[Sequence[Any]], size: int = BATCH) -> Iterator[list[Sequence[Any]]]:
    held: list[Sequence[Any]] = []
    length = 0
    for row in rows:
        held.append(row)
        length += sum(len(value) for value in row if isinstance(value, str | bytes))
        if len(held) == size or length >= BYTES:
            yield held
            held, length = [], 0
    if held:
        yield held


def as_text(value: Any, zone: ZoneInfo | None = None) -> str | None:
    """A value as its source would print it: decimals in full, stamps in ISO 8601.

    >>> as_text(Decimal("1E+2")), as_text(1e16), as_text(2.5), as_text(True)
    ('100', '10000000000000000', '2.5', 'true')
    """
    match value:
        case None:
            return None
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case float():
            return format(Decimal(repr(value)), "f").removesuffix(".0") if abs(value) < float("inf") else str(value)
        case Decimal():
            return format(value, "f")
        case datetime():
            return _stamp(value, zone)
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value.total_seconds())
        case bytes() | bytearray() | memoryview():
            return _decoded(bytes(value))
        case list() | tuple() | dict():
            return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _stamp(value: datetime, zone: ZoneInfo | None) -> str:
    known = value if value.tzinfo else value.replace(tzinfo=zone) if zone else value
    return (known.astimezone(UTC) if known.tzinfo else known).isoformat(sep=" ")


def _decoded(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.hex()


def written_text(
    connection: duckdb.DuckDBPyConnection, rows: str, texts: Mapping[str, str], typed: Sequence[str], target: Path
) -> int:
    """Writes what a DuckDB query gives, each column by its SQL that makes it text; returns the number of rows.

    The connection keeps no order of rows: else DuckDB would hold groups of so many rows however long they are. Where its
    memory is too little it gets `MORE`, and all is written once more.
    """
    said = literal(json.dumps(list(typed)))
    trial = target.with_suffix(".writing")
    groups = f"ROW_GROUP_SIZE {BATCH}, ROW_GROUP_SIZE_BYTES {BYTES}"
    options = f"FORMAT parquet, COMPRESSION zstd, {groups}, KV_METADATA {{{TYPED_COLUMNS}: {said}}}"
    written = copied(_as_texts(texts, rows), trial, options)
    try:
        found = connection.execute(written).fetchall()
    except duckdb.OutOfMemoryException:
        connection.execute(f"SET memory_limit = {literal(MORE)}")
        found = connection.execute(written).fetchall()
    move_durably(trial, target)
    return int(found[0][0])


def written_batches(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    batches: Iterable[pa.RecordBatch],
    query: str,
    texts: Mapping[str, str],
    typed: Sequence[str],
    target: Path,
) -> int:
    """The same for rows that come as Arrow: `query`, which looks at each row alone, is asked of one part after the other
    under this name. DuckDB keeps what it reads of a stream until its end: of millions of rows, all of them.
    """
    with _text_file(texts, typed, target) as file:
        for part in _parts(batches):
            connection.register(name, part)
            file.add(connection.execute(_as_texts(texts, query)).to_arrow_table())
            connection.unregister(name)
    return file.rows


def _text_file(texts: Mapping[str, str], typed: Sequence[str], target: Path) -> TextParquet:
    return TextParquet(target, list(texts), [column for column in texts if column not in typed], plain=True)


def _as_texts(texts: Mapping[str, str], rows: str) -> str:
    listed = ", ".join(f"CAST({sql} AS VARCHAR) AS {quoted(column)}" for column, sql in texts.items())
    return f"SELECT {listed} FROM ({rows}) AS source"


def _parts(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Tables of at least PART rows or BYTES, but the last."""
    held: list[pa.RecordBatch] = []
    rows = length = 0
    for batch in batches:
        held.append(batch)
        rows, length = rows + batch.num_rows, length + batch.nbytes
        if rows >= PART or length >= BYTES:
            yield pa.Table.from_batches(held)
            held, rows, length = [], 0, 0
    if held:
        yield pa.Table.from_batches(held)


def text_sql(column: str, type: str, zone: str | None) -> str:
    """The SQL that makes text of a DuckDB column; stamps without a zone are moved to UTC from `zone`."""
    name = quoted(column)
    if type in ("DOUBLE", "FLOAT"):
        whole = f"CAST(CAST({name} AS BIGINT) AS VARCHAR)"
        return f"CASE WHEN {name} = trunc({name}) AND abs({name}) < 1e15 THEN {whole} ELSE CAST({name} AS VARCHAR) END"
    if type == "BLOB":
        return f"coalesce(try(decode({name})), CAST({name} AS VARCHAR))"
    if type.startswith("TIMESTAMP") and type != "TIMESTAMP WITH TIME ZONE" and zone:
        name = f"{name} AT TIME ZONE {literal(zone)}"
    if type.endswith("]") or type.startswith(("STRUCT", "MAP")):
        name = f"to_json({name})"
    return f"CAST({name} AS VARCHAR)"
