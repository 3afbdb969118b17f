"""A disk that is full, or gives errors, at any write of any writer: all of before or all of after, told as what it is.

A small library before the C library has the n-th call that writes below the workspace fail. Each attempt is forked off a process
that has imported everything.
"""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assay.landing.load import load
from assay.refresh import refresh
from assay.store.audit import entries
from assay.store.workspace import Workspace, create_workspace
from assay.upkeep.verify import verify

PROGRAM = """
import ctypes, json, os, sys, traceback
from contextlib import closing
from datetime import date
from pathlib import Path
import duckdb
from assay import causes
from assay.landing.current import current_sql
from assay.landing.load import load
from assay.landing.undo import undo
from assay.refresh import refresh
from assay.store.audit import entries, tell_owed
from assay.store.lock import erasing_path
from assay.store.runs import current, open_run
from assay.store.saved_views import save_view, saved_views
from assay.store.settings_file import change_settings, note_unfinished, set_value, written_settings
from assay.store.workspace import Workspace
from assay.upkeep.backup import backup
from assay.upkeep.erase import erase, resume
from assay.upkeep.repair import repair
from assay.web.users import Users
shim = ctypes.CDLL(None)
shim.fail_arm.argtypes = (ctypes.c_char_p, ctypes.c_long, ctypes.c_int, ctypes.c_int)
shim.fail_counted.restype = ctypes.c_long
TODAY = date(2026, 4, 1)

def landed(workspace, table, column):
    with duckdb.connect() as connection:
        sql = f"SELECT {column} FROM ({current_sql(workspace, table)}) ORDER BY 1"
        return [row[0] for row in connection.execute(sql).fetchall()]

def built(workspace):
    with closing(open_run(workspace)) as run:
        return [row[0] for row in run.cursor().execute("SELECT name FROM main.accounts ORDER BY 1").fetchall()]

print("ready", flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    told, tell = os.pipe()
    if not (child := os.fork()):
        workspace = Workspace(Path(asked["folder"]))
        if asked["at"]:
            shim.fail_arm(asked["below"].encode(), asked["at"], asked["code"], asked["lasting"])
        said = {"kind": None}
        try:
            exec(asked["action"])
        except BaseException as error:
            found = causes.told(error)
            said = {"kind": type(found or error).__name__, "told": found is not None, "error": traceback.format_exc()}
        said["calls"] = shim.fail_counted()
        shim.fail_arm(b"", 0, 0, 0)
        try:
            said["state"] = eval(asked["state"])
        except BaseException:
            said["error"] = said.get("error", "") + traceback.format_exc()
            said["state"] = "unreadable"
        os.write(tell, json.dumps(said).encode())
        os._exit(0)
    os.close(tell)
    with os.fdopen(told) as read:
        said = read.read()
    os.waitpid(child, 0)
    print(said or '{"kind": "died"}', flush=True)
"""


class Failing:
    """Actions on a workspace whose disk fails at a call."""

    def __init__(self, library: Path) -> None:
        more = {"LD_PRELOAD": str(library)}
        command = [sys.executable, "-c", PROGRAM]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env={**os.environ, **more})
        assert self.process.stdout
        assert self.process.stdout.readline() == "ready\n"

    def ask(self, folder: Path, action: str, state: str, at: int = 0, code: int = 0, lasting: bool = False) -> Any:
        assert self.process.stdin
        assert self.process.stdout
        below = str(folder.parent)
        asked = {
            "folder": str(folder),
            "below": below,
            "action": action,
            "state": state,
            "at": at,
            "code": code,
            "lasting": lasting,
        }
        print(json.dumps(asked), file=self.process.stdin, flush=True)
        return json.loads(self.process.stdout.readline())


