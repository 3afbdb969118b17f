"""Size and SHA-256 of files as they were written, to tell later that they are what they were."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

_read: dict[tuple[str, int, int, int], str] = {}
"""Hashes of files this process has read whole, by path, size, time and inode."""


@dataclass(frozen=True)
class Kept:
    """A file as it was written: its path below some folder, its bytes and their SHA-256."""

    path: str
    size: int
    sha256: str


def measure(root: Path, path: str) -> Kept:
    """Size and hash of a file as it is now."""
    place = root / path
    with place.open("rb") as file:
        return Kept(path, place.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def problem_of(root: Path, kept: Kept, *, whole: bool = True, afresh: bool = False) -> str | None:
    """What is wrong with a file; None when it is as it was written. Without `whole` its size alone is looked at.

    A file is read once by each process, unless its time has changed, or `afresh`.
    """
    place = root / kept.path
    try:
        state = place.stat()
        if state.st_size != kept.size:
            return f"it has {state.st_size:,} bytes, {kept.size:,} were written"
        if not whole:
            return None
        key = (str(place), state.st_size, state.st_mtime_ns, state.st_ino)
        if afresh or key not in _read:
            _read[key] = measure(root, kept.path).sha256
    except FileNotFoundError:
        return "it is missing"
    except OSError as error:
        return f"it cannot be read ({error.strerror})"
    return None if _read[key] == kept.sha256 else "its content is not what was written"
