"""What Assay asks of an engine: to hold the tables of one run, to make tables of them, and to answer compiled SQL.

DuckDB is the engine of the run's own file. Every other one holds the facts a second time, as `Tables`, and answers what
was compiled for it (`cursor.EngineCursor`); what is written by hand for DuckDB is asked of the run's file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.compute as pc
from duckdb import DuckDBPyConnection

from assay.engine.statements import Compiled, Dialect

Name = tuple[str, str]
"""Schema (`model`, `lookup` or `main`) and table."""
Columns = Mapping[str, str]
"""Names of columns with their types, in Ibis's words."""


class Session(Protocol):
    """A conversation that nobody else has at the same time. What it was given is gone when it is closed."""

    def fetch(self, query: Compiled) -> pa.Table:
        """The rows of SQL that calls tables as the engine does; DataError with what the engine said."""

    def give(self, name: str, rows: pa.Table) -> str:
        """A small temporary table; what SQL calls it from now on."""

    def take_back(self, place: str) -> None: ...

    def close(self) -> None: ...


class Tables(Protocol):
    """The tables of one run where an engine holds them."""

    @property
    def dialect(self) -> Dialect: ...

    @property
    def columns(self) -> Mapping[Name, Columns]:
        """The tables there are."""

    @property
    def cannot(self) -> Mapping[str, str]:
        """Tables that the engine cannot make (`schema.table`), and why: DuckDB makes them, and they are put there."""

    def place(self, schema: str, name: str) -> str:
        """What SQL calls a table."""

    def session(self) -> Session: ...

    def begin(self) -> None:
        """Makes room for a new run; what a killed build left of it goes."""

    def put(self, connection: DuckDBPyConnection, schema: str, name: str, columns: Columns) -> None:
        """A table of the run's file, here too."""

    def make(self, schema: str, name: str, columns: Columns, query: Compiled) -> None:
        """A table of the rows of SQL over the tables before it."""

    def give_back(self, connection: DuckDBPyConnection, schema: str, name: str, columns: Columns) -> None:
        """A table that was made here, in the run's file too."""

    def publish(self) -> None:
        """From now on questions find the run; what only the build needed may go."""


def in_places(query: str, tables: Tables, own: Mapping[str, str] | None = None) -> Compiled:
    """The same SQL with tables as the engine calls them. `own` are further ones, which go before those of `main`."""
    named: dict[tuple[str | None, str], str] = {}
    named |= {(None, name): tables.place(schema, name) for schema, name in tables.columns if schema == "main"}
    named |= {(schema, name): tables.place(schema, name) for schema, name in tables.columns}
    named |= {(None, name): place for name, place in (own or {}).items()}
    return Compiled(_renamed(query, tables.dialect, tuple(named.items())), getattr(query, "columns", ()))


def _after_from(quote: str) -> re.Pattern[str]:
    """Ibis writes each table as FROM or JOIN `table`, which no column and no text looks like."""
    name = rf"{quote}(\w+){quote}"
    return re.compile(rf"\b(FROM|JOIN)(\s+)(?:{name}\.)?{name}")


_BY_QUOTE = {quote: _after_from(quote) for quote in '`"'}
_BACKTICKS = ("pyspark", "bigquery", "databricks")


@lru_cache(maxsize=512)
def _renamed(query: str, dialect: Dialect, named: tuple[tuple[tuple[str | None, str], str], ...]) -> str:
    places = dict(named)

    def replaced(match: re.Match[str]) -> str:
        word, space, schema, name = match.groups()
        place = places.get((schema, name))
        return f"{word}{space}{place}" if place else match.group()

    return _BY_QUOTE["`" if dialect in _BACKTICKS else '"'].sub(replaced, query)


def as_told(rows: pa.Table, columns: tuple[tuple[str, str], ...]) -> pa.Table:
    """The rows with the types that their SQL was compiled for (Ibis's words), whatever the engine made of them."""
    told = dict(columns)
    arrays: list[Any] = []
    for name, array in zip(rows.column_names, rows.columns, strict=True):
        arrays.append(_typed(array, told.get(name)))
    return pa.table(arrays, names=rows.column_names)


def _typed(array: Any, kind: str | None) -> Any:
    """A column as one of the types that Assay's answers have; days and moments come without a zone."""
    if isinstance(array.type, pa.BaseExtensionType):
        array = pa.chunked_array([chunk.storage for chunk in array.chunks], array.type.storage_type)
    wanted = arrow_type(kind) if kind else None
    if wanted is None:
        wanted = pa.timestamp("us") if pa.types.is_timestamp(array.type) else array.type
    if pa.types.is_decimal(array.type) and (pa.types.is_decimal(wanted) or pa.types.is_integer(wanted)):
        array = pc.round(array, min(array.type.scale, getattr(wanted, "scale", 0)), "half_towards_infinity")
    if pa.types.is_string(array.type) and pa.types.is_decimal(wanted):
        return _decimals(array, wanted)
    if pa.types.is_string(array.type) and pa.types.is_integer(wanted):
        return _decimals(array, pa.decimal128(38, 0)).cast(wanted)
    return array.cast(wanted, safe=not pa.types.is_decimal(array.type))


def _decimals(texts: Any, wanted: Any) -> Any:
    """Numbers of any number of digits, which arrive as texts."""
    try:
        return texts.cast(wanted)
    except pa.ArrowInvalid:  # more digits than are wanted: rounded as DuckDB does
        last = Decimal(1).scaleb(-wanted.scale)
        rounded = [None if one is None else Decimal(one).quantize(last, ROUND_HALF_UP) for one in texts.to_pylist()]
        return pa.chunked_array([pa.array(rounded, wanted)])


_ARROW = {
    "string": pa.string(),
    "int64": pa.int64(),
    "float64": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
}
_DECIMAL = re.compile(r"decimal\((\d+), ?(\d+)\)")


def arrow_type(kind: str) -> pa.DataType | None:
    """
    >>> arrow_type("decimal(24, 8)"), arrow_type("int8"), arrow_type("array<string>")
    (Decimal128Type(decimal128(24, 8)), DataType(int64), None)
    """
    if kind.startswith(("int", "uint")):
        return pa.int64()
    if kind.startswith("timestamp"):
        return pa.timestamp("us")
    if match := _DECIMAL.fullmatch(kind):
        return pa.decimal128(int(match.group(1)), int(match.group(2)))
    return _ARROW.get(kind)


def kind_of(type: pa.DataType) -> str:
    """The other way round, for the types that small tables have.

    >>> kind_of(pa.decimal128(24, 8)), kind_of(pa.int32()), kind_of(pa.large_string())
    ('decimal(24, 8)', 'int64', 'string')
    """
    if pa.types.is_decimal(type):
        return f"decimal({type.precision}, {type.scale})"
    return next((kind for is_of, kind in _KINDS if is_of(type)), "string")


_KINDS = (
    (pa.types.is_boolean, "boolean"),
    (pa.types.is_integer, "int64"),
    (pa.types.is_floating, "float64"),
    (pa.types.is_date, "date"),
    (pa.types.is_timestamp, "timestamp"),
)
