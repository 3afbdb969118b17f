"""What a load did: counts that add up, bad rows, and everything that was decided about the files."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from assay.sources.files import Ignored
from assay.sources.shape import Decision


@dataclass(frozen=True)
class TableReport:
    """Rows of one file for one table: rows_in = loaded + unchanged + duplicate + quarantined.

    `loaded` are new rows and such that replace older ones, `unchanged` those that are landed already (or whose landed
    row is newer), `duplicate` those whose key comes again in the same load, of which the last one counts. `skipped`
    rows of the file are none of this table's, as the mapping says; they are not in `rows_in`.
    """

    file: str
    table: str
    rows_in: int
    loaded: int
    unchanged: int
    duplicate: int
    quarantined: int
    skipped: int = 0


@dataclass(frozen=True)
class QuarantinedRow:
    """One bad value: the row it stands in did not land. `line` is the file's own line, row or record number."""

    file: str
    table: str
    line: int
    column: str
    value: str | None
    rule: str
    hint: str


@dataclass(frozen=True)
class Missing:
    """Columns of the table that the file does not supply."""

    file: str
    table: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Unmapped:
    """Values that no value map of the mapping knows."""

    file: str
    table: str
    column: str
    value: str
    rows: int


@dataclass(frozen=True)
class LoadReport:
    """`quarantine` is a sample, the first rows of each file. `checked` says that nothing was written."""

    tables: tuple[TableReport, ...]
    quarantine: tuple[QuarantinedRow, ...] = ()
    decisions: tuple[Decision, ...] = ()
    missing: tuple[Missing, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    unmapped: tuple[Unmapped, ...] = ()
    checked: bool = False

    @property
    def rows_in(self) -> int:
        return sum(table.rows_in for table in self.tables)

    @property
    def loaded(self) -> int:
        return sum(table.loaded for table in self.tables)

    @property
    def unchanged(self) -> int:
        return sum(table.unchanged for table in self.tables)

    @property
    def duplicate(self) -> int:
        return sum(table.duplicate for table in self.tables)

    @property
    def quarantined(self) -> int:
        return sum(table.quarantined for table in self.tables)

    def to_json(self) -> dict[str, Any]:
        """The report as plain values, with the counts over all files under `total`."""
        counts = ("rows_in", "loaded", "unchanged", "duplicate", "quarantined")
        return {**asdict(self), "total": {name: getattr(self, name) for name in counts}}
