"""What engines with schemas have in common: a run's tables in a schema of its own, published by renaming it.

A module of each says how its SQL is written and how rows come and go (`Link`); this one knows none of them by name.
"""

from __future__ import annotations

import atexit
import itertools
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import ClassVar

import pyarrow as pa
from duckdb import DuckDBPyConnection

from assay.engine.duckdb import create, selected
from assay.engine.interface import Columns, Name, as_told, in_places, kind_of
from assay.engine.literals import quoted
from assay.engine.statements import Compiled, Dialect
from assay.errors import AssayError, DataError

MOST_IDLE = 4
"""Connections of a process that wait for the next question."""
BATCH = 50_000
"""Rows that are on the way at a time."""
_numbers = itertools.count(1)


class Link(ABC):
    """One connection to an engine."""

    @abstractmethod
    def command(self, sql: str) -> None:
        """Runs a statement that yields no rows."""

    @abstractmethod
    def batches(self, sql: str) -> Iterator[pa.Table]:
        """The rows of a SELECT, piece by piece; at least one piece, that tells the columns."""

    @abstractmethod
    def insert(self, schema: str, name: str, rows: pa.RecordBatchReader) -> None:
        """Puts rows into a table that has these columns."""

    @abstractmethod
    def give(self, name: str, rows: pa.Table, columns: str) -> str:
        """A temporary table of this connection; what SQL calls it. `columns` is SQL of its columns with their types."""

    @abstractmethod
    def close(self) -> None: ...

    def fetch(self, sql: str) -> pa.Table:
        return pa.concat_tables(list(self.batches(sql)))


class InsertingLink(Link):
    """A connection that takes rows by a statement of its own."""

    def insert(self, schema: str, name: str, rows: pa.RecordBatchReader) -> None:
        for batch in rows:
            self._insert(f"{quoted(schema)}.{quoted(name)}", pa.Table.from_batches([batch]))

    def give(self, name: str, rows: pa.Table, columns: str) -> str:
        self.command(f"CREATE TEMPORARY TABLE {quoted(name)} ({columns})")
        if rows.num_rows:
            self._insert(quoted(name), rows)
        return quoted(name)

    @abstractmethod
    def _insert(self, place: str, rows: pa.Table) -> None: ...


class Links:
    """Connections to one address: each is lent to one session at a time."""

    def __init__(self, open: Callable[[], Link], engine: str) -> None:
        self.engine, self._open = engine, open
        self._idle: list[Link] = []
        self._lock = threading.Lock()
        atexit.register(self.close)

    def take(self) -> Link:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        with asking(self.engine, "the first word"):
            return self._open()

    def give_back(self, link: Link) -> None:
        with self._lock:
            if len(self._idle) < MOST_IDLE:
                self._idle.append(link)
                return
        link.close()

    @contextmanager
    def lent(self, what: str) -> Iterator[Link]:
        """A connection for one thing; one that failed is not used again."""
        link = self.take()
        try:
            with asking(self.engine, what):
                yield link
        except BaseException:
            with suppress(Exception):
                link.close()
            raise
        self.give_back(link)

    def close(self) -> None:
        with self._lock:
            while self._idle:
                self._idle.pop().close()


@contextmanager
def asking(engine: str, what: str) -> Iterator[None]:
    """Whatever an engine has to say when it fails becomes one line; `what` is what it was asked for."""
    try:
        yield
    except AssayError:
        raise
    except Exception as error:
        hint = 'With engine = "duckdb" the run\'s own file answers; docs/engines.md tells what the engine needs.'
        raise DataError(f"{engine} failed at {what}: {_said(error)}", hint=hint) from error


def _said(error: Exception) -> str:
    """What an engine complains of, without the statement that some repeat."""
    text = " ".join((str(error).strip() or type(error).__name__).split()).partition(" Query was: ")[0]
    return text[text.rfind("ERROR: ") if len(text) > 500 and "ERROR: " in text else 0 :][:500]


