"""What a pull has read and not yet landed: `.assay/pull/<source>/stage/<feed>/`, taken up again when it was interrupted."""

from __future__ import annotations

import json
import shutil
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assay.connectors.connector import Cursor, Extract, Feed
from assay.sources.files import Ignored
from assay.sources.files import Source as File
from assay.store.durable import write_durably

KEPT_SECONDS = 24 * 3600
"""What was read longer ago is read again: it would land as the present."""


class Stage:
    """One source's folder of feeds that were read. Everything in it may be lost: it is read again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def place(self, feed: Feed, asked: str) -> Path:
        """The feed's own folder, empty unless an extract that asked the same was at work there."""
        place = self.folder / feed.name
        note = place / "asked.txt"
        if not note.is_file() or note.read_text("utf-8") != asked or _age(note) > KEPT_SECONDS:
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir(mode=0o700, parents=True)
            write_durably(note, asked)
        return place

    def finished(self, feed: Feed, asked: str) -> Extract | None:
        """What an interrupted pull had read whole of the feed, if it asked the same."""
        done = self.place(feed, asked) / "extract.json"
        if not done.is_file():
            return None
        extract = _read(json.loads(done.read_text("utf-8")))
        return extract if all(file.path.is_file() for file in extract.files) else None

    def finish(self, feed: Feed, extract: Extract) -> None:
        said = {**asdict(extract), "cursor": dict(extract.cursor)}
        write_durably(self.folder / feed.name / "extract.json", json.dumps(said, default=str))

    def clear(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def asked_of(reading: str, since: Cursor | None) -> str:
    return json.dumps({"reading": reading, "since": since}, sort_keys=True)


def _age(path: Path) -> float:
    return time.time() - path.stat().st_mtime


def _read(said: dict[str, Any]) -> Extract:
    return Extract(
        tuple(File(**{**file, "path": Path(file["path"])}) for file in said["files"]),
        said["rows"],
        said["cursor"],
        said["whole"],
        tuple(Ignored(**one) for one in said["ignored"]),
        tuple(said["remarks"]),
    )
