"""A refresh of a large workspace, killed at any moment, leaves the run before or the run after, and nothing else for good."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from assay.facts.schema import FACTS
from assay.store.lock import writing
from assay.store.parts import read_list
from assay.store.runs import current, open_run, published
from assay.store.workspace import Workspace, create_workspace
from support.landed import land

TODAY = date(2026, 4, 20)

# Refreshes in a process of its own for each line that it reads, `FOLDER full|changed STEPS SECONDS`: killed just before its
# n-th step that puts a file in its place or on the disk or removes one, or after so many seconds; 0 is never.
# Everything is imported before, also what a refresh imports when it first needs it (a quarter of its time), and no database
# is opened: a refresh costs what it does, not what Python takes to begin.
PROGRAM = """
import os, signal, sys, traceback
from datetime import date
from pathlib import Path
from assay.facts.incremental import canonical
from assay.facts.incremental import build as incremental
from assay.facts.incremental import taken_over
from assay.facts.incremental import monthly
from assay.facts.incremental import pieces
from assay.alerts import deliver
from assay.internet.hosts import registrable_label
from assay.refresh import refresh
from assay.store import durable
from assay.store.workspace import Workspace

import ibis, pandas, pyarrow.parquet, rich.console
import ibis.backends.duckdb, ibis.expr.api, ibis.expr.sql
registrable_label("www.example.co.uk")
incremental.BY_MONTH_FROM = 1
taken_over.LARGE = incremental.LARGE = canonical.LARGE = 3
monthly.CHUNK, pieces.SMALL_PIECES = 12, 2
steps = 0

def counted(function, left):
    def run(*given, **named):
        global steps
        steps += 1
        if steps == left:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*given, **named)
    return run

def run(folder, how, left, seconds):
    for module, name in ((os, "replace"), (os, "fsync"), (Path, "replace"), (Path, "unlink")):
        setattr(module, name, counted(getattr(module, name), int(left)))
    signal.setitimer(signal.ITIMER_REAL, float(seconds))
    report = refresh(Workspace(Path(folder)), today=date(2026, 4, 20), full=how == "full")
    signal.setitimer(signal.ITIMER_REAL, 0)
    return report.lines()

print("ready", flush=True)
for line in sys.stdin:
    told, tell = os.pipe()
    if not (child := os.fork()):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        try:
            remarks = run(*line.split())
            os.write(tell, f"{steps} {' '.join(remarks)}".encode())
            os._exit(0 if not remarks else 1)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    os.close(tell)
    status = os.waitpid(child, 0)[1]
    with os.fdopen(told) as said:
        print(os.waitstatus_to_exitcode(status), said.read() or 0, flush=True)
