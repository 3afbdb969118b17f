"""Which quarantined rows have come well: a row of the same key has landed that is newer, as `newest` says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import duckdb

from assay.contract.tables import TABLES
from assay.landing.corrections import FileCorrections
from assay.landing.newest import STAMP, UNCONTESTED, staged_files
from assay.landing.quarantine import identity_types, key_sql, open_files, open_sql, problems_sql
from assay.landing.take import Staged
from assay.landing.work import Work
from assay.store.workspace import Workspace


def resolve(work: Work, table: str, staged: Sequence[Staged]) -> int:
    """How many bad rows the good rows of a load resolve, from earlier loads and from this one.

    The connection's view `fresh` has the good rows; its temporary table `resolved` (load, batch, row) gets the others.
    """
    connection, workspace, load = work.connection, work.workspace, work.load
    connection.execute("CREATE OR REPLACE TEMP TABLE resolved (load BIGINT, batch BIGINT, row BIGINT)")
    _resolve_by_key(connection, workspace, load, table, staged)
    for one in staged:
        if (mended := work.corrected(one.source)) is not None:
            _resolve_by_line(connection, workspace, mended, one)
    return int(connection.execute("SELECT count(*) FROM (SELECT DISTINCT * FROM resolved)").fetchall()[0][0])


def _resolve_by_line(
    connection: duckdb.DuckDBPyConnection, workspace: Workspace, mended: FileCorrections, one: Staged
) -> None:
    """Lines of the file that were left out on purpose, and those whose corrected rows are good: also without a key."""
    good = f"SELECT _line FROM {staged_files([one.path])} WHERE _problems IS NULL"
    left_out = ", ".join(map(str, mended.left_out)) or "NULL"
    for file in open_files(workspace):
        if (file.report.file, file.report.table) != (mended.file, one.mapped.table.name):
            continue
        if "key" in identity_types(connection, workspace, file):
            connection.execute(
                f"INSERT INTO resolved SELECT DISTINCT {file.load}, batch, coalesce(row, -line) "
                f"FROM ({open_sql(connection, workspace, file)}) WHERE line IN ({left_out}) OR line IN ({good})"
            )


def _resolve_by_key(
    connection: duckdb.DuckDBPyConnection, workspace: Workspace, load: int, table: str, staged: Sequence[Staged]
) -> None:
    bad = [*_earlier(connection, workspace, table, staged), *_own(load, staged)]
    if not bad:
        return
    connection.execute(
        f"INSERT INTO resolved SELECT DISTINCT bad.load, bad.batch, bad.row FROM ({' UNION ALL '.join(bad)}) AS bad "
        f"JOIN (SELECT {key_sql(TABLES[table])} AS key, {STAMP} AS stamp, _batch AS batch, _row AS row FROM ({UNCONTESTED})) AS good "
        f"ON bad.key = good.key "
        f"WHERE row(good.stamp, {load}, good.batch, good.row) > row(bad.stamp, bad.load, bad.batch, bad.row)"
    )


def _earlier(
    connection: duckdb.DuckDBPyConnection, workspace: Workspace, table: str, staged: Sequence[Staged]
) -> Iterator[str]:
    """The open rows that earlier loads left, by their keys; files that this load replaces are none of them."""
    again = {one.source.name for one in staged}
    wanted = connection.execute(f"DESCRIBE SELECT {key_sql(TABLES[table])} AS key FROM fresh").fetchall()[0][1]
    for file in open_files(workspace):
        if file.report.table != table or file.report.file in again:
            continue
        if identity_types(connection, workspace, file).get("key") == wanted:
            yield _keyed(file.load, open_sql(connection, workspace, file))


def _own(load: int, staged: Sequence[Staged]) -> Iterator[str]:
    yield from (_keyed(load, problems_sql(one)) for one in staged if one.bad or one.cells)


def _keyed(load: int, rows: str) -> str:
    return f"SELECT CAST({load} AS BIGINT) AS load, batch, row, stamp, key FROM ({rows}) WHERE key IS NOT NULL"
