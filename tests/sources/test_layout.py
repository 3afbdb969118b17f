"""Lines that are no rows: above, among and below a table, in text and in workbooks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from assay.errors import UsageError
from assay.sources.layout import PassedOver, Record, header_place, rows_of_table
from assay.sources.readers import read_file
from assay.sources.shape import Raw

Found = tuple[Raw, list[tuple[Any, ...]]]


def read(path: Path, *, expected: tuple[str, ...] = (), **options: str) -> Found:
    connection = duckdb.connect()
    raw = read_file(connection, path, path.name, options, path.parent / "spool", expected=frozenset(expected))
    return raw, connection.execute(f"SELECT * EXCLUDE _file FROM ({raw.relation}) ORDER BY _line").fetchall()


def text(tmp_path: Path, written: str, **options: Any) -> Found:
    path = tmp_path / "file.csv"
    path.write_text(written)
    return read(path, **options)


def sheet(tmp_path: Path, rows: list[list[Any]], **options: Any) -> Found:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "file.xlsx")
    return read(tmp_path / "file.xlsx", **options)


def told(raw: Raw) -> dict[str, str]:
    return {one.what: one.value for one in raw.decisions}


GOOGLE = """Campaign performance
"January 1, 2026 - January 31, 2026"
Day,Campaign,Cost
2026-01-05,Brand,"1,234.50"
2026-01-06,Brand,765.50
Total: Campaigns, --,"2,000.00"
"""


def test_titles_above_and_totals_below_are_no_rows_and_told(tmp_path: Path) -> None:
    raw, rows = text(tmp_path, GOOGLE)
    assert rows == [("2026-01-05", "Brand", "1,234.50", 4), ("2026-01-06", "Brand", "765.50", 5)]
    assert told(raw)["header_row"] == "3"
    assert told(raw)["total rows"] == "1 passed over"
    assert raw.rows == 2


def test_padded_titles_as_spreadsheets_write_them(tmp_path: Path) -> None:
    written = "Report,,\nFrom 1 May,,\n,,\nDay,Campaign,Cost\n2026-01-05,Brand,3\n2026-01-06,Brand,4\nGrand Total,,7\n"
    raw, rows = text(tmp_path, written)
    assert [row[-1] for row in rows] == [5, 6]
    assert raw.columns == ("Day", "Campaign", "Cost")


@pytest.mark.parametrize("word", ["Total", "Totals (2 groups)", "Summe", "Итого", "Total général", "Razem:", "Totale"])
def test_totals_in_several_languages(tmp_path: Path, word: str) -> None:
    assert len(text(tmp_path, f"name,cost\nAlpha,1\nBeta,2\n{word},3\n")[1]) == 2


@pytest.mark.parametrize("row", ["Total,total.com,5", "TotalEnergies,,5", "Total Wine,,3", "Alpha,Total,3"])
def test_a_company_called_total_is_a_row(tmp_path: Path, row: str) -> None:
    assert len(text(tmp_path, f"name,domain,employees\nAlpha,alpha.com,1\n{row}\n")[1]) == 2


def test_a_line_that_says_the_delimiter(tmp_path: Path) -> None:
    for first in ("sep=;", '"sep=;"', "SEP=;", "\ufeffsep=;"):
        raw, rows = text(tmp_path, f"{first}\nid;name\n1;a,b\n")
        assert (raw.columns, rows) == (("id", "name"), [("1", "a,b", 3)])


def test_comments_above_a_table(tmp_path: Path) -> None:
    raw, rows = text(tmp_path, "# Pages\n#\n# Start date: 20260101\nDate,Page,Views\n20260105,/a,12\n20260106,/b,3\n")
    assert (raw.columns, [row[-1] for row in rows]) == (("Date", "Page", "Views"), [5, 6])


def test_a_header_that_begins_with_a_hash_is_no_comment(tmp_path: Path) -> None:
    assert text(tmp_path, "# of staff,name\n5,Alpha\n6,Beta\n")[0].columns == ("# of staff", "name")


def test_the_second_table_of_a_file_is_passed_over_and_told_with_the_line_that_reads_it(tmp_path: Path) -> None:
    written = "Date,Views\n20260105,12\n20260106,3\n\nCountry,Users,Share\nFrance,4,10\nSpain,5,20\n"
    raw, rows = text(tmp_path, written)
    assert [row[-1] for row in rows] == [2, 3]
    assert told(raw)["another table (header_row = 5 reads it)"] == "3 passed over"
    assert [row[-1] for row in text(tmp_path, written, header_row="5")[1]] == [6, 7]


def test_tables_of_one_width_between_comments(tmp_path: Path) -> None:
    written = "# One\nDate,Views\n20260105,12\n20260106,3\n# Two\nCountry,Users\nFrance,4\nSpain,5\n"
    assert [row[-1] for row in text(tmp_path, written)[1]] == [3, 4]


def test_a_row_of_words_behind_an_empty_line_is_no_other_table(tmp_path: Path) -> None:
    written = "id,name,staff\na1,Alpha,10\na2,Beta,20\n\na3,Gamma,unknown\na4,Delta,30\n"
    assert [row[0] for row in text(tmp_path, written)[1]] == ["a1", "a2", "a3", "a4"]


def test_notes_below_a_table_are_no_rows_and_told(tmp_path: Path) -> None:
    written = "id,name,stage\n1,a,Won\n2,b,Lost\n\n\nMy Opportunities\nConfidential Information - Do Not Distribute\n"
    raw, rows = text(tmp_path, written)
    assert (len(rows), raw.malformed) == (2, 0)
    assert told(raw)["lines below the table"] == "2 passed over"


def test_a_file_cut_off_in_a_row_is_told_as_a_bad_row(tmp_path: Path) -> None:
    raw, rows = text(tmp_path, "id,name,stage,amount\n1,a,Won,5\n2,b")
    assert (len(rows), raw.malformed) == (1, 1)


def test_the_header_again_among_the_rows_is_no_row(tmp_path: Path) -> None:
    raw, rows = text(tmp_path, "id,name\n1,a\nid,name\n2,b\n")
    assert [row[0] for row in rows] == ["1", "2"]
    assert told(raw)["header rows"] == "1 passed over"


def test_decimal_commas_without_quotes_do_not_move_the_header(tmp_path: Path) -> None:
    raw, rows = text(tmp_path, "id,amount\na1,1200,50\na2,3,25\n")
    assert (raw.columns, rows, raw.malformed) == (("id", "amount"), [], 2)


def test_names_that_are_looked_for_find_the_header(tmp_path: Path) -> None:
    written = "Export,of,companies\nAccount ID,Name,City\nx,Alpha,Paris\ny,Beta,Rome\n"
    assert text(tmp_path, written)[0].columns == ("Export", "of", "companies")
    assert text(tmp_path, written, expected=("accountid", "name"))[0].columns == ("Account ID", "Name", "City")


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        ({"skip": "2"}, ["1", "2", "x"]),
        ({"header_row": "3"}, ["1", "2", "x"]),
        ({"header_row": "3", "until": "x"}, ["1", "2"]),
        ({"header_row": "3", "until": "5"}, ["1"]),
        ({"header_row": "3", "comment": "2"}, ["1", "x"]),
    ],
)
def test_options_say_where_the_table_is(tmp_path: Path, options: dict[str, str], ids: list[str]) -> None:
    rows: list[list[Any]] = [["a", "b"], ["c", "d"], ["id", "name"], ["1", "one"], ["2", "two"], ["x", "end"]]
    assert [row[0] for row in sheet(tmp_path, rows, **options)[1]] == ids
    assert [row[0] for row in text(tmp_path, "\n".join(map(",".join, rows)), **options)[1]] == ids


@pytest.mark.parametrize("options", [{"skip": "some"}, {"header_row": "0"}, {"skip": "1", "header_row": "5"}])
def test_options_that_say_no_line_are_told(tmp_path: Path, options: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        text(tmp_path, "a,b\n1,2\n", **options)


def test_a_formatted_report_in_a_workbook(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        [None, "Won deals"],
        [None, "As of 2 May 2026"],
        [],
        [None, "Deal ID", "Account", "Amount"],
        [None, "d1", "Alpha", 12000.5],
        [None, "d2", "Beta", 800],
        [None, "Total", None, 12800.5],
        [],
        [None, "Confidential Information - Do Not Distribute"],
    ]
    raw, found = sheet(tmp_path, rows)
    assert raw.columns == ("Deal ID", "Account", "Amount")
    assert found == [("d1", "Alpha", "12000.5", 5), ("d2", "Beta", "800", 6)]
    assert told(raw)["header_row"] == "4"
    assert told(raw)["lines below the table"] == "1 passed over"


def test_sums_and_counts_of_groups_are_no_rows(tmp_path: Path) -> None:
    """Salesforce's formatted report: a label of the sum beside the word for it, and a line for the number of records."""
    rows: list[list[Any]] = [
        ["Owner ↑", "Stage ↑", "Deal", "Account", "Amount"],
        ["Jo", "Won", "d1", "Alpha", 12000],
        [None, "Subtotal", "Sum of Amount", None, 12000],
        [None, None, "Count", 1],
        ["Ann", "Open", "d2", "Beta", 5],
        ["Subtotal", None, "Sum", None, 5],
        ["Total", None, "Sum", None, 12005],
        [None, None, "Record Count", 2],
    ]
    raw, found = sheet(tmp_path, rows)
    assert [row[:3] for row in found] == [("Jo", "Won", "d1"), ("Ann", "Open", "d2")]
    assert told(raw)["total rows"] == "5 passed over"


