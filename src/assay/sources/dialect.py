"""The delimiter and quote of a delimited file, decided on the header and, where that leaves a choice, on every row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assay.errors import DataError, UsageError
from assay.sources.encoding import decoded
from assay.sources.shape import Decision, Malformed

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
LONGEST_RECORD = 2000
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
    """Physical lines that can be given back: where a quote is never closed, reading goes on behind its first line."""

    def __init__(self, stream: Iterable[str]) -> None:
        self._stream = iter(stream)
        self._back: list[str] = []
        self.taken: list[str] = []
        self.number = 0

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        if len(self.taken) >= LONGEST_RECORD:
            raise StopIteration
        line = self._back.pop() if self._back else next(self._stream)
        self.taken.append(line)
        return line

    def close_record(self) -> None:
        self.number += len(self.taken)
        self.taken.clear()

    def give_back(self) -> None:
        """All but the first line of the record."""
        self._back.extend(reversed(self.taken[1:]))
        del self.taken[1:]


def records(stream: Iterable[str], dialect: Dialect) -> Iterator[tuple[int, list[str] | Malformed]]:
    """Each record with the physical line it begins on; blank lines are none."""
    lines = Lines(stream)
    reader = dialect.reader(lines)
    while True:
        start = lines.number + 1
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            lines.give_back()
            if (repaired := dialect.retry(lines.taken[0])) is not None:
                lines.close_record()
                yield start, repaired
                continue
            rule = "quote never closed" if "end of data" in str(error) else "text after a closing quote"
            text = "".join(lines.taken).rstrip("\r\n")
            lines.close_record()
            yield start, Malformed(start, text[:200], rule, _QUOTE_REMEDY)
            continue
        lines.close_record()
        if fields:
            yield start, fields


def decide_dialect(
    path: Path, file: str, encoding: str, options: dict[str, str]
) -> tuple[Dialect, list[str], list[Decision]]:
    """The dialect, the header's fields, and the decisions. UsageError when two delimiters fit."""
    quote = _quote(options.get("quote", '"'))
    if wanted := options.get("delimiter"):
        dialect = Dialect({"tab": "\t", "\\t": "\t"}.get(wanted, wanted), quote)
        if len(dialect.delimiter) != 1:
            raise UsageError(f"delimiter = {wanted!r} is not one character.", hint=_REMEDY)
        reason = "as the mapping or option says"
    else:
        dialect, reason = _delimiter(path, file, encoding, quote)
    header = _header(path, file, encoding, dialect)
    name = DELIMITERS.get(dialect.delimiter, dialect.delimiter)
    found = [Decision(file, "delimiter", name, reason)]
    if quote != '"':
        found.append(Decision(file, "quote", quote or "none", "as the mapping or option says"))
    return dialect, header, found


def _quote(written: str) -> str:
    if written.lower() in ("", "none"):
        return ""
    if len(written) != 1:
        raise UsageError(f"quote = {written!r} is not one character.", hint='quote = "none" where nothing is quoted.')
    return written


def _delimiter(path: Path, file: str, encoding: str, quote: str) -> tuple[Dialect, str]:
    widths = {mark: len(_header(path, file, encoding, Dialect(mark, quote))) for mark in DELIMITERS}
    able = [mark for mark, width in widths.items() if width > 1]
    if not able:
        return Dialect(",", quote), "the header has one column"
    if len(able) == 1:
        return Dialect(able[0], quote), f"the only one that splits the header, into {widths[able[0]]} columns"
    fits = {mark: _misfits(path, encoding, Dialect(mark, quote), widths[mark]) for mark in able}
    fewest = min(fits.values())
    best = [mark for mark in able if fits[mark] == fewest]
    if len(best) > 1:
        names = " and ".join(DELIMITERS[mark] for mark in best)
        raise UsageError(f"{file}: {names} both split every row alike.", hint=_REMEDY)
    return Dialect(best[0], quote), f"splits the rows into as many columns as the header, {widths[best[0]]}"


def _misfits(path: Path, encoding: str, dialect: Dialect, width: int) -> int:
    with decoded(path, encoding) as stream:
        return sum(isinstance(row, Malformed) or len(row) != width for _, row in records(stream, dialect))


def _header(path: Path, file: str, encoding: str, dialect: Dialect) -> list[str]:
    with decoded(path, encoding) as stream:
        for _, row in records(stream, dialect):
            if isinstance(row, Malformed):
                raise DataError(f"{file}, line {row.line}: the header cannot be read: {row.rule}.", hint=row.hint)
            return [field.strip() for field in row]
    raise DataError(f"{file} is empty: it has no header.", hint="Its first line wants the names of the columns.")
