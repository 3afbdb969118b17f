"""Tables of lakes: a version of each is read, and only where it is another than the last one."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from assay.connectors.connector import Cursor, Extract, Feed
from assay.connectors.duckdb_tables import DuckdbTables, kind_of, opened
from assay.connectors.increments import table_of
from assay.connectors.secrets import read_secret
from assay.connectors.tables import Reading
from assay.connectors.text_parquet import written_batches
from assay.errors import DataError
from assay.settings.secret import Secret
from assay.settings.sources import LakeSource, SourceTable
from assay.settings.sources.files import AzureStorage, GcsStorage, S3Storage
from assay.sources.shape import Progress

_ROWS = "lake_rows"
SCHEMES = {"s3": "s3", "gcs": "gs", "azure": "az"}


@dataclass(frozen=True)
class Since:
    """Rows whose `column` is at or after `stamp` (as text), or empty, are all that is wanted: others may be given, too."""

    column: str
    stamp: str
    type: str


class Lake(DuckdbTables):
    """What differs between formats is opening a version of a table, and scanning it. DuckDB picks what has changed."""

    _source: LakeSource
    _table: Any
    _since: Since | None

    def __init__(self, source: LakeSource, workspace: Path) -> None:
        self._source, self._workspace = source, workspace

    def __enter__(self) -> Lake:
        self._connection = opened()
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        return (OSError, duckdb.Error)

    @abstractmethod
    def _open(self, name: str) -> tuple[Any, str]:
        """A table of the lake as it is now, and its version. DataError where it is none."""

    @abstractmethod
    def _scan(self, columns: Sequence[str] | None, since: Since | None) -> Any:
        """The rows of the open table, as a stream of Arrow: of some columns, at least those that are wanted."""

    def extract(self, feed: Feed, since: Cursor | None, folder: Path, progress: Progress) -> Extract:
        """As for any table, with the version in the cursor."""
        table = table_of(self._source, feed)
        self._table, version = self._open(table.table or "")
        if since is not None and since.get("version") == version:
            return Extract((), 0, since, False)
        self._since = None
        if since is not None and since.get("at") and table.updated_at:
            self._since = Since(table.updated_at, str(since["at"]), self._types().get(table.updated_at, ""))
        extract = super().extract(feed, since, folder, progress)
        at = extract.cursor.get("at") or (since or {}).get("at")
        return replace(extract, cursor={"version": version, **({"at": at} if at else {})})

    def _types(self) -> dict[str, str]:
        return {str(name): str(type) for name, type in self._columns(f"{_ROWS} AS source")}

    def _base(self, table: SourceTable) -> str:  # noqa: ARG002
        return f"{_ROWS} AS source"

    def _columns(self, base: str) -> Sequence[tuple[str, Any]]:
        self._connection.register(_ROWS, self._scan(None, None))
        return super()._columns(base)

    def _value(self, query: str) -> str | None:
        self._connection.register(_ROWS, self._scan([self._stamp], None))
        return super()._value(query)

    def _write(self, reading: Reading, query: str, target: Path) -> int:
        texts, typed = self._texts(reading)
        rows = self._scan(None, self._earlier())
        return written_batches(self._connection, _ROWS, rows, query, texts, typed, target)

    def _kind(self, reading: Reading, updated_at: str) -> Any:
        self._stamp = updated_at
        return super()._kind(reading, updated_at)

    def _earlier(self) -> Since | None:
        """What may be passed over by the lake itself: rows before the cursor less the overlap."""
        if self._since is None or kind_of(self._since.type) == "other":
            return None
        minutes = self._source.overlap_minutes + 1
        query = f"SELECT CAST(CAST($1 AS {self._since.type}) - INTERVAL '{minutes}' MINUTE AS VARCHAR)"
        row = self._connection.execute(query, [self._since.stamp]).fetchone()
        return replace(self._since, stamp=str(row[0])) if row else None

    def _location(self, name: str) -> str:
        """Where a table lies: a folder, or an address of the storage."""
        path = "/".join(part for part in (self._source.path.strip("/"), name.strip("/")) if part)
        storage = self._source.storage
        if storage is None:
            return str(self._workspace / self._source.path / name)
        bucket = storage.container if isinstance(storage, AzureStorage) else storage.bucket
        return f"{SCHEMES[storage.kind]}://{bucket}/{path}"

    def _secrets(self, section: S3Storage | GcsStorage | AzureStorage) -> dict[str, str]:
        given = {name: getattr(section, name) for name in type(section).model_fields}
        return {
            name: read_secret(self._source.name, secret, self._workspace)
            for name, secret in given.items()
            if isinstance(secret, Secret)
        }

    def _no_table(self, name: str, format: str) -> DataError:
        return DataError(
            f"Source {self._source.name!r}: {name!r} is no table of {format}.",
            hint=f"It is looked for at {self._location(name)}.",
        )
