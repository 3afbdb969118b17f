"""What a load did: counts that add up, bad rows, and everything that was decided about the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assay.sources.files import Ignored
    from assay.sources.shape import Decision


@dataclass(frozen=True)
class TableReport:
    """Rows of one file for one table: rows_in = loaded + unchanged + duplicate + conflict + quarantined.

    `loaded` are new rows and such that replace older ones, `unchanged` those that are landed already (or whose landed
    row is newer), `duplicate` those that come again in the same load, or older than another row of their key there.
    `conflict` are rows of one key that say different things in one file: none of them lands. `skipped` rows of the file
    are none of this table's, as the mapping says; they are not in `rows_in`. `retired` are rows of earlier files that a
    complete file no longer has. `cells` are optional values that could not be read, of rows that landed without them.
    """

    file: str
    table: str
    rows_in: int
    loaded: int
    unchanged: int
    duplicate: int
    quarantined: int
    skipped: int = 0
    conflict: int = 0
    retired: int = 0
    cells: int = 0


@dataclass(frozen=True)
class Conflict:
    """Rows of one key that differ within a file; `differs` are the columns in which they do, with their values.

    `apart` is a column of the file that tells all such rows of the file apart, if there is one.
    """

    file: str
    table: str
    key: str
    lines: tuple[int, ...]
    differs: tuple[tuple[str, tuple[str | None, ...]], ...]
    apart: str | None
    hint: str


@dataclass(frozen=True)
class Gone:
    """Rows of earlier files of a table that a file (or several of one load) no longer has; `keys` are the first of them.

    `complete`: the file was said to be the whole table, so they are retired on the day `on`, `ended` of them by ending
    there; `kept_for` says why they are not. Otherwise they stay, and the reader is asked.
    """

    file: str
    table: str
    rows: int
    keys: tuple[str, ...]
    complete: bool
    on: date | None = None
    ended: int = 0
    kept_for: str | None = None


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
class Problem:
    """Bad values of one column that break one rule: how many, and the first of them with their lines.

    Where the rule is about known words, there is one for each word.
    """

    file: str
    table: str
    column: str
    rule: str
    rows: int
    lines: tuple[int, ...]
    values: tuple[str | None, ...]
    hint: str


@dataclass(frozen=True)
class Notice:
    """Something about rows that landed which their owner should look at: `rows` of them, and what a figure makes of it.

    `amounts` is their money by currency.
    """

    file: str
    table: str
    what: str
    rows: int
    text: str
    amounts: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Unused:
    """A column of the file that nothing takes, and the column of Assay's that its name is like, if any."""

    file: str
    column: str
    could_be: str | None = None


@dataclass(frozen=True)
class Missing:
    """Columns of the table that the file does not supply."""

    file: str
    table: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Unmapped:
    """Values that no value map of the mapping knows, or no join finds.

    `why` is what the mapping makes of them: `reject`, `skip` or `value` as its `otherwise` says, `not_found` or `several`
    where a join keeps them as they are.
    """

    file: str
    table: str
    column: str
    value: str
    rows: int
    why: str = "reject"


@dataclass(frozen=True)
class LoadReport:
    """`quarantine` and `conflicts` are samples, the first of each file. `checked` says that nothing was written."""

    tables: tuple[TableReport, ...]
    quarantine: tuple[QuarantinedRow, ...] = ()
    decisions: tuple[Decision, ...] = ()
    missing: tuple[Missing, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    unused: tuple[Unused, ...] = ()
    unmapped: tuple[Unmapped, ...] = ()
    checked: bool = False
    problems: tuple[Problem, ...] = ()
    notices: tuple[Notice, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    gone: tuple[Gone, ...] = ()
    corrections: LoadReport | None = None
    """What became of the lines that were corrected by hand, where some were."""

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
    def conflict(self) -> int:
        return sum(table.conflict for table in self.tables)

    @property
    def quarantined(self) -> int:
        return sum(table.quarantined for table in self.tables)

    def to_json(self) -> dict[str, Any]:
        """The report as plain values, with the counts over all files under `total`."""
        counts = ("rows_in", "loaded", "unchanged", "duplicate", "conflict", "quarantined")
        notices = [
            {**asdict(one), "amounts": {currency: f"{amount:f}" for currency, amount in one.amounts.items()}}
            for one in self.notices
        ]
        gone = [{**asdict(one), "on": one.on.isoformat() if one.on else None} for one in self.gone]
        return {
            **asdict(self),
            "notices": notices,
            "gone": gone,
            "corrections": self.corrections.to_json() if self.corrections else None,
            "total": {name: getattr(self, name) for name in counts},
        }
