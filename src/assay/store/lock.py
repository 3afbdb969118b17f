"""One writer per workspace. The operating system holds the lock: it falls with the process, however that ends."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from assay.errors import BusyError, WorkspaceError
from assay.store.durable import write_durably
from assay.store.workspace import Workspace

ERASE = "erase"
"""The one job that may go on with an erasure."""


@contextmanager
def writing(workspace: Workspace, job: str) -> Iterator[None]:
    """Hold the workspace for writing; raises `BusyError` at once when somebody else does. Readers need no lock.

    While an erasure is unfinished nothing else may write, lest the person comes back: WorkspaceError.
    """
    workspace.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    keep_private(workspace.data)
    lock = FileLock(workspace.data / "write.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise _busy(workspace) from None
    try:
        if job != ERASE:
            check_not_erasing(workspace)
        write_durably(_holder(workspace), json.dumps(_who(job)))
        yield
    finally:
        _holder(workspace).unlink(missing_ok=True)
        lock.release()


def check_not_erasing(workspace: Workspace) -> None:
    """WorkspaceError where an erasure was begun and has not ended."""
    if erasing_path(workspace).exists():
        raise WorkspaceError(
            f"{workspace.path}: the erasure of a person was interrupted.", hint="`assay erase --resume` finishes it."
        )


def erasing_path(workspace: Workspace) -> Path:
    """What an erasure that is under way has to do; it is gone when all is done."""
    return workspace.data / "erasing" / "journal.json"


def keep_private(folder: Path) -> None:
    """What a workspace holds is for its owner alone, also where an early version made the folder."""
    with suppress(OSError):
        if folder.stat().st_mode & 0o077:
            folder.chmod(0o700)


def _holder(workspace: Workspace) -> Path:
    return workspace.data / "writer.json"


def _who(job: str) -> dict[str, str | int]:
    since = datetime.now(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
    return {"pid": os.getpid(), "host": socket.gethostname(), "job": job, "since": since}


def _busy(workspace: Workspace) -> BusyError:
    hint = "Try again when it has finished; reading goes on meanwhile."
    try:
        who = json.loads(_holder(workspace).read_text("utf-8"))
        told = f"process {who['pid']} on {who['host']} has been doing `{who['job']}` since {who['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return BusyError(f"{workspace.path} is busy: another process has just begun to write.", hint=hint)
    return BusyError(f"{workspace.path} is busy: {told}.", hint=hint, **who)
