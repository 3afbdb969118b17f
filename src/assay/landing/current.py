"""The current rows of a canonical table: what has landed, without what was replaced or deleted since."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from assay.contract.tables import TABLES, Column
from assay.engine.literals import parquet, quoted
from assay.landing.archive import check_intact
from assay.landing.manifest import Batch, Superseded, batches, superseded
from assay.store.workspace import Workspace

LINEAGE = {
    "_source": "VARCHAR",
    "_file": "VARCHAR",
    "_line": "BIGINT",
    "_batch": "BIGINT",
    "_landed_at": "TIMESTAMP",
}
STATE = {"_modified_at": "TIMESTAMP", "_deleted": "BOOLEAN"}
_SQL_TYPES = {
    "text": "VARCHAR",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
    "decimal": "DECIMAL(24,8)",
    "number": "DOUBLE",
    "integer": "BIGINT",
    "boolean": "BOOLEAN",
}


def landed_types(table: str) -> dict[str, str]:
    """The canonical columns of a landed table with their SQL types; a timestamp has its `_utc_` flag behind it."""
    types: dict[str, str] = {}
    for column in TABLES[table].columns:
        types[column.name] = sql_type(column)
        if column.type == "timestamp":
            types[f"_utc_{column.name}"] = "BOOLEAN"
    return types


def sql_type(column: Column) -> str:
    return _SQL_TYPES[column.type]


def attributes_of(landed: Iterable[Batch]) -> tuple[str, ...]:
    """The `x_` columns of some batches, in alphabetical order."""
    return tuple(sorted({name for batch in landed for name in batch.attributes}))


def current_sql(workspace: Workspace, table: str, upto: int | None = None) -> str:
    """SELECT of the table's current rows: canonical columns, `x_` columns, then those of LINEAGE.

    Empty, with all canonical columns, when nothing has landed. With `upto`: as it was when that load had landed.
    """
    landed, gone = _landed(workspace, table, upto), _gone(workspace, table, upto)
    check_rows(workspace, landed, gone)
    return rows_sql(table, landed, gone, str(workspace.data.resolve()))


def check_rows(workspace: Workspace, landed: Iterable[Batch], gone: Iterable[Superseded]) -> None:
    """WorkspaceError unless these files are what was written: no row is read of a file that was changed."""
    check_intact(workspace, [*(batch.path for batch in landed), *(part.path for part in gone)])


def rows_sql(
    table: str, landed: Sequence[Batch], gone: Sequence[Superseded], root: str, where: str = "NOT _deleted"
) -> str:
    """The rows of some batches of a table that nothing in `gone` replaced, as `current_sql` has them.

    `root` stands before the paths; `where` is a condition on the columns as landed.
    """
    columns = [*landed_types(table), *attributes_of(landed), *LINEAGE]
    if not landed:
        types = {**landed_types(table), **LINEAGE}
        empty = ", ".join(f"CAST(NULL AS {type}) AS {quoted(name)}" for name, type in types.items())
        return f"SELECT {empty} WHERE false"
    listed = ", ".join(map(quoted, columns))
    return f"SELECT {listed} FROM ({_living(table, landed, gone, root)}) WHERE {where}"


def living_sql(workspace: Workspace, table: str, upto: int | None = None) -> str:
    """Like `current_sql`, with deletions, `_modified_at`, `_deleted` and the row's place `_row` in its batch's file."""
    landed, gone = _landed(workspace, table, upto), _gone(workspace, table, upto)
    check_rows(workspace, landed, gone)
    return _living(table, landed, gone, str(workspace.data.resolve()))


def _living(table: str, landed: Sequence[Batch], gone: Sequence[Superseded], root: str) -> str:
    types = {**landed_types(table), **dict.fromkeys(attributes_of(landed), "VARCHAR")}
    present = {name for batch in landed for name in batch.columns}
    columns = [quoted(name) if name in present else f"CAST(NULL AS {types[name]}) AS {quoted(name)}" for name in types]
    listed = ", ".join([*columns, *LINEAGE, *STATE])
    rows = f"SELECT {listed}, file_row_number AS _row FROM {_files(landed, root)}"
    if not gone:
        return rows
    replaced = parquet(f"{root}/{part.path}" for part in gone)
    return (
        f"SELECT * FROM ({rows}) AS landed WHERE NOT EXISTS (SELECT 1 FROM {replaced} AS gone "
        f"WHERE gone.batch = landed._batch AND gone.row = landed._row)"
    )


def _files(landed: Sequence[Batch], root: str) -> str:
    return parquet((f"{root}/{batch.path}" for batch in landed), by_name=True, row_numbers=True)


def fingerprint(workspace: Workspace, table: str, upto: int | None = None) -> str:
    """Changes if and only if the landed content of the table changes. With `upto`: of what that load left."""
    parts = [f"{batch.batch} {batch.path} {batch.digest}" for batch in _landed(workspace, table, upto)]
    parts += [f"{part.load} {part.path}" for part in _gone(workspace, table, upto)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def last_load(workspace: Workspace, table: str) -> int:
    """The number of the last load that changed the table; 0 before the first."""
    loads = [batch.load for batch in batches(workspace, table)]
    return max([*loads, *(part.load for part in superseded(workspace, table))], default=0)


def _landed(workspace: Workspace, table: str, upto: int | None) -> tuple[Batch, ...]:
    return tuple(batch for batch in batches(workspace, table) if upto is None or batch.load <= upto)


def _gone(workspace: Workspace, table: str, upto: int | None) -> tuple[Superseded, ...]:
    return tuple(part for part in superseded(workspace, table) if upto is None or part.load <= upto)
