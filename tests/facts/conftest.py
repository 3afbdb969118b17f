"""Facts from a handful of canonical rows, written into schema `model` as the model's build would."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pytest

from assay.contract.tables import TABLES
from assay.facts.build import build_facts
from assay.identity.relations import local_day
from assay.settings import Settings

DUCKDB = {
    "text": "VARCHAR",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
    "decimal": "DECIMAL(24,8)",
    "number": "DOUBLE",
    "integer": "BIGINT",
    "boolean": "BOOLEAN",
}
Rows = list[dict[str, Any]]


class Facts:
    """The built facts, to be asked in SQL."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def __call__(self, sql: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql).fetchall()

    def left_out(self) -> dict[tuple[str, str], int]:
        return {(fact, reason): n for fact, reason, n in self("SELECT fact, reason, n FROM left_out")}


@pytest.fixture(scope="session")
def facts_of() -> Callable[..., Facts]:
    """`facts_of(accounts=[{…}], …)`: facts built on 2026-06-30 from these rows; settings through `settings=`."""
    return build


def build(*, settings: Settings | None = None, today: date = date(2026, 6, 30), **tables: Rows) -> Facts:
    settings = settings or Settings()
    connection = duckdb.connect()
    connection.execute("CREATE SCHEMA model")
    for name in TABLES:
        write_table(connection, name, tables.pop(name, []), settings.zone)
    assert not tables, tables
    build_facts(connection, settings, today=today, number=1, built_at=datetime(2026, 6, 30, 12))
    return Facts(connection)


def write_table(connection: duckdb.DuckDBPyConnection, name: str, rows: Rows, zone: ZoneInfo) -> None:
    columns: dict[str, str] = {}
    for column in TABLES[name].columns:
        columns[column.name] = DUCKDB[column.type]
        if column.type == "timestamp":
            columns[local_day(column.name)] = "DATE"
    columns |= {"_source": "VARCHAR", "_batch": "BIGINT"}
    for row in rows:
        columns |= {extra: "VARCHAR" for extra in row if extra.startswith("x_")}
        assert row.keys() <= columns.keys(), row.keys() - columns.keys()
    described = ", ".join(f'"{column}" {type}' for column, type in columns.items())
    connection.execute(f"CREATE TABLE model.{name} ({described})")
    marks = ", ".join("?" for _ in columns)
    for row in rows:
        full = with_days(name, row, zone)
        connection.execute(f"INSERT INTO model.{name} VALUES ({marks})", [full.get(column) for column in columns])


def with_days(name: str, row: dict[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    """Timestamps are written in UTC; each gets its local day."""
    full = dict(row)
    for column in TABLES[name].columns:
        if column.type == "timestamp" and row.get(column.name):
            moment = datetime.fromisoformat(row[column.name])
            full[column.name] = moment
            full[local_day(column.name)] = moment.replace(tzinfo=ZoneInfo("UTC")).astimezone(zone).date()
    return full
