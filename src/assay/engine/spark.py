"""Spark as an engine: a session of one's own cluster or of this machine, and cursors that ask it.

Spark is a package of its own: it is imported when it is first needed. Tables are Parquet folders that driver and
cluster both see; they are temporary views of the session and leave no trace in a catalogue.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar

import pyarrow as pa
from duckdb import DuckDBPyConnection

from assay.engine.duckdb import create, selected
from assay.engine.interface import Columns, Name, Session, in_places
from assay.engine.java import java_home
from assay.engine.literals import copied, parquet, spark_path
from assay.engine.literals import quoted as sql_name
from assay.engine.statements import Compiled, Dialect
from assay.engine.types import duckdb_type
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

FINISHED = "columns.json"
"""Names the facts and their columns; written last, so that a folder without it is no run."""
LARGE = ("touches", "sessions", "account_days", "person_days")

_opening = threading.Lock()
_numbers = itertools.count(1)


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
class SparkTables:
    """Parquet folders `<folder>/<schema>/<table>` with their columns, as views of a session.

    Where the folder lies in `home`, the folder that the run's file may read, large facts stay there and are shown as views.
    """

    spark: Any
    prefix: str
    folder: Path = Path()
    home: Path | None = None
    columns: dict[Name, Mapping[str, str]] = field(default_factory=dict)

    dialect: ClassVar[Dialect] = "pyspark"
    cannot: ClassVar[Mapping[str, str]] = {}

    def place(self, schema: str, name: str) -> str:
        return quoted(f"{self.prefix}_{schema}_{name}")

    def session(self) -> Session:
        return SparkSession(self)

    def begin(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def put(self, connection: DuckDBPyConnection, schema: str, name: str, columns: Columns) -> None:
        place = self.folder / schema / name
        place.mkdir(parents=True, exist_ok=True)
        connection.execute(copied(selected(schema, name, columns), place / "part.parquet"))
        self.add(schema, name, place, {column: _short(kind) for column, kind in columns.items()})

    def make(self, schema: str, name: str, columns: Columns, query: Compiled) -> None:
        listed = ", ".join(
            f"CAST({quoted(one)} AS {spark_type(kind)}) AS {quoted(one)}" for one, kind in columns.items()
        )
        place = self.folder / schema / name
        with answering(f"{schema}.{name}"):
            frame = self.spark.sql(in_places(f"SELECT {listed} FROM ({query}) AS found", self))
            frame.write.mode("overwrite").parquet(str(place))
        self.add(schema, name, place, columns)

    def give_back(self, connection: DuckDBPyConnection, schema: str, name: str, columns: Columns) -> None:
        """The table of the run's file, from the files that Spark wrote; or a view of these, wherever the home is moved to."""
        files = sorted((self.folder / schema / name).glob("*.parquet"))
        if self.home and self.folder.is_relative_to(self.home) and schema == "main" and name in LARGE:
            shown = [f"~/{path.relative_to(self.home).as_posix()}" for path in files]
            listed = ", ".join(
                f"CAST({sql_name(one)} AS {duckdb_type(kind)}) AS {sql_name(one)}" for one, kind in columns.items()
            )
            connection.execute(f"CREATE OR REPLACE VIEW main.{name} AS SELECT {listed} FROM {parquet(shown)}")
            return
        create(connection, schema, name, columns)
        if files:
            listed = ", ".join(map(sql_name, columns))
            connection.execute(f"INSERT INTO {schema}.{name} SELECT {listed} FROM {parquet(files)}")

    def publish(self) -> None:
        """Say which facts lie in the folder, and their columns: `open_tables` goes by it."""
        facts = {name: columns for (schema, name), columns in self.columns.items() if schema == "main"}
        (self.folder / FINISHED).write_text(json.dumps(facts), "utf-8")
        for schema, name in self.columns:
            self.spark.catalog.dropTempView(f"{self.prefix}_{schema}_{name}")

    def add(self, schema: str, name: str, folder: Path, columns: Columns) -> None:
        frame = self.spark.read.schema(described(columns)).parquet(spark_path(folder))
        frame.createOrReplaceTempView(f"{self.prefix}_{schema}_{name}")
        self.columns[schema, name] = dict(columns)


class SparkSession:
    """Temporary views of one cursor, in the session that a process shares."""

    def __init__(self, tables: SparkTables) -> None:
        self._tables, self._number = tables, next(_numbers)
        self._given: set[str] = set()

    def fetch(self, query: Compiled) -> pa.Table:
        with answering("a question"):
            return _plain(self._tables.spark.sql(query).toArrow())

    def give(self, name: str, rows: pa.Table) -> str:
        view = f"{self._tables.prefix}_own_{self._number}_{name}"
        self._tables.spark.createDataFrame(rows).createOrReplaceTempView(view)
        self._given.add(view)
        return quoted(view)

    def take_back(self, place: str) -> None:
        """A session that has ended needs none."""
        with suppress(Exception):
            self._tables.spark.catalog.dropTempView(place.strip("`"))
        self._given.discard(place.strip("`"))

    def close(self) -> None:
        for view in list(self._given):
            self.take_back(view)


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


def tables_in(cluster: Cluster, folder: Path, home: Path | None = None) -> SparkTables:
    """No tables yet, of a folder of this cluster; views of two folders never have one name."""
    return SparkTables(session(cluster), "assay_" + sha256(str(folder).encode()).hexdigest()[:12], folder, home)


@lru_cache(maxsize=8)
def open_tables(cluster: Cluster, folder: Path) -> SparkTables:
    """The facts of a run's folder, as the file in it names them."""
    tables = tables_in(cluster, folder)
    for name, columns in json.loads((folder / FINISHED).read_text("utf-8")).items():
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


def _short(kind: str) -> str:
    return kind.replace(", ", ",") if kind.startswith("decimal") else kind


def _plain(table: pa.Table) -> pa.Table:
    """Stamps without a zone, as DuckDB gives them: they are UTC already."""
    kinds = [pa.timestamp("us") if pa.types.is_timestamp(kind) else kind for kind in table.schema.types]
    return table.cast(pa.schema(list(zip(table.column_names, kinds, strict=True))))
