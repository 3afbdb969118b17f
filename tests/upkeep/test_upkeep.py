"""What a workspace holds is verified, repaired, backed up while others write, and restored."""

from __future__ import annotations

import json
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from assay.errors import UsageError, WorkspaceError
from assay.landing import archive
from assay.landing.current import current_sql
from assay.landing.load import load
from assay.landing.undo import undo
from assay.refresh import refresh
from assay.store.runs import current, open_run, published, read_pointer
from assay.store.workspace import Workspace, create_workspace
from assay.upkeep import backup as backing_up
from assay.upkeep.backup import backup, restore
from assay.upkeep.repair import repair
from assay.upkeep.verify import verify


def put(workspace: Workspace, table: str, text: str) -> None:
    path = workspace.path / f"in/{table}.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    load(workspace, [path])


def rows(workspace: Workspace, table: str = "accounts") -> list[tuple[object, ...]]:
    query = f"SELECT account_id, name FROM ({current_sql(workspace, table)}) ORDER BY ALL"
    return duckdb.connect().execute(query).fetchall()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = create_workspace(tmp_path / "work")
    put(made, "accounts", "account_id,name\n1,Acme\n2,Beta\n")
    put(made, "accounts", "account_id,name\n2,Beta Ltd\n,nobody\n3,Gamma\n")
    return made


WANTED = [("1", "Acme"), ("2", "Beta Ltd"), ("3", "Gamma")]


def test_all_is_well(workspace: Workspace) -> None:
    refresh(workspace)
    found = verify(workspace)
    assert found.problems == ()
    assert found.files == 5  # two batches, one list of replaced rows, one quarantine, one run
    assert repair(workspace) == ()


def test_each_kind_of_damage_is_found_with_its_remedy(workspace: Workspace) -> None:
    refresh(workspace)
    damaged = {
        "landing/accounts/000001-000001.parquet": "assay undo 1",
        "quarantine/accounts/000002-000002.parquet": "assay undo 2",
        "landing/loads/000002.json": "assay repair",
        "runs/1.duckdb": "assay refresh --full",
        "current": "assay repair",
        "figures.sqlite": "assay repair",
    }
    for name, remedy in damaged.items():
        path = workspace.data / name
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) // 2] + bytes([whole[len(whole) // 2] ^ 4]) + whole[len(whole) // 2 + 1 :])
        if name in ("current", "figures.sqlite"):
            path.write_bytes(b"{" + whole[1:] if name == "current" else b"rotten" + whole[6:])
            path.write_bytes(b"[]" if name == "current" else path.read_bytes())
        found = {one.path: one.remedy for one in verify(workspace).problems}
        assert name in found or name == "landing/loads/000002.json", name
        assert any(remedy in text for text in found.values()), (name, found)
        path.write_bytes(whole)
    assert verify(workspace).problems == ()


@pytest.mark.parametrize("how", ["emptied", "lost", "rotten", "older"])
def test_the_manifest_is_made_anew_of_the_records(workspace: Workspace, how: str) -> None:
    path = workspace.manifest
    older = path.read_bytes()
    put(workspace, "users", "user_id,name\nu1,Una\n")
    undo(workspace, [3])
    match how:
        case "emptied":
            path.write_bytes(b"")
        case "lost":
            path.unlink()
        case "rotten":
            path.write_bytes(b"no database" * 500)
        case _:
            path.write_bytes(older)
    assert "from the records of 4 loads" in repair(workspace)[0]
    assert rows(workspace) == WANTED
    assert verify(workspace).problems == ()
    assert repair(workspace) == ()
    put(workspace, "accounts", "account_id,name\n4,Delta\n")
    assert rows(workspace) == [*WANTED, ("4", "Delta")]


def test_without_manifest_and_records_the_files_alone_tell(workspace: Workspace) -> None:
    workspace.manifest.unlink()
    for path in (workspace.landing / "loads").iterdir():
        path.unlink()
    with pytest.raises(WorkspaceError, match=r"belongs? to no load"):
        put(workspace, "users", "user_id,name\nu1,Una\n")
    assert any("Load 2" in line for line in repair(workspace))
    assert rows(workspace) == WANTED
    assert verify(workspace).problems == ()
    undo(workspace, [2])
    assert rows(workspace) == [("1", "Acme"), ("2", "Beta")]


