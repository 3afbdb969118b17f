"""What a file is by its first bytes, where its name says something else, or a format that is not read: told with the remedy."""

from __future__ import annotations

import re
import zipfile
from contextlib import suppress
from pathlib import Path

_HEAD = 2048
_WEB_PAGE = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body|meta|table|style)\b", re.I | re.S
)
_WORKBOOKS = (".xlsx", ".xlsm")
_SAVE = "Open it in a spreadsheet and save it as .xlsx or CSV."
_UNREAD = {
    "xls": ("a workbook of the old binary format of Excel (.xls)", _SAVE),
    "xlsb": ("a binary workbook of Excel (.xlsb)", _SAVE),
    "ods": ("a workbook of OpenDocument (.ods)", _SAVE),
    "html": (
        "a web page, not a table",
        "Reports called .xls are often web pages inside: open it in a spreadsheet and save it as .xlsx or CSV. A page to sign in, "
        "or of an error, was saved by mistake: download the export again.",
    ),
    "xml": ("an XML spreadsheet of Excel 2003", _SAVE),
    "pdf": ("a PDF", "Export the table itself, as CSV or XLSX."),
}


def not_as_called(path: Path) -> tuple[str, str] | None:
    """What a file is, and what to do, where its suffix is not that of what is in it; None where nothing speaks against it.

    >>> not_as_called(Path("no such file.csv")) is None
    True
    """
    suffix = path.suffix.lower()
    kind = _kind(path)
    if kind == "xls" and suffix in _WORKBOOKS:
        return "a workbook with a password, or of the old format of Excel", _SAVE.replace(
            "save it", "save it without a password"
        )
    if kind in _UNREAD:
        return _UNREAD[kind]
    if kind == "xlsx" and suffix not in _WORKBOOKS:
        return "a workbook of Excel (.xlsx) under another ending", f"Rename it to {path.stem}.xlsx."
    if kind == "zip" and suffix not in (*_WORKBOOKS, ".zip"):
        return "a ZIP file under another ending", f"Rename it to {path.stem}.zip."
    if kind == "gzip" and suffix != ".gz":
        return "packed by gzip", f"Rename it to {path.name}.gz."
    if kind == "text" and suffix in (*_WORKBOOKS, ".xls"):
        return "text, no workbook", f"Rename it to {path.stem}.csv."
    return None


def _kind(path: Path) -> str | None:
    with suppress(OSError):
        with path.open("rb") as file:
            head = file.read(_HEAD)
        if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
            return "xls"
        if head.startswith(b"PK\x03\x04"):
            return _of_zip(path)
        if head.startswith(b"%PDF-"):
            return "pdf"
        if head.startswith(b"\x1f\x8b"):
            return "gzip"
        if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
            return "xml"
        if _WEB_PAGE.match(head):
            return "html"
        return "text" if head and b"\0" not in head else None
    return None


def _of_zip(path: Path) -> str | None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "xl/workbook.bin" in names:
                return "xlsb"
            if any(name.startswith("xl/") for name in names):
                return "xlsx"
            is_open = "mimetype" in names and archive.getinfo("mimetype").file_size < _HEAD
            if is_open and b"opendocument.spreadsheet" in archive.read("mimetype"):
                return "ods"
            return "zip"
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError):
        return None
