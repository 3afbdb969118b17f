"""What a run answered to SQL before is answered from memory: the same windows only, and never beyond its bound."""

from __future__ import annotations

from assay.engine.answered import LONGEST, Answered


def counting(rows: int = 1) -> tuple[list[int], object]:
    fetched: list[int] = []

    def fetch() -> list[tuple[int]]:
        fetched.append(1)
        return [(len(fetched),)] * rows

    return fetched, fetch


def test_the_same_sql_over_the_same_windows_is_fetched_once() -> None:
    fetched, fetch = counting()
    answered = Answered()
    assert answered.rows("SELECT 1", ("May",), fetch) == answered.rows("SELECT 1", ("May",), fetch) == [(1,)]
    assert len(fetched) == 1


def test_other_windows_are_another_question() -> None:
    fetched, fetch = counting()
    answered = Answered()
    assert answered.rows("SELECT 1", ("May",), fetch) != answered.rows("SELECT 1", ("June",), fetch)
    assert len(fetched) == 2


def test_memory_is_bounded_and_the_latest_stay() -> None:
    answered = Answered(most=10)
    for number in range(2_000):
        answered.rows(f"SELECT {number}", (), lambda number=number: [(number,)])
    assert len(answered) == 5
    assert answered.rows("SELECT 1999", (), lambda: [("fetched again",)]) == [(1999,)]
    assert answered.rows("SELECT 0", (), lambda: [("fetched again",)]) == [("fetched again",)]


def test_long_answers_are_not_kept() -> None:
    fetched, fetch = counting(LONGEST + 1)
    answered = Answered()
    answered.rows("SELECT 1", (), fetch)
    answered.rows("SELECT 1", (), fetch)
    assert (len(fetched), len(answered)) == (2, 0)
