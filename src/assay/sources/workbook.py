"""XLSX: one sheet as text columns; what the sheet holds as a number or a date is written plainly."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from assay.errors import DataError, UsageError, did_you_mean
from assay.sources.delimited import batches
from assay.sources.headers import usable_headers
from assay.sources.layout import LOOKED_AT, PassedOver, Record, Wanted, header_place, rows_of_table, wanted_layout
from assay.sources.shape import Decision, Raw
from assay.sources.spool import finished, is_total, spooled
from assay.sources.workbook_parts import SPREADSHEET_ERROR, SheetParts, sheet_parts

_GROUPED = re.compile(r"\s[↑↓]\s*$")


def read_workbook(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    name: str,
    options: dict[str, str],
    spool: Path,
    table: str | None = None,
    expected: frozenset[str] = frozenset(),
) -> Raw:
    """Reads the sheet of the option `sheet`, the only one with content, or the one named as the table."""
    wanted = wanted_layout(options)
    parts = sheet_parts(path, name)
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        sheet, found = _sheet(workbook, name, options.get("sheet"), table)
        cells = [list(row) for row in sheet.to_python(skip_empty_area=False)]
        merged = sheet.merged_cell_ranges or []
    except (CalamineError, OSError) as error:
        raise DataError(f"{name} cannot be read as a workbook: {error}", hint="Save it as .xlsx again.") from None
    own = parts.get(sheet.name, SheetParts())
    _fill_unread(cells, own)
    start = _header_row(cells, name, wanted, expected)
    told = [*found, *_hidden(name, own, start), *_fill_merged(cells, merged, start, name)]
    told += _fill_groups(cells, start, name)
    passed = PassedOver()
    body = _body(cells, start, wanted, passed)
    places = [place for place, cell in enumerate(cells[start]) if _text(cell) or _is_filled(body, place)]
    written = [_text(cells[start][place]) or "" for place in places]
    header, renamed = usable_headers(written, name)
    rows = spool.with_suffix(".parquet")
    _write(body, places, rows)
    if start and any(map(_filled, cells[:start])):
        told.append(_told_header(name, cells, start, wanted))
    raw = Raw(
        path=path,
        name=name,
        relation=spooled(rows, header, name, "line"),
        columns=tuple(header),
        rows=len(body),
        typed=frozenset(column for column, place in zip(header, places, strict=True) if not _has_text(body, place)),
        decisions=(*told, *renamed, *passed.decisions(name)),
    )
    return finished(connection, raw, rows, written)


def _fill_unread(cells: list[list[Any]], own: SheetParts) -> None:
    """Errors and formulas without a value, which calamine gives as empty cells, are no empty cells."""
    for (row, column), text in own.unread.items():
        if row < len(cells) and column < len(cells[row]) and cells[row][column] in ("", None):
            cells[row][column] = text


def _header_row(cells: Sequence[Sequence[Any]], name: str, wanted: Wanted, expected: frozenset[str]) -> int:
    """The place of the header among the rows, from 0."""
    filled = [place for place, row in enumerate(cells) if _filled(row)]
    if wanted.header_row is not None:
        filled = [place for place in filled if place >= wanted.header_row - 1]
    if wanted.comment:
        filled = [place for place in filled if not _first(cells[place]).startswith(wanted.comment)]
    if not filled:
        raise DataError(f"{name} is empty: it has no header.", hint="The first row wants the names of the columns.")
    if wanted.header_row is not None:
        return filled[0]
    left = min(place for row in filled for place, cell in enumerate(cells[row]) if _text(cell))
    texts = [[_text(cell) or "" for cell in cells[place][left:]] for place in filled[:LOOKED_AT]]
    return filled[header_place(texts, expected)]


def _body(
    cells: Sequence[Sequence[Any]], start: int, wanted: Wanted, passed: PassedOver
) -> list[tuple[int, list[Any]]]:
    """The rows of the table with their numbers in the sheet."""
    left = next(place for place, cell in enumerate(cells[start]) if cell != "")
    texts = [_text(cell) or "" for cell in cells[start][left:]]
    taken = rows_of_table(
        _beside(_records(cells, start, left, wanted.comment), cells, left, passed), texts, wanted.until, passed
    )
    return [(record.line, cells[record.line - 1]) for record in taken]  # type: ignore[misc]


def _beside(
    records: Iterable[Record], cells: Sequence[Sequence[Any]], left: int, passed: PassedOver
) -> Iterator[Record]:
    """The records without those that stand beside the table alone, in columns left of its header: notes of a report."""
    for record in records:
        beside = [_text(cell) or "" for cell in cells[record.line - 1][:left]]
        if any(beside) and isinstance(record.cells, list) and not any(record.cells):
            passed.note("lines beside the table", record.line, " ".join(filter(None, beside)))
        else:
            yield record


def _records(cells: Sequence[Sequence[Any]], start: int, left: int, comment: str) -> Iterator[Record]:
    apart = ""
    for number, row in enumerate(cells[start + 1 :], start + 2):
        if comment and _first(row).startswith(comment):
            apart = "comment"
            continue
        yield Record(number, [_text(cell) or "" for cell in row[left:]], apart)
        apart = "" if _filled(row) else "blank"


def _hidden(name: str, own: SheetParts, start: int) -> Iterator[Decision]:
    rows = [row for row in own.hidden if row > start + 1]
    if rows:
        reason = f"first row {rows[0]}: a filter may hide them; delete them to leave them out"
        yield Decision(name, "hidden rows", f"{len(rows)} are read as the others", reason, rows[0])
    if own.hidden_columns:
        yield Decision(
            name, "hidden columns", "read as the others", f"{own.hidden_columns} ranges of columns are hidden"
        )


def _fill_merged(
    cells: list[list[Any]], merged: Sequence[tuple[tuple[int, int], tuple[int, int]]], start: int, name: str
) -> Iterator[Decision]:
    """A value that stands in cells merged over several rows is the value of each of these rows."""
    filled = 0
    for (top, left), (bottom, right) in merged:
        if top <= start or bottom <= top or left != right:
            continue
        for row in cells[top + 1 : bottom + 1]:
            if left < len(row) and row[left] in ("", None):
                row[left] = cells[top][left]
                filled += 1
    if filled:
        yield Decision(
            name, "merged cells", f"{filled} filled", "cells merged over several rows hold one value for all"
        )


def _fill_groups(cells: list[list[Any]], start: int, name: str) -> Iterator[Decision]:
    """Reports write the value they group by once, in its first row, and mark such columns with an arrow.

    Sums of a group, by their word or their few cells, are left as they are.
    """
    groups = [place for place, cell in enumerate(cells[start]) if _GROUPED.search(_text(cell) or "")]
    enough, filled = sum(cell != "" for cell in cells[start]) // 2, 0
    for place in groups:
        value: Any = ""
        for row in cells[start + 1 :]:
            if sum(cell != "" for cell in row) < enough or is_total(_first(row)):
                continue
            if row[place] != "":
                value = row[place]
            elif value != "":
                row[place], filled = value, filled + 1
    if filled:
        yield Decision(
            name, "grouped rows", f"{filled} cells filled", "a report writes what it groups by once, above its rows"
        )


def _told_header(name: str, cells: Sequence[Sequence[Any]], start: int, wanted: Wanted) -> Decision:
    reason = "as the mapping or option says"
    if wanted.header_row is None:
        shown = next(_first(row) for row in cells if _filled(row))
        reason = f"the rows above, which begin {shown[:60]!r}, are no part of the table"
    return Decision(name, "header_row", str(start + 1), reason, start + 1)


def _filled(row: Sequence[Any]) -> bool:
    return any(cell != "" for cell in row)


def _first(row: Sequence[Any]) -> str:
    return next((text for cell in row if (text := (_text(cell) or "").strip())), "")


def _sheet(
    workbook: CalamineWorkbook, name: str, wanted: str | None, table: str | None
) -> tuple[CalamineSheet, list[Decision]]:
    """The sheet to read, and what was decided about the others."""
    if wanted:
        names = list(workbook.sheet_names)
        if wanted not in names:
            raise UsageError(f"{name} has no sheet {wanted!r}.", hint=did_you_mean(wanted, names))
        return workbook.get_sheet_by_name(wanted), [Decision(name, "sheet", wanted, "as the mapping or option says")]
    sheets = [one for one in workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    filled = {one.name: sheet for one in sheets if (sheet := workbook.get_sheet_by_name(one.name)).end}
    hidden = [one.name for one in sheets if one.name in filled and one.visible != SheetVisibleEnum.Visible]
    visible = [sheet for title, sheet in filled.items() if title not in hidden]
    told = [Decision(name, "hidden sheet", f"{title} is left alone", f"sheet = {title!r} reads it") for title in hidden]
    if not filled:
        return workbook.get_sheet_by_index(0), [Decision(name, "sheet", workbook.sheet_names[0], "the first sheet")]
    if len(visible) == 1:
        reason = "the only sheet with content" + (" that is not hidden" if hidden else "")
        return visible[0], [Decision(name, "sheet", visible[0].name, reason), *told]
    named = [sheet for sheet in visible if sheet.name.strip().lower().replace(" ", "_") == (table or "")]
    if len(named) == 1:
        return named[0], [Decision(name, "sheet", named[0].name, "named as the table"), *told]
    raise UsageError(
        f"{name} has {len(filled)} sheets with content: {', '.join(filled)}.",
        hint='Say which: sheet = "…" among the mapping\'s options.',
    )


def _is_filled(body: Iterable[tuple[int, Sequence[Any]]], place: int) -> bool:
    return any(_text(row[place]) for _, row in body)


def _has_text(body: Iterable[tuple[int, Sequence[Any]]], place: int) -> bool:
    texts = (row[place].strip() for _, row in body if isinstance(row[place], str))
    return any(text and not SPREADSHEET_ERROR.fullmatch(text) for text in texts)


def _write(body: Sequence[tuple[int, Sequence[Any]]], places: Sequence[int], target: Path) -> None:
    schema = pa.schema([*((f"c{number}", pa.string()) for number in range(len(places))), ("line", pa.int64())])
    with pq.ParquetWriter(target, schema) as writer:
        for batch in batches(body):
            columns = [pa.array([_text(row[place]) for _, row in batch], pa.string()) for place in places]
            lines = pa.array([line for line, _ in batch], pa.int64())
            writer.write_table(pa.table([*columns, lines], schema))


def _text(cell: Any) -> str | None:
    """A cell as text: whole numbers without a fraction, times in ISO 8601.

    >>> _text(12.0), _text(True), _text(dt.datetime(2024, 1, 31, 9, 30))
    ('12', 'true', '2024-01-31 09:30:00')
    """
    if isinstance(cell, str):
        return cell or None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        return str(cell.replace(tzinfo=None))
    return str(cell)
