"""What people wrote down about accounts: notes, what is done, and what waits until a day. In `.assay/follow_ups.sqlite`.

Lines are added and never changed; where an account stands is what its last lines say.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal, get_args

from assay.errors import UsageError
from assay.store.audit import owe, tell_owed
from assay.store.workspace import Workspace

What = Literal["note", "done", "snooze", "again"]
LONGEST = 2000
_TABLE = """
CREATE TABLE IF NOT EXISTS follow_ups (
    number INTEGER PRIMARY KEY, account_id TEXT NOT NULL, at TEXT NOT NULL, seen_on TEXT NOT NULL, actor TEXT NOT NULL,
    what TEXT NOT NULL, text TEXT NOT NULL, until TEXT, deal_id TEXT
)
"""


@dataclass(frozen=True)
class Line:
    """One entry: `at` is the moment (UTC), `seen_on` the last day of the data that its writer looked at.

    A note with a `deal_id` is about that deal of the account.
    """

    account_id: str
    at: datetime
    seen_on: date
    actor: str
    what: What
    text: str = ""
    until: date | None = None
    deal_id: str | None = None


@dataclass(frozen=True)
class FollowUp:
    """Where an account stands: `done_on` is the last day of data when it was done, `until` the day it waits for.

    `notes` are the lines with a text, the newest first.
    """

    done_on: date | None = None
    until: date | None = None
    notes: tuple[Line, ...] = ()

    def waits(self, today: date) -> bool:
        return self.until is not None and self.until > today


def write(workspace: Workspace, line: Line, by: str | None = None) -> None:
    """Keep an entry, of which the log tells whose it is (`by`, else who runs this).

    Raises UsageError for an entry that says nothing, for a text that is too long and for a wait that ends in the past.
    """
    _check(line)
    with _database(workspace) as connection:
        row = (
            line.account_id,
            line.at.astimezone(UTC).isoformat(timespec="seconds"),
            line.seen_on.isoformat(),
            line.actor,
            line.what,
            line.text.strip(),
            line.until.isoformat() if line.until else None,
            line.deal_id,
        )
        connection.execute(
            "INSERT INTO follow_ups (account_id, at, seen_on, actor, what, text, until, deal_id) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )
        owe(connection, f"follow-up {line.what}", by, account=line.account_id)
    tell_owed(workspace, _path(workspace))


def _check(line: Line) -> None:
    if line.what not in get_args(What):
        raise UsageError(f"Unknown entry {line.what!r}.", hint=", ".join(get_args(What)))
    if line.what == "note" and not line.text.strip():
        raise UsageError("The note is empty.", hint="Write something, or choose what is done.")
    if line.deal_id and line.what != "note":
        raise UsageError("A deal takes notes alone.", hint="Say of the account what is done, or put off.")
    if len(line.text) > LONGEST:
        raise UsageError(f"The note has {len(line.text)} letters; {LONGEST} are kept at most.")
    if line.what == "snooze" and (line.until is None or line.until <= line.seen_on):
        raise UsageError("Nothing can wait until a day that is over.", hint="Choose a later day.")


def follow_ups(workspace: Workspace, accounts: Sequence[str] | None = None) -> dict[str, FollowUp]:
    """Where accounts stand by their id: those asked for, or all; accounts nobody has written about are left out."""
    lines: dict[str, list[Line]] = {}
    for line in _lines(workspace):
        if accounts is None or line.account_id in accounts:
            lines.setdefault(line.account_id, []).append(line)
    return {account: standing(found) for account, found in lines.items()}


def standing(lines: Sequence[Line]) -> FollowUp:
    """What some lines about one account come to, in their order: the last of done, snooze and again counts."""
    decided = next((line for line in reversed(lines) if line.what != "note"), None)
    return FollowUp(
        done_on=decided.seen_on if decided and decided.what == "done" else None,
        until=decided.until if decided and decided.what == "snooze" else None,
        notes=tuple(line for line in reversed(lines) if line.text),
    )


def _lines(workspace: Workspace) -> Iterator[Line]:
    if not _path(workspace).exists():
        return
    with _database(workspace) as connection:
        sql = "SELECT account_id, at, seen_on, actor, what, text, until, deal_id FROM follow_ups ORDER BY number"
        rows = connection.execute(sql).fetchall()
    for account_id, at, seen_on, actor, what, text, until, deal_id in rows:
        day = date.fromisoformat(until) if until else None
        yield Line(account_id, datetime.fromisoformat(at), date.fromisoformat(seen_on), actor, what, text, day, deal_id)


@contextmanager
def _database(workspace: Workspace) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(_path(workspace), timeout=30)) as connection, connection:
        connection.execute(_TABLE)
        if "deal_id" not in {row[1] for row in connection.execute("PRAGMA table_info(follow_ups)")}:
            connection.execute("ALTER TABLE follow_ups ADD COLUMN deal_id TEXT")
        yield connection


def _path(workspace: Workspace) -> Path:
    return workspace.data / "follow_ups.sqlite"


__all__ = ["FollowUp", "Line", "follow_ups", "standing", "write"]
