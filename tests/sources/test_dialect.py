"""The delimiter, and records with the lines they begin on."""

from __future__ import annotations

from pathlib import Path

import pytest

from assay.errors import UsageError
from assay.sources.dialect import Dialect, decide_layout, records
from assay.sources.shape import Malformed


def decide(tmp_path: Path, text: str, **options: str) -> tuple[str, list[str]]:
    path = tmp_path / "file.csv"
    path.write_text(text)
    layout, _ = decide_layout(path, "file.csv", "utf-8", options)
    return layout.dialect.delimiter, list(layout.header)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_that_splits_the_header(tmp_path: Path, mark: str) -> None:
    assert decide(tmp_path, f"id{mark}name\n1{mark}x\n") == (mark, ["id", "name"])


def test_a_delimiter_inside_quotes_is_none(tmp_path: Path) -> None:
    assert decide(tmp_path, 'id,"name; first"\n1,x\n') == (",", ["id", "name; first"])


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_a_header_in_quotes_is_split_by_one_delimiter(tmp_path: Path, mark: str) -> None:
    text = f'"Record ID"{mark}"Deal, name; of | it"\n"1"{mark}"x"\n'
    assert decide(tmp_path, text) == (mark, ["Record ID", "Deal, name; of | it"])


def test_a_header_in_quotes_with_a_mark_in_front(tmp_path: Path) -> None:
    assert decide(tmp_path, '\ufeff"Id";"Name"\n"1";"x, y"\n') == (";", ["Id", "Name"])


def test_the_rows_decide_where_the_header_leaves_a_choice(tmp_path: Path) -> None:
    assert decide(tmp_path, "id;name, first;city\n1;x;y\n2;x;y\n")[0] == ";"


def test_two_that_fit_alike_are_an_error_that_names_the_option(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="comma and semicolon") as raised:
        decide(tmp_path, "a,b;c\n1,2;3\n")
    assert "delimiter" in (raised.value.hint or "")


@pytest.mark.parametrize(("written", "mark"), [("tab", "\t"), ("\\t", "\t"), ("~", "~")])
def test_the_option_decides(tmp_path: Path, written: str, mark: str) -> None:
    assert decide(tmp_path, f"a{mark}b,c\n1{mark}2\n", delimiter=written) == (mark, ["a", "b,c"])


def test_a_delimiter_of_two_characters_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="'::' is not one character"):
        decide(tmp_path, "a::b\n", delimiter="::")


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_a_header_in_single_quotes_has_them_for_quotes(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "file.csv"
    path.write_text(f"\ufeff'id'{mark}'it''s, a; name'\n'1'{mark}'O''Neil'\n")
    layout, told = decide_layout(path, "file.csv", "utf-8-sig", {})
    assert layout.header == ("id", "it's, a; name")
    assert ("quote", "'") in [(one.what, one.value) for one in told]
    assert decide(tmp_path, f"id{mark}'name'\n1{mark}x\n") == (mark, ["id", "'name'"])


def test_other_quotes_and_none(tmp_path: Path) -> None:
    assert decide(tmp_path, "a,'b,c'\n", quote="'")[1] == ["a", "b,c"]
    assert decide(tmp_path, 'a,"b\n', quote="none")[1] == ["a", '"b']


def test_one_column(tmp_path: Path) -> None:
    assert decide(tmp_path, "id\n1\n") == (",", ["id"])


def test_spaces_around_quotes_do_no_harm() -> None:
    assert list(records(['a, "b, c" ,d\n'], Dialect(","))) == [(1, ["a", "b, c", "d"], "")]


def test_a_quote_left_open_at_the_end_costs_its_line_alone() -> None:
    lines = ["a,b\n", '1,"open\n', "2,x\n", "3,y\n"]
    found = list(records(lines, Dialect(",")))
    assert isinstance(found[1][1], Malformed)
    assert [(line, row) for line, row, _ in found if isinstance(row, list)] == [
        (1, ["a", "b"]),
        (3, ["2", "x"]),
        (4, ["3", "y"]),
    ]


def test_a_quote_left_open_early_in_a_long_file_is_not_read_to_its_end() -> None:
    lines = ["a,b\n", '1,"open\n', *(f"{number},x\n" for number in range(5000))]
    found = list(records(lines, Dialect(",")))
    assert sum(isinstance(row, list) for _, row, _ in found) == 5001
