"""What every kind of source gives: feeds, and the files of a feed since the last pull."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from assay.sources.files import Ignored
from assay.sources.files import Source as File
from assay.sources.shape import Progress

Cursor = Mapping[str, Any]
"""How far a feed was read, as JSON that only its own connector understands."""


@dataclass(frozen=True)
class Feed:
    """One table of a source: `name` is what a mapping calls its file, `to` the canonical table it already is.

    `reading` tells all that decides which rows a cursor leaves out: where it changes, all are read again.
    """

    name: str
    to: str | None = None
    reading: str = ""


@dataclass(frozen=True)
class Extract:
    """What was read of a feed: `rows` in `files` that may be loaded, and how far it now is read.

    `whole`: the files are all that the feed has; False: what has changed; None: files that speak for themselves.
    """

    files: tuple[File, ...]
    rows: int
    cursor: Cursor
    whole: bool | None
    ignored: tuple[Ignored, ...] = ()
    remarks: tuple[str, ...] = ()


class Connector(AbstractContextManager["Connector"], Protocol):
    """An open source. Entering it connects; errors are told without secrets."""

    @property
    def feeds(self) -> tuple[Feed, ...]: ...

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        """What reading raises when the source is to blame."""
        ...

    def extract(self, feed: Feed, since: Cursor | None, folder: Path, progress: Progress) -> Extract:
        """Write what changed since the cursor (all without one) into files of the folder, which is the feed's own.

        The folder may hold what an extract with the same cursor had written when it was interrupted.
        """
        ...
