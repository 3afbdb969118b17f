"""Rows of an API, page by page, kept with the place of the next page: a pull that was killed goes on there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

from assay.connectors.text_parquet import TextParquet, batches
from assay.errors import DataError
from assay.store.durable import sync, write_durably

Row = Mapping[str, Any]
FILE = "_file"
"""Which file a row is of, where a feed has several."""


CURSORS = ("after", "offset", "locator")
"""What of a place is the vendor's word for the next page; the rest says what is being walked through."""
NOTHING_NEW = 100
"""So many pages in a row that bring nothing new are no walk with an end."""
MOST_PAGES = 1_000_000


class Walk:
    """One walk from page to page, each of which says where the next one is: it must come to an end.

    A page that leads back is noticed at once; one that leads on and on, to nothing or to what was there before, when
    that has gone on for long. Of each page a mark of 16 bytes is remembered.
    """

    def __init__(self, whose: str) -> None:
        self._whose = whose
        self._cursors: set[bytes] = set()
        self._contents: set[bytes] = set()
        self._idle = 0

    def step(self, following: object, content: object) -> None:
        """A page that had this content and leads there (None: to no other). Raises DataError for one without an end."""
        if following is None:
            return
        cursor, mark = _mark(following), _mark(content)
        if cursor in self._cursors:
            raise self._endless("leads to a page that was read before")
        self._idle = self._idle + 1 if not content or mark in self._contents else 0
        self._cursors.add(cursor)
        self._contents.add(mark)
        if self._idle >= NOTHING_NEW:
            raise self._endless(f"leads on from page to page, the last {NOTHING_NEW} of which had nothing new")
        if len(self._cursors) >= MOST_PAGES:
            raise self._endless(f"has not ended after {MOST_PAGES:,} pages")

    def _endless(self, told: str) -> DataError:
        return DataError(
            f"{self._whose} {told}: it would be read without an end.",
            hint="Nothing of it was kept. Pull again later: it begins where the last whole pull had come to.",
        )


def _mark(said: object) -> bytes:
    return blake2b(json.dumps(said, sort_keys=True, default=str).encode(), digest_size=16).digest()


class Pages:
    """`place` is where the next page begins (None before the first), as JSON that its reader understands."""

    def __init__(self, folder: Path, name: str, source: str) -> None:
        self._whose, self._walked, self._walk = f"Source {source!r}: {name}", b"", Walk("")
        self._rows, self._note = folder / f"{name}.pages", folder / f"{name}.place.json"
        said: dict[str, Any] = {"bytes": 0, "rows": 0}
        if self._note.is_file():
            said = json.loads(self._note.read_text("utf-8"))
        self.place: dict[str, Any] | None = said.get("place")
        self.rows: int = said["rows"]
        with self._rows.open("ab") as file:  # what came after the last note is a page that was being written
            file.truncate(said["bytes"])

    def add(self, rows: Iterable[Row], place: Mapping[str, Any], told: object = None) -> None:
        """One page, on the disk when this returns. `told` is what the vendor gave, where the rows are only some of it.

        Raises DataError for a walk without an end. Then nothing stays: where its cursors led to, and what they passed by,
        is not known.
        """
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        try:
            self._check_end(place, lines if told is None else told)
        except DataError:
            self._note.unlink(missing_ok=True)
            self._rows.unlink(missing_ok=True)
            raise
        with self._rows.open("ab") as file:
            file.write("".join(f"{line}\n" for line in lines).encode())
            file.flush()
            size = file.tell()
        sync(self._rows)
        self.place, self.rows = dict(place), self.rows + len(lines)
        write_durably(self._note, json.dumps({"bytes": size, "rows": self.rows, "place": self.place}))

    def _check_end(self, place: Mapping[str, Any], content: object) -> None:
        walked = _mark({name: value for name, value in place.items() if name not in CURSORS})
        if walked != self._walked:
            self._walked, self._walk = walked, Walk(self._whose)
        cursors = [place[name] for name in CURSORS if place.get(name) not in (None, "")]
        self._walk.step(cursors or None, content)

    def written(self, file: str, columns: Sequence[str], target: Path) -> int:
        """The rows of one file as Parquet of these columns; returns their number."""
        with TextParquet(target, columns, plain=True) as parquet:
            for rows in batches([row.get(name) for name in columns] for row in self.read() if row[FILE] == file):
                parquet.write(rows)
        return parquet.rows

    def read(self) -> Iterator[dict[str, Any]]:
        """All rows so far, of every file."""
        with self._rows.open(encoding="utf-8", newline="\n") as file:
            for line in file:
                yield json.loads(line)
