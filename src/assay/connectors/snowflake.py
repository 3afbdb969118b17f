"""Tables of Snowflake. Names that are written in small letters are those that Snowflake has in capitals."""

from __future__ import annotations

from urllib.parse import urlsplit

from assay.connectors.increments import Dialect, Kind
from assay.connectors.warehouse import Warehouse, latest
from assay.engine.literals import literal, quoted
from assay.settings.sources import SnowflakeSource

_OPTION = "adbc.snowflake.sql."
_TYPES: dict[Kind, str] = {"zoned": "TIMESTAMP_TZ", "naive": "TIMESTAMP_NTZ", "day": "DATE", "other": "VARCHAR"}


def _quoted(name: str) -> str:
    """
    >>> _quoted("changed_at"), _quoted("ChangedAt")
    ('"CHANGED_AT"', '"ChangedAt"')
    """
    return quoted(name.upper() if name == name.lower() else name)


def _earlier(value: str, kind: Kind, minutes: int) -> str:
    stamp = f"CAST({literal(value)} AS {_TYPES[kind]})"
    return f"DATEADD(minute, -{minutes}, {stamp})" if kind in ("zoned", "naive") else stamp


def _until(kind: Kind) -> str | None:
    moment = latest(kind)
    return moment and f"CAST({literal(moment)} AS {_TYPES[kind]})"


class Snowflake(Warehouse):
    dialect = Dialect(_quoted, _earlier, _until)
    package = "adbc_driver_snowflake"
    extra = "snowflake"
    _source: SnowflakeSource

    def _called(self, column: str) -> str:
        return column.lower() if column == column.upper() else column

    def _address(self) -> dict[str, str]:
        names = {
            "account": f"{_OPTION}account",
            "user": "username",
            "password": "password",
            "token": f"{_OPTION}client_option.auth_token",
            "private_key": f"{_OPTION}client_option.jwt_private_key_pkcs8_value",
            "warehouse": f"{_OPTION}warehouse",
            "database": f"{_OPTION}db",
            "schema_name": f"{_OPTION}schema",
            "role": f"{_OPTION}role",
        }
        kinds = {"private_key": "auth_jwt", "token": "auth_pat"}
        kind = next((kinds[name] for name in kinds if getattr(self._source, name)), "auth_snowflake")
        return {**self._given(names), f"{_OPTION}auth_type": kind, **self._server()}

    def _server(self) -> dict[str, str]:
        if self._source.base_url is None:
            return {}
        parts = urlsplit(self._source.base_url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        uri = f"{_OPTION}uri."
        return {f"{uri}protocol": parts.scheme, f"{uri}host": parts.hostname or "", f"{uri}port": str(port)}
