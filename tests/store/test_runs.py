import json
import subprocess
import sys
from datetime import date

import pytest
from duckdb import CatalogException

from assay.errors import DataError, UsageError, WorkspaceError
from assay.settings import Settings
from assay.store import runs
from assay.store.runs import building, clean, current, next_number, open_run, publish, published, rollback, run_path
from assay.store.workspace import create_workspace


@pytest.fixture
def workspace(tmp_path):
    return create_workspace(tmp_path)


def build(workspace, number, currency="EUR"):
    with building(workspace, number) as connection:
        connection.execute(
            "CREATE TABLE run AS SELECT ?::BIGINT AS number, TIMESTAMP '2024-04-01 05:00' AS built_at, "
            "DATE '2024-04-01' AS today, DATE '2024-03-31' AS last_day, ? AS settings",
            [number, Settings(currency=currency).model_dump_json()],
        )


def built(workspace, times):
    for _ in range(times):
        number = next_number(workspace)
        build(workspace, number)
        publish(workspace, number)


def files(workspace):
    """The runs' own files; beside each stands `N.parts`, with the sizes of what it is made of."""
    return sorted(path.name for path in workspace.runs.iterdir() if path.suffix != ".parts")


def test_a_published_run_is_the_current_one(workspace):
    assert current(workspace) is None
    build(workspace, 1, currency="CHF")
    assert current(workspace) is None
    publish(workspace, 1)
    run = open_run(workspace)
    assert (run.number, run.today, run.last_day, run.settings.currency) == (
        1,
        date(2024, 4, 1),
        date(2024, 3, 31),
        "CHF",
    )
    assert run.cursor().execute("SELECT number FROM run").fetchone() == (1,)
    assert files(workspace) == ["1.duckdb"]


def test_the_last_five_are_kept(workspace):
    built(workspace, 7)
    assert published(workspace) == (3, 4, 5, 6, 7)
    assert files(workspace) == [f"{number}.duckdb" for number in (3, 4, 5, 6, 7)]
    assert open_run(workspace, 3).number == 3
    with pytest.raises(UsageError, match=r"no run 2\.\nKept: 3, 4, 5, 6, 7"):
        open_run(workspace, 2)


def test_rollback_is_a_pointer_and_numbers_go_on(workspace):
    built(workspace, 7)
    rollback(workspace, 4)
    assert open_run(workspace).number == 4
    built(workspace, 1)
    assert current(workspace) == 8
    assert published(workspace) == (4, 5, 6, 7, 8)
    with pytest.raises(UsageError, match="no run 3"):
        rollback(workspace, 3)
    assert current(workspace) == 8


def test_a_reader_keeps_its_run_whatever_happens_to_the_file(workspace):
    built(workspace, 1)
    run = open_run(workspace)
    built(workspace, 6)
    assert not run_path(workspace, 1).exists()
    assert run.cursor().execute("SELECT number FROM run").fetchone() == (1,)
    assert open_run(workspace).number == 7


def test_a_run_is_there_whole_or_not_at_all(workspace):
    built(workspace, 1)
    with pytest.raises(CatalogException), building(workspace, 2) as connection:
        connection.execute("CREATE TABLE half AS SELECT * FROM nowhere")
    assert files(workspace) == ["1.duckdb"]
    assert open_run(workspace).number == 1


