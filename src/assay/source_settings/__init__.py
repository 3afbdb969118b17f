"""`[[sources]]` in `assay.toml`: where data come from by themselves. Secrets never stand here, only where they are."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from assay.source_settings.base import SourceTable, TabularSource
from assay.source_settings.databases import DuckdbSource, MysqlSource, PostgresSource, SqliteSource
from assay.source_settings.files import (
    AzureSource,
    BucketSource,
    DeltaSource,
    FolderSource,
    GcsSource,
    IcebergSource,
    LakeSource,
    S3Source,
    Storage,
)
from assay.source_settings.secrets import Secret
from assay.source_settings.vendors import HubspotObject, HubspotSource, SalesforceSource

__all__ = [
    "AzureSource",
    "BucketSource",
    "DeltaSource",
    "DuckdbSource",
    "FolderSource",
    "GcsSource",
    "HubspotObject",
    "HubspotSource",
    "IcebergSource",
    "LakeSource",
    "MysqlSource",
    "PostgresSource",
    "S3Source",
    "SalesforceSource",
    "Secret",
    "Source",
    "SourceTable",
    "SqliteSource",
    "Storage",
    "TabularSource",
]

Source = Annotated[
    FolderSource
    | S3Source
    | GcsSource
    | AzureSource
    | DeltaSource
    | IcebergSource
    | DuckdbSource
    | SqliteSource
    | PostgresSource
    | MysqlSource
    | HubspotSource
    | SalesforceSource,
    Field(discriminator="kind"),
]
