"""The archive is safe: emptied, lost or changed files are told, and nothing that may be data is deleted."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from landing_place import Landing

from assay.errors import WorkspaceError
from assay.landing import archive
from assay.landing.current import current_sql
from assay.landing.records import read_record, record_path
from assay.refresh import refresh
from assay.upkeep.repair import repair
from assay.upkeep.verify import verify


def files(landing: Landing) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in archive.archived_files(landing.workspace)}


@pytest.fixture
def landed(landing: Landing) -> Landing:
    landing.land("accounts", "account_id,name\n1,Acme\n2,Beta\n")
    landing.land("accounts", "account_id,name\n2,Beta Ltd\n3,Gamma\n,nobody\n")
    landing.land("users", "user_id,name\nu1,Una\n")
    return landing


@pytest.mark.parametrize("how", ["emptied", "moved away", "overwritten"])
def test_a_lost_manifest_deletes_nothing_and_publishes_nothing(landed: Landing, how: str) -> None:
    before, manifest = files(landed), landed.workspace.manifest
    match how:
        case "emptied":
            manifest.write_bytes(b"")
        case "moved away":
            manifest.rename(manifest.with_name("elsewhere"))
        case _:
            manifest.write_bytes(b"no database" * 1000)
    for attempt in (lambda: landed.land("users", "user_id,name\nu2,Uwe\n"), lambda: refresh(landed.workspace)):
        with pytest.raises(WorkspaceError) as told:
            attempt()
        assert "assay repair" in (told.value.hint or "")
        assert files(landed) == before


def test_an_older_manifest_is_told(landed: Landing) -> None:
    old = landed.workspace.manifest.read_bytes()
    landed.land("users", "user_id,name\nu2,Uwe\n")
    landed.workspace.manifest.write_bytes(old)
    with pytest.raises(WorkspaceError, match="lacks load 4"):
        refresh(landed.workspace)


def test_a_manifest_that_says_other_things_than_the_records_is_told(landed: Landing) -> None:
    with archive.writing(landed.workspace) as connection:
        connection.execute("DELETE FROM superseded")
    with pytest.raises(WorkspaceError, match="other things of load 2"):
        refresh(landed.workspace)


def test_files_that_nobody_named_stop_a_load_and_stay(landed: Landing) -> None:
    real = next((landed.workspace.landing / "accounts").glob("*.parquet"))
    stranger = real.with_name("000009-000009.parquet")
    stranger.write_bytes(real.read_bytes())
    with pytest.raises(WorkspaceError, match="000009-000009") as told:
        landed.land("users", "user_id,name\nu2,Uwe\n")
    assert "assay repair" in (told.value.hint or "")
    assert stranger.exists()


def test_what_a_killed_load_left_goes_with_the_next(landed: Landing) -> None:
    archive.begin_load(landed.workspace)
    real = next((landed.workspace.landing / "accounts").glob("*.parquet"))
    remains = real.with_name("000004-000009.parquet")
    remains.write_bytes(real.read_bytes())
    assert len(landed.rows("accounts", "account_id")) == 3
    landed.land("users", "user_id,name\nu2,Uwe\n")
    assert not remains.exists()
    assert len(landed.rows("users", "user_id")) == 2


def test_what_a_killed_load_left_is_no_load(landed: Landing) -> None:
    """Half of a taking back, taken up, would hide rows."""
    wanted = landed.rows("accounts", "account_id")
    archive.begin_load(landed.workspace)
    lists = next((landed.workspace.landing / "accounts").glob("000002.gone.parquet"))
    remains = lists.with_name("000004.gone.parquet")
    remains.write_bytes(lists.read_bytes())
    assert verify(landed.workspace).problems == ()
    assert ["left by a load that did not finish" in line for line in repair(landed.workspace)] == [True]
    assert not remains.exists()
    assert landed.rows("accounts", "account_id") == wanted
    assert list((landed.workspace.data / "aside").iterdir())


def test_a_load_killed_behind_its_record_has_landed(landed: Landing) -> None:
    """The record is on the disk before the manifest knows the load."""
    old = landed.workspace.manifest.read_bytes()
    landed.land("users", "user_id,name\nu2,Uwe\n")
    landed.workspace.manifest.write_bytes(old)
    (landed.workspace.landing / "pending.json").write_text(json.dumps({"load": 4}))
    landed.land("users", "user_id,name\nu3,Ute\n")
    assert landed.rows("users", "user_id") == [("u1",), ("u2",), ("u3",)]


def test_loads_of_a_version_without_records_get_them(landed: Landing) -> None:
    for load in (1, 2, 3):
        record_path(landed.workspace, load).unlink()
    with archive.writing(landed.workspace) as connection:
        for table in ("kept", "undone", "confirmed"):
            connection.execute(f"DROP TABLE {table}")
    assert len(landed.rows("accounts", "account_id")) == 3
    landed.land("users", "user_id,name\nu2,Uwe\n")
    assert {record.load for record in archive.read_records(landed.workspace)} == {1, 2, 3, 4}
    assert len(read_record(record_path(landed.workspace, 2)).tables["kept"]) == 3


def flipped(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place // 8 % len(content)] ^= 1 << place % 8
    path.write_bytes(bytes(content))


def flip_everywhere(landed: Landing, times: int) -> int:
    """One bit after the other, in files chosen at random; returns how many were found."""
    chance, found = random.Random(18), 0
    wanted = [landed.rows(table, "*") for table in ("accounts", "users")]
    kept = sorted(
        path for path in landed.workspace.landing.rglob("*") if path.is_file() and path.name != "pending.json"
    )
    for _ in range(times):
        path = chance.choice([*kept, landed.workspace.manifest])
        whole = path.read_bytes()
        flipped(path, chance.randrange(8 * len(whole)))
        try:
            archive.check_manifest(landed.workspace)
            assert [landed.rows(table, "*") for table in ("accounts", "users")] == wanted, path
        except WorkspaceError:
            found += 1
        path.write_bytes(whole)
    return found


def test_a_flipped_bit_is_found_or_harmless(landed: Landing) -> None:
    assert flip_everywhere(landed, 30) > 15


@pytest.mark.exhaustive
def test_many_flipped_bits_are_found_or_harmless(landed: Landing) -> None:
    assert flip_everywhere(landed, 2000) > 1000


def test_a_flipped_bit_is_found_by_a_refresh(landed: Landing) -> None:
    refresh(landed.workspace)
    flipped(next((landed.workspace.landing / "accounts").glob("000001*")), 2000)
    with pytest.raises(WorkspaceError, match=r"000001-000001\.parquet is damaged: its content"):
        refresh(landed.workspace, full=True)


def test_a_file_cut_short_or_lost_is_told(landed: Landing) -> None:
    path = next((landed.workspace.landing / "users").glob("*.parquet"))
    whole = path.read_bytes()
    path.write_bytes(whole[:-3])
    with pytest.raises(WorkspaceError, match="bytes, "):
        current_sql(landed.workspace, "users")
    path.unlink()
    with pytest.raises(WorkspaceError, match="missing"):
        current_sql(landed.workspace, "users")
