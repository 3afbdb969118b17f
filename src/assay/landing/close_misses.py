"""References that name nobody, though somebody is known by nearly that id: lost zeros, other capitals, a stray sign.

Nothing is joined by it: `123` may be `00123`, or a record that is not there. It is told, so that the ids get written alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assay.contract.loose_ids import near_sql
from assay.contract.tables import TABLES, Column
from assay.engine.literals import quoted
from assay.landing.current import current_sql
from assay.landing.manifest import batches
from assay.landing.newest import staged_files
from assay.landing.report import Notice
from assay.landing.take import Staged
from assay.landing.work import Work

_LOOKED_UP = ("accounts", "people", "opportunities", "users", "programmes", "campaigns")
_LATE = ("opportunities", "list_memberships", "people")
"""Tables whose landed rows are looked at again when a load brings what they refer to."""
_SINGULAR = {"people": "person", "opportunities": "deal"}


def close_misses(work: Work, staged: Sequence[Staged]) -> list[Notice]:
    """One notice for each column of each file (and of tables landed before) whose references nearly fit."""
    known = [table for table in _LOOKED_UP if _find_known(work, staged, table)]
    misses = [
        one
        for table in dict.fromkeys(one.mapped.table.name for one in staged)
        for one in _of(work, staged, table, known)
    ]
    misses.sort(key=lambda one: one[0])
    new = {one.mapped.table.name for one in staged}
    late = [table for table in _LATE if table not in new and batches(work.workspace, table)]
    brought = [table for table in known if table in new]
    notices = [notice for _, notice in misses]
    return notices + [notice for table in late for notice in _landed_before(work, table, brought)]


def _of(work: Work, staged: Sequence[Staged], table: str, known: Sequence[str]) -> Iterator[tuple[int, Notice]]:
    """By the number of the file's batch: all files of a table are read at once."""
    for column in _references(TABLES[table].columns, known):
        own = {
            one.batch: one for one in staged if one.mapped.table.name == table and column.name in one.mapped.supplied
        }
        if own:
            rows = f"SELECT * FROM {staged_files([one.path for one in own.values()])} WHERE _problems IS NULL"
            for batch, miss in _near(work, column, rows):
                yield (
                    batch,
                    Notice(own[batch].source.name, table, "close_miss", miss.rows, miss.told(f", line {miss.line}")),
                )


def _landed_before(work: Work, table: str, known: Sequence[str]) -> Iterator[Notice]:
    for column in _references(TABLES[table].columns, known):
        rows = f"SELECT * REPLACE (0 AS _batch) FROM ({current_sql(work.workspace, table)})"
        for _, miss in _near(work, column, rows):
            yield Notice(f"{table}, landed before", table, "close_miss", miss.rows, miss.told(""))


def _references(columns: Sequence[Column], known: Sequence[str]) -> Iterator[Column]:
    return (column for column in columns if column.refers_to in known)


def _find_known(work: Work, staged: Sequence[Staged], table: str) -> bool:
    """The temporary table `known_…` of the ids of a table, of this load and of earlier ones. Whether there are any."""
    key = quoted(TABLES[table].key[0])
    own = [one.path for one in staged if one.mapped.table.name == table]
    parts = [f"SELECT {key} AS id FROM {staged_files(own)} WHERE _problems IS NULL"] if own else []
    if batches(work.workspace, table):
        parts.append(f"SELECT {key} AS id FROM ({current_sql(work.workspace, table)})")
    if parts:
        every = " UNION ALL ".join(parts)
        work.connection.execute(f"CREATE OR REPLACE TEMP TABLE known_{table} AS SELECT DISTINCT id FROM ({every})")
    return bool(parts)


@dataclass(frozen=True)
class _Miss:
    """`rows` of a file name somebody by an id that is nearly a known one: as `written` in `line`, where `id` is known."""

    column: Column
    rows: int
    line: int
    written: str
    id: str

    def told(self, where: str) -> str:
        parent = self.column.refers_to or ""
        what = _SINGULAR.get(parent, parent.removesuffix("s"))
        return (
            f"{self.rows:,} {'row names' if self.rows == 1 else 'rows name'} no known {what} in {self.column.name}, though one "
            f"is written nearly so: {self.written!r}{where}, where {self.id!r} is known. Nothing is joined by that: "
            "write the ids alike in both."
        )


def _near(work: Work, column: Column, rows: str) -> Iterator[tuple[int, _Miss]]:
    """What the files miss in a column, by batch; `rows` is a SELECT of rows as landed."""
    reference, known = quoted(column.name), f"known_{column.refers_to}"
    work.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE strange AS SELECT _batch, {reference} AS written, count(*) AS n, min(_line) AS line "
        f"FROM (SELECT * FROM ({rows}) WHERE {reference} IS NOT NULL) AS r ANTI JOIN {known} ON id = r.{reference} GROUP BY ALL"
    )
    if not work.connection.execute("SELECT 1 FROM strange LIMIT 1").fetchall():
        return
    near = work.connection.execute(
        f"WITH near AS ({near_sql(f'(FROM {known})')}) "
        f"SELECT _batch, sum(n), min(line), min_by(written, line), min_by(id, line) FROM strange "
        f"JOIN near ON loose = loose_id(written) GROUP BY _batch ORDER BY _batch"
    ).fetchall()
    yield from ((batch, _Miss(column, int(n), line, written, id)) for batch, n, line, written, id in near)
