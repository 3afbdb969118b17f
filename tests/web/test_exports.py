"""Files of tables: numbers stay numbers, text stays text, and nothing becomes a formula."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
from datetime import date, datetime
from decimal import Decimal
from tempfile import TemporaryFile

import openpyxl
import pyarrow.parquet as parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.delimited_text import DANGEROUS, csv_cell
from assay.errors import UsageError
from assay.report.formats import RENDERERS
from assay.web import exports
from assay.web.exports import write_csv, write_json, write_parquet, write_xlsx
from assay.web.pages.registry import find_pages
from assay.web.tables import Column, Pieces, TableData
from report.reading import TEXT_OF, Tags
from web.conftest import FORMULA, HOSTILE, LONG

ROWS = [
    {"name": HOSTILE, "n": -3, "share": 0.25, "money": Decimal("1234.50"), "day": date(2026, 2, 3), "flag": True},
    {"name": FORMULA, "n": 4, "share": None, "money": None, "day": None, "flag": False},
    {"name": LONG, "n": None, "share": 1.0, "money": Decimal("-1"), "day": date(2026, 2, 4), "flag": None},
]
TABLE = TableData(
    "t",
    "A: table/with [signs]",
    (
        Column("name", "Name"),
        Column("n", "=n", "number"),
        Column("share", "Share", "share"),
        Column("money", "Money", "money", currency="EUR"),
        Column("day", "Day", "day"),
        Column("flag", "Flag", "flag"),
    ),
    ROWS,
)


def written(write, table, *words, **how):
    out = io.BytesIO()
    write(table, out, *words, **how)
    return out.getvalue()


def read(content: bytes, **how):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), **how))


def test_csv():
    header, first, second, third = read(written(write_csv, TABLE))
    assert header == ["name", "n", "share", "money", "day", "flag"]
    assert first == [HOSTILE, "-3", "0.25", "1234.5", "2026-02-03", "true"]
    assert second == ["'" + FORMULA, "4", "", "", "", "false"]
    assert third[0] == LONG


@pytest.mark.parametrize("language", ["fr", "es", "ru"])
def test_csv_for_a_spreadsheet_with_a_decimal_comma(language):
    content = written(write_csv, TABLE, language, excel=True)
    assert content.startswith(b"\xef\xbb\xbf")
    assert read(content, delimiter=";")[1][1:4] == ["-3", "0,25", "1234,5"]


def test_csv_for_an_english_spreadsheet():
    content = written(write_csv, TABLE, "en", excel=True)
    assert content.startswith(b"\xef\xbb\xbf")
    assert read(content)[1][2] == "0.25"


@given(st.text(max_size=20))
def test_no_text_is_a_formula(text):
    cell = csv_cell(text)
    assert not cell.startswith(DANGEROUS)
    assert cell in (text, f"'{text}")


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "\ufeff=1", "＝1"])
def test_what_a_spreadsheet_takes_for_a_formula(text):
    assert csv_cell(text) == f"'{text}"


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**15), 10**15))
def test_numbers_are_numbers(value):
    assert float(csv_cell(value)) == value
    assert float(csv_cell(value, comma=True).replace(",", ".")) == value


def test_what_is_no_number_is_nothing():
    assert [csv_cell(value) for value in (None, float("nan"), float("inf"), Decimal("NaN"))] == [""] * 4


def test_xlsx():
    book = openpyxl.load_workbook(io.BytesIO(written(write_xlsx, TABLE)))
    sheet = book.active
    assert sheet.title == "A  table with  signs"
    assert [cell.value for cell in sheet[1]] == ["Name", "=n", "Share", "Money", "Day", "Flag"]
    assert sheet["B1"].data_type == "s"
    first = [cell.value for cell in sheet[2]]
    assert first == [HOSTILE, -3, 0.25, 1234.5, datetime(2026, 2, 3), True]
    assert (sheet["A3"].value, sheet["A3"].data_type) == (FORMULA, "s")
    assert sheet["A4"].value == LONG
    assert sheet["C3"].value is None
    assert sheet.freeze_panes == "A2"


def test_no_xlsx_cell_is_a_link_or_a_formula():
    texts = ["https://evil.example", "mailto:x@evil.example", "{=1}", "internal:A1", FORMULA, "12"]
    table = TableData("t", "t", (Column("a", "a"),), [{"a": text} for text in texts])
    sheet = openpyxl.load_workbook(io.BytesIO(written(write_xlsx, table))).active
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == texts
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


def test_json():
    found = json.loads(written(write_json, TABLE))
    assert found[0] == {"name": HOSTILE, "n": -3, "share": 0.25, "money": 1234.5, "day": "2026-02-03", "flag": True}
    assert found[1]["name"] == FORMULA


def test_parquet():
    found = parquet.read_table(io.BytesIO(written(write_parquet, TABLE)))
    assert [str(column.type) for column in found.schema] == [
        "string",
        "int64",
        "double",
        "decimal128(5, 1)",
        "date32[day]",
        "bool",
    ]
    assert found.column("name").to_pylist() == [HOSTILE, FORMULA, LONG]


def test_parquet_of_nothing_and_of_mixed_values():
    columns = (Column("a", "a"), Column("b", "b"), Column("c", "c"))
    rows = [{"a": 1, "b": {"x": 1}, "c": None}, {"a": "x", "b": None, "c": None}]
    found = parquet.read_table(io.BytesIO(written(write_parquet, TableData("t", "t", columns, rows)))).to_pylist()
    assert found == [{"a": "1", "b": '{"x": 1}', "c": None}, {"a": "x", "b": None, "c": None}]
    empty = parquet.read_table(io.BytesIO(written(write_parquet, TableData("t", "t", columns, []))))
    assert (empty.num_rows, empty.column_names) == (0, ["a", "b", "c"])


EXAMPLES = {"account": "/accounts/own%2F2", "kpi": "/kpis/target_accounts?by=industry", "my": "/my?owner=rita"}
ADDRESSES = tuple(EXAMPLES.get(page.name, page.path) for page in find_pages())


class TestHostileData:
    """Somebody's data hold markup, quotes, direction marks, formulas and very long names."""

    @pytest.mark.parametrize("path", ["/kpis/target_accounts", "/kpis/target_accounts?by=industry"])
    def test_pages_show_it_as_text(self, site, path):
        page = site.get(path).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &#34;q&#34;" in page
        assert "<bdi>&lt;script" in page

    @pytest.mark.parametrize("kind", ["csv", "csv?variant=excel&lang=fr"])
    def test_files_hold_no_formula(self, site, kind):
        path = f"/kpis/target_accounts.{kind}" + ("&" if "?" in kind else "?") + "table=rows"
        delimiter = ";" if "variant" in kind else ","
        lines = read(site.get(path).content, delimiter=delimiter)
        cells = [cell for line in lines for cell in line]
        assert "'" + FORMULA in cells
        assert HOSTILE in cells
        numbers = [cell for cell in cells if cell.replace(",", "").replace(".", "").lstrip("-").isdigit()]
        assert not [cell for cell in cells if cell.startswith(DANGEROUS) and cell not in numbers]

    @pytest.mark.parametrize("path", ADDRESSES)
    def test_no_page_takes_it_for_its_own(self, site, path):
        """No tag, no attribute and no script of any page is made of a name."""
        answer = site.get(path)
        assert answer.status_code in (200, 422), answer.text
        tags = Tags(answer.text).tags
        scripts = [attributes for tag, attributes in tags if tag == "script"]
        assert all((attributes.get("src") or "").startswith("/static/") for attributes in scripts)
        assert not [name for _, attributes in tags for name in attributes if name.startswith("on") or name == "style"]
        assert not [value for _, attributes in tags for value in attributes.values() if "javascript:" in (value or "")]
        assert "<script>alert" not in answer.text

    def test_the_names_are_on_those_pages(self, site):
        """Else the test before would prove nothing."""
        shown = [path for path in ADDRESSES if "alert(&#39;x&#39;)" in site.get(path).text]
        assert {"/accounts", "/accounts/own%2F2", "/coverage", "/my?owner=rita"} <= set(shown)

    @pytest.mark.parametrize("path", ["/accounts", "/kpis/target_accounts", "/coverage", "/engagement"])
    def test_no_workbook_holds_a_formula_or_a_link(self, site, path):
        table = "table=rows" if "kpis" in path else ""
        sheet = openpyxl.load_workbook(io.BytesIO(site.get(f"{path}.xlsx?{table}").content)).active
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]

    @pytest.mark.parametrize("kind", sorted(RENDERERS))
    def test_no_report_does_harm(self, site, kind):
        answer = site.get(f"/reports/file?format={kind}")
        assert answer.status_code == 200
        text = TEXT_OF[kind](answer.content)
        assert not set("\u202a\u202b\u202c\u202d\u202e") & set(text)
        if kind == "html":
            assert "script" not in {tag for tag, _ in Tags(answer.text).tags}
        if kind == "xlsx":
            book = openpyxl.load_workbook(io.BytesIO(answer.content))
            assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]

    def test_what_was_asked_is_said_back_as_text(self, site):
        page = site.get("/lists", params={"list": "<script>alert(1)</script>"}).text
        assert "<script>alert" not in page
        found = site.get("/<script>alert(1)</script>").text
        assert "<script>alert" not in found

    def test_names_of_files_are_plain(self, site):
        said = site.get("/kpis/target_accounts.csv?table=rows").headers["content-disposition"]
        assert said == 'attachment; filename="kpi-rows-run1.csv"'


