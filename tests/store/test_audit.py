"""Who did what is kept, bound line to line."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from assay.cli.main import main
from assay.errors import WorkspaceError
from assay.store.audit import audit_path, entries, note, note_settings
from assay.store.workspace import Workspace, create_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "work")


def test_actions_are_told_in_order(workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "accounts.csv").write_text("account_id,name\n1,Acme\n")
    place = str(workspace.path)
    for words in (["load", str(tmp_path / "accounts.csv")], ["refresh"], ["undo", "1"]):
        assert main(["-C", place, *words]) == 0
    assert [one.action for one in entries(workspace)] == ["load", "settings", "refresh", "undo"]
    assert all(one.actor.startswith("system:") for one in entries(workspace))
    capsys.readouterr()
    assert main(["-C", place, "audit", "--last", "1", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["details"] == {"loads": [1], "event": 2}
    assert audit_path(workspace).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("how", ["changed", "taken out", "put in"])
def test_a_line_that_was_tampered_with_is_found(workspace: Workspace, how: str) -> None:
    for number in range(5):
        note(workspace, "load", "Ann", load=number)
    lines = audit_path(workspace).read_text().splitlines(keepends=True)
    match how:
        case "changed":
            lines[2] = lines[2].replace("Ann", "Bob")
        case "taken out":
            del lines[2]
        case _:
            lines.insert(2, lines[2])
    audit_path(workspace).write_text("".join(lines))
    with pytest.raises(WorkspaceError, match=r"Line [34] of"):
        list(entries(workspace))


def test_a_line_cut_off_by_a_crash_is_none(workspace: Workspace) -> None:
    note(workspace, "load", "Ann")
    with audit_path(workspace).open("a") as file:
        file.write('{"number": 2, "at": "20')
    assert len(list(entries(workspace))) == 1
    note(workspace, "undo", "Ann")
    assert [one.action for one in entries(workspace)] == ["load", "undo"]


def test_lines_written_at_once_are_all_there(workspace: Workspace) -> None:
    threads = [threading.Thread(target=note, args=(workspace, "export", f"user {n}")) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.actor for one in entries(workspace)) == sorted(f"user {n}" for n in range(20))


def test_changed_settings_are_told_once_and_nothing_of_them(workspace: Workspace) -> None:
    for _ in range(2):
        note_settings(workspace)
    note(workspace, "load", "Ann")
    with (workspace.path / "assay.toml").open("a") as file:
        file.write("# secret\n")
    note_settings(workspace)
    note_settings(workspace)
    assert [one.action for one in entries(workspace)] == ["settings", "load", "settings"]
    assert "secret" not in audit_path(workspace).read_text()