@dataclass
class Warehouse(ABC):
    """The tables of a run in the schema `schema`: facts by their names, `model.accounts` as `model__accounts`.

    Until it is published it is called `<schema>_building`.
    """

    links: Links
    schema: str
    columns: dict[Name, Columns] = field(default_factory=dict)
    is_published: bool = False

    dialect: ClassVar[Dialect]
    cannot: ClassVar[Mapping[str, str]] = {}
    types: ClassVar[Mapping[str, str]]
    """What the engine calls the types of the schemas, decimals as `decimal`."""

    @property
    def stands_in(self) -> str:
        return self.schema if self.is_published else f"{self.schema}_building"

    def place(self, schema: str, name: str) -> str:
        return f"{quoted(self.stands_in)}.{quoted(_table(schema, name))}"

    def session(self) -> WarehouseSession:
        return WarehouseSession(self)

    def begin(self) -> None:
        self.remove()
        with self.links.lent(f"making schema {self.stands_in}") as link:
            link.command(self.sql_create_schema(self.stands_in))

    def remove(self) -> None:
        """Takes the run out of the engine, finished or not."""
        with self.links.lent(f"removing schema {self.schema}") as link:
            for schema in (f"{self.schema}_building", self.schema):
                link.command(self.sql_drop_schema(schema))

    def put(self, connection: DuckDBPyConnection, schema: str, name: str, columns: Columns) -> None:
        with self.links.lent(f"taking {schema}.{name}") as link:
            self._create(link, schema, name, columns)
            rows = connection.execute(selected(schema, name, columns)).to_arrow_reader(BATCH)
            link.insert(self.stands_in, _table(schema, name), self.storable(rows))
        self.columns[schema, name] = dict(columns)

    def make(self, schema: str, name: str, columns: Columns, query: Compiled) -> None:
        listed = ", ".join(
            f"CAST({quoted(one)} AS {self.type_of(kind)}) AS {quoted(one)}" for one, kind in columns.items()
        )
        with self.links.lent(f"{schema}.{name}") as link:
            self._create(link, schema, name, columns)
            rows = f"SELECT {listed} FROM ({in_places(query, self)}) AS made"
            link.command(f"INSERT INTO {self.place(schema, name)} {rows}")
        self.columns[schema, name] = dict(columns)

    def give_back(self, connection: DuckDBPyConnection, schema: str, name: str, columns: Columns) -> None:
        create(connection, schema, name, columns)
        listed = ", ".join(map(quoted, columns))
        with self.links.lent(f"{schema}.{name}") as link:
            for batch in link.batches(f"SELECT {listed} FROM {self.place(schema, name)}"):
                connection.register("_batch", self.told(batch, tuple(columns.items())))
                connection.execute(f"INSERT INTO {schema}.{name} SELECT {listed} FROM _batch")
                connection.unregister("_batch")

    def publish(self) -> None:
        with self.links.lent(f"publishing schema {self.schema}") as link:
            for schema, name in [one for one in self.columns if one[0] != "main"]:
                link.command(f"DROP TABLE {self.place(schema, name)}")
                del self.columns[schema, name]
            for command in self.sql_publish():
                link.command(command)
            self.is_published = True
            for command in self.sql_at_last():
                link.command(command)

    def told(self, rows: pa.Table, columns: tuple[tuple[str, str], ...]) -> pa.Table:
        """What the engine gave, with the types that were asked for."""
        return as_told(rows, columns)

    def storable(self, rows: pa.RecordBatchReader) -> pa.RecordBatchReader:
        """What the engine can hold of rows."""
        return rows

    def type_of(self, kind: str) -> str:
        """What the engine calls a type of the schemas; decimals keep their digits."""
        if kind.startswith("decimal"):
            return self.types["decimal"] + kind.removeprefix("decimal")
        return self.types[kind]

    def _create(self, link: Link, schema: str, name: str, columns: Columns) -> None:
        link.command(f"DROP TABLE IF EXISTS {self.place(schema, name)}")
        link.command(self.sql_create_table(self.place(schema, name), self.sql_columns(columns)))

    def sql_columns(self, columns: Columns) -> str:
        return ", ".join(f"{quoted(one)} {self.type_of(kind)}" for one, kind in columns.items())

    def sql_create_table(self, place: str, columns: str) -> str:
        return f"CREATE TABLE {place} ({columns})"

    def sql_create_schema(self, schema: str) -> str:
        return f"CREATE SCHEMA {quoted(schema)}"

    def sql_drop_schema(self, schema: str) -> str:
        return f"DROP SCHEMA IF EXISTS {quoted(schema)} CASCADE"

    def sql_rename_schema(self, old: str, new: str) -> str:
        return f"ALTER SCHEMA {quoted(old)} RENAME TO {quoted(new)}"

    def sql_publish(self) -> Iterator[str]:
        yield self.sql_rename_schema(self.stands_in, self.schema)

    def sql_at_last(self) -> Iterator[str]:
        """What makes a published run quick to ask."""
        return iter(())


class WarehouseSession:
    """A connection while a cursor has it, with the temporary tables that it was given."""

    def __init__(self, tables: Warehouse) -> None:
        self._tables, self._link = tables, tables.links.take()
        self._given: list[str] = []
        self._is_well = True

    def fetch(self, query: Compiled) -> pa.Table:
        with self._asking("a question"):
            return self._tables.told(self._link.fetch(str(query)), query.columns)

    def give(self, name: str, rows: pa.Table) -> str:
        with self._asking(f"taking the small table {name}"):
            held = self._tables.storable(rows.to_reader()).read_all()
            columns = self._tables.sql_columns({field.name: kind_of(field.type) for field in held.schema})
            place = self._link.give(f"own_{next(_numbers)}_{name}", held, columns)
        self._given.append(place)
        return place

    def take_back(self, place: str) -> None:
        if place in self._given:
            self._given.remove(place)
            with self._asking("letting go of a small table"):
                self._link.command(f"DROP TABLE IF EXISTS {place}")

    def close(self) -> None:
        if self._is_well:
            with suppress(DataError):
                for place in list(self._given):
                    self.take_back(place)
        if self._is_well:
            self._tables.links.give_back(self._link)
        else:
            with suppress(Exception):
                self._link.close()

    @contextmanager
    def _asking(self, what: str) -> Iterator[None]:
        try:
            with asking(self._tables.links.engine, what):
                yield
        except BaseException:
            self._is_well = False
            raise


def _table(schema: str, name: str) -> str:
    return name if schema == "main" else f"{schema}__{name}"
