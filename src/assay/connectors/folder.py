"""A folder: files that are new or have changed since the last pull, as they are."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from assay.connectors.connector import Cursor, Extract, Feed
from assay.connectors.known_files import State, fits, remarks_on
from assay.errors import DataError
from assay.settings.sources import FolderSource
from assay.sources.files import Ignored, in_folder
from assay.sources.files import Source as File
from assay.sources.shape import Progress

_WRITTEN = 1
"""Where in a state the time of the last change of the content stands, in nanoseconds."""


class Folder:
    """The cursor has what the file system says of every file that was read, by its path in the folder."""

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
        states: dict[str, State] = {}
        files: list[File] = []
        ignored: list[Ignored] = []
        mapped = self._source.mapping is not None or self._source.preset is not None
        for item in in_folder(self._folder, self._source.to, mapped=mapped):
            if isinstance(item, Ignored):
                if fits(self._source.pattern, item.file) and before.get(item.file) is None:
                    ignored.append(item)
                continue
            state = _state(item.path)
            if not fits(self._source.pattern, item.name) or state is None:
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
        told = remarks_on(before, (file.name for file in files), states)
        return Extract(tuple(files), 0, {"files": states}, None, tuple(ignored), told)

    def _settles(self, state: State) -> bool:
        return time.time() - float(state[_WRITTEN]) / 1e9 < self._source.settle_seconds


def _state(path: Path) -> State | None:
    """Size, and when content and entry changed: a copy that keeps size and time of its original is seen by the entry."""
    try:
        said: Any = path.stat()
    except OSError:
        return None
    return [said.st_size, said.st_mtime_ns, said.st_ctime_ns]
