"""What a run was built from: landed rows, settings, code and day. Enough to build the same run again."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from assay.contract.tables import OF_NO_FIGURE, TABLES
from assay.engine.fingerprint import code_of
from assay.landing.current import fingerprint, last_load
from assay.settings import Settings
from assay.store.runs import Run, open_run
from assay.store.workspace import Workspace

# What the content of a run depends on besides landed rows and settings.
_LOGIC = ("contract", "model", "identity", "facts")


@dataclass(frozen=True)
class Origin:
    """`landed` tells for each table its fingerprint, `loads` the last load that changed it (none: not known)."""

    number: int
    built_at: datetime
    today: date
    last_day: date | None
    settings: Settings
    code: str
    landed: Mapping[str, str]
    loads: Mapping[str, int]


def build_inputs(workspace: Workspace, today: date) -> dict[str, str]:
    """What a run is built from now, by name: `landing.<table>`, `load.<table>`, `settings`, `code`, `today`."""
    tables = [table for table in TABLES if table not in OF_NO_FIGURE]
    landed = {f"landing.{table}": fingerprint(workspace, table) for table in tables}
    loads = {f"load.{table}": str(last_load(workspace, table)) for table in tables}
    settings = sha256(workspace.settings.model_dump_json().encode()).hexdigest()
    return {**landed, **loads, "settings": settings, "code": code_fingerprint(), "today": today.isoformat()}


def origin_of(run: Run) -> Origin:
    """The origin that a run file tells of itself."""
    inputs = dict(run.connection.execute("SELECT name, fingerprint FROM build.inputs").fetchall())
    return Origin(
        run.number,
        run.built_at,
        run.today,
        run.last_day,
        run.settings,
        inputs["code"],
        _part(inputs, "landing."),
        {table: int(load) for table, load in _part(inputs, "load.").items()},
    )


def origin_from(inputs: Mapping[str, str], like: Origin) -> Origin:
    """The origin that a run built of these inputs would tell of itself, with the settings of another one."""
    landed, loads = _part(inputs, "landing."), {name: int(load) for name, load in _part(inputs, "load.").items()}
    return replace(like, landed=landed, loads=loads, code=inputs["code"], today=date.fromisoformat(inputs["today"]))


def read_origin(workspace: Workspace, number: int) -> Origin:
    """The same of a run that is kept; raises `UsageError` when it is not."""
    with closing(open_run(workspace, number)) as run:
        return origin_of(run)


def code_fingerprint() -> str:
    """Fingerprint of the version and of the modules that turn landed rows into facts."""
    return code_of(*_LOGIC)


def answers_fingerprint() -> str:
    """The same with the modules that turn facts into answers."""
    return code_of(*_LOGIC, "stats", "metrics", "kpis")


def _part(inputs: Mapping[str, Any], prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): value for name, value in inputs.items() if name.startswith(prefix)}
