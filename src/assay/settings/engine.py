"""`[engine]`: which engine builds facts and answers."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator

from assay.settings.secret import Secret
from assay.settings.section import Section


class Engine(Section):
    """Which engine builds facts and answers KPIs, and where it is: `docs/engines.md`.

    `master`, `remote`, `storage` and `options` are Spark's: `storage` is a folder that driver and cluster both see;
    without it, `.assay/spark`. `url` says where the address of a database stands, without it in ASSAY_ENGINE_URL, and
    `schema_prefix` how the schemas of runs begin. With `facts = "duckdb"` facts are built here and copied there.
    """

    name: Literal["duckdb", "spark", "postgres", "clickhouse", "snowflake"] = "duckdb"
    facts: Literal["engine", "duckdb"] = "engine"
    url: Secret | None = None
    schema_prefix: str = Field(default="assay", pattern=r"^[a-z][a-z0-9_]{0,19}$")
    master: str = "local[*]"
    remote: str | None = None
    storage: Path | None = None
    options: dict[str, str | bool | int | float] = Field(default_factory=dict)

    @field_validator("remote")
    @classmethod
    def _address(cls, remote: str | None) -> str | None:
        if remote is not None and not remote.startswith("sc://"):
            raise ValueError(
                "the address of a Spark Connect server starts with sc://, as in sc://spark.example.com:15002"
            )
        return remote
