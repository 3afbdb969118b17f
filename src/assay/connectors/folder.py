"""A folder: files that are new or have changed since the last pull, as they are."""

from __future__ import annotations

import time
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from assay.connectors.connector import Cursor, Extract, Feed
from assay.errors import DataError
from assay.source_settings import FolderSource
from assay.sources.files import Ignored, in_folder
from assay.sources.files import Source as File
from assay.sources.shape import Progress


class Folder:
    """The cursor has size and time of every file that was read, by its path in the folder."""

    def __init__(self, source: FolderSource, workspace: Path) -> None:
        self._source = source
        self._folder = workspace / source.path

    @property
    def feeds(self) -> tuple[Feed, ...]:
        return (Feed("files", None, repr((str(self._folder), self._source.to))),)

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        return (OSError,)

    def __enter__(self) -> Folder:
        if not self._folder.is_dir():
            raise DataError(f"{self._folder} is no folder, or cannot be reached.")
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def extract(self, feed: Feed, since: Cursor | None, folder: Path, progress: Progress) -> Extract:  # noqa: ARG002
        before = dict((since or {}).get("files", {}))
        states: dict[str, list[int]] = {}
        files: list[File] = []
        ignored: list[Ignored] = []
        mapped = self._source.mapping is not None or self._source.preset is not None
        for item in in_folder(self._folder, self._source.to, mapped=mapped):
            if isinstance(item, Ignored):
                if self._wanted(item.file) and before.get(item.file) is None:
                    ignored.append(item)
                continue
            state = _state(item.path)
            if not self._wanted(item.name) or state is None:
                continue
            if before.get(item.name) == state:
                states[item.name] = state
            elif self._settles(state):
                ignored.append(Ignored(item.name, "still being written; it comes with the next pull"))
                if item.name in before:
                    states[item.name] = before[item.name]
            else:
                states[item.name] = state
                files.append(item)
        return Extract(
            tuple(files), 0, {"files": states}, None, tuple(ignored), _remarks(sorted(set(before) - set(states)))
        )

    def _wanted(self, name: str) -> bool:
        pattern = self._source.pattern
        return fnmatchcase(name, pattern) or fnmatchcase(Path(name).name, pattern)

    def _settles(self, state: list[int]) -> bool:
        return time.time() - state[1] / 1e9 < self._source.settle_seconds


def _state(path: Path) -> list[int] | None:
    try:
        said: Any = path.stat()
    except OSError:
        return None
    return [said.st_size, said.st_mtime_ns]


def _remarks(gone: list[str]) -> tuple[str, ...]:
    if not gone:
        return ()
    some = ", ".join(gone[:5]) + (" …" if len(gone) > 5 else "")
    return (f"{len(gone)} files read before are no longer there ({some}): their rows stay.",)
