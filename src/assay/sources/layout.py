"""Where the table lies among the lines of a file: its header, and what stands above, below and between that is no row.

Exports for people begin with titles and filters, end with totals and notes, and may hold several tables. The first
record is the header unless the records say otherwise: it does not fit the others, and a later one both fits them and
looks like a header, or is made of the names that are looked for.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, takewhile
from typing import NamedTuple

from assay.errors import UsageError
from assay.sources.mapping.names import header_key
from assay.sources.shape import Decision, Malformed

LOOKED_AT = 200
"""Records in which a header is looked for."""

_PEEKED = 5
_NUMBER = re.compile(r"[^\w]*\d[\d\s.,'’%€$£:/()+-]*[^\w]*|\d{4}-\d\d-\d\d.*|[-–—]+")
_SHOWN = 60


class Record(NamedTuple):
    """A record and the physical line it begins on. `apart` is what stands before it: nothing, "blank" or "comment"."""

    line: int
    cells: list[str] | Malformed
    apart: str = ""


@dataclass(frozen=True)
class Wanted:
    """What options say about the lines. `header_row` and `until` (where it is a number) are physical lines from 1."""

    header_row: int | None = None
    until: str = ""
    comment: str = ""


def wanted_layout(options: Mapping[str, str]) -> Wanted:
    """The options `skip` (lines above the header), `header_row`, `until` and `comment`. UsageError when they are none."""
    skip, row = (_count(options, name) for name in ("skip", "header_row"))
    if skip is not None and row is not None and row != skip + 1:
        raise UsageError(f"skip = {skip} and header_row = {row} mean two lines.", hint="Say one of them.")
    if row == 0:
        raise UsageError("header_row = 0 is no line.", hint="Lines are counted from 1.")
    return Wanted(row if skip is None else skip + 1, options.get("until", "").strip(), options.get("comment", ""))


def _count(options: Mapping[str, str], name: str) -> int | None:
    written = options.get(name)
    if written is None:
        return None
    if not written.strip().isdecimal():
        raise UsageError(f"{name} = {written!r} is no number of lines.", hint=f'{name} = "3" is one.')
    return int(written)


def header_place(rows: Sequence[Sequence[str]], expected: Iterable[str] = ()) -> int:
    """Which of the first records is the header; `expected` are keys (`header_key`) of names that are looked for."""
    if not rows:
        return 0
    wanted = frozenset(expected)
    known = [sum(header_key(cell) in wanted for cell in row) for row in rows]
    # Of sections that know as much, as hosts and attendees of a webinar, the one with the most columns.
    best = max(
        range(len(rows)), key=lambda place: (known[place], looks_like_header(rows[place]) and _width(rows[place]))
    )
    if known[best] > known[0] and known[best] >= 2 and looks_like_header(rows[best]):
        return best
    return 0 if known[0] else _by_shape(rows)


def _by_shape(rows: Sequence[Sequence[str]]) -> int:
    widths = [_width(row) for row in rows]
    usual = usual_width(rows)
    if usual < 2 or widths[0] >= usual or _has_rows(rows):
        return 0
    for place, row in enumerate(rows):
        if widths[place] >= usual and looks_like_header(row):
            return place if _differs(row, rows[place + 1 :]) else 0
    return 0


def _has_rows(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first record heads a table of its own width, whatever comes below that one."""
    run = list(takewhile(lambda row: len(row) == len(rows[0]), rows[1:]))
    return _width(rows[0]) > 1 and looks_like_header(rows[0]) and bool(run) and _differs(rows[0], run)


def usual_width(rows: Iterable[Sequence[str]]) -> int:
    """The commonest number of cells up to the last filled one, of equally common ones the largest; 1 where none is."""
    counted = Counter(width for width in map(_width, rows) if width > 1)
    return max(counted, key=lambda width: (counted[width], width), default=1)


def _width(row: Sequence[str]) -> int:
    """How many cells there are up to the last filled one."""
    return max((place for place, cell in enumerate(row, 1) if cell.strip()), default=0)


def looks_like_header(row: Sequence[str]) -> bool:
    """Whether a record may name columns: words, nearly all of them there, none a number, a date or a dash."""
    cells = [cell.strip() for cell in row[: _width(row)]]
    filled = [cell for cell in cells if cell]
    return len(filled) * 10 >= len(cells) * 8 and bool(filled) and not any(map(_NUMBER.fullmatch, filled))


