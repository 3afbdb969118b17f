"""Cells of a file that somebody mends, and lines that somebody leaves out: kept as a file, landed as rows of the source `assay`.

The file itself lands as it is, bad rows in quarantine. Its corrected lines are a load of their own after it, by whom is
in `x_corrected_by`; so a workspace can be built again of the files and the corrections, and `assay undo` takes them back.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assay.engine.literals import literal, quoted
from assay.errors import UsageError, did_you_mean
from assay.sources.mapping.names import header_key
from assay.sources.shape import Raw

COLUMNS = ("file", "line", "column", "value")
SOURCE = "assay"
"""What batches of corrected rows say they come from."""
MARKS = ("x_corrected_by", "x_corrected_columns")


@dataclass(frozen=True)
class Correction:
    """`value` is what is meant in a column of a line, empty for nothing; without a column the line is left out."""

    file: str
    line: int
    column: str = ""
    value: str = ""

    @property
    def leaves_out(self) -> bool:
        return not self.column


@dataclass(frozen=True)
class Corrections:
    """The corrections of one load, and who made them."""

    all: tuple[Correction, ...]
    by: str

    def of(self, file: str) -> FileCorrections:
        return FileCorrections(file, tuple(one for one in self.all if one.file == file))

    @property
    def files(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.file for one in self.all))


@dataclass(frozen=True)
class FileCorrections:
    """Those of one file."""

    file: str
    all: tuple[Correction, ...]

    @property
    def corrected(self) -> tuple[int, ...]:
        """Lines that land with other cells."""
        return tuple(sorted({one.line for one in self.all if not one.leaves_out} - set(self.left_out)))

    @property
    def left_out(self) -> tuple[int, ...]:
        return tuple(sorted({one.line for one in self.all if one.leaves_out}))

    def columns_of(self, line: int) -> str:
        return ", ".join(sorted({one.column for one in self.all if one.line == line}))

    def applied(self, view: str, raw: Raw) -> str:
        """SELECT of the file with the corrected cells. UsageError for a column that the file does not have."""
        cells: dict[str, dict[int, str]] = {}
        for one in self.all:
            if not one.leaves_out:
                cells.setdefault(header_of(one, raw.columns), {})[one.line] = one.value
        written = ", ".join(f"{_cell(header, lines)} AS {quoted(header)}" for header, lines in cells.items())
        return f"SELECT * REPLACE ({written}) FROM ({view})" if written else f"SELECT * FROM ({view})"


def _cell(header: str, lines: Mapping[int, str]) -> str:
    said = " ".join(f"WHEN {line} THEN {literal(value) if value else 'NULL'}" for line, value in lines.items())
    return f"CASE _line {said} ELSE {quoted(header)} END"


def header_of(correction: Correction, headers: Sequence[str]) -> str:
    """The header that a correction is about: as the file has it, or as reports tell it (`Type (kind)`)."""
    named = correction.column
    for name in (named, named.rpartition(" (")[0]):
        for header in headers:
            if name and header_key(header) == header_key(name):
                return header
    raise UsageError(
        f"{correction.file}, line {correction.line}: the file has no column {named!r} to correct.",
        hint=did_you_mean(named, tuple(headers)) or f"It has: {', '.join(headers[:12])}.",
    )


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """A CSV of file, line, column, value; an empty column leaves the line out. UsageError names what is not understood."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: {error}", hint="A CSV in UTF-8: file,line,column,value.") from None
    rows = csv.DictReader(io.StringIO(text))
    if missing := [name for name in COLUMNS if name not in (rows.fieldnames or ())]:
        raise UsageError(f"{path} has no column {missing[0]!r}.", hint="Its first line is: file,line,column,value.")
    return tuple(_read(path, number, row) for number, row in enumerate(rows, start=2))


def _read(path: Path, number: int, row: Mapping[str, str | None]) -> Correction:
    said = {name: (row.get(name) or "").strip() for name in COLUMNS}
    if not said["line"].isdigit() or not said["file"]:
        raise UsageError(
            f"{path}, line {number}: {said['file']!r}, {said['line']!r} name no line of a file.",
            hint="As the report has them: accounts.csv,12.",
        )
    return Correction(said["file"], int(said["line"]), said["column"], said["value"])


def corrections_text(corrections: Iterable[Correction]) -> str:
    """The file that `read_corrections` reads."""
    made = io.StringIO()
    csv.writer(made, lineterminator="\n").writerows([COLUMNS, *_lines(corrections)])
    return made.getvalue()


def _lines(corrections: Iterable[Correction]) -> Iterator[tuple[object, ...]]:
    for one in sorted(corrections, key=lambda one: (one.file, one.line, one.column)):
        yield one.file, one.line, one.column, one.value


def merged(before: Iterable[Correction], new: Iterable[Correction]) -> tuple[Correction, ...]:
    """Later ones of the same cell replace earlier ones; a line that is left out has no corrected cells, and the other way round."""
    corrections = list(before)
    for one in new:
        corrections = [old for old in corrections if not _replaces(one, old)] + [one]
    return tuple(corrections)


def _replaces(new: Correction, old: Correction) -> bool:
    same = (new.file, new.line) == (old.file, old.line)
    return same and (new.column == old.column or new.leaves_out or old.leaves_out)


def check_files(corrections: Corrections, names: Sequence[str]) -> None:
    """UsageError for corrections of files that are none of these."""
    for name in corrections.files:
        if name not in names:
            raise UsageError(
                f"Corrections name {name!r}, which is none of the files.",
                hint=did_you_mean(name, tuple(names)) or f"The files are: {', '.join(names[:8])}.",
            )


def as_corrected(name: str) -> str:
    """What the corrected lines of a file are told by: a later load of them replaces nothing of the file itself.

    >>> as_corrected("deals.csv")
    'deals.csv (corrected)'
    """
    return f"{name} (corrected)"


def of_file(corrected: str) -> str:
    return corrected.removesuffix(" (corrected)")


__all__ = [
    "COLUMNS",
    "MARKS",
    "SOURCE",
    "Correction",
    "Corrections",
    "FileCorrections",
    "as_corrected",
    "check_files",
    "corrections_text",
    "header_of",
    "merged",
    "of_file",
    "read_corrections",
]
