"""Files that were sent to be loaded: kept in `.assay/incoming` until they have landed, or somebody sends them away.

A folder for each sending: `files/`, and `state.json` with how they are to be read and what a look at them gave.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from assay.errors import UsageError
from assay.sources import packed
from assay.store.durable import write_durably
from assay.store.workspace import Workspace

KEPT = 7 * 24 * 3600
"""Seconds after which files go that nobody has loaded."""
MOST_FILES = 200
_ID = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9a-f]{8}")


@dataclass(frozen=True)
class Upload:
    """Files that were sent together. `left_alone` are those of packed files that are no tables."""

    id: str
    folder: Path

    @property
    def place(self) -> Path:
        """The folder that the files themselves are in."""
        return self.folder / "files"

    @property
    def files(self) -> tuple[Path, ...]:
        return tuple(sorted(path for path in self.place.iterdir() if path.is_file())) if self.place.exists() else ()

    @property
    def state(self) -> dict[str, Any]:
        path = self.folder / "state.json"
        return dict(json.loads(path.read_text("utf-8"))) if path.exists() else {}

    @property
    def at(self) -> datetime:
        return datetime.strptime(self.id[:15], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)

    def keep(self, **words: Any) -> None:
        """Add to what is known of them."""
        write_durably(self.folder / "state.json", json.dumps({**self.state, **words}, ensure_ascii=False, default=str))

    def new_file(self, name: str) -> Path:
        """Where a file of this name is to be written: without folders, and beside one of the same name."""
        self.place.mkdir(parents=True, exist_ok=True)
        safe = plain_name(name)
        path, number = self.place / safe, 1
        while path.exists():
            number += 1
            stem, dot, suffix = safe.partition(".")
            path = self.place / f"{stem}-{number}{dot}{suffix}"
        if len(self.files) >= MOST_FILES:
            raise UsageError(f"More than {MOST_FILES} files at once.", hint="Send them in several parts.")
        return path

    def empty(self) -> None:
        """The files go; what is known of them stays."""
        shutil.rmtree(self.place, ignore_errors=True)
        for path in self.folder.glob("*.toml"):
            path.unlink()

    def discard(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def new_upload(workspace: Workspace) -> Upload:
    """A folder for files that are about to be sent; what was sent long ago and never loaded goes."""
    _tidy(workspace)
    name = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"
    folder = workspace.data / "incoming" / name
    folder.mkdir(mode=0o700, parents=True)
    return Upload(name, folder)


def find_upload(workspace: Workspace, name: str) -> Upload | None:
    folder = workspace.data / "incoming" / name
    return Upload(name, folder) if _ID.fullmatch(name) and (folder / "state.json").exists() else None


def uploads(workspace: Workspace) -> Iterator[Upload]:
    """All that were sent, the newest first."""
    for folder in sorted((workspace.data / "incoming").glob("*"), reverse=True):
        if upload := find_upload(workspace, folder.name):
            yield upload


def plain_name(name: str) -> str:
    """A file's name without folders and what no file system takes.

    >>> plain_name("../../etc/passwd"), plain_name("C:\\\\Deals Q2.csv"), plain_name("..")
    ('passwd', 'Deals Q2.csv', 'file')
    """
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(character for character in last if character.isprintable() and character not in '<>:"|?*').strip()
    return kept.lstrip(".")[-180:] or "file"


def unpack(upload: Upload) -> tuple[str, ...]:
    """Takes the files out of packed ones (ZIP); returns the names of those that are no tables and were left alone.

    DataError as `sources.packed.unpack` raises it.
    """
    alone: list[str] = []
    for one in [path for path in upload.files if packed.is_packed(path)]:
        alone += packed.unpack(one, lambda member: upload.new_file(member.name))
        one.unlink()
    return tuple(PurePosixPath(name).name for name in alone)


def _tidy(workspace: Workspace) -> None:
    for folder in (workspace.data / "incoming").glob("*"):
        if folder.stat().st_mtime < time.time() - KEPT:
            shutil.rmtree(folder, ignore_errors=True)
