"""Rows that name nobody by an id that somebody has nearly: what figures are told of them (`model.close_misses`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from assay.contract.loose_ids import MACROS, near_sql
from assay.contract.systems import OF_SYSTEMS, bare_sql
from assay.contract.tables import TABLES, Column, Table
from assay.engine.literals import literal
from assay.model.references import LED_ASTRAY

LOOKED_UP = ("accounts", "people", "opportunities")
_COLUMNS = "table_name VARCHAR, column_name VARCHAR, written VARCHAR, known VARCHAR, n BIGINT, amount DECIMAL(38, 8), currency VARCHAR"
_USED = "NOT coalesce(is_deleted, false) AND NOT coalesce(is_test, false)"


@dataclass(frozen=True)
class Reference:
    """A column of a table that names rows of another one."""

    table: Table
    column: Column

    @property
    def parent(self) -> str:
        return self.column.refers_to or ""


def create_close_misses(connection: DuckDBPyConnection) -> None:
    connection.execute(f"CREATE OR REPLACE TABLE model.close_misses ({_COLUMNS})")


def find_close_misses(
    connection: DuckDBPyConnection, rows: Mapping[str, int], relations: Mapping[str, str] | None = None
) -> None:
    """Fill `model.close_misses`: how many rows write an id that is nearly a known one, and with how much money.

    `rows` says how many each table of the model has; empty ones are not asked. `relations` are SELECTs of tables that
    stand in no relation of the model. Rows quarantined for a required reference are among those told; they have no money.
    """
    asked = [one for one in _references() if rows.get(one.parent)]
    held = [one for one in asked if rows.get(one.table.name)]
    strange = [_quarantined(), *(_strange(one, (relations or {}).get(one.table.name)) for one in held)]
    connection.execute(f"CREATE OR REPLACE TEMP TABLE strange_ids AS {' UNION ALL '.join(strange)}")
    (found,) = connection.execute("SELECT count(*) FROM strange_ids").fetchone() or (0,)
    if found:
        for parent in OF_SYSTEMS:
            connection.execute(_without_those_of_other_systems(parent))
        for macro in MACROS:
            connection.execute(f"CREATE OR REPLACE TEMP MACRO {macro}")
        for parent in dict.fromkeys(one.parent for one in asked):
            connection.execute(f"INSERT INTO model.close_misses {_near(parent)}")
    connection.execute("DROP TABLE strange_ids")


def _references() -> Iterator[Reference]:
    for table in TABLES.values():
        for column in table.columns:
            if column.refers_to in LOOKED_UP and table.name != column.refers_to:
                yield Reference(table, column)


def _strange(one: Reference, relation: str | None) -> str:
    """Ids that no row of the other table has as its own, with their rows and money, as far as the table has any."""
    name, child = one.column.name, f"({relation})" if relation else f"model.{one.table.name}"
    has = {"amount", "currency"} <= set(one.table.names)
    money = "sum(amount), currency" if has else "NULL, NULL"
    used = f" AND {_USED}" if one.table.name == "opportunities" else ""
    return (
        f"SELECT {literal(one.table.name)}, {literal(name)}, {literal(one.parent)}, {name}, coalesce(_source, '') AS source, "
        f"count(*), {money} FROM (SELECT * FROM {child} AS child WHERE {name} IS NOT NULL{used}) AS child "
        f"ANTI JOIN model.{one.parent} AS parent ON parent.{TABLES[one.parent].key[0]} = child.{name} GROUP BY ALL"
    )


def _without_those_of_other_systems(parent: str) -> str:
    """Asked of the few ids that are left, not of every row."""
    own, other = bare_sql("written", "source"), bare_sql(TABLES[parent].key[0], "_source")
    return (
        f"DELETE FROM strange_ids WHERE parent = {literal(parent)} AND source IS NOT NULL "
        f"AND {own} IN (SELECT {other} FROM model.{parent})"
    )


def _quarantined() -> str:
    """Those that leading nowhere has cost their row: they have been looked at by every way there is."""
    parent = f"replace(rule, {literal(LED_ASTRAY)}, '')"
    return (
        f"SELECT table_name, column_name, {parent} AS parent, value AS written, CAST(NULL AS VARCHAR) AS source, count(*) AS n, "
        f"CAST(NULL AS DECIMAL(38, 8)) AS amount, CAST(NULL AS VARCHAR) AS currency FROM model.quarantine "
        f"WHERE starts_with(rule, {literal(LED_ASTRAY)}) GROUP BY ALL"
    )


def _near(parent: str) -> str:
    known = f"(SELECT {TABLES[parent].key[0]} AS id FROM model.{parent})"
    return (
        "SELECT table_name, column_name, written, near.id, sum(n), sum(amount), currency FROM strange_ids "
        f"JOIN ({near_sql(known)}) AS near ON near.loose = loose_id(written) WHERE parent = {literal(parent)} GROUP BY ALL"
    )
