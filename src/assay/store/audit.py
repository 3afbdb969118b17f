"""Who did what, in `.assay/audit.ndjson`: one line for each action, never changed, each bound to the line before.

A line has no personal data but the actor's own name. Its `hash` is that of the line before and of its own content, so
that a line that was changed, taken out or put in is found, unless all that follow were written anew.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

from assay.errors import WorkspaceError
from assay.store.hashes import measure
from assay.store.workspace import Workspace

FIRST = "0" * 64
OWING = ("app.sqlite", "deliveries.sqlite", "desk.sqlite", "follow_ups.sqlite")
"""Databases whose transactions owe the log their lines."""
_OWED = """
CREATE TABLE IF NOT EXISTS owed (
  number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
  details TEXT NOT NULL, hash TEXT)
"""
_here = threading.Lock()
_acting: ContextVar[str | None] = ContextVar("acting", default=None)


@dataclass(frozen=True)
class Entry:
    """One action: when (UTC), who (a user of the pages, or `system:NAME` at the command line), what, and its words."""

    number: int
    at: str
    actor: str
    action: str
    details: dict[str, Any]
    hash: str


def audit_path(workspace: Workspace) -> Path:
    return workspace.data / "audit.ndjson"


@contextmanager
def acting(actor: str | None) -> Iterator[None]:
    """What is noted within names this user of the pages, unless it names somebody itself; None: whoever acts already."""
    before = _acting.set(actor or _acting.get())
    try:
        yield
    finally:
        _acting.reset(before)


def acting_here() -> str:
    """Who acts: the user of the pages that `acting` names, else whoever runs this."""
    return _acting.get() or f"system:{user_name()}"


def note(workspace: Workspace, action: str, actor: str | None = None, **details: Any) -> None:
    """Add a line, on the disk when this returns; who may only read the workspace leaves none."""
    with suppress(PermissionError), _writing(workspace) as path:
        _append(path, _line(path, _now(), actor or acting_here(), action, details))


# Lines that a transaction owes: what a small database changes and what the log says of it are one thing.


def owe(connection: sqlite3.Connection, action: str, actor: str | None = None, **details: Any) -> None:
    """Have the transaction that changes something owe the log its line: both are there after it, or neither.

    `tell_owed` writes the line, at once or, where the process is killed before, whenever it is asked next.
    """
    connection.execute(_OWED)
    said = json.dumps(details, ensure_ascii=False)
    sql = "INSERT INTO owed (at, actor, action, details) VALUES (?, ?, ?, ?)"
    connection.execute(sql, (_now(), actor or acting_here(), action, said))


def tell_owed(workspace: Workspace, *databases: Path) -> None:
    """Write the lines that transactions of these databases owe, each once, whoever is killed on the way.

    Before a line is written its hash is kept beside what owes it, so that who comes next knows whether it was written.
    """
    for database in databases or tuple(workspace.data / name for name in OWING):
        if not database.exists():
            continue
        with (
            suppress(PermissionError),
            closing(sqlite3.connect(database, timeout=30, isolation_level=None)) as connection,
        ):
            if _owes(connection):
                with _writing(workspace) as path:
                    _settle(connection, path)


def _owes(connection: sqlite3.Connection) -> bool:
    there = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'owed'").fetchone()
    return bool(there and connection.execute("SELECT 1 FROM owed LIMIT 1").fetchone())


def _settle(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA synchronous = FULL")
    sql = "SELECT number, at, actor, action, details, hash FROM owed ORDER BY number"
    for number, at, actor, action, details, written in connection.execute(sql).fetchall():
        if not written or written.encode() not in path.read_bytes():
            line = _line(path, at, actor, action, json.loads(details))
            connection.execute("UPDATE owed SET hash = ? WHERE number = ?", (line["hash"], number))
            _append(path, line)
        connection.execute("DELETE FROM owed WHERE number = ?", (number,))


# How a line is made.


@contextmanager
def _writing(workspace: Workspace) -> Iterator[Path]:
    path = audit_path(workspace)
    with _here, FileLock(path.with_suffix(".lock"), timeout=10):
        yield path


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _line(path: Path, at: str, actor: str, action: str, details: Mapping[str, Any]) -> dict[str, Any]:
    """The line that would stand behind the last one."""
    number, before = _last(path)
    said = {"number": number + 1, "at": at, "actor": actor, "action": action, "details": details}
    return {**said, "hash": _hash(before, said)}


def _append(path: Path, line: Mapping[str, Any]) -> None:
    fresh = not path.exists()
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())
    if fresh:
        path.chmod(0o600)


def note_settings(workspace: Workspace) -> None:
    """Add a line where `assay.toml` is not what it was when a line last said so. What stands in it is not told."""
    path, digest = audit_path(workspace), measure(workspace.path, "assay.toml").sha256[:16]
    lines = path.read_bytes() if path.exists() else b""
    place = lines.rfind(b'"action": "settings"')
    known = lines[lines.rfind(b"\n", 0, place) + 1 : lines.find(b"\n", place)] if place >= 0 else b""
    if digest.encode() not in known:
        note(workspace, "settings", digest=digest)


def entries(workspace: Workspace) -> Iterator[Entry]:
    """All lines, oldest first, each checked. WorkspaceError at the first that is not what was written."""
    before = FIRST
    with suppress(FileNotFoundError), audit_path(workspace).open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            if not line.endswith("\n"):  # being written now, or left by a killed process: it has not happened
                return
            try:
                said = json.loads(line)
                written = said.pop("hash")
                if said["number"] != number or written != _hash(before, said):
                    raise ValueError
                yield Entry(**said, hash=written)
            except (ValueError, KeyError, TypeError, AttributeError):
                raise WorkspaceError(
                    f"Line {number} of {audit_path(workspace)} is not what was written, or one before it is missing.",
                    hint="Compare it with that of a backup: `assay backup` copies it.",
                ) from None
            before = written


def last_line(workspace: Workspace) -> int:
    """The number of the last line, 0 without any."""
    path = audit_path(workspace)
    with suppress(PermissionError), _writing(workspace):
        return _last(path)[0]
    return 0


def _last(path: Path) -> tuple[int, str]:
    """Number and hash of the last whole line; what a killed process left of one is cut off."""
    if not path.exists():
        return 0, FIRST
    with path.open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        start = max(0, size - (1 << 16))
        file.seek(start)
        tail = file.read()
        if not tail.endswith(b"\n"):
            whole = tail.rfind(b"\n") + 1
            file.truncate(start + whole)
            tail = tail[:whole]
    lines = tail.splitlines()
    if not lines:
        return 0, FIRST
    try:
        said = json.loads(lines[-1])
        return int(said["number"]), str(said["hash"])
    except (ValueError, KeyError, TypeError):
        raise WorkspaceError(
            f"The last line of {path} is damaged.", hint="`assay restore BACKUP --only audit.ndjson` brings it back."
        ) from None


def _hash(before: str, said: dict[str, Any]) -> str:
    return hashlib.sha256((before + json.dumps(said, sort_keys=True, ensure_ascii=False)).encode()).hexdigest()


def user_name() -> str:
    """Who runs this, by the name that the computer knows."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return str(os.getuid()) if hasattr(os, "getuid") else "unknown"
