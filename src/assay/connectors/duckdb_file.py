"""Tables of a DuckDB file, read without changing it."""

from __future__ import annotations

from pathlib import Path

import duckdb

from assay.connectors.duckdb_tables import DuckdbTables, opened
from assay.connectors.tables import existing
from assay.engine.literals import attached
from assay.errors import DataError
from assay.settings.sources import DuckdbSource


class DuckdbFile(DuckdbTables):
    _source: DuckdbSource

    def __init__(self, source: DuckdbSource, workspace: Path) -> None:
        self._source = source
        self._path = workspace / source.path

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        return (OSError, duckdb.Error)

    def __enter__(self) -> DuckdbFile:
        existing(self._path)
        self._connection = opened()
        try:
            self._connection.execute(attached(self._path, "source_file"))
            self._connection.execute("USE source_file")
        except duckdb.Error as error:
            self._connection.close()
            raise DataError(f"{self._path} cannot be read: {str(error).splitlines()[0]}") from None
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()