def test_a_crash_between_name_and_pointer_is_cleaned_up(workspace, monkeypatch):
    built(workspace, 1)
    build(workspace, 2)
    with monkeypatch.context() as patched:
        patched.setattr(runs, "write_pointer", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            publish(workspace, 2)
    assert files(workspace) == ["1.duckdb", "2.duckdb"]
    assert open_run(workspace).number == 1
    with pytest.raises(UsageError):
        rollback(workspace, 2)
    (workspace.runs / "3.building").write_text("half")
    (workspace.runs / "3.building.wal").write_text("half")
    clean(workspace)
    assert files(workspace) == ["1.duckdb"]
    built(workspace, 1)
    assert open_run(workspace).number == 2


PUBLISH = """
import os, signal, sys
from pathlib import Path
from assay.store.runs import building, clean, next_number, publish
from assay.store.workspace import Workspace

workspace, left = Workspace(Path(sys.argv[1])), int(sys.argv[2])

def dying(function):
    def wrapped(*arguments, **keywords):
        global left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        return function(*arguments, **keywords)
    return wrapped

for module, name in ((os, "replace"), (os, "fsync"), (Path, "unlink"), (Path, "write_text")):
    setattr(module, name, dying(getattr(module, name)))
clean(workspace)
number = next_number(workspace)
with building(workspace, number) as connection:
    connection.execute(
        "CREATE TABLE run AS SELECT ?::BIGINT AS number, TIMESTAMP '2024-04-01 05:00' AS built_at, "
        "DATE '2024-04-01' AS today, DATE '2024-03-31' AS last_day, '{}' AS settings", [number])
publish(workspace, number)
"""


@pytest.mark.slow
def test_killed_at_any_step_of_publishing_the_run_before_or_the_run_after_is_there(workspace):
    built(workspace, 5)
    for steps in range(100):
        before = current(workspace)
        command = [sys.executable, "-c", PUBLISH, str(workspace.path), str(steps)]
        finished = subprocess.run(command, check=False).returncode == 0
        assert current(workspace) in (before, before + 1)
        assert open_run(workspace).cursor().execute("SELECT number FROM run").fetchone() == (current(workspace),)
        assert len(published(workspace)) == 5
        if finished:
            break
    assert current(workspace) == before + 1
    assert files(workspace) == sorted(f"{number}.duckdb" for number in published(workspace))
    assert 6 <= steps < 30


def test_a_run_pruned_between_pointer_and_file_is_looked_up_again(workspace, monkeypatch):
    built(workspace, 2)
    run_path(workspace, 1).unlink()
    stale = runs.Pointer(1, 1, (1,))
    told = iter([stale])
    fresh = runs.read_pointer
    monkeypatch.setattr(runs, "read_pointer", lambda workspace: next(told, None) or fresh(workspace))
    assert open_run(workspace).number == 2


def test_nothing_built_yet(workspace):
    with pytest.raises(DataError, match="Nothing has been built yet"):
        open_run(workspace)
    with pytest.raises(UsageError, match="no run 1"):
        rollback(workspace, 1)


@pytest.mark.parametrize("content", ["", "7", "{}", "null", '{"current": 1, "last": "x", "published": []}'])
def test_a_damaged_pointer_is_told_and_its_remedy_loses_no_number(workspace, content):
    built(workspace, 3)
    pointer = workspace.data / "current"
    pointer.write_text(content)
    with pytest.raises(WorkspaceError, match="damaged") as raised:
        open_run(workspace)
    assert "assay repair" in str(raised.value)
    pointer.unlink()
    assert next_number(workspace) == 4


def test_a_missing_or_empty_run_file_is_told(workspace):
    built(workspace, 1)
    run_path(workspace, 1).unlink()
    with pytest.raises(WorkspaceError, match=r"1\.duckdb"):
        open_run(workspace)
    with building(workspace, 2) as connection:
        connection.execute("CREATE TABLE other (n INTEGER)")
    publish(workspace, 2)
    with pytest.raises(WorkspaceError, match="no complete run"):
        open_run(workspace)


def test_a_file_that_cannot_be_removed_waits_for_the_next_time(workspace, monkeypatch):
    built(workspace, 5)
    with monkeypatch.context() as patched:
        patched.setattr("pathlib.Path.unlink", lambda *_, **__: (_ for _ in ()).throw(PermissionError()))
        built(workspace, 1)
    assert "1.duckdb" in files(workspace)
    assert current(workspace) == 6
    built(workspace, 1)
    assert files(workspace) == [f"{number}.duckdb" for number in (3, 4, 5, 6, 7)]


def test_the_pointer_is_replaced_in_one_step(workspace):
    built(workspace, 2)
    assert json.loads((workspace.data / "current").read_text()) == {"current": 2, "last": 2, "published": [1, 2]}
    assert not (workspace.data / "current.tmp").exists()
