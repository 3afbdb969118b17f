"""Tables as files: CSV, the spreadsheet variant of it, XLSX, JSON and Parquet. No cell can become a formula."""

from __future__ import annotations

import math
from codecs import BOM_UTF8
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from fastapi.responses import JSONResponse

from assay.delimited_text import csv_lines
from assay.errors import UsageError
from assay.exact import decimal, json_text
from assay.web.tables import Pieces, TableData

COMMA_LANGUAGES = ("fr", "es", "ru")
"""Languages whose spreadsheets read a decimal comma and therefore `;` between cells."""
MOST_ROWS_OF_A_SHEET = 1_048_575
ROWS_OF_A_PIECE = 50_000


def write_csv(table: TableData, out: BinaryIO, language: str = "en", *, excel: bool = False) -> None:
    """UTF-8. Plain: `,` and a decimal point. For a spreadsheet: a BOM, and `;` with decimal comma where the language has it."""
    comma = excel and language in COMMA_LANGUAGES
    rows = ([row.get(name) for name in table.names] for row in table.rows)
    if excel:
        out.write(BOM_UTF8)
    for line in csv_lines(
        table.names, rows, delimiter=";" if comma else ",", comma=comma, end="\r\n" if excel else "\n"
    ):
        out.write(line.encode())


def write_json(table: TableData, out: BinaryIO) -> None:
    """An array of objects, by the columns' names."""
    out.write(b"[")
    for number, row in enumerate(table.rows):
        told = json_text({name: plain(row.get(name)) for name in table.names}, ensure_ascii=False)
        out.write(f"{', ' if number else ''}{told}".encode())
    out.write(b"]")


def write_xlsx(table: TableData, out: BinaryIO) -> None:
    """One sheet with a frozen header; text is always text, days are dates, numbers numbers.

    Raises UsageError for more rows than a sheet may have. Many rows go onto the disk as they come, and their columns
    are as wide as their titles.
    """
    from xlsxwriter import Workbook

    if len(table.rows) > MOST_ROWS_OF_A_SHEET:
        said = f"{len(table.rows)} rows are more than a sheet may have ({MOST_ROWS_OF_A_SHEET})."
        raise UsageError(said, hint="Take CSV or Parquet, or a smaller scope.")
    many = isinstance(table.rows, Pieces)
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    how = {"constant_memory": True} if many else {"in_memory": True}
    with Workbook(out, {**safe, **how, "remove_timezone": True, "nan_inf_to_errors": True}) as book:
        sheet = book.add_worksheet(_sheet_name(table.title))
        formats = {
            "head": book.add_format({"bold": True, "bottom": 1}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "share": book.add_format({"num_format": "0.0%"}),
            "": None,
        }
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, max(10, len(column.title) + 2))
            sheet.write_string(0, place, column.title, formats["head"])
        for line, row in enumerate(table.rows, start=1):
            for place, column in enumerate(table.columns):
                _write(sheet, line, place, row.get(column.name), formats, column.kind)
        sheet.freeze_panes(1, 0)
        if not many:
            sheet.autofit(300)


def _write(sheet: Any, line: int, place: int, value: Any, formats: Mapping[str, Any], kind: str) -> None:
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        sheet.write_datetime(line, place, datetime(day.year, day.month, day.day), formats["day"])
        return
    value = plain(value)
    if isinstance(value, bool):
        sheet.write_boolean(line, place, value)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(line, place, value, formats["share" if kind == "share" else ""])
    elif value is not None:
        text = value if isinstance(value, str) else json_text(value, ensure_ascii=False)
        sheet.write_string(line, place, text[:32767])


def write_parquet(table: TableData, out: BinaryIO) -> None:
    """Columns of one type each; what has several types is written as text.

    The rows are gone through in pieces: what a column's type is, only the last one tells, so they wait on the disk till then.
    """
    import pyarrow as pa
    from pyarrow import feather, parquet

    with TemporaryDirectory() as folder:
        files: list[str] = []
        schemas: list[pa.Schema] = []
        left = iter(table.rows)
        while (rows := list(islice(left, ROWS_OF_A_PIECE))) or not files:
            piece = pa.table({name: _arrow(pa, [row.get(name) for row in rows]) for name in table.names})
            files.append(f"{folder}/{len(files)}")
            schemas.append(piece.schema)
            feather.write_feather(piece, files[-1], compression="lz4")
        schema = pa.schema([_of_all(pa, [one.field(name) for one in schemas]) for name in table.names])
        with parquet.ParquetWriter(out, schema) as writer:
            for file in files:
                writer.write_table(_as_told(pa, feather.read_table(file), schema))


def _of_all(pa: Any, fields: list[Any]) -> Any:
    """The type of a column by those of its pieces: text where they differ by more than numbers do, or hold nothing."""
    try:
        unified = pa.unify_schemas([pa.schema([field]) for field in fields], promote_options="permissive").field(0)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return pa.field(fields[0].name, pa.string())
    return unified.with_type(pa.string()) if pa.types.is_null(unified.type) else unified


def _as_told(pa: Any, piece: Any, schema: Any) -> Any:
    def cast(column: Any, wanted: Any) -> Any:
        if column.type != wanted and pa.types.is_string(wanted):
            texts = [None if value is None else str(csv_text(plain(value))) for value in column.to_pylist()]
            return pa.array(texts, pa.string())
        return column.cast(wanted)

    return pa.table([cast(piece.column(field.name), field.type) for field in schema], schema=schema)


def _arrow(pa: Any, values: list[Any]) -> Any:
    cleaned = [plain(value) if isinstance(value, Decimal | float | list | tuple | dict) else value for value in values]
    try:
        if any(isinstance(value, list | dict) for value in cleaned):
            raise pa.ArrowInvalid
        return pa.array(_of_one_kind(cleaned))
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return pa.array([None if value is None else str(csv_text(value)) for value in cleaned], pa.string())


def _of_one_kind(values: list[Any]) -> list[Any]:
    """A column that holds shares and money has one type for both; money alone keeps its decimals."""
    if not any(isinstance(value, float) for value in values):
        return values
    return [float(value) if isinstance(value, Decimal) else value for value in values]


def csv_text(value: Any) -> str:
    return json_text(value, ensure_ascii=False, default=str) if isinstance(value, list | dict) else str(value)


class ExactJSON(JSONResponse):
    """JSON in which money is a number with all of its digits."""

    def render(self, content: Any) -> bytes:
        return json_text(content, ensure_ascii=False, separators=(",", ":")).encode()


def plain(value: Any) -> Any:
    """A value as JSON knows it: days as ISO text, decimals with the digits they have, what is no number as null."""
    if isinstance(value, Decimal):
        return decimal(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(part) for part in value]
    return value if value is None or isinstance(value, str | int | bool) else str(value)


def _sheet_name(title: str) -> str:
    kept = "".join(" " if char in "[]:*?/\\'" or not char.isprintable() else char for char in title)
    return kept.strip()[:31] or "Assay"


WRITERS: dict[str, tuple[str, Callable[..., None]]] = {
    "csv": ("text/csv; charset=utf-8", write_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
    "parquet": ("application/vnd.apache.parquet", write_parquet),
}
"""Kinds of files of one table by the ending of the address; `.json` twins hold the whole page."""
