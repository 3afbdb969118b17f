import json
import os
import signal
import socket
import subprocess
import sys

import pytest

from assay.errors import BusyError
from assay.store.lock import writing
from assay.store.workspace import create_workspace

HOLD = """
import sys, time
from pathlib import Path
from assay.store.lock import writing
from assay.store.workspace import Workspace
with writing(Workspace(Path(sys.argv[1])), "load"):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def workspace(tmp_path):
    return create_workspace(tmp_path)


@pytest.fixture
def other(workspace):
    """Another process that holds the workspace."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(workspace.path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_who_is_busy_is_told(workspace, other):
    with pytest.raises(BusyError) as raised, writing(workspace, "refresh"):
        raise AssertionError("two writers")
    assert raised.value.exit_status == 3
    told = raised.value.context
    assert (told["pid"], told["host"], told["job"]) == (other.pid, socket.gethostname(), "load")
    for word in (str(other.pid), socket.gethostname(), "`load`", told["since"]):
        assert word in raised.value.message


def test_the_lock_falls_with_its_process(workspace, other):
    other.send_signal(signal.SIGKILL)
    other.wait()
    with writing(workspace, "refresh"):
        assert json.loads((workspace.data / "writer.json").read_text())["pid"] == os.getpid()


def test_one_writer_also_within_a_process(workspace):
    with writing(workspace, "load"), pytest.raises(BusyError, match="`load`"), writing(workspace, "refresh"):
        raise AssertionError("two writers")
    with writing(workspace, "refresh"):
        pass


def test_an_error_lets_go(workspace):
    with pytest.raises(ZeroDivisionError), writing(workspace, "load"):
        raise ZeroDivisionError
    with writing(workspace, "refresh"):
        pass


@pytest.mark.parametrize("content", [None, "", "{", "[]", '{"pid": 1}'])
def test_a_holder_that_has_not_said_who_it_is(workspace, content):
    with writing(workspace, "load"):
        holder = workspace.data / "writer.json"
        holder.unlink() if content is None else holder.write_text(content)
        with pytest.raises(BusyError, match="just begun"), writing(workspace, "refresh"):
            raise AssertionError("two writers")
        holder.write_text("{}")
