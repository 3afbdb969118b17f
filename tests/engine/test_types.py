"""Types of columns without Ibis are Ibis's."""

from __future__ import annotations

from ibis import dtype
from ibis.backends.sql.datatypes import DuckDBType

from assay.engine.types import duckdb_type, type_of_duckdb
from assay.facts.schema import FACTS
from assay.identity.relations import LOOKUPS, TYPES


def test_every_type_of_the_schemas_is_what_ibis_makes_of_it() -> None:
    written = {type for columns in (*FACTS.values(), *LOOKUPS.values()) for type in columns.values()}
    for one in written | set(TYPES.values()):
        assert duckdb_type(one).replace("VARCHAR", "TEXT") == str(DuckDBType.to_string(dtype(one)))
        assert type_of_duckdb(duckdb_type(one)) == str(dtype(one))
