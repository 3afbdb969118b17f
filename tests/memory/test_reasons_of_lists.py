"""A change of a list in the past is told among the reasons of `assay changes`: by whom, from when, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from assay.landing.list_changes import change_list
from assay.landing.list_edits import Edit
from assay.landing.undo import undo
from assay.memory.differences import LoadsTakenBack
from assay.memory.origin import Origin
from assay.memory.reasons import reasons
from assay.store.workspace import create_workspace
from support.cli import assay


def test_a_change_in_the_past_is_told_with_its_reason(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "w")
    said = assay("-C", str(workspace.path), "lists", "history")
    assert "No list was changed in Assay" in said.out
    assert "List 'Key' was never changed in Assay" in assay("-C", str(workspace.path), "lists", "history", "Key").out
    edit = Edit("added", "Key", date(2026, 1, 1), ("a", "b"), reason="They were agreed on in January")
    change_list(workspace, edit, today=date(2026, 4, 1), by="Ada")
    today = date(2026, 4, 1)
    start = Origin(
        1, datetime(2026, 4, 1, tzinfo=UTC), today, today, workspace.settings, "", {}, {"list_memberships": 0}
    )
    end = replace(start, number=2, landed={"list_memberships": "other"}, loads={"list_memberships": 1})
    told = [one.line for one in reasons(workspace, start, end)["list_changes"]]
    assert "list Key: 2 added from 2026-01-01 on, by Ada (They were agreed on in January)" in told


def test_a_change_taken_back_is_told_as_that(tmp_path: Path) -> None:
    """What comes back is no new row, and nobody made the earlier change again."""
    workspace = create_workspace(tmp_path / "w")
    today = date(2026, 4, 1)
    for edit in (Edit("added", "Key", today, ("a",), tier="1"), Edit("moved", "Key", today, ("a",), tier="3")):
        change_list(workspace, edit, today=today, by="Ada")
    undo(workspace, [2])
    start = Origin(
        1, datetime(2026, 4, 1, tzinfo=UTC), today, today, workspace.settings, "", {}, {"list_memberships": 2}
    )
    end = replace(start, number=2, landed={"list_memberships": "other"}, loads={"list_memberships": 3})
    assert reasons(workspace, start, end)["list_changes"] == (LoadsTakenBack("list_memberships", (2,)),)
