"""What has reached its age goes, what has not stays, and the account's figures stay where only the address goes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from assay.landing.current import current_sql
from assay.landing.load import load
from assay.refresh import refresh
from assay.settings import Settings
from assay.settings.keeping import Retention
from assay.store.runs import open_run
from assay.store.workspace import Workspace, create_workspace
from assay.upkeep.retain import look, retain
from assay.upkeep.verify import verify

TODAY = date(2026, 6, 1)
FILES = {
    "accounts": "account_id,name\na1,Acme\n",
    "ip_ranges": "cidr,account_id\n10.0.0.0/8,a1\n",
    "touches": (
        "touch_id,occurred_at,kind,ip\nold,2025-01-01,page_view,10.1.2.3\nmid,2026-02-01,page_view,10.1.2.4\n"
        "new,2026-05-30,page_view,10.1.2.5\nbad,someday,page_view,10.9.9.9\n"
    ),
}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = create_workspace(tmp_path / "work", **{"figures.at_refresh": False})
    for name, text in FILES.items():
        (tmp_path / f"{name}.csv").write_text(text)
    load(made, [tmp_path / f"{name}.csv" for name in FILES])
    return made


def keeping(workspace: Workspace, text: str) -> Workspace:
    with (workspace.path / "assay.toml").open("a") as file:
        file.write(f"\n[retention]\n{text}\n")
    return Workspace(workspace.path)


def touches(workspace: Workspace) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        query = f"SELECT touch_id, account_id, ip FROM ({current_sql(workspace, 'touches')}) ORDER BY 1"
        return connection.execute(query).fetchall()


def test_nothing_is_due_unless_the_settings_say_so(workspace: Workspace) -> None:
    before = touches(workspace)
    assert look(workspace, TODAY).due == retain(workspace, TODAY).due == ()
    assert touches(workspace) == before


def test_addresses_and_rows_go_by_their_age_and_the_account_stays(workspace: Workspace) -> None:
    workspace = keeping(workspace, "ip_days = 90\ntables = { touches = 365 }\nquarantine_days = 1\naside_days = 1")
    (workspace.data / "aside").mkdir()
    (workspace.data / "aside" / "damaged.parquet").write_text("x")
    refresh(workspace, today=TODAY)
    later = date(2099, 1, 1)
    assert {one.what for one in look(workspace, later).due} >= {"quarantine_days", "aside_days"}
    assert (workspace.data / "aside" / "damaged.parquet").exists()
    due = {one.what: one.number for one in look(workspace, TODAY).due}
    assert due["ip_days"] == 2
    assert due["tables.touches"] == 1
    done = retain(workspace, TODAY)
    assert touches(workspace) == [("mid", "a1", None), ("new", None, "10.1.2.5")]
    with open_run(workspace).connection as run:
        assert run.execute("SELECT touch_id, account_id FROM main.touches ORDER BY 1").fetchall() == [
            ("mid", "a1"),
            ("new", "a1"),
        ]
    assert done.run
    assert verify(workspace).problems == ()
    assert [one for one in look(workspace, TODAY).due if one.what != "aside_days"] == []


def test_replaced_versions_go_and_current_rows_stay(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "accounts.csv").write_text("account_id,name\na1,Acme Incorporated\n")
    load(workspace, [tmp_path / "accounts.csv"])
    workspace = keeping(workspace, "replaced_days = 30")
    assert look(workspace, date(2000, 1, 1)).due == ()
    assert [(one.what, one.number) for one in retain(workspace, date(2099, 1, 1)).due] == [("replaced_days", 1)]
    with duckdb.connect() as connection:
        held = connection.execute(f"SELECT name FROM ({current_sql(workspace, 'accounts')})").fetchall()
    assert held == [("Acme Incorporated",)]
    batches = sorted((workspace.landing / "accounts").glob("*-*.parquet"))
    assert duckdb.sql(f"SELECT name FROM '{batches[0]}'").fetchall() == [(None,)]


def test_only_tables_with_an_age_can_be_aged() -> None:
    assert Settings().retention == Retention()
    with pytest.raises(ValueError, match="rows of 'people' have no age"):
        Retention(tables={"people": 3})
