import os
import random
import signal
import subprocess
import sys
import threading
import time
from datetime import date

import pytest

from assay import refresh as refresh_module
from assay.contract.tables import TABLES
from assay.engine.duckdb import open_in_memory
from assay.errors import BusyError, DataError, UsageError
from assay.facts.schema import FACTS
from assay.landing.current import current_sql
from assay.refresh import refresh
from assay.store.lock import writing
from assay.store.runs import current, open_run, published, rollback
from assay.store.workspace import Workspace, create_workspace
from support.landed import land, write_files

TODAY = date(2024, 4, 2)
REFRESH = """
import sys
from datetime import date
from pathlib import Path
from assay.refresh import refresh
from assay.store.workspace import Workspace
print("ready", flush=True)
refresh(Workspace(Path(sys.argv[1])), today=date(2024, 4, 2), full=True)
"""


LOAD = """
import sys
from pathlib import Path
from assay.landing.load import load
from assay.store.workspace import Workspace
print("ready", flush=True)
load(Workspace(Path(sys.argv[1])), [Path(sys.argv[2])])
"""


def accounts(*names):
    return {"accounts": [{"account_id": name, "name": name.upper()} for name in names]}


def names(run):
    return [name for (name,) in run.cursor().execute("SELECT account_id FROM accounts ORDER BY 1").fetchall()]


@pytest.fixture
def workspace(tmp_path):
    made = create_workspace(tmp_path, name="Acme", timezone="Europe/Paris")
    land(made, accounts("a", "b") | {"touches": [touch("1", "2024-03-31T23:30:00Z")]})
    return made


def touch(name, occurred_at):
    return {"touch_id": name, "occurred_at": occurred_at, "kind": "chat", "account_id": "a"}


def fresh(workspace):
    return Workspace(workspace.path)


def test_a_refresh_publishes_what_has_landed(workspace):
    report = refresh(workspace, today=TODAY)
    assert (report.number, report.changed, report.today, report.last_day) == (1, True, TODAY, date(2024, 4, 1))
    assert (report.model["accounts"], report.model["touches"], report.model["costs"]) == (2, 1, 0)
    assert (set(report.model), set(report.facts)) == (set(TABLES), set(FACTS))
    assert (report.facts["accounts"], report.facts["run"]) == (2, 1)
    run = open_run(workspace)
    assert (run.number, run.today, run.last_day, run.settings.name) == (1, TODAY, date(2024, 4, 1), "Acme")
    assert names(run) == ["a", "b"]
    kept = run.cursor().execute("SELECT rows FROM build.tables WHERE schema_name = 'model' AND table_name = 'touches'")
    assert kept.fetchall() == [(1,)]
    assert run.cursor().execute("SELECT * FROM duckdb_views() WHERE NOT internal").fetchall() == []
    assert sorted(path.name for path in workspace.runs.iterdir()) == ["1.duckdb", "1.parts"]
    assert report.to_json()["last_day"] == "2024-04-01"


def test_nothing_changed_builds_nothing(workspace):
    refresh(workspace, today=TODAY)
    again = refresh(fresh(workspace), today=TODAY)
    assert (again.number, again.changed, again.last_day) == (1, False, date(2024, 4, 1))
    assert published(workspace) == (1,)
    assert refresh(workspace, today=TODAY, full=True).number == 2


def change_landing(workspace, _):
    land(workspace, accounts("c"))


def change_settings(workspace, _):
    path = workspace.path / "assay.toml"
    path.write_text(path.read_text("utf-8").replace("small_n = 10", "small_n = 11"), "utf-8")


def change_code(_, monkeypatch):
    monkeypatch.setattr("assay.memory.origin.code_fingerprint", lambda: "another")


def change_file(workspace, _):
    (workspace.runs / "1.duckdb").write_bytes(b"broken")


@pytest.mark.parametrize("change", [change_landing, change_settings, change_code, change_file])
def test_whatever_changed_builds_a_new_run(workspace, monkeypatch, change):
    refresh(workspace, today=TODAY)
    change(workspace, monkeypatch)
    assert refresh(fresh(workspace), today=TODAY).number == 2
    assert refresh(fresh(workspace), today=TODAY).changed is False


