"""The delimiter, quote and header of a delimited file, decided on the header and, where that leaves a choice, on every
row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count, islice
from pathlib import Path
from typing import TextIO

from assay.errors import DataError, UsageError
from assay.sources.budgets import LINE
from assay.sources.encoding import BROKEN, decoded
from assay.sources.layout import (
    LOOKED_AT,
    PassedOver,
    Record,
    Wanted,
    header_place,
    rows_of_table,
    usual_width,
    wanted_layout,
)
from assay.sources.shape import Decision, Malformed

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
LONGEST_RECORD = 2000
BOM = "\ufeff"
_SEPARATOR_LINE = re.compile(r"\ufeff?\"?sep=(\\t|[^\"\r\n])\"?[,;|\t]*\s*", re.IGNORECASE)
_SINGLE_QUOTED = re.compile(r"\ufeff?'(?:[^']|'')*'(?:([,;\t|]) ?'(?:[^']|'')*')(?:\1 ?'(?:[^']|'')*')*\s*")
_COMMENT_LINE = re.compile(r"\ufeff?\"?#([\s#=*-]|$)")
_REMEDY = 'Say it: delimiter = ";" (or "," "|" "tab") among the mapping\'s options.'
_QUOTE_REMEDY = 'Close the quote, and write a quote inside a quoted value twice: "5"" pipe".'


@dataclass(frozen=True)
class Dialect:
    delimiter: str
    quote: str = '"'

    def reader(self, lines: Iterable[str]) -> Iterator[list[str]]:
        csv.field_size_limit(1 << 30)
        if not self.quote:
            return csv.reader(lines, delimiter=self.delimiter, quoting=csv.QUOTE_NONE, strict=True)
        return csv.reader(
            lines, delimiter=self.delimiter, quotechar=self.quote, strict=True, skipinitialspace=self.delimiter != " "
        )

    def retry(self, line: str) -> list[str] | None:
        """A line that is well-formed but for spaces behind closing quotes."""
        mark, quote = re.escape(self.delimiter), re.escape(self.quote or '"')
        try:
            return next(self.reader([re.sub(rf"{quote}[ \t]+(?={mark}|[\r\n]|$)", self.quote, line)]), None)
        except csv.Error:
            return None


class Lines:
    """Physical lines that can be given back: where a quote is never closed, reading goes on behind its first line.

    The first `skip` lines and those that begin with `comment` where a record may begin are passed over.
    """

    def __init__(self, stream: Iterable[str], skip: int = 0, comment: str = "") -> None:
        self._stream = iter(stream)
        self._back: list[str] = []
        self._comment = comment
        self.taken: list[str] = []
        self.commented = False
        self.number = sum(1 for _ in islice(self._stream, skip))

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        if len(self.taken) >= LONGEST_RECORD or sum(map(len, self.taken)) > LINE:
            raise StopIteration
        line = self._next()
        while self._comment and not self.taken and line.lstrip(f'"{BOM}').startswith(self._comment):
            self.number += 1
            self.commented = True
            line = self._next()
        self.taken.append(line)
        return line

    def _next(self) -> str:
        return self._back.pop() if self._back else next(self._stream)

    def close_record(self) -> None:
        self.number += len(self.taken)
        self.taken.clear()
        self.commented = False

    def give_back(self) -> None:
        """All but the first line of the record."""
        self._back.extend(reversed(self.taken[1:]))
        del self.taken[1:]


def records(stream: Iterable[str], dialect: Dialect, skip: int = 0, comment: str = "") -> Iterator[Record]:
    """Each record with the physical line it begins on; blank lines and comments are none."""
    lines = Lines(stream, skip, comment)
    reader = dialect.reader(lines)
    apart = ""
    while True:
        try:
            cells: list[str] | Malformed | None = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            cells = _mended(lines, dialect, error)
        start = lines.number + 1
        apart = "comment" if lines.commented else apart
        lines.close_record()
        if not cells:
            apart = apart or "blank"
            continue
        yield Record(start, replace(cells, line=start) if isinstance(cells, Malformed) else cells, apart)
        apart = "" if isinstance(cells, Malformed) or any(cells) else "blank"


def _mended(lines: Lines, dialect: Dialect, error: csv.Error) -> list[str] | Malformed:
    """The record's first line by itself, where it can be read; the lines behind it are read again."""
    lines.give_back()
    if (repaired := dialect.retry(lines.taken[0])) is not None:
        return repaired
    rule = "quote never closed" if "end of data" in str(error) else "text after a closing quote"
    return Malformed(0, "".join(lines.taken).rstrip("\r\n")[:200], rule, _QUOTE_REMEDY)


