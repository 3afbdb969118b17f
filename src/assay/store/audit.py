"""Who did what, in `.assay/audit.ndjson`: one line for each action, never changed, each bound to the line before.

A line has no personal data but the actor's own name. Its `hash` is that of the line before and of its own content, so
that a line that was changed, taken out or put in is found, unless all that follow were written anew.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
    """What is noted within names this user of the pages, unless it names somebody itself."""
    before = _acting.set(actor)
    try:
        yield
    finally:
        _acting.reset(before)


def acting_here() -> str:
    """Who acts: the user of the pages that `acting` names, else whoever runs this."""
    return _acting.get() or f"system:{user_name()}"


def note(workspace: Workspace, action: str, actor: str | None = None, **details: Any) -> None:
    """Add a line, on the disk when this returns; who may only read the workspace leaves none."""
    path = audit_path(workspace)
    with suppress(PermissionError), _here, FileLock(path.with_suffix(".lock"), timeout=10):
        number, before = _last(path)
        said = {
            "number": number + 1,
            "at": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            "actor": actor or acting_here(),
            "action": action,
            "details": details,
        }
        line = json.dumps({**said, "hash": _hash(before, said)}, ensure_ascii=False)
        fresh = not path.exists()
        with path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
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
