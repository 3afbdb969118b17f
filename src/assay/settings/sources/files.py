"""Files of folders and buckets, and tables of lakes that lie in them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from assay.settings.amounts import Bytes
from assay.settings.secret import Secret
from assay.settings.section import Section
from assay.settings.sources.base import AskedSource, BaseSource, TabularSource, known_table

HTTP = r"^(https://[^\s@]+|http://(127\.0\.0\.1|localhost)(:\d+)?(/[^\s@]*)?)$"
"""Keys go over TLS, or nowhere but to this machine."""


class _Files(BaseSource):
    """New and changed files whose names fit `pattern`; `to` is the canonical table that all of them are."""

    pattern: str = "*"
    to: str | None = None

    @field_validator("to")
    @classmethod
    def _canonical(cls, to: str | None) -> str | None:
        return known_table(to)


class FolderSource(_Files):
    """New and changed files of a folder, its folders included. A file that changed within `settle_seconds` waits."""

    kind: Literal["folder"]
    path: Path
    settle_seconds: float = Field(default=5, ge=0)


class S3(Section):
    """A bucket of S3, or of what speaks its protocol at `endpoint`. Without keys those of the machine's role are taken."""

    bucket: str = Field(min_length=1)
    region: str = "us-east-1"
    endpoint: str | None = Field(default=None, pattern=HTTP)
    access_key_id: Secret | None = None
    secret_access_key: Secret | None = None
    session_token: Secret | None = None

    @model_validator(mode="after")
    def _both_keys(self) -> S3:
        if (self.access_key_id is None) != (self.secret_access_key is None):
            raise ValueError("access_key_id and secret_access_key belong together")
        return self


class Gcs(Section):
    """A bucket of Google Cloud Storage. `service_account` is the key file's JSON; without it the machine's own account is
    taken.
    """

    bucket: str = Field(min_length=1)
    service_account: Secret | None = None


class Azure(Section):
    """A container of Azure Blob Storage, by the account's key, a shared access signature, or an application of Entra."""

    account: str = Field(pattern=r"^[a-z0-9]+$")
    container: str = Field(min_length=1)
    endpoint: str | None = Field(default=None, pattern=HTTP)
    account_key: Secret | None = None
    sas_token: Secret | None = None
    tenant_id: str | None = None
    client_id: str | None = None
    client_secret: Secret | None = None

    @model_validator(mode="after")
    def _one_way_in(self) -> Azure:
        application = (self.tenant_id, self.client_id, self.client_secret)
        if any(application) and not all(application):
            raise ValueError("tenant_id, client_id and client_secret belong together")
        if sum((self.account_key is not None, self.sas_token is not None, all(application))) > 1:
            raise ValueError("account_key, sas_token or an application: one of them")
        return self


class _Bucket(_Files):
    """Objects whose names begin with `prefix`, which is no part of what they are called."""

    prefix: str = ""


class S3Source(_Bucket, S3):
    """Files of a bucket of S3."""

    kind: Literal["s3"]


class GcsSource(_Bucket, Gcs):
    """Files of a bucket of Google Cloud Storage."""

    kind: Literal["gcs"]


class AzureSource(_Bucket, Azure):
    """Files of a container of Azure Blob Storage."""

    kind: Literal["azure"]


BucketSource = S3Source | GcsSource | AzureSource


class S3Storage(S3):
    kind: Literal["s3"]


class GcsStorage(Gcs):
    kind: Literal["gcs"]


class AzureStorage(Azure):
    kind: Literal["azure"]


Storage = Annotated[S3Storage | GcsStorage | AzureStorage, Field(discriminator="kind")]


class WebSource(AskedSource):
    """One file that has an address. The address is a secret: who has it has the file.

    With `whole` the file is all there is of its table: rows that it no longer has are retired.
    """

    kind: Literal["web"]
    url: Secret
    format: Literal["csv", "ndjson", "json", "parquet", "xlsx", "ics"] = "csv"
    to: str | None = None
    whole: bool = False
    largest_answer: Bytes = "2GiB"
    answer_seconds: float = Field(default=3600, gt=0)

    @field_validator("to")
    @classmethod
    def _canonical(cls, to: str | None) -> str | None:
        return known_table(to)

    @property
    def is_mapped(self) -> bool:
        return self.mapping is not None or self.preset is not None

    @model_validator(mode="after")
    def _one_table(self) -> WebSource:
        if self.is_mapped == (self.to is not None):
            raise ValueError("to = the canonical table, or a mapping or preset, says what the file is: one of them")
        return self


class _Lake(TabularSource):
    """Tables of a lake below `path`, a folder, or a place in the bucket that `storage` says."""

    path: str = ""
    storage: Storage | None = None

    @model_validator(mode="after")
    def _no_queries(self) -> _Lake:
        for table in self.tables:
            if table.table is None:
                raise ValueError(
                    f"table {table.called!r}: lakes have tables, not queries: table = the folder below path"
                )
        return self


class DeltaSource(_Lake):
    """Tables of Delta Lake: `table` is the folder of each below `path`."""

    kind: Literal["delta"]


class IcebergSource(_Lake):
    """Tables of Iceberg: `table` is the folder of each below `path`; or its name in a REST catalogue at `catalog`."""

    kind: Literal["iceberg"]
    catalog: str | None = Field(default=None, pattern=HTTP)
    warehouse: str | None = None
    token: Secret | None = None
    credential: Secret | None = None


LakeSource = DeltaSource | IcebergSource
