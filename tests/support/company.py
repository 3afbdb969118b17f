"""A company of a few rows for tests: model and facts in memory, from plain dictionaries.

    run = company({"accounts": [{"account_id": "a", "name": "A"}]}, today=date(2024, 3, 31))

Values are strings as a file would hold them (`"2024-03-01"`, `"2024-03-01 10:00"`, `"2024-03-01T09:00Z"`) or
Python dates, datetimes, numbers and booleans. A later row with the same key replaces the earlier one. Words that no
table has raise. `_source` is the system a row comes from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

import pyarrow as pa

from assay.contract.tables import TABLES, Column, Table
from assay.engine.duckdb import Limits, open_in_memory
from assay.engine.kept import SHARED
from assay.errors import did_you_mean
from assay.facts.build import build_facts
from assay.model.build import LINEAGE, build_model, forget_source
from assay.settings import Settings
from assay.store.runs import Run, describe

Row = Mapping[str, Any]
ARROW = {
    "text": pa.string(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
    "decimal": pa.decimal128(24, 8),
    "number": pa.float64(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
}


def company(
    tables: Mapping[str, Iterable[Row]], *, today: date = date(2026, 12, 31), number: int = 1, **settings: Any
) -> Run:
    """A run of these rows with these settings, open for questions; other tables are empty."""
    _check(tables)
    connection = open_in_memory(Limits(threads=1))
    landed = {name: landed_table(TABLES[name], list(tables.get(name, ()))) for name in TABLES}
    for name, rows in landed.items():
        connection.register(f"landed_{name}", rows)
    configured = Settings.model_validate(settings)
    build_model(connection, configured, lambda table: f"SELECT * FROM landed_{table}")
    build_facts(connection, configured, today=today, number=number, built_at=datetime(2026, 1, 1))
    forget_source(connection)
    for name in landed:
        connection.unregister(f"landed_{name}")
    return replace(describe(connection), store=SHARED)


def landed_table(table: Table, rows: list[Row]) -> pa.Table:
    """These rows as landing yields them: typed columns, `_utc_…` flags, extra columns, lineage."""
    if not rows:
        return _empty(table)
    current = _newest(table, [_parsed(table, row) for row in rows])
    extra = list(dict.fromkeys(name for row in rows for name in row if name.startswith("x_")))
    columns = {
        column.name: pa.array([row[column.name] for row in current], ARROW[column.type]) for column in table.columns
    }
    flags = {name: pa.array([row[name] for row in current], pa.bool_()) for name in _flags(table)}
    texts = {name: pa.array([row.get(name) for row in current], pa.string()) for name in extra}
    return pa.table(columns | flags | texts | _lineage(table, len(current), [row["_source"] for row in current]))


@lru_cache
def _empty(table: Table) -> pa.Table:
    columns = {column.name: pa.array([], ARROW[column.type]) for column in table.columns}
    flags = {name: pa.array([], pa.bool_()) for name in _flags(table)}
    return pa.table(columns | flags | _lineage(table, 0))


def _flags(table: Table) -> list[str]:
    return [f"_utc_{column.name}" for column in table.columns if column.type == "timestamp"]


def _lineage(table: Table, rows: int, sources: list[str | None] | None = None) -> dict[str, pa.Array]:
    file = pa.array([f"{table.name}.csv"] * rows, pa.string())
    source = pa.array([one or f"{table.name}.csv" for one in sources or [None] * rows], pa.string())
    lines = pa.array(range(2, rows + 2), pa.int64())
    batch = pa.array([1] * rows, pa.int64())
    landed_at = pa.array([datetime(2026, 1, 1)] * rows, pa.timestamp("us"))
    return dict(zip(LINEAGE, (source, file, lines, batch, landed_at), strict=True))


def _newest(table: Table, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({tuple(row[name] for name in (*table.key, *table.also)): row for row in rows}.values())


def _parsed(table: Table, row: Row) -> dict[str, Any]:
    parsed = {name: _text(value) for name, value in row.items() if name.startswith("x_")}
    parsed["_source"] = _text(row.get("_source"))
    for column in table.columns:
        parsed |= _cells(table, column, row.get(column.name))
    return parsed


def _cells(table: Table, column: Column, value: Any) -> dict[str, Any]:
    try:
        value = None if isinstance(value, str) and not value.strip() else value
        _check_value(column, value)
        if column.type == "timestamp":
            moment, is_utc = _moment(value)
            return {column.name: moment, f"_utc_{column.name}": is_utc}
        return {column.name: None if value is None else _PARSERS[column.type](value)}
    except ValueError as error:
        raise ValueError(f"{table.name}.{column.name} = {value!r}: {error}") from None


def _check_value(column: Column, value: Any) -> None:
    if value is None and column.required:
        raise ValueError("is required")
    known = value is None or not column.choices or value in column.choices
    if not known and not str(value).startswith(column.prefixes or ("\0",)):
        raise ValueError(f"is none of {', '.join(column.choices)}")


def _moment(value: Any) -> tuple[datetime | None, bool | None]:
    """The stamp as landed, and whether it is UTC; without a zone it is the workspace's wall clock."""
    if value is None:
        return None, None
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    if not isinstance(moment, datetime):
        return datetime(moment.year, moment.month, moment.day), False
    if moment.tzinfo is None:
        return moment, False
    return moment.astimezone(UTC).replace(tzinfo=None), True


def _text(value: Any) -> str | None:
    return None if value is None or value == "" else str(value)


def _date(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if str(value).lower() not in ("true", "false"):
        raise ValueError("is neither true nor false")
    return str(value).lower() == "true"


_PARSERS = {
    "text": str,
    "date": _date,
    "decimal": lambda value: Decimal(str(value)),
    "number": float,
    "integer": int,
    "boolean": _boolean,
}


def _check(tables: Mapping[str, Iterable[Row]]) -> None:
    for name, rows in tables.items():
        if name not in TABLES:
            raise KeyError(f"no table {name!r}. {did_you_mean(name, tuple(TABLES))}")
        for column in {column for row in rows for column in row}:
            if column not in TABLES[name].names and not column.startswith("x_") and column != "_source":
                raise KeyError(f"{name} has no column {column!r}. {did_you_mean(column, TABLES[name].names)}")
