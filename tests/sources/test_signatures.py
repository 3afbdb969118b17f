"""Files that are not what their name says, or of formats that are not read: told exactly, with what to do."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import duckdb
import pytest

from assay.errors import UsageError
from assay.sources.files import find_files
from assay.sources.readers import read_file
from assay.sources.signatures import not_as_called

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def packed(**files: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return stream.getvalue()


CASES = [
    ("report.xls", b'<html><meta charset="utf-8"><table><tr><td>1</td></tr></table></html>', "web page", "save it as .xlsx"),
    ("costs.csv", b"<!DOCTYPE html>\n<html><title>Sign in</title></html>", "web page", "download the export again"),
    ("costs.xlsx", b"\xef\xbb\xbf <table><tr><td>1</td></tr></table>", "web page", "save it as .xlsx"),
    ("costs.xls", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "Excel 2003", "save it"),
    *[("costs.xls", OLD, "old binary format", "save it"), ("costs.csv", OLD, "old binary format", "save it")],
    ("costs.xlsx", OLD, "password", "without a password"),
    ("costs.xlsb", packed(**{"xl/workbook.bin": "x"}), "binary workbook", "save it"),
    ("costs.ods", packed(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument", "save it"),
    ("costs.xls", packed(**{"xl/workbook.xml": "<x/>"}), "another ending", "Rename it to costs.xlsx"),
    ("costs.csv", packed(**{"a.csv": "x"}), "ZIP file", "Rename it to costs.zip"),
    *[("costs.xls", b"cost_id\tamount\n1\t5\n", "text", "Rename it to costs.csv"), ("costs.csv", b"%PDF-1.7", "PDF", "Export")],
    ("costs.csv", gzip.compress(b"cost_id\n1\n"), "gzip", "costs.csv.gz"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "what", "remedy"), CASES)
def test_a_file_is_told_by_what_is_in_it(tmp_path: Path, name: str, content: bytes, what: str, remedy: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UsageError, match=what) as refused:
        find_files([path])
    assert remedy in (refused.value.hint or "")
    with duckdb.connect() as connection, pytest.raises(UsageError):
        read_file(connection, path, name, {}, tmp_path / "spool")


@pytest.mark.parametrize("content", [b"a,b\n1,2\n", b"", b"\xff\xfea\0,\0", b"<b>bold</b>,x\n1,2\n", b'"<table>",1\n'])
def test_text_is_text(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "costs.csv"
    path.write_bytes(content)
    assert not_as_called(path) is None
