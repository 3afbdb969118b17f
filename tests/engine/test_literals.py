"""Paths are data: whatever stands in a name, the file of that name is read, and its own columns."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import duckdb
import pytest

import assay
from assay.engine.literals import attached, copied, csv, literal_path, parquet, spark_path
from assay.errors import UsageError
from assay.landing.load import load
from assay.refresh import refresh
from assay.store.runs import open_run
from assay.store.workspace import Workspace, create_workspace

SOURCE = Path(assay.__file__).parent
NASTY = ("costs[1]", "costs*", "costs?", "{costs,users}", "~costs", "costs'", "currency=USD", "a:b", "#[!x]", "**")


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


@pytest.mark.parametrize("name", NASTY)
def test_a_file_of_any_name_is_the_one_that_is_read(tmp_path: Path, name: str) -> None:
    connection = duckdb.connect()
    places = [tmp_path / folder / file for folder in (name, "costs1", "users") for file in (name, "costs1", "users")]
    for number, place in enumerate(places):
        place.parent.mkdir(exist_ok=True)
        connection.execute(copied(f"SELECT '{number}' AS currency", f"{place}.parquet"))
        write(Path(f"{place}.csv"), f"currency\n{number}\n")
    files = [f"{places[0]}.parquet"] * 2
    listed = connection.execute(f"SELECT * FROM {parquet(files, by_name=True, row_numbers=True)}")
    assert [column[0] for column in listed.description] == ["currency", "file_row_number"]
    assert listed.fetchall() == [("0", 0), ("0", 0)]
    options = "auto_detect = false, header = true, columns = {'currency': 'VARCHAR'}"
    assert connection.execute(f"SELECT * FROM {csv(f'{places[0]}.csv', options)}").fetchall() == [("0",)]


@pytest.mark.parametrize("name", [name for name in NASTY if "?" not in name])
def test_a_database_of_any_name_is_attached(tmp_path: Path, name: str) -> None:
    for folder in (name, "costs1"):
        (tmp_path / folder).mkdir(exist_ok=True)
        with duckdb.connect(str(tmp_path / folder / "base.duckdb")) as base:
            base.execute(f"CREATE TABLE mine AS SELECT {folder == name} AS mine")
    connection = duckdb.connect()
    connection.execute(attached(tmp_path / name / "base.duckdb", "other"))
    assert connection.execute("FROM other.mine").fetchall() == [(True,)]


def test_a_relative_name_is_a_file_and_no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert literal_path(Path("~/x.csv")) == str(tmp_path / "~/x.csv")
    assert literal_path("~/touches/x.parquet") == "~/touches/x.parquet"


def test_what_no_engine_can_be_told_is_refused() -> None:
    with pytest.raises(UsageError, match="backslash"):
        literal_path("/a\\b/costs[1].csv")
    with pytest.raises(UsageError, match="UTF-8"):
        literal_path("/a/\udcff.csv")
    with pytest.raises(UsageError, match="question mark"):
        create_workspace("/nowhere/what?")


def test_spark_is_told_literally() -> None:
    assert spark_path("/a/{b}[1]*") == r"/a/\{b\}\[1\]\*"


def test_files_side_by_side_and_folders_named_as_columns(tmp_path: Path) -> None:
    """`costs[1].csv` beside `costs1.csv`, a folder `currency=USD`, in workspaces `acme*` and `acme1`."""
    head = "cost_id,incurred_on,amount,currency,category\n"
    write(tmp_path / "drop/costs1.csv", head + "wrong,2026-01-01,1,EUR,media\n")
    right = write(tmp_path / "drop/currency=USD/costs[1].csv", head + "right,2026-01-01,1,EUR,media\n")
    other, own = create_workspace(tmp_path / "acme1"), create_workspace(tmp_path / "acme*")
    load(other, [tmp_path / "drop/costs1.csv"], table="costs")
    load(own, [right], table="costs")
    for workspace, wanted in ((other, "wrong"), (own, "right")):
        refresh(workspace)
        run = open_run(workspace)
        assert run.connection.execute("SELECT cost_id, currency FROM model.costs").fetchall() == [(wanted, "EUR")]
        run.close()


def test_a_workspace_in_a_folder_named_as_a_column(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "name=Gamma/country=FR")
    load(workspace, [write(tmp_path / "accounts.csv", "account_id,name,country\na1,Alpha,DE\n")])
    refresh(workspace)
    with duckdb.connect(str(workspace.runs / "1.duckdb"), read_only=True) as run:
        assert run.execute("SELECT name, country FROM model.accounts").fetchall() == [("Alpha", "DE")]


@pytest.mark.slow
def test_parts_of_a_workspace_named_by_a_pattern_are_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A large build shows Parquet files as views, relative to the workspace."""
    monkeypatch.setattr("assay.facts.incremental.build.BY_MONTH_FROM", 0)
    workspaces = [create_workspace(tmp_path / name) for name in ("acme*", "acme1")]
    for workspace in workspaces:
        name = workspace.path.name
        load(workspace, [write(tmp_path / "in/accounts.csv", f"account_id,name\na1,{name}\n")])
        touches = f"touch_id,occurred_at,kind\n{name},2026-01-05,page_view\n"
        load(workspace, [write(tmp_path / "in/touches.csv", touches)])
        refresh(workspace)
    for workspace in workspaces:
        run = open_run(Workspace.find(workspace.path))
        assert run.connection.execute("SELECT touch_id FROM main.touches").fetchall() == [(workspace.path.name,)]
        run.close()


_RAW = re.compile(
    r"\b(read_(parquet|csv|json|ndjson|text|blob)\w*|parquet_scan|parquet_metadata)\s*\(|\bATTACH\s|\bCOPY\s*\(|\bCOPY \w+ TO\b"
)


def raw_paths(tree: ast.Module) -> list[str]:
    """Texts of a module that would put a path into SQL."""
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [text for text in texts if _RAW.search(text)]


def test_no_other_module_writes_paths_into_sql() -> None:
    found = {
        path.relative_to(SOURCE).as_posix(): texts
        for path in sorted(SOURCE.rglob("*.py"))
        if path.name != "literals.py" and (texts := raw_paths(ast.parse(path.read_text("utf-8"))))
    }
    assert not found, f"a path in SQL comes from assay.engine.literals: {found}"


def test_a_raw_path_would_be_seen() -> None:
    assert raw_paths(ast.parse("""sql = f"SELECT * FROM read_parquet('{path}')" """))
    assert raw_paths(ast.parse("""sql = f"COPY ({select}) TO '{path}'" """))
    assert raw_paths(ast.parse("""sql = f"ATTACH '{path}' AS x" """))
