"""What was sent to whom, in `.assay/deliveries.sqlite`: one line for each recipient, content and period, with its state.

The state is written before a message is handed over and after it was taken. One that was being handed over when the
process ended may have arrived: it is told as unknown and not sent again, unless somebody asks for that.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from assay.errors import UsageError, WorkspaceError
from assay.store.audit import owe, tell_owed
from assay.store.workspace import Workspace

State = Literal["preparing", "handing over", "sent", "failed", "unknown"]
KEPT = 5_000
"""Lines of messages that are kept; the oldest of those that were sent go first."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS messages (
  id INTEGER PRIMARY KEY AUTOINCREMENT, delivery TEXT NOT NULL, recipient TEXT NOT NULL, what TEXT NOT NULL,
  period TEXT NOT NULL, run INTEGER NOT NULL, alerts TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL,
  at TEXT NOT NULL, not_before TEXT, problem TEXT, UNIQUE (delivery, recipient, what, period));
CREATE TABLE IF NOT EXISTS unsubscribed (
  delivery TEXT NOT NULL, recipient TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (delivery, recipient));
CREATE TABLE IF NOT EXISTS secret (one INTEGER PRIMARY KEY CHECK (one = 1), value BLOB NOT NULL);
"""
_COLUMNS = "id, delivery, recipient, what, period, run, alerts, state, attempts, at, not_before, problem"


@dataclass(frozen=True)
class Key:
    """What is sent once: a delivery's content to a recipient in a period (`2026-W49`, `run 12`, `alerts 3,4`)."""

    delivery: str
    recipient: str
    what: str
    period: str


@dataclass(frozen=True)
class Line:
    """The state of one message. `alerts` are the ids of the alerts it tells; moments are UTC."""

    id: int
    key: Key
    run: int
    alerts: tuple[int, ...]
    state: State
    attempts: int
    at: datetime
    not_before: datetime | None
    problem: str | None


def known(workspace: Workspace, key: Key) -> Line | None:
    lines = _lines(workspace, "delivery = ? AND recipient = ? AND what = ? AND period = ?", *vars(key).values())
    return lines[0] if lines else None


def lines(workspace: Workspace, *, most: int = 200) -> tuple[Line, ...]:
    """The newest messages first."""
    return _lines(workspace, "true ORDER BY id DESC LIMIT ?", most)


def last_run(workspace: Workspace, delivery: str, recipient: str, what: str) -> int | None:
    """The run that a recipient was last told of."""
    condition = "delivery = ? AND recipient = ? AND what = ? AND state IN ('sent', 'unknown') ORDER BY id DESC LIMIT 1"
    lines = _lines(workspace, condition, delivery, recipient, what)
    return lines[0].run if lines else None


def told_alerts(workspace: Workspace, delivery: str, recipient: str) -> frozenset[int]:
    """Alerts that a recipient was told of, or may have been."""
    condition = "delivery = ? AND recipient = ? AND what = 'alerts' AND state IN ('sent', 'unknown', 'handing over')"
    return frozenset(one for line in _lines(workspace, condition, delivery, recipient) for one in line.alerts)


def begin(workspace: Workspace, key: Key, run: int, alerts: Sequence[int], now: datetime) -> int:
    """Note that a message is being prepared; returns its number. Nothing has left the machine yet."""
    with _open(workspace) as connection:
        query = (
            "INSERT INTO messages (delivery, recipient, what, period, run, alerts, state, attempts, at) "
            "VALUES (?, ?, ?, ?, ?, ?, 'preparing', 1, ?) ON CONFLICT (delivery, recipient, what, period) DO UPDATE SET "
            "state = 'preparing', run = excluded.run, attempts = attempts + 1, at = excluded.at "
            "WHERE state NOT IN ('sent', 'handing over') RETURNING id"
        )
        row = [*vars(key).values(), run, json.dumps(list(alerts)), _text(now)]
        found = connection.execute(query, row).fetchone()
        if found is None:
            raise WorkspaceError(f"A message to {key.recipient} ({key.what}, {key.period}) was sent meanwhile.")
        return int(found[0])


def mark(
    workspace: Workspace,
    number: int,
    state: State,
    now: datetime,
    problem: str | None = None,
    not_before: datetime | None = None,
) -> None:
    with _open(workspace) as connection:
        query = "UPDATE messages SET state = ?, at = ?, problem = ?, not_before = ? WHERE id = ?"
        connection.execute(query, [state, _text(now), problem, _text(not_before) if not_before else None, number])
        connection.execute("DELETE FROM messages WHERE id <= ? AND state = 'sent'", [number - KEPT])


