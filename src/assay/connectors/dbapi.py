"""Tables of Redshift, SQL Server and Databricks, row by row by their own drivers. Untested: no server could be had."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from assay.connectors.extras import driver
from assay.connectors.increments import Dialect, Kind
from assay.connectors.secrets import read_secret
from assay.connectors.tables import Reading, Tables
from assay.connectors.text_parquet import TextParquet, as_text, batches
from assay.connectors.warehouse import latest
from assay.engine.literals import literal, quoted
from assay.settings.sources import DatabricksSource, RedshiftSource, SqlServerSource, TabularSource

FETCH = 10_000


def dialect_of(types: dict[Kind, str], earlier: str, name: str = '"') -> Dialect:
    """A dialect with `earlier` to go back in time: `{stamp}` and `{minutes}` stand for what is taken from what."""

    def written(value: str, kind: Kind) -> str:
        return f"CAST({literal(value)} AS {types[kind]})" if kind != "other" else literal(value)

    def before(value: str, kind: Kind, minutes: int) -> str:
        stamp = written(value, kind)
        return earlier.format(stamp=stamp, minutes=minutes) if kind in ("zoned", "naive") else stamp

    def until(kind: Kind) -> str | None:
        moment = latest(kind)
        return moment and written(moment[:10] if kind == "day" else moment, kind)

    close = "]" if name == "[" else name
    plain = quoted if name == '"' else lambda word: f"{name}{word.replace(close, close * 2)}{close}"
    return Dialect(plain, before, until)


class DbApi(Tables):
    """What differs is the driver, how one signs in, and the dialect."""

    text_type = None
    package: ClassVar[str]
    extra: ClassVar[str]
    none: ClassVar[str] = "SELECT * FROM {base} LIMIT 0"
    _source: TabularSource

    def __init__(self, source: TabularSource, workspace: Path) -> None:
        self._source, self._workspace = source, workspace
        self._driver = driver(self.package, self.extra, f"Source {source.name!r} needs")

    @abstractmethod
    def _connect(self) -> Any:
        """A connection of the driver, signed in to."""

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        return (OSError, ValueError, getattr(self._driver, "Error", OSError))

    def __enter__(self) -> DbApi:
        self._connection = self._connect()
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def _columns(self, base: str) -> Sequence[tuple[str, Any]]:
        with closing(self._connection.cursor()) as cursor:
            cursor.execute(self.none.format(base=base))
            return [(column[0], column[1]) for column in cursor.description]

    def _kind(self, reading: Reading, updated_at: str) -> Kind:
        """By a value that it holds: what drivers say of types differs from one to the next."""
        value = self._first(f"SELECT max({self.dialect.quoted(updated_at)}) FROM {reading.base}")
        if isinstance(value, datetime):
            return "zoned" if value.tzinfo else "naive"
        return "day" if isinstance(value, date) else "other"

    def _value(self, query: str) -> str | None:
        return as_text(self._first(query))

    def _first(self, query: str) -> Any:
        with closing(self._connection.cursor()) as cursor:
            cursor.execute(query)
            row = cursor.fetchone()
            return row[0] if row else None

    def _write(self, reading: Reading, query: str, target: Path) -> int:
        zone = ZoneInfo(self._source.timezone) if self._source.timezone else None
        with closing(self._connection.cursor()) as cursor, TextParquet(target, list(reading.types)) as file:
            cursor.execute(query)
            several = (row for part in iter(lambda: cursor.fetchmany(FETCH), []) for row in part)
            for rows in batches(several):
                file.write([tuple(row) for row in rows], zone)
                reading.tell(file.rows)
        return file.rows

    def _server(self, source: RedshiftSource | SqlServerSource) -> dict[str, Any]:
        """host, port, database, user and password, of the settings or of the url."""
        if source.url is not None:
            parts = urlsplit(read_secret(source.name, source.url, self._workspace))
            user, password = unquote(parts.username or ""), unquote(parts.password or "")
            database, host, port = parts.path.lstrip("/"), parts.hostname, parts.port or source.port
            return {"host": host, "port": port, "database": database, "user": user, "password": password}
        secret = read_secret(source.name, source.password, self._workspace) if source.password else ""
        place = {"host": source.host, "port": source.port, "database": source.database}
        return {**place, "user": source.user, "password": secret}


class Redshift(DbApi):
    dialect = dialect_of(
        {"zoned": "TIMESTAMPTZ", "naive": "TIMESTAMP", "day": "DATE", "other": "VARCHAR"},
        "DATEADD(minute, -{minutes}, {stamp})",
    )
    package, extra = "redshift_connector", "redshift"
    _source: RedshiftSource

    def _connect(self) -> Any:
        return self._driver.connect(**self._server(self._source), ssl=True, sslmode="verify-full")


class SqlServer(DbApi):
    dialect = dialect_of(
        {"zoned": "datetimeoffset", "naive": "datetime2", "day": "date", "other": "nvarchar(4000)"},
        "DATEADD(minute, -{minutes}, {stamp})",
        "[",
    )
    package, extra, none = "mssql_python", "sqlserver", "SELECT TOP 0 * FROM {base}"
    _source: SqlServerSource

    def _connect(self) -> Any:
        said = self._server(self._source)
        parts = {
            "Server": f"tcp:{said['host']},{said['port']}",
            "Database": said["database"],
            "UID": said["user"],
            "PWD": said["password"],
            "Encrypt": "yes",
            "TrustServerCertificate": "yes" if self._source.trust_certificate else "no",
            "ApplicationIntent": "ReadOnly",
        }
        return self._driver.connect("".join(f"{name}={_braced(value)};" for name, value in parts.items()))


class Databricks(DbApi):
    dialect = dialect_of(
        {"zoned": "TIMESTAMP", "naive": "TIMESTAMP_NTZ", "day": "DATE", "other": "STRING"},
        "{stamp} - INTERVAL {minutes} MINUTES",
        "`",
    )
    package, extra = "databricks.sql", "databricks"
    _source: DatabricksSource

    def _connect(self) -> Any:
        source = self._source
        token = read_secret(source.name, source.token, self._workspace)
        options = {"_telemetry_enabled": False, "enable_telemetry": False, "session_configuration": {"TIMEZONE": "UTC"}}
        return self._driver.connect(
            server_hostname=source.host, http_path=source.http_path, access_token=token, **options
        )


def _braced(value: Any) -> str:
    """
    >>> _braced("a;b}c"), _braced("plain")
    ('{a;b}}c}', 'plain')
    """
    text = str(value or "")
    return "{" + text.replace("}", "}}") + "}" if any(sign in text for sign in ";{}") else text
