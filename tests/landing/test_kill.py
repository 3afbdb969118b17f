"""A load killed at any moment leaves what was there before, or all of what it loads."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from landing_place import Landing, Rows

from assay.landing.current import fingerprint
from assay.landing.records import recorded_loads
from assay.store.audit import entries
from support.kill_steps import killing

MOMENTS = 20
PROGRAM = """
import sys
from assay.landing.load import load
from assay.store.workspace import Workspace
load(Workspace.find(sys.argv[1]), sys.argv[2:])
"""

IMPORTS = """
from assay.landing.load import load
from assay.store.workspace import Workspace
"""


def state(landing: Landing) -> tuple[Rows, Rows, list[str]]:
    marks = [fingerprint(landing.workspace, table) for table in ("accounts", "users")]
    return landing.rows("accounts", "account_id, name"), landing.rows("users", "user_id, name"), marks


def killed(landing: Landing, after: float) -> bool:
    """Whether the load was killed before its end."""
    command = [sys.executable, "-c", PROGRAM, str(landing.workspace.path), str(landing.folder / "drop")]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


@pytest.mark.slow
def test_a_load_killed_at_random_moments(landing: Landing) -> None:
    landing.write("drop/users.csv", "user_id,name\n" + "".join(f"{n},u0\n" for n in range(50)))
    landing.write("drop/accounts.csv", "account_id,name\n" + "".join(f"{n},a0\n" for n in range(50)))
    began = time.monotonic()
    landing.load("drop")
    lasts = 2 * (time.monotonic() - began) + 1
    chance = random.Random(7)
    interrupted, whole = 0, {"a0", "u0"}
    for turn in range(1, MOMENTS + 1):
        before = state(landing)
        landing.write("drop/users.csv", "user_id,name\n" + "".join(f"{n},u{turn}\n" for n in range(50)))
        landing.write(
            "drop/accounts.csv", "account_id,name\n" + "".join(f"{n},a{turn}\nn{turn},x\n" for n in range(50))
        )
        interrupted += killed(landing, chance.uniform(0, lasts))
        found = state(landing)
        told = {name for _, name in found[0]} | {name for _, name in found[1]}
        # A load that was killed between its record and the manifest has landed: the next one takes it up, first of all.
        earlier, whole = whole, {f"a{turn}", "x", f"u{turn}"}
        assert found == before or told in (earlier, whole)
    assert interrupted
    landing.load("drop")
    assert {name for _, name in landing.rows("users", "user_id, name")} == {f"u{MOMENTS}"}
    assert not list(Path(landing.workspace.data).glob("tmp/load-*"))


@pytest.mark.parametrize(
    "stride", [pytest.param(4, marks=pytest.mark.slow), pytest.param(1, marks=pytest.mark.exhaustive)]
)
def test_a_load_killed_before_each_of_its_steps(landing: Landing, stride: int) -> None:
    drop = str(landing.folder / "drop")
    landing.write("drop/users.csv", "user_id,name\n1,u0\n")
    landing.write("drop/accounts.csv", "account_id,name\n1,a0\n")
    landing.load("drop")
    before = state(landing)
    landing.write("drop/users.csv", "user_id,name\n1,u1\n")
    landing.write("drop/accounts.csv", "account_id,name\n1,a1\n,bad\n")
    action = f"load(Workspace.find({str(landing.workspace.path)!r}), [{drop!r}])"
    with killing(IMPORTS) as killed:
        for step in range(1, 300, stride):
            if killed.finishes(step, action):
                break
            if state(landing) != before:  # the next load takes up one that was killed behind its record: all of it
                assert (landing.rows("accounts", "name"), landing.rows("users", "name")) == ([("a1",)], [("u1",)])
    assert step > 8
    assert landing.rows("accounts", "name") == [("a1",)]
    assert landing.rows("users", "name") == [("u1",)]
    told = [one.details["load"] for one in entries(landing.workspace) if one.action == "load"]
    assert len(told) == len(set(told)), "none has two lines in the log"
    assert set(told) >= recorded_loads(landing.workspace), "each that happened has one"
