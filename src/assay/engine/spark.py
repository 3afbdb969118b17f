"""Spark as an engine: a session of one's own cluster or of this machine, and cursors that ask it.

Spark is a package of its own: it is imported when it is first needed. Tables are Parquet folders that driver and
cluster both see; they are temporary views of the session and leave no trace in a catalogue.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import sys
import tempfile
import threading
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection

from assay.engine.java import java_home
from assay.engine.literals import spark_path
from assay.engine.statements import Dialect, SparkSQL
from assay.errors import DataError

DEFAULTS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "false",
    # A product of decimals keeps its digits, as in DuckDB, instead of six of them.
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",
    "spark.sql.adaptive.enabled": "true",
}
LOCAL = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.sql.shuffle.partitions": "4",
}
TYPES = {
    "string": "STRING",
    "int64": "BIGINT",
    "float64": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "timestamp": "TIMESTAMP_NTZ",
}

_opening = threading.Lock()
_numbers = itertools.count(1)
_TABLE = re.compile(r"\b(FROM|JOIN)(\s+)(?:`(\w+)`\.)?`(\w+)`")


@dataclass(frozen=True)
class Cluster:
    """Where Spark runs: a master (`local[*]`, `spark://host:7077`, `yarn`) or the address of a Connect server."""

    master: str = "local[*]"
    remote: str | None = None
    options: tuple[tuple[str, str], ...] = ()

    @property
    def is_local(self) -> bool:
        return self.remote is None and self.master.startswith("local")


@dataclass(frozen=True)
class Tables:
    """Parquet folders by (schema, table) with their columns (Ibis types), as views of a session."""

    session: Any
    prefix: str
    columns: dict[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)

    def add(self, schema: str, name: str, folder: Path, columns: Mapping[str, str]) -> None:
        frame = self.session.read.schema(described(columns)).parquet(spark_path(folder))
        frame.createOrReplaceTempView(self.view(schema, name))
        self.columns[schema, name] = dict(columns)

    def view(self, schema: str, name: str) -> str:
        return f"{self.prefix}_{schema}_{name}"

    def sql(self, query: str, own: Iterable[tuple[str, str]] = ()) -> str:
        """The same query on the views. `own` are further tables (name, view), which go before those of `main`."""
        named: dict[tuple[str | None, str], str] = {}
        named |= {(None, name): self.view(schema, name) for schema, name in self.columns if schema == "main"}
        named |= {(schema, name): self.view(schema, name) for schema, name in self.columns}
        named |= {(None, name): view for name, view in own}
        return _renamed(query, tuple(named.items()))

    def run(self, query: str) -> Any:
        """The frame of a query that names the tables by schema and name."""
        return self.session.sql(self.sql(query))

    def forget(self) -> None:
        for schema, name in self.columns:
            self.session.catalog.dropTempView(self.view(schema, name))


class SparkCursor:
    """A cursor of a run on Spark, used as DuckDB's: SQL compiled for Spark is answered by the cluster.

    All other SQL goes to the run's own file, which has the same facts.
    """

    dialect: Dialect = "pyspark"

    def __init__(self, tables: Callable[[], Tables], file: DuckDBPyConnection) -> None:
        self._open, self._file, self._number = tables, file, next(_numbers)
        self._given: dict[str, pa.Table] = {}
        self._own: dict[str, str] = {}
        self._found: pa.Table | None = None
        weakref.finalize(self, _drop, tables, self._own)

    def execute(self, query: str, parameters: Any = None) -> Any:
        if not isinstance(query, SparkSQL):
            return self._file.execute(query, parameters)
        tables = self._open()
        for name in list(self._given):
            self._own[name] = self._show(tables, name, self._given.pop(name))
        with answering("a question"):
            self._found = _plain(tables.session.sql(tables.sql(query, self._own.items())).toArrow())
        return self

    @property
    def description(self) -> list[tuple[str, Any]]:
        return [(name, kind) for name, kind in zip(self._answer.column_names, self._answer.schema.types, strict=True)]

    def fetchall(self) -> list[tuple[Any, ...]]:
        columns = [column.to_pylist() for column in self._answer.columns]
        return list(zip(*columns, strict=True))

    def fetchone(self) -> tuple[Any, ...] | None:
        return next(iter(self.fetchall()), None)

    def to_arrow_table(self) -> pa.Table:
        return self._answer

    def df(self) -> Any:
        return self._answer.to_pandas()

    def register(self, name: str, table: pa.Table) -> None:
        """A small table of this cursor alone, for SQL of both kinds."""
        self._given[name] = table
        self._file.register(name, table)

    def unregister(self, name: str) -> None:
        self._given.pop(name, None)
        if name in self._own:
            _drop(self._open, {name: self._own.pop(name)})
        self._file.unregister(name)

    def close(self) -> None:
        _drop(self._open, self._own)
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def _show(self, tables: Tables, name: str, table: pa.Table) -> str:
        view = f"{tables.prefix}_own_{self._number}_{name}"
        tables.session.createDataFrame(table).createOrReplaceTempView(view)
        return view

    @property
    def _answer(self) -> pa.Table:
        if self._found is None:
            raise DataError("Nothing has been asked.")
        return self._found


def _drop(tables: Callable[[], Tables], views: dict[str, str]) -> None:
    """Views of a cursor that is let go; a session that has ended needs none."""
    with suppress(Exception):
        for view in views.values():
            tables().session.catalog.dropTempView(view)
    views.clear()


@lru_cache(maxsize=4)
def session(cluster: Cluster) -> Any:
    """The session of this process. Raises `DataError` where PySpark or Java is missing, or the cluster is not there."""
    with _opening:
        builder = _builder()
        options = {**DEFAULTS, **(LOCAL if cluster.is_local else {}), **dict(cluster.options)}
        if cluster.remote is None:
            prepare()
        builder = builder.remote(cluster.remote) if cluster.remote else builder.master(cluster.master)
        for name, value in options.items():
            builder = builder.config(name, value)
        try:
            return builder.appName("assay").getOrCreate()
        except Exception as error:  # whatever py4j, gRPC or Java have to say
            said = (str(error).strip() or type(error).__name__).splitlines()[0]
            place = cluster.remote or cluster.master
            hint = "[engine] in assay.toml says where it is; docs/spark.md tells more."
            raise DataError(f"Spark at {place} does not answer: {said}", hint=hint) from None


@contextmanager
def answering(what: str) -> Iterator[None]:
    """Whatever Spark has to say when it fails becomes one line; `what` is what it was about."""
    try:
        yield
    except Exception as error:
        said = (str(error).strip() or type(error).__name__).splitlines()[0]
        hint = 'The logs of the driver and of the workers tell more. With engine = "duckdb" DuckDB answers.'
        raise DataError(f"Spark failed at {what}: {said[:500]}", hint=hint) from error


def prepare() -> None:
    """What a driver of this machine needs in its environment, where the user has not said otherwise."""
    import pyspark

    scratch = Path(tempfile.gettempdir()) / f"assay-spark-{os.getuid() if hasattr(os, 'getuid') else 0}"
    os.environ["JAVA_HOME"] = str(java_home(scratch))
    os.environ.setdefault("SPARK_HOME", str(Path(pyspark.__file__).parent))
    os.environ.setdefault("SPARK_SCALA_VERSION", "2.13")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)


def tables_in(cluster: Cluster, folder: Path) -> Tables:
    """No tables yet, of a folder of this cluster; views of two folders never have one name."""
    return Tables(session(cluster), "assay_" + sha256(str(folder).encode()).hexdigest()[:12])


def write_columns(tables: Tables, path: Path) -> None:
    """Say which facts lie beside this file, and their columns: `open_tables` goes by it."""
    facts = {name: columns for (schema, name), columns in tables.columns.items() if schema == "main"}
    path.write_text(json.dumps(facts), "utf-8")


@lru_cache(maxsize=8)
def open_tables(cluster: Cluster, folder: Path, listed: str) -> Tables:
    """The facts of a run's folder, as the file `listed` in it names them."""
    tables = tables_in(cluster, folder)
    for name, columns in json.loads((folder / listed).read_text("utf-8")).items():
        tables.add("main", name, folder / "main" / name, columns)
    return tables


