"""Rows on their way to a file of text: of whatever length their texts are, memory holds some of them."""

from __future__ import annotations

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from assay.connectors import postgres, text_parquet
from assay.connectors.duckdb_tables import opened
from assay.connectors.text_parquet import batches, written_batches, written_text

LONG = "n" * 2**20


def test_rows_with_long_texts_are_written_before_there_are_many() -> None:
    rows = ((number, LONG) for number in range(40))
    assert [len(held) for held in batches(rows)] == [16, 16, 8]


def test_rows_without_are_written_by_their_number() -> None:
    assert [len(held) for held in batches((number, "n") for number in range(45_000))] == [20_000, 20_000, 5_000]


def test_parts_of_arrow_end_by_their_bytes_too(tmp_path) -> None:
    each = [pa.record_batch({"note": [LONG] * 4}) for _ in range(10)]
    with duckdb.connect() as connection:
        written = written_batches(
            connection, "r", each, "SELECT * FROM r", {"note": "note"}, [], tmp_path / "t.parquet"
        )
    assert written == 40
    assert pq.ParquetFile(tmp_path / "t.parquet").num_row_groups == 3


@pytest.fixture
def spool(tmp_path):
    """A table as PostgreSQL copies it: 48 MB of notes."""
    file = tmp_path / "rows.csv"
    file.write_text("id,note\n" + "".join(f'{number},"{number} {LONG[:60_000]}"\n' for number in range(800)), "utf-8")
    columns = postgres._column_list({"id": "int8", "note": "text"})
    return f"SELECT * FROM {postgres.csv(file, f'{postgres._READ}, columns = {columns}')}"


def test_long_notes_get_more_memory_and_all_come(tmp_path, spool) -> None:
    """By the way of PostgreSQL and of DuckDB's own files: a pull of rows of 60 kB ended for want of memory."""
    target = tmp_path / "rows.parquet"
    with opened("24MiB") as connection:
        assert written_text(connection, spool, {"id": "id", "note": "note"}, ["id"], target) == 800
    assert duckdb.sql(f"SELECT count(*), sum(id::INT), min(strlen(note)) FROM '{target}'").fetchall() == [
        (800, 799 * 400, 60_002)
    ]


def test_what_is_written_is_of_groups_that_end_by_their_bytes(tmp_path) -> None:
    with duckdb.connect(config={"preserve_insertion_order": False}) as connection:
        rows = "SELECT i AS id, repeat(chr(65 + i::INT % 26), 40_000) || hash(i) AS note FROM range(4_096) AS r(i)"
        assert written_text(connection, rows, {"id": "id", "note": "note"}, ["id"], tmp_path / "t.parquet") == 4_096
    assert pq.ParquetFile(tmp_path / "t.parquet").num_row_groups > 1
    assert text_parquet.BYTES < 40_000 * 4_096
