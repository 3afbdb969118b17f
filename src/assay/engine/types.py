"""Types of columns as the schemas write them (Ibis's words) and as DuckDB does."""

from __future__ import annotations

import re

_TO_DUCKDB = {
    "string": "VARCHAR",
    "int64": "BIGINT",
    "float64": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
}
_FROM_DUCKDB = {duckdb: written for written, duckdb in _TO_DUCKDB.items()}
_DECIMAL = re.compile(r"decimal\((\d+), (\d+)\)")


def duckdb_type(written: str) -> str:
    """What DuckDB calls a type of a schema.

    >>> duckdb_type("int64"), duckdb_type("decimal(24, 8)"), duckdb_type("array<string>")
    ('BIGINT', 'DECIMAL(24, 8)', 'TEXT[]')
    """
    if written in _TO_DUCKDB:
        return _TO_DUCKDB[written]
    if _DECIMAL.fullmatch(written):
        return written.upper()
    import ibis  # a second to load, for types that no schema of Assay has
    from ibis.backends.sql.datatypes import DuckDBType

    return str(DuckDBType.to_string(ibis.dtype(written)))


def type_of_duckdb(name: str) -> str:
    """A type of DuckDB as the schemas write it."""
    if name in _FROM_DUCKDB:
        return _FROM_DUCKDB[name]
    from ibis.backends.sql.datatypes import DuckDBType

    return str(DuckDBType.from_string(name))
