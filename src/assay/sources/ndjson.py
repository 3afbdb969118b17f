"""JSON: one object a line (NDJSON), or a list of them; their fields as text columns. What is nested stays JSON text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from assay.engine.literals import copied, literal, parquet, quoted
from assay.errors import DataError
from assay.sources.budgets import LINE
from assay.sources.dialect import physical_lines
from assay.sources.encoding import BROKEN, decide_encoding, decoded, survey
from assay.sources.headers import usable_headers
from assay.sources.json_records import is_whole, records
from assay.sources.shape import Decision, Progress, Raw, silent

_HINT = literal('Each line wants one JSON object: {"account_id": "1", …}.')
_SCHEMA = pa.schema([("json", pa.string()), ("line", pa.int64())])


def read_ndjson(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    name: str,
    options: dict[str, str],
    spool: Path,
    progress: Progress = silent,
) -> Raw:
    """Reads the file into `spool`; its columns are the fields of all its objects. DataError when it holds none."""
    seen = survey(path, progress)
    encoding, *letters = decide_encoding(path, name, seen, options.get("encoding"))
    rows = spool.with_suffix(".parquet")
    placed = _spool_lines(path, name, encoding.value, rows)
    source = f"(SELECT *, try(json_type(json)) AS type FROM {parquet([rows])})"
    types = _fields(connection, source)
    good, bad = _counts(connection, source)
    if not good + bad:
        raise DataError(f"{name} is empty.", hint="Each line wants one JSON object.")
    malformed = spool.with_suffix(".malformed.parquet")
    if bad:
        _spool_malformed(connection, source, malformed)
    columns, renamed = usable_headers(list(types), name)
    values = ", ".join(f"{_value(field)} AS {quoted(column)}" for field, column in zip(types, columns, strict=True))
    relation = f"SELECT {values + ', ' if values else ''}line AS _line, {literal(name)} AS _file FROM {source}"
    return Raw(
        path=path,
        name=name,
        relation=f"{relation} WHERE type = 'OBJECT'",
        columns=tuple(columns),
        rows=good,
        typed=frozenset(
            column for column, kinds in zip(columns, types.values(), strict=True) if "VARCHAR" not in kinds
        ),
        malformed=bad,
        malformed_relation=f"SELECT * FROM {parquet([malformed])}" if bad else None,
        decisions=(
            encoding,
            *letters,
            *placed,
            Decision(name, "columns", str(len(columns)), "the fields of all its objects"),
            *renamed,
        ),
    )


def _spool_lines(path: Path, name: str, encoding: str, target: Path) -> list[Decision]:
    """The objects of the file with their lines, or their places in its list; which list it is where the file has more."""
    with pq.ParquetWriter(target, _SCHEMA) as writer:
        if is_whole(path):
            found, place = records(path, name, encoding)
            _write(writer, found)
            return [Decision(name, "records", place, "the longest list of objects in it")] if place else []
        with decoded(path, encoding) as stream:
            for lines in _portions(enumerate(physical_lines(stream, name), 1)):
                _write(writer, [(line.strip(), number) for number, line in lines])
    return []


def _write(writer: pq.ParquetWriter, lines: Iterable[tuple[str, int]]) -> None:
    texts = ((line.replace(BROKEN, "\ufffd"), number) for line, number in lines if line)
    columns = list(zip(*texts, strict=True)) or [(), ()]
    writer.write_table(pa.table([pa.array(columns[0], pa.string()), pa.array(columns[1], pa.int64())], _SCHEMA))


def _portions(lines: Iterable[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """Lines of about LINE characters together, which any of them may have."""
    portion: list[tuple[int, str]] = []
    size = 0
    for number, line in lines:
        portion.append((number, line))
        size += len(line)
        if size >= LINE:
            yield portion
            portion, size = [], 0
    yield portion


def _spool_malformed(connection: duckdb.DuckDBPyConnection, source: str, target: Path) -> None:
    wrong = f"SELECT line, left(json, 200) AS value, 'no JSON object' AS rule, {_HINT} AS hint FROM {source}"
    where = "type IS DISTINCT FROM 'OBJECT'"
    connection.execute(copied(f"{wrong} WHERE {where}", target))


def _fields(connection: duckdb.DuckDBPyConnection, source: str) -> dict[str, set[str]]:
    """The fields in order of appearance, each with the JSON types its values have."""
    rows = connection.execute(
        f"SELECT field, list(DISTINCT kind) FROM (SELECT unnest(json_keys(json)) AS field, line, "
        f"json_type(json_extract(json, {_path('unnest(json_keys(json))')})) AS kind FROM {source} "
        f"WHERE type = 'OBJECT') GROUP BY field ORDER BY min(line), field"
    ).fetchall()
    return {field: set(kinds) - {"NULL"} for field, kinds in rows}


def _counts(connection: duckdb.DuckDBPyConnection, source: str) -> tuple[int, int]:
    row = connection.execute(
        f"SELECT count(*) FILTER (type = 'OBJECT'), count(*) FILTER (type IS DISTINCT FROM 'OBJECT') FROM {source}"
    ).fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)


def _path(field: str) -> str:
    """SQL of the JSON pointer of a field."""
    return f"'/' || replace(replace({field}, '~', '~0'), '/', '~1')"


def _value(field: str) -> str:
    pointer = "/" + field.replace("~", "~0").replace("/", "~1")
    return f"json_extract_string(json, {literal(pointer)})"
