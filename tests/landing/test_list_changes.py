"""Changes of target lists land as rows, with day, author and reason, and are taken back like any load."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from assay.errors import UsageError
from assay.landing.chart_notes import write_note
from assay.landing.decide import Decision, decide
from assay.landing.list_changes import change_list, list_changes, mark_of_list, rows_of_lists
from assay.landing.list_edits import Edit, ListRow
from assay.landing.manifest import batches
from assay.landing.stage_changes import StageRow, settle_stages
from assay.landing.undo import undo
from assay.store.audit import entries
from assay.store.settings_file import ChangedMeanwhile
from assay.store.workspace import Workspace, create_workspace
from support.landed import land

TODAY = date(2026, 6, 1)
JAN = date(2026, 1, 1)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = create_workspace(tmp_path / "w")
    accounts = [{"account_id": one, "name": one.upper()} for one in ("a", "b", "c")]
    rows = [{"list": "Key", "account_id": one, "valid_from": "2026-01-01", "tier": "2"} for one in ("a", "b")]
    land(made, {"accounts": accounts, "list_memberships": rows})
    return made


def change(workspace: Workspace, kind: str, *accounts: str, day: date = TODAY, **more: str) -> tuple[str, ...]:
    mark = more.pop("mark", None)
    edit = Edit(kind, "Key", day, accounts, **more)  # type: ignore[arg-type]
    return change_list(workspace, edit, today=TODAY, by="Ann", mark=mark).changed


def test_a_change_is_on_record_and_can_be_taken_back(workspace: Workspace) -> None:
    before = rows_of_lists(workspace)
    assert change(workspace, "removed", "a") == ("a",)
    assert change(workspace, "added", "c", tier="1") == ("c",)
    assert change(workspace, "moved", "b", arm="control") == ("b",)
    assert set(rows_of_lists(workspace, "Key")) == {
        ListRow("Key", "a", JAN, TODAY, None, "2"),
        ListRow("Key", "b", JAN, TODAY, None, "2"),
        ListRow("Key", "b", TODAY, None, "control", "2"),
        ListRow("Key", "c", TODAY, None, None, "1"),
    }
    told = list_changes(workspace, "Key")
    assert [(one.kind, one.day, one.accounts, one.by) for one in told] == [
        (kind, TODAY, 1, "Ann") for kind in ("moved", "added", "removed")
    ]
    assert [one.source for one in batches(workspace, "list_memberships")][1:] == ["assay"] * 3
    undo(workspace, [one.load for one in told])
    assert set(rows_of_lists(workspace)) == set(before)
    assert all(one.taken_back for one in list_changes(workspace))


def test_a_row_that_has_not_begun_goes_and_comes_back(workspace: Workspace) -> None:
    later = TODAY + timedelta(days=30)
    change(workspace, "added", "c", day=later)
    change(workspace, "removed", "c")
    assert "c" not in {row.account_id for row in rows_of_lists(workspace)}
    undo(workspace, [list_changes(workspace)[0].load])
    assert [row.valid_from for row in rows_of_lists(workspace) if row.account_id == "c"] == [later]


def test_the_past_asks_for_a_reason(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="in the past"):
        change(workspace, "removed", "a", day=date(2026, 2, 1))
    change(workspace, "removed", "a", day=date(2026, 2, 1), reason="went bankrupt in January")
    assert list_changes(workspace)[0].reason == "went bankrupt in January"


def test_a_frozen_list_is_not_changed(workspace: Workspace) -> None:
    path = workspace.path / "assay.toml"
    path.write_text(path.read_text("utf-8") + '\n[programmes."Key"]\nfrozen_on = 2026-05-01\n', "utf-8")
    with pytest.raises(UsageError, match="frozen since 2026-05-01"):
        change(workspace, "removed", "a")
    assert len(batches(workspace, "list_memberships")) == 1


def test_who_has_seen_other_rows_overwrites_nothing(workspace: Workspace) -> None:
    mark = mark_of_list(workspace, "Key")
    change(workspace, "removed", "a", mark=mark)
    with pytest.raises(ChangedMeanwhile, match="nothing was written"):
        change(workspace, "moved", "b", tier="1", mark=mark)
    assert change(workspace, "moved", "b", tier="1", mark=mark_of_list(workspace, "Key")) == ("b",)


def test_nothing_lands_where_nothing_changes(workspace: Workspace) -> None:
    assert change(workspace, "added", "a") == ()
    assert len(batches(workspace, "list_memberships")) == 1


def test_rows_that_come_back_are_no_change_of_their_own(workspace: Workspace) -> None:
    """A change of rows that an earlier one had made is taken back: their copies land again, and nobody changed the list."""
    change(workspace, "added", "c", tier="1")
    change(workspace, "moved", "c", day=TODAY, tier="3")
    moved, added = list_changes(workspace, "Key")
    undo(workspace, [moved.load])
    told = [(one.kind, one.load, one.taken_back) for one in list_changes(workspace, "Key")]
    assert told == [("moved", moved.load, True), ("added", added.load, False)]


def test_the_log_names_who_made_a_change_in_each_of_its_lines(workspace: Workspace) -> None:
    """The load that a change is, too: it was not made by whoever runs the server."""
    change(workspace, "added", "c")
    write_note(workspace, TODAY, "A fair", by="Ann")
    settle_stages(workspace, [StageRow("Demo", None, "open", True, None, None)], by="Ann")
    decide(workspace, [Decision("a", "b", "rejected")], by="Ann")
    own = [one for one in entries(workspace) if one.actor == "Ann"]
    assert [one.action for one in own].count("load") == 4
    assert {one.action for one in own} >= {"list added", "chart note", "stages"}
