"""The facts of a run built on another engine: the same steps and expressions, asked where the tables lie.

The canonical tables are made by DuckDB while it reads what has landed, and put there; so is what is worked out in Python
from distinct values. The run's own file gets every table back.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import duckdb

from assay.contract.tables import TABLES
from assay.engine.duckdb import create
from assay.engine.interface import Tables
from assay.engine.kept import SHARED, Store
from assay.engine.statements import Compiled
from assay.facts.build import STEPS, Progress, Query, compute, describe_run, extras_of, insert_computed, run_query
from assay.facts.plan import Plan
from assay.facts.schema import FACTS
from assay.identity.relations import LOOKUPS
from assay.settings import Settings

BY_SYSTEM = ("accounts", "people")
"""Tables whose rows are told apart by the system they come from, and what says so."""
LINEAGE = {"_source": "string", "_batch": "int64"}


def build_on_engine(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    *,
    tables: Tables,
    today: date,
    number: int,
    built_at: datetime,
    progress: Progress | None = None,
    store: Store = SHARED,
) -> None:
    """As `build.build_facts`, with the queries answered by the engine that holds `tables`."""
    plan = Plan(settings, today, extras_of(connection), store)
    tables.begin()
    connection.execute("CREATE SCHEMA IF NOT EXISTS lookup")
    create(connection, "lookup", "notes", LOOKUPS["notes"])
    for name in TABLES:
        tables.put(connection, "model", name, _columns_of_model(plan, name))
    noted = -1
    for done, step in enumerate(STEPS, start=1):
        if isinstance(step, Query):
            noted = _put_notes(connection, tables, noted)
            _make(connection, tables, step, plan)
        else:
            insert_computed(connection, step.name, compute(connection, step, settings))
            tables.put(connection, "lookup", step.name, LOOKUPS[step.name])
        if progress:
            progress(step.name, done, len(STEPS))
    describe_run(connection, settings, today, number, built_at)
    tables.publish()


def copy_to_engine(connection: duckdb.DuckDBPyConnection, settings: Settings, tables: Tables) -> None:
    """The facts of a run's file, put where the engine answers."""
    plan = Plan(settings, extras=extras_of(connection))
    tables.begin()
    for name in FACTS:
        if name != "run":
            tables.put(connection, "main", name, plan.columns(name))
    tables.publish()


def _columns_of_model(plan: Plan, name: str) -> Mapping[str, str]:
    columns = {column: str(kind) for column, kind in plan.model(name).schema().items()}
    return columns | LINEAGE if name in BY_SYSTEM else columns


def _make(connection: duckdb.DuckDBPyConnection, tables: Tables, step: Query, plan: Plan) -> None:
    columns = step.columns(plan)
    if f"{step.schema}.{step.name}" in tables.cannot:
        run_query(connection, step, plan)
        tables.put(connection, step.schema, step.name, columns)
        return
    tables.make(step.schema, step.name, columns, Compiled(step.compile(plan, tables.dialect)))
    tables.give_back(connection, step.schema, step.name, columns)


def _put_notes(connection: duckdb.DuckDBPyConnection, tables: Tables, noted: int) -> int:
    """What could not be used, as the table that the facts read it from; put again where there is more of it than `noted`."""
    ((notes,),) = connection.execute("SELECT count(*) FROM lookup.notes").fetchall()
    if notes != noted:
        tables.put(connection, "lookup", "notes", LOOKUPS["notes"])
    return int(notes)
