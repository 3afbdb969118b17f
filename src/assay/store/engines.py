"""Which engine answers for a run, and where its tables lie there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from assay.engine.statements import Dialect
from assay.store.spark import is_on_spark, new_spark_tables, remove_spark_runs, spark_tables
from assay.store.workspace import Workspace

if TYPE_CHECKING:
    from assay.engine.interface import Tables

DIALECTS: dict[str, Dialect] = {"duckdb": "duckdb", "spark": "pyspark"}
"""What SQL is compiled to, by the engine's name in the settings."""


def engine_has(workspace: Workspace, number: int) -> bool:
    """Whether the engine of the settings can answer for a run; DuckDB has every run."""
    name = workspace.settings.engine.name
    return name == "duckdb" or is_on_spark(workspace, number)


def dialect_of_engine(workspace: Workspace) -> Dialect:
    return DIALECTS[workspace.settings.engine.name]


def tables_of(workspace: Workspace, number: int) -> Callable[[], Tables]:
    """Opens the facts of a run where the engine holds them, when they are first asked for."""
    return spark_tables(workspace, number)


def new_tables(workspace: Workspace, number: int) -> Tables:
    """A run that the engine is to build."""
    return new_spark_tables(workspace, number)


def remove_from_engines(workspace: Workspace, kept: Iterable[int]) -> None:
    """Remove what engines hold of runs that are kept no more."""
    remove_spark_runs(workspace, kept)
