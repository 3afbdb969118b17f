"""Columns that hold JSON objects, unfolded: each member becomes a column of its own, `properties_dealname`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import duckdb

from assay.engine.literals import literal, quoted
from assay.sources.shape import Decision, Raw

OPTION = "unfold"
"""Names the columns, with commas between them."""
_MOST = 2_000


def unfolded(connection: duckdb.DuckDBPyConnection, raw: Raw, said: str) -> Raw:
    """The file with the members of the named columns beside them, as far as it has such columns and they hold objects.

    Members are named COLUMN_MEMBER, as loaders name them that unfold such columns themselves; one that has a column
    already is left as it is.
    """
    for wanted in dict.fromkeys(name.strip().lower() for name in said.split(",")):
        for column in [name for name in raw.columns if name.lower() == wanted]:
            raw = _with_members(connection, raw, column)
    return raw


def _with_members(connection: duckdb.DuckDBPyConnection, raw: Raw, column: str) -> Raw:
    text = f"TRY_CAST({quoted(column)} AS JSON)"
    keys = connection.execute(
        f"SELECT DISTINCT unnest(json_keys(j)) AS key FROM (SELECT {text} AS j FROM ({raw.relation})) "
        f"WHERE json_type(j) = 'OBJECT' ORDER BY key LIMIT {_MOST}"
    ).fetchall()
    members = dict(_named(column, (key for (key,) in keys), {name.lower() for name in raw.columns}))
    if not members:
        return raw
    values = ", ".join(
        f"json_extract_string({text}, {literal(_pointer(key))}) AS {quoted(name)}" for name, key in members.items()
    )
    told = Decision(raw.name, column, f"{len(members)} columns", "the members of what is nested in it")
    return replace(
        raw,
        relation=f"SELECT *, {values} FROM ({raw.relation})",
        columns=(*raw.columns, *members),
        decisions=(*raw.decisions, told),
    )


def _named(column: str, keys: Iterable[str], taken: set[str]) -> Iterable[tuple[str, str]]:
    """The name of each member's column and its key; two keys that differ in case alone are one column."""
    for key in keys:
        name = f"{column}_{key}"
        if name.lower() not in taken:
            taken.add(name.lower())
            yield name, key


def _pointer(key: str) -> str:
    return "/" + key.replace("~", "~0").replace("/", "~1")
