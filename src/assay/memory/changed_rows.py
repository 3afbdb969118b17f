"""The landed rows that differ between two runs: before and after, with the file, the line and the load that brought them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

import duckdb

from assay.contract.tables import TABLES
from assay.engine.literals import quoted
from assay.exact import decimal
from assay.landing.current import current_sql, landed_types
from assay.landing.manifest import batches
from assay.memory.origin import Origin
from assay.store.audit import entries
from assay.store.workspace import Workspace

MOST = 1000
"""Changed rows of a table that are told; `ChangedRows.of` counts all of them."""
Kind = Literal["new", "changed", "gone"]


@dataclass(frozen=True)
class ChangedRow:
    """A row by its key: what it was and what it is, column by column, and who loaded what made the difference.

    `before` and `after` hold the columns that differ; of a new row `after` holds all that it says, of one that is gone
    `before`. `file`, `line` and `batch` are those of the row as it is, of one that is gone as it was.
    """

    table: str
    key: str
    account_id: str | None
    kind: Kind
    before: dict[str, Any]
    after: dict[str, Any]
    file: str | None
    line: int | None
    batch: int | None
    landed_at: datetime | None
    loaded_by: str | None

    def to_json(self) -> dict[str, Any]:
        return {name: _plain(value) for name, value in asdict(self).items()}


@dataclass(frozen=True)
class ChangedRows:
    """Rows of one table that differ, `of` them in all."""

    table: str
    of: int
    rows: tuple[ChangedRow, ...]

    def to_json(self) -> dict[str, Any]:
        return {"table": self.table, "of": self.of, "rows": [row.to_json() for row in self.rows]}


def changed_tables(start: Origin, end: Origin) -> tuple[str, ...]:
    """Tables of which other rows had landed for one run than for the other."""
    return tuple(table for table in TABLES if start.landed.get(table) != end.landed.get(table))


def changed_of_accounts(tables: Sequence[str]) -> tuple[str, ...]:
    """Those of some tables whose rows name an account."""
    return tuple(table for table in tables if "account_id" in landed_types(table))


def changed_rows(
    workspace: Workspace, start: Origin, end: Origin, table: str, account: str | None = None, most: int = MOST
) -> ChangedRows:
    """What differs in a table between the rows two runs were built from, all of it or that of one account."""
    names = tuple(landed_types(table))
    sides = (
        current_sql(workspace, table, start.loads.get(table, 0)),
        current_sql(workspace, table, end.loads.get(table, 0)),
    )
    key = TABLES[table].key
    by_account = account is not None and "account_id" in names
    with closing(duckdb.connect()) as connection:
        relation = _differing(sides, names, key, by_account)
        given = {"account": account} if by_account else None
        of = connection.execute(f"SELECT count(*) FROM ({relation})", given).fetchone()
        found = connection.execute(f"{relation} ORDER BY ALL LIMIT {int(most)}", given).fetchall()
    loaders = _loaders(workspace, table)
    rows = tuple(_row(table, names, key, row, loaders) for row in found)
    return ChangedRows(table, int(of[0]) if of else 0, rows)


LINEAGE = ("_file", "_line", "_batch", "_landed_at")


def _differing(sides: tuple[str, str], names: tuple[str, ...], key: tuple[str, ...], by_account: bool) -> str:
    """Pairs of rows with the same key that differ in a column; NULL where there is no row on that side."""
    on = " AND ".join(f"b.{quoted(name)} IS NOT DISTINCT FROM a.{quoted(name)}" for name in key)
    differ = " OR ".join(f"b.{quoted(name)} IS DISTINCT FROM a.{quoted(name)}" for name in names)
    listed = ", ".join(
        f"{side}.{quoted(name)} AS {quoted(f'{side} {name}')}" for side in "ba" for name in (*names, *LINEAGE)
    )
    mine = " AND $account IN (b.account_id, a.account_id)" if by_account else ""
    return (
        f"SELECT {listed} FROM ({sides[0]}) AS b FULL JOIN ({sides[1]}) AS a ON {on} "
        f"WHERE (b._batch IS NULL OR a._batch IS NULL OR {differ}){mine}"
    )


def _row(
    table: str, names: tuple[str, ...], key: tuple[str, ...], row: tuple[Any, ...], loaders: dict[int, str]
) -> ChangedRow:
    half = len(row) // 2
    before = dict(zip((*names, *LINEAGE), row[:half], strict=True))
    after = dict(zip((*names, *LINEAGE), row[half:], strict=True))
    was, is_there = before["_batch"] is not None, after["_batch"] is not None
    kind: Kind = "changed" if was and is_there else "new" if is_there else "gone"
    said = after if is_there else before
    shown = [name for name in names if not name.startswith("_") and before[name] != after[name]]
    return ChangedRow(
        table=table,
        key=", ".join(str(said[name]) for name in key),
        account_id=said.get("account_id"),
        kind=kind,
        before={name: _short(before[name]) for name in shown if was},
        after={name: _short(after[name]) for name in shown if is_there},
        file=said["_file"],
        line=said["_line"],
        batch=said["_batch"],
        landed_at=said["_landed_at"],
        loaded_by=loaders.get(said["_batch"]),
    )


def _loaders(workspace: Workspace, table: str) -> dict[int, str]:
    """Who loaded each batch, where the log of what was done says so."""
    by_load = dict(_loads(workspace))
    return {batch.batch: by_load[batch.load] for batch in batches(workspace, table) if batch.load in by_load}


def _loads(workspace: Workspace) -> Iterator[tuple[int, str]]:
    for entry in entries(workspace):
        if isinstance(number := entry.details.get("load"), int):
            yield number, entry.actor


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def _short(value: Any) -> Any:
    """A number without the zeros that its column's type adds."""
    return decimal(value) if isinstance(value, Decimal) else value


__all__ = ["ChangedRow", "ChangedRows", "changed_rows", "changed_tables"]
