"""`[[sources]]` in `assay.toml`: where data come from by themselves. Secrets never stand here, only where they are."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from assay.contract.tables import TABLES
from assay.contract.zones import ZoneName
from assay.errors import did_you_mean

_NAME = r"^[A-Za-z0-9][A-Za-z0-9_-]*$"


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Secret(_Section):
    """Where a secret is: `{ env = "VARIABLE" }` or `{ file = "/run/secrets/name" }`, whose first line it is."""

    env: str | None = Field(default=None, pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")
    file: Path | None = None

    @model_validator(mode="before")
    @classmethod
    def _not_itself(cls, written: object) -> object:
        if isinstance(written, str):
            raise ValueError('secrets do not stand in assay.toml: { env = "VARIABLE" } or { file = "PATH" } says where')
        return written

    @model_validator(mode="after")
    def _one_place(self) -> Secret:
        if (self.env is None) == (self.file is None):
            raise ValueError("either env or file says where the secret is")
        return self

    @property
    def place(self) -> str:
        return f"the environment variable {self.env}" if self.env else f"the file {self.file}"


class SourceTable(_Section):
    """What is read of a database: a table or a query.

    `name` is what the mapping calls its file; `to` the canonical table whose columns it already has. With `updated_at`
    only rows that changed since the last pull are read, else all of them each time: what is gone is retired then.
    """

    table: str | None = None
    query: str | None = None
    name: str | None = Field(default=None, pattern=_NAME)
    to: str | None = None
    updated_at: str | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> SourceTable:
        if (self.table is None) == (self.query is None):
            raise ValueError("either table or query says what to read")
        if self.query is not None and self.name is None and self.to is None:
            raise ValueError("a query needs a name, or to = the canonical table it fills")
        return self

    @field_validator("to")
    @classmethod
    def _canonical(cls, to: str | None) -> str | None:
        return _known_table(to)

    @property
    def called(self) -> str:
        return self.name or (self.table or "").rpartition(".")[2] or self.to or ""


class _Source(_Section):
    """`name` is told in reports and is where the cursor is kept. `mapping` (a file beside assay.toml) or `preset` say
    how rows become canonical tables; `system`, `options` and `words` are those of `assay load`.
    """

    usual_preset: ClassVar[str | None] = None

    name: str = Field(pattern=_NAME)
    mapping: Path | None = None
    preset: str | None = None
    system: str | None = None
    options: dict[str, str] = Field(default_factory=dict)
    words: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_way(self) -> _Source:
        if self.mapping is not None and self.preset is not None:
            raise ValueError("give mapping or preset, not both")
        return self

    @property
    def mapped_by(self) -> str | None:
        """The preset that makes its rows canonical; None where a mapping does, or nothing has to."""
        return None if self.mapping else self.preset or self.usual_preset

    @property
    def secrets(self) -> dict[str, Secret]:
        """The secrets it needs, by the names of their settings."""
        named = ((name, getattr(self, name)) for name in type(self).model_fields)
        return {name: value for name, value in named if isinstance(value, Secret)}


class FolderSource(_Source):
    """New and changed files of a folder, its folders included. A file that changed within `settle_seconds` waits."""

    kind: Literal["folder"]
    path: Path
    pattern: str = "*"
    to: str | None = None
    settle_seconds: float = Field(default=5, ge=0)

    @field_validator("to")
    @classmethod
    def _canonical(cls, to: str | None) -> str | None:
        return _known_table(to)


class _Database(_Source):
    """`timezone` is that of stamps without a zone; without it they are local to the workspace, as in files.

    Rows that changed up to `overlap_minutes` before the last one read are read again: transactions end late.
    """

    tables: tuple[SourceTable, ...] = Field(min_length=1)
    timezone: ZoneName | None = None
    overlap_minutes: int = Field(default=10, ge=0)

    @model_validator(mode="after")
    def _mapped(self) -> _Database:
        names = [table.called for table in self.tables]
        for table in self.tables:
            if names.count(table.called) > 1:
                raise ValueError(f"two tables are called {table.called!r}: give each a name of its own")
            canonical = table.to is not None or (table.name or table.called) in TABLES
            if not (canonical or self.mapping or self.preset):
                raise ValueError(
                    f"table {table.called!r} needs to = a canonical table, or the source a mapping or preset"
                )
        return self


class DuckdbSource(_Database):
    """Tables of a DuckDB file."""

    kind: Literal["duckdb"]
    path: Path


class SqliteSource(_Database):
    """Tables of an SQLite file."""

    kind: Literal["sqlite"]
    path: Path


class _Server(_Database):
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


HubspotObject = Literal["owners", "deal_pipelines", "companies", "contacts", "deals", "calls", "emails", "meetings"]
_ADDRESS = r"^(https://[^/\s@]+|http://(127\.0\.0\.1|localhost)(:\d+)?)/?$"
"""A token goes over TLS, or nowhere but to this machine."""


class HubspotSource(_Source):
    """A HubSpot portal, by its CRM API. `token` is a service key (or the token of an older private app).

    `properties` are read besides those that the preset takes, by object. Activities of the last `late_days` are read
    anew each time: HubSpot does not tell when one is associated with a company later.
    """

    usual_preset: ClassVar[str | None] = "hubspot"

    kind: Literal["hubspot"]
    token: Secret
    base_url: str = Field(default="https://api.hubapi.com", pattern=_ADDRESS)
    objects: tuple[HubspotObject, ...] = (
        "owners",
        "deal_pipelines",
        "companies",
        "contacts",
        "deals",
        "calls",
        "emails",
        "meetings",
    )
    properties: dict[HubspotObject, tuple[str, ...]] = Field(default_factory=dict)
    late_days: int = Field(default=30, ge=0)
    overlap_minutes: int = Field(default=10, ge=0)


class SalesforceSource(_Source):
    """A Salesforce org, by its Bulk API 2.0. `base_url` is the org's own address (My Domain); `client_id` and
    `client_secret` are those of an External Client App that may sign in by client credentials.
    """

    usual_preset: ClassVar[str | None] = "salesforce"

    kind: Literal["salesforce"]
    base_url: str = Field(pattern=_ADDRESS)
    client_id: Secret
    client_secret: Secret
    objects: tuple[Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")], ...] = (
        "User",
        "Account",
        "Contact",
        "Lead",
        "OpportunityStage",
        "Opportunity",
        "OpportunityHistory",
        "OpportunityContactRole",
        "Campaign",
        "CampaignMember",
        "Task",
        "Event",
        "CurrencyType",
        "DatedConversionRate",
    )
    overlap_minutes: int = Field(default=10, ge=10)


Source = Annotated[
    FolderSource | DuckdbSource | SqliteSource | PostgresSource | MysqlSource | HubspotSource | SalesforceSource,
    Field(discriminator="kind"),
]
DatabaseSource = DuckdbSource | SqliteSource | PostgresSource | MysqlSource


def _known_table(to: str | None) -> str | None:
    if to is not None and to not in TABLES:
        raise ValueError(f"unknown table {to!r}. {did_you_mean(to, tuple(TABLES))}")
    return to
