"""CSV and TSV: into Parquet of text, with the physical line of every row.

A clean file goes through DuckDB's parallel reader. It is clean when that reader takes every row and the rows are as
many as the physical lines below the header: then no row spans lines and line = row + 1. Any other file is read
exactly, record by record, so that what is malformed is told by its line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from assay.engine.literals import copied, csv, literal, parquet
from assay.sources.dialect import Layout, decide_layout, physical_lines
from assay.sources.encoding import BROKEN, Bytes, decide_encoding, decoded, survey
from assay.sources.headers import usable_headers
from assay.sources.layout import PassedOver, Record, is_short
from assay.sources.shape import Malformed, Progress, Raw, silent
from assay.sources.spool import finished, spooled

T = TypeVar("T")
_ROWS = 50_000
_MALFORMED = pa.schema([("line", pa.int64()), ("value", pa.string()), ("rule", pa.string()), ("hint", pa.string())])
_TEXT_REMEDY = "Correct the row, or name the file's encoding: encoding = … among the mapping's options."


def read_delimited(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    name: str,
    options: dict[str, str],
    spool: Path,
    progress: Progress = silent,
    expected: frozenset[str] = frozenset(),
) -> Raw:
    """Reads the file into `spool` (a path without suffix); `expected` are keys of headers that are looked for.

    DataError when empty, UsageError when undecidable.
    """
    seen = survey(path, progress)
    encoding, *letters = decide_encoding(path, name, seen, options.get("encoding"))
    layout, decisions = decide_layout(path, name, encoding.value, options, expected)
    header, renamed = usable_headers(layout.header, name)
    clean = _read_clean(connection, path, seen, encoding.value, layout, spool)
    rows = spool.with_suffix(".parquet")
    passed = PassedOver()
    bad = 0 if clean else _read_exactly(path, seen, encoding.value, layout, spool, passed, progress)
    malformed = spool.with_suffix(".malformed.parquet")
    raw = Raw(
        path=path,
        name=name,
        relation=spooled(rows, header, name, f"file_row_number + {layout.above + 2}" if clean else "line"),
        columns=tuple(header),
        rows=pq.read_metadata(rows).num_rows,
        malformed=bad,
        malformed_relation=f"SELECT * FROM {parquet([malformed])}" if bad else None,
        decisions=(encoding, *letters, *decisions, *renamed, *passed.decisions(name)),
    )
    return finished(connection, raw, rows, layout.header)


def _read_clean(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    seen: Bytes,
    encoding: str,
    layout: Layout,
    spool: Path,
) -> bool:
    """Whether the fast reader took the whole file, one row a line."""
    if (seen.nuls and encoding == "utf-8") or seen.returns != seen.pairs or not layout.dialect.quote:
        return False
    if layout.until or layout.comment:
        return False
    width = len(layout.header)
    text = path if encoding == "utf-8" and seen.utf8 else spool.with_suffix(".csv")
    blank_end = max(0, seen.newlines_at_end - 1) if width > 1 else 0
    lines = seen.newlines - blank_end + (not seen.ends_in_newline)
    try:
        if text != path:
            lines = _transcode(path, encoding, text)
        taken = connection.execute(_fast_copy(text, layout, spool, packed=text == path)).fetchone()
    except (duckdb.Error, _NoText):
        return False
    finally:
        if text != path:
            text.unlink()
    if taken is None or int(taken[0]) != lines - layout.above - 1:
        return False
    return not _stands_apart(connection, spool.with_suffix(".parquet"), width)


def _stands_apart(connection: duckdb.DuckDBPyConnection, rows: Path, width: int) -> bool:
    """Whether empty rows part the others, or the last of them has a single cell: notes below a table are padded to its width by a
    spreadsheet, and then no line tells them from rows. Empty rows at the end are none of it.
    """
    if width < 2 or not (number := pq.read_metadata(rows).num_rows):
        return False
    with pq.ParquetFile(rows) as file:
        end = file.read_row_group(file.num_row_groups - 1)
    filled = [pc.fill_null(pc.not_equal(pc.utf8_trim_whitespace(column), ""), False) for column in end.columns]
    places = np.flatnonzero(np.any([column.to_numpy() for column in filled], axis=0))
    if not len(places):
        return bool(number > len(end))
    empty_at_end = len(end) - 1 - int(places[-1])
    last = [str(value or "") for value in end.slice(int(places[-1]), 1).to_pylist()[0].values()]
    cells = [f"coalesce(trim(c{place}), '') = ''" for place in range(width)]
    # What begins with nothing or a space sorts before "!": the smallest value of each part of the file tells that it has none.
    for empty in ("(c0 IS NULL OR c0 < '!')", " AND ".join(cells)):
        found = connection.execute(f"SELECT count(*) FROM {parquet([rows])} WHERE {empty}").fetchone()
        if found is None or found[0] <= empty_at_end:
            return is_short(last, width)
    return True


def _fast_copy(text: Path, layout: Layout, spool: Path, *, packed: bool) -> str:
    columns = ", ".join(f"'c{number}': 'VARCHAR'" for number in range(len(layout.header)))
    dialect = layout.dialect
    compression = "gzip" if packed and text.suffix.lower() == ".gz" else "none"
    rows = csv(
        text,
        f"auto_detect = false, header = true, strict_mode = true, skip = {layout.above}, "
        f"delim = {literal(dialect.delimiter)}, quote = {literal(dialect.quote)}, escape = {literal(dialect.quote)}, "
        f"compression = '{compression}', columns = {{{columns}}}",
    )
    return copied(f"SELECT * FROM {rows}", spool.with_suffix(".parquet"))


class _NoText(Exception):
    pass


def _transcode(path: Path, encoding: str, text: Path) -> int:
    """Writes the file as UTF-8; how many lines it has. Raises _NoText for a NUL or what is not in the encoding."""
    lines, last = 0, "\n"
    with decoded(path, encoding) as source, text.open("w", encoding="utf-8", newline="", errors="replace") as target:
        while block := source.read(1 << 20):
            if BROKEN in block or "\0" in block:
                raise _NoText
            lines += block.count("\n")
            last = block[-1]
            target.write(block)
    return lines + (last != "\n")


def _read_exactly(
    path: Path, seen: Bytes, encoding: str, layout: Layout, spool: Path, passed: PassedOver, progress: Progress
) -> int:
    """Reads record by record; how many were malformed. What is no row of the table goes to `passed`."""
    width = len(layout.header)
    schema = pa.schema([*((f"c{number}", pa.string()) for number in range(width)), ("line", pa.int64())])
    bad_rows = done = 0
    suspicious = bool(seen.nuls) or not seen.utf8
    with (
        decoded(path, encoding) as stream,
        pq.ParquetWriter(spool.with_suffix(".parquet"), schema) as good,
        pq.ParquetWriter(spool.with_suffix(".malformed.parquet"), _MALFORMED) as bad,
    ):
        records = layout.records(physical_lines(stream, path.name), passed)
        checked = (_checked(record, width, suspicious) for record in records)
        for batch in batches(checked):
            rows = [row for row in batch if isinstance(row, list)]
            malformed = [row for row in batch if isinstance(row, Malformed)]
            good.write_table(_table(rows, schema))
            if malformed:
                bad.write_table(_malformed_table(malformed))
                bad_rows += len(malformed)
            done += len(batch)
            progress(f"reading {path.name} record by record", done, None)
    return bad_rows


def batches(items: Iterable[T]) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, _ROWS)):
        yield batch


def _checked(record: Record, width: int, suspicious: bool) -> list[str | int] | Malformed:
    line, row = record.line, record.cells
    if isinstance(row, Malformed):
        return _readable(row)
    while len(row) > width and not row[-1]:
        row = row[:-1]  # delimiters at the line's end, which the fast reader takes too
    if len(row) != width:
        wide = "a delimiter inside a value wants quotes around the value" if len(row) > width else "some are missing"
        return _readable(Malformed(line, ",".join(row)[:200], f"{len(row)} fields, the header has {width}", wide))
    for value in row if suspicious else ():
        if "\0" in value or BROKEN in value:
            rule = "NUL byte" if "\0" in value else "bytes that are no text in this encoding"
            return _readable(Malformed(line, value[:200], rule, _TEXT_REMEDY))
    return [*row, line]


def _readable(row: Malformed) -> Malformed:
    value = row.value.replace(BROKEN, "\ufffd").replace("\0", "\u2400")
    return Malformed(row.line, value, row.rule, row.hint)


def _table(rows: list[list[str | int]], schema: pa.Schema) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pa.table([pa.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)], schema)


def _malformed_table(rows: Sequence[Malformed]) -> pa.Table:
    return pa.Table.from_pylist([vars(row) for row in rows], schema=_MALFORMED)
