"""Rows whose id is nearly one that is known: figures that read their table say how many, with how much money."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assay.exact import decimal
from assay.kpis.declare import KPI
from assay.kpis.needs import LISTS
from assay.languages import translator
from assay.languages.words import Words
from assay.metrics.figures import amounts_told

_KNOWN = "SELECT 1 FROM information_schema.tables WHERE table_schema = 'model' AND table_name = 'close_misses'"
_READ = (
    "SELECT table_name, column_name, min(written), min_by(known, written), sum(n), "
    "list((currency, amount)) FILTER (amount IS NOT NULL) FROM ("
    "SELECT table_name, column_name, currency, min(written) AS written, min_by(known, written) AS known, sum(n) AS n, "
    "sum(amount) AS amount FROM model.close_misses GROUP BY ALL) GROUP BY 1, 2 ORDER BY 1, 2"
)


@dataclass(frozen=True)
class NearlyKnown:
    """Rows of a column, one of the ids they write and the known one that it nearly is, and their money by currency."""

    table: str
    column: str
    written: str
    known: str
    rows: int
    amounts: tuple[tuple[str | None, Decimal], ...] = ()

    def to_json(self) -> dict[str, Any]:
        said = {"table": self.table, "column": self.column, "written": self.written, "known": self.known}
        return {**said, "rows": self.rows, "amounts": {name: decimal(worth) for name, worth in self.amounts}}


def read_nearly_known(connection: Any) -> tuple[NearlyKnown, ...]:
    """Of a run's own file; nothing of one that was built before they were looked for."""
    if not connection.execute(_KNOWN).fetchall():
        return ()
    return tuple(
        NearlyKnown(table, column, written, known, int(rows), tuple(sorted(amounts or (), key=str)))
        for table, column, written, known, rows, amounts in connection.execute(_READ).fetchall()
    )


def touching(near: Iterable[NearlyKnown], kpi: KPI, arm: str) -> Iterator[NearlyKnown]:
    """Those of the tables that a figure reads; touches are read with the people who lead to accounts."""
    tables = set(kpi.sources) - ({LISTS} if arm == "all" else set())
    tables |= {"people"} if "touches" in tables else set()
    return (one for one in near if one.table in tables)


def nearly_known_notes(near: Sequence[NearlyKnown], words: Words) -> Iterator[str]:
    for one in near:
        text = translator(words.language).ngettext(
            "%(n)d row of %(table)s%(worth)s names in %(column)s an id that nobody has, though one is nearly the same "
            "(%(written)s, known is %(known)s): write the ids alike, and load again.",
            "%(n)d rows of %(table)s%(worth)s name in %(column)s ids that nobody has, though others are nearly the same "
            "(%(written)s, known is %(known)s): write the ids alike, and load again.",
            one.rows,
        )
        worth = f" ({amounts_told(dict(one.amounts), words)})" if one.amounts else ""
        yield text % {
            "n": one.rows,
            "table": one.table,
            "worth": worth,
            "column": one.column,
            "written": one.written,
            "known": one.known,
        }
