"""What lies behind an error of the system, told apart: space, rights, the device, somebody else's lock."""

from __future__ import annotations

import errno
import sqlite3

from assay.errors import AssayError, BusyError, DeviceError, RightsError, SpaceError, WorkspaceError

_NO_SPACE = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG)
_NO_RIGHT = (errno.EACCES, errno.EPERM, errno.EROFS)
_DEVICE = (errno.EIO, getattr(errno, "ESTALE", errno.EIO), errno.ENXIO, errno.ENODEV)
_SAID = {
    "space": (
        "no space left",
        "disk is full",
        "disk full",
        "quota exceeded",
        "out of disk",
        "max_temp_directory_size",
        "file too large",
    ),
    "rights": ("permission denied", "read-only file system", "readonly database", "operation not permitted"),
    "device": (
        "input/output error",
        "disk i/o error",
        "stale file handle",
        "no such device",
        "fsync failed",
        "could not fsync",
    ),
    "open": ("unable to open database file",),
    "damaged": ("corrupt database file",),
    "busy": ("database is locked",),
    "older": ("catalog error: table with name",),
}


def told(error: BaseException) -> AssayError | None:
    """The error in words that say what to do; None when none of these causes is behind it."""
    if isinstance(error, AssayError):
        return error
    kind = _kind(error)
    where = getattr(error, "filename", None)
    place = f" ({where})" if where else ""
    match kind:
        case "space":
            return SpaceError(
                f"There is no space left on the disk{place}. What was being written was given up; what was there is whole.",
                hint="Make room, then do the same again: nothing was lost.",
            )
        case "rights":
            return RightsError(
                f"Writing or reading is not allowed here{place}.",
                hint="Give this user the right to the workspace's folder, then do the same again; nothing was lost.",
            )
        case "device":
            return DeviceError(
                f"The disk gave an error{place}: {error}.",
                hint="Check the disk; `assay verify` tells what is still as it was written, `assay backup` saves that.",
            )
        case "open":  # all that SQLite says, whatever the reason
            return DeviceError(
                f"A file of the workspace can be neither opened nor made{place}.",
                hint="See whether the disk is full, read-only or failing, then do the same again: nothing was lost.",
            )
        case "damaged":
            return WorkspaceError(
                f"A database file is damaged{place}: {str(error).splitlines()[0]}",
                hint="`assay verify` tells which of the workspace's it is, and what brings it back: a run is built again from "
                "what has landed by `assay refresh --full`.",
            )
        case "busy":
            return BusyError("Another process keeps a file of the workspace locked.", hint="Try again in a moment.")
        case "older":
            return WorkspaceError(
                "This run lacks a table that was asked for: another version of Assay built it.",
                hint="Run `assay refresh`.",
            )
    return _behind(error)


def _behind(error: BaseException) -> AssayError | None:
    cause = error.__cause__ or error.__context__
    return told(cause) if cause is not None and not isinstance(cause, AssayError) else None


def _kind(error: BaseException) -> str | None:
    if isinstance(error, OSError) and error.errno is not None:
        for kind, numbers in (("space", _NO_SPACE), ("rights", _NO_RIGHT), ("device", _DEVICE)):
            if error.errno in numbers:
                return kind
    if isinstance(error, OSError | sqlite3.Error) or type(error).__module__.split(".")[0] in (
        "duckdb",
        "_duckdb",
        "pyarrow",
    ):
        said = str(error).lower()
        return next((kind for kind, words in _SAID.items() if any(word in said for word in words)), None)
    return None
