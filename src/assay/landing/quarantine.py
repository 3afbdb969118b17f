"""Rows that did not land: kept beside the batches, with what is wrong with them and what to do."""

from __future__ import annotations

from pathlib import Path

import duckdb

from assay.landing.checks import remedy
from assay.landing.manifest import landed_files
from assay.landing.newest import staged_files
from assay.landing.report import QuarantinedRow
from assay.sources.shape import literal
from assay.store.workspace import Workspace

_COLUMNS = "line, column_name, value, rule, hint"
SAMPLE = 20


def problems_sql(staged: Path, malformed: str | None) -> str:
    """SELECT of line, column_name, value, rule, hint: one row for each bad value of a staged file.

    `malformed` is SQL of rows that could not be split into columns: (line, value, rule, hint).
    """
    found = (
        f"SELECT _line AS line, problem.column_name, problem.value, problem.rule, problem.hint FROM "
        f"(SELECT _line, unnest(_problems) AS problem FROM {staged_files([staged])} WHERE _problems IS NOT NULL)"
    )
    if malformed is None:
        return found
    return f"{found} UNION ALL SELECT line, '' AS column_name, value, rule, hint FROM ({malformed})"


def keep(connection: duckdb.DuckDBPyConnection, problems: str, target: Path) -> None:
    connection.execute(
        f"COPY (SELECT {_COLUMNS} FROM ({problems}) ORDER BY line, column_name) TO {literal(str(target))} (FORMAT parquet)"
    )


def sample(
    connection: duckdb.DuckDBPyConnection, problems: str, file: str, table: str, limit: int | None = SAMPLE
) -> list[QuarantinedRow]:
    """The first bad values of a file, by line."""
    end = "" if limit is None else f" LIMIT {limit}"
    rows = connection.execute(f"SELECT {_COLUMNS} FROM ({problems}) ORDER BY line, column_name{end}").fetchall()
    return [
        QuarantinedRow(file, table, line, column, value, rule, remedy(rule, value, hint))
        for line, column, value, rule, hint in rows
    ]


def quarantined(workspace: Workspace, limit: int | None = None) -> list[QuarantinedRow]:
    """The bad values, at most `limit` of each file; a later load of a file's name replaces those of earlier ones."""
    latest = {(file.report.file, file.report.table): file.load for file in landed_files(workspace)}
    found: list[QuarantinedRow] = []
    with duckdb.connect() as connection:
        for file in landed_files(workspace):
            key = (file.report.file, file.report.table)
            if file.quarantine and latest[key] == file.load:
                path = literal(str(workspace.data.resolve() / file.quarantine))
                found += sample(connection, f"SELECT * FROM read_parquet({path})", *key, limit)
    return found
