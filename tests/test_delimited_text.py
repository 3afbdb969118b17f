"""What is written as CSV is read back as it was, by readers that Assay did not write."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from assay.delimited_text import DANGEROUS, csv_lines

HEADER = ("text", "number")
NASTY = (
    "a\rb",
    "a\nb",
    "a\r\nb",
    '"',
    'a"b',
    "a,b",
    "a;b",
    " a ",
    "ä€",
    "",
    "'",
    "NULL",
    "\r",
    "=1+1",
    "-3",
    "@x",
    "\t=1",
)


def written(rows, **style) -> str:
    return "".join(csv_lines(HEADER, rows, **style))


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_pandas_reads_back_what_was_written(delimiter: str, end: str) -> None:
    rows = [(text, 1) for text in NASTY]
    text = written(rows, raw=True, delimiter=delimiter, end=end)
    for engine in ("c", "python"):
        found = pd.read_csv(
            io.StringIO(text, newline=""), sep=delimiter, keep_default_na=False, dtype={"text": str}, engine=engine
        )
        assert tuple(found["text"]) == NASTY


def test_the_standard_library_reads_back_what_was_written() -> None:
    text = written([(text, 1) for text in NASTY], raw=True)
    assert tuple(row[0] for row in csv.reader(io.StringIO(text, newline=""), strict=True)) == ("text", *NASTY)


def test_no_text_becomes_a_formula_unless_raw() -> None:
    rows = [(f"{sign}x", 1) for sign in DANGEROUS]
    found = list(csv.reader(io.StringIO(written(rows), newline="")))[1:]
    assert all(cell[0].startswith("'") for cell in found)
    assert list(csv.reader(io.StringIO(written(rows, raw=True), newline="")))[1:] == [[f"{s}x", "1"] for s in DANGEROUS]


def test_values_are_plain() -> None:
    rows = [(date(2026, 1, 2), -1.5), (True, Decimal("1E+3")), (None, float("nan")), (["a"], Decimal("0.10"))]
    assert written(rows).splitlines()[1:] == ["2026-01-02,-1.5", "true,1000", ",", '"[""a""]",0.1']
    assert written([("x", -1.5)], delimiter=";", comma=True).splitlines()[1] == "x;-1,5"


def test_a_row_of_one_empty_cell_is_a_row() -> None:
    assert "".join(csv_lines(("one",), [("",), (None,)])) == 'one\n""\n""\n'