def test_another_day_builds_a_new_run(workspace):
    refresh(workspace, today=TODAY)
    assert refresh(workspace, today=date(2024, 4, 3)).changed is True


def test_a_run_keeps_the_settings_it_was_built_with(workspace):
    refresh(workspace, today=TODAY)
    change_settings(workspace, None)
    refresh(fresh(workspace), today=TODAY)
    assert (open_run(workspace, 1).settings.small_n, open_run(workspace, 2).settings.small_n) == (10, 11)


def test_after_a_rollback_a_refresh_goes_on_with_what_has_landed(workspace):
    refresh(workspace, today=TODAY)
    land(workspace, accounts("c"))
    refresh(workspace, today=TODAY)
    rollback(workspace, 1)
    assert names(open_run(workspace)) == ["a", "b"]
    report = refresh(workspace, today=TODAY)
    assert (report.number, report.changed) == (3, True)
    assert names(open_run(workspace)) == ["a", "b", "c"]


def test_today_can_be_told_by_the_environment(workspace, monkeypatch):
    monkeypatch.setenv("ASSAY_TODAY", "2024-03-05")
    assert refresh(workspace).today == date(2024, 3, 5)
    monkeypatch.setenv("ASSAY_TODAY", "05.03.2024")
    with pytest.raises(UsageError, match=r"ASSAY_TODAY = '05\.03\.2024'"):
        refresh(workspace)


def test_nothing_landed_is_told_and_nothing_is_left(tmp_path):
    workspace = create_workspace(tmp_path)
    with pytest.raises(DataError, match="Nothing has landed yet"):
        refresh(workspace)
    assert list(workspace.runs.iterdir()) == []
    assert current(workspace) is None


