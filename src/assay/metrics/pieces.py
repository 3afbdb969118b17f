"""Some of the rows behind a figure: there may be more of them than memory holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assay.engine.statements import Statement


@dataclass(frozen=True)
class Piece:
    """Some of the rows behind a figure: `rows` of them (None: all) from `first` on, by a column, then by all of them."""

    first: int
    rows: int | None
    by: str | None = None
    descending: bool = False

    def order_by(self, names: Sequence[str]) -> str:
        chosen = [name for name in (self.by, f"by_{self.by}") if name in names]
        direction = "DESC" if self.descending else "ASC"
        first = [f"{name} {direction} NULLS LAST" for name in chosen]
        return ", ".join([*first, *(f"{name} NULLS LAST" for name in names)])

    @property
    def limit(self) -> str:
        most = [] if self.rows is None else [f"LIMIT {self.rows}"]
        return " ".join([*most, f"OFFSET {self.first}"])


def around(statement: Statement, selected: str, rest: str = "") -> Statement:
    """A SELECT around another one, for the same engine."""
    return statement.around(f"SELECT {selected} FROM (", f") AS behind {rest}")