def test_a_value_in_cells_merged_over_rows_is_that_of_each(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["Account", "Deal"], ["Alpha", "d1"], [None, "d2"], ["Beta", "d3"]):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    book.save(tmp_path / "file.xlsx")
    raw, found = read(tmp_path / "file.xlsx")
    assert [row[:2] for row in found] == [("Alpha", "d1"), ("Alpha", "d2"), ("Beta", "d3")]
    assert told(raw)["merged cells"] == "1 filled"


def test_another_table_may_have_a_title_of_its_own(tmp_path: Path) -> None:
    text = "name,joined,left,seconds\nJo,10:00,11:00,5\n\n3. Activities\nname,joined,seconds\nJo,10:00,5\nJo,10:30,4\n"
    (tmp_path / "file.csv").write_text(text, "utf-8")
    raw, found = read(tmp_path / "file.csv")
    assert len(found) == 1
    assert told(raw)["another table (header_row = 5 reads it)"] == "3 passed over"


def test_what_is_hidden_in_a_workbook_is_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["id", "name"], ["1", "a"], ["2", "b"]):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    other = book.create_sheet("Old")
    other.append(["id", "name"])
    other.sheet_state = "hidden"
    book.save(tmp_path / "file.xlsx")
    raw, found = read(tmp_path / "file.xlsx")
    assert len(found) == 2
    assert told(raw)["hidden rows"] == "1 are read as the others"
    assert told(raw)["hidden sheet"] == "Old is left alone"