@pytest.fixture(scope="module")
def failing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Failing]:
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("a C compiler on Linux makes the library that has calls fail")
    library = tmp_path_factory.mktemp("shim") / "failing.so"
    source = Path(__file__).parent / "support" / "failing.c"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"], check=True)
    found = Failing(library)
    yield found
    assert found.process.stdin
    found.process.stdin.close()
    found.process.wait()
    assert found.process.stdout
    found.process.stdout.close()


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two loads and a run of the first; a third file waits to be loaded."""
    folder = tmp_path_factory.mktemp("company")
    workspace = create_workspace(folder / "w", **{"figures.at_refresh": False})
    for name, text in {
        "accounts": "account_id,name\n1,One\n2,Two\n",
        "people": "person_id,account_id,email,last_name\np1,1,ann@x.example,Ames\np2,1,bob@x.example,Berg\n",
    }.items():
        (folder / f"{name}.csv").write_text(text)
    load(workspace, [folder / "accounts.csv", folder / "people.csv"])
    refresh(workspace, today=date(2026, 4, 1))
    (folder / "accounts.csv").write_text("account_id,name\n2,Two again\n3,Three\n")
    load(workspace, [folder / "accounts.csv"])
    (folder / "new").mkdir()
    (folder / "new" / "accounts.csv").write_text("account_id,name\n3,Three again\n4,Four\n,bad\n")
    return folder


SETTINGS = "change_settings(workspace, written_settings(workspace).mark, lambda one: set_value(one, 'name', 'After'), what=['name'])"
LINES = "(note_unfinished(workspace), tell_owed(workspace), sum(one.action == {!r} for one in entries(workspace)))[2]"
OWN = "landed(workspace, 'accounts', 'name')"
WRITERS: dict[str, tuple[str, str, Any, Any]] = {
    "load": (
        "load(workspace, [Path({new!r})])",
        OWN,
        ["One", "Three", "Two again"],
        ["Four", "One", "Three again", "Two again"],
    ),
    "undo": ("undo(workspace, [2])", OWN, ["One", "Three", "Two again"], ["One", "Two"]),
    "refresh": ("refresh(workspace, today=TODAY)", "built(workspace)", ["One", "Two"], ["One", "Three", "Two again"]),
    "erase": (
        "erase(workspace, 'p1')",
        "(resume(workspace), landed(workspace, 'people', 'person_id'))[1]",
        ["p1", "p2"],
        ["p2"],
    ),
    "settings": (
        SETTINGS,
        f"[workspace.reread().name, {LINES.format('settings')}]",
        ["Assay", 1],
        ["After", 2],
    ),
    "view": (
        "save_view(workspace, 'View', '/', 'Mia')",
        f"[len(saved_views(workspace)), {LINES.format('view saved')}]",
        [0, 0],
        [1, 1],
    ),
    "user": (
        "Users(workspace).add('Ann', 'correct horse battery', 'admin')",
        f"[len(Users(workspace).all()), {LINES.format('user add')}]",
        [0, 0],
        [1, 1],
    ),
    "backup": ("backup(workspace, Path({copy!r}))", OWN, ["One", "Three", "Two again"], ["One", "Three", "Two again"]),
}
"""What is done, what is looked at, and what it is before and after."""
SOME, ALL = 4, 60
QUICK = ("load", "settings", "view", "user")
EACH = [
    *(pytest.param(name, SOME, marks=pytest.mark.slow) for name in QUICK),
    *(pytest.param(name, ALL, marks=pytest.mark.exhaustive) for name in reversed(WRITERS)),
]


@pytest.mark.parametrize(("name", "tries"), EACH)
def test_a_writer_whose_disk_fails(failing: Failing, company: Path, tmp_path: Path, name: str, tries: int) -> None:
    action, state, before, after = WRITERS[name]
    words = {"new": str(company / "new" / "accounts.csv"), "copy": str(tmp_path / "copy")}
    action = action.format(**words) if "{" in action else action

    def fresh() -> Path:
        shutil.rmtree(tmp_path / "w", ignore_errors=True)
        shutil.rmtree(tmp_path / "copy", ignore_errors=True)
        shutil.copytree(company / "w", tmp_path / "w")
        return tmp_path / "w"

    whole = failing.ask(fresh(), action, state, at=1 << 40)
    assert whole["kind"] is None, whole
    assert whole["state"] == after, whole
    assert whole["calls"] > 5
    chance = random.Random(name)
    places = chance.sample(range(1, whole["calls"] + 1), min(tries, whole["calls"]))
    for at in places:
        code, lasting = chance.choice(
            [(errno.EIO, False), (errno.ENOSPC, False), (errno.ENOSPC, True), (errno.EROFS, True)]
        )
        folder = fresh()
        said = failing.ask(folder, action, state, at, code, lasting)
        where = (
            f"{name} at call {at} of {whole['calls']}, {errno.errorcode[code]}{' for good' if lasting else ''}: {said}"
        )
        assert said["kind"] != "died", f"the process was ended instead of told: {where}"
        assert said["state"] in (before, after), where
        assert said["kind"] is None or said["told"], where
        assert said["kind"] is not None or said["state"] == after or before == after, f"said to be done: {where}"
        again = failing.ask(folder, action, state)
        assert again["kind"] is None or said["state"] == after, f"then, with a good disk: {again}; {where}"
        assert again["state"] == after, f"then, with a good disk: {again}; {where}"
        assert verify(Workspace(folder)).problems == (), where
        list(entries(Workspace(folder)))
