"""Where runs lie that a warehouse answers: a schema for each, told by a small file in `.assay/engines`.

The file is there before the schema is, so that what a killed build left is known; it says when the run was finished.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assay.errors import AssayError, UsageError
from assay.log import log
from assay.settings.secret import Secret
from assay.store.durable import write_durably
from assay.store.workspace import Workspace

if TYPE_CHECKING:
    from assay.engine.warehouse import Links, Warehouse

URL = Secret(env="ASSAY_ENGINE_URL")
"""Where the address stands, unless the settings say otherwise."""


def url_of(workspace: Workspace) -> str:
    """The address of the engine. UsageError where it is not set."""
    secret = workspace.settings.engine.url or URL
    if value := secret.read(workspace.path):
        return value
    raise UsageError(
        f"The engine {workspace.settings.engine.name!r} needs its address in {secret.place}, which is not set.",
        hint='docs/engines.md says what it looks like. With engine = "duckdb" none is needed.',
    )


def is_in_warehouse(workspace: Workspace, number: int) -> bool:
    known = _read(_path(workspace, number))
    return bool(known.get("finished")) and known["engine"] == workspace.settings.engine.name


def warehouse_tables(workspace: Workspace, number: int) -> Warehouse:
    """The facts of a finished run."""
    known = _read(_path(workspace, number))
    tables = _warehouse(workspace, known["schema"])
    tables.columns.update({("main", name): columns for name, columns in known["columns"].items()})
    tables.is_published = True
    return tables


def new_warehouse_tables(workspace: Workspace, number: int) -> Warehouse:
    """A run's tables, none of them made; from now on its schema is known as one that may have to go."""
    place = workspace.path.resolve()
    named = sha256(str(place).encode()).hexdigest()[:8]
    schema = f"{workspace.settings.engine.schema_prefix}_{named}_run_{number}"
    tables = _warehouse(workspace, schema)
    _write(workspace, number, schema=schema, columns={}, finished=False)
    return tables


def note_in_warehouse(workspace: Workspace, number: int, tables: Warehouse) -> None:
    """Says that a run is whole there, and which facts it has."""
    facts = {name: dict(columns) for (schema, name), columns in tables.columns.items() if schema == "main"}
    _write(workspace, number, schema=tables.schema, columns=facts, finished=True)


def remove_from_warehouse(workspace: Workspace, kept: Iterable[int]) -> None:
    """Drop the schemas of runs that are kept no more; those of an engine that does not answer now, the next time.

    A copy of a workspace drops none of the other's.
    """
    numbers = set(kept)
    for path in sorted(_folder(workspace).glob("*.json")):
        known = _read(path)
        if int(path.stem) in numbers or known.get("engine") != workspace.settings.engine.name:
            continue
        if known["workspace"] == str(workspace.path.resolve()):
            try:
                _warehouse(workspace, known["schema"]).remove()
            except AssayError as error:
                log.warning("schema %s could not be removed: %s", known["schema"], error.message)
                continue
        with suppress(OSError):
            path.unlink()


def warehouse_problem(workspace: Workspace) -> str | None:
    """What keeps the engine from building a run: a driver, the address, the server, a right; None where nothing does."""
    try:
        tables = _warehouse(workspace, f"{workspace.settings.engine.schema_prefix}_doctor")
        tables.begin()
        tables.remove()
    except AssayError as error:
        return f"{error.message} {error.hint or ''}".strip()
    return None


def _warehouse(workspace: Workspace, schema: str) -> Warehouse:
    kind, links = _kind(workspace)
    return kind(links, schema)


def _kind(workspace: Workspace) -> tuple[type[Warehouse], Links]:
    name, url = workspace.settings.engine.name, url_of(workspace)
    if name == "postgres":
        from assay.engine import postgres

        return postgres.PostgresTables, postgres.links_to(url)
    if name == "clickhouse":
        from assay.engine import clickhouse

        return clickhouse.ClickHouseTables, clickhouse.links_to(url)
    from assay.engine import snowflake

    return snowflake.SnowflakeTables, snowflake.links_to(url)


def _folder(workspace: Workspace) -> Path:
    return workspace.data / "engines"


def _path(workspace: Workspace, number: int) -> Path:
    return _folder(workspace) / f"{number}.json"


def _write(workspace: Workspace, number: int, **told: Any) -> None:
    _folder(workspace).mkdir(parents=True, exist_ok=True)
    of = {"engine": workspace.settings.engine.name, "workspace": str(workspace.path.resolve())}
    write_durably(_path(workspace, number), json.dumps({**of, **told}) + "\n")


def _read(path: Path) -> dict[str, Any]:
    try:
        declared: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return declared
