"""What engines by ADBC have in common: a driver that is an extra, commands, closing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from assay.engine.warehouse import Link
from assay.errors import DataError


def driver(package: str, engine: str, extra: str) -> Any:
    """The DB-API module of an ADBC driver; DataError with the extra where it is not installed."""
    try:
        return import_module(f"{package}.dbapi")
    except ImportError:
        hint = f"`pip install 'assay-abm[{extra}]'`, or engine = \"duckdb\" in assay.toml."
        said = f"The engine is {engine}, and {package.replace('_', '-')} is not installed."
        raise DataError(said, hint=hint) from None


class AdbcLink(Link):
    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def command(self, sql: str) -> None:
        with self._connection.cursor() as cursor:
            cursor.execute(sql)

    def close(self) -> None:
        self._connection.close()
