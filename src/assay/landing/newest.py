"""Which staged rows land and which landed rows they replace: of each key the newest row wins.

Newest is: modified latest at its source (a row that does not say so counts as modified when it landed), else landed
latest, else latest file of the load. Rows of one key and one stamp that differ within a file are a conflict: nothing
says which of them is true, and none lands. Rows that share a key but differ in one of the table's `also` columns live
side by side, when they come in one load; a later load replaces all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from assay.contract.tables import Table
from assay.engine.literals import parquet, quoted
from assay.landing.current import attributes_of, landed_types, living_sql
from assay.landing.manifest import batches
from assay.store.workspace import Workspace

STAMP = "coalesce(_modified_at, _landed_at)"
UNCONTESTED = "FROM fresh WHERE NOT EXISTS (FROM skip WHERE batch = _batch AND row = _row AND why = 'conflict')"
"""The good staged rows without those that contradict each other, once `settle` has found them."""
_SHARE = 4_000_000
_HASHES = 12_000_000


@dataclass(frozen=True)
class Settled:
    """Rows of staged files that do not land, by (batch, why), and how many landed rows are replaced.

    The connection's temporary tables `skip` (batch, row, why) and `gone` (batch, row) have the rows; `confirmed` has
    the landed rows that the files have too (or, `older`, an older one of), as ranges: a load can be taken back.
    """

    skipped: dict[tuple[int, str], int]
    gone: int


def settle(
    connection: duckdb.DuckDBPyConnection,
    workspace: Workspace,
    table: Table,
    staged: Sequence[Path],
    attributes: Sequence[str],
    written: Callable[[], str | None] = lambda: None,
) -> Settled:
    """Compares the good rows of all staged files of a load for one table with each other and with what has landed.

    `written` gives a SELECT of (batch, line, words): what the files say of a row besides, where rows of one key that are
    alike in the table are no duplicates unless their files say the same of them.
    """
    find_repeated(connection, table, staged, attributes, written)
    connection.execute("CREATE OR REPLACE TEMP TABLE gone (batch BIGINT, row BIGINT)")
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE confirmed (batch BIGINT, first BIGINT, last BIGINT, older BOOLEAN)"
    )
    if batches(workspace, table.name):
        _compare_with_landed(connection, workspace, table, attributes)
    counted = connection.execute("SELECT batch, why, count(*) FROM skip GROUP BY ALL").fetchall()
    gone = connection.execute("SELECT count(*) FROM gone").fetchall()
    return Settled({(batch, why): rows for batch, why, rows in counted}, gone[0][0])


def find_repeated(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    staged: Sequence[Path],
    attributes: Sequence[str],
    written: Callable[[], str | None] = lambda: None,
) -> None:
    """Makes `skip` with what the staged files themselves say against landing: rows that come again, and contradictions."""
    connection.execute("CREATE OR REPLACE TEMP TABLE skip (batch BIGINT, row BIGINT, why VARCHAR)")
    _create_fresh(connection, table, staged, attributes)
    _skip_repeated(connection, table, attributes, written)


def not_skipped(batch: int) -> str:
    """The condition that a staged row of a batch lands, as far as `skip` knows by now."""
    return f"NOT EXISTS (FROM skip WHERE batch = {batch} AND row = file_row_number)"


def staged_files(staged: Sequence[Path]) -> str:
    return parquet(staged, by_name=True, row_numbers=True)


def _create_fresh(
    connection: duckdb.DuckDBPyConnection, table: Table, staged: Sequence[Path], attributes: Sequence[str]
) -> None:
    """The view `fresh`: the good staged rows, as `living` has the landed ones."""
    columns = ", ".join(map(quoted, [*landed_types(table.name), *attributes]))
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW fresh AS SELECT {columns}, _line, _batch, _landed_at, _modified_at, _deleted, "
        f"file_row_number AS _row FROM {staged_files(staged)} WHERE _problems IS NULL"
    )


def _skip_repeated(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    attributes: Sequence[str],
    written: Callable[[], str | None],
) -> None:
    """Rows whose key comes again later in the load, and all rows of a key whose newest ones contradict each other."""
    names = [*table.key, *table.also]
    listed = ", ".join(map(quoted, names))
    connection.execute(f"CREATE OR REPLACE TEMP TABLE twice AS SELECT {listed} FROM fresh WHERE false")
    _hash_repeated(connection, listed)
    connection.execute(
        f"INSERT INTO twice SELECT {listed} FROM fresh WHERE hash({listed}) IN (FROM alike) GROUP BY ALL HAVING count(*) > 1"
    )
    if not connection.execute("SELECT 1 FROM twice LIMIT 1").fetchall():
        return
    of_key = f"OVER (PARTITION BY {listed} ORDER BY {STAMP} DESC, _batch DESC, _row DESC)"
    leading = f"rank() OVER (PARTITION BY {listed} ORDER BY {STAMP} DESC, _batch DESC) = 1"
    own = written()
    words = f"(SELECT words FROM ({own}) AS w WHERE w.batch = _batch AND w.line = _line LIMIT 1)" if own else "NULL"
    content = f"hash({_content(table, attributes, attributes)}, {words})"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE repeated AS SELECT {listed}, _batch, _row, {content} AS content, "
        f"row_number() {of_key} AS place, {leading} AS leads FROM fresh "
        f"WHERE EXISTS (FROM twice WHERE {_same('fresh', 'twice', names)})"
    )
    of_leading = f"(content) FILTER (leads) OVER (PARTITION BY {listed})"
    contradicted = f"min{of_leading} <> max{of_leading}"
    connection.execute(
        f"INSERT INTO skip SELECT _batch, _row, CASE WHEN contradicted THEN 'conflict' ELSE 'duplicate' END FROM "
        f"(SELECT *, {contradicted} AS contradicted FROM repeated) WHERE contradicted OR place > 1"
    )


def _hash_repeated(connection: duckdb.DuckDBPyConnection, listed: str) -> None:
    """The table `alike`: hashes that several rows have. Numbers are grouped in half the time of texts, and in less memory."""
    connection.execute("CREATE OR REPLACE TEMP TABLE alike (h UBIGINT)")
    rows = connection.execute("SELECT count(*) FROM fresh").fetchall()[0][0]
    number = rows // _HASHES + 1
    for place in range(number):
        share = f" WHERE hash({listed}) % {number} = {place}" if number > 1 else ""
        hashes = f"SELECT hash({listed}) AS h FROM fresh{share}"
        connection.execute(f"INSERT INTO alike SELECT h FROM ({hashes}) GROUP BY h HAVING count(*) > 1")


def _compare_with_landed(
    connection: duckdb.DuckDBPyConnection, workspace: Workspace, table: Table, attributes: Sequence[str]
) -> None:
    landed_attributes = attributes_of(batches(workspace, table.name))
    connection.execute(f"CREATE OR REPLACE TEMP VIEW living AS {living_sql(workspace, table.name)}")
    if not _pair(connection, table):
        return
    every = sorted({*attributes, *landed_attributes})
    fresh = _content(table, every, attributes)
    living = _content(table, every, landed_attributes)
    key = ", ".join(map(quoted, table.key))
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE compared AS SELECT fresh_batch, fresh_row, living_batch, living_row, "
        f"f.content = l.content AS same, "
        f"max(f.stamp) OVER (PARTITION BY key_of) < max(l.stamp) OVER (PARTITION BY key_of) AS older FROM pairs "
        f"JOIN (SELECT _batch, _row, {STAMP} AS stamp, hash({fresh}) AS content, "
        f"hash(row({key})) AS key_of FROM fresh "
        f"SEMI JOIN pairs ON fresh_batch = _batch AND fresh_row = _row) f "
        f"ON fresh_batch = f._batch AND fresh_row = f._row "
        f"JOIN (SELECT _batch, _row, {STAMP} AS stamp, hash({living}) AS content FROM living "
        f"SEMI JOIN pairs ON living_batch = _batch AND living_row = _row) l "
        f"ON living_batch = l._batch AND living_row = l._row"
    )
    connection.execute(
        "INSERT INTO skip SELECT fresh_batch, fresh_row, 'unchanged' FROM compared GROUP BY fresh_batch, fresh_row "
        "HAVING bool_or(same) OR bool_or(older)"
    )
    connection.execute(
        "INSERT INTO confirmed SELECT batch, min(row), max(row), older FROM (SELECT *, row - row_number() OVER "
        "(PARTITION BY batch, older ORDER BY row) AS run FROM (SELECT living_batch AS batch, living_row AS row, "
        "NOT bool_or(same) AS older FROM compared WHERE same OR older GROUP BY ALL)) GROUP BY batch, older, run"
    )
    connection.execute(
        "INSERT INTO gone SELECT living_batch, living_row FROM compared GROUP BY living_batch, living_row "
        "HAVING NOT bool_or(same) AND NOT bool_or(older)"
    )


def _pair(connection: duckdb.DuckDBPyConnection, table: Table) -> bool:
    """The table `pairs`: staged rows beside the landed rows of the same key. Whether there are any."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE pairs (fresh_batch BIGINT, fresh_row BIGINT, living_batch BIGINT, living_row BIGINT)"
    )
    for share in _shares(connection, "fresh", table.key):
        connection.execute(
            f"INSERT INTO pairs SELECT fresh._batch, fresh._row, living._batch, living._row FROM "
            f"(FROM living WHERE {share}) AS living "
            f"JOIN (FROM fresh ANTI JOIN skip ON skip.batch = _batch AND skip.row = _row WHERE {share}) AS fresh "
            f"ON {_same('fresh', 'living', table.key)}"
        )
    return bool(connection.execute("SELECT 1 FROM pairs LIMIT 1").fetchall())


def _shares(connection: duckdb.DuckDBPyConnection, relation: str, names: Sequence[str]) -> list[str]:
    """Conditions that divide rows by their key into shares that fit into memory, whatever was staged."""
    rows = connection.execute(f"SELECT count(*) FROM {relation}").fetchall()[0][0]
    number = rows // _SHARE + 1
    if number == 1:
        return ["true"]
    key = ", ".join(map(quoted, names))
    return [f"hash({key}) % {number} = {place}" for place in range(number)]


def _same(left: str, right: str, names: Sequence[str]) -> str:
    return " AND ".join(f"{left}.{quoted(name)} IS NOT DISTINCT FROM {right}.{quoted(name)}" for name in names)


def _content(table: Table, every: Sequence[str], present: Sequence[str]) -> str:
    """All that makes a row what it is; an attribute the batch lacks is empty."""
    extra = [quoted(name) if name in present else "CAST(NULL AS VARCHAR)" for name in every]
    parts = [*map(quoted, landed_types(table.name)), *extra, "_modified_at", "_deleted"]
    return f"row({', '.join(parts)})"