def test_formulas_without_a_value_and_errors_are_not_empty(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["id", "amount"], ["1", "=1/0"], ["2", 1.5]):
        book.active.append(row)
    book.save(tmp_path / "file.xlsx")
    raw, found = read(tmp_path / "file.xlsx")
    assert [row[1] for row in found] == ["#FORMULA?", "1.5"]
    assert "amount" in raw.typed


def test_the_first_record_is_the_header_unless_the_others_say_otherwise() -> None:
    assert header_place([]) == 0
    assert header_place([["a", "b"], ["1", "2"]]) == 0
    assert header_place([["Report"], ["a", "b"], ["x", "2"], ["y", "3"]]) == 1
    assert header_place([["Report"], ["1", "2"], ["3", "4"]]) == 0


def test_a_header_that_comes_again_above_each_group_is_the_header_all_the_same() -> None:
    """Monday writes the board, the group and the header, and the header again for the next group."""
    board = [
        ["Deals", ""],
        ["Active", ""],
        ["Name", "Value"],
        ["A", "5"],
        ["", "5"],
        ["Won", ""],
        ["Name", "Value"],
        ["B", "6"],
    ]
    assert header_place(board) == 2


def test_rows_below_the_header_that_comes_again_are_rows() -> None:
    header, passed = ["Name", "Stage", "Value"], PassedOver()
    lines = [
        ["A", "x", "5"],
        ["", "", ""],
        ["Won", "", ""],
        ["Name ", "Stage", "Value"],
        ["B", "y", "6"],
        header,
        ["C", "z", "7"],
    ]
    records = [Record(line, cells, "blank" if line == 4 else "") for line, cells in enumerate(lines, 2)]
    taken = [record.cells for record in rows_of_table(records, header, "", passed)]
    assert [cells[0] for cells in taken if isinstance(cells, list) and any(cells)] == ["A", "B", "C"]
    assert passed.seen["the header again"] == (2, 5, "Name ,Stage,Value")
    assert passed.seen["lines between groups of rows"][1:] == (4, "Won")
