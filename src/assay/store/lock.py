"""One writer per workspace. The operating system holds the lock: it falls with the process, however that ends."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from assay.errors import BusyError
from assay.store.durable import write_durably
from assay.store.workspace import Workspace


@contextmanager
def writing(workspace: Workspace, job: str) -> Iterator[None]:
    """Hold the workspace for writing; raises `BusyError` at once when somebody else does. Readers need no lock."""
    workspace.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = FileLock(workspace.data / "write.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise _busy(workspace) from None
    try:
        write_durably(_holder(workspace), json.dumps(_who(job)))
        yield
    finally:
        _holder(workspace).unlink(missing_ok=True)
        lock.release()


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
