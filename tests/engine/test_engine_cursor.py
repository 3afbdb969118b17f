"""The cursor of a run whose facts an engine holds: what it answers is the engine's, never the file's."""

from __future__ import annotations

from typing import Any

import duckdb
import pyarrow as pa
import pytest

from assay.engine.cursor import EngineCursor
from assay.engine.statements import Compiled

ANSWER = pa.table({"n": [1, 2, 3], "name": ["a", "b", "c"]})


class Session:
    def fetch(self, _query: str) -> pa.Table:
        return ANSWER

    def close(self) -> None:
        pass


class Facts:
    def session(self) -> Session:
        return Session()


@pytest.fixture
def cursor(monkeypatch: pytest.MonkeyPatch) -> EngineCursor:
    monkeypatch.setattr("assay.engine.cursor.in_places", lambda query, *_: query)
    facts: Any = Facts()
    return EngineCursor("postgres", lambda: facts, duckdb.connect())


def test_rows_are_taken_in_parts(cursor: EngineCursor) -> None:
    cursor.execute(Compiled("SELECT 1"))
    assert cursor.fetchone() == (1, "a")
    assert cursor.fetchmany(1) == [(2, "b")]
    assert cursor.fetchall() == [(3, "c")]
    assert cursor.fetchmany(5) == []


def test_the_answer_of_the_file_is_never_taken_for_the_engines(cursor: EngineCursor) -> None:
    """The file has an answer of its own, which such a way of fetching would have given without a word."""
    cursor.execute("SELECT 7")
    cursor.execute(Compiled("SELECT 1"))
    with pytest.raises(AttributeError, match="has no fetchnumpy"):
        cursor.fetchnumpy()
