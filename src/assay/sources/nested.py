"""HubSpot's own answers, and Airbyte's tables of them, keep what a record says in one column, `properties`.

Its members become columns of their own. They are named as Airbyte names them where it unfolds them itself, `properties_dealname`, which presets know.
"""

from __future__ import annotations

from dataclasses import replace

import duckdb

from assay.engine.literals import literal, quoted
from assay.sources.shape import Decision, Raw

_COLUMN = "properties"
_HUBSPOTS = {"id", "archived", "createdat", "updatedat"}
"""What every record of HubSpot's interface has beside its properties; others (PostHog, Segment) have a column of that name, too."""
_MOST = 2_000


def with_properties(connection: duckdb.DuckDBPyConnection, raw: Raw) -> Raw:
    """The file with the members of `properties` beside it, where HubSpot or Airbyte wrote it and they are not unfolded."""
    names = {column.lower() for column in raw.columns}
    if _COLUMN not in names or not (names >= _HUBSPOTS or any(name.startswith("_airbyte") for name in names)):
        return raw
    column = next(column for column in raw.columns if column.lower() == _COLUMN)
    text = f"TRY_CAST({quoted(column)} AS JSON)"
    found = connection.execute(
        f"SELECT DISTINCT unnest(json_keys(j)) AS key FROM (SELECT {text} AS j FROM ({raw.relation})) "
        f"WHERE json_type(j) = 'OBJECT' ORDER BY key LIMIT {_MOST}"
    ).fetchall()
    keys = [key for (key,) in found if f"{_COLUMN}_{key}".lower() not in names]
    if not keys:
        return raw
    members = ", ".join(
        f"json_extract_string({text}, {literal(_pointer(key))}) AS {quoted(f'{_COLUMN}_{key}')}" for key in keys
    )
    return replace(
        raw,
        relation=f"SELECT *, {members} FROM ({raw.relation})",
        columns=(*raw.columns, *(f"{_COLUMN}_{key}" for key in keys)),
        decisions=(
            *raw.decisions,
            Decision(raw.name, column, f"{len(keys)} columns", "the members of what is nested in it"),
        ),
    )


def _pointer(key: str) -> str:
    return "/" + key.replace("~", "~0").replace("/", "~1")
