"""Which connector reads a source, by its kind."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from assay.connectors.connector import Connector
from assay.settings.sources import Source

KINDS = {
    "folder": ("folder", "Folder"),
    "s3": ("bucket", "Bucket"),
    "gcs": ("bucket", "Bucket"),
    "azure": ("bucket", "Bucket"),
    "web": ("web_file", "WebFile"),
    "delta": ("delta", "Delta"),
    "iceberg": ("iceberg", "Iceberg"),
    "duckdb": ("duckdb_file", "DuckdbFile"),
    "sqlite": ("sqlite", "SqliteFile"),
    "postgres": ("postgres", "Postgres"),
    "mysql": ("mysql", "Mysql"),
    "snowflake": ("snowflake", "Snowflake"),
    "bigquery": ("bigquery", "Bigquery"),
    "redshift": ("dbapi", "Redshift"),
    "sqlserver": ("dbapi", "SqlServer"),
    "databricks": ("dbapi", "Databricks"),
    "hubspot": ("hubspot", "Hubspot"),
    "caldav": ("caldav", "Caldav"),
    "matomo": ("matomo", "Matomo"),
    "imap": ("mailbox", "Mailbox"),
    "salesforce": ("salesforce", "Salesforce"),
}
"""Module and class, imported only for the kinds that a workspace has."""


def connector_of(source: Source, workspace: Path) -> Connector:
    """The source's connector, not yet connected. UsageError where its driver is not installed."""
    module, name = KINDS[source.kind]
    made: Connector = getattr(import_module(f"assay.connectors.{module}"), name)(source, workspace)
    return made