"""


class Refreshing:
    """Refreshes in processes that may be killed."""

    def __init__(self) -> None:
        command = [sys.executable, "-c", PROGRAM]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout
        assert self.process.stdout.readline() == "ready\n"

    def ask(
        self, workspace: Workspace, how: str = "changed", *, steps: int = 0, seconds: float = 0
    ) -> tuple[bool, int]:
        """Whether it was killed, and how many steps it took else."""
        assert self.process.stdin
        assert self.process.stdout
        print(workspace.path, how, steps, seconds, file=self.process.stdin, flush=True)
        code, taken = self.process.stdout.readline().split(maxsplit=1)
        assert int(code) in (0, -9, -14), taken
        return int(code) != 0, int(taken)

    def whole(self, workspace: Workspace, **moment: float) -> int:
        killed, steps = self.ask(workspace, **moment)
        assert not killed
        return steps


@pytest.fixture(scope="module")
def refreshing() -> Iterator[Refreshing]:
    found = Refreshing()
    yield found
    assert found.process.stdin
    found.process.stdin.close()
    found.process.wait()


class Company:
    """Touches of four months that come, are corrected, and change their account."""

    def __init__(self, path: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.workspace = create_workspace(path, timezone="Europe/Paris", **{"figures.at_refresh": False})
        self.count = 0
        accounts = [{"account_id": f"a{n}", "name": f"A{n}", "domain": f"a{n}.example"} for n in range(6)]
        people = [
            {"person_id": f"p{n}", "account_id": f"a{n % 6}", "email": f"p{n}@a{n % 6}.example"} for n in range(9)
        ]
        land(self.workspace, {"accounts": accounts, "people": people, "touches": [self.touch() for _ in range(40)]})

    def touch(self) -> dict[str, Any]:
        self.count += 1
        moment = datetime(2026, 1, 1) + timedelta(minutes=self.random.randrange(0, 105 * 24 * 60, 30))
        return {
            "touch_id": f"t{self.random.randrange(self.count) if self.count % 5 == 0 else self.count}",
            "occurred_at": f"{moment.isoformat()}Z",
            "kind": self.random.choice(("page_view", "call", "email_clicked", "meeting_held")),
            "account_id": self.random.choice((None, "a0", "a3")),
            "email": f"p{self.random.randrange(9)}@a{self.random.randrange(6)}.example",
            "session_id": self.random.choice((None, "s1", "s2")),
        }

    def changes(self) -> None:
        """New touches and corrected ones; an account becomes another, so that what a killed refresh built is of no use."""
        other, merged = f"a{self.random.randrange(1, 6)}", self.random.choice((None, "a0"))
        account = {"account_id": other, "name": f"N{self.count}", "merged_into_id": merged}
        land(self.workspace, {"accounts": [account], "touches": [self.touch() for _ in range(8)]})


def rows_of(workspace: Workspace, number: int | None = None) -> dict[str, list[Any]]:
    """Every fact of a run but what it says of itself; seconds to the millisecond, since their order is free."""
    found = {}
    with closing(open_run(workspace, number)) as run:
        cursor = run.cursor()
        for fact in sorted(FACTS.keys() - {"run"}):
            names = [name for name, *_ in cursor.execute(f"DESCRIBE main.{fact}").fetchall()]
            listed = [f"round({name}, 3)" if "seconds" in name else f'"{name}"' for name in names]
            found[fact] = cursor.execute(f"SELECT {', '.join(listed)} FROM main.{fact} ORDER BY ALL").fetchall()
    return found


def touches(workspace: Workspace, number: int) -> int:
    with closing(open_run(workspace, number)) as run:
        return int(run.cursor().execute("SELECT count(*) + count(account_id) FROM touches").fetchall()[0][0])


def built_anew(refreshing: Refreshing, workspace: Workspace) -> dict[str, list[Any]]:
    """The facts of a full refresh of the same landed rows, in a workspace of its own."""
    other = Workspace(workspace.path.with_name(f"{workspace.path.name} anew".replace(" ", "_")))
    shutil.rmtree(other.path, ignore_errors=True)
    shutil.copytree(workspace.path, other.path)
    refreshing.ask(other, "full")
    return rows_of(other)


def check_nothing_is_left(workspace: Workspace) -> None:
    """No file but those that kept runs name, no lock, no folder of what was under way."""
    listed = [one.path for number in published(workspace) for one in read_list(workspace, number)]
    named = {workspace.data / path for path in listed if not path.startswith("runs/")}
    parts = {path for place in ("touches", "parts") for path in (workspace.data / place).rglob("*") if path.is_file()}
    assert named
    assert parts == named
    runs = {path.name for path in workspace.runs.iterdir()}
    assert runs == {f"{number}.{kind}" for number in published(workspace) for kind in ("duckdb", "parts")}
    assert not (workspace.data / "writer.json").exists()
    assert not (workspace.spill / "build").exists()
    assert not list(workspace.data.glob("*.tmp"))
    with writing(workspace, "test"):
        pass


def killed_and_mended(refreshing: Refreshing, company: Company, moments: list[dict[str, float]]) -> int:
    """Kills a refresh at each moment; how many of them it did not outlive. Checks the runs each time, and the next refresh."""
    workspace, kills = company.workspace, 0
    for n, moment in enumerate(moments):
        company.changes()
        number, before = current(workspace), rows_of(workspace)
        killed, _ = refreshing.ask(workspace, **moment)
        kills += killed
        wanted = None
        if current(workspace) == number:
            assert rows_of(workspace) == before, moment
        else:
            wanted = built_anew(refreshing, workspace)
            assert rows_of(workspace) == wanted, moment
        for kept in published(workspace):
            assert touches(workspace, kept)
        if n % 2 or n == len(moments) - 1:  # else what one killed refresh left meets the next one that is killed
            refreshing.whole(workspace)
            check_nothing_is_left(workspace)
            assert rows_of(workspace) == (wanted or built_anew(refreshing, workspace)), moment
    return kills


def lasting(refreshing: Refreshing, company: Company) -> tuple[int, float]:
    """How many steps and seconds a refresh takes that nobody kills."""
    refreshing.whole(company.workspace)
    company.changes()
    began = time.monotonic()
    steps = refreshing.whole(company.workspace)
    return steps, time.monotonic() - began


def test_a_killed_refresh_leaves_the_run_before_or_the_run_after(tmp_path: Path, refreshing: Refreshing) -> None:
    company = Company(tmp_path / "workspace", 1)
    steps, seconds = lasting(refreshing, company)
    moments = [{"steps": steps * 2 // 5}, {"seconds": seconds / 2}, {"steps": steps - 3}]
    assert killed_and_mended(refreshing, company, moments) >= 2


@pytest.mark.exhaustive
@pytest.mark.parametrize("seed", range(2, 5))
def test_killed_before_any_of_its_steps(tmp_path: Path, refreshing: Refreshing, seed: int) -> None:
    company = Company(tmp_path / "workspace", seed)
    steps, _ = lasting(refreshing, company)
    every = range(seed % 3 + 1, steps + 1, 3)
    assert killed_and_mended(refreshing, company, [{"steps": step} for step in every]) > len(every) * 2 // 3


@pytest.mark.exhaustive
def test_killed_at_random_moments(tmp_path: Path, refreshing: Refreshing) -> None:
    company = Company(tmp_path / "workspace", 5)
    _, seconds = lasting(refreshing, company)
    chance = random.Random(5)
    moments = [{"seconds": chance.uniform(0.01, seconds * 1.1)} for _ in range(40)]
    assert killed_and_mended(refreshing, company, moments) > 10