def settle_interrupted(workspace: Workspace, now: datetime) -> tuple[Line, ...]:
    """Those that were being handed over when their process ended are unknown from now on; returns them.

    To be asked by who holds the lock of delivering.
    """
    if not _path(workspace).exists():
        return ()
    left = _lines(workspace, "state = 'handing over'")
    for line in left:
        mark(workspace, line.id, "unknown", now, "the process ended while it was handed over: it may have arrived")
    return left


def allow_again(workspace: Workspace, number: int) -> Line:
    """Let a message that may have arrived, or has failed, be sent again. UsageError where there is no such one."""
    found = _lines(workspace, "id = ?", number)
    if not found or found[0].state not in ("unknown", "failed"):
        waiting = [str(line.id) for line in lines(workspace) if line.state in ("unknown", "failed")]
        hint = f"These may be sent again: {', '.join(waiting)}." if waiting else "None has failed, and none is unknown."
        raise UsageError(f"Message {number} cannot be sent again.", hint=hint)
    with _open(workspace) as connection:
        connection.execute("UPDATE messages SET state = 'failed', not_before = NULL WHERE id = ?", [number])
    return found[0]


# Who wants nothing any more.


BY_LINK = "by link"
"""Whom the log names: whoever has the link of a mail."""


def unsubscribe(workspace: Workspace, delivery: str, recipient: str, now: datetime) -> None:
    with _open(workspace) as connection:
        row = [delivery, recipient.casefold(), _text(now)]
        connection.execute("INSERT OR IGNORE INTO unsubscribed VALUES (?, ?, ?)", row)
        owe(connection, "unsubscribed", BY_LINK, delivery=delivery)
    tell_owed(workspace, _path(workspace))


def subscribe_again(workspace: Workspace, delivery: str, recipient: str) -> None:
    with _open(workspace) as connection:
        query = "DELETE FROM unsubscribed WHERE delivery = ? AND recipient = ?"
        connection.execute(query, [delivery, recipient.casefold()])
        owe(connection, "subscribed again", BY_LINK, delivery=delivery)
    tell_owed(workspace, _path(workspace))


def unsubscribed(workspace: Workspace) -> frozenset[tuple[str, str]]:
    """Delivery and recipient, whose capital letters say nothing, of who wants nothing any more."""
    if not _path(workspace).exists():
        return frozenset()
    with _open(workspace) as connection:
        return frozenset(connection.execute("SELECT delivery, recipient FROM unsubscribed").fetchall())


def signing_key(workspace: Workspace) -> bytes:
    """What links to unsubscribe are signed with: made once, and kept with the workspace."""
    with _open(workspace) as connection:
        connection.execute("INSERT OR IGNORE INTO secret VALUES (1, ?)", [secrets.token_bytes(32)])
        return bytes(connection.execute("SELECT value FROM secret").fetchone()[0])


# Inside.


def _lines(workspace: Workspace, condition: str, *values: object) -> tuple[Line, ...]:
    if not _path(workspace).exists():
        return ()
    with _open(workspace) as connection:
        rows = connection.execute(f"SELECT {_COLUMNS} FROM messages WHERE {condition}", values).fetchall()
    return tuple(
        Line(
            number,
            Key(delivery, recipient, what, period),
            run,
            tuple(json.loads(alerts)),
            state,
            attempts,
            datetime.fromisoformat(at),
            datetime.fromisoformat(not_before) if not_before else None,
            problem,
        )
        for number, delivery, recipient, what, period, run, alerts, state, attempts, at, not_before, problem in rows
    )


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _path(workspace: Workspace) -> Path:
    return workspace.data / "deliveries.sqlite"


@contextmanager
def _open(workspace: Workspace) -> Iterator[sqlite3.Connection]:
    path = _path(workspace)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = not path.exists()
        with closing(sqlite3.connect(path, timeout=30)) as connection, connection:
            if fresh:
                path.chmod(0o600)
            connection.executescript(_SCHEMA)
            yield connection
    except sqlite3.DatabaseError as error:
        hint = "`assay restore BACKUP --only deliveries.sqlite` brings it back; without it things are sent again."
        raise WorkspaceError(f"{path} cannot be used: {error}", hint=hint) from None
