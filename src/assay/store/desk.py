"""What readers keep for themselves and each other, in `.assay/desk.sqlite`: saved views, and comments for the next pack."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from assay.store.audit import tell_owed
from assay.store.transactions import transaction
from assay.store.workspace import Workspace

_TABLES = """
CREATE TABLE IF NOT EXISTS views (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, address TEXT NOT NULL, owner TEXT NOT NULL,
    shared INTEGER NOT NULL, pinned INTEGER NOT NULL, saved_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS comments (
    id INTEGER PRIMARY KEY AUTOINCREMENT, scope TEXT NOT NULL, section TEXT NOT NULL, text TEXT NOT NULL,
    author TEXT NOT NULL, at TEXT NOT NULL);
"""


@contextmanager
def changing(workspace: Workspace) -> Iterator[sqlite3.Connection]:
    """One transaction: what is changed within is there as a whole, or not at all. Another writer is waited for.

    What it owes the log (`audit.owe`) is told behind it.
    """
    with closing(sqlite3.connect(desk_path(workspace), timeout=30, isolation_level=None)) as connection:
        connection.executescript(_TABLES)
        with transaction(connection):
            yield connection
    tell_owed(workspace, desk_path(workspace))


def rows(workspace: Workspace, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """What a SELECT finds; nothing where nobody has kept anything yet."""
    if not desk_path(workspace).exists():
        return []
    with closing(sqlite3.connect(desk_path(workspace), timeout=30)) as connection:
        connection.executescript(_TABLES)
        return connection.execute(sql, values).fetchall()


def desk_path(workspace: Workspace) -> Path:
    return workspace.data / "desk.sqlite"


__all__ = ["changing", "desk_path", "rows"]