def test_an_error_publishes_nothing(workspace, monkeypatch):
    refresh(workspace, today=TODAY)
    land(workspace, accounts("c"))
    with monkeypatch.context() as patched:
        patched.setattr(refresh_module, "build_facts", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            refresh(workspace, today=TODAY)
    assert sorted(path.name for path in workspace.runs.iterdir()) == ["1.duckdb", "1.parts"]
    assert names(open_run(workspace)) == ["a", "b"]
    assert refresh(workspace, today=TODAY).number == 2


def test_a_folder_with_an_odd_name(tmp_path):
    workspace = create_workspace(tmp_path / "it's 100% ünïque [1] *")
    land(workspace, accounts("a"))
    refresh(workspace, today=TODAY)
    assert names(open_run(workspace)) == ["a"]


def test_what_was_quarantined_is_told(workspace):
    land(workspace, {"account_domains": [{"account_id": "gone", "domain": "gone.com"}]})
    report = refresh(workspace, today=TODAY)
    assert report.quarantined == {"account_domains": 1}
    quarantined = open_run(workspace).cursor().execute("SELECT table_name, value FROM model.quarantine").fetchall()
    assert quarantined == [("account_domains", "gone")]


def test_progress_tells_every_table(workspace):
    steps = []
    refresh(workspace, today=TODAY, progress=steps.append)
    model = [step for step in steps if step.part == "model"]
    assert [(step.table, step.done) for step in model] == [(name, n) for n, name in enumerate(TABLES, start=1)]
    assert model[0].rows == 2
    facts = [step for step in steps if step.part == "facts"]
    assert facts[-1].done == facts[-1].of == len(facts)
    assert next(step for step in facts if step.table == "touches").rows == 1


def test_a_reader_sees_the_old_run_while_a_new_one_is_built_and_a_second_refresh_is_busy(workspace):
    refresh(workspace, today=TODAY)
    before = open_run(workspace)
    land(workspace, accounts("c"))
    seen = []

    def look(step):
        if (step.part, step.table) == ("facts", "touches"):
            seen.append(names(before))
            seen.append(names(open_run(workspace)))
            with pytest.raises(BusyError, match="`refresh`"):
                refresh(fresh(workspace), today=TODAY)

    refresh(workspace, today=TODAY, progress=look)
    assert seen == [["a", "b"], ["a", "b"]]
    assert names(before) == ["a", "b"]
    assert names(open_run(workspace)) == ["a", "b", "c"]


def test_while_somebody_loads_a_refresh_is_busy(workspace):
    with writing(workspace, "load"), pytest.raises(BusyError, match="`load`"):
        refresh(workspace)


def test_readers_in_threads_never_see_half_a_run(workspace):
    refresh(workspace, today=TODAY)
    stop, seen, errors = threading.Event(), set(), []

    def read():
        while not stop.is_set():
            try:
                run = open_run(workspace)
                seen.add((run.number, *names(run)))
                run.close()
            except Exception as error:
                errors.append(error)

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for name in "cd":
        land(workspace, accounts(name))
        refresh(workspace, today=TODAY)
    stop.set()
    for thread in threads:
        thread.join()
    assert errors == []
    assert seen <= {(1, "a", "b"), (2, "a", "b", "c"), (3, "a", "b", "c", "d")}


def started(workspace, code=REFRESH, *arguments):
    """Another process that is about to write."""
    command = [sys.executable, "-c", code, str(workspace.path), *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n"
    return process


def killed(process, seconds):
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()


KILLS = [8, pytest.param(40, marks=pytest.mark.exhaustive)]


@pytest.mark.slow
@pytest.mark.parametrize("kills", KILLS)
def test_a_refresh_killed_at_any_moment_leaves_the_run_before_or_the_run_after(workspace, kills):
    refresh(workspace, today=TODAY)
    process, began = started(workspace), time.monotonic()
    process.wait()
    process.stdout.close()
    takes = time.monotonic() - began
    moments = random.Random(7)
    number, before, known = current(workspace), ["a", "b"], ["a", "b"]
    for n in range(kills):
        land(workspace, accounts(f"n{n:02}"))
        known.append(f"n{n:02}")
        killed(started(workspace), moments.uniform(0, takes * 1.1))
        run = open_run(workspace)
        assert (run.number, names(run)) in [(number, before), (number + 1, known)]
        number, before = run.number, names(run)
        run.close()
    report = refresh(workspace, today=TODAY)
    assert names(open_run(workspace)) == known
    assert report.number == current(workspace) == max(published(workspace))
    leftovers = {path.name for path in workspace.runs.iterdir()} - {
        f"{n}.{ending}" for n in published(workspace) for ending in ("duckdb", "parts")
    }
    assert leftovers == set()


def landed_rows(workspace):
    with open_in_memory() as connection:
        return connection.execute(
            f"SELECT seconds, count(*) FROM ({current_sql(workspace, 'touches')}) GROUP BY 1"
        ).fetchall()


@pytest.mark.slow
@pytest.mark.parametrize("kills", KILLS)
def test_a_load_killed_at_any_moment_has_landed_all_or_nothing(workspace, tmp_path, kills):
    land(workspace, {"touches": [touch(str(n), "2024-03-01") | {"seconds": 0} for n in range(1, 20001)]})
    moments, versions, takes = random.Random(7), [[(0, 20000)]], 1.0
    for seconds in range(1, kills + 2):
        rows = [touch(str(n), "2024-03-01") | {"seconds": seconds} for n in range(1, 20001)]
        (file,) = write_files(tmp_path / "files", {"touches": rows})
        process, began = started(workspace, LOAD, str(file)), time.monotonic()
        if seconds == 1:
            process.wait()
            takes = time.monotonic() - began
        killed(process, moments.uniform(0, takes * 1.1))
        versions.append([(seconds, 20000)])
        assert landed_rows(workspace) in versions
    land(workspace, {"touches": [touch("last", "2024-03-01") | {"seconds": 99}]})
    assert sorted(landed_rows(workspace))[-1] == (99, 1)
    assert refresh(workspace, today=TODAY).model["touches"] == 20001


def test_spills_of_killed_processes_are_removed(workspace):
    old, new = workspace.spill / "read-1", workspace.spill / "read-2"
    for folder in (old, new, workspace.spill / "build"):
        folder.mkdir(parents=True)
    os.utime(old, (0, 0))
    refresh(workspace, today=TODAY)
    assert [folder.name for folder in workspace.spill.iterdir()] == ["read-2"]
