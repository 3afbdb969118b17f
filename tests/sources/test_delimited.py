"""CSV and TSV: values, lines, and rows that cannot be read."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assay.errors import DataError
from assay.sources import delimited
from assay.sources.delimited import read_delimited
from assay.sources.shape import Raw


def read(path: Path, **options: str) -> tuple[Raw, list[tuple[object, ...]]]:
    connection = duckdb.connect()
    raw = read_delimited(connection, path, path.name, options, path.parent / "spool")
    return raw, connection.execute(f"SELECT * EXCLUDE _file FROM ({raw.relation}) ORDER BY _line").fetchall()


def malformed(raw: Raw) -> list[tuple[int, str]]:
    return duckdb.execute(f"SELECT line, rule FROM ({raw.malformed_relation}) ORDER BY line").fetchall()


def written(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "file.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n1,x\n2,y\n", [("1", "x", 2), ("2", "y", 3)]),
        ("a,b\r\n1,x\r\n2,y", [("1", "x", 2), ("2", "y", 3)]),
        ("a,b\r1,x\r2,y\r", [("1", "x", 2), ("2", "y", 3)]),
        ("a,b\n1,x\r\n2,y\n", [("1", "x", 2), ("2", "y", 3)]),
        ('a,b\n1,"x\ny"\n2,z\n', [("1", "x\ny", 2), ("2", "z", 4)]),
        ('a,"b\nc"\n1,x\n', [("1", "x", 3)]),
        ("a,b\n\n1,x\n\n\n2,y\n", [("1", "x", 3), ("2", "y", 6)]),
        ("\n\na,b\n1,x\n", [("1", "x", 4)]),
        ('a,b\n1,"x, ""y"""\n', [("1", 'x, "y"', 2)]),
        ('a,b\n1,5" pipe\n', [("1", '5" pipe', 2)]),
        ("a;b\n1;x,y\n2;z\n", [("1", "x,y", 2), ("2", "z", 3)]),
        ("a\tb\n1\tx\n", [("1", "x", 2)]),
        ("a|b\n1|x\n", [("1", "x", 2)]),
        ("a,b\n1,x\n,\n2,y\n", [("1", "x", 2), ("2", "y", 4)]),
    ],
)
def test_every_row_has_its_physical_line(tmp_path: Path, text: str, rows: list[tuple[object, ...]]) -> None:
    raw, found = read(written(tmp_path, text))
    assert found == rows
    assert (raw.rows, raw.malformed) == (len(rows), 0)


def test_rows_of_delimiters_alone_are_passed_over_and_told(tmp_path: Path) -> None:
    raw, found = read(written(tmp_path, "a,b\n1,x\n,\n , \n"))
    assert found == [("1", "x", 2)]
    assert [decision.value for decision in raw.decisions if decision.what == "empty rows"] == ["2 passed over"]


def test_malformed_rows_are_told_by_line_and_the_others_read(tmp_path: Path) -> None:
    text = 'a,b\n1,x\n2\n3,y,z\n4,"q"r\n5,"open\n6,w\n'
    raw, found = read(written(tmp_path, text))
    assert found == [("1", "x", 2), ("6", "w", 7)]
    assert raw.malformed == 4
    assert malformed(raw) == [
        (3, "1 fields, the header has 2"),
        (4, "3 fields, the header has 2"),
        (5, "text after a closing quote"),
        (6, "quote never closed"),
    ]


def test_a_quote_left_open_costs_one_row_even_when_another_closes_it(tmp_path: Path) -> None:
    raw, found = read(written(tmp_path, 'a,b,c\n1,"Acme,x\n2,Beta,"y"\n3,z,w\n'))
    assert found == [("2", "Beta", "y", 3), ("3", "z", "w", 4)]
    assert malformed(raw) == [(2, "text after a closing quote")]


