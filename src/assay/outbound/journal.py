"""What was written into CRMs, in `.assay/pushed.sqlite`: told before it is sent and after it is known to be there."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from assay.errors import WorkspaceError
from assay.store.workspace import Workspace

State = Literal["sent", "done", "refused"]
_SCHEMA = """
CREATE TABLE IF NOT EXISTS pushes (
  number INTEGER PRIMARY KEY AUTOINCREMENT, target TEXT NOT NULL, run INTEGER, undoes INTEGER, began_at TEXT NOT NULL,
  ended_at TEXT);
CREATE TABLE IF NOT EXISTS writes (
  push INTEGER NOT NULL, record TEXT NOT NULL, account TEXT NOT NULL, field TEXT NOT NULL, before TEXT NOT NULL,
  after TEXT NOT NULL, state TEXT NOT NULL, message TEXT, PRIMARY KEY (push, record, field));
CREATE INDEX IF NOT EXISTS writes_by_record ON writes (record, field);
"""


@dataclass(frozen=True)
class Write:
    """A field of a record of the CRM: what stood there and what was to stand there; `account` is ours."""

    record: str
    account: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Journal:
    """One target's pushes. Every call is a transaction, on the disk when it returns."""

    workspace: Workspace
    target: str

    def begin(self, run: int | None, undoes: int | None = None) -> int:
        with self._open() as connection:
            row = [self.target, run, undoes, _now()]
            query = "INSERT INTO pushes (target, run, undoes, began_at) VALUES (?, ?, ?, ?)"
            return connection.execute(query, row).lastrowid or 0

    def end(self, push: int) -> None:
        with self._open() as connection:
            connection.execute("UPDATE pushes SET ended_at = ? WHERE number = ?", [_now(), push])

    def note_sent(self, push: int, writes: Sequence[Write]) -> None:
        """Before they are sent."""
        rows = [(push, one.record, one.account, one.field, _text(one.before), _text(one.after)) for one in writes]
        with self._open() as connection:
            connection.executemany("INSERT OR REPLACE INTO writes VALUES (?, ?, ?, ?, ?, ?, 'sent', NULL)", rows)

    def note_outcome(self, push: int, records: Iterable[str], state: State, message: str | None = None) -> None:
        """After the CRM has answered."""
        with self._open() as connection:
            query = "UPDATE writes SET state = ?, message = ? WHERE push = ? AND record = ?"
            connection.executemany(query, [(state, message, push, record) for record in records])

    def known(self) -> dict[tuple[str, str], Any]:
        """What is known to stand in the CRM, by record and field: the last word on each, where it was one of success."""
        query = (
            "SELECT record, field, after, state FROM writes JOIN pushes ON number = push WHERE target = ? ORDER BY push"
        )
        journal: dict[tuple[str, str], Any] = {}
        with self._open() as connection:
            for record, field, after, state in connection.execute(query, [self.target]):
                if state == "done":
                    journal[record, field] = json.loads(after)
                else:  # sent and never answered: it may stand there or not
                    journal.pop((record, field), None)
        return journal

    def last_push(self) -> int | None:
        """The newest push that wrote something, undoes none and was not undone."""
        query = (
            "SELECT max(number) FROM pushes AS p WHERE target = ? AND undoes IS NULL "
            "AND NOT EXISTS (SELECT 1 FROM pushes AS u WHERE u.undoes = p.number AND u.ended_at IS NOT NULL) "
            "AND EXISTS (SELECT 1 FROM writes WHERE push = p.number AND state <> 'refused')"
        )
        with self._open() as connection:
            row = connection.execute(query, [self.target]).fetchone()
        return row[0] if row else None

    def writes_of(self, push: int) -> tuple[Write, ...]:
        """What a push wrote, refused records left out."""
        query = "SELECT record, account, field, before, after FROM writes WHERE push = ? AND state <> 'refused' ORDER BY record, field"
        with self._open() as connection:
            rows = connection.execute(query, [push]).fetchall()
        return tuple(Write(row[0], row[1], row[2], json.loads(row[3]), json.loads(row[4])) for row in rows)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        path = self.workspace.data / "pushed.sqlite"
        fresh = not path.exists()
        try:
            with closing(sqlite3.connect(path, timeout=30)) as connection, connection:
                if fresh:
                    path.chmod(0o600)
                connection.execute("PRAGMA synchronous = FULL")
                connection.executescript(_SCHEMA)
                yield connection
        except sqlite3.DatabaseError as error:
            hint = "`assay restore BACKUP --only pushed.sqlite` brings it back."
            raise WorkspaceError(f"{path} cannot be used: {error}", hint=hint) from None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
