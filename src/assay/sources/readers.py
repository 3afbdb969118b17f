"""Any file Assay reads, as a relation of text columns."""

from __future__ import annotations

from pathlib import Path

import duckdb

from assay.errors import UsageError
from assay.sources.shape import Progress, Raw, silent
from assay.sources.signatures import not_as_called
from assay.sources.unfolded import OPTION, unfolded

_FORMATS = {
    ".csv": "delimited",
    ".tsv": "delimited",
    ".txt": "delimited",
    ".tab": "delimited",
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
    ".json": "ndjson",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".xlsx": "workbook",
    ".xlsm": "workbook",
    ".ics": "calendar",
}
_PACKABLE = ("delimited", "ndjson")


def format_of(path: Path) -> str | None:
    """`delimited`, `ndjson`, `parquet`, `workbook` or `calendar` by the file's suffix; None when it is none of them."""
    packed = path.suffix.lower() == ".gz"
    found = _FORMATS.get(Path(path.stem).suffix.lower() if packed else path.suffix.lower())
    return None if packed and found not in _PACKABLE else found


def stem_of(path: Path) -> str:
    """The file's name without its suffixes, in lower case: `Touches.csv.gz` is `touches`."""
    inner = Path(path.stem) if path.suffix.lower() == ".gz" else path
    return inner.stem.lower().strip()


def read_file(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    name: str,
    options: dict[str, str],
    spool: Path,
    table: str | None = None,
    progress: Progress = silent,
    expected: frozenset[str] = frozenset(),
) -> Raw:
    """Reads a file as the options say; `spool` is a path without suffix for what has to be kept meanwhile.

    `expected` are keys (`header_key`) of headers that are looked for: they tell a header among other lines.

    DataError when it holds nothing readable, UsageError when an option is needed to read it.
    """
    raw = _read(connection, path, name, options, spool, table, progress, expected)
    return unfolded(connection, raw, options[OPTION]) if options.get(OPTION) else raw


def _read(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    name: str,
    options: dict[str, str],
    spool: Path,
    table: str | None,
    progress: Progress,
    expected: frozenset[str],
) -> Raw:
    if other := not_as_called(path):
        raise UsageError(f"{name} is {other[0]}.", hint=other[1])
    # Each reader is loaded for the first file of its kind: their libraries take longer than most files to read.
    match format_of(path):
        case "delimited":
            from assay.sources.delimited import read_delimited

            return read_delimited(connection, path, name, options, spool, progress, expected)
        case "ndjson":
            from assay.sources.ndjson import read_ndjson

            return read_ndjson(connection, path, name, options, spool, progress)
        case "parquet":
            from assay.sources.columnar import read_columnar

            return read_columnar(connection, path, name)
        case "calendar":
            from assay.sources.calendar import read_calendar

            return read_calendar(connection, path, name, options, spool, progress)
        case "workbook":
            from assay.sources.workbook import read_workbook

            return read_workbook(connection, path, name, options, spool, table, expected)
    raise UsageError(
        f"{path} is no file Assay reads.", hint="It reads CSV, TSV, NDJSON, JSON, Parquet, XLSX and iCalendar."
    )
