"""SQL that is kept between processes: found again, never where the code is other, never needed, and never too much."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import ibis
import pytest

from assay.engine import kept
from assay.engine.compile import to_sql
from assay.engine.kept import Store
from assay.engine.parameters import parameter

pytestmark = pytest.mark.own_store


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "compiled.sqlite"


def refused() -> str:
    raise AssertionError("It should have been known.")


def rows(place: Path) -> int:
    with sqlite3.connect(place) as connection:
        return int(connection.execute("SELECT count(*) FROM statements").fetchone()[0])


def test_what_was_made_is_not_made_again(place: Path) -> None:
    store = Store(place)
    assert store.text("question", lambda: "SELECT 1") == "SELECT 1"
    assert store.text("question", refused) == "SELECT 1"
    assert Store(place).text("question", refused) == "SELECT 1"


def test_another_question_is_made(place: Path) -> None:
    store = Store(place)
    store.text("question", lambda: "SELECT 1")
    assert store.text("another", lambda: "SELECT 2") == "SELECT 2"


def test_other_code_makes_its_own_and_lets_go_of_the_old(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store(place).text("question", lambda: "SELECT 1")
    monkeypatch.setattr(kept, "made_with", lambda: "other code")
    assert Store(place).text("question", lambda: "SELECT 2") == "SELECT 2"
    with sqlite3.connect(place) as connection:
        assert connection.execute("SELECT made_with FROM statements").fetchall() == [("other code",)]


def test_a_damaged_file_costs_time_only(place: Path) -> None:
    place.write_bytes(b"no database at all, but long enough to be taken for one" * 100)
    assert Store(place).text("question", lambda: "SELECT 1") == "SELECT 1"
    assert Store(place).text("question", lambda: "SELECT 1") == "SELECT 1"
    assert Store(place).text("question", refused) == "SELECT 1"


def test_who_may_not_write_goes_without(place: Path) -> None:
    store = Store(place / "no such folder" / "compiled.sqlite")
    assert store.text("question", lambda: "SELECT 1") == "SELECT 1"
    assert store.size().statements == 0


def test_a_question_that_names_an_object_of_this_process_is_not_kept(place: Path) -> None:
    store = Store(place)
    store.text("<function at 0x7f00>", lambda: "SELECT 1")
    assert store.text("<function at 0x7f00>", lambda: "SELECT 2") == "SELECT 2"


def test_it_does_not_grow_forever(place: Path) -> None:
    store = Store(place, most=3)
    for number in range(20):
        store.text(f"question {number}", lambda: "SELECT 1")
    assert len(store) == 3
    assert rows(place) == store.size().statements == store.size().most == 3


def test_what_is_asked_again_stays() -> None:
    store = Store(most=2)
    for question in ("often", "once", "often", "another"):
        store.text(question, lambda: "SELECT 1")
    assert store.text("often", refused) == "SELECT 1"


def test_threads_compile_at_once_and_leave_the_options_of_ibis_alone(place: Path) -> None:
    """Every thread makes what it needs; what they see of each other is the store."""
    store, together = Store(place), Barrier(8)
    before = ibis.options.sql.fuse_selects

    def expression(number: int) -> ibis.Table:
        table = ibis.table({"a": "int64", "b": "string"}, name="t").filter(lambda t: t.a > number)
        return table.filter(parameter("names", "array<string>").contains(table.b)).mutate(c=table.a + number)

    def work(number: int) -> str:
        together.wait(10)
        return store.statement(f"question {number % 4}", lambda: expression(number % 4)).sql

    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(work, range(8)))
    assert made == [to_sql(expression(number % 4)) for number in range(8)]
    assert rows(place) == 4
    assert ibis.options.sql.fuse_selects == before
