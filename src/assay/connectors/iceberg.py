"""Tables of Iceberg: of a REST catalogue, or of a folder that has the newest metadata of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from assay.connectors.extras import driver
from assay.connectors.lake import Lake, Since
from assay.connectors.object_store import ObjectStore
from assay.connectors.secrets import read_secret
from assay.errors import DataError, UsageError
from assay.settings.sources import IcebergSource
from assay.settings.sources.files import AzureStorage, GcsStorage, S3Storage

_NAMES = {
    "access_key_id": "s3.access-key-id",
    "secret_access_key": "s3.secret-access-key",
    "session_token": "s3.session-token",
    "account_key": "adls.account-key",
    "sas_token": "adls.sas-token",
}
_METADATA = re.compile(r"^v?(\d+)(-.*)?\.metadata\.json$")


class Iceberg(Lake):
    _source: IcebergSource

    def __init__(self, source: IcebergSource, workspace: Path) -> None:
        super().__init__(source, workspace)
        driver("pyiceberg", "iceberg", f"Source {source.name!r} needs")
        storage = source.storage
        if isinstance(storage, GcsStorage) and storage.service_account:
            raise UsageError(
                f"Source {source.name!r}: tables of Iceberg on Google Cloud Storage are read by the machine's own account.",
                hint="Leave out service_account, and let GOOGLE_APPLICATION_CREDENTIALS name the key's file.",
            )
        if isinstance(storage, AzureStorage) and storage.client_secret:
            raise UsageError(f"Source {source.name!r}: tables of Iceberg on Azure need account_key or sas_token.")

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        from pyiceberg import exceptions

        named = [one for one in vars(exceptions).values() if isinstance(one, type) and issubclass(one, Exception)]
        return (*super().errors, ValueError, *named)

    def _open(self, name: str) -> tuple[Any, str]:
        from pyiceberg.catalog import load_catalog
        from pyiceberg.exceptions import NoSuchTableError
        from pyiceberg.table import StaticTable

        if self._source.catalog:
            try:
                table: Any = load_catalog(self._source.name, **self._catalogue()).load_table(name)
            except NoSuchTableError:
                raise DataError(f"Source {self._source.name!r}: the catalogue has no table {name!r}.") from None
        else:
            table = StaticTable.from_metadata(self._newest(name), self._properties())
        snapshot = table.current_snapshot()
        return table, f"{table.metadata.current_schema_id}:{snapshot.snapshot_id if snapshot else 'empty'}"

    def _scan(self, columns: Sequence[str] | None, since: Since | None) -> Any:
        from pyiceberg.expressions import AlwaysTrue, BooleanExpression, GreaterThanOrEqual, IsNull, Or

        wanted: BooleanExpression = AlwaysTrue()
        if since is not None:
            wanted = Or(GreaterThanOrEqual(since.column, _stamp(since)), IsNull(since.column))
        return self._table.scan(wanted, selected_fields=tuple(columns or ("*",))).to_arrow_batch_reader()

    def _newest(self, name: str) -> str:
        """The address of the table's newest metadata: that with the highest number."""
        numbered = [(int(match.group(1)), file) for file in self._metadata(name) if (match := _METADATA.match(file))]
        if not numbered:
            raise self._no_table(name, "Iceberg")
        return f"{self._location(name)}/metadata/{max(numbered)[1]}"

    def _metadata(self, name: str) -> Iterator[str]:
        storage = self._source.storage
        if storage is None:
            yield from (path.name for path in Path(self._location(name), "metadata").glob("*.metadata.json"))
            return
        prefix = "/".join(part.strip("/") for part in (self._source.path, name, "metadata") if part)
        yield from (one.name for one in ObjectStore(self._source.name, storage, prefix, self._workspace).objects())

    def _catalogue(self) -> dict[str, str]:
        said = self._source
        secrets = {name: getattr(said, name) for name in ("token", "credential") if getattr(said, name)}
        given = {name: read_secret(said.name, secret, self._workspace) for name, secret in secrets.items()}
        place = {"warehouse": said.warehouse} if said.warehouse else {}
        return {"type": "rest", "uri": str(said.catalog), **place, **given, **self._properties()}

    def _properties(self) -> dict[str, str]:
        storage = self._source.storage
        if storage is None:
            return {}
        properties = {_NAMES[name]: value for name, value in self._secrets(storage).items()}
        if isinstance(storage, S3Storage):
            properties["s3.region"] = storage.region
            properties |= {"s3.endpoint": storage.endpoint} if storage.endpoint else {}
        if isinstance(storage, AzureStorage):
            properties["adls.account-name"] = storage.account
        return properties


def _stamp(since: Since) -> str:
    moment = datetime.fromisoformat(since.stamp)
    return moment.date().isoformat() if since.type == "DATE" else moment.isoformat()
