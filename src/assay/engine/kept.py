"""SQL that was compiled before, by this process or another: it depends on the question and the code, on nothing else.

Compiling takes ten times as long as looking the result up, so the first answer of a new process need not wait for it.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from assay.engine.fingerprint import code_of
from assay.engine.statements import Dialect, Statement

PACKAGES = (
    *("engine", "contract", "model", "identity", "facts", "stats", "kpis", "metrics"),
    *("views", "comparison", "planning", "returns"),
)
MOST = 4_000
"""So many statements are kept; beyond that all go."""

_place: Path | None = None


def keep_in(path: Path) -> None:
    """From now on, keep what is compiled in this file; any process may use it, and losing it costs time only."""
    global _place
    _place = path


def statement_of(question: str, expression: Callable[[], Any], dialect: Dialect = "duckdb") -> Statement:
    """The SQL of an expression; `question` must say everything that it depends on besides the code."""

    def made() -> Statement:
        from assay.engine.compile import to_statement

        return to_statement(expression(), dialect)

    if dialect != "duckdb":
        return made()
    return Statement.from_text(text_of(question, lambda: made().to_text()))


def text_of(question: str, make: Callable[[], str]) -> str:
    """What was made of a question, made now where it is not known."""
    if _place is None or " at 0x" in question:
        return make()
    key = sha256(question.encode()).hexdigest()
    found = _read(_place, key)
    if found is None:
        found = make()
        _write(_place, key, found)
    return found


def _read(place: Path, key: str) -> str | None:
    if not place.exists():
        return None
    with suppress(sqlite3.Error, zlib.error), _opened(place) as connection:
        row = connection.execute("SELECT text FROM statements WHERE made_with = ? AND key = ?", (_made_with(), key))
        found = row.fetchone()
        return zlib.decompress(found[0]).decode() if found else None
    return None


def _write(place: Path, key: str, text: str) -> None:
    """Who may only read the workspace keeps nothing; a damaged file is left to be replaced."""
    try:
        with _opened(place) as connection, connection:
            _prepare(connection)
            row = (_made_with(), key, zlib.compress(text.encode()))
            connection.execute("INSERT OR REPLACE INTO statements VALUES (?, ?, ?)", row)
    except sqlite3.OperationalError:
        return
    except sqlite3.DatabaseError:
        with suppress(OSError):
            place.unlink(missing_ok=True)


def _prepare(connection: sqlite3.Connection) -> None:
    """A table with the statements of this code alone, and not too many of them."""
    connection.execute(
        "CREATE TABLE IF NOT EXISTS statements (made_with TEXT, key TEXT, text BLOB, PRIMARY KEY (made_with, key))"
    )
    connection.execute("DELETE FROM statements WHERE made_with <> ?", (_made_with(),))
    if connection.execute("SELECT count(*) FROM statements").fetchone()[0] >= MOST:
        connection.execute("DELETE FROM statements")


@contextmanager
def _opened(place: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(place, timeout=2)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        yield connection


@cache
def _made_with() -> str:
    libraries = [version(name) for name in ("ibis-framework", "sqlglot", "duckdb")]
    return " ".join([code_of(*PACKAGES), *libraries])
