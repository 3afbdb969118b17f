"""Databases whose tables are read."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from assay.settings.secret import Secret
from assay.settings.sources.base import ADDRESS, TabularSource


class DuckdbSource(TabularSource):
    """Tables of a DuckDB file."""

    kind: Literal["duckdb"]
    path: Path


class SqliteSource(TabularSource):
    """Tables of an SQLite file."""

    kind: Literal["sqlite"]
    path: Path


class _Server(TabularSource):
    """`url` has all in one, else host, database, user and password."""

    url: Secret | None = None
    host: str = "localhost"
    database: str | None = None
    user: str | None = None
    password: Secret | None = None

    @model_validator(mode="after")
    def _reached(self) -> _Server:
        if self.url is None and self.database is None:
            raise ValueError("url, or host, database, user and password, say where the database is")
        return self


class PostgresSource(_Server):
    """Tables of a PostgreSQL database (also of what speaks its protocol and knows COPY)."""

    kind: Literal["postgres"]
    port: int = Field(default=5432, ge=1, le=65535)
    ssl: Literal["disable", "prefer", "require", "verify-ca", "verify-full"] = "prefer"


class MysqlSource(_Server):
    """Tables of a MySQL or MariaDB database."""

    kind: Literal["mysql"]
    port: int = Field(default=3306, ge=1, le=65535)
    ssl: Literal["disable", "verify-full"] | None = None


class SnowflakeSource(TabularSource):
    """Tables of Snowflake, by a key pair (`private_key`, PEM without a password), a programmatic access token or a password.

    `base_url` is only for an address of one's own.
    """

    kind: Literal["snowflake"]
    account: str = Field(min_length=1)
    user: str = Field(min_length=1)
    warehouse: str | None = None
    database: str
    schema_name: str | None = Field(default=None, alias="schema")
    role: str | None = None
    password: Secret | None = None
    private_key: Secret | None = None
    token: Secret | None = None
    base_url: str | None = Field(default=None, pattern=ADDRESS)

    @model_validator(mode="after")
    def _one_way_in(self) -> SnowflakeSource:
        if sum(secret is not None for secret in (self.password, self.private_key, self.token)) != 1:
            raise ValueError("private_key, token or password: one of them")
        return self


class BigquerySource(TabularSource):
    """Tables of BigQuery. `service_account` is the key file's JSON; without it the machine's own account is taken."""

    kind: Literal["bigquery"]
    project: str = Field(min_length=1)
    dataset: str | None = None
    location: str | None = None
    service_account: Secret | None = None


class RedshiftSource(_Server):
    """Tables of Amazon Redshift. Untested."""

    kind: Literal["redshift"]
    port: int = Field(default=5439, ge=1, le=65535)


class SqlServerSource(_Server):
    """Tables of Microsoft SQL Server. Untested."""

    kind: Literal["sqlserver"]
    port: int = Field(default=1433, ge=1, le=65535)
    trust_certificate: bool = False


class DatabricksSource(TabularSource):
    """Tables of Databricks, by a SQL warehouse (`http_path`) and a token. Untested."""

    kind: Literal["databricks"]
    host: str = Field(min_length=1)
    http_path: str = Field(min_length=1)
    token: Secret
