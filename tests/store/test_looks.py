"""Since a reader last looked: one line a reader and day, with the newest run of it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from assay.store.looks import KEPT, last_look, look
from assay.store.workspace import create_workspace

TODAY = date(2026, 9, 30)


def test_the_last_day_before_today_counts_with_the_newest_run_seen_on_it(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "w")
    assert last_look(workspace, "ann", TODAY) is None
    yesterday = TODAY - timedelta(days=1)
    for day, run in ((yesterday, 3), (yesterday, 5), (yesterday, 4), (TODAY, 6)):
        look(workspace, "ann", day, run)
    assert last_look(workspace, "ann", TODAY) == (yesterday, 5)
    assert last_look(workspace, "ann", TODAY + timedelta(days=1)) == (TODAY, 6)
    assert last_look(workspace, "ben", TODAY) is None


def test_old_looks_go(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "w")
    for days in range(KEPT + 5):
        look(workspace, "ann", TODAY + timedelta(days=days), days + 1)
    assert last_look(workspace, "ann", TODAY + timedelta(days=5)) is None
    assert last_look(workspace, "ann", TODAY + timedelta(days=6)) is not None
