"""XLSX: one sheet as text columns; what the sheet holds as a number or a date is written plainly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from assay.errors import DataError, UsageError, did_you_mean
from assay.sources.delimited import batches, spooled, without_blank_rows
from assay.sources.headers import usable_headers
from assay.sources.shape import Decision, Raw


def read_workbook(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    name: str,
    options: dict[str, str],
    spool: Path,
    table: str | None = None,
) -> Raw:
    """Reads the sheet of the option `sheet`, the only one with content, or the one named as the table."""
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        sheet, reason = _sheet(workbook, name, options.get("sheet"), table)
        cells = sheet.to_python(skip_empty_area=False)
    except (CalamineError, OSError) as error:
        raise DataError(f"{name} cannot be read as a workbook: {error}", hint="Save it as .xlsx again.") from None
    start = next((number for number, row in enumerate(cells) if any(cell != "" for cell in row)), None)
    if start is None:
        raise DataError(f"{name} is empty: it has no header.", hint="The first row wants the names of the columns.")
    body = cells[start + 1 :]
    places = [place for place, cell in enumerate(cells[start]) if _text(cell) or _is_filled(body, place)]
    header, renamed = usable_headers([_text(cells[start][place]) or "" for place in places], name)
    rows = spool.with_suffix(".parquet")
    _write(body, places, start + 2, rows)
    raw = Raw(
        path=path,
        name=name,
        relation=spooled(rows, header, name, "line"),
        columns=tuple(header),
        rows=len(body),
        typed=frozenset(column for column, place in zip(header, places, strict=True) if not _has_text(body, place)),
        decisions=(Decision(name, "sheet", sheet.name, reason), *renamed),
    )
    return without_blank_rows(connection, raw, rows)


def _sheet(workbook: CalamineWorkbook, name: str, wanted: str | None, table: str | None) -> tuple[CalamineSheet, str]:
    names = list(workbook.sheet_names)
    if wanted:
        if wanted not in names:
            raise UsageError(f"{name} has no sheet {wanted!r}.", hint=did_you_mean(wanted, names))
        return workbook.get_sheet_by_name(wanted), "as the mapping or option says"
    filled = [sheet for sheet in map(workbook.get_sheet_by_name, names) if sheet.total_height]
    if len(filled) == 1:
        return filled[0], "the only sheet with content"
    if not filled:
        return workbook.get_sheet_by_index(0), "the first sheet"
    named = [sheet for sheet in filled if sheet.name.strip().lower().replace(" ", "_") == (table or "")]
    if len(named) == 1:
        return named[0], "named as the table"
    raise UsageError(
        f"{name} has {len(filled)} sheets with content: {', '.join(sheet.name for sheet in filled)}.",
        hint='Say which: sheet = "…" among the mapping\'s options.',
    )


def _is_filled(cells: Iterable[Sequence[Any]], place: int) -> bool:
    return any(_text(row[place]) for row in cells)


def _has_text(cells: Iterable[Sequence[Any]], place: int) -> bool:
    return any(isinstance(row[place], str) and row[place].strip() for row in cells)


def _write(cells: Sequence[Sequence[Any]], places: Sequence[int], first_line: int, target: Path) -> None:
    schema = pa.schema([*((f"c{number}", pa.string()) for number in range(len(places))), ("line", pa.int64())])
    with pq.ParquetWriter(target, schema) as writer:
        for batch in batches(enumerate(cells, first_line)):
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
