"""Tables as files: CSV, the spreadsheet variant of it, XLSX, JSON and Parquet. No cell can become a formula."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from fastapi.responses import JSONResponse

from assay.exact import decimal, json_text
from assay.web.tables import TableData

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
"""First characters that make a spreadsheet take text for a formula, the full-width ones included."""
COMMA_LANGUAGES = ("fr", "es", "ru")
"""Languages whose spreadsheets read a decimal comma and therefore `;` between cells."""


def csv_bytes(table: TableData, language: str = "en", *, excel: bool = False) -> bytes:
    """UTF-8. Plain: `,` and a decimal point. For a spreadsheet: a BOM, and `;` with decimal comma where the language has it."""
    comma = excel and language in COMMA_LANGUAGES
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if comma else ",", lineterminator="\r\n" if excel else "\n")
    writer.writerow([harmless(name) for name in table.names])
    writer.writerows([[csv_cell(row.get(name), comma) for name in table.names] for row in table.rows])
    return out.getvalue().encode("utf-8-sig" if excel else "utf-8")


def csv_cell(value: Any, comma: bool = False) -> Any:
    """Numbers stay numbers; text that a spreadsheet would take for a formula gets an apostrophe before it.

    >>> csv_cell("=1+1"), csv_cell(-1.5), csv_cell("-1.5"), csv_cell(True), csv_cell(-1.5, comma=True)
    ("'=1+1", '-1.5', "'-1.5", 'true', '-1,5')
    """
    value = plain(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float | Decimal):
        text = format(value, "f") if isinstance(value, Decimal) else repr(value)
        return text.replace(".", ",") if comma else text
    if isinstance(value, list | dict):
        value = json_text(value, ensure_ascii=False)
    return harmless(str(value))


def harmless(text: str) -> str:
    """Text with an apostrophe before it where a spreadsheet would take it for a formula, leading blanks aside."""
    return (
        f"'{text}" if text.lstrip(" \N{NO-BREAK SPACE}\ufeff").startswith(DANGEROUS) or text[:1] in DANGEROUS else text
    )


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
        found = pa.array(cleaned)
        return found.cast(pa.string()) if pa.types.is_null(found.type) else found
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return pa.array([None if value is None else str(csv_text(value)) for value in cleaned], pa.string())


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
