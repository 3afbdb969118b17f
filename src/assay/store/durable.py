"""Files that are there whole or not at all, also after a crash."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def write_durably(path: Path, text: str) -> None:
    """Replace a file by this text in one step."""
    trial = path.with_name(path.name + ".tmp")
    trial.write_text(text, "utf-8")
    move_durably(trial, path)


def move_durably(source: Path, target: Path) -> None:
    """Give a finished file its name, once its content is on the disk."""
    sync(source)
    os.replace(source, target)
    sync(target.parent)


def sync(path: Path) -> None:
    """Force a file, or the names in a folder, onto the disk; systems that cannot do so for folders are left alone."""
    descriptor = -1
    with contextlib.suppress(PermissionError, IsADirectoryError):
        descriptor = os.open(path, os.O_RDONLY)
        os.fsync(descriptor)
    if descriptor >= 0:
        os.close(descriptor)