def test_a_damaged_record_is_written_again(workspace: Workspace) -> None:
    path = workspace.landing / "loads/000001.json"
    path.write_text(path.read_text().replace("Acme", "").replace('"rows": 2', '"rows": 3'))
    with pytest.raises(WorkspaceError, match="assay repair"):
        refresh(workspace)
    assert "record of load 1" in repair(workspace)[0]
    assert verify(workspace).problems == ()


def test_a_lost_pointer_costs_no_run(workspace: Workspace) -> None:
    refresh(workspace)
    put(workspace, "users", "user_id,name\nu1,Una\n")
    refresh(workspace)
    (workspace.data / "current").unlink()
    refresh(workspace, full=True)
    assert (published(workspace), current(workspace)) == ((1, 2, 3), 3)
    (workspace.data / "current").write_text("{")
    assert "run 3" in repair(workspace)[0]
    assert (published(workspace), current(workspace)) == ((1, 2, 3), 3)


def test_what_can_be_read_of_a_damaged_database_is_saved(workspace: Workspace) -> None:
    refresh(workspace)
    path = workspace.data / "figures.sqlite"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany(
            "INSERT INTO figures SELECT 1, 'k' || value, '', '', '', '', 1, '', NULL, 1, 1, 1, 1, NULL, '' "
            "FROM json_each(?)",
            [[json.dumps(list(range(3000)))]],
        )
    content = bytearray(path.read_bytes())
    place = len(content) // 8192 * 4096
    content[place : place + 2000] = b"\xff" * 2000
    path.write_bytes(bytes(content))
    assert any("figures.sqlite was damaged" in line for line in repair(workspace))
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM runs").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM figures").fetchone()[0] > 1000


def test_a_file_of_users_that_cannot_be_read_stays_where_it_is(workspace: Workspace) -> None:
    """An empty one would let everybody in."""
    path = workspace.data / "app.sqlite"
    path.write_bytes(b"rotten" * 1000)
    assert "left as it is" in repair(workspace)[0] or "left as it was" in repair(workspace)[0]
    assert path.exists()


def test_a_backup_is_restored_elsewhere(workspace: Workspace, tmp_path: Path) -> None:
    refresh(workspace)
    made = backup(workspace, tmp_path / "copy")
    assert made.copied == 5
    assert restore(tmp_path / "copy", tmp_path / "other") == made.files
    other = Workspace.find(tmp_path / "other")
    assert rows(other) == WANTED
    assert verify(other).problems == ()
    with closing(open_run(other)) as run:
        assert run.connection.execute("SELECT count(*) FROM main.accounts").fetchall() == [(3,)]
    put(other, "accounts", "account_id,name\n4,Delta\n")
    assert len(rows(other)) == 4


def test_the_next_backup_copies_what_is_new(workspace: Workspace, tmp_path: Path) -> None:
    backup(workspace, tmp_path / "copy")
    put(workspace, "accounts", "account_id,name\n4,Delta\n")
    assert backup(workspace, tmp_path / "copy").copied == 1
    undo(workspace, [1])
    restore(tmp_path / "copy", workspace.path, replace=True)
    assert rows(workspace) == [*WANTED, ("4", "Delta")]
    assert list(workspace.path.glob(".assay.before-*"))


