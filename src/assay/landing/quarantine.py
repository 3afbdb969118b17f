"""Rows that did not land: kept beside the batches, with what is wrong with them and what to do.

A row is open until a file of the same name lands again, or until a row of the same key lands well (`resolved`).
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from assay.contract.tables import Table
from assay.engine.literals import copied, literal, parquet, quoted
from assay.landing.archive import check_intact
from assay.landing.checks import LANDED_WITHOUT
from assay.landing.manifest import LandedFile, landed_files, resolved
from assay.landing.newest import STAMP, staged_files
from assay.landing.remedies import remedy
from assay.landing.report import QuarantinedRow
from assay.landing.take import Staged
from assay.store.workspace import Workspace

_COLUMNS = "line, column_name, value, rule, hint"
_IDENTITY = "batch, row, stamp, key"
SAMPLE = 20


def problems_sql(staged: Staged) -> str:
    """SELECT of line, column_name, value, rule, hint and of batch, row, stamp, key: one row for each bad value.

    `key` is NULL where it cannot be read, and where a row could not be split into columns.
    """
    key = staged.mapped.table.key
    told = ", ".join(literal(staged.mapped.told(name)) for name in key)
    unreadable = f"list_has_any(list_transform(coalesce(_problems, []), lambda one: one.column_name), [{told}])"
    statement = (
        f"SELECT line, problem.column_name, problem.value, "
        f"CASE WHEN bad THEN replace(problem.rule, {literal(LANDED_WITHOUT)}, '') ELSE problem.rule END AS rule, "
        f"problem.hint, {_IDENTITY} FROM (SELECT _line AS line, _problems IS NOT NULL AS bad, unnest(list_concat(_problems, _cells)) AS problem, _batch AS batch, file_row_number AS row, "
        f"{STAMP} AS stamp, CASE WHEN NOT {unreadable} THEN {key_sql(staged.mapped.table)} END AS key "
        f"FROM {staged_files([staged.path])} WHERE _problems IS NOT NULL OR _cells IS NOT NULL)"
    )
    if staged.malformed_relation is None:
        return statement
    return (
        f"{statement} UNION ALL SELECT line, '' AS column_name, value, rule, hint, NULL, NULL, NULL, NULL "
        f"FROM ({staged.malformed_relation})"
    )


def key_sql(table: Table) -> str:
    """A row's key as one value, by which equal keys are equal, empty parts and all."""
    return "{" + ", ".join(f"{literal(name)}: {quoted(name)}" for name in table.key) + "}"


def keep(connection: duckdb.DuckDBPyConnection, problems: str, target: Path) -> None:
    columns = f"{_COLUMNS}, {_IDENTITY}"
    connection.execute(copied(f"SELECT {columns} FROM ({problems}) ORDER BY line, column_name", target))


def sample(
    connection: duckdb.DuckDBPyConnection, problems: str, file: str, table: str, limit: int | None = SAMPLE
) -> list[QuarantinedRow]:
    """Bad values of a file, by line; with a limit the first of each rule before the second of any."""
    query = f"SELECT {_COLUMNS} FROM ({problems})"
    if limit is not None:
        turn = "row_number() OVER (PARTITION BY column_name, rule ORDER BY line)"
        query = f"SELECT {_COLUMNS} FROM (SELECT *, {turn} AS turn FROM ({query})) ORDER BY turn, line LIMIT {limit}"
    rows = connection.execute(f"SELECT * FROM ({query}) ORDER BY line, column_name").fetchall()
    return [
        QuarantinedRow(file, table, line, column, value, rule, remedy(column, rule, value, hint))
        for line, column, value, rule, hint in rows
    ]


def quarantined(workspace: Workspace, limit: int | None = None) -> list[QuarantinedRow]:
    """The bad values that are open, at most `limit` of each file."""
    rows: list[QuarantinedRow] = []
    with duckdb.connect() as connection:
        for file in open_files(workspace):
            query = open_sql(connection, workspace, file)
            rows += sample(connection, query, file.report.file, file.report.table, limit)
    return rows


def open_files(workspace: Workspace) -> list[LandedFile]:
    """Files with bad rows, oldest first: the last load of each name counts."""
    landed = landed_files(workspace)
    latest = {(file.report.file, file.report.table): file.load for file in landed}
    return [file for file in landed if file.quarantine and latest[file.report.file, file.report.table] == file.load]


def open_sql(connection: duckdb.DuckDBPyConnection, workspace: Workspace, file: LandedFile) -> str:
    """SELECT of a file's bad values without those that later rows have resolved."""
    rows = f"SELECT * FROM {parquet([kept_at(workspace, file)])}"
    mended = [part for part in resolved(workspace, file.report.table) if part.load >= file.load]
    check_intact(workspace, [str(file.quarantine), *(part.path for part in mended)])
    if not mended or "key" not in identity_types(connection, workspace, file):
        return rows
    settled = parquet(workspace.data.resolve() / part.path for part in mended)
    # A row that could not be split has no place among the rows: it is known by its line.
    place = "mended.batch IS NOT DISTINCT FROM bad.batch AND mended.row = coalesce(bad.row, -bad.line)"
    same = f"mended.load = {file.load} AND {place}"
    return f"SELECT * FROM ({rows}) AS bad WHERE NOT EXISTS (SELECT 1 FROM {settled} AS mended WHERE {same})"


def identity_types(connection: duckdb.DuckDBPyConnection, workspace: Workspace, file: LandedFile) -> dict[str, str]:
    """The columns of a kept file with their types; those that name a row are missing where an early version wrote it."""
    described = connection.execute(f"DESCRIBE SELECT * FROM {parquet([kept_at(workspace, file)])}")
    return {row[0]: row[1] for row in described.fetchall()}


def kept_at(workspace: Workspace, file: LandedFile) -> str:
    return str(workspace.data.resolve() / str(file.quarantine))
