"""Rows behind a figure that are too many to be held at once are read piece by piece, and are the same rows."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from assay.web import visit
from assay.web.tables import Column, Pieces, TableData, arranged

ROWS = [{"n": n, "name": f"row {n:03}"} for n in range(25)]


def read(first: int, rows: int | None, by: str | None, descending: bool) -> list[dict[str, Any]]:
    ordered = sorted(ROWS, key=lambda row: row[by or "n"], reverse=descending)
    return ordered[first:] if rows is None else ordered[first : first + rows]


@pytest.fixture
def pieces() -> Pieces:
    return Pieces(len(ROWS), read)


def test_pieces_are_a_sequence(pieces: Pieces) -> None:
    assert list(pieces) == ROWS
    assert (len(pieces), pieces[0], pieces[-1], pieces[20:40]) == (25, ROWS[0], ROWS[24], ROWS[20:])
    with pytest.raises(IndexError):
        pieces[25]


def test_a_page_of_pieces_is_sorted_where_they_come_from(pieces: Pieces) -> None:
    table = TableData("rows", "Rows", (Column("n", "n", "number"),), pieces, most=10)
    found = arranged(table, "-n", 3)
    assert ([row["n"] for row in found.rows], found.pages) == ([4, 3, 2, 1, 0], 3)


def test_told_pieces_keep_their_order(pieces: Pieces) -> None:
    told = pieces.ordered("n", descending=True).told(lambda row: {**row, "told": True})
    assert told[0] == {"n": 24, "name": "row 024", "told": True}


def test_a_text_that_no_row_has_takes_no_column() -> None:
    """A page is not filled with empty cells; a number that is not there says so, and files have every column."""
    columns = (Column("name", "Name"), Column("note", "Note"), Column("n", "N", "number"), Column("why", "Why"))
    rows = [{"name": None, "note": "", "n": None, "why": None}, {"name": None, "note": None, "n": None, "why": "so"}]
    found = arranged(TableData("t", "T", columns, rows), None, 1)
    assert [one.name for one in found.columns] == ["name", "n", "why"]
    assert found.table.names == ("name", "note", "n", "why")
    many = Pieces(2, lambda *_: rows)
    assert len(arranged(TableData("t", "T", columns, many), None, 1).columns) == 4


class TestOnThePage:
    """The company's few rows, taken for many."""

    KEY = "contacts_per_account"

    def test_the_rows_are_the_same(self, site: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
        whole = site.get(f"/api/kpis/{self.KEY}/rows?arm=all").json()
        monkeypatch.setattr(visit, "HANDY", 0)
        pieces = site.get(f"/api/kpis/{self.KEY}/rows?arm=all").json()
        assert whole["of"] == pieces["of"] > 0

        def sorted_rows(found: Any) -> list[str]:
            return sorted(map(repr, found["rows"]))

        assert sorted_rows(whole) == sorted_rows(pieces)

    def test_the_api_pages_through_them(self, site: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(visit, "HANDY", 0)
        address, seen = f"/api/kpis/{self.KEY}/rows?arm=all&limit=1", []
        found = site.get(address).json()
        while True:
            seen += found["rows"]
            if not found["next"]:
                break
            found = site.get(f"{address}&cursor={found['next']}").json()
        assert len(seen) == found["of"] == len({repr(row) for row in seen})

    def test_the_page_shows_and_sorts_them(self, site: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(visit, "HANDY", 0)
        for words in ("", "&sort=rows:-numerator", "&sort=rows:account"):
            found = site.get(f"/kpis/{self.KEY}?arm=all{words}")
            assert found.status_code == 200, found.text[:500]
            assert "Little Steel" in found.text or "Rows behind the figure" in found.text

    def test_their_csv_has_all_of_them(self, site: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
        whole = site.get(f"/kpis/{self.KEY}.csv?arm=all&table=rows").text
        monkeypatch.setattr(visit, "HANDY", 0)
        pieces = site.get(f"/kpis/{self.KEY}.csv?arm=all&table=rows").text
        assert sorted(whole.splitlines()) == sorted(pieces.splitlines())
        assert len(whole.splitlines()) > 1
