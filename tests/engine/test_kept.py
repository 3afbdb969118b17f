"""SQL that is kept between processes: found again, never where the code is other, and never needed."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from assay.engine import kept
from assay.engine.kept import MOST, keep_in, text_of


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(kept, "_place", None)
    path = tmp_path / "compiled.sqlite"
    keep_in(path)
    return path


def refused() -> str:
    raise AssertionError("It should have been known.")


def test_what_was_made_is_not_made_again(place: Path) -> None:
    assert text_of("question", lambda: "SELECT 1") == "SELECT 1"
    assert place.exists()
    assert text_of("question", refused) == "SELECT 1"


@pytest.mark.usefixtures("place")
def test_another_question_is_made() -> None:
    text_of("question", lambda: "SELECT 1")
    assert text_of("another", lambda: "SELECT 2") == "SELECT 2"


def test_other_code_makes_its_own_and_lets_go_of_the_old(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text_of("question", lambda: "SELECT 1")
    monkeypatch.setattr(kept, "_made_with", lambda: "other code")
    assert text_of("question", lambda: "SELECT 2") == "SELECT 2"
    with sqlite3.connect(place) as connection:
        assert connection.execute("SELECT made_with FROM statements").fetchall() == [("other code",)]


def test_a_damaged_file_costs_time_only(place: Path) -> None:
    place.write_bytes(b"no database at all, but long enough to be taken for one" * 100)
    assert text_of("question", lambda: "SELECT 1") == "SELECT 1"
    assert text_of("question", lambda: "SELECT 1") == "SELECT 1"
    assert text_of("question", refused) == "SELECT 1"


def test_who_may_not_write_goes_without(place: Path) -> None:
    keep_in(place / "no such folder" / "compiled.sqlite")
    assert text_of("question", lambda: "SELECT 1") == "SELECT 1"


@pytest.mark.usefixtures("place")
def test_a_question_that_names_an_object_of_this_process_is_not_kept() -> None:
    text_of("<function at 0x7f00>", lambda: "SELECT 1")
    assert text_of("<function at 0x7f00>", lambda: "SELECT 2") == "SELECT 2"


def test_it_does_not_grow_forever(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 3)
    assert MOST > 1000
    for number in range(5):
        text_of(f"question {number}", lambda: "SELECT 1")
    with sqlite3.connect(place) as connection:
        assert connection.execute("SELECT count(*) FROM statements").fetchone()[0] <= 3
