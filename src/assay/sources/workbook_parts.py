"""What the parts of a workbook tell that a reader of its values does not: how large it is, and what hides in it.

A workbook is a zip of XML. Its cells may lie a million rows apart, and what fits in 5 kB may unpack to more than there
is memory: so its size is known before any cell is read. Cells whose formula went wrong, or was never worked out, look
empty to a reader of values; they are not.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from assay.errors import DataError
from assay.sources.budgets import CELLS, EXPANSION, PLAIN, SHEETS, UNPACKED

SPREADSHEET_ERROR = re.compile(r"#[A-Z][A-Z0-9/_]*[!?]?|#N/A")
_CHUNK = 1 << 22
_OVERLAP = 1 << 16
_CELL = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,3})(\d{1,7})"')
_ERROR = re.compile(rb'<(?:\w+:)?c\s([^>]*\bt="e"[^>]*)>(.*?)</(?:\w+:)?c>', re.DOTALL)
_NO_VALUE = re.compile(
    rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_ROW = re.compile(rb"<(?:\w+:)?row\s([^>]*)>")
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_COLUMN = re.compile(rb"<(?:\w+:)?col\s([^>]*)>")
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_NUMBER = re.compile(rb'\br="(\d{1,7})"')
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)</")
NO_VALUE = "#FORMULA?"
"""Stands for a formula whose value was never kept."""


@dataclass
class SheetParts:
    """`hidden` are numbers of rows, `unread` texts of cells that a reader of values takes for empty, by (row, column)
    from 0."""

    rows: tuple[int, int] = (0, 0)
    columns: tuple[int, int] = (0, 0)
    hidden: list[int] = field(default_factory=list)
    hidden_columns: int = 0
    unread: dict[tuple[int, int], str] = field(default_factory=dict)

    @property
    def cells(self) -> int:
        """Of the rectangle around all of them, which a reader builds whole."""
        return (self.rows[1] - self.rows[0] + 1) * (self.columns[1] - self.columns[0] + 1)


def sheet_parts(path: Path, name: str) -> dict[str, SheetParts]:
    """The parts of each sheet by its name. DataError for what is no workbook, or larger than may be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_expansion(archive, path, name)
            _check_wholeness(archive)
            return {sheet: _survey(archive, part, name) for sheet, part in _sheets(archive, name)}
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise DataError(f"{name} cannot be read as a workbook: {error}", hint="Save it as .xlsx again.") from None


def _check_expansion(archive: zipfile.ZipFile, path: Path, name: str) -> None:
    unpacked = sum(part.file_size for part in archive.infolist())
    packed = max(1, path.stat().st_size)
    if unpacked > UNPACKED or (unpacked > PLAIN and unpacked > EXPANSION * packed):
        raise DataError(
            f"{name} has {packed:,} bytes and unpacks to {unpacked:,}.",
            hint="Save the sheet as CSV, which may have any size.",
        )


def _check_wholeness(archive: zipfile.ZipFile) -> None:
    """BadZipFile where texts or formats are not what was saved: a reader of values takes damaged ones as they are.

    Sheets are checked when they are surveyed; pictures may be as damaged as they like.
    """
    for part in archive.namelist():
        if part.startswith("xl/") and part.endswith(".xml") and not part.startswith("xl/worksheets/"):
            with archive.open(part) as stream:
                while stream.read(_CHUNK):
                    pass


def _sheets(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[str, str]]:
    """Each sheet's name with the path of its part."""
    workbook, relations = (_xml(archive, part, name) for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"))
    if workbook is None or relations is None:
        return
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    listed = [one for one in workbook.iter() if one.tag.rpartition("}")[2] == "sheet"]
    if len(listed) > SHEETS:
        raise DataError(f"{name} has {len(listed):,} sheets.", hint=f"At most {SHEETS:,} are read.")
    for one in listed:
        target = next((targets.get(value) for key, value in one.items() if key.endswith("}id")), None) or ""
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in archive.namelist() and "/worksheets/" in f"/{part}":
            yield one.get("name", ""), part


def _xml(archive: zipfile.ZipFile, part: str, name: str) -> ElementTree.Element | None:
    try:
        text = archive.read(part)
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise DataError(f"{name} declares entities, as no workbook does.", hint="Save it as .xlsx again.")
        return ElementTree.fromstring(text)
    except (KeyError, ElementTree.ParseError):
        return None


def _survey(archive: zipfile.ZipFile, part: str, name: str) -> SheetParts:
    parts = SheetParts()
    for text in _pieces(archive, part):
        _measure(parts, text)
        if parts.cells > CELLS:
            raise DataError(
                f"{name}: its cells span {parts.rows[1] - parts.rows[0] + 1:,} rows and "
                f"{parts.columns[1] - parts.columns[0] + 1:,} columns.",
                hint=f"At most {CELLS:,} cells are read: delete what stands far from the table, or save it as CSV.",
            )
        if b"hidden=" in text:
            parts.hidden += [int(_number(row[1])) for row in _ROW.finditer(text) if _HIDDEN.search(row[1])]
            parts.hidden_columns += sum(1 for one in _COLUMN.finditer(text) if _HIDDEN.search(one[1]))
        for cell in _ERROR.finditer(text) if b't="e"' in text else ():
            _note(parts, cell[1], (_VALUE.search(cell[2]) or [b"", b"#ERROR"])[1].decode("utf-8", "replace"))
        for cell in _NO_VALUE.finditer(text):
            if b't="str"' not in cell[1]:
                _note(parts, cell[1], NO_VALUE)
    parts.hidden = sorted(set(parts.hidden) - {0})
    return parts


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The part's text in pieces that end between rows, so that no cell is cut in two."""
    rest = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            text = rest + chunk
            end = text.rfind(b"</row>") + len(b"</row>")
            if end < len(b"</row>") and len(text) < _OVERLAP:
                end = 0
            cut = end if end >= len(b"</row>") else max(0, len(text) - _OVERLAP)
            yield text[:cut]
            rest = text[cut:]
    yield rest


def _measure(parts: SheetParts, text: bytes) -> None:
    cells = _CELL.findall(text)
    if not cells:
        return
    rows = [int(row) for _, row in cells]
    columns = [_column(letters) for letters in {letters for letters, _ in cells}]
    first = parts.rows == (0, 0)
    parts.rows = (min(rows) if first else min(parts.rows[0], *rows[:1]), max(parts.rows[1], max(rows)))
    parts.columns = (
        min(columns) if first else min(parts.columns[0], min(columns)),
        max(parts.columns[1], max(columns)),
    )


def _column(letters: bytes) -> int:
    """The number of a column from 1: of `AA` it is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _number(attributes: bytes) -> int:
    digits = _NUMBER.search(attributes)
    return int(digits[1]) if digits else 0


def _note(parts: SheetParts, attributes: bytes, text: str) -> None:
    if place := _PLACE.search(attributes):
        parts.unread[int(place[2]) - 1, _column(place[1]) - 1] = text
