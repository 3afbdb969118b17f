"""How files of an upload are recognised: as the command line reads them, also below lines that are none of their table."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from assay.landing.drawn_mapping import drawn
from assay.landing.incoming import new_upload
from assay.landing.understood import understand
from assay.store.workspace import Workspace, create_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "w")


def titled(path: Path, rows: list[list[object]]) -> None:
    """A sheet with a title over its columns, in merged cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "Customers of 2026"
    sheet.merge_cells("A1:D1")
    sheet.append([])
    for row in rows:
        sheet.append(row)
    book.save(path)


def test_a_sheet_with_a_title_is_read_as_the_table_it_is_called(workspace: Workspace) -> None:
    upload = new_upload(workspace)
    titled(upload.new_file("accounts.xlsx"), [["account_id", "name", "website"], ["a1", "One", "one.com"]])
    (one,) = understand(workspace, upload)
    assert (one.kind, one.name, one.rows) == ("table", "accounts", 1)


def test_an_export_with_title_lines_is_known_by_its_columns(workspace: Workspace) -> None:
    upload = new_upload(workspace)
    text = 'All companies\nMay 2026\n\n"Record ID","Company name","Company Domain Name"\n1,One,one.com\n2,Two,two.com\n'
    upload.new_file("view.csv").write_text(text, "utf-8")
    (one,) = understand(workspace, upload)
    assert (one.kind, one.name, one.rows) == ("preset", "hubspot", 2)


def test_the_columns_of_a_titled_file_are_drafted_by_its_header(workspace: Workspace) -> None:
    upload = new_upload(workspace)
    path = upload.new_file("log.xlsx")
    titled(path, [["touch_id", "occurred_at", "Anzahl"], ["t1", "2026-02-01", 7], ["t2", "2026-02-02", 8]])
    (one,) = understand(workspace, upload)
    assert (one.kind, one.rows) == ("draft", 2)
    sides = {side.header: side.target for side in drawn(path).sides}
    assert (sides["touch_id"], sides["occurred_at"]) == ("touch_id", "occurred_at")
