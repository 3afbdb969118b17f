"""The commands of the views: every format prints, and what cannot be asked ends with status 2."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from assay.cli.main import main
from assay.store import runs
from assay.store.runs import Run
from assay.store.workspace import create_workspace
from metrics.cases import about, deal, gather, listed, person, touch

DATES = ("--from", "2025-01-01", "--to", "2025-12-31")
COMMANDS = (
    ("funnel",),
    ("funnel", "--mode", "cohort"),
    ("accounts", "--sort", "minutes"),
    ("account", "Alpha"),
    ("deals",),
    ("compare-lists", "target_accounts", "pipeline"),
)


@pytest.fixture(scope="module")
def built() -> Run:
    return gather(
        about(
            "a", listed("2025-01-01"), person("p"), touch("2025-11-11", person_id="p"), deal("2025-03-01"), name="Alpha"
        ),
        about("b", listed("2025-01-01")),
    )


@pytest.fixture
def folder(built: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    create_workspace(tmp_path / "w")
    monkeypatch.setattr(runs, "open_run", lambda *_: built)
    monkeypatch.setattr(Run, "close", lambda _: None)
    return tmp_path / "w"


def printed(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> str:
    status = main(["-C", str(folder), *words])
    out = capsys.readouterr()
    assert status == 0, out.err
    return out.out


@pytest.mark.parametrize("words", COMMANDS)
def test_every_format_prints(words: tuple[str, ...], folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said: dict[str, Any] = json.loads(printed(capsys, folder, *words, *DATES, "--format", "json"))
    assert (said["from"], said["as_of"], said["scope"]["arm"], said["run"]) == ("2025-01-01", "2025-12-31", "abm", 1)
    lines = list(csv.reader(io.StringIO(printed(capsys, folder, *words, *DATES, "--format", "csv"))))
    assert len({len(line) for line in lines}) == 1
    assert len(lines) > 1
    assert "as of 2025-12-31 · run 1" in printed(capsys, folder, *words, *DATES)


def test_the_funnel_as_csv(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(printed(capsys, folder, "funnel", *DATES, "--format", "csv"))))
    assert {row["stage"]: row["accounts"] for row in rows if row["accounts"] != "0"} == {
        "target": "1",
        "opportunity": "1",
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("account", "Alpa"), "Did you mean 'a' (Alpha)?"),
        (("account", "zzzzzz"), "There is no account 'zzzzzz'."),
        (("accounts", "--sort", "nix"), "Accounts have no column 'nix'."),
        (("accounts", "--limit", "0"), "--limit is 0; it must be 1 or more."),
        (("accounts", "--mode", "cohort"), "not at a cohort"),
        (("deals", "--where", "stage = Talk"), "accounts have no dimension 'stage'"),
        (("funnel", "--list", "Targt"), "There is no list 'Targt'."),
        (("compare-lists", "--by", "tire"), "Cannot compare by 'tire'."),
        (("funnel", "--engaged", "mqqa"), "Unknown engagement preset 'mqqa'."),
    ],
)
def test_what_cannot_be_asked(
    words: tuple[str, ...], said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["-C", str(folder), *words]) == 2
    assert said in capsys.readouterr().err
