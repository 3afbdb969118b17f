"""Jobs that were done by themselves or by hand, in `.assay/jobs.sqlite`: begun, step by step, ended; the last ones are kept.

A job is claimed in one transaction, so that of two schedulers one does it. One that a killed process left is found as
running while nobody holds the scheduler's lock.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from assay.errors import WorkspaceError
from assay.store.workspace import Workspace

Cause = Literal["due", "late", "by hand"]
State = Literal["running", "done", "failed", "interrupted"]
KEPT = 500
"""Jobs that the log keeps; older ones are forgotten."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS jobs (
  id INTEGER PRIMARY KEY AUTOINCREMENT, schedule TEXT NOT NULL, cause TEXT NOT NULL, due TEXT NOT NULL, actor TEXT NOT NULL,
  attempt INTEGER NOT NULL, state TEXT NOT NULL, began TEXT NOT NULL, ended TEXT, process INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS steps (
  job INTEGER NOT NULL, step TEXT NOT NULL, began TEXT NOT NULL, ended TEXT, rows INTEGER, told TEXT NOT NULL,
  problems TEXT NOT NULL, stops INTEGER NOT NULL, PRIMARY KEY (job, step));
CREATE TABLE IF NOT EXISTS schedules (name TEXT PRIMARY KEY, mark TEXT NOT NULL, handled TEXT NOT NULL);
"""
_COLUMNS = "id, schedule, cause, due, actor, attempt, state, began, ended"


@dataclass(frozen=True)
class StepDone:
    """One step: rows that landed, alerts or messages; what it tells, and what went wrong. Without `ended` it did not end.

    `stops` says that it failed as a whole, and nothing may follow it.
    """

    step: str
    began: datetime
    ended: datetime | None = None
    rows: int | None = None
    told: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    stops: bool = False


@dataclass(frozen=True)
class JobDone:
    """A job as the log has it; `due` is the moment for which it was claimed, all moments are UTC."""

    id: int
    schedule: str
    cause: Cause
    due: datetime
    actor: str
    attempt: int
    state: State
    began: datetime
    ended: datetime | None
    steps: tuple[StepDone, ...] = ()

    @property
    def seconds(self) -> float | None:
        return (self.ended - self.began).total_seconds() if self.ended else None

    @property
    def rows(self) -> int:
        """Rows that landed."""
        return sum(step.rows or 0 for step in self.steps if step.step == "pull")

    @property
    def problems(self) -> tuple[str, ...]:
        return tuple(f"{step.step}: {problem}" for step in self.steps for problem in step.problems)

    def to_json(self) -> dict[str, Any]:
        return {
            **{name: value for name, value in vars(self).items() if name not in ("due", "began", "ended", "steps")},
            **{name: _text(getattr(self, name)) for name in ("due", "began", "ended")},
            "seconds": self.seconds,
            "rows": self.rows,
            "problems": list(self.problems),
            "steps": [
                {
                    "step": one.step,
                    "began": _text(one.began),
                    "ended": _text(one.ended),
                    "rows": one.rows,
                    "told": list(one.told),
                    "problems": list(one.problems),
                }
                for one in self.steps
            ],
        }


def handled_until(workspace: Workspace, schedule: str, mark: str, now: datetime) -> datetime:
    """Up to when a schedule's moments were taken care of; a new one, or one whose mark has changed, begins now."""
    with _open(workspace) as connection:
        row = connection.execute("SELECT mark, handled FROM schedules WHERE name = ?", [schedule]).fetchone()
        if row and row[0] == mark:
            return _moment(row[1])
        connection.execute("INSERT OR REPLACE INTO schedules VALUES (?, ?, ?)", [schedule, mark, _text(now)])
        return now


