import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from assay.errors import WorkspaceError
from assay.store.parts import Part, part_path, put, read_list, sync_parts
from assay.store.runs import building, clean, next_number, open_run, publish, published, run_path
from assay.store.workspace import create_workspace

RUN = (
    "CREATE TABLE run AS SELECT ?::BIGINT AS number, TIMESTAMP '2024-04-01 05:00' AS built_at, "
    "DATE '2024-04-01' AS today, DATE '2024-03-31' AS last_day, '{}' AS settings"
)


@pytest.fixture(params=["plain", "it's 100% ünïque, [1] *"])
def workspace(tmp_path, request):
    return create_workspace(tmp_path / request.param)


def make_part(workspace, month, made_of, rows=3):
    """A part as a build leaves it: `n` from 0 on."""
    workspace.spill.mkdir(parents=True, exist_ok=True)
    finished = workspace.spill / "one.parquet"
    text = str(finished).replace("'", "''")
    duckdb.connect().execute(f"COPY (SELECT range AS n FROM range({rows})) TO '{text}' (FORMAT parquet)")
    path = part_path("main.touches", month, made_of, 1)
    put(workspace, finished, path)
    return Part("main.touches", month, path, rows, made_of)


def built(workspace, *made):
    number = next_number(workspace)
    with building(workspace, number) as connection:
        connection.execute(RUN, [number])
        listed = ", ".join(f"'~/{part.path}'" for part in made)
        connection.execute(f"CREATE VIEW touches AS SELECT n FROM read_parquet([{listed}], hive_partitioning = false)")
    sync_parts(workspace, [part.path for part in made])
    publish(workspace, number, [part.path for part in made])
    return number


def count(workspace, number=None):
    run = open_run(workspace, number)
    found = run.cursor().execute("SELECT count(*) FROM touches").fetchone()[0]
    run.close()
    return found


def files(workspace):
    return sorted(path.name for path in (workspace.data / "touches").rglob("*.parquet"))


def test_runs_share_parts_and_the_last_that_names_one_lets_go_of_it(workspace):
    old = make_part(workspace, "2024-01", "a" * 40)
    assert built(workspace, old) == 1
    new = make_part(workspace, "2024-02", "b" * 40, rows=5)
    for number in range(2, 6):
        assert built(workspace, old, new) == number
    assert (count(workspace, 1), count(workspace)) == (3, 8)
    built(workspace, new)
    assert files(workspace) == ["a" * 32 + "-1-0.parquet", "b" * 32 + "-1-0.parquet"]
    for _ in range(4):
        built(workspace, new)
    assert files(workspace) == ["b" * 32 + "-1-0.parquet"]
    assert not (workspace.data / "touches" / "month=2024-01").exists()
    assert sorted(path.name for path in workspace.runs.glob("*.parts")) == ["10.parts"] + [
        f"{n}.parts" for n in range(6, 10)
    ]


def test_what_no_run_names_is_removed(workspace):
    kept, lost = make_part(workspace, "2024-01", "a"), make_part(workspace, "2024-01", "b")
    built(workspace, kept)
    assert files(workspace) == ["a-1-0.parquet"]
    (workspace.runs / "2.parts").write_text('["touches/month=2024-01/b-1-0.parquet"]')
    assert make_part(workspace, "2024-01", "b") == lost
    clean(workspace)
    assert files(workspace) == ["a-1-0.parquet"]
    assert [one.path for one in read_list(workspace, 1)] == ["runs/1.duckdb", kept.path]


def test_a_workspace_can_be_moved_and_its_runs_find_their_parts(workspace):
    built(workspace, make_part(workspace, "2024-01", "a"))
    moved = workspace.path.rename(workspace.path.with_name("elsewhere"))
    assert count(type(workspace)(moved)) == 3


@pytest.mark.parametrize(
    "what", ["~/assay.toml", "~/../assay.toml", "~/touches/../current", "{data}/current", "/etc/hostname"]
)
def test_a_reader_reads_parts_and_no_other_file(workspace, what):
    built(workspace, make_part(workspace, "2024-01", "a"))
    run = open_run(workspace)
    path = what.format(data=workspace.data).replace("'", "''")
    with pytest.raises(duckdb.Error, match="disabled by configuration"):
        run.cursor().execute(f"SELECT * FROM read_text('{path}')")
    assert run.cursor().execute("SELECT max(n) FROM touches").fetchone() == (2,)


PUBLISH = """
import os, signal, sys
from pathlib import Path
from assay.store.runs import building, clean, next_number, publish
from assay.store.workspace import Workspace
sys.path.insert(0, sys.argv[3])
from test_parts import RUN, built, make_part

workspace, left = Workspace(Path(sys.argv[1])), int(sys.argv[2])

def dying(function):
    def wrapped(*arguments, **keywords):
        global left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        return function(*arguments, **keywords)
    return wrapped

clean(workspace)
new = make_part(workspace, "2024-02", f"n{next_number(workspace)}", rows=next_number(workspace))
for module, name in ((os, "replace"), (os, "fsync"), (Path, "unlink"), (Path, "write_text"), (Path, "replace")):
    setattr(module, name, dying(getattr(module, name)))
built(workspace, new)
"""


@pytest.mark.slow
def test_killed_at_any_step_every_kept_run_has_its_parts(tmp_path):
    workspace = create_workspace(tmp_path)
    for n in range(5):
        built(workspace, make_part(workspace, "2024-02", f"n{n + 1}", rows=n + 1))
    for steps in range(100):
        command = [sys.executable, "-c", PUBLISH, str(workspace.path), str(steps), str(Path(__file__).parent)]
        finished = subprocess.run(command, check=False).returncode == 0
        assert all(run_path(workspace, number).exists() for number in published(workspace))
        assert all(count(workspace, number) == number for number in published(workspace))
        if finished:
            break
    assert finished
    assert 6 <= steps < 60


def test_a_damaged_list_is_told_and_removes_nothing(workspace):
    kept = make_part(workspace, "2024-01", "a")
    built(workspace, kept)
    (workspace.runs / "1.parts").write_text("[{")
    with pytest.raises(WorkspaceError, match=r"1\.parts is damaged"):
        open_run(workspace)
    clean(workspace)
    assert files(workspace) == ["a-1-0.parquet"]


def test_a_part_or_a_run_of_another_size_is_told(workspace):
    kept = make_part(workspace, "2024-01", "a")
    built(workspace, kept)
    with (workspace.data / kept.path).open("ab") as file:
        file.write(b"x")
    with pytest.raises(WorkspaceError, match=r"a-1-0\.parquet is damaged: it has") as told:
        open_run(workspace)
    assert "refresh --full" in (told.value.hint or "")