def _differs(header: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether a column below it holds numbers or dates, as none of a header's cells is one; nothing below is no proof."""
    # A header that comes again above each group of rows is no row of its columns.
    fitting = [row for row in below if len(row) == len(header) and list(row) != list(header)]
    if not fitting:
        return not any(_width(row) for row in below)
    columns = (column for name, *column in zip(header, *fitting, strict=True) if name.strip())
    return any(
        any(column) and all(_NUMBER.fullmatch(cell.strip()) for cell in column if cell.strip()) for column in columns
    )


@dataclass
class PassedOver:
    """Lines that are no rows, by what they are: how many, the first one's number, and how it begins."""

    seen: dict[str, tuple[int, int, str]] = field(default_factory=dict)

    def note(self, what: str, line: int, text: str, count: int = 1) -> None:
        before, first, shown = self.seen.get(what, (0, line, text))
        self.seen[what] = (before + count, first, shown)

    def decisions(self, file: str) -> list[Decision]:
        return [
            Decision(file, what, f"{count} passed over", f"first {shown[:_SHOWN]!r} (line {line})", line)
            for what, (count, line, shown) in self.seen.items()
        ]


def rows_of_table(records: Iterable[Record], header: Sequence[str], until: str, passed: PassedOver) -> Iterator[Record]:
    """The records below the header that belong to its table; the others go to `passed`.

    The table ends at `until`, at the header of another table (its own that comes again is passed over), or at lines of too few cells that stand apart from it
    and behind which nothing fits any more.
    """
    columns = _Columns(len(header))
    tail: list[Record] = []
    ahead = _Ahead(records)
    for record in ahead:
        if until and _is_end(record, until):
            _pass(passed, "lines from until on", chain([record], ahead))
            break
        if columns.rows and _is_same(record, header):
            _pass(passed, "lines between groups of rows", tail)
            _pass(passed, "the header again", [record])
            tail = []
            continue
        # A title stands apart, and its table right below it: "3. Activities" in a report of attendance.
        apart = record.apart or (len(tail) == 1 and tail[0].apart)
        if apart and columns.are_of_another_table(record, ahead.peek(_PEEKED)):
            _pass(passed, "lines below the table", tail)
            _pass(passed, f"another table (header_row = {record.line} reads it)", chain([record], ahead))
            return
        if (tail and _is_empty(record)) or (
            _is_short(record, len(header)) and (tail or record.apart or _notes(record.cells))
        ):
            tail.append(record)
            continue
        yield from tail
        tail = []
        columns.see(record.cells)
        yield record
    _pass(passed, "lines below the table", tail)


class _Ahead:
    """Records that can be looked at before they are taken."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = iter(records)
        self._seen: deque[Record] = deque()

    def __iter__(self) -> _Ahead:
        return self

    def __next__(self) -> Record:
        return self._seen.popleft() if self._seen else next(self._records)

    def peek(self, count: int) -> list[Record]:
        self._seen.extend(islice(self._records, max(0, count - len(self._seen))))
        return list(islice(self._seen, count))


def _pass(passed: PassedOver, what: str, records: Iterable[Record]) -> None:
    for record in records:
        if not _is_empty(record):
            passed.note(what, record.line, text_of(record.cells))


def text_of(cells: list[str] | Malformed) -> str:
    return cells.value if isinstance(cells, Malformed) else ",".join(cells).rstrip(",")


def _is_end(record: Record, until: str) -> bool:
    if until.isdecimal():
        return record.line >= int(until)
    if isinstance(record.cells, Malformed):
        return record.cells.value.lstrip('" ').startswith(until)
    return next((cell.strip() for cell in record.cells if cell.strip()), "").startswith(until)


def _is_same(record: Record, header: Sequence[str]) -> bool:
    """Whether a line is the header once more, as above each group of a board or in files put one behind the other."""
    cells = record.cells
    return (
        isinstance(cells, list)
        and len(header) > 1
        and [cell.strip() for cell in cells] == [cell.strip() for cell in header]
    )


def _is_empty(record: Record) -> bool:
    return isinstance(record.cells, list) and not _width(record.cells)


def _is_short(record: Record, width: int) -> bool:
    return is_short(record.cells, width)


def is_short(cells: list[str] | Malformed, width: int) -> bool:
    """Whether a line has far too few cells; of those that are padded to the table's width, a single one."""
    if width < 2 or isinstance(cells, Malformed) or not _width(cells):
        return False
    if len(cells) >= width:
        return width > 2 and _width(cells) == 1
    return _width(cells) <= max(1, width // 3)


_NOTE = re.compile(
    r"(?i)(grand |sub)?totals?\b|copyright|confidential|generated|exported|report|©|итого|всего|summe|gesamt|generado|"
    r"généré|erstellt|\*+|note:|source:"
)


def _notes(cells: list[str] | Malformed) -> bool:
    """Whether a line begins as notes below a table do."""
    return isinstance(cells, list) and bool(_NOTE.match(cells[0].strip().strip('"')))


class _Columns:
    """What stood in each column so far: nothing but numbers and dates, or anything."""

    def __init__(self, width: int) -> None:
        self.numeric = [True] * width
        self.rows = 0

    def see(self, cells: list[str] | Malformed) -> None:
        if isinstance(cells, list) and len(cells) == len(self.numeric):
            self.rows += 1
            for place, cell in enumerate(cells):
                if self.numeric[place] and cell.strip() and not _NUMBER.fullmatch(cell.strip()):
                    self.numeric[place] = False

    def are_of_another_table(self, record: Record, below: Sequence[Record]) -> bool:
        """Whether a record is a header and those below it are its rows, by their width or by what stands in them."""
        cells = record.cells
        if isinstance(cells, Malformed) or _width(cells) < 2 or not looks_like_header(cells):
            return False
        widths = {len(other.cells) for other in below if not other.apart and isinstance(other.cells, list)}
        if len(cells) != len(self.numeric):
            return widths == {len(cells)} == {_width(cells)}
        worded = [place for place, cell in enumerate(cells) if self.numeric[place] and cell.strip()]
        enough = len(worded) > (0 if record.apart == "comment" else 1)
        rows = [row.cells for row in below if isinstance(row.cells, list) and len(row.cells) == len(cells)]
        return self.rows > 0 and enough and bool(rows) and _differs(cells, rows)
