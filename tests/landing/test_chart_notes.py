"""Notes about days: they land as rows of the source `assay`, are taken back as any load, and make no figure old."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assay.errors import UsageError
from assay.landing.chart_notes import LONGEST, chart_notes, take_note_back, write_note
from assay.landing.load import load
from assay.landing.manifest import batches
from assay.memory.origin import build_inputs
from assay.store.workspace import Workspace, create_workspace

DAY = date(2026, 4, 15)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "w")


def test_a_note_lands_with_its_author_and_is_taken_back(workspace: Workspace) -> None:
    made = write_note(workspace, DAY, "  Trade fair\nin Lyon ", by="Ann")
    assert (made.day, made.text, made.by, made.list, made.kpi) == (DAY, "Trade fair in Lyon", "Ann", None, None)
    assert [batch.source for batch in batches(workspace, "chart_notes")] == ["assay"]
    other = write_note(workspace, DAY, "Trade fair in Lyon", list="Named", kpi="engaged_share", by="Bob")
    assert [one.note_id for one in chart_notes(workspace)] == [made.note_id, other.note_id]
    assert take_note_back(workspace, made.note_id, by="Ann") == made
    assert chart_notes(workspace) == (other,)
    with pytest.raises(UsageError, match="There is no note"):
        take_note_back(workspace, made.note_id)


@pytest.mark.parametrize("text", ["", " \n ", "a" * (LONGEST + 1)])
def test_a_note_that_says_nothing_or_too_much_does_not_land(workspace: Workspace, text: str) -> None:
    with pytest.raises(UsageError):
        write_note(workspace, DAY, text)
    assert chart_notes(workspace) == ()


def test_text_that_looks_like_something_else_stays_as_it_is(workspace: Workspace) -> None:
    said = ['=1+1, "quoted"', "N/A", "<b>né</b> – Лион"]
    for one in said:
        write_note(workspace, DAY, one)
    assert [one.text for one in chart_notes(workspace)] == said


def test_notes_of_a_file_stand_beside_and_go_with_their_load(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "chart_notes.csv"
    file.write_text("note_id,day,note\nN-1,2026-01-10,Price rise\n", "utf-8")
    load(workspace, [file])
    found = chart_notes(workspace)
    assert [(one.text, one.made_here) for one in found] == [("Price rise", False)]
    with pytest.raises(UsageError, match="came with a file"):
        take_note_back(workspace, "N-1")


def test_a_note_makes_no_figure_old(workspace: Workspace) -> None:
    before = build_inputs(workspace, DAY)
    write_note(workspace, DAY, "Trade fair")
    assert build_inputs(workspace, DAY) == before
