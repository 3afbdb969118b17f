"""Notes about accounts, what is done and what waits: lines are added, the last decision counts."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assay.errors import UsageError
from assay.store.follow_ups import FollowUp, Line, follow_ups, write
from assay.store.workspace import Workspace, create_workspace

SEEN = date(2026, 9, 30)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "w")


def line(what: str, text: str = "", until: date | None = None, account: str = "A-1", seen: date = SEEN) -> Line:
    return Line(account, datetime(2026, 10, 1, 9, tzinfo=UTC), seen, "Rita", what, text, until)  # type: ignore[arg-type]


def test_nobody_has_written_anything(workspace: Workspace) -> None:
    assert follow_ups(workspace) == {}


def test_the_last_decision_counts_and_notes_stay(workspace: Workspace) -> None:
    for one in (
        line("note", "Asked for a quote"),
        line("snooze", until=date(2026, 10, 14)),
        line("note", "  Called back  "),
    ):
        write(workspace, one)
    found = follow_ups(workspace)["A-1"]
    assert found.until == date(2026, 10, 14)
    assert found.waits(date(2026, 10, 13))
    assert not found.waits(date(2026, 10, 14))
    assert [note.text for note in found.notes] == ["Called back", "Asked for a quote"]
    write(workspace, line("again"))
    assert (follow_ups(workspace)["A-1"].until, follow_ups(workspace)["A-1"].done_on) == (None, None)


def test_done_keeps_the_day_of_the_data_it_was_seen_on(workspace: Workspace) -> None:
    write(workspace, line("done", account="A-2"))
    assert follow_ups(workspace, ["A-2"]) == {"A-2": FollowUp(done_on=SEEN)}
    assert follow_ups(workspace, ["A-1"]) == {}


@pytest.mark.parametrize(
    "wrong", [line("note", "  "), line("note", "x" * 2001), line("snooze"), line("snooze", until=SEEN), line("erase")]
)
def test_what_says_nothing_is_refused(workspace: Workspace, wrong: Line) -> None:
    with pytest.raises(UsageError):
        write(workspace, wrong)
    assert follow_ups(workspace) == {}
