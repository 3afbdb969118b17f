"""Tables as data: what a page shows, what CSV, XLSX, JSON and Parquet write, and the table beside a chart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from assay.errors import UsageError, did_you_mean

Kind = Literal["text", "number", "share", "money", "days", "day", "month", "moment", "flag", "shown"]
NUMBERS = ("number", "share", "money", "days", "shown")
SHORT_ID = 20
"""Characters: ids of CRMs have up to 18."""
Row = Mapping[str, Any]
Words = Callable[[str], str]


@dataclass(frozen=True)
class Column:
    """One column: `name` is its key in the rows and its header in exports, `title` what people read.

    `label` names a kind of `assay.languages.labels` that translates the values, `words` does so by itself; `link` gives a cell's address or None;
    `shown` is text that stands like a number; `sorts` names what such a column is sorted by. `short` shows large numbers
    as 1.2M, `long` text takes several lines.
    """

    name: str
    title: str
    kind: Kind = "text"
    label: str | None = None
    words: Words | None = None
    link: Callable[[Row], str | None] | None = None
    currency: str | None = None
    digits: int = 1
    short: bool = False
    sorts: str | None = None
    long: bool = False

    @property
    def is_number(self) -> bool:
        return self.kind in NUMBERS

    def look(self, text: str) -> str:
        """How a cell of this text stands: numbers at the right, days and short ids on one line, long texts on several."""
        if self.is_number:
            return "number"
        if self.kind in ("day", "month", "moment") or (self.name.endswith("_id") and len(text) <= SHORT_ID):
            return "whole"
        return "long" if self.long else ""


class Pieces(Sequence[Row]):
    """Rows that are read piece by piece, as they are looked at: there may be more of them than memory holds.

    `read(first, rows, by, descending)` gives some of the `count` rows; all from `first` on where `rows` is None.
    """

    def __init__(
        self,
        count: int,
        read: Callable[[int, int | None, str | None, bool], Iterable[Row]],
        by: str | None = None,
        descending: bool = False,
    ) -> None:
        self._count, self._read, self._by, self._descending = count, read, by, descending

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            first, stop, _ = at.indices(self._count)
            return list(self._read(first, max(0, stop - first), self._by, self._descending))
        if not -self._count <= at < self._count:
            raise IndexError(at)
        return next(iter(self._read(at % self._count, 1, self._by, self._descending)))

    def __iter__(self) -> Iterator[Row]:
        yield from self._read(0, None, self._by, self._descending)

    def told(self, tell: Callable[[Row], Row]) -> Pieces:
        """The same with each row told in another way."""
        read = self._read
        return Pieces(self._count, lambda *asked: map(tell, read(*asked)), self._by, self._descending)

    def ordered(self, by: str, *, descending: bool) -> Pieces:
        return Pieces(self._count, self._read, by, descending)


TYPICAL = 500
"""Rows of many by which the kinds of their columns are told."""


@dataclass(frozen=True)
class TableData:
    """A table with all its rows; `name` tells the tables of a page apart in `sort`, `page` and `table`."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    note: str | None = None
    empty: str | None = None
    sortable: bool = True
    most: int = 100
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True)
class Arranged:
    """A table as asked for: sorted, and the page of rows that is shown."""

    table: TableData
    rows: Sequence[Row]
    sorted_by: str | None
    descending: bool
    page: int
    pages: int

    @property
    def columns(self) -> tuple[Column, ...]:
        """Those that say something in any row, and the first; a number that is not there says so. Files have all of them."""
        rows = self.table.rows
        if isinstance(rows, Pieces) or not self.table.columns:
            return self.table.columns
        first, *others = self.table.columns
        said = (one for one in others if one.is_number or any(row.get(one.name) not in (None, "") for row in rows))
        return (first, *said)


def arranged(table: TableData, sort: str | None, page: int) -> Arranged:
    """The table sorted by a column (`minutes`, `-minutes`), missing values last, and one page of it."""
    ordered = sorted_rows(table, sort)
    pages = max(1, -(-len(ordered) // table.most))
    shown = min(max(1, page), pages)
    rows = ordered[(shown - 1) * table.most : shown * table.most]
    return Arranged(table, rows, sort.lstrip("-") if sort else None, bool(sort and sort.startswith("-")), shown, pages)


def sorted_rows(table: TableData, sort: str | None) -> Sequence[Row]:
    """Raises UsageError for a column that the table does not have."""
    if not sort:
        return table.rows
    name = sort.lstrip("-")
    if name not in table.names:
        hint = did_you_mean(name, table.names)
        raise UsageError(f"The table {table.name} has no column {name!r}.", hint=hint)
    column = next(column for column in table.columns if column.name == name)
    by = column.sorts or name
    if isinstance(table.rows, Pieces):
        return table.rows.ordered(by, descending=sort.startswith("-"))
    known = [row for row in table.rows if row.get(by) is not None]
    missing = [row for row in table.rows if row.get(by) is None]
    return [*sorted(known, key=lambda row: _rank(row[by]), reverse=sort.startswith("-")), *missing]


def _rank(value: Any) -> Any:
    if isinstance(value, str):
        return (1, value.casefold(), value)
    if isinstance(value, date | datetime):
        return (0, value.isoformat(), "")
    return (0, value, "") if isinstance(value, bool | int | float | Decimal) else (2, str(value), "")


def table_of(name: str, title: str, rows: Iterable[Row], titles: Mapping[str, str] | None = None) -> TableData:
    """A table of dictionaries whose columns are told by their values: for rows behind a figure."""
    found = rows if isinstance(rows, Pieces) else list(rows)
    looked_at = found[:TYPICAL] if isinstance(found, Pieces) else found
    names = list(dict.fromkeys(key for row in looked_at for key in row))
    columns = tuple(
        Column(key, (titles or {}).get(key, key.replace("_", " ")), _kind([row.get(key) for row in looked_at]))
        for key in names
    )
    return TableData(name, title, columns, found)


def _kind(values: Iterable[Any]) -> Kind:
    kinds = {type(value) for value in values if value is not None}
    if kinds and kinds <= {bool}:
        return "flag"
    if kinds and kinds <= {int, float, Decimal}:
        return "number"
    if kinds and kinds <= {date}:
        return "day"
    return "moment" if kinds and kinds <= {datetime} else "text"
