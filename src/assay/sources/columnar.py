"""Parquet: its columns as text, written plainly, so that nothing typed has to be guessed again."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb

from assay.engine.literals import literal, literal_path, parquet, quoted
from assay.errors import DataError
from assay.sources.headers import usable_headers
from assay.sources.shape import Decision, Raw, native_name

TYPED_COLUMNS = "assay_typed"
"""Key of the file's metadata: a JSON list of columns of text whose values a database had typed."""
_FLOATS = ("DOUBLE", "FLOAT")
_NATIVE = ("TIMESTAMP", "DATE", "DOUBLE", "TINYINT", "SMALLINT", "INTEGER", "BIGINT")
"""Types whose values are the same whether they are taken as they are or written as text and read again."""


def read_columnar(connection: duckdb.DuckDBPyConnection, path: Path, name: str) -> Raw:
    """A view of the file; `_line` is the record's number. DataError when it is no Parquet file."""
    source = parquet([path], row_numbers=True)
    try:
        described = connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
        counted = connection.execute(f"SELECT count(*) FROM {source}").fetchone()
    except duckdb.Error as error:
        raise DataError(f"{name} cannot be read as Parquet: {str(error).splitlines()[0]}") from None
    types = {str(row[0]): str(row[1]) for row in described if row[0] != "file_row_number"}
    columns, renamed = usable_headers(list(types), name)
    said = _said_typed(connection, path)
    whose = "as in the Parquet file" if said is None else "as in the source"
    named = dict(zip(columns, types.items(), strict=True))
    native = {column: type for column, (_, type) in named.items() if type in _NATIVE}
    values = ", ".join(
        [
            *(f"{text_sql(quoted(field), type)} AS {quoted(column)}" for column, (field, type) in named.items()),
            *(f"{quoted(named[column][0])} AS {quoted(native_name(column))}" for column in native),
        ]
    )
    return Raw(
        path=path,
        name=name,
        relation=f"SELECT {values}, file_row_number + 1 AS _line, {literal(name)} AS _file FROM {source}",
        columns=tuple(columns),
        rows=int(counted[0]) if counted else 0,
        typed=frozenset(
            column for column, (field, type) in named.items() if type != "VARCHAR" or field in (said or ())
        ),
        decisions=(Decision(name, "types", whose, "it carries them"), *renamed),
        native=native,
    )


def _said_typed(connection: duckdb.DuckDBPyConnection, path: Path) -> frozenset[str] | None:
    """Columns that the source of a pull had typed; None of a file that nobody pulled."""
    query = f"SELECT value FROM parquet_kv_metadata({literal(literal_path(path))}) WHERE key = {literal(TYPED_COLUMNS)}::BLOB"
    rows = connection.execute(query).fetchall()
    return frozenset(json.loads(bytes(rows[-1][0]))) if rows else None


def text_sql(name: str, type: str) -> str:
    """SQL of the text that a typed column of a file (SQL, with its type in DuckDB) is read as."""
    if type in _FLOATS:
        whole = f"CAST(CAST({name} AS BIGINT) AS VARCHAR)"
        return f"CASE WHEN {name} = trunc({name}) AND abs({name}) < 1e15 THEN {whole} ELSE CAST({name} AS VARCHAR) END"
    if type == "BLOB":
        return f"coalesce(try(decode({name})), CAST({name} AS VARCHAR))"
    return f"CAST({name} AS VARCHAR)"
