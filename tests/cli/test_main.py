import subprocess
import sys
from pathlib import Path

import pytest

import assay as package
from assay.cli import main as command_line
from assay.cli.reference import reference
from support.cli import assay

ROOT = Path(__file__).parents[2]
COMMANDS = ("init", "load", "refresh", "kpi", "kpis", "lists", "runs", "doctor", "demo")


def test_version():
    assert assay("--version").out == f"assay {package.__version__}\n"


def test_without_a_command_it_tells_them_all():
    said = assay()
    assert (said.status, said.out) == (2, "")
    assert all(name in said.err for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name):
    said = assay(name, "--help")
    assert said.status == 0
    assert "-C DIR" in said.out


def test_an_unknown_command_is_met_with_the_right_one():
    said = assay("refesh")
    assert said.status == 2
    assert "'refresh'" in said.err


def test_a_folder_without_a_workspace(tmp_path):
    said = assay("-C", tmp_path, "doctor")
    assert said.status == 2
    assert "assay init" in said.err


def test_the_unexpected_is_one_line_without_a_traceback(tmp_path, monkeypatch):
    monkeypatch.setattr("assay.store.workspace.Workspace.find", lambda _: 1 / 0)
    said = assay("-C", tmp_path, "refresh")
    assert (said.status, said.out) == (1, "")
    assert "Unexpected ZeroDivisionError: division by zero" in said.err
    assert "Traceback" not in said.err
    assert "Traceback" in assay("-C", tmp_path, "refresh", "--debug").err


def test_interrupted(tmp_path, monkeypatch):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("assay.store.workspace.Workspace.find", interrupted)
    assert assay("-C", tmp_path, "refresh").status == 130


def test_help_needs_nothing_heavy():
    script = (
        "import sys; from assay.cli.main import main; main(['--help']);"
        "print([name for name in ('ibis', 'pandas', 'duckdb', 'numpy', 'pydantic', 'rich') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_installed_command_keeps_data_and_errors_apart(tmp_path):
    script = "from assay.cli.main import run; run()"
    done = subprocess.run(
        [sys.executable, "-c", script, "-C", str(tmp_path), "kpi", "win_rate"], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("assay: No assay.toml in")


def test_the_reference_is_up_to_date():
    written = (ROOT / "docs" / "cli.md").read_text("utf-8")
    assert written == reference(), "python -m assay.cli.reference > docs/cli.md"


def test_the_reference_has_every_command():
    assert all(f"## assay {name}" in reference() for name in COMMANDS)
    assert command_line.app.info.name == "assay"
