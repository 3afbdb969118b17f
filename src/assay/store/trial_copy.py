"""A copy of what has landed, to try a load on: its files are links to those of the workspace, which change never."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from assay.store.workspace import Workspace

_COPIED = ("landing", "quarantine", "manifest.sqlite", "manifest.sqlite-wal", "erased.json")
_folders = count(1)


@contextmanager
def trial_copy(workspace: Workspace) -> Iterator[Workspace]:
    """A workspace of its own with the same settings and rows, which is gone at the end."""
    folder = workspace.spill / f"trial-{os.getpid()}-{next(_folders)}"
    (folder / ".assay").mkdir(parents=True, mode=0o700)
    try:
        for path in workspace.path.glob("*.toml"):
            shutil.copy2(path, folder / path.name)
        for name in _COPIED:
            _copy(workspace.data / name, folder / ".assay" / name)
        yield Workspace(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, copy_function=_linked)
    elif source.exists():
        shutil.copy2(source, target)


def _linked(source: str, target: str) -> str:
    """Rows are written once and replaced as a whole, so a link does; lists that may be written again are copied."""
    if source.endswith(".parquet"):
        try:
            os.link(source, target)
            return target
        except OSError:  # a file system without links
            pass
    return str(shutil.copy2(source, target))
