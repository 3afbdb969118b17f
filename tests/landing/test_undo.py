"""A load that is taken back leaves the state that the other loads alone would have left."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from landing_place import Landing, Rows

from assay.errors import UsageError
from assay.landing.archive import check_manifest
from assay.landing.current import current_sql, fingerprint
from assay.landing.load import load
from assay.landing.manifest import landed_files, taken_back
from assay.landing.quarantine import quarantined
from assay.landing.undo import loads_taken_back, undo
from assay.refresh import refresh
from assay.store.runs import open_run


def accounts(landing: Landing) -> Rows:
    return landing.rows("accounts", "account_id, name")


def test_its_rows_go_and_those_it_replaced_come_back(landing: Landing) -> None:
    landing.land("accounts", "account_id,name\n1,Acme\n2,Beta\n")
    landing.land("accounts", "account_id,name\n2,Wrong\n3,Wrong\n")
    report = undo(landing.workspace, [2])
    assert accounts(landing) == [("1", "Acme"), ("2", "Beta")]
    told = report.tables[0]
    assert (told.table, told.removed, told.restored, told.shared) == ("accounts", 2, 1, 0)
    assert (report.event, report.files) == (3, ("accounts.csv",))
    check_manifest(landing.workspace)


def test_the_same_file_can_be_loaded_again(landing: Landing) -> None:
    landing.land("accounts", "account_id,name\n1,Acme\n")
    undo(landing.workspace, [1])
    assert accounts(landing) == []
    assert landing.land("accounts", "account_id,name\n1,Acme\n").loaded == 1
    assert accounts(landing) == [("1", "Acme")]


def test_a_row_that_a_later_load_had_too_stays(landing: Landing) -> None:
    landing.land("accounts", "account_id,name\n1,Acme\n")
    landing.land("accounts", "account_id,name\n1,Acme Ltd\n2,Beta\n")
    landing.land("accounts", "account_id,name\n1,Acme Ltd\n3,Gamma\n")
    assert undo(landing.workspace, [2]).tables[0].shared == 1
    assert accounts(landing) == [("1", "Acme Ltd"), ("3", "Gamma")]


def test_what_a_later_load_replaced_does_not_come_back(landing: Landing) -> None:
    for name in ("Acme", "Acme Ltd", "Acme plc"):
        landing.land("accounts", f"account_id,name\n1,{name}\n")
    undo(landing.workspace, [2])
    assert accounts(landing) == [("1", "Acme plc")]
    undo(landing.workspace, [3])
    assert accounts(landing) == [("1", "Acme")]


def test_rows_of_later_loads_that_were_passed_over_are_told(landing: Landing) -> None:
    """Load 2 said it was modified later than what load 3 brings, which never landed."""
    mapping = landing.write(
        "map.toml",
        '[[table]]\nto = "accounts"\nfrom = "accounts.csv"\nmodified_at = "modified"\n[table.columns]\n'
        'account_id = "account_id"\nname = "name"\n',
    )
    for name, modified in (("Acme", "2026-01-01"), ("Wrong", "2026-03-01"), ("Right", "2026-02-01")):
        landing.land("accounts", f"account_id,name,modified\n1,{name},{modified}\n", mapping=mapping)
    told = undo(landing.workspace, [2]).tables[0]
    assert (told.passed_over, told.load_again) == (1, (3,))
    assert accounts(landing) == [("1", "Acme")]


def test_quarantined_rows_go_and_those_it_mended_are_open_again(landing: Landing) -> None:
    landing.land("users", "user_id,name\n1,Una\n")
    landing.land("opportunities", "opportunity_id,account_id,created_at,status\no1,a1,never,open\n")
    landing.load(
        landing.write("mended.csv", "opportunity_id,account_id,created_at,status\no1,a1,2026-01-01,open\n"),
        table="opportunities",
    )
    assert not quarantined(landing.workspace)
    undo(landing.workspace, [3])
    assert [row.value for row in quarantined(landing.workspace)] == ["never"]
    undo(landing.workspace, [2])
    assert not quarantined(landing.workspace)


def test_taking_back_can_be_taken_back(landing: Landing) -> None:
    landing.land("accounts", "account_id,name\n1,Acme\n2,Beta\n")
    landing.land("accounts", "account_id,name\n2,Beta Ltd\n3,Gamma\n")
    wanted = accounts(landing)
    event = undo(landing.workspace, [2]).event
    undo(landing.workspace, [event])
    assert accounts(landing) == wanted
    with pytest.raises(UsageError, match="3 was taken back before"):
        undo(landing.workspace, [3])


def test_numbers_that_are_no_loads_are_told(landing: Landing) -> None:
    landing.land("accounts", "account_id,name\n1,Acme\n")
    with pytest.raises(UsageError, match="no load 7") as told:
        undo(landing.workspace, [1, 7])
    assert "assay loads" in (told.value.hint or "")
    assert accounts(landing) == [("1", "Acme")]


def test_what_was_brought_back_goes_with_its_own_load(landing: Landing) -> None:
    """A row that was replaced and came back is a copy, but not the event's own."""
    for name in ("Acme", "Acme Ltd"):
        landing.land("accounts", f"account_id,name\n1,{name}\n")
    undo(landing.workspace, [2])
    undo(landing.workspace, [1])
    assert accounts(landing) == []


