"""NDJSON, workbooks and Parquet as text columns."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from assay.connectors.text_parquet import TextParquet
from assay.errors import DataError, UsageError
from assay.sources.readers import format_of, read_file, stem_of
from assay.sources.shape import Raw


def read(path: Path, table: str | None = None, **options: str) -> tuple[Raw, list[dict[str, Any]]]:
    connection = duckdb.connect()
    raw = read_file(connection, path, path.name, options, path.parent / "spool", table)
    cursor = connection.execute(f"SELECT * EXCLUDE _file FROM ({raw.relation}) ORDER BY _line")
    names = [column[0] for column in cursor.description or ()]
    return raw, [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def workbook(path: Path, **sheets: list[list[Any]]) -> Path:
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return path


def test_formats_by_name() -> None:
    names = ["a.csv", "a.CSV.gz", "a.jsonl", "a.ndjson.gz", "a.parquet", "a.parquet.gz", "a.xlsx", "a.pdf", "a"]
    found = [format_of(Path(name)) for name in names]
    assert found == ["delimited", "delimited", "ndjson", "ndjson", "parquet", None, "workbook", None, None]
    assert stem_of(Path("Touches.csv.gz")) == "touches"


def test_ndjson_has_the_fields_of_all_objects(tmp_path: Path) -> None:
    path = tmp_path / "a.ndjson"
    path.write_text('{"id": 1, "name": "é"}\n\n{"id": 2, "tags": ["x"], "x y": 1.5, "flag": true, "name": null}\n')
    raw, rows = read(path)
    assert raw.columns == ("id", "name", "flag", "tags", "x y")
    assert raw.typed == {"id", "flag", "tags", "x y"}
    assert rows == [
        {"id": "1", "name": "é", "flag": None, "tags": None, "x y": None, "_line": 1},
        {"id": "2", "name": None, "flag": "true", "tags": '["x"]', "x y": "1.5", "_line": 3},
    ]


def test_lines_that_are_no_object_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"id": 1}\n{"id": 2\n[3]\n{"id": 4}'))
    raw, rows = read(path)
    assert [row["id"] for row in rows] == ["1", "4"]
    assert raw.malformed == 2
    found = duckdb.execute(f"SELECT line, value FROM ({raw.malformed_relation}) ORDER BY line").fetchall()
    assert found == [(2, '{"id": 2'), (3, "[3]")]


def test_ndjson_in_utf_16(tmp_path: Path) -> None:
    path = tmp_path / "a.ndjson"
    path.write_bytes((json.dumps({"name": "Öl"}, ensure_ascii=False) + "\n").encode("utf-16"))
    assert read(path)[1] == [{"name": "Öl", "_line": 1}]


def test_empty_ndjson_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.ndjson"
    path.write_text("\n")
    with pytest.raises(DataError, match="is empty"):
        read(path)


def test_workbook_values_are_written_plainly(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["id", "amount", "on", "at", "flag", "note"],
        [12, 1.234, dt.date(2024, 1, 31), dt.datetime(2024, 1, 31, 9, 30), True, "1.234"],
        [],
        ["A-1", 1234567.5, None, None, False, None],
    ]
    raw, found = read(workbook(tmp_path / "a.xlsx", data=rows))
    assert raw.typed == {"amount", "on", "at", "flag"}
    assert found[0] == {
        "id": "12",
        "amount": "1.234",
        "on": "2024-01-31",
        "at": "2024-01-31 09:30:00",
        "flag": "true",
        "note": "1.234",
        "_line": 2,
    }
    assert (found[1]["id"], found[1]["amount"], found[1]["_line"]) == ("A-1", "1234567.5", 4)


def test_the_sheet_is_the_only_one_or_named_or_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", Users=[["id"], ["u"]], Accounts=[["id"], ["a"]], Empty=[])
    assert read(path, table="accounts")[1] == [{"id": "a", "_line": 2}]
    assert read(path, sheet="Users")[1] == [{"id": "u", "_line": 2}]
    with pytest.raises(UsageError, match="2 sheets with content: Users, Accounts"):
        read(path)
    with pytest.raises(UsageError, match="no sheet 'users'"):
        read(path, sheet="users")


def test_a_broken_workbook_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04 cut off")
    with pytest.raises(DataError, match="cannot be read as a workbook"):
        read(path)
    path.write_bytes(b"no workbook")
    with pytest.raises(UsageError, match="is text, no workbook"):
        read(path)


def test_a_workbook_whose_texts_are_damaged_is_refused(tmp_path: Path) -> None:
    """A bit of one text is turned: the values would be read, and be others than were saved."""
    path = workbook(tmp_path / "a.xlsx", data=[["id", "name"], ["a", "Alpha"]])
    with zipfile.ZipFile(path) as packed:
        parts = {one.filename: packed.read(one) for one in packed.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as stored:
        for name, content in parts.items():
            stored.writestr(name, content)
    path.write_bytes(path.read_bytes().replace(b"Alpha", b"Alphb"))
    with pytest.raises(DataError, match="cannot be read as a workbook: Bad CRC-32"):
        read(path)


def test_an_empty_workbook_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="is empty"):
        read(workbook(tmp_path / "a.xlsx", data=[]))


def test_parquet_values_are_written_plainly(tmp_path: Path) -> None:
    utc = pa.array([dt.datetime(2024, 1, 31, 9, tzinfo=dt.UTC)], pa.timestamp("us", tz="Europe/Paris"))
    columns = {
        "id": pa.array([12.0]),
        "amount": pa.array([Decimal("1.234")]),
        "on": pa.array([dt.date(2024, 1, 31)]),
        "at": utc,
        "note": pa.array(["1,234"]),
    }
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table(columns), path)
    raw, rows = read(path)
    assert raw.typed == {"id", "amount", "on", "at"}
    assert {name: rows[0][name] for name in ("id", "amount", "on", "note", "_line")} == {
        "id": "12",
        "amount": "1.234",
        "on": "2024-01-31",
        "note": "1,234",
        "_line": 1,
    }


def test_a_broken_parquet_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(b"no parquet at all")
    with pytest.raises(DataError, match="cannot be read as Parquet"):
        read(path)


def test_odd_field_names_of_ndjson(tmp_path: Path) -> None:
    path = tmp_path / "a.ndjson"
    path.write_text(json.dumps({"a/b": 1, "c~d": 2, 'e"f': 3, "g.h": {"i": 4}, "": 5}) + "\n")
    assert read(path)[1] == [{"a/b": "1", "c~d": "2", 'e"f': "3", "g.h": '{"i":4}', "column_1": "5", "_line": 1}]


def test_types_are_those_of_whoever_had_them(tmp_path: Path) -> None:
    """A file that was pulled is the source's, not one of the reader's own that happens to be Parquet."""
    with TextParquet(tmp_path / "pulled.parquet", ["id", "amount"]) as pulled:
        pulled.write([("D1", Decimal("1.50"))])
    pq.write_table(pa.table({"id": [1]}), tmp_path / "own.parquet")
    assert read(tmp_path / "pulled.parquet")[0].decisions[0].value == "as in the source"
    assert read(tmp_path / "own.parquet")[0].decisions[0].value == "as in the Parquet file"
