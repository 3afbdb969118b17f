"""`assay report`: the file that is asked for, or the reason why there is none."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest
from openpyxl import load_workbook

from assay.cli.report import check_writable, write
from assay.errors import UsageError, WorkspaceError
from support.cli import assay


@pytest.fixture(scope="module")
def written(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "pack.xlsx"
    said = assay("-C", workspace, "report", "--quick", "-o", path)
    assert said.status == 0, said.err
    assert (said.out, str(path) in said.err) == ("", True)
    return path


def test_the_format_follows_from_the_ending(written: Path, workspace: Path) -> None:
    book = load_workbook(io.BytesIO(written.read_bytes()))
    row = next(row for row in book.worksheets[1].iter_rows(values_only=True) if str(row[1]).startswith("new_revenue"))
    assert row[2] == assay("-C", workspace, "--format", "json", "kpi", "new_revenue").json["total"]["value"]


def test_the_same_run_gives_the_same_file(written: Path, workspace: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.xlsx"
    assert assay("-C", workspace, "report", "--quick", "-o", again).status == 0
    assert again.read_bytes() == written.read_bytes()


def test_language_and_format_by_name(workspace: Path, tmp_path: Path) -> None:
    path = tmp_path / "rapport"
    assert assay("report", "-C", workspace, "--format", "html", "--language", "fr", "--quick", "-o", path).status == 0
    text = path.read_text("utf-8")
    assert '<html lang="fr">' in text
    assert "Chiffres principaux" in text


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        ((), "No file to write to.", "-o report.pdf"),
        (("-o", "x.doc"), "Unknown format 'doc'.", "Known: html, pdf, pptx, xlsx."),
        (("-o", "x"), "x has no ending to tell the format by.", "Known:"),
        (("-o", "x.pdf", "--format", "pptx"), "--format pptx and x.pdf contradict each other.", "-o x.pptx"),
        (("-o", "x.pdf", "--format", "ppt"), "Unknown format 'ppt'.", "Did you mean 'pptx'?"),
        (("-o", "x.pdf", "--language", "rus"), "Unknown language 'rus'.", "Did you mean 'ru'?"),
        (("-o", "nowhere/x.pdf"), "There is no folder nowhere.", "Make it"),
        (("-o", "x.pdf", "--list", "Nord"), "There is no list 'Nord'.", "Did you mean 'North'?"),
        (("-o", "x.pdf", "--against", "controls"), "Cannot compare against 'controls'.", "control"),
    ],
)
def test_what_is_wrong_is_said_with_a_remedy(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], message: str, hint: str
) -> None:
    monkeypatch.chdir(tmp_path)
    said = assay("-C", workspace, "report", *words)
    assert said.status == 2
    assert said.err.startswith(f"assay: {message}")
    assert hint in said.err
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_refused_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(UsageError, match=r"x\.pdf cannot be written"):
        check_writable(tmp_path / "x.pdf")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder"):
        check_writable(tmp_path)


def test_a_file_that_is_there_stays_when_the_new_one_cannot_be_finished(tmp_path: Path) -> None:
    folder = tmp_path / "x.pdf"
    folder.mkdir()
    (folder / "kept").touch()
    with pytest.raises(WorkspaceError, match="cannot be written"):
        write(folder, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["x.pdf"]


def test_an_empty_workspace_says_what_to_do(tmp_path: Path) -> None:
    assay("init", tmp_path / "w")
    said = assay("-C", tmp_path / "w", "report", "-o", tmp_path / "x.pdf")
    assert said.status == 1
    assert "assay load" in said.err


def test_the_run_of_a_report_is_remembered(written: Path, workspace: Path) -> None:
    assert written.exists()
    assert {"run": 1, "scope": {"arm": "abm"}} in json.loads((workspace / ".assay" / "packs.json").read_text("utf-8"))


def test_missing_text_libraries_are_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins

    from assay.errors import DataError
    from assay.report.pdf import _weasyprint

    real = builtins.__import__

    def without_pango(name: str, *rest: object) -> object:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without_pango)
    with pytest.raises(DataError, match="libpango") as caught:
        _weasyprint()
    assert "apt install libpango" in str(caught.value.hint)
    assert "--format html" in str(caught.value.hint)
