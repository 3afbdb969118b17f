"""Files of text run through a mapping, without landing them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping as Dict
from pathlib import Path
from typing import Any

import duckdb

from assay.sources.mapping.expressions import identifier, literal
from assay.sources.mapping.functions import create_functions
from assay.sources.mapping.mapping import Mapping, Relation, TableMapping, file_matches, read_mapping


class Load:
    """Some files, read as text, and what a mapping makes of them."""

    def __init__(self, mapping: Mapping, files: Dict[str, str]) -> None:
        self.connection = duckdb.connect()
        create_functions(self.connection)
        self.mapping = mapping
        self.relations = {name: self._read(number, name, text) for number, (name, text) in enumerate(files.items())}

    def _read(self, number: int, name: str, text: str) -> Relation:
        rows = list(csv.reader(io.StringIO(text)))
        columns = ", ".join(f"{identifier(header)} VARCHAR" for header in rows[0])
        self.connection.execute(f"CREATE TABLE t{number} ({columns}, _line BIGINT, _file VARCHAR)")
        for line, row in enumerate(rows[1:], 2):
            values = ", ".join(literal(value) for value in row)
            self.connection.execute(f"INSERT INTO t{number} VALUES ({values}, {line}, {literal(name)})")
        return Relation(f"t{number}", tuple(rows[0]))

    def lookup(self, pattern: str) -> Relation | None:
        return next((found for name, found in self.relations.items() if file_matches(pattern, Path(name))), None)

    def tables(self, name: str) -> tuple[TableMapping, ...]:
        return self.mapping.tables_for(Path(name), self.relations[name].columns)

    def rows(self, to: str) -> list[dict[str, Any]]:
        """The rows of a canonical table, of all files in order; cells without a value left out."""
        found = []
        for name, relation in self.relations.items():
            for table in self.tables(name):
                if table.to == to:
                    found += self._rows(table.select_sql(relation.sql, relation.columns, self.lookup))
        return found

    def unmapped(self, to: str) -> list[tuple[str, str, int]]:
        found = []
        for name, relation in self.relations.items():
            for table in self.tables(name):
                sql = table.unmapped_sql(relation.sql, relation.columns, self.lookup) if table.to == to else None
                found += [tuple(row[:3]) for row in self.connection.execute(sql).fetchall()] if sql else []
        return sorted(found)

    def _rows(self, sql: str) -> list[dict[str, Any]]:
        result = self.connection.execute(sql)
        names = [column[0] for column in result.description]
        rows = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
        rows.sort(key=lambda row: (row["_line"], str(row)))
        return [
            {name: value for name, value in row.items() if value is not None and name not in ("_line", "_file")}
            for row in rows
        ]


def written(folder: Path, text: str) -> Mapping:
    """A mapping file of this text, read."""
    path = folder / "mapping.toml"
    path.write_text(text, "utf-8")
    return read_mapping(path)
