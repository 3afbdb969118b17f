"""Tables of a database as feeds: how one is read is the same everywhere; how a database is asked is not."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from assay.connectors.connector import Cursor, Extract, Feed
from assay.connectors.increments import (
    Dialect,
    Kind,
    base_of,
    check_column,
    feeds_of,
    remarks_of,
    statements,
    table_of,
)
from assay.errors import DataError
from assay.settings.sources import SourceTable, TabularSource
from assay.sources.files import Source as File
from assay.sources.shape import Progress

Types = Mapping[str, Any]
"""The columns of a table in order, each with the type that the database gives it."""


@dataclass(frozen=True)
class Reading:
    """A table that is read: `base` stands after FROM, `tell` takes how many rows have been written."""

    base: str
    types: Types
    tell: Callable[[int], None]


class Tables(ABC):
    """A connector of one kind of database: `dialect` is its SQL, `text_type` the type that holds any stamp as text.

    None of these where its driver gives stamps as they are written.
    """

    dialect: ClassVar[Dialect]
    text_type: ClassVar[str | None]
    _source: TabularSource

    @property
    def feeds(self) -> tuple[Feed, ...]:
        return feeds_of(self._source)

    def extract(self, feed: Feed, since: Cursor | None, folder: Path, progress: Progress) -> Extract:
        """One Parquet file of text with what has changed, as `Connector.extract` asks for it."""
        table = table_of(self._source, feed)
        base = self._base(table)
        reading = Reading(base, self._named(self._columns(base)), lambda rows: progress(feed.name, rows, None))
        check_column(table, tuple(reading.types), self._source.name)
        kind = self._kind(reading, table.updated_at) if table.updated_at else "other"
        said = statements(base, table.updated_at, kind, since, self._source.overlap_minutes, self.dialect)
        reading.tell(0)
        newest = self._value(self._as_text(said.newest)) if said.newest else None
        unstamped = int(self._value(said.unstamped) or 0) if said.unstamped else 0
        target = folder / f"{feed.name}.parquet"
        rows = self._write(reading, said.rows, target)
        progress(feed.name, rows, rows)
        whole = table.updated_at is None or since is None
        label = f"{self._source.name}/{feed.name}"
        file = File(target, label, feed.to, True, whole, label)
        return Extract((file,), rows, {"at": newest}, whole, (), remarks_of(table.updated_at, unstamped))

    def _base(self, table: SourceTable) -> str:
        """What stands after FROM."""
        return base_of(table, self.dialect)

    def _named(self, columns: Sequence[tuple[str, Any]]) -> Types:
        names = [name for name, _ in columns]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise DataError(
                f"Source {self._source.name!r}: two columns share a name: {', '.join(twice)}.",
                hint="Name one of them otherwise in the query (AS).",
            )
        return dict(columns)

    def _as_text(self, query: str) -> str:
        return f"SELECT CAST(({query}) AS {self.text_type})" if self.text_type else query

    @abstractmethod
    def _columns(self, base: str) -> Sequence[tuple[str, Any]]:
        """Name and type of each column of what stands after FROM."""

    @abstractmethod
    def _kind(self, reading: Reading, updated_at: str) -> Kind:
        """What kind of stamp a column holds."""

    @abstractmethod
    def _value(self, query: str) -> Any:
        """The one value that a query gives."""

    @abstractmethod
    def _write(self, reading: Reading, query: str, target: Path) -> int:
        """Writes the rows of a query to `target` as text; how many there were."""


def existing(path: Path) -> Path:
    """Raises DataError where a source's file is not there."""
    if not path.is_file():
        raise DataError(f"{path} does not exist.")
    return path