def claim(
    workspace: Workspace, schedule: str, due: datetime, cause: Cause, actor: str, now: datetime
) -> JobDone | None:
    """Begin a job for a moment; None where that moment has been taken care of. By hand there is no such moment."""
    with _open(workspace) as connection:
        connection.execute("BEGIN IMMEDIATE")
        if cause != "by hand":
            query = "UPDATE schedules SET handled = ? WHERE name = ? AND handled < ?"
            if connection.execute(query, [_text(due), schedule, _text(due)]).rowcount != 1:
                return None
        row = [schedule, cause, _text(due), actor, _text(now), os.getpid()]
        cursor = connection.execute(
            "INSERT INTO jobs (schedule, cause, due, actor, attempt, state, began, process) "
            "VALUES (?, ?, ?, ?, 1, 'running', ?, ?)",
            row,
        )
        number = cursor.lastrowid
        connection.execute("DELETE FROM jobs WHERE id <= ? AND state <> 'running'", [(number or 0) - KEPT])
        connection.execute("DELETE FROM steps WHERE job NOT IN (SELECT id FROM jobs)")
        return _jobs(connection, "id = ?", number)[0]


def begin_again(workspace: Workspace, job: JobDone) -> JobDone:
    """Take up a job whose process was killed."""
    with _open(workspace) as connection:
        query = "UPDATE jobs SET attempt = attempt + 1, process = ? WHERE id = ?"
        connection.execute(query, [os.getpid(), job.id])
        return _jobs(connection, "id = ?", job.id)[0]


def write_step(workspace: Workspace, job: int, step: StepDone) -> None:
    with _open(workspace) as connection:
        texts = [json.dumps(list(part), ensure_ascii=False) for part in (step.told, step.problems)]
        row = [job, step.step, _text(step.began), _text(step.ended), step.rows, *texts, step.stops]
        connection.execute("INSERT OR REPLACE INTO steps VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)


def end(workspace: Workspace, job: int, state: State, now: datetime) -> JobDone:
    with _open(workspace) as connection:
        connection.execute("UPDATE jobs SET state = ?, ended = ? WHERE id = ?", [state, _text(now), job])
        return _jobs(connection, "id = ?", job)[0]


def left_running(workspace: Workspace) -> tuple[JobDone, ...]:
    """Jobs that have not ended: to be asked by who holds the scheduler's lock, for whom they are a killed process's."""
    return read_jobs(workspace, state="running")[::-1]


def read_jobs(workspace: Workspace, *, state: State | None = None, most: int = KEPT) -> tuple[JobDone, ...]:
    """The jobs that are kept, the newest first; none where there never was one."""
    if not _path(workspace).exists():
        return ()
    with _open(workspace) as connection:
        condition, values = ("state = ?", [state]) if state else ("true", [])
        return _jobs(connection, f"{condition} ORDER BY id DESC LIMIT ?", *values, most)


def _jobs(connection: sqlite3.Connection, condition: str, *values: object) -> tuple[JobDone, ...]:
    rows = connection.execute(f"SELECT {_COLUMNS} FROM jobs WHERE {condition}", values).fetchall()
    return tuple(_job(connection, row) for row in rows)


def _job(connection: sqlite3.Connection, row: tuple[Any, ...]) -> JobDone:
    number, schedule, cause, due, actor, attempt, state, began, ended = row
    query = "SELECT step, began, ended, rows, told, problems, stops FROM steps WHERE job = ? ORDER BY rowid"
    steps = tuple(
        StepDone(
            step,
            _moment(since),
            _moment(until) if until else None,
            rows,
            _several(told),
            _several(problems),
            bool(stops),
        )
        for step, since, until, rows, told, problems, stops in connection.execute(query, [number])
    )
    until = _moment(ended) if ended else None
    return JobDone(number, schedule, cause, _moment(due), actor, attempt, state, _moment(began), until, steps)


def _several(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def _text(moment: datetime | None) -> str | None:
    """Of one length, so that texts order as moments do."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z") if moment else None


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _path(workspace: Workspace) -> Path:
    return workspace.data / "jobs.sqlite"


@contextmanager
def _open(workspace: Workspace) -> Iterator[sqlite3.Connection]:
    path = _path(workspace)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, timeout=30)) as connection, connection:
            connection.executescript(_SCHEMA)
            yield connection
    except sqlite3.DatabaseError as error:
        hint = "`assay repair` saves what can be read of it; `assay restore BACKUP --only jobs.sqlite` brings it back."
        raise WorkspaceError(f"{path} cannot be used: {error}", hint=hint) from None


__all__ = [
    "JobDone",
    "StepDone",
    "begin_again",
    "claim",
    "end",
    "handled_until",
    "left_running",
    "read_jobs",
    "write_step",
]
