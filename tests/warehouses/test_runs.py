"""Runs of a workspace in a PostgreSQL server: refreshed, asked, gone with their runs, and what is told where it fails."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from datetime import date

import pytest

from assay.errors import DataError, UsageError
from assay.landing.load import load
from assay.metrics.answers import answer
from assay.metrics.scope import Scope
from assay.refresh import refresh
from assay.store import warehouses
from assay.store.engines import engine_has, engine_problem
from assay.store.runs import keep_only, open_run
from assay.store.workspace import Workspace, create_workspace

BUILT = 'engine = "postgres"\n[figures]\nat_refresh = false\n'
COPIED = '[engine]\nname = "postgres"\nfacts = "duckdb"\n[figures]\nat_refresh = false\n'
ACCOUNTS = "account_id,name\na,Ada\nb,Bell\n"
NOW = Scope(start=date(2025, 1, 1), end=date(2025, 6, 30))
LISTS = "list,account_id,valid_from\nL,a,2025-01-01\nL,b,2025-02-01\n"


@pytest.fixture
def workspace(tmp_path, address, monkeypatch):
    monkeypatch.setenv("ASSAY_ENGINE_URL", address("postgres"))
    monkeypatch.setenv("ASSAY_TODAY", "2025-06-30")
    made = create_workspace(tmp_path / "w")
    (made.path / "assay.toml").write_text(COPIED, "utf-8")  # the quicker way: one test builds there
    for name, text in (("accounts", ACCOUNTS), ("list_memberships", LISTS)):
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    made = Workspace.find(made.path)
    load(made, [tmp_path / "accounts.csv", tmp_path / "list_memberships.csv"])
    yield made
    warehouses.remove_from_warehouse(made, [])


def schemas(workspace: Workspace) -> list[str]:
    """Schemas of this workspace's runs."""
    prefix = warehouses.new_warehouse_tables(workspace, 99).schema.removesuffix("_99")
    (workspace.data / "engines" / "99.json").unlink()
    tables = warehouses._warehouse(workspace, prefix)
    asked = f"SELECT nspname AS name FROM pg_namespace WHERE starts_with(nspname, '{prefix}') ORDER BY 1"
    with tables.links.lent("schemas") as link:
        return [name.removeprefix(f"{prefix}_") for name in link.fetch(asked)["name"].to_pylist()]


def test_a_refresh_builds_there_and_questions_are_answered_there(workspace):
    (workspace.path / "assay.toml").write_text(BUILT, "utf-8")
    made = Workspace.find(workspace.path)
    assert refresh(made).changed
    assert not refresh(made).changed
    assert schemas(made) == ["1"]
    with closing(open_run(made)) as run:
        assert run.dialect == "postgres"
        assert answer(run, "target_accounts", NOW).total.value == 2


def test_the_server_answers_and_not_the_file(workspace):
    refresh(workspace)
    with closing(open_run(workspace)) as run:
        with run.tables().links.lent("a change") as link:
            link.command(f'DELETE FROM "{run.tables().schema}"."membership_spells" WHERE "account_id" = \'b\'')
        assert answer(run, "target_accounts", NOW).total.value == 1


def test_schemas_go_with_their_runs(workspace):
    for _ in range(2):
        refresh(workspace, full=True)
    assert schemas(workspace) == ["1", "2"]
    keep_only(workspace, 2)
    assert schemas(workspace) == ["2"]


def test_what_a_killed_build_left_goes_with_the_next_refresh(workspace):
    refresh(workspace)
    tables = warehouses.new_warehouse_tables(workspace, 2)
    tables.begin()
    assert schemas(workspace) == ["1", "2_building"]
    assert not engine_has(workspace, 2)
    refresh(workspace, full=True)
    assert schemas(workspace) == ["1", "2"]
    assert engine_has(workspace, 2)


def test_a_copy_of_a_workspace_drops_none_of_the_others_schemas(workspace, tmp_path):
    refresh(workspace)
    shutil.copytree(workspace.path, tmp_path / "copy")
    copy = Workspace.find(tmp_path / "copy")
    with closing(open_run(copy)) as run:
        assert answer(run, "target_accounts", NOW).total.value == 2
    keep_only(copy, None)
    assert schemas(workspace) == ["1"]


def test_another_engine_builds_anew_and_duckdb_has_every_run(workspace):
    refresh(workspace)
    marker = workspace.data / "engines" / "1.json"
    marker.write_text(json.dumps({**json.loads(marker.read_text()), "engine": "clickhouse"}))
    assert not engine_has(workspace, 1)
    (workspace.path / "assay.toml").write_text("", "utf-8")
    with closing(open_run(Workspace.find(workspace.path))) as run:
        assert run.dialect == "duckdb"
        assert answer(run, "target_accounts", NOW).total.value == 2
    marker.unlink()


def test_a_server_that_is_not_there_breaks_no_run(workspace, monkeypatch):
    refresh(workspace)
    with monkeypatch.context() as changed:
        changed.setenv("ASSAY_ENGINE_URL", "postgresql://nobody:secret@127.0.0.1:1/none")
        with pytest.raises(DataError, match="PostgreSQL failed") as error:
            refresh(workspace, full=True)
        assert "secret" not in error.value.message
        assert "PostgreSQL failed" in (engine_problem(workspace) or "")
    assert engine_problem(workspace) is None
    with closing(open_run(workspace)) as run:
        assert answer(run, "target_accounts", NOW).total.value == 2


def test_without_an_address_it_is_said_where_it_belongs(workspace, monkeypatch):
    with monkeypatch.context() as changed:
        changed.delenv("ASSAY_ENGINE_URL")
        with pytest.raises(UsageError, match="ASSAY_ENGINE_URL"):
            refresh(workspace)
