"""Tables of MySQL and MariaDB, row by row in one read-only snapshot."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from zoneinfo import ZoneInfo

from assay.connectors.extras import driver
from assay.connectors.increments import AHEAD_HOURS, Dialect, Kind
from assay.connectors.secrets import read_secret
from assay.connectors.tables import Reading, Tables
from assay.connectors.text_parquet import TextParquet, batches
from assay.engine.literals import literal
from assay.errors import UsageError
from assay.settings.sources import MysqlSource

CONNECT_SECONDS = 30
READ_SECONDS = 600
_TIMESTAMP, _DATETIME, _DATE, _BIT = 7, 12, 10, 16
"""Numbers of column types in the protocol."""
_TEXTS = (15, 247, 249, 250, 251, 252, 253, 254)


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _earlier(value: str, kind: Kind, minutes: int) -> str:
    if kind == "other":
        return literal(value.replace("\\", "\\\\"))
    if kind == "day":
        return f"CAST({literal(value)} AS DATE)"
    return f"CAST({literal(value)} AS DATETIME(6)) - INTERVAL {minutes} MINUTE"


def _until(kind: Kind) -> str | None:
    """The session is in UTC, and so are its TIMESTAMP columns."""
    now = "utc_timestamp(6)" if kind == "zoned" else f"utc_timestamp(6) + INTERVAL {AHEAD_HOURS} HOUR"
    return None if kind == "other" else now


DIALECT = Dialect(_quoted, _earlier, _until)


class Mysql(Tables):
    dialect = DIALECT
    text_type = "CHAR"
    _source: MysqlSource

    def __init__(self, source: MysqlSource, workspace: Path) -> None:
        self._source = source
        self._workspace = workspace
        self._pymysql = driver("pymysql", "mysql")

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        return (OSError, self._pymysql.MySQLError)

    def __enter__(self) -> Mysql:
        self._connection = self._pymysql.connect(
            **self._address(),
            charset="utf8mb4",
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            cursorclass=self._pymysql.cursors.SSCursor,
        )
        self._run("SET time_zone = '+00:00'")
        self._run("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        self._run("START TRANSACTION WITH CONSISTENT SNAPSHOT")
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def _write(self, reading: Reading, query: str, target: Path) -> int:
        zone = ZoneInfo(self._source.timezone) if self._source.timezone else None
        shaped = {place: type for place, type in enumerate(reading.types.values()) if type in (_TIMESTAMP, _BIT)}
        untyped = [column for column, type in reading.types.items() if type in _TEXTS]
        with self._cursor(query) as cursor, TextParquet(target, list(reading.types), untyped) as file:
            for rows in batches(iter(cursor.fetchone, None)):
                file.write([_shaped(row, shaped) for row in rows] if shaped else rows, zone)
                reading.tell(file.rows)
        return file.rows

    def _kind(self, reading: Reading, updated_at: str) -> Kind:
        kinds: dict[int, Kind] = {_TIMESTAMP: "zoned", _DATETIME: "naive", _DATE: "day"}
        return kinds.get(reading.types[updated_at], "other")

    def _columns(self, base: str) -> Sequence[tuple[str, Any]]:
        with self._cursor(f"SELECT * FROM {base} LIMIT 0") as cursor:
            return [(column[0], column[1]) for column in cursor.description]

    def _value(self, query: str) -> Any:
        with self._cursor(query) as cursor:
            row = cursor.fetchone()
            return row[0] if row else None

    def _run(self, statement: str) -> None:
        with self._cursor(statement):
            pass

    def _cursor(self, query: str) -> Any:
        cursor = self._connection.cursor()
        cursor.execute(query)
        return closing(cursor)

    def _address(self) -> dict[str, Any]:
        source = self._source
        if source.url is not None:
            return _parsed(source.name, read_secret(source.name, source.url, self._workspace))
        password = read_secret(source.name, source.password, self._workspace) if source.password else ""
        address = {"host": source.host, "port": source.port, "database": source.database, "user": source.user}
        return {**address, "password": password, **self._ssl(source.ssl)}

    def _ssl(self, wanted: str | None) -> dict[str, Any]:
        if wanted == "disable":
            return {"ssl_disabled": True}
        return {"ssl_verify_cert": True, "ssl_verify_identity": True} if wanted else {}


def _parsed(source: str, url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if not parts.scheme.startswith(("mysql", "mariadb")) or not parts.hostname:
        raise UsageError(
            f"Source {source!r}: its url is none of MySQL.", hint="mysql://USER:PASSWORD@HOST:3306/DATABASE"
        )
    sockets = parse_qs(parts.query).get("unix_socket")
    return {
        "host": parts.hostname,
        "port": parts.port or 3306,
        "database": parts.path.lstrip("/"),
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        **({"unix_socket": sockets[0]} if sockets else {}),
    }


def _shaped(row: Any, types: dict[int, int]) -> list[Any]:
    """Stamps that the session has in UTC say so; bits are numbers."""
    values = list(row)
    for place, type in types.items():
        if type == _BIT and isinstance(values[place], bytes):
            values[place] = int.from_bytes(values[place], "big")
        elif hasattr(values[place], "tzinfo"):
            values[place] = values[place].replace(tzinfo=ZoneInfo("UTC"))
    return values
