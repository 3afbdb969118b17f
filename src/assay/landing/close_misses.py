"""References that name nobody, though somebody is known by nearly that id: lost zeros, other capitals, a stray sign.

Nothing is joined by it: `123` may be `00123`, or a record that is not there. It is told, so that the ids get written alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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


def close_misses(work: Work, staged: Sequence[Staged]) -> Iterator[Notice]:
    """One notice for each column of each file (and of tables landed before) whose references nearly fit."""
    known = {table: sql for table in _LOOKED_UP if (sql := _ids(work, staged, table))}
    for one in staged:
        rows = f"SELECT * FROM {staged_files([one.path])} WHERE _problems IS NULL"
        for column in _references(one.mapped.table.columns, known):
            if column.name in one.mapped.supplied:
                yield from _told(work, one.source.name, one.mapped.table.name, column, rows, known)
    new = {one.mapped.table.name for one in staged}
    for table in _LATE:
        if table not in new and batches(work.workspace, table):
            for column in _references(TABLES[table].columns, new & set(known)):
                yield from _told(
                    work, f"{table}, landed before", table, column, current_sql(work.workspace, table), known
                )


def _references(columns: Sequence[Column], known: set[str] | dict[str, str]) -> Iterator[Column]:
    return (column for column in columns if column.refers_to in known)


def _ids(work: Work, staged: Sequence[Staged], table: str) -> str:
    """SELECT of the ids of a table as `id`, of this load and of earlier ones; empty where there are none."""
    key = quoted(TABLES[table].key[0])
    own = [one.path for one in staged if one.mapped.table.name == table]
    parts = [f"SELECT {key} AS id FROM {staged_files(own)} WHERE _problems IS NULL"] if own else []
    if batches(work.workspace, table):
        parts.append(f"SELECT {key} AS id FROM ({current_sql(work.workspace, table)})")
    return " UNION ALL ".join(parts)


def _told(work: Work, file: str, table: str, column: Column, rows: str, known: dict[str, str]) -> Iterator[Notice]:
    assert column.refers_to is not None
    reference = quoted(column.name)
    found = work.connection.execute(
        f"WITH known AS (SELECT DISTINCT id FROM ({known[column.refers_to]})), "
        f"strange AS (SELECT {reference} AS written, count(*) AS n, min(_line) AS line FROM ({rows}) AS r "
        f"WHERE {reference} IS NOT NULL AND NOT EXISTS (FROM known WHERE id = r.{reference}) GROUP BY written), "
        f"near AS ({near_sql('(FROM known WHERE (SELECT count(*) FROM strange) > 0)')}) "
        f"SELECT sum(n), min(line), min_by(written, line), min_by(id, line) FROM strange JOIN near ON loose = loose_id(written)"
    ).fetchone()
    if found and found[0]:
        n, line, written, id = found
        what = _SINGULAR.get(column.refers_to, column.refers_to.removesuffix("s"))
        where = "" if file.endswith("before") else f", line {line}"
        text = (
            f"{n:,} {'row names' if n == 1 else 'rows name'} no known {what} in {column.name}, though one is written nearly so: "
            f"{written!r}{where}, where {id!r} is known. Nothing is joined by that: write the ids alike in both."
        )
        yield Notice(file, table, "close_miss", int(n), text)