@dataclass(frozen=True)
class Layout:
    """How a delimited file is laid out: its dialect, its header and how many physical lines stand above that one."""

    dialect: Dialect
    header: tuple[str, ...]
    above: int
    comment: str = ""
    until: str = ""

    def records(self, stream: Iterable[str], passed: PassedOver) -> Iterator[Record]:
        """The records below the header; what is no row of the table goes to `passed`."""
        read_records = records(stream, self.dialect, self.above, self.comment)
        return rows_of_table(islice(read_records, 1, None), self.header, self.until, passed)


def decide_layout(
    path: Path, file: str, encoding: str, options: dict[str, str], expected: frozenset[str] = frozenset()
) -> tuple[Layout, list[Decision]]:
    """The dialect, the header and the decisions. UsageError when two delimiters fit, DataError when it has no header.

    `expected` are keys of names that are looked for.
    """
    probe = _Probe(path, file, encoding, wanted_layout(options), expected)
    single = "quote" not in options and probe.is_single_quoted()
    quote = "'" if single else _quote(options.get("quote", '"'))
    said = probe.said_delimiter()
    if wanted := options.get("delimiter"):
        mark = {"tab": "\t", "\\t": "\t"}.get(wanted, wanted)
        if len(mark) != 1:
            raise UsageError(f"delimiter = {wanted!r} is not one character.", hint=_REMEDY)
        layout, reason = probe.layout(Dialect(mark, quote)), "as the mapping or option says"
    elif said:
        layout, reason = probe.layout(Dialect(said, quote)), f"its first line says so: sep={said}"
    else:
        layout, reason = _delimiter(probe, quote)
    name = DELIMITERS.get(layout.dialect.delimiter, layout.dialect.delimiter)
    decisions = [Decision(file, "delimiter", name, reason)]
    if quote != '"':
        reason = "the whole header stands in single quotes" if single else "as the mapping or option says"
        decisions.append(Decision(file, "quote", quote or "none", reason))
    if layout.above - (1 if said else 0):
        decisions.append(probe.told(layout))
    return layout, decisions


def _quote(written: str) -> str:
    if written.lower() in ("", "none"):
        return ""
    if len(written) != 1:
        raise UsageError(f"quote = {written!r} is not one character.", hint='quote = "none" where nothing is quoted.')
    return written


def _delimiter(probe: _Probe, quote: str) -> tuple[Layout, str]:
    layouts = {mark: layout for mark in DELIMITERS if (layout := probe.readable(Dialect(mark, quote)))}
    able = {mark: layout for mark, layout in layouts.items() if len(layout.header) > 1}
    if not able:
        return probe.layout(Dialect(",", quote)), "the header has one column"
    if len(able) == 1:
        only = next(iter(able.values()))
        return only, f"the only one that splits the header, into {len(only.header)} columns"
    misfits = {mark: probe.misfits(layout) for mark, layout in able.items()}
    fewest = min(misfits.values())
    best = [mark for mark in able if misfits[mark] == fewest]
    # A mark that splits the first line too is believed before one that takes it for a title: `alpha.de;alpha.io` is a cell.
    above = min(able[mark].above for mark in best)
    best = [mark for mark in best if able[mark].above == above]
    if len(best) > 1:
        names = " and ".join(DELIMITERS[mark] for mark in best)
        raise UsageError(f"{probe.file}: {names} both split every row alike.", hint=_REMEDY)
    layout = able[best[0]]
    return layout, f"splits the rows into as many columns as the header, {len(layout.header)}"


