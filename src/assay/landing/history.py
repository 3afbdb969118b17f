"""What each load said of each key of a table: rows it brought or had too, and keys it retired.

Rows that taking a load back has copied are those of the load that brought them first: the moment it landed stands in them.
"""

from __future__ import annotations

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from assay.contract.tables import TABLES
from assay.engine.literals import parquet, quoted
from assay.landing import manifest
from assay.landing.manifest import Confirmed, Superseded
from assay.store.workspace import Workspace


def show_history(connection: DuckDBPyConnection, workspace: Workspace, table: str) -> None:
    """The views `held` (batch, row, key, same, load, stamp), every row that landed, and `said` (the same, for each load
    that had it; without batch and row a key that the load retired).

    `same` is alike in copies of a row and nowhere else. The connection has to be in UTC.
    """
    landed = manifest.batches(workspace, table)
    events = {one.load for one in manifest.undone(workspace)}
    moments = {one.load: one.landed_at for one in manifest.landed_files(workspace, taken_back=True)}
    moments |= {one.load: one.landed_at for one in landed if one.load not in events}
    of = [(one.batch, one.load) for one in landed if one.load not in events]
    connection.execute("CREATE TABLE moments (load BIGINT, moment TIMESTAMP)")
    connection.execute("CREATE TABLE brought_by (batch BIGINT, load BIGINT)")
    if moments:
        connection.executemany("INSERT INTO moments VALUES (?, ?)", list(moments.items()))
    if of:
        connection.executemany("INSERT INTO brought_by VALUES (?, ?)", of)
    connection.execute(f"CREATE VIEW held AS {_held(workspace, table)}")
    retired = [one for one in manifest.superseded(workspace, table) if one.load not in events]
    connection.execute(f"CREATE VIEW confirmed AS {_confirmed(workspace, manifest.confirmed(workspace, table))}")
    connection.execute(f"CREATE VIEW replaced AS {_replaced(workspace, retired)}")
    connection.execute(
        "CREATE VIEW said AS SELECT batch, row, key, same, load, stamp FROM held WHERE load IS NOT NULL UNION ALL "
        "SELECT held.batch, held.row, key, same, c.load, CASE WHEN dated THEN stamp ELSE moment END FROM confirmed AS c "
        "JOIN held ON held.batch = c.batch AND held.row BETWEEN c.first AND c.last JOIN moments ON moments.load = c.load "
        "WHERE NOT older UNION ALL "
        "SELECT NULL, NULL, key, NULL, r.load, moment FROM replaced AS r JOIN held USING (batch, row) "
        "JOIN moments ON moments.load = r.load "
        "WHERE NOT EXISTS (FROM held AS own WHERE own.load = r.load AND own.key = held.key)"
    )


def _held(workspace: Workspace, table: str) -> str:
    """Rows that were hollowed, for an erasure or their age, say nothing and are left out."""
    landed = manifest.batches(workspace, table)
    names = TABLES[table].key
    if not landed:
        return (
            "SELECT NULL::BIGINT AS batch, NULL::BIGINT AS row, NULL::VARCHAR AS key, NULL::VARCHAR AS same, "
            "NULL::BIGINT AS load, NULL::TIMESTAMP AS stamp, NULL::BOOLEAN AS dated WHERE false"
        )
    source = parquet([workspace.data.resolve() / one.path for one in landed], by_name=True, row_numbers=True)
    key = "{" + ", ".join(f"'{name}': {quoted(name)}" for name in names) + "}"
    parts = ["_landed_at", "_file", "_line", *map(quoted, TABLES[table].also)]
    same = " || '|' || ".join(f"coalesce(CAST({part} AS VARCHAR), '')" for part in parts)
    return (
        f"SELECT _batch AS batch, file_row_number AS row, {key} AS key, {same} AS same, "
        "coalesce(brought_by.load, moments.load) AS load, coalesce(_modified_at, _landed_at) AS stamp, "
        f"_modified_at IS NOT NULL AS dated FROM {source} LEFT JOIN brought_by ON brought_by.batch = _batch "
        f"LEFT JOIN moments ON moment = _landed_at WHERE {quoted(names[0])} IS NOT NULL"
    )


def _confirmed(workspace: Workspace, parts: Sequence[Confirmed]) -> str:
    root = workspace.data.resolve()
    if not parts:
        empty = ", ".join(f"NULL::BIGINT AS {name}" for name in ("load", "batch", "first", "last"))
        return f"SELECT {empty}, NULL::BOOLEAN AS older WHERE false"
    return " UNION ALL ".join(
        f"SELECT CAST({part.load} AS BIGINT) AS load, batch, first, last, older FROM {parquet([root / part.path])}"
        for part in parts
    )


def _replaced(workspace: Workspace, parts: Sequence[Superseded]) -> str:
    root = workspace.data.resolve()
    if not parts:
        return "SELECT NULL::BIGINT AS load, NULL::BIGINT AS batch, NULL::BIGINT AS row WHERE false"
    return " UNION ALL ".join(
        f"SELECT CAST({part.load} AS BIGINT) AS load, batch, row FROM {parquet([root / part.path])}" for part in parts
    )
