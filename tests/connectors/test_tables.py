"""What tables of all databases have in common."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assay.connectors.connector import Feed
from assay.connectors.increments import Kind
from assay.connectors.sqlite import DIALECT
from assay.connectors.tables import Reading, Tables
from assay.errors import DataError
from assay.settings.sources import SourceTable, SqliteSource


class Joined(Tables):
    """A database that does not rename the second of two columns, as PostgreSQL and MySQL."""

    dialect = DIALECT
    text_type = "TEXT"

    def __init__(self) -> None:
        self._source = SqliteSource(
            name="crm", kind="sqlite", path="crm.db", tables=[SourceTable(table="accounts", to="accounts")]
        )

    def _columns(self, base: str) -> list[tuple[str, Any]]:
        return [(base, None), ("name", None), ("name", None)]

    def _kind(self, reading: Reading, updated_at: str) -> Kind:
        raise AssertionError((reading, updated_at))

    def _value(self, query: str) -> Any:
        raise AssertionError(query)

    def _write(self, reading: Reading, query: str, target: Path) -> int:
        raise AssertionError((reading, query, target))


def test_two_columns_of_one_name_are_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="two columns share a name: name"):
        Joined().extract(Feed("accounts"), None, tmp_path, lambda *_: None)