def test_nul_bytes_and_bytes_of_another_encoding_cost_their_row_alone(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes("a,b\n1,Zürich Köln Åbo Øre\n2,x\x00y\n".encode() + b"3,\xff\n4,z\n")
    raw, found = read(path)
    assert [row[0] for row in found] == ["1", "4"]
    assert malformed(raw) == [(3, "NUL byte"), (4, "bytes that are no text in this encoding")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1251"])
def test_cyrillic_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    text = "a,b\n" + "".join(f"{number},Завод имени Ленина\n" for number in range(9))
    raw, found = read(written(tmp_path, text, encoding))
    assert [row[1:] for row in found] == [("Завод имени Ленина", line) for line in range(2, 11)]
    assert raw.columns == ("a", "b")


def test_gzip(tmp_path: Path) -> None:
    path = tmp_path / "file.csv.gz"
    path.write_bytes(gzip.compress(b"a,b\n1,x\n"))
    assert read(path)[1] == [("1", "x", 2)]


def test_broken_gzip_is_told(tmp_path: Path) -> None:
    path = tmp_path / "file.csv.gz"
    path.write_bytes(gzip.compress(b"a,b\n1,x\n" * 1000)[:40])
    with pytest.raises(DataError, match="cannot be read"):
        read(path)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with pytest.raises(DataError, match="no header"):
        read(path)


def test_a_header_alone_is_no_row(tmp_path: Path) -> None:
    raw, found = read(written(tmp_path, "a,b\n"))
    assert (raw.columns, raw.rows, found) == (("a", "b"), 0, [])


def test_columns_of_one_header_are_numbered_and_told(tmp_path: Path) -> None:
    raw, _ = read(written(tmp_path, "a,b,A\n1,2,3\n"))
    assert raw.columns == ("a (1)", "b", "A (2)")
    assert [one.value for one in raw.decisions if one.what in ("column 1", "column 3")] == ["a (1)", "A (2)"]


def test_columns_of_one_header_that_hold_the_same_are_one(tmp_path: Path) -> None:
    raw, found = read(written(tmp_path, "a,b,a\n1,2,1\n,3,\n"))
    assert sorted(raw.columns) == ["a", "b"]
    assert [len(row) for row in found] == [3, 3]


def test_a_column_without_a_name_gets_one(tmp_path: Path) -> None:
    assert read(written(tmp_path, ",b\n1,2\n"))[0].columns == ("column_1", "b")


CELLS = st.text(alphabet="a1 ,;\"\n'é", max_size=5)
ROWS = st.tuples(CELLS, CELLS, CELLS).filter(lambda row: any(cell.strip(" ") for cell in row))
"""What stands alone behind an empty row may be a footer or another table, and is told: here no row is empty."""


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROWS, max_size=6), end=st.sampled_from(["\n", "\r\n"]))
def test_what_python_writes_is_read_back(tmp_path: Path, rows: list[tuple[str, ...]], end: str) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator=end).writerows([("a", "b", "c"), *rows])
    _, found = read(written(tmp_path, buffer.getvalue()), delimiter=",")
    kept = [tuple(cell.strip(" ") for cell in row) for row in rows]
    assert [row[:3] for row in filled(found)] == [row for row in kept if any(row)]


@settings(max_examples=70, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(header=st.sampled_from(["a,b", "a,b,c", "a,b,c,d"]), text=st.text(alphabet='a1,,"\n\n\r ', max_size=25))
@example(header="a,b", text=",\n1,,")
@example(header="a,b,c", text="x,,\n,,\ny,,")
@example(header="a,b,c", text="1,2,3\n,,\nGenerated by Jo,,\n,,\n")
@example(header="a,b,c", text="1,2,3\n,,\nowner,since,\nJo,2026,\n")
def test_the_fast_reader_and_the_exact_one_agree(tmp_path: Path, header: str, text: str) -> None:
    path = written(tmp_path, f"{header}\n{text}")
    quick, quick_rows = read(path, delimiter=",")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delimited, "_read_clean", lambda *_: False)
        exact, exact_rows = read(path, delimiter=",")
    assert filled(quick_rows) == filled(exact_rows)
    assert quick.malformed == exact.malformed


@pytest.mark.parametrize("note", ["Generated by Jo Doe", "Filtered by: my accounts", "Copyright (c) 2026"])
def test_notes_that_a_spreadsheet_pads_to_the_tables_width_are_no_rows(tmp_path: Path, note: str) -> None:
    """The reader of clean files took them for rows: an account named after the one who made the export."""
    raw, found = read(written(tmp_path, f"a,b,c\n1,2,3\n4,5,6\n,,\n{note},,\n,,\n,,\n"))
    assert [row[0] for row in filled(found)] == ["1", "4"]
    assert [one.value for one in raw.decisions if one.what == "lines below the table"] == ["1 passed over"]


def filled(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Rows with something in them, without the spaces that typing takes away."""
    trimmed = [(*(str(cell or "").strip(" ") for cell in row[:-1]), row[-1]) for row in rows]
    return [row for row in trimmed if any(row[:-1])]


@pytest.mark.parametrize("end", ["\n", "\n\n\n", "\r\n\r\n", ""])
def test_blank_lines_at_the_end_do_not_slow_the_reading(
    tmp_path: Path, end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = "\r\n" if "\r" in end else "\n"
    monkeypatch.setattr(delimited, "_read_exactly", lambda *_: pytest.fail("read record by record"))
    assert read(written(tmp_path, f"a,b{line}1,x{line}2,y{end}"))[1] == [("1", "x", 2), ("2", "y", 3)]
