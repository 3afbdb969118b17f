"""When each reader last looked at the figures: one line a reader and day, with the run he saw. In `.assay/looks.sqlite`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date

from assay.store.workspace import Workspace

_TABLE = """
CREATE TABLE IF NOT EXISTS looks (
    reader TEXT NOT NULL, day TEXT NOT NULL, run INTEGER NOT NULL, PRIMARY KEY (reader, day)
)
"""
KEPT = 30
"""Days with a look that are kept of each reader."""


def look(workspace: Workspace, reader: str, day: date, run: int) -> None:
    """Keeps the newest run that a reader saw on a day; a run with an older number changes nothing."""
    with _database(workspace) as connection:
        connection.execute(
            "INSERT INTO looks VALUES (?, ?, ?) ON CONFLICT (reader, day) DO UPDATE SET run = max(run, excluded.run)",
            (reader, day.isoformat(), run),
        )
        connection.execute(
            "DELETE FROM looks WHERE reader = ?1 AND day NOT IN "
            "(SELECT day FROM looks WHERE reader = ?1 ORDER BY day DESC LIMIT ?2)",
            (reader, KEPT),
        )


def last_look(workspace: Workspace, reader: str, before: date) -> tuple[date, int] | None:
    """The last day before this one on which a reader looked, and the run he saw last on it; None on a first visit."""
    if not (workspace.data / "looks.sqlite").exists():
        return None
    with _database(workspace) as connection:
        sql = "SELECT day, run FROM looks WHERE reader = ? AND day < ? ORDER BY day DESC LIMIT 1"
        row = connection.execute(sql, (reader, before.isoformat())).fetchone()
    return (date.fromisoformat(row[0]), int(row[1])) if row else None


def forget(workspace: Workspace, reader: str) -> None:
    """Takes out all that is kept of a reader."""
    if (workspace.data / "looks.sqlite").exists():
        with _database(workspace) as connection:
            connection.execute("DELETE FROM looks WHERE reader = ?", (reader,))


@contextmanager
def _database(workspace: Workspace) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(workspace.data / "looks.sqlite", timeout=30)) as connection, connection:
        connection.execute(_TABLE)
        yield connection


__all__ = ["forget", "last_look", "look"]