class TestManyRows:
    """More rows than memory holds go through a file on the disk, piece by piece."""

    COLUMNS = (
        Column("n", "n", "number"),
        Column("late", "late"),
        Column("mixed", "mixed"),
        Column("nothing", "nothing"),
    )

    @staticmethod
    def rows(count: int) -> Pieces:
        """What the first pieces hold tells nothing of the type of two columns."""

        def read(first, rows, _by, _descending):
            last = count if rows is None else first + rows
            for n in range(first, last):
                late = Decimal("1.50") if n >= count - 1 else None
                yield {"n": n if n else 0.5, "late": late, "mixed": "x" if n == count - 1 else n, "nothing": None}

        return Pieces(count, read)

    @pytest.fixture
    def table(self, monkeypatch):
        monkeypatch.setattr(exports, "ROWS_OF_A_PIECE", 3)
        return TableData("t", "t", self.COLUMNS, self.rows(10))

    def test_the_type_of_a_parquet_column_is_that_of_all_its_pieces(self, table):
        found = parquet.read_table(io.BytesIO(written(write_parquet, table)))
        assert [str(field.type) for field in found.schema] == ["double", "decimal128(2, 1)", "string", "string"]
        assert found.column("n").to_pylist() == [0.5, *range(1, 10)]
        assert found.column("late").to_pylist() == [None] * 9 + [Decimal("1.5")]
        assert found.column("mixed").to_pylist() == [*map(str, range(9)), "x"]

    def test_csv_json_and_workbook_hold_every_row_once(self, table):
        assert [line[0] for line in read(written(write_csv, table))[1:]] == ["0.5", *map(str, range(1, 10))]
        assert [row["n"] for row in json.loads(written(write_json, table))] == [0.5, *range(1, 10)]
        sheet = openpyxl.load_workbook(io.BytesIO(written(write_xlsx, table))).active
        assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [0.5, *range(1, 10)]

    def test_a_sheet_that_would_lose_rows_is_refused(self):
        table = TableData("t", "t", self.COLUMNS, self.rows(exports.MOST_ROWS_OF_A_SHEET + 1))
        with pytest.raises(UsageError, match="more than a sheet may have") as refused:
            written(write_xlsx, table)
        assert "Parquet" in refused.value.hint

    @pytest.mark.parametrize("write", [write_csv, write_json])
    def test_a_few_rows_are_held_at_a_time(self, write):
        """5 MB of rows: what Python holds at its peak is less than a tenth of the file."""

        def read(first, rows, _by, _descending):
            yield from ({"text": str(n) * 1_000} for n in range(first, 2_000 if rows is None else first + rows))

        table = TableData("t", "t", (Column("text", "text"),), Pieces(2_000, read))
        with TemporaryFile() as out:
            tracemalloc.start()
            write(table, out)
            _, peak = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            assert peak < out.tell() / 10
