"""The canonical tables of a run: landed rows with UTC stamps, local days, defaults, and references that hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from assay.contract.tables import TABLES, Column, Table
from assay.engine.literals import quoted
from assay.model.close_misses import create_close_misses, find_close_misses
from assay.model.references import quarantined_sql, references, resolves
from assay.model.stage_tables import deals_sql, history_sql, settle_stages
from assay.model.zones import to_local, to_utc
from assay.settings import Settings

Source = Callable[[str], str]
Progress = Callable[[str, int], None]

LINEAGE = ("_source", "_file", "_line", "_batch", "_landed_at")
DEFAULTS = {
    ("list_memberships", "arm"): "'abm'",
    ("visitors", "consent"): "'unknown'",
    ("touches", "quantity"): "1.0",
    ("opportunities", "type"): "'new_business'",
    ("contracts", "renewal"): "'pending'",
    ("intent_signals", "cluster"): "'own'",
    ("account_links", "state"): "'accepted'",
}
# Copying touches would cost as much as all the rest of a build: they are read where they landed, while it goes on.
STREAMED = "touches"


@dataclass(frozen=True)
class ModelReport:
    """Rows of each table of the model, and rows of each that were quarantined for a reference that leads nowhere."""

    rows: dict[str, int]
    quarantined: dict[str, int]


def build_model(
    connection: DuckDBPyConnection, settings: Settings, source: Source, progress: Progress | None = None
) -> ModelReport:
    """Create schema `model` with the canonical tables and `quarantine`; `touches` is a view on its source, see `forget_source`.

    `source(table)` is a SELECT of its current rows as landed: every canonical column (a timestamp `<col>` with
    `_utc_<col>`: true for UTC, false for the wall clock of the workspace), then extra columns `x_…`, then the lineage.
    Timestamps become UTC; next to each `<name>_at` stands its local day `<name>_on`.
    """
    create_quarantine(connection)
    for table in TABLES.values():
        kind = "VIEW" if table.name == STREAMED else "TABLE"
        typed = _typed(connection, table, settings, source)
        connection.execute(f"CREATE OR REPLACE {kind} model.{table.name} AS {typed}")
        if progress:
            progress(table.name, _count(connection, f"model.{table.name}"))
    _settle(connection)
    quarantined = {table.name: _quarantine(connection, table) for table in TABLES.values()}
    rows = {name: _count(connection, f"model.{name}") for name in TABLES}
    create_close_misses(connection)
    find_close_misses(connection, rows)
    return ModelReport(rows, {name: number for name, number in quarantined.items() if number})


def create_quarantine(connection: DuckDBPyConnection) -> None:
    connection.execute("CREATE SCHEMA IF NOT EXISTS model")
    connection.execute(
        "CREATE OR REPLACE TABLE model.quarantine (table_name VARCHAR, file VARCHAR, line BIGINT, batch BIGINT, "
        "column_name VARCHAR, value VARCHAR, rule VARCHAR)"
    )


def forget_source(connection: DuckDBPyConnection) -> None:
    """Drop what reads the source, once the facts are built: a run depends on no other file."""
    connection.execute(f"DROP VIEW model.{STREAMED}")


def _typed(connection: DuckDBPyConnection, table: Table, settings: Settings, source: Source) -> str:
    relation = source(table.name)
    landed = [name for name, *_ in connection.execute(f"DESCRIBE {relation}").fetchall()]
    return typed_sql(table, settings, relation, [name for name in landed if name.startswith("x_")])


def typed_sql(table: Table, settings: Settings, relation: str, extra: Sequence[str]) -> str:
    """The table of the model made of a relation of its current rows as landed, with the columns `extra`."""
    columns = [part for column in table.columns for part in _parts(table, column, settings)]
    return f"SELECT {', '.join([*columns, *map(quoted, extra), *LINEAGE])} FROM ({relation})"


def _parts(table: Table, column: Column, settings: Settings) -> Iterator[str]:
    name = f'"{column.name}"'
    default = _default(table, column, settings)
    if column.type == "timestamp":
        utc, zone = f'"_utc_{column.name}"', settings.timezone
        yield f"CASE WHEN {utc} THEN {name} ELSE {to_utc(name, zone)} END AS {name}"
        yield f'CAST(CASE WHEN {utc} THEN {to_local(name, zone)} ELSE {name} END AS DATE) AS "{local_day(column.name)}"'
    elif default:
        yield f"coalesce({name}, {default}) AS {name}"
    else:
        yield name


def local_day(timestamp: str) -> str:
    """`created_at` → `created_on`."""
    return timestamp.removesuffix("_at") + "_on"


def _default(table: Table, column: Column, settings: Settings) -> str | None:
    if column.name == "currency":
        return f"'{settings.currency}'"
    return DEFAULTS.get((table.name, column.name))


# Where the deal row names no stage, the last row of its history does. What nobody states stays empty.
STATUS = """coalesce(
    deal.status,
    (SELECT status FROM model.stages WHERE stage = deal.stage),
    (SELECT arg_max(stages.status, (history.entered_at, stages.position, stages.stage))
     FROM model.opportunity_stages AS history JOIN model.stages USING (stage)
     WHERE history.opportunity_id = deal.opportunity_id AND deal.stage IS NULL),
    (SELECT any_value(meaning.status) FROM model.stage_meanings AS meaning WHERE meaning.label = deal.stage))"""


def _settle(connection: DuckDBPyConnection) -> None:
    """Unique names for the stages of deals and their history, and the status that follows from them."""
    tables = {name: f"SELECT * FROM model.{name}" for name in ("stages", "opportunities", "opportunity_stages")}
    settle_stages(
        connection, stages=tables["stages"], deals=tables["opportunities"], history=tables["opportunity_stages"]
    )
    history = history_sql(tables["opportunity_stages"], "model.opportunities")
    connection.execute(f"CREATE OR REPLACE TABLE model.opportunity_stages AS {history}")
    connection.execute(f"CREATE OR REPLACE TABLE model.opportunities AS {deals_sql(tables['opportunities'])}")
    connection.execute(f"UPDATE model.opportunities AS deal SET status = {STATUS} WHERE status IS NULL")


def _quarantine(connection: DuckDBPyConnection, table: Table) -> int:
    """Move rows whose required reference leads nowhere; a row is quarantined once, for its first such column."""
    return sum(_move(connection, table, column) for column in references(table))


def _move(connection: DuckDBPyConnection, table: Table, column: Column) -> int:
    unknown = f"NOT {resolves(column)}"
    before = _count(connection, "model.quarantine")
    connection.execute(
        f"INSERT INTO model.quarantine {quarantined_sql(table, column, f'model.{table.name}')} WHERE {unknown}"
    )
    moved = _count(connection, "model.quarantine") - before
    if moved:
        connection.execute(f"DELETE FROM model.{table.name} AS child WHERE {unknown}")
    return moved


def _count(connection: DuckDBPyConnection, table: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(row[0]) if row else 0
