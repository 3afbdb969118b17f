"""What is kept of runs for good, in `.assay/figures.sqlite`: their origin, the figures that were published, and the looks at verdicts.

Nothing in it is ever changed or removed. A figure stands under the run, the days and the scope it was asked for, with
the version of its definition and of the code; the first answer is what was published.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from assay.errors import WorkspaceError
from assay.memory.origin import Origin
from assay.settings import Settings
from assay.store.workspace import Workspace

_SCHEMA = """
CREATE TABLE IF NOT EXISTS runs (
  run INTEGER PRIMARY KEY, built_at TEXT NOT NULL, today TEXT NOT NULL, last_day TEXT, code TEXT NOT NULL,
  settings TEXT NOT NULL, landed TEXT NOT NULL, loads TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS figures (
  run INTEGER NOT NULL, kpi TEXT NOT NULL, starts_on TEXT NOT NULL, ends_on TEXT NOT NULL, as_of TEXT NOT NULL,
  scope TEXT NOT NULL, definition_version INTEGER NOT NULL, code TEXT NOT NULL, currency TEXT,
  value REAL, numerator REAL, denominator REAL, n INTEGER NOT NULL, note TEXT, kept_at TEXT NOT NULL,
  PRIMARY KEY (run, kpi, starts_on, ends_on, as_of, scope, definition_version, code));
CREATE TABLE IF NOT EXISTS looks (
  run INTEGER NOT NULL, lists TEXT NOT NULL, against TEXT NOT NULL, kpi TEXT NOT NULL, until TEXT NOT NULL,
  design TEXT NOT NULL, verdict TEXT NOT NULL, difference REAL, low REAL, high REAL, p_value REAL, looked_at TEXT NOT NULL,
  PRIMARY KEY (lists, against, kpi, until, run, design));
"""


@dataclass(frozen=True)
class Asked:
    """One figure that can be asked for: KPI, days (all given) and the scope's words as JSON."""

    kpi: str
    start: date
    end: date
    as_of: date
    scope: str


@dataclass(frozen=True)
class Value:
    """What was answered. `code` is the version of Assay that worked it out."""

    definition_version: int
    code: str
    currency: str | None
    value: float | None
    numerator: float | None
    denominator: float | None
    n: int
    note: str | None


def keep_run(workspace: Workspace, origin: Origin) -> None:
    """A number that is there already stays as it is."""
    row = (
        origin.number,
        origin.built_at.isoformat(),
        origin.today.isoformat(),
        origin.last_day and origin.last_day.isoformat(),
        origin.code,
        origin.settings.model_dump_json(),
        json.dumps(dict(origin.landed)),
        json.dumps(dict(origin.loads)),
    )
    with opened(workspace) as connection:
        connection.execute("INSERT OR IGNORE INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)


def known_runs(workspace: Workspace) -> tuple[Origin, ...]:
    """All runs that were ever published, in order, the pruned ones included."""
    with opened(workspace) as connection:
        rows = connection.execute("SELECT * FROM runs ORDER BY run").fetchall()
    return tuple(_origin(*row) for row in rows)


def is_run_kept(workspace: Workspace, run: int) -> bool:
    with opened(workspace) as connection:
        return bool(connection.execute("SELECT 1 FROM runs WHERE run = ?", [run]).fetchone())


def is_any_kept(workspace: Workspace, run: int) -> bool:
    """Whether any figure of the run was kept."""
    with opened(workspace) as connection:
        return bool(connection.execute("SELECT 1 FROM figures WHERE run = ? LIMIT 1", [run]).fetchone())


def keep_figures(workspace: Workspace, run: int, answered: Iterable[tuple[Asked, Value]], moment: datetime) -> None:
    rows = [
        (run, asked.kpi, *map(str, (asked.start, asked.end, asked.as_of)), asked.scope, *_columns(value), str(moment))
        for asked, value in answered
    ]
    with opened(workspace) as connection:
        connection.executemany(f"INSERT OR IGNORE INTO figures VALUES ({', '.join('?' * 15)})", rows)


def published(workspace: Workspace, run: int) -> dict[Asked, Value]:
    """What was answered first, by what was asked."""
    with opened(workspace) as connection:
        rows = connection.execute(
            "SELECT kpi, starts_on, ends_on, as_of, scope, definition_version, code, currency, value, numerator, "
            "denominator, n, note FROM figures WHERE run = ? ORDER BY rowid DESC",
            [run],
        ).fetchall()
    return dict(map(_figure, rows))


def _figure(row: tuple[Any, ...]) -> tuple[Asked, Value]:
    kpi, start, end, as_of, scope, *said = row
    days = (date.fromisoformat(start), date.fromisoformat(end), date.fromisoformat(as_of))
    return Asked(kpi, *days, scope), Value(*said)


def _columns(value: Value) -> tuple[object, ...]:
    return (
        value.definition_version,
        value.code,
        value.currency,
        value.value,
        value.numerator,
        value.denominator,
        value.n,
        value.note,
    )


def _origin(
    number: int, built_at: str, today: str, last_day: str | None, code: str, settings: str, landed: str, loads: str
) -> Origin:
    return Origin(
        number,
        datetime.fromisoformat(built_at),
        date.fromisoformat(today),
        date.fromisoformat(last_day) if last_day else None,
        Settings.model_validate_json(settings),
        code,
        json.loads(landed),
        json.loads(loads),
    )


def _path(workspace: Workspace) -> Path:
    return workspace.data / "figures.sqlite"


@contextmanager
def opened(workspace: Workspace) -> Iterator[sqlite3.Connection]:
    path = _path(workspace)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, timeout=30)) as connection, connection:
            connection.executescript(_SCHEMA)
            yield connection
    except sqlite3.DatabaseError as error:
        hint = (
            "`assay repair` saves what can be read of it; `assay restore BACKUP --only figures.sqlite` brings it back."
        )
        raise WorkspaceError(f"{path} cannot be used: {error}", hint=hint) from None
