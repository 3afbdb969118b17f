"""Databases whose tables are read."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from assay.source_settings.base import TabularSource
from assay.source_settings.secrets import Secret


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