@dataclass(frozen=True)
class _Probe:
    """Tries dialects on a file."""

    path: Path
    file: str
    encoding: str
    wanted: Wanted
    expected: frozenset[str]

    def said_delimiter(self) -> str:
        """What a first line `sep=;` says, as spreadsheets understand it."""
        with decoded(self.path, self.encoding) as stream:
            said = _SEPARATOR_LINE.fullmatch(stream.readline(LINE))
        return said[1].replace("\\t", "\t") if said else ""

    def is_single_quoted(self) -> bool:
        """Whether each name of the header stands in single quotes, as no name does by itself."""
        above = self.wanted.header_row - 1 if self.wanted.header_row else 1 if self.said_delimiter() else 0
        with decoded(self.path, self.encoding) as stream:
            line = next(islice((stream.readline(LINE) for _ in count()), above, None))
        return bool(_SINGLE_QUOTED.fullmatch(line))

    def readable(self, dialect: Dialect) -> Layout | None:
        """The layout by a dialect, None where the header cannot be read by it."""
        try:
            return self.layout(dialect)
        except DataError:
            return None

    def layout(self, dialect: Dialect) -> Layout:
        above = self.wanted.header_row - 1 if self.wanted.header_row else 1 if self.said_delimiter() else 0
        comment = self.wanted.comment
        first = self._first(dialect, above, comment)
        if not comment and self._is_commented(first):
            comment = "#"
            first = self._first(dialect, above, comment)
        if not first:
            raise DataError(
                f"{self.file} is empty: it has no header.", hint="Its first line wants the names of the columns."
            )
        place = 0
        if self.wanted.header_row is None:
            place = header_place(
                [[] if isinstance(one.cells, Malformed) else one.cells for one in first], self.expected
            )
        header = first[place].cells
        if isinstance(header, Malformed):
            raise DataError(
                f"{self.file}, line {header.line}: the header cannot be read: {header.rule}.", hint=header.hint
            )
        cells = tuple(cell.strip().replace(BROKEN, "\ufffd") for cell in header)
        return Layout(dialect, cells, first[place].line - 1, comment, self.wanted.until)

    def _first(self, dialect: Dialect, above: int, comment: str) -> list[Record]:
        with self._lines() as lines:
            return list(islice(records(lines, dialect, above, comment), LOOKED_AT))

    def _is_commented(self, first: Sequence[Record]) -> bool:
        """Whether the file begins with a comment: a line behind `#` that has not the width of the others."""
        with decoded(self.path, self.encoding) as stream:
            if not _COMMENT_LINE.match(stream.readline(LINE)):
                return False
        rows = [one.cells for one in first if isinstance(one.cells, list)]
        return not rows or rows[0] is not first[0].cells or len(rows[0]) < usual_width(rows)

    def misfits(self, layout: Layout) -> int:
        with self._lines() as lines:
            rows = layout.records(lines, PassedOver())
            return sum(isinstance(row.cells, Malformed) or len(row.cells) != len(layout.header) for row in rows)

    def told(self, layout: Layout) -> Decision:
        reason = "as the mapping or option says"
        if self.wanted.header_row is None:
            with self._lines() as lines:
                shown = next((line.strip(f'{BOM}"\r\n') for line in lines), "")
            reason = f"the lines above, which begin {shown[:60]!r}, are no part of the table"
        return Decision(self.file, "header_row", str(layout.above + 1), reason, layout.above + 1)

    @contextmanager
    def _lines(self) -> Iterator[Iterator[str]]:
        with decoded(self.path, self.encoding) as stream:
            yield physical_lines(stream, self.file)


def physical_lines(stream: TextIO, file: str) -> Iterator[str]:
    """The lines of a text. DataError for one that is longer than any row: it is no text, or has no line ends."""
    for number in count(1):
        if not (line := stream.readline(LINE)):
            return
        if len(line) == LINE and line[-1] not in "\r\n":
            raise DataError(
                f"{file}, line {number} is longer than {LINE >> 20} million characters.",
                hint="Is it a table, one row a line? A quote that is never closed does not do this.",
            )
        yield line