def described(columns: Mapping[str, str]) -> str:
    """Columns as Spark's DDL has them."""
    return ", ".join(f"{quoted(name)} {spark_type(kind)}" for name, kind in columns.items())


def spark_type(kind: str) -> str:
    return TYPES.get(kind) or kind.upper()


def quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _builder() -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        hint = "`pip install 'assay-abm[spark]'`, or engine = \"duckdb\" in assay.toml."
        raise DataError("The engine is Spark, and PySpark is not installed.", hint=hint) from None
    return SparkSession.builder


@lru_cache(maxsize=512)
def _renamed(query: str, named: tuple[tuple[tuple[str | None, str], str], ...]) -> str:
    """Replaces tables by views. Ibis writes each as FROM or JOIN `table`, which no column and no text looks like."""
    views = dict(named)

    def replaced(match: re.Match[str]) -> str:
        word, space, schema, name = match.groups()
        view = views.get((schema, name))
        return f"{word}{space}`{view}`" if view else match.group()

    return _TABLE.sub(replaced, query)


def _plain(table: pa.Table) -> pa.Table:
    """Stamps without a zone, as DuckDB gives them: they are UTC already."""
    kinds = [pa.timestamp("us") if pa.types.is_timestamp(kind) else kind for kind in table.schema.types]
    return table.cast(pa.schema(list(zip(table.column_names, kinds, strict=True))))
