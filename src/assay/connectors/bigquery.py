"""Tables of BigQuery, nested ones as JSON (a GA4 export's `event_params` among them). Untested: no counterpart could be had."""

from __future__ import annotations

from assay.connectors.increments import Dialect, Kind
from assay.connectors.warehouse import Warehouse, latest
from assay.engine.literals import literal
from assay.settings.sources import BigquerySource

_OPTION = "adbc.bigquery.sql."
_TYPES: dict[Kind, str] = {"zoned": "TIMESTAMP", "naive": "DATETIME", "day": "DATE", "other": "STRING"}


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "\\`") + "`"


def _earlier(value: str, kind: Kind, minutes: int) -> str:
    stamp = f"CAST({literal(value)} AS {_TYPES[kind]})"
    return f"{_TYPES[kind]}_SUB({stamp}, INTERVAL {minutes} MINUTE)" if kind in ("zoned", "naive") else stamp


def _until(kind: Kind) -> str | None:
    moment = latest(kind)
    said = moment[:10] if moment and kind == "day" else moment
    return said and f"CAST({literal(said)} AS {_TYPES[kind]})"


class Bigquery(Warehouse):
    dialect = Dialect(_quoted, _earlier, _until)
    package = "adbc_driver_bigquery"
    extra = "bigquery"
    _source: BigquerySource

    def _address(self) -> dict[str, str]:
        """Signed in by a key of a service account, or as the machine is."""
        names = {
            "project": f"{_OPTION}project_id",
            "dataset": f"{_OPTION}dataset_id",
            "location": f"{_OPTION}location",
            "service_account": f"{_OPTION}auth_credentials",
        }
        kind = "json_credential_string" if self._source.service_account else "app_default_credentials"
        return {**self._given(names), f"{_OPTION}auth_type": f"{_OPTION}auth_type.{kind}"}
