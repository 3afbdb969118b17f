"""Files of runs that are cut, overwritten or have a log beside them: told as what they are, never a wrong figure, never the
end of the process.

Each attempt is forked off, so that one that DuckDB ends is seen.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import duckdb
import pytest

from assay import causes
from assay.engine.duckdb import open_built, open_for_writing
from assay.errors import WorkspaceError
from assay.facts.schema import FACTS
from assay.refresh import refresh
from assay.store.runs import current, open_run, run_path
from assay.store.workspace import Workspace, create_workspace
from assay.upkeep.verify import verify
from support.landed import land

TODAY = date(2026, 4, 20)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = create_workspace(tmp_path_factory.mktemp("whole") / "w", **{"figures.at_refresh": False})
    rows = {
        "accounts": [{"account_id": f"a{n}", "name": f"A{n}", "domain": f"a{n}.example"} for n in range(200)],
        "touches": [
            {
                "touch_id": f"t{n}",
                "occurred_at": f"2026-0{1 + n % 4}-1{n % 9}T10:00:00Z",
                "kind": "page_view",
                "account_id": f"a{n % 200}",
            }
            for n in range(1_000)
        ],
    }
    land(workspace, rows)
    refresh(workspace, today=TODAY)
    return workspace.path


@pytest.fixture
def workspace(whole: Path, tmp_path: Path) -> Workspace:
    return Workspace(shutil.copytree(whole, tmp_path / "w"))


def content(workspace: Workspace) -> str:
    with closing(open_run(workspace)) as run:
        cursor = run.cursor()
        sums = (f"SELECT count(*), sum(hash(t)::HUGEINT) FROM main.{fact} t" for fact in sorted(FACTS.keys() - {"run"}))
        return repr([cursor.execute(one).fetchall() for one in sums])


def apart(ask: Callable[[], str]) -> str:
    """What a process of its own says: the answer, or `told: …`; fails where it dies, or an error is not in our words."""
    told, tell = os.pipe()
    if not (child := os.fork()):
        try:
            said = ask()
        except BaseException as error:
            known = causes.told(error)
            said = f"told: {known.message} {known.hint}" if known else f"raw: {type(error).__name__}: {error}"
        os.write(tell, said.encode()[:60_000])
        os._exit(0)
    os.close(tell)
    with os.fdopen(told) as read:
        said = read.read()
    assert os.waitpid(child, 0)[1] == 0, "DuckDB has ended the process"
    assert not said.startswith("raw: "), said
    return said


def overwritten(by: random.Random, file: bytes) -> bytes:
    """A file with one or many bits turned, a page of nothing, or only its beginning, with the old length or a new one."""
    data, place = bytearray(file), by.randrange(len(file))
    match by.choice(("header", "bit", "bits", "page", "end", "cut")):
        case "header":
            data[by.randrange(3 * 4096)] ^= 1 << by.randrange(8)
        case "bit":
            data[place] ^= 1 << by.randrange(8)
        case "bits":
            for _ in range(200):
                data[by.randrange(len(file))] ^= 1 << by.randrange(8)
        case "page":
            data[place : place + 4096] = bytes(len(data[place : place + 4096]))
        case "end":
            data[place:] = bytes(len(file) - place)
        case _:
            del data[place:]
    return bytes(data)


@pytest.mark.parametrize(("seed", "tries"), [(1, 25), pytest.param(2, 1_000, marks=pytest.mark.exhaustive)])
def test_a_damaged_run_is_told_or_says_what_it_said(workspace: Workspace, seed: int, tries: int) -> None:
    path, chance = run_path(workspace, current(workspace) or 0), random.Random(seed)
    file, right, told = path.read_bytes(), apart(lambda: content(workspace)), 0
    for _ in range(tries):
        path.write_bytes(overwritten(chance, file))
        said = apart(lambda: content(workspace))
        if said != right:
            assert said.startswith("told: ")
            assert "assay refresh --full" in said
            told += 1
    assert told > tries // 3
    path.write_bytes(file)
    assert apart(lambda: content(workspace)) == right


@pytest.fixture
def log(workspace: Workspace, tmp_path: Path) -> bytes:
    """What a program leaves that changed a run and was killed."""
    copy = Path(shutil.copy(run_path(workspace, current(workspace) or 0), tmp_path / "1.duckdb"))
    if not (child := os.fork()):
        connection = duckdb.connect(str(copy))
        connection.execute("DELETE FROM main.accounts WHERE account_id < 'a2'")
        os._exit(0)
    os.waitpid(child, 0)
    return copy.with_name(copy.name + ".wal").read_bytes()


def test_a_log_beside_a_run_is_not_believed(workspace: Workspace, log: bytes) -> None:
    """DuckDB would answer with the accounts that are left."""
    right, path = apart(lambda: content(workspace)), run_path(workspace, current(workspace) or 0)
    beside, chance = path.with_name(path.name + ".wal"), random.Random(3)
    for piece in (log, *(log[: chance.randrange(1, len(log))] for _ in range(6)), chance.randbytes(500)):
        beside.write_bytes(piece)
        said = apart(lambda: content(workspace))
        assert said.startswith(f"told: {beside} lies there: another program"), said
        assert "assay refresh --full" in said
    problems = verify(workspace).problems
    assert [(one.path, "another program" in one.problem) for one in problems] == [(f"runs/{beside.name}", True)]
    refresh(workspace, today=TODAY)
    assert not beside.exists()
    assert apart(lambda: content(workspace)) == right
    assert verify(workspace).problems == ()


def test_what_a_killed_build_left_is_no_beginning_of_the_next(workspace: Workspace, log: bytes) -> None:
    chance = random.Random(4)
    for name in ("2.building", "2.building.wal"):
        (workspace.runs / name).write_bytes(log + chance.randbytes(5_000))
    right = apart(lambda: content(workspace))
    refresh(workspace, today=TODAY, full=True)
    assert current(workspace) == 2
    assert apart(lambda: content(workspace)) == right


def test_a_build_has_no_log(tmp_path: Path) -> None:
    """Where DuckDB cannot shorten one it ends the process: tests/test_failing_disk.py."""
    connection = open_for_writing(tmp_path / "x.building", spill=tmp_path / "spill")
    connection.execute("CREATE TABLE t AS SELECT * FROM range(10)")
    connection.execute("INSERT INTO t VALUES (1)")
    assert [one.name for one in tmp_path.iterdir()] == ["x.building"]
    connection.execute("CHECKPOINT")
    connection.close()
    with pytest.raises(WorkspaceError, match=r"missing\.duckdb cannot be opened"):
        open_built(tmp_path / "missing.duckdb", spill=tmp_path / "spill")
