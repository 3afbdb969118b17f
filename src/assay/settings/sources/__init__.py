"""`[[sources]]` in `assay.toml`: where data come from by themselves. Secrets never stand here, only where they are."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from assay.settings.sources.base import AskedSource, SourceTable, TabularSource
from assay.settings.sources.databases import (
    BigquerySource,
    DatabricksSource,
    DuckdbSource,
    MysqlSource,
    PostgresSource,
    RedshiftSource,
    SnowflakeSource,
    SqliteSource,
    SqlServerSource,
)
from assay.settings.sources.files import (
    AzureSource,
    BucketSource,
    DeltaSource,
    FolderSource,
    GcsSource,
    IcebergSource,
    LakeSource,
    S3Source,
    Storage,
    WebSource,
)
from assay.settings.sources.vendors import (
    CaldavSource,
    HubspotObject,
    HubspotSource,
    ImapSource,
    MatomoSource,
    SalesforceSource,
)

__all__ = [
    "AskedSource",
    "AzureSource",
    "BigquerySource",
    "BucketSource",
    "CaldavSource",
    "DatabricksSource",
    "DeltaSource",
    "DuckdbSource",
    "FolderSource",
    "GcsSource",
    "HubspotObject",
    "HubspotSource",
    "IcebergSource",
    "ImapSource",
    "LakeSource",
    "MatomoSource",
    "MysqlSource",
    "PostgresSource",
    "RedshiftSource",
    "S3Source",
    "SalesforceSource",
    "SnowflakeSource",
    "Source",
    "SourceTable",
    "SqlServerSource",
    "SqliteSource",
    "Storage",
    "TabularSource",
    "WebSource",
    "read_sources",
]

Source = Annotated[
    FolderSource
    | S3Source
    | GcsSource
    | AzureSource
    | WebSource
    | DeltaSource
    | IcebergSource
    | DuckdbSource
    | SqliteSource
    | PostgresSource
    | MysqlSource
    | SnowflakeSource
    | BigquerySource
    | RedshiftSource
    | SqlServerSource
    | DatabricksSource
    | HubspotSource
    | SalesforceSource
    | ImapSource
    | CaldavSource
    | MatomoSource,
    Field(discriminator="kind"),
]


def read_sources(rows: Any) -> tuple[Source, ...]:
    """The sources that the rows of `[[sources]]` describe. Raises pydantic's ValidationError."""
    return TypeAdapter(tuple[Source, ...]).validate_python(rows)
