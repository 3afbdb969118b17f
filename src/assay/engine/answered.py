"""What a run answered to SQL before: a run never changes, so the same SQL over the same windows has the same rows.

Planning a question takes ten times as long as running it, and DuckDB's own prepared statements cannot be kept for it:
their plans hold what was in the tables when they were made, and other windows in the same tables get wrong rows.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from hashlib import sha256
from threading import Lock
from typing import Any

Rows = list[tuple[Any, ...]]
MOST_ROWS = 50_000
"""Of all answers together, each counted as one more: some 10 MiB."""
MOST_TABLES = 8
LONGEST = 2_000
"""An answer of more rows is not kept."""


class Answered:
    """Safe under threads: of two that ask the same at once, each may fetch it; both get the same."""

    def __init__(self, most: int = MOST_ROWS) -> None:
        self._most, self._held = most, 0
        self._known: OrderedDict[Hashable, Rows] = OrderedDict()
        self._tables: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def rows(self, sql: str, windows: Hashable, fetch: Callable[[], Rows]) -> Rows:
        """The rows of SQL over windows, fetched now where nobody asked for them before; nobody may change them."""
        asked = (sha256(sql.encode()).digest(), windows)  # the text itself takes more room than most answers
        with self._lock:
            known = self._known.get(asked)
            if known is not None:
                self._known.move_to_end(asked)
                return known
        rows = fetch()
        if len(rows) <= LONGEST:
            self._keep(asked, rows)
        return rows

    def table(self, sql: str, windows: Hashable, fetch: Callable[[], Any]) -> Any:
        """The same for what is worked out as an Arrow table, on the way to an answer; few of them are kept."""
        asked = (sha256(sql.encode()).digest(), windows)
        with self._lock:
            known = self._tables.get(asked)
        if known is None:
            known = fetch()
            with self._lock:
                self._tables[asked] = known
                while len(self._tables) > MOST_TABLES or (len(self._tables) > 1 and self._rows_of_tables() > MOST_ROWS):
                    self._tables.popitem(last=False)
        return known

    def _rows_of_tables(self) -> int:
        return sum(table.num_rows for table in self._tables.values())

    def __len__(self) -> int:
        return len(self._known)

    def _keep(self, asked: Hashable, rows: Rows) -> None:
        with self._lock:
            if asked not in self._known:
                self._known[asked] = rows
                self._held += len(rows) + 1
            while self._held > self._most:
                _, gone = self._known.popitem(last=False)
                self._held -= len(gone) + 1
