"""Which rows of a table have changed since the last pull, in the SQL of each database.

Rows at or after the last stamp read, less an overlap (transactions end late), and rows without a stamp, every time. A
stamp that lies ahead of the clock moves nothing on: rows written until then would be passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from assay.connectors.connector import Cursor, Feed
from assay.engine.literals import literal
from assay.errors import UsageError, did_you_mean
from assay.plural import many
from assay.settings.sources import SourceTable, TabularSource

Kind = Literal["zoned", "naive", "day", "other"]
AHEAD_HOURS = 14
"""So far ahead of UTC can a stamp without a zone honestly be."""


@dataclass(frozen=True)
class Dialect:
    """How a database writes what increments need. `quoted` writes a name, `earlier` a stamp less so many minutes,
    `until` the last moment that a stamp of a kind can honestly have (None: any).
    """

    quoted: Callable[[str], str]
    earlier: Callable[[str, Kind, int], str]
    until: Callable[[Kind], str | None]


@dataclass(frozen=True)
class Statements:
    """`rows` reads what has changed; `newest` the cursor that this leaves, as text; `unstamped` counts rows that are
    read each time. The last two are None for a table that is read in whole.
    """

    rows: str
    newest: str | None = None
    unstamped: str | None = None


def feeds_of(source: TabularSource) -> tuple[Feed, ...]:
    return tuple(
        Feed(table.called, table.to or _canonical(source, table), reading_of(source, table)) for table in source.tables
    )


def _canonical(source: TabularSource, table: SourceTable) -> str | None:
    return None if source.mapping or source.preset else table.called


def reading_of(source: TabularSource, table: SourceTable) -> str:
    return repr((table.table, table.query, table.to, table.updated_at, source.timezone))


def table_of(source: TabularSource, feed: Feed) -> SourceTable:
    return next(table for table in source.tables if table.called == feed.name)


def base_of(table: SourceTable, dialect: Dialect) -> str:
    """What stands after FROM."""
    if table.query is not None:
        return f"({table.query.strip().rstrip(';')}) AS source"
    name = table.table or ""
    if dialect.quoted("x")[0] in name:
        return f"{name} AS source"
    return f"{'.'.join(map(dialect.quoted, name.split('.')))} AS source"


def statements(
    base: str, updated_at: str | None, kind: Kind, since: Cursor | None, overlap: int, dialect: Dialect
) -> Statements:
    if updated_at is None:
        return Statements(f"SELECT * FROM {base}")
    column = dialect.quoted(updated_at)
    until = dialect.until(kind)
    honest = f" WHERE {column} <= {until}" if until else ""
    newest = f"SELECT max({column}) FROM {base}{honest}"
    unstamped = f"SELECT count(*) FROM {base} WHERE {column} IS NULL"
    if since is None or since.get("at") is None:
        return Statements(f"SELECT * FROM {base}", newest, unstamped)
    start = dialect.earlier(str(since["at"]), kind, overlap)
    return Statements(f"SELECT * FROM {base} WHERE {column} >= {start} OR {column} IS NULL", newest, unstamped)


def with_types(name: Callable[[Kind], str]) -> Callable[[str, Kind, int], str]:
    """`earlier` for a database that has intervals; `name` gives its type for each kind of stamp."""

    def earlier(value: str, kind: Kind, minutes: int) -> str:
        if kind == "other":
            return literal(value)
        stamp = f"CAST({literal(value)} AS {name(kind)})"
        return f"{stamp} - INTERVAL '{minutes}' MINUTE" if kind in ("zoned", "naive") else stamp

    return earlier


def check_column(table: SourceTable, columns: Sequence[str], source: str) -> None:
    """UsageError where `updated_at` is no column of the table. SQLite would take its name for a text."""
    if table.updated_at is not None and table.updated_at not in columns:
        raise UsageError(
            f"Source {source!r}: {table.called} has no column {table.updated_at!r} (updated_at).",
            hint=did_you_mean(table.updated_at, tuple(columns)),
        )


def remarks_of(updated_at: str | None, unstamped: int) -> tuple[str, ...]:
    if updated_at is None or not unstamped:
        return ()
    return (f"{many(unstamped, 'row')} without {updated_at}: read each time.",)
