"""SQL of names, texts and files. A path is data: it means one file, whatever characters stand in it.

Engines take `*`, `?` and `[` in a path for patterns, and `currency=USD/` for a column. No other module writes a path
into SQL: `tests/engine/test_literals.py` says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from assay.errors import UsageError

_PATTERN = re.compile(r"[*?\[]")
_SPARK_PATTERN = re.compile(r"[*?\[\]{}\\]")


def quoted(name: str) -> str:
    """A name as a SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: str) -> str:
    """A text as SQL; DuckDB reads no statement beyond a null character, so that one is put together."""
    parts = ["'" + part.replace("'", "''") + "'" for part in value.split("\0")]
    return parts[0] if len(parts) == 1 else f"({' || chr(0) || '.join(parts)})"


def literal_path(path: Path | str) -> str:
    """The path as DuckDB's readers have to be given it, so that they read this file and no other.

    A text that begins with `~/` stays relative to the connection's home. UsageError for the few names that DuckDB
    cannot be told: bytes that are no text, and a backslash beside a pattern's character.
    """
    text = path if isinstance(path, str) and path.startswith("~/") else str(Path(path).absolute())
    if not text.isprintable() and any("\ud800" <= sign <= "\udfff" for sign in text):
        raise UsageError(f"The name of {text!r} is no text in UTF-8.", hint="Rename the file or its folder.")
    if "\\" in text and _PATTERN.search(text):
        raise UsageError(
            f"{text} cannot be read: its name has a backslash beside one of * ? [.",
            hint="Rename the file or its folder.",
        )
    return _PATTERN.sub(lambda sign: f"[{sign.group()}]", text)


def parquet(paths: Iterable[Path | str], *, by_name: bool = False, row_numbers: bool = False) -> str:
    """A relation of exactly these Parquet files, with the columns that stand in them.

    `by_name` matches the columns of several files by their names, `row_numbers` adds `file_row_number`.
    """
    listed = ", ".join(literal(literal_path(path)) for path in paths)
    options = ["hive_partitioning = false"]
    options += ["union_by_name = true"] * by_name + ["file_row_number = true"] * row_numbers
    return f"read_parquet([{listed}], {', '.join(options)})"


def csv(path: Path | str, options: str) -> str:
    """A relation of exactly this CSV file."""
    return f"read_csv({literal(literal_path(path))}, hive_partitioning = false, {options})"


def copied(select: str, target: Path | str, options: str = "FORMAT parquet") -> str:
    """The statement that writes a SELECT to a file; what is written is never a pattern."""
    return f"COPY ({select}) TO {literal(str(Path(target).absolute()))} ({options})"


def attached(path: Path | str, name: str) -> str:
    """The statement that attaches a database file for reading."""
    return f"ATTACH {literal(str(Path(path).absolute()))} AS {quoted(name)} (READ_ONLY)"


def attached_for_building(path: Path | str, name: str) -> str:
    """SQL statement: the database file is written under this name, without a log beside it."""
    return f"ATTACH {literal(str(Path(path).absolute()))} AS {quoted(name)} (RECOVERY_MODE no_wal_writes)"


def spark_path(path: Path | str) -> str:
    """The path as Spark's readers have to be given it."""
    return _SPARK_PATTERN.sub(lambda sign: "\\" + sign.group(), str(path))
