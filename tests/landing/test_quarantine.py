"""The bad rows that are kept."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import duckdb
from landing_place import Landing

from assay.landing.manifest import resolved
from assay.landing.quarantine import quarantined


def test_bad_rows_stay_until_their_file_lands_again(landing: Landing) -> None:
    assert quarantined(landing.workspace) == []
    landing.land("accounts", 'account_id,name,employees\n1,Acme,x\n2,"Be\nta",3,4\n3,Ceres,5\n')
    landing.land("users", "user_id,name,is_active\n1,Ann,perhaps\n")
    found = [(row.file, row.table, row.line, row.column, row.value, row.rule) for row in quarantined(landing.workspace)]
    assert found == [
        ("accounts.csv", "accounts", 2, "employees", "x", "not a whole number (its row landed without it)"),
        ("accounts.csv", "accounts", 3, "", "2,Be\nta,3,4", "4 fields, the header has 3"),
        ("users.csv", "users", 2, "is_active", "perhaps", "neither true nor false"),
    ]
    assert len(quarantined(landing.workspace, limit=1)) == 2
    landing.land("accounts", "account_id,name,employees\n1,Acme,1\n")
    assert [row.file for row in quarantined(landing.workspace)] == ["users.csv"]


def lines(landing: Landing) -> list[tuple[str, int]]:
    return [(row.file, row.line) for row in quarantined(landing.workspace)]


def mended(landing: Landing) -> list[tuple[int, int]]:
    """By which loads rows were resolved, and how many."""
    tables = ("accounts", "intent_signals")
    return [(part.load, part.rows) for table in tables for part in resolved(landing.workspace, table)]


BAD = "account_id,name,employees,annual_revenue\n1,Acme,x,y\n2,Beta,z,1\n,Nobody,1,1\n"


STAMPED = """
[[table]]
to = "accounts"
from = "*.csv"
columns = { account_id = "Id", name = "Name", employees = "Size" }
modified_at = "Changed"
deleted = { column = "Gone", is = true }
"""


def correct(landing: Landing, name: str, text: str) -> None:
    landing.load(landing.write(name, text), table="accounts")


def test_a_row_of_the_same_key_resolves_a_bad_one_from_whatever_file(landing: Landing) -> None:
    landing.land("accounts", BAD)
    assert lines(landing) == [("accounts.csv", 2), ("accounts.csv", 2), ("accounts.csv", 3), ("accounts.csv", 4)]
    correct(landing, "correction.csv", "account_id,name,employees\n1,Acme,7\n9,Nine,1\n")
    assert lines(landing) == [("accounts.csv", 3), ("accounts.csv", 4)]
    correct(landing, "later.csv", "account_id,name,employees\n1,Acme,8\n2,Beta,bad again\n")
    assert lines(landing) == [("accounts.csv", 4), ("later.csv", 3)]
    correct(landing, "last.csv", "account_id,name\n2,Beta\n")
    assert lines(landing) == [("accounts.csv", 4)]
    assert mended(landing) == [(2, 1), (3, 1), (4, 1)]


def test_what_was_resolved_is_kept_and_may_be_bad_again(landing: Landing) -> None:
    landing.land("accounts", BAD)
    correct(landing, "correction.csv", "account_id,name\n1,Acme\n2,Beta\n")
    kept = list((landing.workspace.data / "quarantine" / "accounts").iterdir())
    assert sorted(path.name for path in kept) == ["000001-000001.parquet", "000002.resolved.parquet"]
    landing.land("users", "user_id,name\n1,Ann\n")
    assert sorted(path.name for path in kept if path.exists()) == sorted(path.name for path in kept)
    landing.load("accounts.csv", options={"again": "true"})
    assert len(lines(landing)) == 4


def test_within_a_load_the_newer_row_counts(landing: Landing) -> None:
    before = landing.write("drop/a/accounts.csv", "account_id,name,employees\n1,Acme,5\n2,Beta,x\n")
    after = landing.write("drop/b/accounts.csv", "account_id,name,employees\n1,Acme,x\n2,Beta,5\n")
    landing.load(before, after)
    assert [row.value for row in quarantined(landing.workspace)] == ["x"]
    assert [row.line for row in quarantined(landing.workspace)] == [2]
    assert landing.rows("accounts", "account_id, employees") == [("1", None), ("2", 5)]


def test_an_older_row_resolves_nothing(landing: Landing, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text(STAMPED, "utf-8")
    for name, text in (
        ("new.csv", "Id,Name,Size,Changed,Gone\n1,Acme,x,2026-03-02,\n"),
        ("old.csv", "Id,Name,Size,Changed,Gone\n1,Acme,4,2026-03-01,\n"),
    ):
        landing.load(landing.write(name, text), mapping=rules)
    assert [(row.file, row.column) for row in quarantined(landing.workspace)] == [("new.csv", "Size (employees)")]
    landing.load(landing.write("newer.csv", "Id,Name,Size,Changed,Gone\n1,Acme,5,2026-03-03,\n"), mapping=rules)
    assert quarantined(landing.workspace) == []


def test_a_key_that_cannot_be_read_is_resolved_by_its_file_alone(landing: Landing) -> None:
    header = "provider,week,topic,score,account_id,domain\n"
    landing.land("intent_signals", f"{header}p,some day,t,1,a,\np,2026-03-02,t,x,,d.com\n")
    assert len(lines(landing)) == 2
    text = f"{header}p,some day,t,1,a,\np,2026-03-02,t,5,,d.com\n"
    landing.load(landing.write("other.csv", text), table="intent_signals")
    assert lines(landing) == [("intent_signals.csv", 2), ("other.csv", 2)]
    assert mended(landing) == [(2, 1)]


def test_a_deleted_row_is_no_longer_open(landing: Landing, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text(STAMPED, "utf-8")
    landing.load(landing.write("one.csv", "Id,Name,Size,Changed,Gone\n1,Acme,x,2026-03-02,false\n"), mapping=rules)
    assert len(lines(landing)) == 1
    landing.load(landing.write("two.csv", "Id,Name,Size,Changed,Gone\n1,,,2026-03-03,true\n"), mapping=rules)
    assert lines(landing) == []


def test_a_check_resolves_nothing(landing: Landing) -> None:
    landing.land("accounts", BAD)
    landing.load(landing.write("c.csv", "account_id,name\n1,Acme\n"), table="accounts", check=True)
    assert len(lines(landing)) == 4
    assert mended(landing) == []


def test_a_workspace_of_before_keeps_its_files_and_its_bad_rows(landing: Landing) -> None:
    """Its manifest has no table of resolved rows, its loads have no records, and its kept bad rows no keys."""
    landing.land("accounts", BAD)
    kept = landing.workspace.data / "quarantine" / "accounts" / "000001-000001.parquet"
    without = "line, column_name, value, rule, hint"
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE old AS SELECT {without} FROM read_parquet('{kept}')")
        connection.execute(f"COPY old TO '{kept}' (FORMAT parquet)")
    with closing(sqlite3.connect(landing.workspace.manifest)) as manifest:
        for table in ("resolved", "kept", "confirmed", "restored", "undone"):
            manifest.execute(f"DROP TABLE {table}")
        manifest.commit()
    (landing.workspace.landing / "loads" / "000001.json").unlink()
    landing.land("users", "user_id,name\n1,Ann\n")
    assert kept.exists()
    correct(landing, "correction.csv", "account_id,name\n1,Acme\n")
    assert len(lines(landing)) == 4
    landing.land("accounts", "account_id,name\n2,Beta\n")
    assert lines(landing) == []


UNKNOWN = """
[[table]]
to = "intent_signals"
from = "*.csv"
columns = { provider = "P", week = "W", topic = "T", score = "S", account_id = { from = "A", map = { a = "acme" }, otherwise = "reject" } }
"""


def test_a_value_that_no_map_knows_is_no_empty_key(landing: Landing) -> None:
    rules = landing.write("map.toml", UNKNOWN)
    landing.load(landing.write("one.csv", "P,W,T,S,A\np,2026-03-02,t,1,unknown\n"), mapping=rules)
    assert lines(landing) == [("one.csv", 2)]
    landing.load(landing.write("two.csv", "P,W,T,S,A\np,2026-03-02,t,1,\n"), mapping=rules)
    assert lines(landing) == [("one.csv", 2)]
