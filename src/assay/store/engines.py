"""Which engine answers for a run, and where its tables lie there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, cast

from assay.engine.statements import Dialect
from assay.store.spark import is_on_spark, new_spark_tables, remove_spark_runs, spark_tables
from assay.store.warehouses import (
    is_in_warehouse,
    new_warehouse_tables,
    note_in_warehouse,
    remove_from_warehouse,
    warehouse_problem,
    warehouse_tables,
)
from assay.store.workspace import Workspace

if TYPE_CHECKING:
    from assay.engine.interface import Tables
    from assay.engine.warehouse import Warehouse

DIALECTS: dict[str, Dialect] = {
    "duckdb": "duckdb",
    "spark": "pyspark",
    "postgres": "postgres",
    "clickhouse": "clickhouse",
    "snowflake": "snowflake",
}
"""What SQL is compiled to, by the engine's name in the settings."""


COPIED = {
    "snowflake": "the only Snowflake that facts were tried on, an emulator, takes no interval with a sign (`closed_on - 31 days`)"
}
"""Engines that only answer, and why: facts are built by DuckDB and copied there."""


def builds_facts(workspace: Workspace) -> bool:
    """Whether facts are built by another engine than DuckDB."""
    engine = workspace.settings.engine
    return engine.name != "duckdb" and engine.name not in COPIED and engine.facts == "engine"


def engine_has(workspace: Workspace, number: int) -> bool:
    """Whether the engine of the settings can answer for a run; DuckDB has every run."""
    name = workspace.settings.engine.name
    if name == "duckdb":
        return True
    return is_on_spark(workspace, number) if name == "spark" else is_in_warehouse(workspace, number)


def dialect_of_engine(workspace: Workspace) -> Dialect:
    return DIALECTS[workspace.settings.engine.name]


def tables_of(workspace: Workspace, number: int) -> Callable[[], Tables]:
    """Opens the facts of a run where the engine holds them, when they are first asked for."""
    if workspace.settings.engine.name == "spark":
        return spark_tables(workspace, number)
    return _once(partial(warehouse_tables, workspace, number))


def new_tables(workspace: Workspace, number: int) -> Tables:
    """A run that the engine is to build."""
    if workspace.settings.engine.name == "spark":
        return new_spark_tables(workspace, number)
    return new_warehouse_tables(workspace, number)


def note_built(workspace: Workspace, number: int, tables: Tables) -> None:
    """The engine has published the run: from now on it may be asked there."""
    if workspace.settings.engine.name != "spark":
        note_in_warehouse(workspace, number, cast("Warehouse", tables))


def remove_from_engines(workspace: Workspace, kept: Iterable[int]) -> None:
    """Remove what engines hold of runs that are kept no more."""
    numbers = list(kept)
    remove_spark_runs(workspace, numbers)
    remove_from_warehouse(workspace, numbers)


def engine_problem(workspace: Workspace) -> str | None:
    """What keeps the engine of the settings from its work, tried now."""
    return None if workspace.settings.engine.name in ("duckdb", "spark") else warehouse_problem(workspace)


def _once(open: Callable[[], Tables]) -> Callable[[], Tables]:
    known: list[Tables] = []

    def tables() -> Tables:
        if not known:
            known.append(open())
        return known[0]

    return tables
