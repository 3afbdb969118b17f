"""Rows of an API, page by page, kept with the place of the next page: a pull that was killed goes on there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from assay.connectors.text_parquet import TextParquet, batches
from assay.store.durable import sync, write_durably

Row = Mapping[str, Any]
FILE = "_file"
"""Which file a row is of, where a feed has several."""


class Pages:
    """`place` is where the next page begins (None before the first), as JSON that its reader understands."""

    def __init__(self, folder: Path, name: str) -> None:
        self._rows, self._note = folder / f"{name}.pages", folder / f"{name}.place.json"
        said: dict[str, Any] = {"bytes": 0, "rows": 0}
        if self._note.is_file():
            said = json.loads(self._note.read_text("utf-8"))
        self.place: dict[str, Any] | None = said.get("place")
        self.rows: int = said["rows"]
        with self._rows.open("ab") as file:  # what came after the last note is a page that was being written
            file.truncate(said["bytes"])

    def add(self, rows: Iterable[Row], place: Mapping[str, Any]) -> None:
        """One page, on the disk when this returns."""
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        with self._rows.open("ab") as file:
            file.write("".join(f"{line}\n" for line in lines).encode())
            file.flush()
            size = file.tell()
        sync(self._rows)
        self.place, self.rows = dict(place), self.rows + len(lines)
        write_durably(self._note, json.dumps({"bytes": size, "rows": self.rows, "place": self.place}))

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
