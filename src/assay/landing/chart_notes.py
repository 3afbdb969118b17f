"""Notes about days, which stand beside the charts: each lands as a row of the source `assay`, and is taken back as any load.

The pages and `assay chart-notes` write by `write_note` alone; a file of `chart_notes` may bring others.
"""

from __future__ import annotations

import csv
import getpass
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assay.engine.duckdb import open_in_memory
from assay.errors import DataError, UsageError
from assay.landing.current import current_sql
from assay.landing.load import load
from assay.landing.manifest import batches
from assay.landing.undo import undo
from assay.store.audit import acting, note
from assay.store.workspace import Workspace

SOURCE = "assay"
LONGEST = 300
"""Letters of a note: it is read beside a chart."""
_COLUMNS = ("note_id", "day", "note", "list", "kpi", "written_by", "written_at")


@dataclass(frozen=True)
class ChartNote:
    """A note as it landed: `load` takes it back where it was `made_here`; without `list` and `kpi` it is about all of them."""

    note_id: str
    day: date
    text: str
    list: str | None
    kpi: str | None
    by: str | None
    at: datetime | None
    load: int
    made_here: bool


def chart_notes(workspace: Workspace) -> tuple[ChartNote, ...]:
    """The notes that stand, by their day."""
    if not batches(workspace, "chart_notes"):
        return ()
    loads = {one.batch: one.load for one in batches(workspace, "chart_notes")}
    columns = f"{', '.join(_COLUMNS)}, _source, _batch"
    with open_in_memory() as connection:
        sql = f"SELECT {columns} FROM ({current_sql(workspace, 'chart_notes')}) ORDER BY day, written_at, note_id"
        rows = connection.execute(sql).fetchall()
    return tuple(_note(row, loads) for row in rows)


def _note(row: tuple[Any, ...], loads: Mapping[int, int]) -> ChartNote:
    note_id, day, text, name, kpi, author, at, source, batch = row
    return ChartNote(note_id, day, text, name, kpi, author, at, loads[batch], source == SOURCE)


def write_note(
    workspace: Workspace,
    day: date,
    text: str,
    *,
    list: str | None = None,
    kpi: str | None = None,
    by: str | None = None,
) -> ChartNote:
    """Land a note. Raises UsageError for one that says nothing or too much."""
    said = " ".join(text.split())
    if not said:
        raise UsageError("The note is empty.", hint="Say what is to be known about the day.")
    if len(said) > LONGEST:
        raise UsageError(f"The note has {len(said)} letters; {LONGEST} are kept at most.", hint="Say it shorter.")
    author, moment, note_id = by or getpass.getuser(), datetime.now(UTC), secrets.token_hex(8)
    written = moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    with acting(by), TemporaryDirectory() as folder:
        path = Path(folder) / "note on charts.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([_COLUMNS, (note_id, day, said, list or "", kpi or "", author, written)])
        mapping = Path(folder) / SOURCE
        mapping.write_text(files("assay.landing").joinpath("chart_notes.toml").read_text("utf-8"), "utf-8")
        report = load(workspace, [path], mapping=mapping, options={"delimiter": ",", "encoding": "utf-8"})
    if report.quarantine:
        bad = report.quarantine[0]
        raise DataError(f"The note was refused: {bad.column} {bad.value!r}: {bad.rule}.", hint=bad.hint)
    note(workspace, "chart note", by, day=f"{day}")
    return next(one for one in chart_notes(workspace) if one.note_id == note_id)


def take_note_back(workspace: Workspace, note_id: str, *, by: str | None = None) -> ChartNote:
    """Take a note back that was written here; raises UsageError for any other."""
    standing = next((one for one in chart_notes(workspace) if one.note_id == note_id), None)
    if standing is None:
        raise UsageError(f"There is no note {note_id!r}.", hint="`assay chart-notes` lists those that stand.")
    if not standing.made_here:
        raise UsageError(
            f"Note {note_id!r} came with a file.",
            hint=f"`assay undo {standing.load}` takes back all that came with it.",
        )
    with acting(by):
        undo(workspace, [standing.load])
    return standing


__all__ = ["LONGEST", "ChartNote", "chart_notes", "take_note_back", "write_note"]