def test_a_backup_that_failed_can_be_made_again_in_the_same_folder(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assay.upkeep.backup._copy_checked", _full)
        with pytest.raises(OSError, match="full"):
            backup(workspace, tmp_path / "copy")
    with pytest.raises(UsageError, match="no backup"):
        restore(tmp_path / "copy", tmp_path / "other")
    backup(workspace, tmp_path / "copy")
    assert restore(tmp_path / "copy", tmp_path / "other")


def _full(*_: object) -> None:
    raise OSError(28, "full")


def test_a_run_after_a_restore_has_a_number_of_its_own(workspace: Workspace, tmp_path: Path) -> None:
    """A reader who has run 2 open, or has kept what it answered, would else take another run 2 for it."""
    refresh(workspace)
    backup(workspace, tmp_path / "copy")
    put(workspace, "accounts", "account_id,name\n4,Delta\n")
    with closing(open_run(workspace, refresh(workspace).number)) as reader:
        restore(tmp_path / "copy", workspace.path, replace=True)
        put(workspace, "accounts", "account_id,name\n5,Epsilon\n")
        assert refresh(workspace).number == 3
        with closing(open_run(workspace)) as run:
            query = "SELECT name FROM main.accounts WHERE account_id > '3'"
            assert [one.connection.execute(query).fetchall() for one in (reader, run)] == [[("Delta",)], [("Epsilon",)]]


def test_backups_refuse_what_would_lose_something(workspace: Workspace, tmp_path: Path) -> None:
    backup(workspace, tmp_path / "copy")
    with pytest.raises(UsageError, match="holds data already"):
        restore(tmp_path / "copy", workspace.path)
    with pytest.raises(UsageError, match="no backup"):
        backup(workspace, workspace.path / "in")
    with pytest.raises(UsageError, match="part of the workspace"):
        backup(workspace, workspace.data / "copy")
    (tmp_path / "copy/.assay/landing/accounts/000001-000001.parquet").write_bytes(b"rotten")
    with pytest.raises(WorkspaceError, match="The backup is damaged"):
        restore(tmp_path / "copy", tmp_path / "other")
    assert not (tmp_path / "other/.assay").exists()


def test_what_is_rotten_does_not_get_into_a_backup(workspace: Workspace, tmp_path: Path) -> None:
    path = next((workspace.landing / "accounts").glob("000001-*"))
    path.write_bytes(path.read_bytes()[:-1] + b"X")
    with pytest.raises(WorkspaceError, match="was not backed up"):
        backup(workspace, tmp_path / "copy")
    assert not (tmp_path / "copy/backup.json").exists()


def test_a_run_published_while_a_backup_is_made_waits_for_the_next(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh(workspace)
    copy, turns = backing_up._copy, []

    def between(source: Path, target: Path) -> None:
        if not turns:
            turns.append(1)
            put(workspace, "accounts", "account_id,name\n10,n\n")
            refresh(workspace)
        copy(source, target)

    before = read_pointer(workspace)
    monkeypatch.setattr(backing_up, "_copy", between)
    backup(workspace, tmp_path / "copy")
    assert read_pointer(workspace) != before
    monkeypatch.undo()
    restore(tmp_path / "copy", tmp_path / "other")
    other = Workspace.find(tmp_path / "other")
    assert verify(other).problems == ()
    assert read_pointer(other) == before


def test_backups_while_others_write_and_read(workspace: Workspace, tmp_path: Path) -> None:
    """Each backup holds some moment: as many accounts as the loads it knows."""
    done = threading.Event()
    failures: list[BaseException] = []

    def write() -> None:
        try:
            for number in range(10, 16):
                put(workspace, "accounts", f"account_id,name\n{number},n\n")
                refresh(workspace)
        except BaseException as error:
            failures.append(error)
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    turn = 0
    while not done.is_set() or not turn:
        turn += 1
        backup(workspace, tmp_path / "copy")
        restore(tmp_path / "copy", tmp_path / f"other{turn}")
        other = Workspace.find(tmp_path / f"other{turn}")
        archive.check_manifest(other)
        assert len(rows(other)) == len(archive.recorded_loads(other)) + 1
        assert verify(other).problems == ()
    writer.join()
    assert not failures


def test_what_two_restores_within_a_second_put_aside_is_all_there(workspace: Workspace, tmp_path: Path) -> None:
    backup(workspace, tmp_path / "copy")
    settings = workspace.path / "assay.toml"
    before = settings.read_text()
    for said in ("# one\n", "# two\n", "# three\n"):
        settings.write_text(before + said)
        restore(tmp_path / "copy", workspace.path, replace=True)
    kept = "".join(path.read_text() for path in workspace.path.glob("assay.toml.before-*"))
    assert all(said in kept for said in ("# one\n", "# two\n", "# three\n"))
    assert len(list(workspace.path.glob(".assay.before-*"))) == 3