def test_a_row_that_two_loads_had_goes_with_the_last_of_them(landing: Landing) -> None:
    landing.land("accounts", "account_id,name\n1,Acme\n")
    landing.land("accounts", "account_id,name\n1,Acme Ltd\n")
    landing.land("accounts", "account_id,name\n1,Acme Ltd\n2,Beta\n")
    undo(landing.workspace, [2])
    undo(landing.workspace, [3])
    assert accounts(landing) == [("1", "Acme")]


def test_takings_back_of_takings_back(landing: Landing) -> None:
    landing.land("accounts", "account_id,name\n1,Acme\n")
    for event in (1, 2, 3, 4):  # the last but one stands, then all of it again
        undo(landing.workspace, [event])
        assert accounts(landing) == ([] if event % 2 else [("1", "Acme")])
        assert (1 in loads_taken_back(landing.workspace)) == bool(event % 2)
        assert len(landed_files(landing.workspace)) == (0 if event % 2 else 1)


def test_a_load_whose_file_is_damaged_can_be_taken_back(landing: Landing) -> None:
    landing.land("accounts", "account_id,name\n1,Acme\n2,Beta\n")
    landing.land("accounts", "account_id,name\n2,Wrong\n3,Wrong\n")
    path = landing.workspace.landing / "accounts/000002-000002.parquet"
    path.write_bytes(b"rotten" + path.read_bytes()[6:])
    undo(landing.workspace, [2])
    assert accounts(landing) == [("1", "Acme"), ("2", "Beta")]
    assert (landing.workspace.data / "aside/landing/accounts/000002-000002.parquet").exists()
    check_manifest(landing.workspace)


def test_a_run_built_before_can_still_be_built(landing: Landing) -> None:
    landing.land("accounts", "account_id,name\n1,Acme\n")
    before = fingerprint(landing.workspace, "accounts", 1)
    undo(landing.workspace, [1])
    assert fingerprint(landing.workspace, "accounts", 1) == before
    assert "read_parquet" in current_sql(landing.workspace, "accounts", 1)


def test_large_builds_follow(landing: Landing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assay.facts.incremental.build.BY_MONTH_FROM", 0)
    landing.land("accounts", "account_id,name\n1,Acme\n")
    landing.land("touches", "touch_id,occurred_at,kind\nt1,2026-01-05,page_view\nt2,2026-01-06,page_view\n")
    refresh(landing.workspace)
    landing.land("touches", "touch_id,occurred_at,kind\nt2,2026-02-06,chat\nt3,2026-01-07,page_view\n")
    refresh(landing.workspace)
    undo(landing.workspace, [3])
    refresh(landing.workspace)
    run = open_run(landing.workspace)
    found = run.connection.execute(
        "SELECT touch_id, kind, occurred_on::VARCHAR FROM main.touches ORDER BY 1"
    ).fetchall()
    run.close()
    assert found == [("t1", "page_view", "2026-01-05"), ("t2", "page_view", "2026-01-06")]


def against_replay(folder: Path, seed: int, turns: int) -> None:
    """Loads, takings back, and takings back of these at random; the state must be that of loading only what stands into
    a new workspace.
    """
    chance, landing = random.Random(seed), Landing(folder / "own")
    loaded: dict[int, str] = {}
    standing: dict[int, str] = {}
    events: dict[int, list[int]] = {}
    for number in range(1, turns + 1):
        gone = taken_back((event, load) for event, loads in events.items() for load in loads)
        if (those := sorted((loaded.keys() | events.keys()) - gone)) and chance.random() < 0.4:
            events[number] = chance.sample(those, min(len(those), chance.choice([1, 1, 2])))
            undo(landing.workspace, events[number])
        else:
            names = {str(chance.randrange(5)): chance.choice("ABC") for _ in range(chance.randrange(1, 5))}
            text = "account_id,name,x_turn\n" + "".join(
                f"{key},{name},{chance.choice('xy')}\n" for key, name in names.items()
            )
            report = landing.land("accounts", text, options={"again": "true"})
            assert report.quarantined == 0
            loaded[number] = text
        gone = taken_back((event, load) for event, loads in events.items() for load in loads)
        standing = {load: text for load, text in loaded.items() if load not in gone}
        rows = {line.split(",")[0]: tuple(line.split(",")) for text in standing.values() for line in text.split()[1:]}
        columns = "account_id, name, x_turn" if loaded else "account_id, name, NULL"
        assert landing.rows("accounts", columns) == sorted(rows.values()), f"seed {seed}, turn {number}"
    other = Landing(folder / "replay")
    for text in standing.values():
        load(other.workspace, [other.write("accounts.csv", text)], options={"again": "true"})
    assert accounts(landing) == accounts(other), f"seed {seed}"


def test_random_loads_and_takings_back_agree_with_a_replay(tmp_path: Path) -> None:
    against_replay(tmp_path, 1, 12)


@pytest.mark.exhaustive
@pytest.mark.parametrize("seed", range(2, 22))
def test_many_random_loads_and_takings_back_agree_with_a_replay(tmp_path: Path, seed: int) -> None:
    against_replay(tmp_path, seed, 25)
