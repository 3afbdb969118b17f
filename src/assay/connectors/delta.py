"""Tables of Delta Lake, rows that were deleted from their files left out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from assay.connectors.extras import driver
from assay.connectors.lake import Lake, Since
from assay.connectors.object_store import told
from assay.engine.literals import literal, quoted
from assay.errors import DataError
from assay.settings.sources import DeltaSource
from assay.settings.sources.files import AzureStorage, S3Storage

_NAMES = {
    "access_key_id": "AWS_ACCESS_KEY_ID",
    "secret_access_key": "AWS_SECRET_ACCESS_KEY",
    "session_token": "AWS_SESSION_TOKEN",
    "service_account": "GOOGLE_SERVICE_ACCOUNT_KEY",
    "account_key": "AZURE_STORAGE_ACCOUNT_KEY",
    "sas_token": "AZURE_STORAGE_SAS_TOKEN",
    "client_secret": "AZURE_STORAGE_CLIENT_SECRET",
}


class Delta(Lake):
    _source: DeltaSource

    def __init__(self, source: DeltaSource, workspace: Path) -> None:
        super().__init__(source, workspace)
        self._deltalake = driver("deltalake", "delta", f"Source {source.name!r} needs")

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        return (*super().errors, self._deltalake.exceptions.DeltaError)

    def _open(self, name: str) -> tuple[Any, str]:
        try:
            table = self._deltalake.DeltaTable(self._location(name), storage_options=self._options() or None)
        except self._deltalake.exceptions.TableNotFoundError:
            raise self._no_table(name, "Delta Lake") from None
        except OSError as error:
            raise DataError(f"Source {self._source.name!r}: {name} could not be read: {told(str(error))}.") from None
        return table, str(table.version())

    def _scan(self, columns: Sequence[str] | None, since: Since | None) -> Any:
        query = f"SELECT {', '.join(map(quoted, columns)) if columns else '*'} FROM delta"
        if since is not None:
            column = quoted(since.column)
            query += f" WHERE {column} >= CAST({literal(since.stamp)} AS TIMESTAMP) OR {column} IS NULL"
        rows = self._deltalake.QueryBuilder().register("delta", self._table).execute(query)
        return pa.RecordBatchReader.from_stream(rows)

    def _options(self) -> dict[str, str]:
        storage = self._source.storage
        if storage is None:
            return {}
        options = {_NAMES[name]: value for name, value in self._secrets(storage).items()}
        if isinstance(storage, S3Storage):
            options["AWS_REGION"] = storage.region
            if storage.endpoint:
                options |= {
                    "AWS_ENDPOINT_URL": storage.endpoint,
                    "AWS_ALLOW_HTTP": str(storage.endpoint.startswith("http:")),
                }
        if isinstance(storage, AzureStorage):
            options["AZURE_STORAGE_ACCOUNT_NAME"] = storage.account
            options |= {"AZURE_STORAGE_TENANT_ID": storage.tenant_id} if storage.tenant_id else {}
            options |= {"AZURE_STORAGE_CLIENT_ID": storage.client_id} if storage.client_id else {}
            if storage.endpoint:
                options |= {"AZURE_STORAGE_ENDPOINT": storage.endpoint}
                options |= {"AZURE_STORAGE_ALLOW_HTTP": "true"} if storage.endpoint.startswith("http:") else {}
        return options
