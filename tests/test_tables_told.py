"""The tables in words: every column has a meaning and an example, the page is generated, and the templates load."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from assay.contract.kinds import KINDS
from assay.contract.page import tables_page
from assay.contract.tables import TABLES
from assay.contract.told import TABLE_MEANINGS, allowed, example, untold
from assay.landing.load import load
from assay.store.workspace import create_workspace
from support.cli import assay

PAGE = Path(__file__).parent.parent / "docs" / "tables.md"


def test_every_table_and_column_is_told() -> None:
    assert untold() == []


def test_the_page_on_disk_is_the_one_generated() -> None:
    assert PAGE.read_text("utf-8") == tables_page(), "run `make docs`"


def test_the_page_has_every_table_column_word_and_kind() -> None:
    page = tables_page()
    for table in TABLES.values():
        part = page.split(f"\n## {table.name}\n")[1].split("\n## ")[0]
        for column in table.columns:
            line = next(
                line for line in part.splitlines() if line.startswith((f"| {column.name} |", f"| **{column.name}**"))
            )
            assert all(f"`{word}`" in line for word in allowed(column))
            assert f"`{example(table, column)}`" in line
    assert all(f"| `{kind}` |" in page for kind in KINDS)


def test_a_template_is_written_for_each_table_and_all_of_them_load(tmp_path: Path) -> None:
    said = assay("tables", "--template", tmp_path / "templates")
    assert said.status == 0
    written = sorted(path.stem for path in (tmp_path / "templates").iterdir())
    assert written == sorted(TABLES)
    report = load(create_workspace(tmp_path / "w"), [tmp_path / "templates"])
    assert [(one.table, one.loaded) for one in report.tables if one.loaded != 1] == []
    assert (report.quarantined, report.problems, report.missing) == (0, (), ())


def test_the_examples_belong_together(tmp_path: Path) -> None:
    """No reference of an example leads nowhere: the built company has every row."""
    assay("tables", "--template", tmp_path / "templates")
    assay("init", tmp_path / "w")
    assert assay("-C", tmp_path / "w", "load", tmp_path / "templates").status == 0
    built = assay("-C", tmp_path / "w", "refresh", "--format", "json").json
    assert built["quarantined"] == {}
    assert set(built["model"].values()) == {1}


def test_a_template_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "accounts.csv").write_text("mine", "utf-8")
    said = assay("tables", "accounts", "--template", tmp_path)
    assert said.status == 2
    assert (tmp_path / "accounts.csv").read_text("utf-8") == "mine"


def test_the_tables_are_told_as_text_csv_and_json() -> None:
    assert all(name in assay("tables").out for name in TABLE_MEANINGS if name in TABLES)
    assert "meeting_no_show" in assay("tables", "touches").out
    rows = assay("tables", "opportunities", "--format", "json").json
    assert [row["column"] for row in rows if row["required"]] == ["opportunity_id", "created_at"]
    lines = list(csv.DictReader(assay("tables", "--format", "csv").out.splitlines()))
    assert len(lines) == sum(len(table.columns) for table in TABLES.values())


@pytest.mark.parametrize(("name", "said"), [("acounts", "'accounts'"), ("touch", "'touches'")])
def test_an_unknown_table_is_met_with_the_nearest(name: str, said: str) -> None:
    answer = assay("tables", name)
    assert answer.status == 2
    assert said in answer.err
