"""The facts of a run built on Spark: the same steps and expressions, from Parquet to Parquet.

The canonical tables are made by DuckDB while it reads what has landed; each is written as Parquet into the run's folder,
and each step's result beside them: `<folder>/<schema>/<table>`. The run's own file gets the facts back from there.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import sqlglot
from ibis import dtype
from ibis.backends.sql.datatypes import DuckDBType

from assay.contract.tables import TABLES
from assay.engine.kept import SHARED, Store
from assay.engine.literals import copied, parquet
from assay.engine.spark import Cluster, Tables, answering, quoted, spark_type, tables_in, write_columns
from assay.engine.statements import SparkSQL
from assay.facts.build import STEPS, Progress, Query, describe_run, extras_of
from assay.facts.plan import Plan
from assay.identity import distinct
from assay.identity.relations import LOOKUPS
from assay.settings import Settings
from assay.store.spark import FINISHED

BY_SYSTEM = ("accounts", "people")
LINEAGE = {"_source": "string", "_batch": "int64"}
"""Tables whose rows are told apart by the system they come from, and what says so."""

LARGE = ("touches", "sessions", "account_days", "person_days")


def build_on_spark(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    *,
    cluster: Cluster,
    folder: Path,
    today: date,
    number: int,
    built_at: datetime,
    progress: Progress | None = None,
    home: Path | None = None,
    store: Store = SHARED,
) -> None:
    """As `build.build_facts`, with the queries answered by Spark. `folder` must be seen by driver and cluster alike.

    Where it lies in `home`, the folder that the run's file may read, large facts stay there and are shown as views.
    """
    shutil.rmtree(folder, ignore_errors=True)
    tables = tables_in(cluster, folder)
    plan = Plan(settings, today, extras_of(connection), store)
    connection.execute("CREATE SCHEMA IF NOT EXISTS lookup")
    for name in TABLES:
        _export(connection, tables, plan, folder, name)
    notes: list[distinct.Row] = []
    for done, step in enumerate(STEPS, start=1):
        if isinstance(step, Query):
            _keep_notes(tables, folder, notes)
            _run_query(tables, folder, step, plan)
            columns = step.columns(plan)
        else:
            found = step.compute(lambda sql: _read(tables, sql), settings)
            notes += found.notes
            columns = LOOKUPS[step.name]
            _put(tables, folder, "lookup", step.name, columns, found.rows)
        schema = step.schema if isinstance(step, Query) else "lookup"
        if home and folder.is_relative_to(home) and (schema, step.name) in [("main", name) for name in LARGE]:
            _show(connection, folder / schema / step.name, home, step.name, columns)
        else:
            _load(connection, folder, schema, step.name, columns)
        if progress:
            progress(step.name, done, len(STEPS))
    _load(connection, folder, "lookup", "notes", LOOKUPS["notes"])
    describe_run(connection, settings, today, number, built_at)
    write_columns(tables, folder / FINISHED)
    tables.forget()


def _export(connection: duckdb.DuckDBPyConnection, tables: Tables, plan: Plan, folder: Path, name: str) -> None:
    place = folder / "model" / name
    place.mkdir(parents=True, exist_ok=True)
    columns = {column: str(kind) for column, kind in plan.model(name).schema().items()}
    if name in BY_SYSTEM:
        columns |= LINEAGE
    listed = ", ".join(f'CAST("{column}" AS {_duckdb_type(kind)}) AS "{column}"' for column, kind in columns.items())
    connection.execute(copied(f"SELECT {listed} FROM model.{name}", place / "part.parquet"))
    tables.add("model", name, place, {column: _short(kind) for column, kind in columns.items()})


def _run_query(tables: Tables, folder: Path, step: Query, plan: Plan) -> None:
    columns = step.columns(plan)
    listed = ", ".join(
        f"CAST({quoted(name)} AS {spark_type(kind)}) AS {quoted(name)}" for name, kind in columns.items()
    )
    place = folder / step.schema / step.name
    with answering(f"{step.schema}.{step.name}"):
        frame = tables.run(f"SELECT {listed} FROM ({step.compile(plan, 'pyspark')}) AS found")
        frame.write.mode("overwrite").parquet(str(place))
    tables.add(step.schema, step.name, place, columns)


def _keep_notes(tables: Tables, folder: Path, notes: list[distinct.Row]) -> None:
    """What could not be used, as the table that the facts read it from; written again where there is more of it."""
    if tables.columns.get(("lookup", "notes")) is None or len(notes) > notes_written(folder):
        _put(tables, folder, "lookup", "notes", LOOKUPS["notes"], notes)


def notes_written(folder: Path) -> int:
    return int(pq.read_metadata(folder / "lookup" / "notes" / "part.parquet").num_rows)


def _put(
    tables: Tables, folder: Path, schema: str, name: str, columns: Mapping[str, str], rows: list[distinct.Row]
) -> None:
    """Rows of Python values, as a table of these columns."""
    place = folder / schema / name
    place.mkdir(parents=True, exist_ok=True)
    values = list(zip(*rows, strict=True)) or [()] * len(columns)
    arrays = [pa.array(column, dtype(kind).to_pyarrow()) for column, kind in zip(values, columns.values(), strict=True)]
    pq.write_table(pa.table(arrays, names=list(columns)), place / "part.parquet")
    tables.add(schema, name, place, columns)


def _read(tables: Tables, sql: str) -> list[distinct.Row]:
    """The rows of a small SELECT that is written for DuckDB."""
    (query,) = sqlglot.transpile(sql, read="duckdb", write="spark", identify=True)
    found = tables.run(SparkSQL(query)).toArrow()
    return list(zip(*(column.to_pylist() for column in found.columns), strict=True))


def _load(
    connection: duckdb.DuckDBPyConnection, folder: Path, schema: str, name: str, columns: Mapping[str, str]
) -> None:
    """The table of the run's file, from the files that Spark wrote."""
    described = ", ".join(f'"{column}" {_duckdb_type(kind)}' for column, kind in columns.items())
    connection.execute(f"CREATE OR REPLACE TABLE {schema}.{name} ({described})")
    if files := sorted((folder / schema / name).glob("*.parquet")):
        listed = ", ".join(f'"{column}"' for column in columns)
        connection.execute(f"INSERT INTO {schema}.{name} SELECT {listed} FROM {parquet(files)}")


def _show(
    connection: duckdb.DuckDBPyConnection, place: Path, home: Path, name: str, columns: Mapping[str, str]
) -> None:
    """The fact as a view of the files that Spark wrote, wherever the home is moved to."""
    listed = ", ".join(f'CAST("{column}" AS {_duckdb_type(kind)}) AS "{column}"' for column, kind in columns.items())
    files = [f"~/{path.relative_to(home).as_posix()}" for path in sorted(place.glob("*.parquet"))]
    connection.execute(f"CREATE OR REPLACE VIEW main.{name} AS SELECT {listed} FROM {parquet(files)}")


def _duckdb_type(kind: str) -> str:
    return str(DuckDBType.to_string(dtype(kind)))


def _short(kind: str) -> str:
    return kind.replace(", ", ",") if kind.startswith("decimal") else kind
