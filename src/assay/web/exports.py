"""Tables as files: CSV, the spreadsheet variant of it, XLSX, JSON and Parquet. No cell can become a formula."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from fastapi.responses import JSONResponse

from assay.delimited_text import csv_lines
from assay.exact import decimal, json_text
from assay.web.tables import TableData

COMMA_LANGUAGES = ("fr", "es", "ru")
"""Languages whose spreadsheets read a decimal comma and therefore `;` between cells."""


def csv_bytes(table: TableData, language: str = "en", *, excel: bool = False) -> bytes:
    """UTF-8. Plain: `,` and a decimal point. For a spreadsheet: a BOM, and `;` with decimal comma where the language has it."""
    comma = excel and language in COMMA_LANGUAGES
    rows = ([row.get(name) for name in table.names] for row in table.rows)
    style: dict[str, Any] = {"delimiter": ";" if comma else ",", "comma": comma, "end": "\r\n" if excel else "\n"}
    return "".join(csv_lines(table.names, rows, **style)).encode("utf-8-sig" if excel else "utf-8")


def json_bytes(table: TableData, _language: str = "en") -> bytes:
    """An array of objects, by the columns' names."""
    rows = [{name: plain(row.get(name)) for name in table.names} for row in table.rows]
    return json_text(rows, ensure_ascii=False).encode()


def xlsx_bytes(table: TableData, _language: str = "en") -> bytes:
    """One sheet with a frozen header; text is always text, days are dates, numbers numbers."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with Workbook(out, {**safe, "remove_timezone": True, "nan_inf_to_errors": True}) as book:
        sheet = book.add_worksheet(_sheet_name(table.title))
        formats = {
            "head": book.add_format({"bold": True, "bottom": 1}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "share": book.add_format({"num_format": "0.0%"}),
            "": None,
        }
        for place, column in enumerate(table.columns):
            sheet.write_string(0, place, column.title, formats["head"])
        for line, row in enumerate(table.rows, start=1):
            for place, column in enumerate(table.columns):
                _write(sheet, line, place, row.get(column.name), formats, column.kind)
        sheet.freeze_panes(1, 0)
        sheet.autofit(300)
    return out.getvalue()


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


def parquet_bytes(table: TableData, _language: str = "en") -> bytes:
    """Columns of one type each; what has several types is written as text."""
    import pyarrow as pa
    from pyarrow import parquet

    columns = {name: _arrow(pa, [row.get(name) for row in table.rows]) for name in table.names}
    out = io.BytesIO()
    parquet.write_table(pa.table(columns), out)
    return out.getvalue()


def _arrow(pa: Any, values: list[Any]) -> Any:
    cleaned = [plain(value) if isinstance(value, Decimal | float | list | tuple | dict) else value for value in values]
    try:
        if any(isinstance(value, list | dict) for value in cleaned):
            raise pa.ArrowInvalid
        found = pa.array(_of_one_kind(cleaned))
        return found.cast(pa.string()) if pa.types.is_null(found.type) else found
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


WRITERS: dict[str, tuple[str, Callable[..., bytes]]] = {
    "csv": ("text/csv; charset=utf-8", csv_bytes),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx_bytes),
    "parquet": ("application/vnd.apache.parquet", parquet_bytes),
}
"""Kinds of files of one table by the ending of the address; `.json` twins hold the whole page."""
