"""SQL that was made before, by this process or another: it depends on a question's shape and the code, on nothing else.

A statement is looked for in memory, among those that came with the package, and in a file of the workspace; making it
takes ten times as long as all of that. Each run has a store of its own, which holds so many statements and no more.
"""

from __future__ import annotations

import sqlite3
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from assay.engine import shipped
from assay.engine.fingerprint import code_of
from assay.engine.statements import Dialect, Statement

OF_FACTS = ("contract", "engine", "identity", "facts")
OF_KPIS = (*OF_FACTS, "kpis", "metrics")
OF_ALL = (*OF_KPIS, "views", "comparison", "planning", "returns")
"""Where what SQL is made of stands."""
MOST = 2_000


@dataclass(frozen=True)
class Size:
    """Statements that a workspace keeps, the bytes they take on the disk, and how many there may be."""

    statements: int
    bytes: int
    most: int


class Store:
    """Safe under threads: of two that need the same statement at once, each may make it; both get the same."""

    def __init__(self, place: Path | None = None, most: int = MOST) -> None:
        self._place, self._most = place, most
        self._known: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()

    def statement(
        self, question: str, expression: Callable[[], Any], dialect: Dialect = "duckdb", block: str = ""
    ) -> Statement:
        """The SQL of an expression; `question` must say everything that it depends on besides the code."""

        def made() -> str:
            from assay.engine.compile import to_statement

            return to_statement(expression(), dialect).to_text()

        if dialect != "duckdb":
            return Statement.from_text(self.text(f"{dialect} {question}", made), dialect)
        return Statement.from_text(self.text(question, made, block))

    def text(self, question: str, make: Callable[[], str], block: str = "") -> str:
        """What was made of a question, made now where it is not known; one that names an object is never kept.

        `block` names the part of the package in which it would have been shipped.
        """
        if " at 0x" in question:
            return make()
        key = sha256(question.encode()).hexdigest()
        known = self._remembered(key)
        if known is None:
            known = (shipped.find(block, question, made_with(block)) if block else None) or self._read(key)
            if known is None:
                known = make()
                self._write(key, known)
            self._remember(key, known)
        return known

    def size(self) -> Size:
        """What the file of the workspace holds."""
        if self._place is None or not self._place.exists():
            return Size(0, 0, self._most)
        count = 0
        with suppress(sqlite3.Error), _opened(self._place) as connection:
            count = int(connection.execute("SELECT count(*) FROM statements").fetchone()[0])
        return Size(count, self._place.stat().st_size, self._most)

    def __len__(self) -> int:
        """How many are in memory."""
        return len(self._known)

    def _remembered(self, key: str) -> str | None:
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
            return self._known.get(key)

    def _remember(self, key: str, text: str) -> None:
        with self._lock:
            self._known[key] = text
            while len(self._known) > self._most:
                self._known.popitem(last=False)

    def _read(self, key: str) -> str | None:
        if self._place is None or not self._place.exists():
            return None
        with suppress(sqlite3.Error, zlib.error), _opened(self._place) as connection:
            asked = (made_with(), key)
            row = connection.execute("SELECT text FROM statements WHERE made_with = ? AND key = ?", asked).fetchone()
            return zlib.decompress(row[0]).decode() if row else None
        return None

    def _write(self, key: str, text: str) -> None:
        """Who may only read the workspace keeps nothing; a damaged file is left to be replaced."""
        if self._place is None:
            return
        try:
            with _opened(self._place) as connection, connection:
                self._make_room(connection)
                row = (made_with(), key, zlib.compress(text.encode()))
                connection.execute("INSERT OR REPLACE INTO statements VALUES (?, ?, ?)", row)
        except sqlite3.OperationalError:
            return
        except sqlite3.DatabaseError:
            with suppress(OSError):
                self._place.unlink(missing_ok=True)

    def _make_room(self, connection: sqlite3.Connection) -> None:
        """A table with statements of this code alone; where it is full, the oldest tenth goes."""
        connection.execute(
            "CREATE TABLE IF NOT EXISTS statements (made_with TEXT, key TEXT, text BLOB, PRIMARY KEY (made_with, key))"
        )
        connection.execute("DELETE FROM statements WHERE made_with <> ?", (made_with(),))
        if connection.execute("SELECT count(*) FROM statements").fetchone()[0] >= self._most:
            oldest = "SELECT rowid FROM statements ORDER BY rowid LIMIT ?"
            connection.execute(f"DELETE FROM statements WHERE rowid IN ({oldest})", (max(1, self._most // 10),))


SHARED = Store()
"""For what belongs to no workspace."""


@contextmanager
def _opened(place: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(place, timeout=2)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        yield connection


@cache
def made_with(block: str = "") -> str:
    """The code and the libraries that SQL is made with, all of it or that of a block."""
    packages = {"facts": OF_FACTS, "kpi": OF_KPIS}.get(block.partition(".")[0], OF_ALL)
    return " ".join([code_of(*packages), *_libraries()])


@cache
def _libraries() -> tuple[str, ...]:
    return tuple(version(name) for name in ("ibis-framework", "sqlglot", "duckdb"))
