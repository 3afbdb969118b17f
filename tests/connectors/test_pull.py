"""Pulling from files: increments, what is gone, being killed, being undone, secrets."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from assay.connectors import pull as pulled
from assay.connectors.pull import pull
from assay.connectors.secrets import without_secrets
from assay.connectors.state import states
from assay.errors import UsageError
from assay.landing.undo import undo
from assay.settings import read_settings
from assay.store.audit import entries
from connectors.workspaces import Pulling

CRM = """
[[sources]]
name = "crm"
kind = "sqlite"
path = "../crm.db"
[[sources.tables]]
table = "accounts"
updated_at = "changed"
"""


@pytest.fixture
def crm(pulling):
    pulling.declare(CRM)
    database = sqlite3.connect(pulling.folder / "crm.db", isolation_level=None)
    database.execute("CREATE TABLE accounts (account_id TEXT, name TEXT, annual_revenue REAL, changed TEXT)")
    database.execute(
        "INSERT INTO accounts VALUES ('a1', 'Alpha', 1.234, '2026-01-01 10:00:00'), "
        "('a2', 'Beta', 2000000, '2026-01-02 10:00:00'), ('a3', 'Gamma', NULL, NULL)"
    )
    return database


def test_what_has_changed_comes_and_nothing_twice(pulling, crm):
    assert pulling.pull().counts["loaded"] == 3
    crm.execute("UPDATE accounts SET name = 'Alpha AG', changed = '2026-01-03 09:00:00' WHERE account_id = 'a1'")
    crm.execute("INSERT INTO accounts VALUES ('a4', 'Delta', 7, '2026-01-02 09:55:00')")  # committed late
    report = pulling.pull()
    assert (report.counts["rows_in"], report.counts["loaded"], report.counts["unchanged"]) == (4, 2, 2)
    assert report.feeds[0].since == "2026-01-02 10:00:00"
    assert pulling.rows("accounts", "account_id, name") == [
        ("a1", "Alpha AG"),
        ("a2", "Beta"),
        ("a3", "Gamma"),
        ("a4", "Delta"),
    ]
    assert pulling.pull().counts["loaded"] == 0


def test_a_decimal_of_a_database_is_no_thousand(pulling, crm):
    """1.234 as the only number of a CSV file would be asked about; a database has said that it is a number."""
    crm.execute("DELETE FROM accounts WHERE account_id <> 'a1'")
    pulling.pull()
    assert pulling.rows("accounts", "CAST(annual_revenue AS DOUBLE)") == [(1.234,)]


def test_a_stamp_in_the_future_hides_nothing(pulling, crm):
    crm.execute("INSERT INTO accounts VALUES ('a5', 'Later', 1, '2099-01-01 00:00:00')")
    assert pulling.pull().feeds[0].upto == "2026-01-02 10:00:00"
    crm.execute("INSERT INTO accounts VALUES ('a6', 'Now', 1, '2026-02-01 00:00:00')")
    pulling.pull()
    assert ("a6",) in pulling.rows("accounts", "account_id")


def test_full_tells_what_the_source_no_longer_has(pulling, crm):
    pulling.pull()
    by_hand = pulling.folder / "accounts.csv"
    by_hand.write_text("account_id,name\nh1,Hand\n", "utf-8")
    from assay.landing.load import load

    load(pulling.workspace, [by_hand])
    crm.execute("DELETE FROM accounts WHERE account_id = 'a2'")
    assert pulling.pull().retired == 0
    assert pulling.pull(full=True).retired == 1
    assert pulling.rows("accounts", "account_id") == [("a1",), ("a3",), ("h1",)]


def test_an_increment_asks_not_about_rows_it_lacks(pulling, crm):
    pulling.pull()
    crm.execute("UPDATE accounts SET changed = '2026-01-09 00:00:00' WHERE account_id = 'a2'")
    assert all(not load.gone for load in pulling.pull().loads)


def test_undoing_a_load_takes_the_cursor_along(pulling, crm):
    pulling.pull()
    crm.execute("UPDATE accounts SET name = 'Neu', changed = '2026-03-01 00:00:00' WHERE account_id = 'a1'")
    pulling.pull()
    undo(pulling.workspace, [2])
    assert pulling.pull().counts["loaded"] == 1
    assert ("Neu",) in pulling.rows("accounts", "name")


@pytest.mark.usefixtures("crm")
def test_check_tells_and_writes_nothing(pulling):
    before = sorted(pulling.path.rglob("*"))
    assert pulling.pull(check=True).counts["loaded"] == 3
    assert sorted(pulling.path.rglob("*")) == before


def test_killed_before_landing_it_takes_up_what_it_had_read(pulling, crm):
    killed = (
        "import os, assay.connectors.pull as p; from assay.store.workspace import Workspace\n"
        "p.load_files = lambda *_, **__: os.kill(os.getpid(), 9)\n"
        f"p.pull(Workspace.find({str(pulling.path)!r}))"
    )
    assert subprocess.run([sys.executable, "-c", killed], env={**os.environ}, check=False).returncode == -9
    crm.execute("DELETE FROM accounts")  # what was read is taken up, not read again
    report = pulling.pull()
    assert report.feeds[0].taken_up
    assert report.counts["loaded"] == 3
    assert not (pulling.path / ".assay/pull/crm/stage").exists()


@pytest.mark.usefixtures("crm")
def test_killed_while_reading_it_begins_the_table_again(pulling):
    killed = (
        "import os, assay.connectors.sqlite as s; from assay.connectors.pull import pull\n"
        "from assay.store.workspace import Workspace\n"
        "s.TextParquet.write = lambda *_, **__: os.kill(os.getpid(), 9)\n"
        f"pull(Workspace.find({str(pulling.path)!r}))"
    )
    assert subprocess.run([sys.executable, "-c", killed], env={**os.environ}, check=False).returncode == -9
    report = pulling.pull()
    assert (report.feeds[0].taken_up, report.counts["loaded"]) == (False, 3)


@pytest.mark.usefixtures("crm")
def test_another_mapping_reads_all_again(pulling):
    pulling.pull()
    text = (pulling.path / "assay.toml").read_text("utf-8")
    (pulling.path / "assay.toml").write_text(
        text.replace('path = "../crm.db"', 'path = "../crm.db"\nmapping = "m.toml"')
    )
    mapping = (
        '[[table]]\nto = "accounts"\nfrom = "accounts"\n[table.columns]\naccount_id = "account_id"\nname = "name"\n'
    )
    (pulling.path / "m.toml").write_text(mapping, "utf-8")
    report = pulling.pull()
    assert report.counts["rows_in"] == 3
    assert "read again" in report.feeds[0].remarks[0]


@pytest.mark.usefixtures("crm")
def test_two_at_once_is_one_too_many(pulling):
    with pulled._held(pulling.workspace, pulling.workspace.settings.sources[0], check=False):
        assert "another process" in (pulling.pull().error or "")


@pytest.mark.usefixtures("crm")
def test_one_broken_source_stops_no_other(pulling):
    pulling.declare(CRM.replace('"crm"', '"lost"').replace("crm.db", "nowhere.db"))
    fine, lost = pull(pulling.workspace).sources
    assert (fine.counts["loaded"], fine.error) == (3, None)
    assert "nowhere.db does not exist" in lost.error
    assert [entry.action for entry in entries(pulling.workspace)] == ["pull", "pull failed"]


def test_a_column_that_is_not_there_is_named(pulling, crm):
    crm.execute("ALTER TABLE accounts RENAME COLUMN changed TO changed_on")
    report = pulling.pull()
    assert "no column 'changed'" in report.error
    assert report.hint == "Did you mean 'changed_on'?"


def test_stamps_that_are_numbers_keep_their_digits(pulling, crm):
    """As text SQLite writes fifteen digits, and may round up past rows that come later."""
    crm.execute("CREATE TABLE people (person_id TEXT, email TEXT, changed REAL)")
    crm.execute("INSERT INTO people VALUES ('p1', 'a@alpha.com', 1767261600.123456)")
    pulling.declare('[[sources.tables]]\ntable = "people"\nupdated_at = "changed"\n')
    pulling.pull()
    crm.execute("INSERT INTO people VALUES ('p2', 'b@alpha.com', 1767261600.123457)")
    pulling.pull()
    assert pulling.rows("people", "person_id") == [("p1",), ("p2",)]


def test_new_files_of_a_folder_alone(pulling):
    inbox = pulling.folder / "inbox"
    inbox.mkdir()
    pulling.declare('[[sources]]\nname = "drop"\nkind = "folder"\npath = "../inbox"\nsettle_seconds = 0\n')
    (inbox / "accounts.csv").write_text("account_id,name\na1,Alpha\n", "utf-8")
    (inbox / "notes.txt").write_text("x\n", "utf-8")
    assert pulling.pull().counts["loaded"] == 1
    assert pulling.pull().loads == ()
    (inbox / "june").mkdir()
    (inbox / "june" / "accounts.csv").write_text("account_id,name\na2,Beta\n", "utf-8")
    report = pulling.pull()
    assert [table.file for load in report.loads for table in load.tables] == ["june/accounts.csv"]
    (inbox / "accounts.csv").unlink()
    assert "accounts.csv" in pulling.pull().feeds[0].remarks[0]


def test_a_file_that_is_still_written_waits(pulling):
    (pulling.folder / "inbox").mkdir()
    pulling.declare('[[sources]]\nname = "drop"\nkind = "folder"\npath = "../inbox"\nsettle_seconds = 3600\n')
    (pulling.folder / "inbox" / "accounts.csv").write_text("account_id,name\na1,Al", "utf-8")
    assert pulling.pull().loads == ()


def test_a_duckdb_file_keeps_decimals_and_zones(pulling):
    with duckdb.connect(str(pulling.folder / "lake.duckdb")) as lake:
        lake.execute(
            "CREATE TABLE deals AS SELECT 'o1' AS opportunity_id, 'a1' AS account_id, 1.234::DECIMAL(18, 3) AS amount, "
            "TIMESTAMP '2026-01-05 23:30:00' AS created_at, TIMESTAMPTZ '2026-02-01 00:00:00+02' AS closed_at, 'won' AS status"
        )
    pulling.declare(
        '[[sources]]\nname = "lake"\nkind = "duckdb"\npath = "../lake.duckdb"\ntimezone = "America/New_York"\n'
        '[[sources.tables]]\ntable = "deals"\nto = "opportunities"\n'
    )
    assert pulling.pull().counts["loaded"] == 1
    found = pulling.rows("opportunities", "CAST(amount AS VARCHAR)[:5], CAST(created_at AS VARCHAR)")
    assert found == [("1.234", "2026-01-06 04:30:00")]


SECRET = "correct-horse-battery"
SERVER = """
[[sources]]
name = "far"
kind = "postgres"
url = { env = "FAR_URL" }
[[sources.tables]]
table = "accounts"
"""


def test_no_secret_is_written_or_told(pulling, monkeypatch, capfd):
    from assay.cli.main import main

    pulling.declare(SERVER)
    monkeypatch.setenv("FAR_URL", f"postgresql://ada:{SECRET}@127.0.0.1:1/{SECRET}")
    assert main(["-C", str(pulling.path), "--debug", "pull"]) == 1
    assert main(["-C", str(pulling.path), "--format", "json", "doctor"]) == 0
    out, err = capfd.readouterr()
    assert "far" in out
    assert SECRET not in out + err
    assert SECRET.encode() not in pulling.everything_written()


def test_a_secret_in_the_settings_is_refused_and_not_repeated(pulling):
    pulling.declare(SERVER.replace('{ env = "FAR_URL" }', f'"postgresql://ada:{SECRET}@db/x"'))
    with pytest.raises(UsageError) as told:
        read_settings(pulling.path / "assay.toml")
    assert "secrets do not stand in assay.toml" in told.value.message
    assert SECRET not in str(told.value)


def test_a_wrong_source_is_told_by_its_place_beside_other_mistakes(pulling):
    pulling.declare('[[sources]]\nname = "in"\nkind = "folder"\npathh = "x"\n[small]\n')
    with pytest.raises(UsageError) as told:
        read_settings(pulling.path / "assay.toml")
    assert "sources.0.folder.path: Field required; unknown setting sources.0.folder.pathh." in told.value.message
    assert "unknown setting small" in told.value.message


def test_doctor_tells_what_is_missing(pulling, monkeypatch):
    pulling.declare(SERVER)
    monkeypatch.delenv("FAR_URL", raising=False)
    assert states(pulling.workspace)[0].lacks == ("url: the environment variable FAR_URL",)
    assert "url: the environment variable FAR_URL" in pulling.pull().error


def test_a_secret_of_a_file(pulling):
    (pulling.path / "secret.txt").write_text("postgresql://ada@127.0.0.1:1/x\n", "utf-8")
    pulling.declare(SERVER.replace('env = "FAR_URL"', 'file = "secret.txt"'))
    assert "could not be read" in pulling.pull().error


def test_secrets_inside_of_messages_are_blotted_out():
    assert without_secrets("p%40ss in p%40ss@host", ["p%40ss"]) == "*** in ***@host"


def test_no_sources_says_where_they_are_declared(pulling):
    with pytest.raises(UsageError, match="No source is declared"):
        pull(pulling.workspace)


@pytest.mark.usefixtures("crm")
def test_the_counts_as_json(pulling, capsys):
    from assay.cli.main import main

    assert main(["-C", str(pulling.path), "--format", "json", "pull", "--check"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["sources"][0]["total"]["loaded"] == 3


@pytest.mark.usefixtures("crm")
def test_an_error_that_no_driver_foretold_stops_no_other_source_and_tells_no_secret(pulling, monkeypatch, caplog):
    monkeypatch.setenv("T", "correct-horse-battery")
    pulling.declare('[[sources]]\nname = "hub"\nkind = "hubspot"\ntoken = { env = "T" }\nobjects = ["owners"]\n')

    def breaks(_):
        raise RuntimeError("no idea what to do with correct-horse-battery")

    from assay.connectors.hubspot import Hubspot

    monkeypatch.setattr(Hubspot, "__enter__", breaks)
    sources = {one.source: one for one in pull(pulling.workspace, ["hub", "crm"]).sources}
    assert sources["crm"].error is None
    assert sources["crm"].counts["loaded"] == 3
    assert "not foreseen: RuntimeError: no idea what to do with ***" in sources["hub"].error
    assert "correct-horse" not in caplog.text


def test_what_the_documentation_shows_is_understood(tmp_path):
    """Every block of settings in docs/pull.md, in a workspace of its own."""
    page = (Path(__file__).parents[2] / "docs" / "pull.md").read_text("utf-8")
    blocks = re.findall(r"```toml\n(.*?)```", page, re.S)
    assert len(blocks) >= 7
    for number, block in enumerate(blocks):
        pulling = Pulling(tmp_path / str(number))
        pulling.declare(block)
        assert pulling.workspace.settings.sources, block
